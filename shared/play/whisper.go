package play

import (
	"slices"
	"strconv"

	"ringdown/shared/flow"
	"ringdown/shared/speech"
)

// whisperActionsMax bounds a whisper: somebody holds a phone meanwhile.
const whisperActionsMax = 50

// whispers are the actions that run in a whisper: those that speak, those that decide at once, and
// functions. At any other the whisper ends, and the talk begins.
var whispers = []string{
	"CheckHoursOfOperation", "Compare", "DistributeByPercentage", "InvokeLambdaFunction", "Loop", "MessageParticipant", "TransferToFlow", "UpdateContactAttributes",
	"UpdateContactData", "UpdateContactTextToSpeechVoice", "UpdateFlowAttributes", "UpdateFlowLoggingBehavior",
}

// Whisper returns what the flow of a hook says before a talk. It runs on a copy of the position, of
// which only attributes of the call are kept, and the talk begins whatever becomes of it.
func (r *Run) Whisper(hook string) []speech.Prompt {
	w, _ := r.whisper(hook)
	if w == nil {
		return nil
	}
	r.at.Attributes = w.at.Attributes
	return w.said
}

// whisper runs the flow of a hook. Asks is the first function in it that was not asked yet; the run
// takes its error branch. Nobody holds a phone for a function: they are asked while phones ring,
// when nobody knows who will accept, so that $.Agent has no value in what they are given.
func (r *Run) whisper(hook string) (w *Run, asks *Invocation) {
	id, f, ok := r.named(hook)
	if !ok {
		return nil, nil
	}
	at := r.at.Clone()
	at.Flow, at.Stack, at.FlowAttributes = id, nil, nil
	w = New(r.host, &at, r.line)
	next := f.StartAction
	for w.budget = whisperActionsMax; w.budget > 0; w.budget-- {
		a, ok := w.document().Action(next)
		if !ok || !slices.Contains(whispers, a.Type) {
			break
		}
		var o outcome
		if a.Type == "InvokeLambdaFunction" {
			var unasked *Invocation
			if o, unasked = w.whisperAsks(a); asks == nil {
				asks = unasked
			}
		} else {
			o = actions[a.Type].begin(w, a)
		}
		if next = o.next; next == "" {
			if next, ok = w.choose(a, o.result); !ok {
				break
			}
		}
	}
	return w, asks
}

// whisperAsks takes the answer of a function that was asked while phones rang.
func (w *Run) whisperAsks(a flow.Action) (outcome, *Invocation) {
	at := w.at
	at.External = ""
	place := at.Flow + "/" + a.Identifier
	n := slices.IndexFunc(at.Invocations, func(i Invocation) bool { return i.Whisper == place })
	if n < 0 {
		i, err := w.newInvocation(a.Parameters)
		if err != "" {
			return failed(flow.NoMatchingError), nil
		}
		i.Whisper, i.Async = place, false
		return failed(flow.NoMatchingError), &i
	}
	i := at.Invocations[n]
	if !i.Done || i.Failed != "" {
		return failed(flow.NoMatchingError), nil
	}
	at.External = i.Answer
	return done(flow.Succeed()), nil
}

// prepareWhispers asks the functions of the whispers, one of each at a time: what the next is
// asked may depend on the answer before.
func (r *Run) prepareWhispers() {
	for _, hook := range []string{r.at.Hooks.CustomerWhisper, r.at.Hooks.AgentWhisper} {
		_, i := r.whisper(hook)
		if i == nil || slices.ContainsFunc(r.at.Invocations, func(other Invocation) bool { return other.Whisper == i.Whisper }) {
			continue
		}
		r.at.Invoked++
		i.ID = strconv.Itoa(r.at.Invoked)
		r.at.Invocations = append(r.at.Invocations, *i)
	}
}

// forgetWhispers drops what was asked for whispers of a queue that the caller has left.
func (p *Position) forgetWhispers() {
	p.Invocations = slices.DeleteFunc(p.Invocations, func(i Invocation) bool { return i.Whisper != "" })
	if len(p.Invocations) == 0 {
		p.Invocations = nil // as it is read from storage
	}
}
