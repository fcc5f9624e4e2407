package sim

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"ringdown/infra/vonagesim"
)

// writtenFaults are the faults that a scenario's given or --faults names.
type writtenFaults struct {
	network   vonagesim.Faults
	conflicts int                     // conflicts N: so many saves lose their version to somebody else
	outages   map[Fault]time.Duration // calls away T: from the start, for so long
	cuts      []cut                   // cut accept N
	wakesLost bool                    // no wakes: envelopes with a delay never come, only the sweep is left
}

// cut loses the replies to webhooks whose path begins so, so many times.
type cut struct {
	path    string
	replies int
}

// faultWords are the first words of each fault that can be written.
var faultWords = map[string]Fault{
	"duplicates": Duplicates, "reordered": Reordering, "unsigned": UnsignedWebhook, "lose": LostWebhooks, "refuse": RESTRefuses,
	"slow": SlowAnswers, "conflicts": Conflicts, "no": NoWakes, "cut": CutReplies, "calls": StoreAway, "dialplans": DialplansAway,
}

// add adds one fault. Several of a kind are all kept: each asks the one before it.
func (w *writtenFaults) add(words []string) error {
	if len(words) == 0 {
		return nil
	}
	arg := func(i int) string {
		if i < len(words) {
			return words[i]
		}
		return ""
	}
	number, _ := strconv.Atoi(arg(len(words) - 1))
	switch fault := faultWords[words[0]]; fault {
	case Duplicates:
		w.network.Duplicate, w.network.DuplicateAfter = true, 300*time.Millisecond
	case Reordering:
		w.network.Reorder = 400 * time.Millisecond
	case UnsignedWebhook:
		w.network.UnsignedKinds = append(w.network.UnsignedKinds, strings.Join(words[1:], " "))
	case LostWebhooks:
		return w.lose(words[1:])
	case RESTRefuses:
		return w.refuse(words[1:])
	case SlowAnswers:
		return w.slow(arg(1), arg(len(words)-1))
	case Conflicts:
		w.conflicts = number
	case NoWakes:
		w.wakesLost = true
	case CutReplies:
		w.cuts = append(w.cuts, cut{path: "/voice/" + arg(1), replies: number})
	case StoreAway, DialplansAway:
		return w.outage(fault, arg(2))
	default:
		return fmt.Errorf("fault %q is not known", strings.Join(words, " "))
	}
	return nil
}

func (w *writtenFaults) outage(f Fault, text string) error {
	var d time.Duration
	err := duration(text, &d)
	if w.outages == nil {
		w.outages = map[Fault]time.Duration{}
	}
	w.outages[f] = d
	return err
}

func (w *writtenFaults) slow(kind, text string) error {
	var d time.Duration
	if err := duration(text, &d); err != nil {
		return err
	}
	other := w.network.SlowApplication
	w.network.SlowApplication = func(hook vonagesim.Webhook) time.Duration {
		switch {
		case hook.Kind == kind:
			return d
		case other != nil:
			return other(hook)
		}
		return 0
	}
	return nil
}

// faults gives one world that begins now what was written: what is counted is counted anew.
func (w *writtenFaults) faults(start time.Time) Faults {
	var mu sync.Mutex // a world's functions run side by side
	conflicts, cuts := w.conflicts, slices.Clone(w.cuts)
	return Faults{Network: w.network, happens: func(f Fault, o occasion) bool {
		mu.Lock()
		defer mu.Unlock()
		switch f {
		case NoWakes:
			return w.wakesLost
		case StoreAway, DialplansAway:
			return o.at.Before(start.Add(w.outages[f]))
		case CutReplies:
			return strikesOnce(cuts, o.path)
		case Conflicts:
			conflicts--
			return conflicts >= 0
		}
		return false
	}}
}

// strikesOnce reports whether a reply is to be cut, and counts it.
func strikesOnce(cuts []cut, path string) bool {
	for i := range cuts {
		if cuts[i].replies > 0 && strings.HasPrefix(path, cuts[i].path) {
			cuts[i].replies--
			return true
		}
	}
	return false
}

// lose KIND loses every webhook of a kind ("completed", "outbound answered"); lose
// first KIND only the first attempt; lose reply METHOD N the answer of a request that
// was carried out.
func (w *writtenFaults) lose(words []string) error {
	switch {
	case len(words) == 3 && words[0] == "reply":
		method, want := words[1], words[2]
		n, err := strconv.Atoi(want)
		other := w.network.LoseReplyOf
		w.network.LoseReplyOf = func(m, path string, nth int) bool {
			return m == method && nth == n || other != nil && other(m, path, nth)
		}
		return err
	case len(words) >= 2 && words[0] == "first":
		kind, other := strings.Join(words[1:], " "), w.network.Lose
		w.network.Lose = func(hook vonagesim.Webhook) bool {
			return hook.Attempt == 1 && (hook.Kind == kind || hook.Direction+" "+hook.Kind == kind) || other != nil && other(hook)
		}
		return nil
	case len(words) > 0:
		w.network.LoseKinds = append(w.network.LoseKinds, strings.Join(words, " "))
		return nil
	}
	return fmt.Errorf("lose what? write like: lose outbound answered")
}

// refuse METHOD N STATUS answers the nth request, or every one, with a status.
func (w *writtenFaults) refuse(words []string) error {
	if len(words) != 3 {
		return fmt.Errorf("refuse what? write like: refuse POST 1 429")
	}
	n, err := strconv.Atoi(words[1])
	if err != nil && words[1] != "every" {
		return err
	}
	status, err := strconv.Atoi(words[2])
	other := w.network.RefuseREST
	w.network.RefuseREST = func(m, path string, nth int) int {
		switch {
		case m == words[0] && (nth == n || words[1] == "every"):
			return status
		case other != nil:
			return other(m, path, nth)
		}
		return 0
	}
	return err
}
