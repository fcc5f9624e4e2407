package readout

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"ringdown/infra/desktest"
	"ringdown/shared/alert"
	"ringdown/shared/call"
	"ringdown/shared/ncco"
	"ringdown/shared/pager"
	"ringdown/shared/port"
)

// ringing is a desk on which a missed call has rung the phone of who is on call: notification 2.
func ringing(t *testing.T) (*desktest.Desk, string) {
	t.Helper()
	d := desktest.New(t)
	plan := desktest.Plans(t)[0]
	u, team := plan.Users["ana"], plan.Teams["support"]
	u.Contacts = []alert.Contact{{Kind: alert.Voice, Address: string(u.Phones[0].Number)}}
	team.Emails = nil
	plan.Users["ana"], plan.Teams["support"], plan.Version = u, team, 2
	if err := d.Dialplans.Publish(t.Context(), plan); err != nil {
		t.Fatal(err)
	}
	id := d.Arrive()
	d.Time = d.Time.Add(10 * time.Second)
	if err := d.Note(t.Context(), id, call.LegEnded{Leg: call.CallerLeg, Reason: call.Completed}); err != nil {
		t.Fatal(err)
	}
	work(t, d)
	return d, alert.IDOf(id, "1")
}

// work hands out what is due in all queues until they are at rest.
func work(t *testing.T, d *desktest.Desk) {
	t.Helper()
	for range 10 {
		d.Work()
		for _, m := range d.Queue.Receive(port.AlertsQueue, 10) {
			var e port.Envelope
			if err := json.Unmarshal([]byte(m.Body), &e); err != nil {
				t.Fatal(err)
			}
			d.Queue.Done(m.ID)
			if err := d.Pager.Act(t.Context(), e); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func load(t *testing.T, d *desktest.Desk, id string) (alert.Alert, alert.Notification) {
	t.Helper()
	a, err := d.Pager.Alerts.Load(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	n, ok := a.Notification("2")
	if !ok {
		t.Fatalf("nobody was told by phone: %+v", a.Notifications)
	}
	return a, n
}

func send(t *testing.T, d *desktest.Desk, kind, id, body string) (int, string) {
	t.Helper()
	r := d.Webhook(body, ncco.Callback{Kind: kind, Call: id, Leg: "2", Epoch: 1})
	r.RouteKey = "POST /voice/" + kind + "/{call}/{token}"
	w, err := New(d.Edge, d.Pager)(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	return w.StatusCode, w.Body
}

const key = `{"dtmf":{"digits":"KEY","timed_out":false},"uuid":"out-2","conversation_uuid":"CON-2"}`

func press(t *testing.T, d *desktest.Desk, id, digit string) (int, string) {
	t.Helper()
	return send(t, d, pager.KeyCallback, id, strings.Replace(key, "KEY", digit, 1))
}

func TestThePhoneRingsInItsTurnAmongTheDials(t *testing.T) {
	d, id := ringing(t)
	if _, n := load(t, d, id); n.State != alert.Ringing || n.Provider != "out-2" {
		t.Errorf("the phone is %+v", n)
	}
	if dials := slices.DeleteFunc(slices.Clone(d.Phones.Asked), func(s string) bool { return s != "dial 2" }); len(dials) != 1 {
		t.Errorf("asked %v, want one dial of the notification", d.Phones.Asked)
	}
}

func TestKeys(t *testing.T) {
	for _, c := range []struct {
		key    string
		says   string
		status alert.Status
	}{
		{"4", "You have acknowledged", alert.StatusAcknowledged},
		{"6", "goes on to the next", alert.StatusOpen},
		{"*", "To acknowledge, press 4", alert.StatusOpen},
		{"1", "To acknowledge, press 4", alert.StatusOpen}, // nobody has left a message
	} {
		d, id := ringing(t)
		for range 2 { // the provider repeats what it got no answer to
			if code, reply := press(t, d, id, c.key); code != http.StatusOK || !strings.Contains(reply, c.says) {
				t.Errorf("%s: got %d %s, want %q", c.key, code, reply, c.says)
			}
		}
		a, n := load(t, d, id)
		if a.Status() != c.status || n.State != alert.Sent || len(a.Escalation.Begun) != 1 {
			t.Errorf("%s: the alert is %s, the phone %s, %d steps have begun", c.key, a.Status(), n.State, len(a.Escalation.Begun))
		}
	}
}

func TestSilenceGoesOn(t *testing.T) {
	d, id := ringing(t)
	if code, reply := press(t, d, id, ""); code != http.StatusNoContent || reply != "" {
		t.Errorf("got %d %s, want nothing: the script goes on by itself", code, reply)
	}
}

func TestWhoIsTooLateHearsWhoHasIt(t *testing.T) {
	d, id := ringing(t)
	if _, err := d.Pager.Do(t.Context(), id, alert.Acknowledged{By: alert.Who{ID: "ben", Name: "Ben Okafor"}, How: alert.ByLink}); err != nil {
		t.Fatal(err)
	}
	if _, reply := press(t, d, id, "4"); !strings.Contains(reply, "Ben Okafor sees to it.") {
		t.Errorf("got %s", reply)
	}
}

func TestStatuses(t *testing.T) {
	for body, want := range map[string]alert.Notification{
		`{"status":"ringing","uuid":"out-2"}`:                                           {State: alert.Ringing},
		`{"status":"answered","uuid":"out-2"}`:                                          {State: alert.Sent},
		`{"status":"completed","uuid":"out-2"}`:                                         {State: alert.Sent, Reason: "no key"},
		`{"status":"busy","uuid":"out-2"}`:                                              {State: alert.Failed, Reason: "busy"},
		`{"status":"timeout","uuid":"out-2"}`:                                           {State: alert.Failed, Reason: "unanswered"},
		`{"status":"failed","uuid":"out-2","detail":"cannot_route"}`:                    {State: alert.Failed, Reason: "no such number"},
		`{"status":"of the future","uuid":"out-2"}`:                                     {State: alert.Ringing},
		`{"reason":"Syntax error in NCCO. Invalid value.","conversation_uuid":"CON-2"}`: {State: alert.Ringing},
	} {
		d, id := ringing(t)
		if code, _ := send(t, d, pager.PhoneCallback, id, body); code != http.StatusNoContent {
			t.Errorf("%s: got %d", body, code)
		}
		if _, n := load(t, d, id); n.State != want.State || n.Reason != want.Reason {
			t.Errorf("%s: the phone is %s %q, want %s %q", body, n.State, n.Reason, want.State, want.Reason)
		}
	}
}

func TestAForgedKeyChangesNothing(t *testing.T) {
	d, id := ringing(t)
	r := d.Webhook(strings.Replace(key, "KEY", "4", 1), ncco.Callback{Kind: pager.KeyCallback, Call: id, Leg: "3", Epoch: 1})
	r.RouteKey, r.PathParameters["call"] = "POST /voice/readoutkey/{call}/{token}", id+"x"
	if w, err := New(d.Edge, d.Pager)(t.Context(), r); err != nil || w.StatusCode != http.StatusUnauthorized {
		t.Errorf("got %d, %v", w.StatusCode, err)
	}
	if a, _ := load(t, d, id); a.Status() != alert.StatusOpen {
		t.Errorf("the alert is %s", a.Status())
	}
}
