package setup

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"ringdown/shared/dialplan"
	"ringdown/shared/flow"
	flowcheck "ringdown/shared/flow/check"
	"ringdown/shared/oncall"
	"ringdown/shared/port"
)

const (
	applySettings = "go run ./infra/dev settings apply FILE"
	// warningsShown is how many warnings of one schedule are listed; oncall warn has them all.
	warningsShown = 5
)

// settings wants every line that is in service to load, the way a call loads it.
func (e *examination) settings(ctx context.Context) {
	lines, err := e.Dialplans.Lines(ctx)
	if err != nil {
		e.fail(askAgain, "the lines cannot be listed: %v", err)
		return
	}
	for _, l := range lines {
		if d, ok := e.loads(ctx, l); ok {
			e.plans = append(e.plans, d)
			e.plan(d, l)
		}
	}
	if len(lines) == 0 || !slices.ContainsFunc(lines, func(l port.LineVersion) bool { return len(l.Numbers) > 0 }) {
		e.fail(applySettings, "no line is in service: whoever calls hears that the number is not in use")
	}
}

// loads reports whether each number of a line in service leads to its latest version, which it returns.
func (e *examination) loads(ctx context.Context, l port.LineVersion) (d dialplan.Dialplan, ok bool) {
	for _, number := range l.Numbers {
		var err error
		d, err = e.Dialplans.ByNumber(ctx, number)
		switch {
		case err != nil:
			e.fail(applySettings+" writes it again", "line %s: version %d does not load: %v", l.Line, l.Version, err)
			return d, false
		case d.Line != l.Line || d.Version != l.Version:
			e.fail(applySettings+" once more, with a change in the line", "line %s: version %d is the latest, and its number has version %d of line %s", l.Line, l.Version, d.Version, d.Line)
			return d, false
		}
	}
	return d, len(l.Numbers) > 0
}

// plan looks at one line's dialplan.
func (e *examination) plan(d dialplan.Dialplan, l port.LineVersion) {
	faulty := e.flow(d.Line, "flow", d.Flow)
	for _, id := range slices.Sorted(maps.Keys(d.Flows)) {
		faulty = e.flow(d.Line, "flow "+id, d.Flows[id]) || faulty
	}
	if faulty {
		return
	}
	if !d.Enabled {
		e.warn("set enabled: true and apply the settings, when it should take calls", "line %s is switched off", d.Line)
		return
	}
	e.ok("line %s: version %d loads, %d teams, %d users", d.Line, l.Version, len(d.Teams), len(d.Users))
}

// flow reports whether a flow has a fault, and tells of the first.
func (e *examination) flow(lineID, name string, f flow.Flow) (faulty bool) {
	for _, fault := range flowcheck.Findings(f, flowcheck.Language()) {
		if fault.Fatal() {
			e.fail("mend the flow; go run ./infra/dev flow check says where", "line %s: its %s has a fault: %s", lineID, name, fault.Message)
			return true
		}
	}
	return false
}

// onCall wants every team's look-up to work now, and tells of trouble ahead.
func (e *examination) onCall(context.Context) {
	now := e.Now()
	seen := map[string]bool{}
	for _, d := range e.plans {
		for _, id := range slices.Sorted(maps.Keys(d.Teams)) {
			tiers, err := d.OnCall(id, now)
			switch {
			case err != nil:
				e.fail("mend the team's schedule and apply the settings", "line %s: who is on call for team %s cannot be found: %v", d.Line, id, err)
			case !reachable(tiers):
				e.warn("look at go run ./infra/dev oncall who; until then callers go to voicemail", "line %s: nobody with a phone is on call for team %s now", d.Line, id)
			default:
				e.ok("line %s: %s is on call for team %s", d.Line, tiers[0][0].Name, id)
			}
		}
		for _, id := range slices.Sorted(maps.Keys(d.Schedules)) {
			if !seen[id] {
				seen[id] = true
				e.ahead(d, id, now)
			}
		}
	}
}

func reachable(tiers [][]dialplan.User) bool {
	return slices.ContainsFunc(tiers, func(tier []dialplan.User) bool {
		return slices.ContainsFunc(tier, func(u dialplan.User) bool { return len(u.Phones) > 0 })
	})
}

// ahead tells what will go wrong with a schedule in the days to come.
func (e *examination) ahead(d dialplan.Dialplan, id string, now time.Time) {
	phones := map[string]bool{}
	for user, u := range d.Users {
		phones[user] = len(u.Phones) > 0
	}
	warnings := oncall.Warnings(d.Schedules[id], now, phones)
	for i, w := range warnings {
		if i == warningsShown {
			e.warn("go run ./infra/dev oncall warn lists all", "schedule %s: %d more warnings", id, len(warnings)-i)
			break
		}
		e.warn("change the schedule, or add an override", "schedule %s, %s to %s: %s", id, moment(w.At), moment(w.Until), w.Message)
	}
}

func moment(t time.Time) string { return fmt.Sprint(t.UTC().Format("2 Jan 15:04")) }
