package call

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

// pin is what the callers of these tests key.
const pin = "8642"

// keeps fails unless the record of the call holds the PIN, or does not, as wanted.
func (r *rig) keeps(when string, want bool) {
	r.t.Helper()
	record, err := json.Marshal(r.c)
	if err != nil {
		r.t.Fatal(err)
	}
	if got := strings.Contains(string(record), pin); got != want {
		r.t.Errorf("%s: the PIN is in the record: %v, want %v\n%s", when, got, want, record)
	}
}

// step is an action that goes on to the next whatever happens.
func step(id, kind, parameters, next string) string {
	return `{"Identifier":"` + id + `","Type":"` + kind + `","Parameters":{` + parameters + `},"Transitions":{"NextAction":"` + next +
		`","Errors":[{"NextAction":"` + next + `","ErrorType":"NoMatchingError"}]}}`
}

const (
	asksPIN = `"Text":"Your PIN.","StoreInput":"True","InputTimeLimitSeconds":"9","InputValidation":{"CustomValidation":{"MaximumLength":"4"}}`
	hangsUp = `,{"Identifier":"hang up","Type":"DisconnectParticipant","Parameters":{},"Transitions":{}}`
	waits   = `"TimeLimitSeconds":"30"`
)

func TestDigitsAreForgottenWhenTheFlowIsDoneWithThem(t *testing.T) {
	r := newRig(t, step("start", "GetParticipantInput", asksPIN, "first")+","+
		step("first", "Wait", waits, "compare")+","+
		step("compare", "MessageParticipant", `"Text":"You keyed $.StoredCustomerInput."`, "rest")+","+
		step("rest", "GetParticipantInput", `"Text":"Press 1.","InputTimeLimitSeconds":"9"`, "hang up")+hangsUp)
	r.arrive()
	r.press(pin)
	r.keeps("before it is read", true)
	r.pass(40 * time.Second)
	if r.c.Flow.Action != "rest" || r.c.Flow.Stored != "" {
		t.Errorf("at %q the flow still has %q", r.c.Flow.Action, r.c.Flow.Stored)
	}
	r.do(LegEnded{Leg: CallerLeg, Reason: Completed})
	r.keeps("after the call", false)
}

func TestWhatTheFlowSaidOfTheDigitsIsForgotten(t *testing.T) {
	r := newRig(t, step("start", "GetParticipantInput", asksPIN, "say")+","+
		step("say", "MessageParticipant", `"Text":"You keyed $.StoredCustomerInput: `+pin+`."`, "hang up")+hangsUp)
	r.arrive()
	r.press(pin)
	r.keeps("while it is said", true)
	r.do(LegEnded{Leg: CallerLeg, Reason: Completed})
	r.keeps("after the call", false)
}

func TestDigitsInAttributesAreForgottenAtTheEnd(t *testing.T) {
	r := newRig(t, step("start", "GetParticipantInput", asksPIN, "keep")+","+
		step("keep", "UpdateContactAttributes", `"Attributes":{"pin":"$.StoredCustomerInput","kept":"yes"}`, "copy")+","+
		step("copy", "UpdateContactAttributes", `"Attributes":{"again":"PIN $.Attributes.pin"}`, "own")+","+
		step("own", "UpdateFlowAttributes", `"FlowAttributes":{"pin":{"Value":"$.StoredCustomerInput"}}`, "rest")+","+
		step("rest", "Wait", waits, "hang up")+hangsUp)
	r.arrive()
	r.press(pin)
	r.keeps("while the flow goes on", true)
	r.do(LegEnded{Leg: CallerLeg, Reason: Completed})
	r.keeps("after the call", false)
	if r.c.Flow.Attributes["kept"] != "yes" {
		t.Errorf("other attributes are gone: %v", r.c.Flow.Attributes)
	}
}

func TestHalfAPINIsForgotten(t *testing.T) {
	r := newRig(t, step("start", "GetParticipantInput", strings.Replace(asksPIN, `"4"`, `"30"`, 1), "hang up")+hangsUp)
	r.arrive()
	r.press(strings.Repeat(pin, 5))
	r.keeps("while more keys are asked for", true)
	r.do(LegEnded{Leg: CallerLeg, Reason: Completed})
	r.keeps("after the call", false)
}
