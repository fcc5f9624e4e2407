package sim

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"time"

	"ringdown/infra/memport"
	"ringdown/infra/vonagesim"
	"ringdown/shared/call"
	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
	"ringdown/shared/port"
)

// Mischief is one thing that can go wrong.
type Mischief string

// All that can go wrong in a random world. The first five must be noticed by nobody.
const (
	Duplicates    Mischief = "webhooks twice"
	Reordering    Mischief = "webhooks out of order"
	Conflicts     Mischief = "versions lost"
	MessagesTwice Mischief = "messages twice"
	FilesLate     Mischief = "recordings late"
	Throttling    Mischief = "dials throttled"
	LostWakes     Mischief = "messages lost"
	LostWebhooks  Mischief = "webhooks lost"
	LostKind      Mischief = "a kind of webhook lost"
	SlowAnswers   Mischief = "webhooks answered late"
	CutReplies    Mischief = "replies cut"
	Crashes       Mischief = "functions crash"
	LostRESTReply Mischief = "the provider's answers lost"
	RESTFails     Mischief = "the provider fails"
	RESTRefuses   Mischief = "the provider refuses"
	StoreAway     Mischief = "calls away"
	StoreFails    Mischief = "saves fail"
	StoreUnsure   Mischief = "saves done and not confirmed"
	DialplansAway Mischief = "dialplans away"
)

// Mischiefs lists them.
var Mischiefs = []Mischief{
	Duplicates, Reordering, Conflicts, MessagesTwice, FilesLate, Throttling, LostWakes, LostWebhooks, LostKind, SlowAnswers,
	CutReplies, Crashes, LostRESTReply, RESTFails, RESTRefuses, StoreAway, StoreFails, StoreUnsure, DialplansAway,
}

// nemesis causes the trouble of one world, by dice of its own.
type nemesis struct {
	// Each part of the world has dice of its own: a save and its messages go out
	// together, and must not change each other's fate from run to run.
	r, store, messages *dice
	mu                 sync.Mutex
	on                 map[Mischief]bool
	percent            int // how often each of the others strikes
	kind               string
	reorder            time.Duration
	twice              time.Duration
	away               [][2]time.Time
	now                func() time.Time
	struck             func(Mischief)
}

// drawTrouble: three worlds in ten have none, most have one, and some have several.
func drawTrouble(d *drawn) *nemesis {
	n := &nemesis{r: newDice(d.seed, 0x74726f75626c65), store: newDice(d.seed, 0x73746f7265), messages: newDice(d.seed, 0x7175657565), on: map[Mischief]bool{}, struck: func(Mischief) {}}
	switch k := n.r.IntN(10); {
	case k < 3:
	case k < 7:
		n.on[oneOf(n.r, Mischiefs...)] = true
	default:
		for range n.r.from(2, 5) {
			n.on[oneOf(n.r, Mischiefs...)] = true
		}
	}
	n.percent = oneOf(n.r, 3, 10, 30)
	n.kind = oneOf(n.r, "started", "ringing", "answered", "completed", "transfer", "input", "notify", "record", "outbound answered", "outbound completed", "inbound completed")
	n.reorder, n.twice = n.r.after(100*time.Millisecond, 3*time.Second), n.r.after(0, 5*time.Second)
	for range n.r.from(1, 2) {
		from := d.start.Add(oneOf(n.r, d.callers...).starts) // when somebody calls, or soon after
		if n.r.chance(50) {
			from = from.Add(n.r.after(0, 90*time.Second))
		}
		n.away = append(n.away, [2]time.Time{from, from.Add(n.r.after(time.Second, 20*time.Second))})
	}
	return n
}

// String tells the trouble in words.
func (n *nemesis) String() string {
	var out []string
	for _, m := range Mischiefs {
		if n.on[m] {
			out = append(out, string(m))
		}
	}
	if len(out) == 0 {
		return "none"
	}
	return fmt.Sprintf("%s (%d %%, kind %s, reorder %s, twice after %s, away %v)", strings.Join(out, ", "), n.percent, n.kind, n.reorder, n.twice, n.away)
}

// any reports whether one of them is on.
func (n *nemesis) any(list ...Mischief) bool {
	return slices.ContainsFunc(list, func(m Mischief) bool { return n.on[m] })
}

// strikes decides whether a mischief happens now.
func (n *nemesis) strikes(m Mischief) bool {
	dice := n.r
	switch m {
	case Conflicts, StoreFails, StoreUnsure:
		dice = n.store
	case LostWakes, MessagesTwice:
		dice = n.messages
	}
	if !n.on[m] || !dice.chance(n.percent) {
		return false
	}
	n.strike(m)
	return true
}

func (n *nemesis) strike(m Mischief) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.struck(m)
}

func (n *nemesis) isAway(m Mischief) bool {
	if !n.on[m] {
		return false
	}
	now := n.now()
	for _, w := range n.away {
		if !now.Before(w[0]) && now.Before(w[1]) {
			n.strike(m)
			return true
		}
	}
	return false
}

