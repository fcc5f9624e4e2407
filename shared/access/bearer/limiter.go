package bearer

import (
	"fmt"
	"math"
	"sync"
	"time"

	"ringdown/shared/access"
)

// bucketsMax bounds the principals that are counted at once. Beyond them the ones with nothing used are forgotten, and when all
// have, all are: to count nobody for a moment is better than to grow, or to turn people away that did nothing.
const bucketsMax = 10000

// Limiter counts how often each principal asks, on this instance of a function. It is safe for use by several goroutines.
type Limiter struct {
	Limit access.Limit
	Now   func() time.Time

	mu      sync.Mutex
	buckets map[string]access.Bucket
}

// Take counts one request of a principal. The error is access.ErrTooOften, with the seconds to wait.
func (l *Limiter) Take(p access.Principal) (waitSeconds int, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.Now()
	who := p.Client + " " + p.Subject // a client's id has no space in it
	if _, known := l.buckets[who]; !known && len(l.buckets) >= bucketsMax {
		l.forget(now)
	}
	after, wait, ok := l.Limit.Take(l.buckets[who], now)
	if !ok {
		waitSeconds = int(math.Ceil(wait.Seconds()))
		return waitSeconds, &access.Refusal{Kind: access.ErrTooOften, Reason: fmt.Sprintf("wait %d s, then try again", waitSeconds)}
	}
	if l.buckets == nil {
		l.buckets = map[string]access.Bucket{}
	}
	l.buckets[who] = after
	return 0, nil
}

func (l *Limiter) forget(now time.Time) {
	for who, b := range l.buckets {
		if l.Limit.Idle(b, now) {
			delete(l.buckets, who)
		}
	}
	if len(l.buckets) >= bucketsMax {
		l.buckets = nil
	}
}
