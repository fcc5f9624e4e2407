package call

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"
	"time"

	"ringdown/shared/ncco"
	"ringdown/shared/play"
)

const lookUp = "arn:aws:lambda:eu-west-2:111122223333:function:look-up"

func asks(parameters string) string {
	return `{"Identifier":"start","Type":"MessageParticipant","Parameters":{"Text":"One moment please."},"Transitions":{"NextAction":"ask"}},
		{"Identifier":"ask","Type":"InvokeLambdaFunction","Parameters":{"LambdaFunctionARN":"` + lookUp + `","InvocationTimeLimitSeconds":"3"` + parameters + `},
		"Transitions":{"NextAction":"after","Errors":[{"ErrorType":"NoMatchingError","NextAction":"error"}]}},
		{"Identifier":"after","Type":"MessageParticipant","Parameters":{"Text":"Hello $.External.name, of $.External.firm.city."},"Transitions":{"NextAction":"hang up"}},` +
		say("error") + "," + hangUp
}

func functionRig(t *testing.T, actions string) *rig {
	r := newRig(t, actions)
	r.plan.LambdaARNs = []string{lookUp}
	return r
}

// ask performs the order, and gives the request.
func (r *rig) ask() play.Request {
	r.t.Helper()
	for _, o := range Orders(r.c) {
		if o, ok := o.(InvokeFunction); ok {
			i, ok := RequestOf(r.c, o.Invocation, r.plan)
			if !ok {
				r.t.Fatal("a function is owed, and not to be asked")
			}
			r.do(FunctionAsked{Invocation: o.Invocation})
			if _, again := RequestOf(r.c, o.Invocation, r.plan); again {
				r.t.Fatal("a function that is being asked would be asked again")
			}
			return i
		}
	}
	r.t.Fatal("no function is to be asked")
	return play.Request{}
}

func (r *rig) answer(answer string) Reply {
	r.t.Helper()
	return r.do(FunctionAnswered{Invocation: "1", Answer: []byte(answer)})
}

func TestFunctionAnswersWhileTheCallerWaits(t *testing.T) {
	r := functionRig(t, asks(`,"LambdaInvocationAttributes":{"number":"$.CustomerEndpoint.Address"},"ResponseValidation":{"ResponseType":"JSON"}`))
	r.wants("the caller", r.arrive().Script, "One moment please. | wait 0.5 | notify")
	i := r.ask()
	if i.ARN != lookUp || i.Limit != 3*time.Second || i.Async {
		t.Errorf("asked %+v", i)
	}
	var request struct {
		Name    string
		Details struct {
			ContactData struct {
				Channel, ContactId, InitiationMethod string
				CustomerEndpoint, SystemEndpoint     struct{ Address, Type string }
				Attributes                           map[string]string
				Queue                                *struct{ Name string }
			}
			Parameters map[string]string
		}
	}
	if err := json.Unmarshal(i.Payload, &request); err != nil {
		t.Fatal(err)
	}
	d := request.Details
	if request.Name != "ContactFlowEvent" || d.Parameters["number"] != "+14155550199" || d.ContactData.ContactId != r.c.ID || d.ContactData.Attributes == nil ||
		d.ContactData.CustomerEndpoint.Address != "+14155550199" || d.ContactData.SystemEndpoint.Address != "+14155550100" || d.ContactData.Queue != nil {
		t.Errorf("request %s", i.Payload)
	}
	r.now = r.now.Add(2 * time.Second)
	r.wants("not there yet", r.spoken().Script, "wait 1 | notify")
	if reply := r.answer(`{"name":"Zoe", "firm":{"city":"Ulm"}}`); !reply.Unchanged() || r.moved() != nil {
		t.Error("the answer cuts what is being said")
	}
	r.wants("the caller comes for it", r.spoken().Script, "Hello Zoe, of Ulm.")
	if len(r.c.Flow.Invocations) != 0 {
		t.Errorf("still kept: %+v", r.c.Flow.Invocations)
	}
}

func TestFunctionErrors(t *testing.T) {
	tests := map[string]struct {
		parameters, answer, want string
	}{
		"flat":                    {``, `{"name":"Zoe","n":3,"ok":true}`, "Hello Zoe, of ."},
		"nothing":                 {``, `null`, "Hello , of ."},
		"empty":                   {``, ``, "Hello , of ."},
		"nested, flat was wanted": {``, `{"name":{"first":"Zoe"}}`, "error."},
		"a list":                  {`,"ResponseValidation":{"ResponseType":"JSON"}`, `["Zoe"]`, "error."},
		"no JSON":                 {``, `Zoe`, "error."},
		"too much to keep":        {``, `{"name":"` + strings.Repeat("z", 4096) + `"}`, "error."},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := functionRig(t, asks(tt.parameters))
			r.arrive()
			r.ask()
			r.answer(tt.answer)
			r.wants("the caller", r.spoken().Script, tt.want)
			if (r.c.Flow.Reason != "") != (tt.want == "error.") {
				t.Errorf("reason %q", r.c.Flow.Reason)
			}
		})
	}
}

