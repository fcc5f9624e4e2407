package model

import (
	"fmt"
	"slices"
	"time"

	"ringdown/shared/call"
	"ringdown/shared/port"
)

// step is a way on from a state.
type step struct {
	told  string // what happens, in words
	world *world
	wrong string // what must not happen, and did
}

const (
	// sweepAfter is when the sweep looks for a call whose deadline has passed: its grace and a minute.
	sweepAfter = 75 * time.Second
	// triesMax is how often the queue hands out an envelope that failed.
	triesMax = 5
	// retryAfter is when it comes again.
	retryAfter = 10 * time.Second
)

// steps are all ways on from a state.
func (x *explorer) steps(w *world) (out []step) {
	add := func(told string, do func(*world)) *world {
		n := w.clone()
		do(n)
		out = append(out, step{told: told, world: n})
		return n
	}
	for i, t := range w.tasks {
		x.taskSteps(w, i, t, &out)
	}
	seen := map[string]bool{}
	for i, m := range w.mail {
		if m.due.After(w.now) || seen[m.key()] || len(w.tasks) >= x.InFlight {
			continue
		}
		seen[m.key()] = true
		x.begin(w, i, m, &out)
	}
	room := w.underWay() < x.InFlight
	due := w.underWay() > 0
	for i, l := range w.legs {
		if !l.until.IsZero() && !l.until.After(w.now) {
			due = true
			if room {
				add(l.ours+" "+runsOut[l.doing], func(n *world) { n.runsOut(i) })
			}
		}
		if room && (l.since.Equal(w.now) || i == 0 && w.begins()) {
			w.deeds(i, add)
		}
	}
	if !due {
		w.passes(add)
	}
	return out
}

var runsOut = map[doing]string{rings: "rang long enough", speaks: "heard the prompts", asks: "pressed nothing", records: "said nothing"}

// runsOut ends what a leg does because its time is over.
func (w *world) runsOut(i int) {
	switch w.legs[i].doing {
	case rings:
		w.end(i, call.Unanswered)
	case speaks:
		w.act(i)
	case asks:
		w.press(i, "")
	case records:
		w.goOn(i)
	}
}

// begins reports whether something begins at this moment on any leg.
func (w *world) begins() bool {
	return slices.ContainsFunc(w.legs, func(l leg) bool { return l.since.Equal(w.now) })
}

// deeds are what the person on a leg may do. They do it in the moment in which they can, or let it pass.
func (w *world) deeds(i int, add func(string, func(*world)) *world) {
	l := w.legs[i]
	if l.doing == rings {
		add(l.ours+" answers", func(n *world) {
			n.legs[i].up = true
			n.tell(i, false, call.LegAnswered{Leg: l.ours, Provider: l.provider})
			n.goOn(i)
		})
		add(l.ours+" declines", func(n *world) { n.end(i, call.Rejected) })
		return
	}
	if l.doing == over {
		return
	}
	add(l.ours+" hangs up", func(n *world) { n.end(i, call.Completed) })
	if i > 0 && (l.doing == asks || l.barges()) {
		add(l.ours+" takes the call", func(n *world) { n.press(i, "1") })
	}
	if l.doing == records {
		add(l.ours+" leaves a message", func(n *world) { n.leaves(i); n.goOn(i) })
		add(l.ours+" hangs up in the message", func(n *world) { n.leaves(i); n.end(i, call.Completed) })
	}
}

// passes lets time go on to the next thing that is due. Two who talk are waited for: they hang up.
func (w *world) passes(add func(string, func(*world)) *world) {
	var next time.Time
	sooner := func(t time.Time) {
		if t.After(w.now) && (next.IsZero() || t.Before(next)) {
			next = t
		}
	}
	for _, l := range w.legs {
		sooner(l.until)
	}
	for _, m := range w.mail {
		sooner(m.due)
	}
	if w.talking() {
		return
	}
	sweep := time.Time{}
	if w.stored != nil && !w.stored.call.Deadline.IsZero() {
		sweep = latest(w.stored.call.Deadline.Add(sweepAfter), w.now.Add(time.Second))
	}
	if !sweep.IsZero() && (next.IsZero() || sweep.Before(next)) {
		add(fmt.Sprintf("the sweep comes, %s later", sweep.Sub(w.now)), func(n *world) {
			n.now = sweep
			n.send([]port.Envelope{{Queue: port.OrdersQueue, Call: theCall}})
		})
		return
	}
	if !next.IsZero() {
		add(fmt.Sprintf("%s pass", next.Sub(w.now)), func(n *world) { n.now = next })
	}
}

// send queues envelopes. What becomes of one for an alert is not a call's: the alert is known by its id,
// and a second one changes nothing.
func (w *world) send(list []port.Envelope) {
	for _, e := range list {
		if e.Queue != port.AlertsQueue {
			w.mail = append(w.mail, message{text: fmt.Sprintf("%+v", e), due: w.now.Add(e.Delay), leg: -1, envelope: &e})
		} else if !slices.Contains(w.sent, e.Alert) {
			w.sent = append(w.sent, e.Alert)
		}
	}
}

// begin hands a message to its function, which reads the call: who is under way and has read nothing yet
// is as good as not begun.
func (x *explorer) begin(w *world, i int, m message, out *[]step) {
	n := w.clone()
	n.mail = slices.Delete(n.mail, i, i+1)
	x.reads(n, m, step{told: "a function takes " + m.text}, out)
	if w.faults > 0 && !m.repeated {
		twice := n.clone()
		twice.faults--
		copied := m
		copied.repeated, copied.leg = true, -1
		twice.mail = append(twice.mail, copied)
		x.reads(twice, m, step{told: "FAULT: twice. A function takes " + m.text}, out)
	}
}

func (x *explorer) reads(w *world, m message, s step, out *[]step) {
	t := task{message: m}
	x.bench.run(&t, w.now)
	w.tasks = append(w.tasks, t)
	at := len(w.tasks) - 1
	s.world = w
	if t.ended != nil {
		x.ends(w, at, s, out)
		return
	}
	if t.next[0].kind != "load" {
		*out = append(*out, s)
		return
	}
	x.answered(w, at, t.next[0], x.outcomes(w, t.next[0])[0], func(n *world, _ step) {
		s.world = n
		x.settles(n, at, s, out)
	})
}
