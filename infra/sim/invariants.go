package sim

import (
	"context"
	"fmt"
	"log/slog"
	"reflect"
	"slices"
	"strings"
	"time"

	"ringdown/infra/local"
	"ringdown/infra/vonagesim"
	"ringdown/shared/alert"
	"ringdown/shared/call"
	"ringdown/shared/dialplan"
	"ringdown/shared/port"
)

// brokenMax bounds what is told of one world: the first is what matters.
const brokenMax = 12

// itemBytesMax is what the stored form of a call of three legs may take: what a save
// costs is counted in kilobytes.
const itemBytesMax = 4096

// watch holds a random world to what must hold in every world. What it sees of the
// stores it sees behind all faults, as it truly is.
type watch struct {
	d          *drawn
	report     *Report
	world      *World
	speed      Speed
	transcript *Transcript // nil: none is written
	calls      port.Calls
	rested     bool
	broken     []Broken

	last    map[string]call.Call // as saved last, by id
	callers []string             // legs, by caller
	dials   map[string]int       // dials the provider carried out, by call and leg
	carried bool                 // the dial being asked for was carried out
	people  map[string]*seenLeg  // by the provider's leg
	queued  map[string]int       // envelopes of a call, whether or not they came
	replies map[string]answered
	toldAt  map[string]time.Time // when people were first told that a call has a message
	heard   map[string][]string  // names of the sentences in a text
	late    map[string]bool      // calls whose message became known when they had been told as missed
}

// seenLeg is what was seen on one leg.
type seenLeg struct {
	call, leg string // of ours; a responder's
	pressed   string
	talked    bool // with anybody, however short
	ended     time.Time
}

func newWatch(d *drawn, report *Report) *watch {
	v := &watch{
		d: d, report: report, transcript: newTranscript(d.start, d.names), last: map[string]call.Call{},
		callers: make([]string, len(d.callers)), dials: map[string]int{}, queued: map[string]int{}, people: map[string]*seenLeg{}, replies: map[string]answered{}, late: map[string]bool{}, heard: map[string][]string{}, toldAt: map[string]time.Time{},
	}
	d.faults.struck = func(f Fault) { report.Faults[string(f)]++ }
	return v
}

// fail notes a broken invariant.
func (v *watch) fail(invariant, format string, args ...any) {
	if len(v.broken) < brokenMax {
		v.broken = append(v.broken, Broken{invariant, v.now().Sub(v.d.start), fmt.Sprintf(format, args...)})
	}
}

func (v *watch) now() time.Time { return v.world.Clock.Now() }

// ports puts the watch before the stores, and so behind the faults.
func (v *watch) ports(o *local.Options) {
	v.calls = watchedCalls{o.Calls, v}
	o.Calls = v.calls
}

type watchedCalls struct {
	port.Calls
	v *watch
}

func (s watchedCalls) Save(ctx context.Context, c call.Call) error {
	err := s.Calls.Save(ctx, c)
	if err == nil {
		s.v.saved(c)
	}
	return err
}

func (v *watch) places(caller int, leg string) { v.callers[caller] = leg }

// observed takes what happens on the phone network.
func (v *watch) observed(o vonagesim.Observation) {
	if v.transcript != nil {
		v.transcript.observe(o)
	}
	l := v.people[o.Leg]
	if l == nil {
		l = &seenLeg{}
		v.people[o.Leg] = l
	}
	switch o.Kind {
	case vonagesim.SawHears:
		v.hears(o)
	case vonagesim.SawPresses:
		l.pressed += o.Text
	case vonagesim.SawEnded:
		l.ended = o.At
	case vonagesim.SawTalksWith:
		v.bridged(o, l)
	case vonagesim.SawREST:
		if o.Text == "POST" && strings.HasSuffix(o.Path, "/v1/calls") {
			v.carried = o.Leg != ""
		}
		v.refused(o)
	case vonagesim.SawWebhook:
		if o.Text == "error" && !v.excused(LostWebhooks, LostKind, SlowAnswers, CutReplies, Crashes) {
			v.fail("every reply is a valid script", "the provider reports an error of ours on the leg of %s", o.Who)
		}
		if o.Status/100 == 4 {
			v.fail("every webhook is understood", "%s of %s was answered with %d", o.Text, o.Who, o.Status)
		}
	}
}

// excused reports whether the world has one of these faults.
func (v *watch) excused(list ...Fault) bool { return v.d.faults.any(list...) }

// bridged: a caller talks to one responder at a time, who has pressed the key.
func (v *watch) bridged(o vonagesim.Observation, l *seenLeg) {
	l.talked = true
	if strings.Contains(o.With, ",") {
		v.fail("at most one responder is bridged", "%s talks with %s at once", o.Who, o.With)
	}
	if strings.HasPrefix(o.Who, "caller") {
		return
	}
	if !strings.Contains(l.pressed, "1") {
		v.fail("nobody is bridged without a key", "%s talks with %s and pressed %q", o.Who, o.With, l.pressed)
	}
}

