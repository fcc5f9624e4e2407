package vonagesim

import (
	"container/heap"
	"time"
)

// Alarms are functions that wait, ordered by time and, at one instant, by when they were added. They
// are what a clock is made of, which guards them.
type Alarms struct {
	waiting  alarms
	sequence int
}

// Add lets a function wait for a time.
func (a *Alarms) Add(at time.Time, f func()) {
	a.sequence++
	heap.Push(&a.waiting, alarm{at, a.sequence, f})
}

// Take takes the first away, if it is due at a time.
func (a *Alarms) Take(now time.Time) (at time.Time, f func(), ok bool) {
	if first, waits := a.First(); !waits || first.After(now) {
		return time.Time{}, nil, false
	}
	due := heap.Pop(&a.waiting).(alarm)
	return due.at, due.f, true
}

// First is when the first is due; false when none waits.
func (a *Alarms) First() (time.Time, bool) {
	if len(a.waiting) == 0 {
		return time.Time{}, false
	}
	return a.waiting[0].at, true
}

// Len is how many wait.
func (a *Alarms) Len() int { return len(a.waiting) }

type alarm struct {
	at       time.Time
	sequence int
	f        func()
}

type alarms []alarm

func (q alarms) Len() int { return len(q) }
func (q alarms) Less(i, j int) bool {
	if q[i].at.Equal(q[j].at) {
		return q[i].sequence < q[j].sequence
	}
	return q[i].at.Before(q[j].at)
}
func (q alarms) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *alarms) Push(x any)   { *q = append(*q, x.(alarm)) }
func (q *alarms) Pop() any {
	old := *q
	last := old[len(old)-1]
	old[len(old)-1] = alarm{}
	*q = old[:len(old)-1]
	return last
}
