package sim

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"

	"ringdown/infra/local"
	"ringdown/infra/vonagesim"
	"ringdown/shared/alert"
	"ringdown/shared/call"
	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
	"ringdown/shared/notice"
	"ringdown/shared/play"
	"ringdown/shared/settings"
)

// Options of one playing that are not part of the scenario.
type Playing struct {
	Switches vonagesim.Switches
	Seed     int64
	Ports    func(o *local.Options)
	Visited  func(call string, trail []play.Visit) // told of every action a flow comes to; may be nil
}

// Played is what came of a scenario.
type Played struct {
	Transcript *Transcript
	Calls      []call.Call // in the order they were placed
	Notices    []alert.Notice
	Told       []string       // who was told of alerts by which channel, in order: "ana sms"
	Alerts     []alert.Alert  // in the order in which they told somebody
	Events     []notice.Event // on the bus
	Rung       []string       // who was dialled, in order
	Legs       []vonagesim.LegReport
	Rested     bool // everything ended by itself
	Messages   int  // recordings in the store
	Repeated   int  // webhooks that came again
}

// longestPlay bounds a scenario.
const longestPlay = 3 * time.Hour

// Play runs a scenario to its end. Configs holds config/good.
func Play(s Scenario, configs fs.FS, p Playing) (Played, error) {
	settings, plans, err := s.plans(configs)
	if err != nil {
		return Played{}, err
	}
	phones := phoneNames(settings)
	out := Played{Transcript: newTranscript(s.Given.At, phones)}
	var orders []Order
	o := Options{
		Start: s.Given.At, Plans: plans, Switches: p.Switches, Faults: s.Given.faults.faults(s.Given.At),
		Seed: cmp.Or(s.Given.Seed, p.Seed), Ports: p.Ports, Answers: s.Given.Answers,
		Observe: func(o vonagesim.Observation) {
			out.Transcript.observe(o)
			if o.Kind == vonagesim.SawWebhook && o.Repeated {
				out.Repeated++
			}
		},
		Ordered: func(order Order) {
			out.Transcript.ordered(order)
			orders = append(orders, order)
			if order.Kind == "dial" {
				out.Rung = append(out.Rung, out.Transcript.who(order.To))
			}
		},
	}
	w, err := NewWorld(o)
	if err != nil {
		return out, err
	}
	w.Desk.Switchboard.Visited = p.Visited
	if err := w.cast(s.parts, phones); err != nil {
		return out, fmt.Errorf("scenario %s: %w", s.Name, err)
	}
	w.reading(readersOf(s.parts), out.Transcript)
	if err := s.republish(w, configs); err != nil {
		return out, err
	}
	legs := w.place(s.parts, plans)
	out.Rested = w.Run(s.Given.At.Add(longestPlay))
	out.Told, out.Alerts = told(orders, out.Transcript), w.alerts(orders)
	out.Events = w.Events.Published()
	out.Notices, out.Legs = w.Outbox.Notices(), w.Network.Legs()
	for _, leg := range legs() {
		c, err := w.Desk.Switchboard.Calls.Load(context.Background(), call.NewID(leg))
		if err != nil {
			c = call.Call{Outcome: "unknown"}
		}
		out.Calls = append(out.Calls, c)
	}
	return out, nil
}

// told says who was told of alerts, those of one instant in the order of their notifications; by voice
// is told who was rung to have it read out.
func told(orders []Order, t *Transcript) []string {
	orders = slices.DeleteFunc(slices.Clone(orders), func(o Order) bool { return o.Notification.User == "" && !o.readsOut() })
	for i, o := range orders {
		if o.readsOut() {
			orders[i].Notification = alert.Notification{ID: o.Leg, User: t.who(o.To), Channel: alert.Voice}
		}
	}
	slices.SortStableFunc(orders, func(a, b Order) int {
		first, _ := strconv.Atoi(a.Notification.ID) // of digits
		second, _ := strconv.Atoi(b.Notification.ID)
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(first, second))
	})
	var out []string
	for _, o := range orders {
		out = append(out, o.Notification.User+" "+string(o.Notification.Channel))
	}
	return out
}

// alerts are those that told somebody.
func (w *World) alerts(orders []Order) (out []alert.Alert) {
	for _, o := range orders {
		id := o.Notice.ID
		if o.readsOut() {
			id = o.Call
		}
		if id == "" || slices.ContainsFunc(out, func(a alert.Alert) bool { return a.ID == id }) {
			continue
		}
		if a, err := w.Desk.Pager.Alerts.Load(context.Background(), id); err == nil {
			out = append(out, a)
		}
	}
	return out
}

func readersOf(parts []part) (out []reader) {
	for _, p := range parts {
		if p.reads != nil {
			out = append(out, *p.reads)
		}
	}
	return out
}

// phoneNames gives each phone of the settings its name in scripts: the user's id, and
// the phone's label where the user has more than one.
func phoneNames(s settings.Settings) map[string]string {
	names := map[string]string{}
	for _, u := range s.Users {
		for i, p := range u.Phones {
			name := u.ID
			switch {
			case len(u.Phones) > 1 && p.Label != "":
				name += " " + p.Label
			case len(u.Phones) > 1:
				name += fmt.Sprintf(" %d", i+1)
			}
			names[p.Number.Digits()] = name
		}
	}
	return names
}

// cast gives every phone its person. A phone the script does not name never answers.
func (w *World) cast(parts []part, phones map[string]string) error {
	used := map[string]bool{}
	for digits, name := range phones {
		person := vonagesim.NeverAnswers()
		for _, p := range parts {
			if p.who == name {
				person, used[name] = p.person, true
			}
		}
		w.Network.AddPhone(digits, person.Named(name))
	}
	for _, p := range parts {
		if !used[p.who] && p.reads == nil && !strings.HasPrefix(p.who, "caller") {
			return fmt.Errorf("nobody has a phone called %q; there are %v", p.who, sortedValues(phones))
		}
	}
	return nil
}

// place lets the callers dial, each when the script says, the first line of the
// settings unless it says another. It returns their legs, known once they dialled.
func (w *World) place(parts []part, plans []dialplan.Dialplan) func() []string {
	callers := []part{}
	for _, p := range parts {
		if strings.HasPrefix(p.who, "caller") {
			callers = append(callers, p)
		}
	}
	if len(callers) == 0 {
		callers = []part{{who: "caller"}}
	}
	legs := make([]string, len(callers))
	for i, p := range callers {
		to := plans[0].Number.Digits()
		for _, plan := range plans {
			if plan.Line == p.dials {
				to = plan.Number.Digits()
			}
			if slices.Contains(plan.Numbers(), e164.Number(p.dials)) {
				to = e164.Number(p.dials).Digits()
			}
		}
		from := p.from
		switch from {
		case "":
			from = fmt.Sprintf("1415555019%d", 9-i%10)
		case "withheld":
			from = ""
		}
		w.toCome++
		w.Clock.After(p.starts, func() {
			w.toCome--
			legs[i] = w.Network.Dial(from, to, p.person.Named(p.who))
		})
	}
	return func() []string { return legs }
}