// refused: the provider must never find a request of ours malformed. It refuses to move
// a caller whose answer is late in the same way, and that is tried again.
func (v *watch) refused(o vonagesim.Observation) {
	if o.Status == 400 && !v.excused(RESTRefuses, SlowAnswers, LostWebhooks, LostKind, CutReplies, Crashes) {
		v.fail("every order is a valid request", "%s %s was answered with 400", o.Text, o.Path)
	}
}

// ordered takes what the product has done outside.
func (v *watch) ordered(o Order) {
	if v.transcript != nil {
		v.transcript.ordered(o)
	}
	v.report.Orders[o.Kind]++
	switch {
	case o.Kind == "dial":
		v.dialled(o)
	case o.Kind == "alert" && o.Notice.Kind == alert.Voicemail && v.toldAt[o.Notice.Call].IsZero():
		v.toldAt[o.Notice.Call] = o.At
	}
}

// dialled holds a dial to the call as it is stored at this moment.
func (v *watch) dialled(o Order) {
	c, ok := v.last[o.Call]
	if !ok {
		v.fail("no dial without a call", "leg %s of call %s", o.Leg, o.Call)
		return
	}
	if v.carried {
		key := o.Call + "/" + o.Leg
		if v.dials[key]++; v.dials[key] > 1 {
			v.fail("a leg is dialled at most once", "leg %s of call %s rings for the %d. time", o.Leg, o.Call, v.dials[key])
		}
		if l := v.people[o.Provider]; l != nil {
			l.call, l.leg = o.Call, o.Leg
		}
	}
	v.carried = false
	if !c.Caller.Left.IsZero() && c.Caller.Left.Before(o.At) {
		v.fail("no leg is started after the caller's end", "leg %s of call %s, whose caller left at %s", o.Leg, o.Call, c.Caller.Left.Sub(v.d.start))
	}
	if ended := v.people[c.Caller.Leg].ended; !ended.IsZero() && o.At.Sub(ended) > webhookTimely && !v.unheard() {
		v.fail("no leg is started after the caller's end", "leg %s of call %s, %s after it", o.Leg, o.Call, o.At.Sub(ended))
	}
	v.inSnapshot(c, o)
}

// webhookTimely is how long a webhook may take that is only late.
const webhookTimely = 5 * time.Second

// unheard reports whether webhooks may not reach us, or may not be noted.
func (v *watch) unheard() bool {
	return v.excused(LostWebhooks, LostKind, SlowAnswers, CutReplies, Crashes, StoreAway, StoreFails, StoreUnsure, DialplansAway)
}

// inSnapshot: only who was on call when the ring began is rung, on a phone of theirs.
func (v *watch) inSnapshot(c call.Call, o Order) {
	for _, l := range c.Legs {
		if l.ID != o.Leg || c.Ring == nil {
			continue
		}
		if !slices.ContainsFunc(c.Ring.Tiers, func(tier []string) bool { return slices.Contains(tier, l.User) }) {
			v.fail("only who is on call is rung", "leg %s rings %s, on call are %v", l.ID, l.User, c.Ring.Tiers)
		}
		plan := v.plan(c)
		if phones := plan.Users[l.User].Phones; l.Phone >= len(phones) || phones[l.Phone].Number != o.To {
			v.fail("only who is on call is rung", "leg %s of %s rings another number", l.ID, l.User)
		}
		return
	}
	v.fail("no dial without a leg", "leg %s of call %s", o.Leg, o.Call)
}

func (v *watch) plan(c call.Call) dialplan.Dialplan {
	for _, p := range v.d.plans {
		if p.Line == c.Line {
			return p
		}
	}
	return dialplan.Dialplan{}
}

// logs is where the product's log goes: read for numbers, and for what it would only
// log if something is broken.
func (v *watch) logs() slog.Handler {
	return slog.NewTextHandler(logReader{v}, &slog.HandlerOptions{Level: slog.LevelDebug})
}

type logReader struct{ v *watch }

func (r logReader) Write(text []byte) (int, error) {
	line := string(text)
	for _, n := range r.v.numbers() {
		if strings.Contains(line, n[1:]) {
			r.v.fail("no number gets into a log", "%s", strings.TrimSpace(line))
		}
	}
	for _, sign := range []string{"panic:", "refusing to send an invalid NCCO", "a webhook cannot be read", "webhook refused"} {
		if strings.Contains(line, sign) {
			r.v.fail("nothing is broken inside", "%s", strings.TrimSpace(line))
		}
	}
	return len(text), nil
}

func (v *watch) numbers() []string {
	var out []string
	for _, u := range v.d.settings.Users {
		for _, p := range u.Phones {
			out = append(out, p.Number.Digits())
		}
	}
	for i := range v.d.callers {
		out = append(out, callerNumber(i).Digits())
	}
	return out
}

// snapshotIsTrue: the ring holds who was on call when it began.
func (v *watch) snapshotIsTrue(c call.Call) {
	tiers, err := v.plan(c).OnCall(c.Ring.Team, c.Ring.Started)
	var want [][]string
	for _, users := range tiers {
		var ids []string
		for _, u := range users {
			ids = append(ids, u.ID)
		}
		want = append(want, ids)
	}
	if err != nil || !reflect.DeepEqual(c.Ring.Tiers, want) {
		v.fail("the snapshot is who was on call", "%v, want %v (%v)", c.Ring.Tiers, want, err)
	}
}
