package call

import (
	"ringdown/shared/dialplan"
	"ringdown/shared/flow"
	"ringdown/shared/ncco"
	"ringdown/shared/speech/words"
)

// safeFlowName is the flow that takes over when the line's own cannot go on.
const safeFlowName = "safe"

// safeFlow apologises and takes a message. It is written in the same language and
// run by the same engine, so it can do nothing that is not tested elsewhere too.
var safeFlow = flow.Flow{
	Version: flow.Version, StartAction: "Apology",
	Actions: []flow.Action{
		step("Apology", "MessageParticipant", "Take message", nil, "Text", "$.Words.Apology"),
		step("Take message", "RecordParticipantMessage", "Alert voicemail", []string{messageRecorded, "Alert voicemail", messageEmpty, "Hang up"},
			"Text", "$.Words.Recording", "RecordingTimeLimitSeconds", "180", "EndOnSilenceSeconds", "8"),
		step("Alert voicemail", "CreateTask", "Thanks", nil, "ContactFlowId", dialplan.TaskVoicemail, "Name", "Voicemail after a failure of the flow"),
		step("Thanks", "MessageParticipant", "Hang up", nil, "Text", "$.Words.Thanks"),
		step("Hang up", "DisconnectParticipant", "", nil),
	},
}

// safeWords are the sentences of the safe flow; no other flow can read them.
func (t *turn) safeWords(key string) (string, bool) {
	if t.c.Flow.Flow != safeFlowName {
		return "", false
	}
	switch key {
	case "Apology":
		return t.say.Apology, true
	case "Recording":
		return t.say.Recording, true
	case "Thanks":
		return t.say.Thanks, true
	}
	return "", false
}

// step writes one action of the safe flow: results are pairs of value and next action.
func step(id, kind, next string, results []string, parameters ...string) flow.Action {
	a := flow.Action{Identifier: id, Type: kind, Transitions: flow.Transitions{NextAction: next}}
	for i := 0; i+1 < len(parameters); i += 2 {
		a.Parameters = a.Parameters.With(parameters[i], parameters[i+1])
	}
	for i := 0; i+1 < len(results); i += 2 {
		a.Transitions.Conditions = append(a.Transitions.Conditions, flow.ConditionBranch{
			NextAction: results[i+1], Condition: flow.Condition{Operator: flow.Equals, Operands: []string{results[i]}},
		})
	}
	if next != "" {
		a.Transitions.Errors = []flow.ErrorBranch{{ErrorType: flow.NoMatchingError, NextAction: next}}
	}
	return a
}

// Apology is what a caller hears when the call cannot even be loaded or saved: the
// message is kept under the call's id, and its recording finds the call again, or
// becomes one. It needs nothing but the id.
func Apology(id, language string) ncco.Script {
	say := words.In(language)
	c := Call{ID: id}
	talk := func(text string) ncco.Talk { return ncco.Talk{Text: text, Language: say.Language} }
	return ncco.Script{
		talk(say.Apology + " " + say.Recording),
		ncco.Record{EndOnSilenceSeconds: 8, EndOnKey: "#", TimeOutSeconds: 180, BeepStart: true, EventURL: c.callback("recording", CallerLeg, 0).String()},
		talk(say.Thanks),
		talk(say.Goodbye),
	}
}

// Farewell is a single sentence after which the leg ends.
func Farewell(language string, sentence func(words.Words) string) ncco.Script {
	say := words.In(language)
	return ncco.Script{ncco.Talk{Text: sentence(say), Language: say.Language}}
}
