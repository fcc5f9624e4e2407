package sim

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"time"

	"ringdown/infra/local"
	"ringdown/shared/call"
	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
	"ringdown/shared/port"
)

// faultyPorts is one world's faults behind the product: a decorator for each port that has any.
type faultyPorts struct {
	Faults
	now func() time.Time
}

func (p faultyPorts) strikes(f Fault) bool { return p.Faults.strikes(f, occasion{at: p.now()}) }

// decorate puts the faults before the stores.
func (p faultyPorts) decorate(o *local.Options) {
	o.Calls = faultyCalls{o.Calls, p}
	o.Dialplans = faultyDialplans{o.Dialplans, p}
	o.Reservations = faultyReservations{o.Reservations, p}
}

// faultyCalls is the store of calls.
type faultyCalls struct {
	port.Calls
	faults faultyPorts
}

func (s faultyCalls) Load(ctx context.Context, id string) (call.Call, error) {
	if s.faults.strikes(StoreAway) {
		return call.Call{}, fmt.Errorf("load call %s: %w", id, errAway)
	}
	return s.Calls.Load(ctx, id)
}

// Save can lose to somebody who is a moment faster: an unrelated event saves the call in between.
func (s faultyCalls) Save(ctx context.Context, c call.Call) error {
	if s.faults.strikes(StoreAway) || s.faults.strikes(StoreFails) {
		return fmt.Errorf("save call %s: %w", c.ID, errAway)
	}
	if c.Version > 1 && s.faults.strikes(Conflicts) {
		if other, err := s.Calls.Load(ctx, c.ID); err == nil && other.Version == c.Version-1 {
			other.Version++
			if err := s.Calls.Save(ctx, other); err != nil {
				return err
			}
		}
	}
	err := s.Calls.Save(ctx, c)
	if err == nil && s.faults.strikes(StoreUnsure) {
		return fmt.Errorf("save call %s: %w", c.ID, errAway)
	}
	return err
}

func (s faultyCalls) Overdue(ctx context.Context, before time.Time, limit int) ([]string, error) {
	if s.faults.strikes(StoreAway) {
		return nil, fmt.Errorf("find overdue calls: %w", errAway)
	}
	return s.Calls.Overdue(ctx, before, limit)
}

// faultyDialplans is the store of dialplans.
type faultyDialplans struct {
	port.Dialplans
	faults faultyPorts
}

func (s faultyDialplans) ByNumber(ctx context.Context, number e164.Number) (dialplan.Dialplan, error) {
	if s.faults.strikes(DialplansAway) {
		return dialplan.Dialplan{}, fmt.Errorf("dialplan of %s: %w", number.Redacted(), errAway)
	}
	return s.Dialplans.ByNumber(ctx, number)
}

func (s faultyDialplans) ByVersion(ctx context.Context, lineID string, version int) (dialplan.Dialplan, error) {
	if s.faults.strikes(DialplansAway) {
		return dialplan.Dialplan{}, fmt.Errorf("dialplan %d of line %s: %w", version, lineID, errAway)
	}
	return s.Dialplans.ByVersion(ctx, lineID, version)
}

// queue says which messages never come, and sends some twice.
func (p faultyPorts) queue(q port.Orders) func(port.Envelope) bool {
	again := false
	return func(m port.Envelope) bool {
		switch {
		case again:
			return false
		case m.Delay > 0 && p.strikes(NoWakes):
			return true
		case m.Queue == port.OrdersQueue && p.strikes(LostEnvelopes):
			return true
		case p.strikes(EnvelopesTwice):
			again = true
			_ = q.Send(context.Background(), m) // what was to be sent once can be sent twice
			again = false
		}
		return false
	}
}

// between stands between the network and the product: it cuts connections after a webhook was dealt
// with and before it is answered, and answers in place of functions that crash.
func (p faultyPorts) between(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked := occasion{at: p.now(), path: r.URL.Path}
		switch {
		case p.Faults.strikes(CutReplies, asked):
			h.ServeHTTP(httptest.NewRecorder(), r)
			panic(http.ErrAbortHandler)
		case p.Faults.strikes(Crashes, asked):
			w.WriteHeader(p.crashStatus())
		default:
			h.ServeHTTP(w, r)
		}
	})
}

func (p faultyPorts) crashStatus() int {
	if p.crash == nil {
		return http.StatusInternalServerError
	}
	return p.crash()
}

// faultyReservations are kept in the table of the calls, and away with it.
type faultyReservations struct {
	port.Reservations
	faults faultyPorts
}

func (s faultyReservations) Find(ctx context.Context, user string) (call.Reservation, error) {
	if s.faults.strikes(StoreAway) {
		return call.Reservation{}, fmt.Errorf("find the reservation of user %s: %w", user, errAway)
	}
	return s.Reservations.Find(ctx, user)
}

func (s faultyReservations) Take(ctx context.Context, r call.Reservation) error {
	if s.faults.strikes(StoreAway) {
		return fmt.Errorf("reserve user %s: %w", r.User, errAway)
	}
	return s.Reservations.Take(ctx, r)
}
