package call

import (
	"strings"
	"testing"
	"time"

	"ringdown/shared/alert"
)

func taskOf(parameters string) string {
	return ends(act("start", "CreateTask", parameters, "yes", "!NoMatchingError > failed"))
}

// raised is the RaiseAlert the call owes; false for none.
func (r *rig) raised() (RaiseAlert, bool) {
	for _, o := range Orders(r.c) {
		if a, ok := o.(RaiseAlert); ok {
			return a, true
		}
	}
	return RaiseAlert{}, false
}

func TestCreateTaskRaisesAnAlert(t *testing.T) {
	for _, c := range []struct {
		name, parameters, title string
		kind                    alert.Kind
		after                   time.Duration
	}{
		{"of a call", `{"ContactFlowId":"alert-call","Name":"Call from $.CustomerEndpoint.Address"}`, "Call from +14155550199", alert.Call, 0},
		{"of a message", `{"ContactFlowId":"alert-voicemail","Name":"Message"}`, "Message", alert.Voicemail, 0},
		{"of a message, by an ARN", `{"ContactFlowId":"arn:aws:connect:eu-west-2:1:instance/i/contact-flow/alert-policy-voicemail","Name":"Message"}`, "Message", alert.Voicemail, 0},
		{"of a message, by its reference", `{"Name":"Message","References":{"Audio":{"Value":"$.Recording.Url","Type":"URL"}}}`, "Message", alert.Voicemail, 0},
		{"with more to read", `{"Name":"Call","Description":"Look it up","References":{"Runbook":{"Value":"https://wiki.example.com/7","Type":"URL"},"Ticket":"T-1","Empty":"$.Attributes.none"}}`,
			"Call - Look it up - Runbook: https://wiki.example.com/7 - Ticket: T-1", alert.Call, 0},
		{"later", `{"Name":"Call","DelaySeconds":"600"}`, "Call", alert.Call, 10 * time.Minute},
		{"at a time", `{"Name":"Call","ScheduledTime":"2026-03-02T04:14:00+01:00"}`, "Call", alert.Call, time.Hour},
		{"shortened", `{"Name":"` + strings.Repeat("x", 400) + `"}`, strings.Repeat("x", 299) + "…", alert.Call, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newRig(t, taskOf(c.parameters))
			r.wants("hears", r.arrive().Script, "yes.")
			if len(r.c.Alerts) != 1 {
				t.Fatalf("%d alerts", len(r.c.Alerts))
			}
			if a := r.c.Alerts[0]; a.Title != c.title || a.Kind != c.kind || a.Team != "support" {
				t.Errorf("got %+v", a)
			}
			order, ok := r.raised()
			if want := r.now.Add(c.after); !ok || c.after > 0 && !order.Due().Equal(want) || c.after == 0 && order.Due().After(r.now) {
				t.Errorf("owed %+v, %v; want it %v later", order, ok, c.after)
			}
		})
	}
}

func TestCreateTaskFails(t *testing.T) {
	reaches(t, "failed.", taskOf(`{"Name":"x","ScheduledTime":"tomorrow"}`))
	reaches(t, "failed.", taskOf(`{"Name":"x","ScheduledTime":"2036-03-02T04:14:00Z"}`))
	r := newRig(t, ends(act("start", "CreateTask", `{"Name":"x"}`, "start", "!NoMatchingError > failed")))
	r.wants("after too many", r.arrive().Script, "failed.")
	if len(r.c.Alerts) != alertsMax {
		t.Errorf("%d alerts", len(r.c.Alerts))
	}
}

func TestTheLastTaskIsReadBack(t *testing.T) {
	reaches(t, NewID("leg")+"-1 | yes.", ends(act("start", "CreateTask", `{"Name":"x"}`, "tell"), speak("tell", "$.Task.ContactId", "yes")))
}