// A queue may hand the order out twice, and then a function answers twice.
func TestTheFirstAnswerOfAFunctionCounts(t *testing.T) {
	r := functionRig(t, asks(""))
	r.arrive()
	r.ask()
	r.answer(`{"name":"Zoe"}`)
	r.answer(`{"name":"Max"}`)
	r.wants("the caller", r.spoken().Script, "Hello Zoe, of .")
}

func TestFunctionFails(t *testing.T) {
	r := functionRig(t, asks(""))
	r.arrive()
	r.ask()
	r.do(FunctionAnswered{Invocation: "1", Failed: "it is throttled"})
	r.wants("the caller", r.spoken().Script, "error.")
	if !strings.Contains(r.c.Flow.Reason, "throttled") {
		t.Errorf("reason %q", r.c.Flow.Reason)
	}
}

func TestFunctionIsLate(t *testing.T) {
	r := functionRig(t, asks(""))
	r.arrive()
	r.ask()
	r.now = r.now.Add(time.Second)
	for _, want := range []string{"wait 1 | notify", "wait 1 | notify", "wait 1 | notify", "One moment, please. | notify", "error."} {
		r.now = r.now.Add(time.Second)
		r.wants("the caller", r.spoken().Script, want)
	}
	if r.answer(`{"name":"Zoe"}`); r.c.Flow.External != "" {
		t.Error("an answer that came too late is kept")
	}
}

// A flow may ask again and again until something is ready; to the caller that is one silence.
func TestFunctionsInARowAreOneSilence(t *testing.T) {
	r := functionRig(t, `{"Identifier":"start","Type":"InvokeLambdaFunction","Parameters":{"LambdaFunctionARN":"`+lookUp+`","InvocationTimeLimitSeconds":"3"},
		"Transitions":{"NextAction":"ready","Errors":[{"ErrorType":"NoMatchingError","NextAction":"error"}]}},
		{"Identifier":"ready","Type":"Compare","Parameters":{"ComparisonValue":"$.External.ready"},"Transitions":{"NextAction":"start","Conditions":[{"NextAction":"key","Condition":{"Operator":"Equals","Operands":["yes"]}}],"Errors":[{"ErrorType":"NoMatchingCondition","NextAction":"start"}]}},
		{"Identifier":"key","Type":"GetParticipantInput","Parameters":{"Text":"Press 1.","InputTimeLimitSeconds":"5"},"Transitions":{"NextAction":"start","Conditions":[{"NextAction":"start","Condition":{"Operator":"Equals","Operands":["1"]}}],"Errors":[{"ErrorType":"InputTimeLimitExceeded","NextAction":"start"},{"ErrorType":"NoMatchingCondition","NextAction":"start"},{"ErrorType":"NoMatchingError","NextAction":"start"}]}},`+say("error")+","+hangUp)
	r.wants("at first", r.arrive().Script, "wait 0.5 | notify")
	n := 0
	answers := func(answer string) ncco.Script {
		n++
		r.ask()
		r.do(FunctionAnswered{Invocation: strconv.Itoa(n), Answer: []byte(answer)})
		r.now = r.now.Add(time.Second)
		return r.spoken().Script
	}
	for range 2 {
		for range 3 {
			r.wants("then", answers(`{}`), "wait 0.5 | notify")
		}
		r.wants("before the line seems dead", answers(`{}`), "One moment, please. | notify")
		r.now = r.now.Add(1500 * time.Millisecond) // it is being spoken
	}
	r.wants("at last", answers(`{"ready":"yes"}`), "Press 1. | input")
	r.now = r.now.Add(10 * time.Second)
	r.wants("after a key the silence begins anew", r.press("1").Script, "wait 0.5 | notify")
}

func TestFunctionWhoseNoticeIsLost(t *testing.T) {
	r := functionRig(t, asks(""))
	r.arrive()
	r.ask()
	r.answer(`{"name":"Zoe"}`)
	r.pass(time.Minute)
	r.wants("the caller is moved on", r.moved(), "Hello Zoe, of .")
}

func TestFunctionThatIsNotAllowed(t *testing.T) {
	r := newRig(t, asks(""))
	r.plan.LambdaARNs = []string{lookUp + "-other"}
	r.wants("the caller", r.arrive().Script, "One moment please. | error.")
	r = newRig(t, strings.Replace(asks(""), lookUp, lookUp+":live", 1))
	r.plan.LambdaARNs = []string{lookUp}
	r.wants("a version of an allowed one", r.arrive().Script, "One moment please. | wait 0.5 | notify")
}

func TestFunctionWithoutAnAnswer(t *testing.T) {
	r := functionRig(t, asks(`,"InvocationType":"ASYNCHRONOUS","LambdaInvocationAttributes":{"to":"$.Attributes.callerSpoken"}`))
	r.wants("the flow goes on at once", r.arrive().Script, "One moment please. | Hello , of .")
	if i := r.ask(); !i.Async || !strings.Contains(string(i.Payload), "1 4 1 5") {
		t.Errorf("asked %+v", i)
	}
	if len(r.c.Flow.Invocations) != 0 {
		t.Error("kept although nobody waits for it")
	}
}

