package check

import (
	"fmt"
	"strings"

	"ringdown/shared/flow"
)

// blocks are the names under which the designer shows action types (Amazon Connect admin guide,
// flow block definitions). Types that are not here are shown by their own name.
var blocks = map[string]string{
	"CheckHoursOfOperation":                      "Check hours of operation",
	"Compare":                                    "Check contact attributes",
	"ConnectParticipantWithLexBot":               "Get customer input",
	"CreateCallbackContact":                      "Transfer to queue",
	"CreateCase":                                 "Cases",
	"CreateTask":                                 "Create task",
	"DequeueContactAndTransferToQueue":           "Transfer to queue",
	"DisconnectParticipant":                      "Disconnect",
	"DistributeByPercentage":                     "Distribute by percentage",
	"EndFlowExecution":                           "End flow / Resume",
	"EndFlowModuleExecution":                     "Return",
	"GetCase":                                    "Cases",
	"GetMetricData":                              "Get metrics",
	"GetParticipantInput":                        "Get customer input",
	"InvokeFlowModule":                           "Invoke module",
	"InvokeLambdaFunction":                       "AWS Lambda function",
	"Loop":                                       "Loop",
	"MessageParticipant":                         "Play prompt",
	"MessageParticipantIteratively":              "Loop prompts",
	"ShowView":                                   "Show view",
	"TagContact":                                 "Contact tags",
	"TransferContactToAgent":                     "Transfer to agent",
	"TransferContactToQueue":                     "Transfer to queue",
	"TransferParticipantToThirdParty":            "Transfer to phone number",
	"TransferToFlow":                             "Transfer to flow",
	"UntagContact":                               "Contact tags",
	"UpdateCase":                                 "Cases",
	"UpdateContactAttributes":                    "Set contact attributes",
	"UpdateContactCallbackNumber":                "Set callback number",
	"UpdateContactData":                          "Set contact attributes",
	"UpdateContactEventHooks":                    "Set event flow",
	"UpdateContactRecordingAndAnalyticsBehavior": "Set recording, analytics and processing behavior",
	"UpdateContactRecordingBehavior":             "Set recording and analytics behavior",
	"UpdateContactRoutingBehavior":               "Change routing priority / age",
	"UpdateContactRoutingCriteria":               "Set routing criteria",
	"UpdateContactTargetQueue":                   "Set working queue",
	"UpdateContactTextToSpeechVoice":             "Set voice",
	"UpdateFlowAttributes":                       "Set contact attributes",
	"UpdateFlowLoggingBehavior":                  "Set logging behavior",
	"UpdateRoutingCriteria":                      "Set routing criteria",
	"Wait":                                       "Wait",
}

// hookBlocks are the names of the blocks that choose a flow for one moment.
var hookBlocks = []struct{ hook, block string }{
	{"CustomerQueue", "Set customer queue flow"}, {"AgentWhisper", "Set whisper flow"}, {"CustomerWhisper", "Set whisper flow"},
	{"AgentHold", "Set hold flow"}, {"CustomerHold", "Set hold flow"}, {"CustomerRemaining", "Set disconnect flow"},
}

// Named names an action as its author knows it. The designer shows no identifiers that it made
// itself: such an action is found by the kind of its block and the beginning of what it says.
func Named(a flow.Action) string {
	block := block(a)
	if block == "" {
		return fmt.Sprintf("action %q", a.Identifier)
	}
	return fmt.Sprintf("the block %s (%s)", block, a.Identifier)
}

// block is an action as the designer shows it, "" when it shows the Identifier.
func block(a flow.Action) string {
	if !generated(a.Identifier) {
		return ""
	}
	if words := beginning(a); words != "" {
		return fmt.Sprintf("%s %q", kindOfBlock(a), shorten(words))
	}
	return kindOfBlock(a)
}

func kindOfBlock(a flow.Action) string {
	switch a.Type {
	case "GetParticipantInput":
		if storesInput.holds(a.Parameters) {
			return "Store customer input"
		}
	case "CheckMetricData":
		if metric, _ := a.Parameters.String("MetricType"); strings.Contains(metric, "Agents") {
			return "Check staffing"
		}
		return "Check queue status"
	case "UpdateContactMediaStreamingBehavior":
		if streaming(a, "Disabled") {
			return "Stop media streaming"
		}
		return "Start media streaming"
	case "UpdateContactEventHooks":
		for _, h := range hookBlocks {
			if a.Parameters.Has("EventHooks." + h.hook) {
				return h.block
			}
		}
	}
	if kind, ok := blocks[a.Type]; ok {
		return kind
	}
	return a.Type
}

// beginning is how an action's words begin. It ends before the first digit: a report repeats no
// phone number.
func beginning(a flow.Action) string {
	for _, name := range []string{"Text", "SSML"} {
		if text, ok := a.Parameters.String(name); ok {
			words := strings.TrimSpace(spoken(text))
			if digit := strings.IndexAny(words, "0123456789"); digit >= 0 {
				words = strings.TrimSpace(words[:digit]) + "…"
			}
			return strings.TrimPrefix(words, "…")
		}
	}
	return ""
}

func shorten(s string) string {
	const longest = 30
	if r := []rune(s); len(r) > longest {
		return strings.TrimSpace(string(r[:longest])) + "…"
	}
	return s
}
