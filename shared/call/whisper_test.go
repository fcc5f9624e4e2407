package call

import "testing"

const whisperArn = "arn:aws:lambda:eu-west-2:111122223333:function:who"

// whispering asks one function after the other, keeps an answer as an attribute and says both.
const whispering = `{"Identifier":"start","Type":"InvokeLambdaFunction","Parameters":{"LambdaFunctionARN":"` + whisperArn + `","InvocationTimeLimitSeconds":"3"},
	"Transitions":{"NextAction":"keep","Errors":[{"ErrorType":"NoMatchingError","NextAction":"unknown"}]}},
	{"Identifier":"keep","Type":"UpdateContactAttributes","Parameters":{"Attributes":{"who":"$.External.name"}},"Transitions":{"NextAction":"second","Errors":[{"ErrorType":"NoMatchingError","NextAction":"end"}]}},
	{"Identifier":"second","Type":"InvokeLambdaFunction","Parameters":{"LambdaFunctionARN":"` + whisperArn + `","InvocationTimeLimitSeconds":"3","LambdaInvocationAttributes":{"of":"$.Attributes.who"}},
	"Transitions":{"NextAction":"both","Errors":[{"ErrorType":"NoMatchingError","NextAction":"one"}]}},
	{"Identifier":"both","Type":"MessageParticipant","Parameters":{"Text":"$.Attributes.who, $.External.city."},"Transitions":{"NextAction":"end"}},
	{"Identifier":"one","Type":"MessageParticipant","Parameters":{"Text":"$.Attributes.who."},"Transitions":{"NextAction":"end"}},
	{"Identifier":"unknown","Type":"MessageParticipant","Parameters":{"Text":"Nobody knows."},"Transitions":{"NextAction":"end"}},
	{"Identifier":"end","Type":"EndFlowExecution","Parameters":{},"Transitions":{}}`

func TestWhispersAskFunctionsWhilePhonesRing(t *testing.T) {
	answer := func(r *rig, id, json string) {
		r.do(FunctionAsked{Invocation: id})
		r.do(FunctionAnswered{Invocation: id, Answer: []byte(json)})
	}
	for name, c := range map[string]struct {
		before func(*rig)
		want   string
	}{
		"both answered":      {func(r *rig) { answer(r, "1", `{"name":"Kim"}`); answer(r, "2", `{"city":"Oslo"}`) }, "Kim, Oslo."},
		"the second has not": {func(r *rig) { answer(r, "1", `{"name":"Kim"}`) }, "Kim."},
		"neither has":        {func(r *rig) {}, "Nobody knows."},
		"it failed": {func(r *rig) {
			r.do(FunctionAsked{Invocation: "1"})
			r.do(FunctionAnswered{Invocation: "1", Failed: "x"})
		}, "Nobody knows."},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, queueFlow(supportQueue, "AgentWhisper", "whisper"), "whisper", whispering)
			r.plan.LambdaARNs = []string{whisperArn}
			r.wants("the caller", r.arrive().Script, "conversation")
			c.before(r)
			r.dial("1")
			r.wants("the responder", r.accept("1").Script, "Connecting you. | "+c.want+" | conversation")
			if who := r.c.Flow.Attributes["who"]; (c.want == "Nobody knows.") != (who == "") {
				t.Errorf("the whisper set who to %q", who)
			}
			r.talk("1")
			r.do(LegEnded{Leg: "1", Reason: Completed})
			if len(r.c.Flow.Invocations) != 0 {
				t.Errorf("kept after the talk: %+v", r.c.Flow.Invocations)
			}
		})
	}
}
