package check

import (
	"slices"

	"ringdown/shared/flow"
	"ringdown/shared/problem"
)

// Rewrite makes of a document the one to run, and names the actions that record a message there.
// Each such arrangement becomes one RecordParticipantMessage: the pause keeps its Identifier and
// becomes the recording; the switches, the beep and the loop are passed by and left out. So is what
// switches off something that is never on here. An input that names a bot gets the type of its own. Keep the original document for export.
func Rewrite(f flow.Flow) (flow.Flow, []string) {
	r := rewriter{index: make(map[string]int, len(f.Actions)), flow: f, bypass: map[string]string{}, recordings: map[string]flow.Action{}, also: map[string]flow.Action{}}
	for i := len(f.Actions) - 1; i >= 0; i-- { // the first action of a name counts
		r.index[f.Actions[i].Identifier] = i
	}
	for _, a := range f.Actions {
		if switched(a, "Enabled") {
			r.recognize(a)
		}
	}
	for _, a := range f.Actions {
		if bot := asBot(a); bot.Type != a.Type {
			r.also[a.Identifier] = bot
		}
		if streaming(a, "Disabled") && a.Transitions.NextAction != "" {
			r.bypass[a.Identifier] = a.Transitions.NextAction
		}
	}
	return r.rewritten()
}

// rewritten is the flow without what is passed by, and the actions that record in it.
func (r *rewriter) rewritten() (flow.Flow, []string) {
	f := r.flow
	if len(r.recordings)+len(r.bypass)+len(r.also) == 0 {
		return f, nil
	}
	var rewritten []string
	actions := make([]flow.Action, 0, len(f.Actions))
	for _, a := range f.Actions {
		if also, ok := r.also[a.Identifier]; ok {
			a = also
		}
		if _, ok := r.bypass[a.Identifier]; ok {
			continue
		}
		if recording, ok := r.recordings[a.Identifier]; ok {
			a = recording
			rewritten = append(rewritten, a.Identifier)
		}
		actions = append(actions, r.redirect(a))
	}
	f.Actions, f.StartAction = actions, r.follow(f.StartAction)
	return f, rewritten
}

type rewriter struct {
	flow       flow.Flow
	index      map[string]int
	bypass     map[string]string      // actions left out, and what follows them
	recordings map[string]flow.Action // what each pause becomes
	also       map[string]flow.Action // switches that stay, because they switch the recording of the talk as well
}

func (r *rewriter) action(id string) (flow.Action, bool) {
	i, ok := r.index[id]
	if !ok {
		return flow.Action{}, false
	}
	return r.flow.Actions[i], true
}

func (r *rewriter) follow(id string) string {
	for range len(r.bypass) + 1 { // a ring of actions left out ends here
		next, ok := r.bypass[id]
		if !ok {
			break
		}
		id = next
	}
	return id
}

func (r *rewriter) redirect(a flow.Action) flow.Action {
	t := a.Transitions
	t.NextAction = r.follow(t.NextAction)
	t.Errors, t.Conditions = slices.Clone(t.Errors), slices.Clone(t.Conditions)
	for i := range t.Errors {
		t.Errors[i].NextAction = r.follow(t.Errors[i].NextAction)
	}
	for i := range t.Conditions {
		t.Conditions[i].NextAction = r.follow(t.Conditions[i].NextAction)
	}
	a.Transitions = t
	return a
}

// Forgiven makes a warning of what is said of an action that cannot run here, where it is one of
// those whose error branch every call takes.
func Forgiven(f Finding, failing []string) Finding {
	if slices.Contains(failing, f.Action) && (f.Rule == "unsupported-action" || f.Rule == "unknown-action") {
		f.Severity, f.Rule = problem.Warning, "lenient"
		f.Message += "; every call takes its branch NoMatchingError"
	}
	return f
}

// Lenient lets every action that cannot run here, and has a branch NoMatchingError, take it, and
// names them. Flows that were made for other channels as well keep their telephone part so.
func Lenient(f flow.Flow, c Catalog) (flow.Flow, []string) {
	r := rewriter{flow: f, bypass: map[string]string{}}
	var ids []string
	for _, a := range f.Actions {
		next, ok := a.Transitions.OnError(flow.NoMatchingError)
		if spec, known := c.Spec(a.Type); ok && (!known || c.refuses(a, spec) != "") && next != a.Identifier {
			r.bypass[a.Identifier] = next
			ids = append(ids, a.Identifier)
		}
	}
	f, _ = r.rewritten()
	return f, ids
}
