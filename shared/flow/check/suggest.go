package check

import (
	"fmt"

	"ringdown/shared/problem"
	"ringdown/shared/spelling"
)

// insteadOf names what to write for types that people and programs invent, and for the step types of the legacy
// export.
var insteadOf = map[string]string{
	"TransferToQueue":            "UpdateContactTargetQueue, then TransferContactToQueue",
	"TransferParticipantToQueue": "UpdateContactTargetQueue, then TransferContactToQueue",
	"SetQueue":                   "UpdateContactTargetQueue",
	"SetWorkingQueue":            "UpdateContactTargetQueue",
	"PlayPrompt":                 "MessageParticipant",
	"LoopPrompts":                "MessageParticipantIteratively",
	"GetDigits":                  `GetParticipantInput with StoreInput "True"`,
	"StoreUserInput":             `GetParticipantInput with StoreInput "True"`,
	"GetUserInput":               "GetParticipantInput",
	"SetVoice":                   "UpdateContactTextToSpeechVoice",
	"SetAttributes":              "UpdateContactAttributes",
	"SetContactAttributes":       "UpdateContactAttributes",
	"SetContactFlow":             "UpdateContactEventHooks",
	"SetEventHook":               "UpdateContactEventHooks",
	"SetLoggingBehavior":         "UpdateFlowLoggingBehavior",
	"SetRecordingBehavior":       "UpdateContactRecordingBehavior",
	"SetCallbackNumber":          "UpdateContactCallbackNumber",
	"CheckAttribute":             "Compare",
	"CheckContactAttributes":     "Compare",
	"CheckStaffing":              "CheckMetricData",
	"CheckQueueStatus":           "CheckMetricData",
	"TransferContactToFlow":      "TransferToFlow",
	"InvokeExternalResource":     "InvokeLambdaFunction",
	"InvokeLambda":               "InvokeLambdaFunction",
	"Start":                      "nothing: StartAction names the first action",
	"Transfer":                   "TransferContactToQueue, TransferToFlow or TransferParticipantToThirdParty",
	"Disconnect":                 "DisconnectParticipant",
	"Resume":                     "EndFlowExecution",
	"UnTagContact":               "UntagContact",
	"RecordMessage":              "RecordParticipantMessage",
	"Voicemail":                  "RecordParticipantMessage",
}

func (k *checker) suggestion(actionType string) string {
	if instead, ok := insteadOf[actionType]; ok {
		return ": use " + instead
	}
	if k.counts[problem.Error] >= maximumFindings {
		return otherwise
	}
	var names []string
	for _, s := range k.catalog.Specs() {
		names = append(names, s.Type)
	}
	return k.hint(actionType, names, otherwise)
}

const otherwise = ": use one that is"

// hint proposes a near word, or says otherwise. A document with more errors than are reported gets no more hints,
// because they cost most.
func (k *checker) hint(word string, known []string, otherwise string) string {
	if k.counts[problem.Error] < maximumFindings {
		if near := spelling.Nearest(word, known); near != "" {
			return fmt.Sprintf(": did you mean %s?", near)
		}
	}
	return otherwise
}
