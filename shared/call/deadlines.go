package call

import "time"

// setDeadlines derives when the call has to be looked at again. Deadline is for the sweep, which
// must never miss a call; Wake is for a timer, which has to be punctual. An order that is due is
// being performed, and a repeated hang-up and the longest time of a talk may be a minute late:
// those are left to the sweep.
func (c *Call) setDeadlines(now time.Time) {
	var deadline, wake time.Time
	sooner := func(t *time.Time, at time.Time) {
		if at.After(now) && (t.IsZero() || at.Before(*t)) {
			*t = at
		}
	}
	c.Wake = time.Time{}
	for _, o := range Orders(*c) {
		sooner(&deadline, latest(o.Due(), now.Add(owedAgain)))
		if _, hangUp := o.(HangUpLeg); !hangUp {
			sooner(&wake, o.Due())
		}
	}
	for _, at := range c.timers() {
		sooner(&wake, at)
	}
	if c.EndedAt.IsZero() && !c.Arrived.IsZero() {
		sooner(&deadline, c.longest())
		if !c.talking() {
			sooner(&wake, c.longest())
		}
	}
	sooner(&deadline, wake)
	c.Deadline, c.Wake = deadline, wake
}

// timers are the moments at which settle would decide something new.
func (c *Call) timers() []time.Time {
	var out []time.Time
	for i := range c.Legs {
		if l := &c.Legs[i]; l.live() {
			out = append(out, c.legUntil(l))
		}
	}
	if !c.EndedAt.IsZero() {
		return out
	}
	if c.Ring != nil && !c.Ring.Closed && c.Ring.Winner == "" {
		out = append(out, c.Ring.Until)
		for i := range c.Legs {
			out = append(out, c.Legs[i].inLastWords())
		}
		if c.Ring.Result != "" {
			out = append(out, c.Caller.RoomAt) // it waits for the greeting to end
		}
	}
	out = append(out, c.Flow.Until, c.AwaitRecording, c.messageDue())
	return out
}

// longest is when a call is ended whatever it is doing.
func (c *Call) longest() time.Time {
	if c.talking() {
		return c.Arrived.Add(Longest)
	}
	return c.Arrived.Add(waitLongest)
}
