package respond

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"ringdown/infra/desktest"
	"ringdown/shared/access"
	"ringdown/shared/activity"
	"ringdown/shared/alert"
	"ringdown/shared/api"
	"ringdown/shared/call"
	"ringdown/shared/port"
)

// place is a desk on which an alert of a missed call has told ana; whoever asks writes name and role as
// their token.
type place struct {
	*desktest.Desk
	t     *testing.T
	alert string
	serve Handler
}

func told(t *testing.T) *place {
	t.Helper()
	p := &place{Desk: desktest.New(t), t: t}
	p.serve = New(api.Gate{
		Prove: func(_ context.Context, authorization string) (access.Principal, error) {
			name, role, _ := strings.Cut(strings.TrimPrefix(authorization, "Bearer "), " ")
			who := access.Principal{Subject: "sub-" + name, Name: name, Roles: []access.Role{access.Role(role)}}
			if name == "machine" {
				who.Client = "m1"
			}
			return who, nil
		},
		Take: func(access.Principal) (int, error) { return 0, nil }, Now: p.Pager.Now, Log: slog.New(slog.DiscardHandler),
	}, p.Pager, p.Pager.Addresses)
	plan := desktest.Plans(t)[0]
	ana := plan.Users["ana"]
	ana.Contacts = []alert.Contact{{Kind: alert.Text, Address: "+14155550101"}}
	plan.Users["ana"], plan.Version = ana, 2
	if err := p.Dialplans.Publish(t.Context(), plan); err != nil {
		t.Fatal(err)
	}
	id := p.Arrive()
	p.Time = p.Time.Add(10 * time.Second)
	if err := p.Note(t.Context(), id, call.LegEnded{Leg: call.CallerLeg, Reason: call.Completed}); err != nil {
		t.Fatal(err)
	}
	p.Work()
	p.alert = p.page()
	return p
}

// page performs what is in the alerts queue, and gives the alert it was about.
func (p *place) page() (id string) {
	p.t.Helper()
	for _, m := range p.Queue.Receive(port.AlertsQueue, 10) {
		var e port.Envelope
		if err := json.Unmarshal([]byte(m.Body), &e); err != nil {
			p.t.Fatal(err)
		}
		if err := p.Pager.Act(p.t.Context(), e); err != nil {
			p.t.Fatal(err)
		}
		id = e.Alert
	}
	return id
}

// ask sends a request for an alert.
func (p *place) ask(who, id, word string) (int, activity.Standing, string) {
	p.t.Helper()
	e := events.APIGatewayV2HTTPRequest{RawPath: "/api/v1/alerts/" + id + "/" + word, Headers: map[string]string{"authorization": "Bearer " + who}}
	e.RequestContext.HTTP.Method = http.MethodPost
	w, err := p.serve(p.t.Context(), e)
	if err != nil {
		p.t.Fatal(err)
	}
	var s activity.Standing
	if err := json.Unmarshal([]byte(w.Body), &s); w.StatusCode == http.StatusOK && err != nil {
		p.t.Fatalf("%d %s: %v", w.StatusCode, w.Body, err)
	}
	return w.StatusCode, s, w.Body
}

func TestWhoAcknowledgesReadsWhoHasIt(t *testing.T) {
	p := told(t)
	for _, who := range []string{"ANA responder", "ana responder", "eve editor"} {
		code, s, body := p.ask(who, p.alert, "acknowledge")
		if code != http.StatusOK || s.Status != alert.StatusAcknowledged || s.Acknowledged == nil || s.Acknowledged.ID != "ana" || s.Acknowledged.By != "Ana Lopez" || s.Acknowledged.How != alert.ByAPI {
			t.Fatalf("%s: %d %s", who, code, body)
		}
	}
	a, err := p.Pager.Alerts.Load(t.Context(), p.alert)
	if err != nil || len(a.History) != 3 { // raised, step, acknowledged
		t.Errorf("the history is %+v, %v", a.History, err)
	}
	sent := len(p.Outbox.Posted())
	p.Time = p.Time.Add(time.Hour)
	if _, err := p.Pager.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	p.page()
	for _, posted := range p.Outbox.Posted()[sent:] {
		if posted.To.Why != alert.WhyStatus {
			t.Errorf("somebody is told after it was acknowledged: %+v", posted.To)
		}
	}
}

func TestWhatIsPassedOnComesToTheNextStep(t *testing.T) {
	p := told(t)
	sent := len(p.Outbox.Posted())
	if code, s, body := p.ask("ana responder", p.alert, "pass-on"); code != http.StatusOK || s.Status != alert.StatusOpen || s.Next == nil || s.Next.At.After(p.Time) {
		t.Fatalf("%d %s", code, body)
	}
	if p.page() != p.alert {
		t.Fatal("nothing is in the queue, so nobody is told before the sweep")
	}
	if posted := p.Outbox.Posted(); len(posted) == sent {
		t.Error("nobody was told next")
	}
	if code, s, body := p.ask("machine editor", p.alert, "resolve"); code != http.StatusOK || s.Status != alert.StatusResolved || s.Resolved.By != "client:m1" {
		t.Errorf("%d %s", code, body)
	}
	for word, want := range map[string]int{"pass-on": http.StatusConflict, "resolve": http.StatusOK, "acknowledge": http.StatusOK} {
		if code, s, body := p.ask("ana responder", p.alert, word); code != want || want == http.StatusOK && s.Resolved.By != "client:m1" {
			t.Errorf("%s after it was resolved: %d %s", word, code, body)
		}
	}
}

func TestWhoMayNotOrNamesNothingIsRefused(t *testing.T) {
	p := told(t)
	for name, c := range map[string]struct {
		who, id, word string
		want          int
	}{
		"a viewer":         {"vic viewer", p.alert, "acknowledge", http.StatusForbidden},
		"no such alert":    {"ana responder", "c9-1", "acknowledge", http.StatusNotFound},
		"no alert's id":    {"ana responder", "%00", "acknowledge", http.StatusNotFound},
		"a long id":        {"ana responder", strings.Repeat("a", 3000) + "-1", "acknowledge", http.StatusNotFound},
		"no such thing":    {"ana responder", p.alert, "forget", http.StatusNotFound},
		"nothing but dots": {"ana responder", "..", "resolve", http.StatusNotFound},
	} {
		if code, _, body := p.ask(c.who, c.id, c.word); code != c.want || !strings.Contains(body, `"detail":"`) {
			t.Errorf("%s: %d %s, want %d", name, code, body, c.want)
		}
	}
	if a, err := p.Pager.Alerts.Load(t.Context(), p.alert); err != nil || a.Status() != alert.StatusOpen {
		t.Errorf("it is %s, %v", a.Status(), err)
	}
}
