package check

import (
	"fmt"
	"strings"
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
	if k.counts[Error] >= maximumFindings {
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
	if k.counts[Error] < maximumFindings {
		if near := nearest(word, known); near != "" {
			return fmt.Sprintf(": did you mean %s?", near)
		}
	}
	return otherwise
}

// nearest is the known word at most a third of its letters away, or "". Long words are not compared: nobody mistypes
// them, and the comparison takes the product of both lengths.
func nearest(word string, known []string) string {
	const longest = 80
	if len(word) > longest {
		return ""
	}
	best, distance := "", len(word)/3+1
	for _, k := range known {
		if d := edits(strings.ToLower(word), strings.ToLower(k)); d < distance {
			best, distance = k, d
		}
	}
	return best
}

// edits counts the letters to insert, delete or replace between two words (Levenshtein).
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
