package sim

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"ringdown/infra/vonagesim"
)

// fault adds one fault of a scenario to its world. Several of a kind are all kept: each asks the one
// before it.
func (g *Given) fault(words []string) error {
	if len(words) == 0 {
		return nil
	}
	unknown := fmt.Errorf("fault %q is not known", strings.Join(words, " "))
	arg := func(i int) string {
		if i < len(words) {
			return words[i]
		}
		return ""
	}
	number, _ := strconv.Atoi(arg(len(words) - 1))
	switch arg(0) {
	case "duplicates":
		g.Faults.Duplicate, g.Faults.DuplicateAfter = true, 300*time.Millisecond
	case "reordered":
		g.Faults.Reorder = 400 * time.Millisecond
	case "unsigned":
		g.Faults.UnsignedKinds = append(g.Faults.UnsignedKinds, strings.Join(words[1:], " "))
	case "lose":
		return g.lose(words[1:])
	case "refuse":
		return g.refuse(words[1:])
	case "slow":
		var d time.Duration
		if err := duration(arg(len(words)-1), &d); err != nil {
			return err
		}
		kind, other := arg(1), g.Faults.SlowApplication
		g.Faults.SlowApplication = func(w vonagesim.Webhook) time.Duration {
			switch {
			case w.Kind == kind:
				return d
			case other != nil:
				return other(w)
			}
			return 0
		}
	case "conflicts":
		g.Trouble.Conflicts = number
	case "no":
		g.Trouble.LoseWakes = true
	case "cut":
		g.Trouble.Cuts = append(g.Trouble.Cuts, Cut{On: "/voice/" + arg(1), Replies: number})
	case "calls":
		return duration(arg(2), &g.Trouble.CallsDown)
	case "dialplans":
		return duration(arg(2), &g.Trouble.PlansDown)
	default:
		return unknown
	}
	return nil
}

// lose KIND loses every webhook of a kind ("completed", "outbound answered"); lose
// first KIND only the first attempt; lose reply METHOD N the answer of a request that
// was carried out.
func (g *Given) lose(words []string) error {
	switch {
	case len(words) == 3 && words[0] == "reply":
		method, want := words[1], words[2]
		n, err := strconv.Atoi(want)
		other := g.Faults.LoseReplyOf
		g.Faults.LoseReplyOf = func(m, path string, nth int) bool {
			return m == method && nth == n || other != nil && other(m, path, nth)
		}
		return err
	case len(words) >= 2 && words[0] == "first":
		kind, other := strings.Join(words[1:], " "), g.Faults.Lose
		g.Faults.Lose = func(w vonagesim.Webhook) bool {
			return w.Attempt == 1 && (w.Kind == kind || w.Direction+" "+w.Kind == kind) || other != nil && other(w)
		}
		return nil
	case len(words) > 0:
		g.Faults.LoseKinds = append(g.Faults.LoseKinds, strings.Join(words, " "))
		return nil
	}
	return fmt.Errorf("lose what? write like: lose outbound answered")
}

// refuse METHOD N STATUS answers the nth request, or every one, with a status.
func (g *Given) refuse(words []string) error {
	if len(words) != 3 {
		return fmt.Errorf("refuse what? write like: refuse POST 1 429")
	}
	n, err := strconv.Atoi(words[1])
	if err != nil && words[1] != "every" {
		return err
	}
	status, err := strconv.Atoi(words[2])
	other := g.Faults.RefuseREST
	g.Faults.RefuseREST = func(m, path string, nth int) int {
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
