package model

import (
	"fmt"
	"strings"
	"time"

	"ringdown/shared/call"
	"ringdown/shared/dialplan"
	"ringdown/shared/settings"
)

// Bounds say how much is explored.
type Bounds struct {
	InFlight  int           // messages that are due or taken at a time; nobody does anything new while there are so many
	Faults    int           // in one call
	AtOnce    bool          // both responders ring at once
	Horizon   time.Duration // what comes later is not explored; 0 is no end
	StatesMax int           // the exploration stops there, and says so
}

// Found is what came of an exploration.
type Found struct {
	States, Steps, Ends int
	Depth               int            // steps of the longest way
	Outcomes            map[string]int // of the states at rest
	Cut                 int            // states behind the horizon
	Complete            bool           // every state was visited
	Wrong               string         // what must not be, "" is nothing
	Way                 []string       // that leads there
}

// explorer visits states.
type explorer struct {
	Bounds
	bench *bench
	seen  map[[16]byte]bool
}

// start is the moment of the call: a night in which nobody's shift changes.
var start = time.Date(2026, 3, 2, 2, 14, 0, 0, time.UTC)

// place is a state on the present way, and the steps from it that are not taken yet.
type place struct {
	told  string
	steps []step
}

// Explore visits every state, one way to its end before the next, until something is wrong.
func Explore(bounds Bounds) (Found, error) {
	plan, err := planOf(bounds.AtOnce)
	if err != nil {
		return Found{}, err
	}
	x := &explorer{Bounds: bounds, bench: newBench(plan), seen: map[[16]byte]bool{}}
	found := Found{Outcomes: map[string]int{}}
	first := begin(bounds)
	x.seen[first.key()] = true
	way := []place{{"the caller dials", x.steps(first)}}
	for len(way) > 0 {
		found.Depth = max(found.Depth, len(way))
		top := &way[len(way)-1]
		if len(top.steps) == 0 {
			way = way[:len(way)-1]
			continue
		}
		s := top.steps[0]
		top.steps = top.steps[1:]
		found.Steps++
		key := s.world.key()
		known := x.seen[key]
		if x.seen[key] = true; known && s.wrong == "" {
			continue
		}
		if x.Horizon > 0 && s.world.now.Sub(start) > x.Horizon {
			found.Cut++
			continue
		}
		next := x.steps(s.world)
		way = append(way, place{s.told, next})
		found.States = len(x.seen)
		if found.Wrong = x.judge(s, next, &found); found.Wrong != "" {
			for _, p := range way {
				found.Way = append(found.Way, p.told)
			}
			return found, nil
		}
		if x.StatesMax > 0 && found.States >= x.StatesMax {
			return found, nil
		}
	}
	found.Complete = true
	return found, nil
}

// judge says what is wrong with a step and the state it leads to.
func (x *explorer) judge(s step, next []step, found *Found) string {
	wrong := s.wrong
	if wrong == "" {
		wrong = s.world.everywhere()
	}
	if len(next) > 0 || wrong != "" {
		return wrong
	}
	if found.Ends++; s.world.stored != nil {
		found.Outcomes[string(s.world.stored.call.Outcome)]++
	}
	return s.world.atRest()
}

// begin is the first state: the caller has dialled.
func begin(b Bounds) *world {
	w := &world{now: start, faults: b.Faults}
	w.legs = []leg{{ours: call.CallerLeg, provider: callerProvider, doing: arrives, place: callerPlace}}
	w.tell(0, true, call.CallArrived{Leg: callerProvider, Conversation: callerPlace, Region: "https://vonage.example", From: callerNumber, To: lineNumber})
	return w
}

// String tells what was found.
func (f Found) String() string {
	var b strings.Builder
	whole := "all of them"
	if !f.Complete {
		whole = "not all"
	}
	fmt.Fprintf(&b, "%d states (%s), %d steps between them, at most %d in a row, %d states at rest: %v\n", f.States, whole, f.Steps, f.Depth, f.Ends, f.Outcomes)
	if f.Wrong != "" {
		fmt.Fprintf(&b, "WRONG: %s\n  %s\n", f.Wrong, strings.Join(f.Way, "\n  "))
	}
	return b.String()
}

// planOf is the dialplan of the line: two responders, a short wait, and a message.
func planOf(atOnce bool) (dialplan.Dialplan, error) {
	never, strategy := 0, settings.Sequence
	if atOnce {
		strategy = settings.All
	}
	s := settings.Settings{
		Version: settings.FileVersion,
		Users: []dialplan.User{
			{ID: "ana", Name: "Ana", Phones: []dialplan.Phone{{Number: "+14155551001"}}},
			{ID: "ben", Name: "Ben", Phones: []dialplan.Phone{{Number: "+14155551002"}}},
		},
		Teams: []dialplan.Team{{ID: "ops", Name: "Operations", Emails: []string{"ops@example.com"}, Tiers: [][]string{{"ana", "ben"}}}},
		Lines: []settings.Line{{
			ID: "line", Number: lineNumber, Description: "Line", Language: "en-US", Team: "ops", Alert: settings.AlertOnVoicemail,
			Ring:      settings.Ring{Strategy: strategy, RingSeconds: 10, AcceptSeconds: 3, TotalSeconds: 30, Rounds: 1, LeaveKey: settings.NoKey, ComfortSeconds: &never},
			Voicemail: settings.Voicemail{Seconds: 30, SilenceSeconds: 5},
		}},
	}
	plans, err := s.Compile()
	if err != nil {
		return dialplan.Dialplan{}, fmt.Errorf("compile the line that is explored: %w", err)
	}
	plans[0].Version, plans[0].AlertAfterSeconds = 1, 0 // nobody dials this line by mistake
	return plans[0], nil
}
