package access

import "time"

// Limit is how often one principal may ask: so many at once, and so many a second on average. Both are at least 1.
//
// It is counted where it is kept, and that is one instance of one function: with ten instances running, a client may ask up to ten
// times as often. What it stops is one client's loop from keeping an instance busy; the sum over all instances is bounded by the
// API's own throttling, which knows no clients.
type Limit struct{ Burst, PerSecond int }

// Bucket is what one principal has left. Its zero value is full.
type Bucket struct{ full time.Time } // when it is full again

// Take takes one from a bucket and returns the bucket after it. When nothing is left it returns false, the bucket as it was, and
// after how long there is one again.
func (l Limit) Take(b Bucket, now time.Time) (after Bucket, wait time.Duration, ok bool) {
	each := time.Second / time.Duration(l.PerSecond)
	empty := time.Duration(l.Burst) * each // how long an empty bucket takes to be full
	lacking := min(max(b.full.Sub(now), 0), empty)
	if over := lacking + each - empty; over > 0 {
		return b, over, false
	}
	return Bucket{full: now.Add(lacking + each)}, 0, true
}

// Idle reports whether a bucket is full again, so that it can be forgotten.
func (l Limit) Idle(b Bucket, now time.Time) bool { return !b.full.After(now) }
