package model

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"ringdown/shared/call"
	"ringdown/shared/port"
)

// errUnclear is what a port says of which nobody knows what it did.
var errUnclear = errors.New("no clear outcome")

// outcome is what may become of a request.
type outcome struct {
	told  string
	fault bool
	does  func(*world) answer
}

// taskSteps are the ways on of a function under way: what it asks for next, with each outcome, and its
// death.
func (x *explorer) taskSteps(w *world, i int, t task, out *[]step) {
	first, both := t.next[0], len(t.next) == 2
	for _, r := range t.next {
		for _, o := range x.outcomes(w, r) {
			x.answered(w, i, r, o, func(n *world, s step) {
				x.settles(n, i, s, out)
			})
		}
	}
	if both { // the usual way of the two that go out side by side: both are done before anybody else does anything
		for _, o := range x.outcomes(w, first) {
			x.answered(w, i, first, o, func(n *world, s step) {
				if next := n.tasks[i].next; len(next) == 1 && next[0].kind == "send" {
					send := x.outcomes(n, next[0])[0]
					x.answered(n, i, next[0], send, func(n *world, more step) {
						s.told += "; " + more.told
						s.world = n
						x.settles(n, i, s, out)
					})
				}
			})
		}
	}
	if w.faults > 0 && len(t.saves) > 0 { // before its first save a function that dies has done nothing
		n := w.clone()
		n.tasks, n.faults = slices.Delete(n.tasks, i, i+1), n.faults-1
		n.failed(t.message)
		*out = append(*out, step{told: "FAULT: the function of " + t.message.text + " dies", world: n})
	}
}

// answered gives a function the outcome of what it asked for.
func (x *explorer) answered(w *world, i int, r request, o outcome, then func(*world, step)) {
	if o.fault && w.faults == 0 {
		return
	}
	n, t := w.clone(), w.tasks[i]
	s := step{told: o.told, world: n, wrong: x.forbidden(w, r)}
	if o.fault {
		n.faults--
		s.told = "FAULT: " + s.told
	}
	a := o.does(n)
	a.at, a.text = w.now, fmt.Sprintf("%s %v %s %v %s %s", r.kind, a.err, a.provider, a.up, a.conversation, a.sum)
	if r.kind == "save" {
		t.saves = append(slices.Clone(t.saves), a)
	} else {
		t.answers = append(slices.Clone(t.answers), a)
	}
	x.bench.run(&t, x.begun(w.tasks[i], w))
	n.tasks[i] = t
	then(n, s)
}

// movers are requests that nobody can come before: whatever else happens between a save and one of them
// could as well have happened before the save, or after it. They are part of the step before.
var movers = map[string]bool{"dial": true, "hang up": true, "listen": true, "speak": true}

// settles takes a function on to where somebody else may come between, and through its end.
func (x *explorer) settles(w *world, i int, s step, out *[]step) {
	t := w.tasks[i]
	switch {
	case t.ended != nil:
		x.ends(w, i, s, out)
	case len(t.next) == 1 && movers[t.next[0].kind]:
		for _, o := range x.outcomes(w, t.next[0]) {
			x.answered(w, i, t.next[0], o, func(n *world, more step) {
				more.told = s.told + "; " + more.told
				if more.wrong == "" {
					more.wrong = s.wrong
				}
				x.settles(n, i, more, out)
			})
		}
	default:
		*out = append(*out, s)
	}
}

// ends takes a function through its end: the reply arrives, or is lost.
func (x *explorer) ends(w *world, i int, s step, out *[]step) {
	t := w.tasks[i]
	n := w.clone()
	n.tasks = slices.Delete(n.tasks, i, i+1)
	n.concludes(t.message, *t.ended)
	*out = append(*out, step{told: s.told + "; it ends", world: n, wrong: s.wrong})
	if w.faults > 0 && t.message.leg >= 0 && !t.message.repeated {
		n := w.clone()
		n.tasks, n.faults = slices.Delete(n.tasks, i, i+1), n.faults-1
		n.failed(t.message)
		*out = append(*out, step{told: s.told + "; FAULT: the reply is lost", world: n, wrong: s.wrong})
	}
}

// begun is when a function began: its first answer is not before.
func (x *explorer) begun(t task, w *world) time.Time {
	if len(t.answers) > 0 {
		return t.answers[0].at
	}
	if len(t.saves) > 0 {
		return t.saves[0].at
	}
	return w.now
}

