package check

import (
	"slices"
	"strconv"
	"strings"

	"ringdown/shared/flow"
)

// The language has no action that records a message. Published flows make a voicemail of parts: the recording of the
// automated part of the call is switched on, a beep is spoken in SSML, GetParticipantInput without keys holds the line
// while the caller speaks, often inside a Loop, and the recording is switched off. Amazon's own samples do.

const recordingBehavior = "RecordingBehavior.IVRRecordingBehavior"

// passedOver are the types that may stand between the switch and the pause: they take no decision.
var passedOver = []string{"MessageParticipant", "UpdateContactAttributes", "UpdateFlowAttributes", "TagContact", "UntagContact",
	"InvokeLambdaFunction", "UpdateContactData", "UpdateContactTextToSpeechVoice", "UpdateFlowLoggingBehavior", "CreateTask",
	"UpdateContactRecordingBehavior"}

// RecognizeRecording rewrites each such arrangement to one RecordParticipantMessage, so that it runs as a voicemail,
// and names the actions rewritten. The pause keeps its Identifier and becomes the recording; the switches, the beep and
// the loop are passed by and left out. Keep the original document for export: this one is for running.
func RecognizeRecording(f flow.Flow) (flow.Flow, []string) {
	r := rewriter{index: make(map[string]int, len(f.Actions)), flow: f, bypass: map[string]string{}, recordings: map[string]flow.Action{}}
	for i := len(f.Actions) - 1; i >= 0; i-- { // the first action of a name counts
		r.index[f.Actions[i].Identifier] = i
	}
	for _, a := range f.Actions {
		if switched(a, "Enabled") {
			r.recognize(a)
		}
	}
	if len(r.recordings) == 0 {
		return f, nil
	}
	var rewritten []string
	actions := make([]flow.Action, 0, len(f.Actions))
	for _, a := range f.Actions {
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
}

func (r *rewriter) action(id string) (flow.Action, bool) {
	i, ok := r.index[id]
	if !ok {
		return flow.Action{}, false
	}
	return r.flow.Actions[i], true
}

func switched(a flow.Action, state string) bool {
	s, ok := a.Parameters.String(recordingBehavior)
	return ok && a.Type == updateContactRecordingBehaviorSpec.Type && s == state && a.Transitions.NextAction != ""
}

// longestArrangement bounds the actions between the switch and the pause; published flows have up to six.
const longestArrangement = 50

// recognize follows the way from the switch to a pause.
func (r *rewriter) recognize(on flow.Action) {
	var beeps []flow.Action
	at := on
	for range longestArrangement {
		next, ok := r.action(at.Transitions.NextAction)
		if !ok {
			return
		}
		if beep(next) {
			beeps = append(beeps, next)
		}
		if again, done, ok := loop(next); ok {
			if pause, ok := r.action(again); ok && pauses(pause) {
				times, _ := next.Parameters.String("LoopCount")
				r.record(on, pause, beeps, next, done, times, 0)
			}
			return
		}
		if pauses(next) {
			exit, _ := next.Transitions.OnError(flow.InputTimeLimitExceeded)
			around, _ := r.action(exit)
			if again, done, ok := loop(around); ok && again == next.Identifier {
				times, _ := around.Parameters.String("LoopCount")
				r.record(on, next, beeps, around, done, times, 1)
				return
			}
			r.record(on, next, beeps, flow.Action{}, exit, "", 1)
			return
		}
		if switched(next, "Enabled") || !slices.Contains(passedOver, next.Type) || len(next.Transitions.Conditions) > 0 {
			return
		}
		at = next
	}
}

// record notes what to put in place of the pause. around is the Loop, if any, which ran the pause times more than
// first.
func (r *rewriter) record(on, pause flow.Action, beeps []flow.Action, around flow.Action, exit, times string, first int) {
	const longestSeconds = 7200
	seconds := 0
	if s, ok := pause.Parameters.String("InputTimeLimitSeconds"); ok {
		seconds, _ = strconv.Atoi(s)
	}
	rounds := 1
	if n, err := strconv.Atoi(times); err == nil && n >= 0 && n <= 100 {
		rounds = max(n+first, 1)
	}
	seconds = min(max(seconds, 3), longestSeconds) * rounds
	parameters := flow.NewParameters()
	for _, name := range promptNames {
		if v, ok := pause.Parameters.Get(name); ok && !silent(v) {
			parameters = parameters.WithValue(name, v)
		}
	}
	recording := pause
	recording.Type = recordParticipantMessageSpec.Type
	recording.Parameters = parameters.With("RecordingTimeLimitSeconds", strconv.Itoa(min(seconds, longestSeconds))).
		With("DTMFConfiguration.InputTerminationSequence", "#").With("PlayTone", "True")
	failure, ok := pause.Transitions.OnError(flow.NoMatchingError)
	if !ok {
		failure = exit
	}
	recording.Transitions = flow.Transitions{NextAction: exit, Errors: []flow.ErrorBranch{{ErrorType: flow.NoMatchingError, NextAction: failure}}}
	r.recordings[pause.Identifier] = recording

	r.leaveOut(on)
	for _, b := range beeps {
		r.bypass[b.Identifier] = b.Transitions.NextAction
	}
	if around.Identifier != "" {
		r.bypass[around.Identifier] = pause.Identifier
	}
	if off, ok := r.action(exit); ok && switched(off, "Disabled") {
		r.leaveOut(off)
	}
}

// leaveOut drops a switch that switches nothing but the recording of the automated part.
func (r *rewriter) leaveOut(a flow.Action) {
	if len(a.Parameters.Strings("RecordingBehavior.RecordedParticipants")) == 0 {
		r.bypass[a.Identifier] = a.Transitions.NextAction
	}
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

// pauses reports whether an action only holds the line: a menu that decides nothing by a key.
func pauses(a flow.Action) bool {
	exit, ok := a.Transitions.OnError(flow.InputTimeLimitExceeded)
	if a.Type != getParticipantInputSpec.Type || storesInput.holds(a.Parameters) || !ok || exit == a.Identifier {
		return false
	}
	// The key that ends a message decides nothing where every other key does the same.
	other, _ := a.Transitions.OnError(flow.NoMatchingCondition)
	return !slices.ContainsFunc(a.Transitions.Conditions, func(c flow.ConditionBranch) bool { return !c.Condition.Holds("#") || c.NextAction != other })
}

// loop finds the two ways out of a Loop.
func loop(a flow.Action) (again, done string, ok bool) {
	if a.Type != loopSpec.Type {
		return "", "", false
	}
	again, _ = flow.Choose(a, flow.Return(flow.ContinueLooping))
	done, _ = flow.Choose(a, flow.Return(flow.DoneLooping))
	return again, done, again != "" && done != "" && again != done
}

// beep recognizes the tone that is spoken by asking the voice to bleep out a word.
func beep(a flow.Action) bool {
	ssml, ok := a.Parameters.String("SSML")
	return ok && a.Type == messageParticipantSpec.Type && strings.Contains(ssml, "expletive") &&
		strings.TrimSpace(spoken(ssml)) == "beep" && a.Transitions.NextAction != ""
}

func silent(v flow.Value) bool {
	text, ok := v.Text()
	return ok && strings.TrimSpace(spoken(text)) == ""
}

// spoken drops mark-up.
func spoken(ssml string) string {
	var out strings.Builder
	depth := 0
	for _, c := range ssml {
		switch {
		case c == '<':
			depth++
		case c == '>' && depth > 0:
			depth--
		case depth == 0:
			out.WriteRune(c)
		}
	}
	return out.String()
}
