package check

import (
	"strings"

	"ringdown/shared/flow"
	"ringdown/shared/problem"
)

// reach marks the actions that some path from StartAction leads to. NextAction counts everywhere, as the service
// draws it, although on branching actions it is a copy. Without a start, every action counts as reached.
func (k *checker) reach() []bool {
	reached := make([]bool, len(k.flow.Actions))
	var queue []int
	visit := func(id string) {
		if i, ok := k.index[id]; ok && !reached[i] {
			reached[i] = true
			queue = append(queue, i)
		}
	}
	visit(k.flow.StartAction)
	if len(queue) == 0 { // a wrong StartAction is one mistake, not one for each action
		for i := range reached {
			reached[i] = true
		}
	}
	for len(queue) > 0 {
		t := k.flow.Actions[queue[0]].Transitions
		queue = queue[1:]
		visit(t.NextAction)
		for _, e := range t.Errors {
			visit(e.NextAction)
		}
		for _, c := range t.Conditions {
			visit(c.NextAction)
		}
	}
	return reached
}

// spinning reports rounds of actions that wait for nobody: a call in one goes round until its step budget is used up.
// Loop's way back is not counted, because the loop itself bounds it. Rounds are the strongly connected components of
// the actions that do not wait (Tarjan 1972).
func (k *checker) spinning() {
	s := spinner{checker: k, order: make([]int, len(k.flow.Actions)), low: make([]int, len(k.flow.Actions))}
	for i := range k.flow.Actions {
		if s.order[i] == 0 && s.quick(i) {
			s.visit(i)
		}
	}
}

type spinner struct {
	*checker
	order, low []int // 0: not visited
	onStack    map[int]bool
	stack      []int
	visited    int
}

// quick reports whether an action is reached and ends at once.
func (s *spinner) quick(i int) bool {
	spec, ok := s.catalog.Spec(s.flow.Actions[i].Type)
	return ok && s.reachable[i] && !spec.Waiting && !spec.Terminal && spec.Unsupported == ""
}

// visit recurses at most once per action, and Parse bounds their number.
func (s *spinner) visit(i int) {
	s.visited++
	s.order[i], s.low[i] = s.visited, s.visited
	if s.onStack == nil {
		s.onStack = map[int]bool{}
	}
	s.stack, s.onStack[i] = append(s.stack, i), true
	itself := false
	for _, next := range s.next(i) {
		itself = itself || next == i
		if s.order[next] == 0 {
			s.visit(next)
			s.low[i] = min(s.low[i], s.low[next])
		} else if s.onStack[next] {
			s.low[i] = min(s.low[i], s.order[next])
		}
	}
	if s.low[i] != s.order[i] {
		return
	}
	var round []int
	for len(round) == 0 || round[len(round)-1] != i {
		last := len(s.stack) - 1
		round = append(round, s.stack[last])
		s.onStack[s.stack[last]] = false
		s.stack = s.stack[:last]
	}
	if len(round) > 1 || itself {
		s.tell(round)
	}
}

// next lists where an action can really go to among the quick ones.
func (s *spinner) next(i int) []int {
	a := s.flow.Actions[i]
	t := a.Transitions
	var next []int
	add := func(id string) {
		if j, ok := s.index[id]; ok && s.quick(j) {
			next = append(next, j)
		}
	}
	if len(t.Conditions) == 0 {
		add(t.NextAction)
	}
	for _, e := range t.Errors {
		add(e.NextAction)
	}
	for _, c := range t.Conditions {
		if a.Type != loopSpec.Type || !c.Condition.Holds(flow.ContinueLooping) {
			add(c.NextAction)
		}
	}
	return next
}

func (s *spinner) tell(round []int) {
	const shown = 4
	first := round[0]
	var names []string
	for j := len(round) - 1; j >= 0; j-- {
		first = min(first, round[j])
		if len(names) < shown {
			names = append(names, quoted(s.flow.Actions[round[j]].Identifier))
		}
	}
	a := s.flow.Actions[first]
	s.at = first
	s.add(problem.Warning, "loop-without-waiting", "", a.Position(), "calls can go round %s without waiting for anybody: put a Loop or an input between them", strings.Join(names, ", "))
	s.at = -1
}
