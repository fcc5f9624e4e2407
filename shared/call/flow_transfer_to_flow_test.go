package call

import "testing"

func transferTo(id string) string {
	return act("transfer", "TransferToFlow", `{"ContactFlowId":"`+id+`"}`, "failed", "!NoMatchingError > failed")
}

func TestTransferToFlowGoesOnThereAndDoesNotComeBack(t *testing.T) {
	for _, id := range []string{"other", "arn:aws:connect:eu-west-2:123456789012:instance/i/contact-flow/other", "$.Attributes.where"} {
		t.Run(id, func(t *testing.T) {
			r := newRig(t, ends(set("start", "where", "other", "here"), speak("here", "here", "transfer"), transferTo(id)), "other", ends(speak("start", "there", "yes")))
			r.wants("hears", r.arrive().Script, "here | there | yes.")
			if r.c.Flow.Flow != "other" || !r.c.Flow.Ended {
				t.Errorf("the call is at %+v", r.c.Flow)
			}
		})
	}
}

func TestTransferToAnUnknownFlowFails(t *testing.T) {
	for _, id := range []string{"", "nowhere", "$.Attributes.none"} {
		reaches(t, "failed.", ends(act("start", "TransferToFlow", `{"ContactFlowId":"`+id+`"}`, "rest", "!NoMatchingError > failed")))
	}
}

func TestTransferToFlowKeepsTheCallsAttributesAndNotTheFlows(t *testing.T) {
	reaches(t, "kept and gone | yes.", ends(
		set("start", "v", "kept", "own"),
		act("own", "UpdateFlowAttributes", `{"FlowAttributes":{"v":{"Value":"lost"}}}`, "transfer"),
		transferTo("other")),
		"other", ends(speak("start", "$.Attributes.v and$.FlowAttributes.v gone", "yes")))
}

func TestFlowsThatSendACallerRoundEndInTheSafeFlow(t *testing.T) {
	round := ends(act("start", "TransferToFlow", `{"ContactFlowId":"other"}`, "", "!NoMatchingError > failed"))
	r := newRig(t, round, "other", round)
	r.arrive()
	if !r.c.Flow.InSafeFlow() || r.c.Failure == "" {
		t.Errorf("the call is at %+v, failure %q", r.c.Flow, r.c.Failure)
	}
}

func TestAnInputInAnotherFlowIsAnsweredThere(t *testing.T) {
	r := newRig(t, ends(act("start", "TransferToFlow", `{"ContactFlowId":"other"}`, "", "!NoMatchingError > failed")),
		"other", ends(act("start", "GetParticipantInput", `{"Text":"Key?","InputTimeLimitSeconds":"5"}`, "rest", "Equals 1 > yes", "!NoMatchingCondition > no")))
	r.wants("hears", r.arrive().Script, "Key? | input")
	r.wants("then", r.press("1").Script, "yes.")
}