func TestFunctionsAreBounded(t *testing.T) {
	r := functionRig(t, `{"Identifier":"start","Type":"InvokeLambdaFunction","Parameters":{"LambdaFunctionARN":"`+lookUp+`","InvocationTimeLimitSeconds":"3","InvocationType":"ASYNCHRONOUS"},
		"Transitions":{"NextAction":"start","Errors":[{"ErrorType":"NoMatchingError","NextAction":"error"}]}},`+say("error")+","+hangUp)
	r.wants("the caller", r.arrive().Script, "error.")
	if len(r.c.Flow.Invocations) != 5 {
		t.Errorf("%d functions wait to be asked", len(r.c.Flow.Invocations))
	}
}

// A new question takes the old answer away: a flow must not act on the caller before.
func TestAnswerIsOverwritten(t *testing.T) {
	again := `{"Identifier":"again","Type":"InvokeLambdaFunction","Parameters":{"LambdaFunctionARN":"` + lookUp + `","InvocationTimeLimitSeconds":"3"},
		"Transitions":{"NextAction":"after","Errors":[{"ErrorType":"NoMatchingError","NextAction":"after"}]}},`
	r := functionRig(t, again+strings.Replace(asks(""), `"NextAction":"after"`, `"NextAction":"again"`, 1))
	r.plan.Flow.StartAction = "start"
	r.arrive()
	r.ask()
	r.answer(`{"name":"Zoe"}`)
	r.wants("the second question", r.spoken().Script, "wait 0.5 | notify")
	r.ask()
	r.do(FunctionAnswered{Invocation: "2", Failed: "it failed"})
	r.wants("the caller", r.spoken().Script, "Hello , of .")
}

// The caller leaves: a function that was to be asked is asked all the same, and the call
// is over. After a message the flow goes on to whatever tells people of it.
func TestCallerLeavesWhileAFunctionIsAsked(t *testing.T) {
	r := functionRig(t, asks(""))
	r.arrive()
	r.do(LegEnded{Leg: CallerLeg})
	if r.c.EndedAt.IsZero() {
		t.Error("the call does not end")
	}
	r.ask()
	for _, o := range Orders(r.c) {
		if _, owed := o.(InvokeFunction); owed {
			t.Error("asked, and still owed")
		}
	}

	r = functionRig(t, `{"Identifier":"start","Type":"RecordParticipantMessage","Parameters":{"Text":"Speak."},"Transitions":{"NextAction":"ask"}},
		{"Identifier":"ask","Type":"InvokeLambdaFunction","Parameters":{"LambdaFunctionARN":"`+lookUp+`","InvocationTimeLimitSeconds":"3"},
		"Transitions":{"NextAction":"alert","Errors":[{"ErrorType":"NoMatchingError","NextAction":"alert"}]}},
		{"Identifier":"alert","Type":"CreateTask","Parameters":{"ContactFlowId":"alert-voicemail","Name":"$.External.name"},"Transitions":{"NextAction":"hang up","Errors":[{"ErrorType":"NoMatchingError","NextAction":"hang up"}]}},`+hangUp)
	r.arrive()
	r.do(LegEnded{Leg: CallerLeg})
	r.do(MessageRecorded{Recording: "rec", Bytes: 20000, Seconds: 5})
	r.ask()
	r.answer(`{"name":"Zoe"}`)
	if len(r.c.Alerts) != 1 || r.c.Alerts[0].Title != "Zoe" || r.c.Outcome != VoicemailLeft {
		t.Errorf("alerts %+v, outcome %s", r.c.Alerts, r.c.Outcome)
	}
}

// Nobody answers the call that has no caller: it must end all the same.
func TestFunctionOfACallWithoutACallerIsLate(t *testing.T) {
	r := functionRig(t, `{"Identifier":"start","Type":"RecordParticipantMessage","Parameters":{"Text":"Speak."},"Transitions":{"NextAction":"ask"}},
		{"Identifier":"ask","Type":"InvokeLambdaFunction","Parameters":{"LambdaFunctionARN":"`+lookUp+`","InvocationTimeLimitSeconds":"3"},
		"Transitions":{"NextAction":"hang up","Errors":[{"ErrorType":"NoMatchingError","NextAction":"hang up"}]}},`+hangUp)
	r.arrive()
	r.do(LegEnded{Leg: CallerLeg})
	r.do(MessageRecorded{Recording: "rec", Bytes: 20000, Seconds: 5})
	r.ask()
	r.pass(time.Minute)
	if r.c.EndedAt.IsZero() || !r.c.Deadline.IsZero() && len(r.c.Flow.Invocations) > 0 {
		t.Errorf("ended %v, deadline %v, %+v", r.c.EndedAt, r.c.Deadline, r.c.Flow.Invocations)
	}
}
