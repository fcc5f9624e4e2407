package sim

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"ringdown/infra/vonagesim"
)

// drawnFaults cause the faults of one random world, by dice of their own.
type drawnFaults struct {
	// Each part of the world has dice of its own: a save and its messages go out
	// together, and must not change each other's fate from run to run.
	r, store, messages *dice
	mu                 sync.Mutex
	on                 map[Fault]bool
	percent            int // how often each of the others strikes
	kind               string
	reorder            time.Duration
	twice              time.Duration
	outages            [][2]time.Time
	struck             func(Fault)
}

// drawFaults: three worlds in ten have none, most have one, and some have several.
func drawFaults(d *drawn) *drawnFaults {
	n := &drawnFaults{r: newDice(d.seed, 0x74726f75626c65), store: newDice(d.seed, 0x73746f7265), messages: newDice(d.seed, 0x7175657565), on: map[Fault]bool{}, struck: func(Fault) {}}
	switch k := n.r.IntN(10); {
	case k < 3:
	case k < 7:
		n.on[oneOf(n.r, randomFaults...)] = true
	default:
		for range n.r.from(2, 5) {
			n.on[oneOf(n.r, randomFaults...)] = true
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
		n.outages = append(n.outages, [2]time.Time{from, from.Add(n.r.after(time.Second, 20*time.Second))})
	}
	return n
}

// String tells the faults in words.
func (n *drawnFaults) String() string {
	var out []string
	for _, f := range randomFaults {
		if n.on[f] {
			out = append(out, string(f))
		}
	}
	if len(out) == 0 {
		return "none"
	}
	return fmt.Sprintf("%s (%d %%, kind %s, reorder %s, twice after %s, away %v)", strings.Join(out, ", "), n.percent, n.kind, n.reorder, n.twice, n.outages)
}

// any reports whether one of them is on.
func (n *drawnFaults) any(list ...Fault) bool {
	return slices.ContainsFunc(list, func(f Fault) bool { return n.on[f] })
}

// faults gives the world what its dice decide.
func (n *drawnFaults) faults() Faults {
	crash := func() int { return oneOf(n.r, http.StatusInternalServerError, http.StatusServiceUnavailable) }
	return Faults{Network: n.network(), happens: n.happens, crash: crash}
}

// happens decides what goes wrong behind the network.
func (n *drawnFaults) happens(f Fault, o occasion) bool {
	switch f {
	case StoreAway, DialplansAway:
		return n.inOutage(f, o.at)
	case CutReplies, Crashes:
		return ofFunctions(o.path) && n.strikes(f)
	}
	return n.strikes(f)
}

// ofFunctions reports whether a function of ours answers the path. Files are static, and recordings
// go straight into a queue.
func ofFunctions(path string) bool {
	return strings.HasPrefix(path, "/voice/") && !strings.HasPrefix(path, "/voice/recording/")
}

// strikes decides whether a fault happens now.
func (n *drawnFaults) strikes(f Fault) bool {
	dice := n.r
	switch f {
	case Conflicts, StoreFails, StoreUnsure:
		dice = n.store
	case LostEnvelopes, EnvelopesTwice:
		dice = n.messages
	}
	if !n.on[f] || !dice.chance(n.percent) {
		return false
	}
	n.strike(f)
	return true
}

func (n *drawnFaults) strike(f Fault) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.struck(f)
}

func (n *drawnFaults) inOutage(f Fault, now time.Time) bool {
	if !n.on[f] {
		return false
	}
	for _, w := range n.outages {
		if !now.Before(w[0]) && now.Before(w[1]) {
			n.strike(f)
			return true
		}
	}
	return false
}

// network is what goes wrong between the provider and us.
func (n *drawnFaults) network() vonagesim.Faults {
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

func (n *drawnFaults) losesWebhook(w vonagesim.Webhook) bool {
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

func (n *drawnFaults) refuses(method, _ string, _ int) int {
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
