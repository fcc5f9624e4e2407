package rehearsal

import (
	"slices"
	"strconv"
	"time"

	"ringdown/shared/call"
	"ringdown/shared/speech"
)

const (
	// longest is how much of a call is shown: as long as a caller may wait before anybody talks.
	longest = 20 * time.Minute
	// stepsMax and linesMax bound a rehearsal: a flow may go round in circles.
	stepsMax, linesMax = 5000, 1000
	// performedMax bounds the orders that are performed at one moment.
	performedMax = 200
	// orderTime is how long an order is under way: through its queue and to the provider.
	orderTime = 200 * time.Millisecond
	// reaction is how long people take to press a key that they were asked for.
	reaction = time.Second
	// keyGap is between two keys.
	keyGap = 250 * time.Millisecond
	// callerPhone is the provider's id of the caller's leg.
	callerPhone = "caller"
)

// stage is a rehearsal under way.
type stage struct {
	scene  Scene
	now    time.Time
	call   call.Call
	phones []*phone // the caller's first
	queue  []event  // what is still to come, soonest first
	rooms  int      // conversations so far
	open   string   // the room that somebody has joined who starts it
	talks  bool
	asked  []string // keys that the caller presses when asked
	woken  time.Time
	looks  bool // orders are looked at soon
	done   Play
}

// event is something that will happen.
type event struct {
	at time.Time
	do func()
}

// Rehearse plays a scene.
func Rehearse(scene Scene) Play {
	if scene.Number == "" {
		scene.Number = scene.Plan.Number
	}
	s := &stage{scene: scene, now: scene.At}
	caller := &phone{stage: s, id: call.CallerLeg, who: call.CallerLeg, provider: callerPhone}
	s.phones = []*phone{caller}
	s.say(caller.who, Dials, string(scene.Number))
	for _, k := range scene.Keys {
		if k.Seconds == 0 {
			s.asked = append(s.asked, k.Press)
			continue
		}
		s.after(time.Duration(k.Seconds*float64(time.Second)), func() { caller.pressAll(k.Press) })
	}
	if scene.PatienceSeconds > 0 {
		s.after(time.Duration(scene.PatienceSeconds)*time.Second, func() { caller.hangUp(call.Completed) })
	}
	reply := s.decide(call.CallArrived{Leg: callerPhone, Conversation: s.conversation(), From: scene.Caller, To: scene.Number})
	caller.receive(reply)
	for range stepsMax {
		if !s.step() {
			break
		}
	}
	s.done.Outcome = string(s.call.Outcome)
	if s.call.Outcome == "" {
		s.say(call.CallerLeg, GoesOn, "")
	}
	return s.done
}

// step lets the next thing happen, and reports whether there was one.
func (s *stage) step() bool {
	if len(s.queue) == 0 {
		// Only what the sweep looks after is left.
		if s.call.Deadline.IsZero() || s.call.Deadline.Sub(s.scene.At) > longest {
			return false
		}
		s.at(s.call.Deadline, func() { s.decide(call.TimerFired{}) })
	}
	next := s.queue[0]
	s.queue = s.queue[1:]
	if next.at.Sub(s.scene.At) > longest || len(s.done.Lines) >= linesMax {
		return false
	}
	if next.at.After(s.now) {
		s.now = next.at
	}
	next.do()
	return true
}

// at has something happen at a moment, after whatever happens then already.
func (s *stage) at(at time.Time, do func()) {
	i, _ := slices.BinarySearchFunc(s.queue, at, func(e event, at time.Time) int {
		if e.at.After(at) {
			return 1
		}
		return -1
	})
	s.queue = slices.Insert(s.queue, i, event{at, do})
}

func (s *stage) after(d time.Duration, do func()) { s.at(s.now.Add(d), do) }

func (s *stage) say(who string, does Does, text string) {
	s.done.Lines = append(s.done.Lines, Line{Seconds: s.now.Sub(s.scene.At).Seconds(), Who: who, Does: does, Text: text})
}

// conversation names another conversation of the provider.
func (s *stage) conversation() string {
	s.rooms++
	return "conversation-" + strconv.Itoa(s.rooms)
}

// decide tells the call an event, and has what it is owed done.
func (s *stage) decide(e call.Event) call.Reply {
	d := call.Decide(s.call, e, call.Facts{Now: s.now, Dialplan: s.scene.Plan})
	s.call = d.Call
	if !s.looks {
		s.looks = true
		s.after(orderTime, s.perform)
	}
	if wake := s.call.Wake; !wake.IsZero() && !wake.Equal(s.woken) {
		s.woken = wake
		s.at(wake, func() { s.woken = time.Time{}; s.decide(call.TimerFired{}) })
	}
	return d.Reply
}