// network is the trouble between the provider and us.
func (n *nemesis) network() vonagesim.Faults {
	f := vonagesim.Faults{Lose: n.losesWebhook}
	if n.on[Duplicates] {
		f.Duplicate, f.DuplicateAfter = true, n.twice
	}
	if n.on[Reordering] {
		f.Reorder = n.reorder
	}
	if n.on[SlowAnswers] {
		f.SlowApplication = func(vonagesim.Webhook) time.Duration {
			if n.strikes(SlowAnswers) {
				return n.r.after(time.Second, 15*time.Second)
			}
			return 0
		}
	}
	f.LoseReplyOf = func(string, string, int) bool { return n.strikes(LostRESTReply) }
	f.RefuseREST = n.refuses
	if n.on[FilesLate] {
		n.strike(FilesLate)
		f.FilesLateBy = n.r.after(time.Second, 30*time.Second)
		f.FileStatus = func(int) int {
			if n.strikes(FilesLate) {
				return http.StatusInternalServerError
			}
			return 0
		}
	}
	return f
}

func (n *nemesis) losesWebhook(w vonagesim.Webhook) bool {
	switch {
	case n.on[Duplicates] && w.Duplicate:
		n.strike(Duplicates)
	case n.on[Reordering]:
		n.strike(Reordering)
	}
	if n.on[LostKind] && (w.Kind == n.kind || w.Direction+" "+w.Kind == n.kind) {
		n.strike(LostKind)
		return true
	}
	return n.strikes(LostWebhooks)
}

func (n *nemesis) refuses(method, _ string, _ int) int {
	switch {
	case method == "POST" && n.strikes(Throttling):
		return http.StatusTooManyRequests
	case n.strikes(RESTFails):
		return oneOf(n.r, http.StatusInternalServerError, http.StatusServiceUnavailable)
	case n.strikes(RESTRefuses):
		return oneOf(n.r, http.StatusForbidden, http.StatusBadRequest)
	}
	return 0
}

// queue is the trouble in the queues: it says which messages never come, and sends
// some twice.
func (n *nemesis) queue(q *memport.Orders) func(port.Envelope) bool {
	again := false
	return func(m port.Envelope) bool {
		if again {
			return false
		}
		if m.Queue == port.OrdersQueue && n.strikes(LostWakes) {
			return true
		}
		if n.strikes(MessagesTwice) {
			again = true
			_ = q.Send(context.Background(), m) // what was to be sent once can be sent twice
			again = false
		}
		return false
	}
}

// between cuts replies and crashes functions.
func (n *nemesis) between(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		static := !strings.HasPrefix(r.URL.Path, "/voice/") || strings.HasPrefix(r.URL.Path, "/voice/recording/")
		switch {
		case static: // nothing of ours is asked
			h.ServeHTTP(w, r)
		case n.strikes(CutReplies):
			h.ServeHTTP(httptest.NewRecorder(), r)
			panic(http.ErrAbortHandler)
		case n.strikes(Crashes):
			w.WriteHeader(oneOf(n.r, http.StatusInternalServerError, http.StatusServiceUnavailable))
		default:
			h.ServeHTTP(w, r)
		}
	})
}

// shakyCalls is the store of calls under a nemesis.
type shakyCalls struct {
	port.Calls
	n *nemesis
}

func (s shakyCalls) Load(ctx context.Context, id string) (call.Call, error) {
	if s.n.isAway(StoreAway) {
		return call.Call{}, fmt.Errorf("load call %s: %w", id, errAway)
	}
	return s.Calls.Load(ctx, id)
}

func (s shakyCalls) Save(ctx context.Context, c call.Call) error {
	if s.n.isAway(StoreAway) || s.n.strikes(StoreFails) {
		return fmt.Errorf("save call %s: %w", c.ID, errAway)
	}
	if s.n.on[Conflicts] && c.Version > 1 && s.n.strikes(Conflicts) {
		if other, err := s.Calls.Load(ctx, c.ID); err == nil && other.Version == c.Version-1 {
			other.Version++
			if err := s.Calls.Save(ctx, other); err != nil {
				return err
			}
		}
	}
	err := s.Calls.Save(ctx, c)
	if err == nil && s.n.strikes(StoreUnsure) {
		return fmt.Errorf("save call %s: %w", c.ID, errAway)
	}
	return err
}

func (s shakyCalls) Overdue(ctx context.Context, before time.Time, limit int) ([]string, error) {
	if s.n.isAway(StoreAway) {
		return nil, fmt.Errorf("find overdue calls: %w", errAway)
	}
	return s.Calls.Overdue(ctx, before, limit)
}

// shakyDialplans is the store of dialplans under a nemesis.
type shakyDialplans struct {
	port.Dialplans
	n *nemesis
}

func (s shakyDialplans) ByNumber(ctx context.Context, number e164.Number) (dialplan.Dialplan, error) {
	if s.n.isAway(DialplansAway) {
		return dialplan.Dialplan{}, fmt.Errorf("dialplan of %s: %w", number.Redacted(), errAway)
	}
	return s.Dialplans.ByNumber(ctx, number)
}

func (s shakyDialplans) ByVersion(ctx context.Context, lineID string, version int) (dialplan.Dialplan, error) {
	if s.n.isAway(DialplansAway) {
		return dialplan.Dialplan{}, fmt.Errorf("dialplan %d of line %s: %w", version, lineID, errAway)
	}
	return s.Dialplans.ByVersion(ctx, lineID, version)
}
