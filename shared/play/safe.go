package play

import (
	"ringdown/shared/flow"
)

// safeFlowName is the flow that takes over when the line's own cannot go on.
const safeFlowName = "safe"

// safeFlow apologises and takes a message. It is written in the same language and
// run by the same engine, so it can do nothing that is not tested elsewhere too.
var safeFlow = flow.Flow{
	Version: flow.Version, StartAction: "Apology",
	Actions: []flow.Action{
		step("Apology", "MessageParticipant", "Take message", nil, "Text", "$.Words.Apology"),
		step("Take message", "RecordParticipantMessage", "Alert voicemail", []string{flow.MessageRecorded, "Alert voicemail", flow.MessageEmpty, "Hang up"},
			"Text", "$.Words.Recording", "RecordingTimeLimitSeconds", "180", "EndOnSilenceSeconds", "10"),
		step("Alert voicemail", "CreateTask", "Thanks", nil, "ContactFlowId", taskOfMessage, "Name", "Voicemail after a failure of the flow"),
		step("Thanks", "MessageParticipant", "Hang up", nil, "Text", "$.Words.Thanks"),
		step("Hang up", "DisconnectParticipant", "", nil),
	},
}

// builtIn are the flows that no line writes and every line may come to, by name.
var builtIn = map[string]flow.Flow{safeFlowName: safeFlow, unansweredFlowName: unansweredFlow}

// InBuiltInFlow reports whether the flow is one that the line did not write.
func (p Position) InBuiltInFlow() bool {
	_, ok := builtIn[p.Flow]
	return ok
}

// builtInWords are the sentences of the built-in flows; no other flow can read them.
func (v View) builtInWords(key string) (string, bool) {
	if !v.at.InBuiltInFlow() {
		return "", false
	}
	switch key {
	case "Apology":
		return v.words.Apology, true
	case "NoResponse":
		return v.words.NoResponse, true
	case "NobodyOnCall":
		return v.words.NobodyOnCall, true
	case "Recording":
		return v.words.Recording, true
	case "Thanks":
		return v.words.Thanks, true
	case "Goodbye":
		return v.words.Goodbye, true
	}
	return "", false
}

// step writes one action of a built-in flow: results are pairs of value and next action.
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