// outcomes are what may become of a request.
func (x *explorer) outcomes(w *world, r request) []outcome {
	switch r.kind {
	case "load":
		return []outcome{{told: "load", does: func(n *world) answer {
			if n.stored == nil {
				return answer{err: port.ErrNotFound}
			}
			return answer{call: n.stored.call, sum: n.stored.sum}
		}}}
	case "save":
		return x.saves(w, r)
	case "send":
		return []outcome{
			{told: fmt.Sprintf("send %+v", r.envelopes), does: func(n *world) answer { n.send(r.envelopes); return answer{} }},
			{told: fmt.Sprintf("not sent: %+v", r.envelopes), fault: true, does: func(*world) answer { return answer{err: errUnclear} }},
		}
	case "dial":
		return []outcome{
			{told: "dial " + r.dial.Status.Leg, does: func(n *world) answer { return answer{provider: n.dial(r.dial)} }},
			{told: "dial " + r.dial.Status.Leg + ", and the answer is lost", fault: true, does: func(n *world) answer { n.dial(r.dial); return answer{err: errUnclear} }},
			{told: "dial " + r.dial.Status.Leg + ", and nothing rings", fault: true, does: func(*world) answer { return answer{err: errUnclear} }},
		}
	}
	does := func(n *world) answer { return n.request(r) }
	out := []outcome{{told: r.kind + " " + r.provider, does: does}}
	if r.kind == "transfer" || r.kind == "lives" {
		out = append(out, outcome{told: r.kind + " " + r.provider + ", and the answer is lost", fault: true, does: func(n *world) answer { does(n); return answer{err: errUnclear} }})
	}
	return out
}

// saves are the outcomes of a save.
func (x *explorer) saves(w *world, r request) []outcome {
	save := func(n *world) answer {
		version := 0
		if n.stored != nil {
			version = n.stored.call.Version
		}
		if version != r.call.Version-1 {
			return answer{err: port.ErrConflict}
		}
		n.stored = recordOf(r.call)
		return answer{}
	}
	told := fmt.Sprintf("save version %d", r.call.Version)
	out := []outcome{
		{told: told, does: save},
		{told: told + " fails", fault: true, does: func(*world) answer { return answer{err: errUnclear} }},
		{told: told + ", and nobody knows", fault: true, does: func(n *world) answer {
			if a := save(n); a.err != nil {
				return a
			}
			return answer{err: errUnclear}
		}},
	}
	if w.stored != nil && w.stored.call.Version == r.call.Version-1 {
		out = append(out, outcome{told: told + " loses to another save", fault: true, does: func(n *world) answer {
			other := n.stored.call
			other.Version++
			n.stored = recordOf(other)
			return answer{err: port.ErrConflict}
		}})
	}
	return out
}

// dial lets a phone ring.
func (w *world) dial(d call.Dial) string {
	provider := "leg-" + d.Status.Leg
	w.legs = append(w.legs, leg{
		ours: d.Status.Leg, provider: provider, doing: rings, since: w.now, script: d.Script, sum: sumOfScript(d.Script),
		until: w.now.Add(time.Duration(d.RingSeconds) * time.Second), place: "conversation-" + d.Status.Leg + "-0",
	})
	return provider
}

// request carries out what is asked about a leg that is known.
func (w *world) request(r request) answer {
	i := slices.IndexFunc(w.legs, func(l leg) bool { return l.provider == r.provider })
	if i < 0 {
		return answer{err: port.ErrNotFound}
	}
	l := w.legs[i]
	switch {
	case r.kind == "lives":
		return answer{up: l.doing != over, conversation: l.place}
	case l.doing == over:
		return answer{err: port.ErrNotFound}
	case r.kind == "hang up":
		w.end(i, call.Completed)
	case r.kind == "transfer" && !l.up:
		return answer{err: port.ErrRefused}
	case r.kind == "transfer":
		w.transfer(i, r.script)
	}
	return answer{}
}

// concludes takes what a function ended with.
func (w *world) concludes(m message, e ending) {
	switch {
	case m.envelope != nil || m.recording():
		if e.err != nil {
			w.failed(m)
		}
	case !m.repeated:
		w.replied(m, e) // whatever the error: a webhook is answered, and not sent again
	}
}

func (m message) recording() bool { _, ok := m.event.(call.MessageRecorded); return ok }

// replied lets the leg that waits go on with what the reply says.
func (w *world) replied(m message, e ending) {
	if m.leg < 0 || w.legs[m.leg].phase != m.phase || w.legs[m.leg].doing == over {
		return
	}
	w.legs[m.leg].up = true
	if e.script == nil {
		w.goOn(m.leg)
		return
	}
	w.play(m.leg, e.script)
}

// failed is what happens to a message whose function failed. The queue hands it out again; the provider
// asks once more, and then turns to its fallback.
func (w *world) failed(m message) {
	m.tries++
	switch {
	case m.envelope != nil || m.recording():
		if m.tries >= triesMax && m.envelope != nil {
			w.put++
			return
		}
		m.due = w.now.Add(retryAfter)
		w.mail = append(w.mail, m)
	case m.repeated:
	case m.tries == 1:
		w.mail = append(w.mail, m)
	case m.leg >= 0:
		w.replied(m, ending{script: call.Apology(theCall, "en-US")})
	}
}
