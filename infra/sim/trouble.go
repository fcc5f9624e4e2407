package sim

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"time"

	"ringdown/infra/local"
	"ringdown/shared/call"
	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
	"ringdown/shared/port"
)

// Trouble is what goes wrong behind the product: its stores and its queue. What goes
// wrong on the phone network is vonagesim's.
type Trouble struct {
	Conflicts int           // so many saves lose their version to somebody else
	LoseWakes bool          // messages with a delay never come: only the sweep is left
	CallsDown time.Duration // the store of calls is away this long, from the start
	PlansDown time.Duration // the store of dialplans is away this long, from the start
	Cuts      []Cut         // replies that are lost
}

// Cut cuts the connection after a webhook was dealt with and before it is answered: so many times for
// paths that begin so.
type Cut struct {
	On      string
	Replies int
}

// errAway is what a store says that cannot be reached.
var errAway = errors.New("the store is away")

func (t Trouble) cause(o *local.Options) {
	start := o.Now()
	o.Calls = &troubledCalls{Calls: o.Calls, now: o.Now, away: start.Add(t.CallsDown), conflicts: t.Conflicts}
	o.Dialplans = &troubledDialplans{Dialplans: o.Dialplans, now: o.Now, away: start.Add(t.PlansDown)}
}

// between stands between the network and the product and loses replies.
func (t Trouble) between(h http.Handler) http.Handler {
	cuts := slices.Clone(t.Cuts)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for i := range cuts {
			if cuts[i].Replies > 0 && strings.HasPrefix(r.URL.Path, cuts[i].On) {
				cuts[i].Replies--
				h.ServeHTTP(httptest.NewRecorder(), r)
				panic(http.ErrAbortHandler)
			}
		}
		h.ServeHTTP(w, r)
	})
}

func (t Trouble) losesMessage(m port.Envelope) bool { return t.LoseWakes && m.Delay > 0 }

type troubledCalls struct {
	port.Calls
	now       func() time.Time
	away      time.Time
	conflicts int
}

func (s *troubledCalls) Load(ctx context.Context, id string) (call.Call, error) {
	if s.now().Before(s.away) {
		return call.Call{}, fmt.Errorf("load call %s: %w", id, errAway)
	}
	return s.Calls.Load(ctx, id)
}

// Save loses to somebody who is always a moment faster: an unrelated event saves the
// call in between.
func (s *troubledCalls) Save(ctx context.Context, c call.Call) error {
	if s.now().Before(s.away) {
		return fmt.Errorf("save call %s: %w", c.ID, errAway)
	}
	if s.conflicts > 0 && c.Version > 1 {
		s.conflicts--
		if other, err := s.Calls.Load(ctx, c.ID); err == nil {
			other.Version++
			if err := s.Calls.Save(ctx, other); err != nil {
				return err
			}
		}
	}
	return s.Calls.Save(ctx, c)
}

type troubledDialplans struct {
	port.Dialplans
	now  func() time.Time
	away time.Time
}

func (s *troubledDialplans) ByNumber(ctx context.Context, number e164.Number) (dialplan.Dialplan, error) {
	if s.now().Before(s.away) {
		return dialplan.Dialplan{}, fmt.Errorf("dialplan of %s: %w", number.Redacted(), errAway)
	}
	return s.Dialplans.ByNumber(ctx, number)
}
