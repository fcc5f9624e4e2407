package memport

import (
	"slices"
	"time"

	"ringdown/shared/port"
)

// How a standard queue whose messages have groups shares its performers out (SQS guide, "How Amazon SQS
// fair queues work"): a group is noisy that took more than a tenth of the performers' recent time, or has
// more than a tenth of what is in flight and thirty messages of its own there. Messages of the others go
// first; among noisy groups, those of the one with the fewest in flight. What "recent" is, and how soon
// a group is found out, is not written there: here it is a minute, found out five seconds later, which
// is no kinder than the real queue is meant to be.
const (
	noisyShare    = 0.1
	noisyInFlight = 30
	recently      = time.Minute
	foundOutAfter = 5 * time.Second
)

// work is what the performers of a queue have done for whom.
type work struct {
	spans    []span
	inFlight map[string]int
	all      int
}

// span is the time that one message took.
type span struct {
	group    string
	from, to time.Time
}

func (s *Orders) workOf(queue port.Queue) *work {
	if s.work == nil {
		s.work = map[port.Queue]*work{}
	}
	if s.work[queue] == nil {
		s.work[queue] = &work{inFlight: map[string]int{}}
	}
	return s.work[queue]
}

func (w *work) begin(d *Delivery) {
	w.all++
	if d.Group != "" {
		w.inFlight[d.Group]++
	}
}

// ended counts a message whose performer is done with it.
func (s *Orders) ended(d *Delivery) {
	if !d.performed {
		return
	}
	w, now := s.workOf(d.Queue), s.Now()
	d.performed = false
	w.all--
	if d.Group != "" {
		w.inFlight[d.Group]--
	}
	w.spans = append(slices.DeleteFunc(w.spans, func(x span) bool { return now.Sub(x.to) > recently+foundOutAfter }), span{d.Group, d.taken, now})
}

// next chooses among messages, the oldest first, which is handed out.
func (w *work) next(ready []*Delivery, now time.Time) int {
	noisy := w.noisy(now)
	best := 0
	for i, d := range ready {
		switch b := ready[best]; {
		case noisy[d.Group] == noisy[b.Group]:
			if noisy[d.Group] && w.inFlight[d.Group] < w.inFlight[b.Group] {
				best = i
			}
		case noisy[b.Group]:
			best = i
		}
	}
	return best
}

// noisy are the groups that took more than their share.
func (w *work) noisy(now time.Time) map[string]bool {
	took, all := map[string]time.Duration{}, time.Duration(0)
	for _, x := range w.spans {
		if age := now.Sub(x.to); age >= foundOutAfter && age <= recently+foundOutAfter {
			took[x.group] += x.to.Sub(x.from)
			all += x.to.Sub(x.from)
		}
	}
	noisy := map[string]bool{}
	for group, t := range took {
		noisy[group] = group != "" && t.Seconds() > noisyShare*all.Seconds()
	}
	for group, n := range w.inFlight {
		if n >= noisyInFlight && float64(n) > noisyShare*float64(w.all) {
			noisy[group] = true
		}
	}
	return noisy
}