// perform does what is due.
func (s *stage) perform() {
	for range performedMax {
		due := call.Due(call.Orders(s.call), s.now)
		if len(due) == 0 {
			break
		}
		s.order(due[0])
	}
	s.looks = false
}

// order does one order.
func (s *stage) order(o call.Order) {
	switch o := o.(type) {
	case call.DialLeg:
		s.dial(o.Leg)
	case call.HangUpLeg:
		s.decide(call.LegHungUp{Leg: o.Leg})
		s.phone(o.Leg).hangUp(call.Completed)
	case call.DismissLeg:
		words := call.DismissalOf(s.call, o.Leg, s.scene.Plan)
		s.decide(call.LegDismissed{Leg: o.Leg})
		s.phone(o.Leg).transfer(words)
	case call.CheckLeg:
		p := s.phone(o.Leg)
		s.decide(call.LegChecked{Leg: o.Leg, Gone: p.over, Conversation: p.conversation, At: s.now})
	case call.TransferCaller:
		script := o.Script
		s.decide(call.CallerTransferred{Epoch: o.Epoch})
		s.phones[0].transfer(script)
	case call.ListenForKeys:
		s.phones[0].listens = o.Callback
		s.decide(call.KeysListened{})
	case call.SpeakToCaller:
		s.say(call.CallerLeg, Hears, plain(call.SentenceOf(s.call, o.Sentence, s.scene.Plan).Text))
		s.decide(call.CallerSpokenTo{Sentence: o.Sentence})
	case call.InvokeFunction:
		s.say(call.CallerLeg, Cannot, "functions of others are not asked in a rehearsal: the flow goes on as if this one had failed")
		s.decide(call.FunctionAsked{Invocation: o.Invocation})
		s.decide(call.FunctionAnswered{Invocation: o.Invocation, Failed: "not asked in a rehearsal"})
	case call.RaiseAlert:
		for _, a := range s.call.Alerts {
			if a.ID == o.Alert && a.QueuedAt.IsZero() {
				s.say("team", AlertSent, string(a.Kind))
			}
		}
		s.decide(call.AlertQueued{Alert: o.Alert, Change: o.Change})
	}
}

// dial rings a phone.
func (s *stage) dial(leg string) {
	s.decide(call.LegDialling{Leg: leg})
	d, ok := call.DialOf(s.call, leg, s.scene.Plan)
	if !ok {
		return
	}
	if d.Policy.Check(d.To) != nil {
		s.decide(call.LegNotDialled{Leg: leg})
		return
	}
	p := &phone{stage: s, id: leg, provider: "leg-" + leg, conversation: s.conversation(), screening: d.Script}
	for _, l := range s.call.Legs {
		if l.ID != leg {
			continue
		}
		p.user, p.who = l.User, l.User
		if known, ok := l.PhoneIn(s.scene.Plan.Users); ok {
			p.label = known.Label
			if p.user == "" {
				p.who = string(known.Number)
			} else if p.label != "" && len(s.scene.Plan.Users[p.user].Phones) > 1 {
				p.who += " " + p.label
			}
		}
	}
	s.phones = append(s.phones, p)
	s.done.Rung = append(s.done.Rung, p.who)
	s.say(p.who, Rings, "")
	s.decide(call.LegDialled{Leg: leg, Provider: p.provider})
	ends := time.Duration(d.RingSeconds) * time.Second
	for i, a := range s.scene.People {
		after := time.Duration(a.Seconds) * time.Second
		if a.User != p.user || a.Phone != "" && a.Phone != p.label || after >= ends {
			continue
		}
		p.person = &s.scene.People[i]
		s.after(after, func() { p.answer() })
		return
	}
	s.after(ends, func() { p.end(call.Unanswered) })
}

// phone finds a leg's phone; one that was never dialled is over.
func (s *stage) phone(leg string) *phone {
	for _, p := range s.phones {
		if p.id == leg {
			return p
		}
	}
	return &phone{stage: s, id: leg, over: true}
}

// plain is a text as it is heard.
func plain(text string) string {
	if speech.IsSSML(text) {
		return speech.Plain(text)
	}
	return text
}

// meet has those in the room talk, once somebody is there who starts it.
func (s *stage) meet() {
	caller := s.phones[0]
	if caller.room == nil || caller.room.Name != s.open || s.talks {
		return
	}
	for _, p := range s.phones[1:] {
		if p.over || p.room == nil || p.room.Name != s.open {
			continue
		}
		s.talks = true
		s.say(caller.who, TalksWith, p.who)
		s.say(p.who, TalksWith, caller.who)
		s.after(time.Duration(s.scene.TalkSeconds)*time.Second, func() { caller.hangUp(call.Completed) })
		return
	}
}
