package call

import (
	"fmt"
	"testing"
)

func invokeModule(id, module, next string) string {
	return act(id, "InvokeFlowModule", `{"FlowModuleId":"`+module+`"}`, next, "!NoMatchingError > failed")
}

func endModule(id string) string { return act(id, "EndFlowModuleExecution", `{}`, "") }

func TestAModuleReturnsToItsInvoker(t *testing.T) {
	for _, id := range []string{"greet", "arn:aws:connect:eu-west-2:1:instance/i/flow-module/greet", "arn:aws:connect:eu-west-2:1:instance/i/flow-module/greet:$LATEST"} {
		reaches(t, "hello | back | yes.", ends(invokeModule("start", id, "back"), speak("back", "back", "yes")), "greet", list(speak("start", "hello", "end"), endModule("end")))
	}
}

func TestAModuleHasFlowAttributesOfItsOwn(t *testing.T) {
	own := func(value, next string) string {
		return act("own", "UpdateFlowAttributes", `{"FlowAttributes":{"v":{"Value":"`+value+`"}}}`, next)
	}
	reaches(t, "inside , then theirs | back with mine | yes.", ends(
		act("start", "UpdateFlowAttributes", `{"FlowAttributes":{"v":{"Value":"mine"}}}`, "go"), invokeModule("go", "m", "back"),
		speak("back", "back with $.FlowAttributes.v", "yes")),
		"m", list(set("start", "w", "inside $.FlowAttributes.v", "own"), own("theirs", "tell"), speak("tell", "$.Attributes.w, then $.FlowAttributes.v", "end"), endModule("end")))
}

func TestModulesNestFiveDeep(t *testing.T) {
	nest := func(deep int) (flows []string) {
		for n := 1; n <= deep; n++ {
			next := "end"
			actions := []string{speak("start", fmt.Sprint(n), "go"), endModule("end"), act("failed", "MessageParticipant", `{"Text":"too deep"}`, "end")}
			if n < deep {
				actions = append(actions, invokeModule("go", fmt.Sprint("m", n+1), next))
			} else {
				actions = append(actions, endModule("go"))
			}
			flows = append(flows, fmt.Sprint("m", n), list(actions...))
		}
		return flows
	}
	reaches(t, "1 | 2 | 3 | 4 | 5 | yes.", ends(invokeModule("start", "m1", "yes")), nest(5)...)
	reaches(t, "1 | 2 | 3 | 4 | 5 | too deep | yes.", ends(invokeModule("start", "m1", "yes")), nest(6)...)
}

func TestAModuleThatInvokesItselfStops(t *testing.T) {
	reaches(t, "in | in | in | in | in | deep | yes.", ends(invokeModule("start", "m", "yes")),
		"m", list(speak("start", "in", "go"), act("go", "InvokeFlowModule", `{"FlowModuleId":"m"}`, "end", "!NoMatchingError > deep"), speak("deep", "deep", "end"), endModule("end")))
}

func TestAnUnknownModuleFails(t *testing.T) {
	reaches(t, "failed.", ends(invokeModule("start", "none", "yes")))
}

func TestAModuleThatHangsUpEndsTheCall(t *testing.T) {
	r := newRig(t, ends(invokeModule("start", "m", "yes")), "m", list(speak("start", "bye", "hang up"), hangUp))
	r.wants("hears", r.arrive().Script, "bye")
	if !r.c.Flow.Ended {
		t.Error("the flow goes on")
	}
}

func TestAModuleWaitsForKeysAndReturns(t *testing.T) {
	r := newRig(t, ends(invokeModule("start", "m", "back"), speak("back", "You keyed $.StoredCustomerInput.", "yes")),
		"m", list(act("start", "GetParticipantInput", `{"Text":"Code?","InputTimeLimitSeconds":"5","StoreInput":"True","InputValidation":{"CustomValidation":{"MaximumLength":"2"}}}`, "end", "!NoMatchingError > end"), endModule("end")))
	r.wants("hears", r.arrive().Script, "Code? | input")
	r.wants("then", r.press("42").Script, "You keyed 4 2. | yes.")
}

func TestEndFlowModuleExecutionOutsideAModuleEndsTheCall(t *testing.T) {
	reaches(t, "said", list(speak("start", "said", "end"), endModule("end")))
}

func TestEndFlowExecutionEndsTheCall(t *testing.T) {
	r := newRig(t, list(speak("start", "said", "end"), act("end", "EndFlowExecution", `{}`, "")))
	r.wants("hears", r.arrive().Script, "said")
	if !r.c.Flow.Ended || r.c.Caller.HangUp.IsZero() {
		t.Error("the caller would stay in a silent line")
	}
}
