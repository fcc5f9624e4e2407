package call

import (
	"strings"
	"testing"
	"time"

	"ringdown/shared/alert"
)

func callsBack(queue string) string {
	return `{"Identifier":"start","Type":"UpdateContactAttributes","Parameters":{"Attributes":{"keyed":"NUMBER"}},"Transitions":{"NextAction":"note"}},
		{"Identifier":"note","Type":"UpdateContactCallbackNumber","Parameters":{"CallbackNumber":"$.Attributes.keyed"},"Transitions":{"NextAction":"create",
		"Errors":[{"ErrorType":"InvalidCallbackNumber","NextAction":"invalid"},{"ErrorType":"CallbackNumberNotDialable","NextAction":"refused"}]}},
		{"Identifier":"create","Type":"CreateCallbackContact","Parameters":{` + queue + `},"Transitions":{"NextAction":"done","Errors":[{"ErrorType":"NoMatchingError","NextAction":"error"}]}},` +
		say("done") + "," + say("invalid") + "," + say("refused") + "," + say("error") + "," + hangUp
}

func TestCallbackIsAskedFor(t *testing.T) {
	r := newRig(t, strings.Replace(callsBack(`"QueueId":"billing","InitialCallDelaySeconds":"30"`), "NUMBER", "+14155550188", 1))
	r.wants("the caller", r.arrive().Script, "done.")
	if len(r.c.Alerts) != 1 || r.c.Alerts[0].Kind != alert.Callback || r.c.Alerts[0].Team != "billing" || r.c.Alerts[0].Number != "+14155550188" {
		t.Fatalf("alerts %+v", r.c.Alerts)
	}
	raised, ok := Raise(r.c, alert.IDOf(r.c.ID, "1"), r.plan, r.now, func(time.Time) string { return "https://x.example" })
	if !ok || raised.Notice.Subject() != "Please call back +14155550188, who called Acme support" {
		t.Errorf("the team reads %q", raised.Notice.Subject())
	}
	r.do(LegEnded{Leg: CallerLeg})
	if len(r.c.Alerts) != 1 {
		t.Error("told twice: once as a callback, once as a missed call")
	}
}

func TestCallbackErrors(t *testing.T) {
	for name, tt := range map[string]struct{ number, queue, want string }{
		"no number":         {"12", ``, "invalid."},
		"a premium number":  {"+19005550177", ``, "refused."},
		"no such queue":     {"+14155550188", `"QueueId":"nothing"`, "error."},
		"the line's team":   {"+14155550188", ``, "done."},
		"to one user alone": {"+14155550188", `"AgentId":"ben"`, "done."},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, strings.Replace(callsBack(tt.queue), "NUMBER", tt.number, 1))
			r.wants("the caller", r.arrive().Script, tt.want)
			if tt.want == "done." && r.c.Alerts[0].Team != "support" {
				t.Errorf("told to %q", r.c.Alerts[0].Team)
			}
		})
	}
}

func TestCallbackToAWithheldNumber(t *testing.T) {
	r := newRig(t, callsBack(""))
	r.plan.Flow.StartAction = "create"
	r.wants("the caller", r.do(CallArrived{Leg: "leg", To: "+14155550100"}).Script, "error.")
	r = newRig(t, callsBack(""))
	r.plan.Flow.StartAction = "create"
	r.arrive()
	if len(r.c.Alerts) != 1 || r.c.Alerts[0].Number != "+14155550199" {
		t.Errorf("without a number of its own it is the caller's: %+v", r.c.Alerts)
	}
}
