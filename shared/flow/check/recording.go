package check

import (
	"slices"
	"strconv"
	"strings"

	"ringdown/shared/flow"
)

// The language has no action that records a message. Published flows make a voicemail of parts: the
// recording of the automated part of the call is switched on, a beep is spoken in SSML,
// GetParticipantInput without keys holds the line while the caller speaks, often inside a Loop, and
// the recording is switched off. Amazon's own samples do.

// switches are the parameters that switch the recording of the automated part on and off, by type.
// Streaming the caller's audio is the oldest way: a program elsewhere then keeps it.
var switches = map[string]string{
	"UpdateContactRecordingBehavior":             "RecordingBehavior.IVRRecordingBehavior",
	"UpdateContactRecordingAndAnalyticsBehavior": "VoiceBehavior.VoiceRecordingBehavior.IVRRecordingBehavior",
	"UpdateContactMediaStreamingBehavior":        "MediaStreamingState",
}

// passedOver are the types that may stand between the switch and the pause: they take no decision.
var passedOver = []string{"MessageParticipant", "UpdateContactAttributes", "UpdateFlowAttributes", "TagContact", "UntagContact",
	"InvokeLambdaFunction", "UpdateContactData", "UpdateContactTextToSpeechVoice", "UpdateFlowLoggingBehavior", "CreateTask",
	"UpdateContactRecordingBehavior", "UpdateContactRecordingAndAnalyticsBehavior"}

// switched reports whether an action switches the recording of the automated part, or the stream,
// to this state.
func switched(a flow.Action, state string) bool {
	path, ok := switches[a.Type]
	if !ok {
		return false
	}
	s, _ := a.Parameters.String(path)
	return s == state && a.Transitions.NextAction != ""
}

func streaming(a flow.Action, state string) bool {
	s, _ := a.Parameters.String("MediaStreamingState")
	return a.Type == updateContactMediaStreamingBehaviorSpec.Type && s == state
}

// longestArrangement bounds the actions between the switch and the pause; published flows have up
// to six.
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

// record notes what to put in place of the pause. around is the Loop, if any, which ran the pause
// times more than first.
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
	if len(a.Parameters.Strings("RecordingBehavior.RecordedParticipants"))+
		len(a.Parameters.Strings("VoiceBehavior.VoiceRecordingBehavior.RecordedParticipants")) == 0 {
		r.bypass[a.Identifier] = a.Transitions.NextAction
		return
	}
	a.Parameters = a.Parameters.With(switches[a.Type], "Disabled")
	r.also[a.Identifier] = a
}

// pauses reports whether an action only holds the line: a menu that decides nothing by a key.
func pauses(a flow.Action) bool {
	exit, ok := a.Transitions.OnError(flow.InputTimeLimitExceeded)
	if a.Type != getParticipantInputSpec.Type || storesInput.holds(a.Parameters) || !ok || exit == a.Identifier || asksForKey(a) {
		return false
	}
	// The key that ends a message decides nothing where every other key does the same.
	other, _ := a.Transitions.OnError(flow.NoMatchingCondition)
	return !slices.ContainsFunc(a.Transitions.Conditions, func(c flow.ConditionBranch) bool { return !c.Condition.Holds("#") || c.NextAction != other })
}

// keyWords and messageWords are how prompts in the languages of the line ask for a key and for a
// message.
var (
	keyWords     = []string{"press ", "drück", "taste", "pulse", "oprima", "presione", "marque", "appuyez", "prem", "tecla", "toets"}
	messageWords = []string{"message", "nachricht", "mensaje", "mensagem", "recado", "messaggio", "bericht", "voicemail", "record", "tone", "beep"}
)

// asksForKey reports whether the words of an input ask for a key and for no message: a caller who
// hears "press any key" leaves none.
func asksForKey(a flow.Action) bool {
	said := ""
	for _, name := range []string{"Text", "SSML"} {
		text, _ := a.Parameters.String(name)
		said += strings.ToLower(spoken(text)) + " "
	}
	holds := func(words []string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(said, w) })
	}
	return holds(keyWords) && !holds(messageWords)
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
