package activity

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"ringdown/infra/memport"
	"ringdown/shared/access"
	"ringdown/shared/alert"
	"ringdown/shared/api"
	"ringdown/shared/call"
	"ringdown/shared/dialplan"
	"ringdown/shared/flow"
	"ringdown/shared/port"
	"ringdown/shared/resource"
)

var now = time.Date(2026, 11, 28, 10, 0, 0, 0, time.UTC)

// place is the API on stores in memory; whoever asks writes their role as the token.
type place struct {
	*api.Server
	t      *testing.T
	calls  *memport.Calls
	alerts *memport.Alerts
	plans  *memport.Dialplans
	store  *counted
	audio  *memport.Recordings
	all    []api.Operation
}

// counted counts what is asked of the store, and fails where it is told to.
type counted struct {
	port.Activity
	asked   int
	fails   error
	marking func() // done once, before marks are written
}

func (c *counted) Mark(ctx context.Context, m port.Marks) error {
	once(&c.marking)
	return c.Activity.Mark(ctx, m)
}

func (c *counted) Load(ctx context.Context, id string) (call.Call, error) {
	c.asked++
	return c.Activity.Load(ctx, id)
}

func (c *counted) Arrivals(ctx context.Context, a port.Arrivals) ([]call.Call, error) {
	c.asked++
	return c.Activity.Arrivals(ctx, a)
}

func (c *counted) Beside(ctx context.Context, w port.Wanted) (port.Beside, error) {
	c.asked++
	return c.Activity.Beside(ctx, w)
}

func (c *counted) Append(ctx context.Context, l resource.Link, r resource.Record) error {
	if c.fails != nil {
		return c.fails
	}
	return c.Activity.Append(ctx, l, r)
}

func newPlace(t *testing.T) *place {
	t.Helper()
	p := &place{t: t, calls: memport.NewCalls(), alerts: memport.NewAlerts(), plans: memport.NewDialplans()}
	p.audio = &memport.Recordings{BaseURL: "https://desk.example.com", Key: []byte("a key of thirty-two bytes or more"), Now: func() time.Time { return now }}
	p.store = &counted{Activity: memport.NewActivity(p.calls, p.plans, p.alerts)}
	p.reopen(p.audio)
	plan := dialplan.Dialplan{
		Line: "acme", Description: "Acme support", Number: "+14155550100", Enabled: true, Version: 1, Language: "en-US", DefaultTeam: "platform",
		Flow:  flow.Flow{Version: "2019-10-30", StartAction: "End", Actions: []flow.Action{{Identifier: "End", Type: "DisconnectParticipant"}}},
		Users: map[string]dialplan.User{"ana": {ID: "ana", Name: "Ana Lopez", Phones: []dialplan.Phone{{Number: "+14155550101", Label: "mobile"}}}},
		Teams: map[string]dialplan.Team{"platform": {ID: "platform", Name: "Platform"}},
	}
	p.must(p.plans.Publish(t.Context(), plan))
	return p
}

// reopen has the API use an archive.
func (p *place) reopen(archive port.Archive) {
	p.all = Operations(p.store, archive, func() string { return "unguessable" })
	p.Server = api.New(api.Gate{
		Prove: func(_ context.Context, authorization string) (access.Principal, error) {
			role, ok := strings.CutPrefix(authorization, "Bearer ")
			if !ok {
				return access.Principal{}, &access.Refusal{Kind: access.ErrUnauthenticated, Reason: "send a token"}
			}
			return access.Principal{Subject: "sub-" + role, Name: role, Roles: []access.Role{access.Role(role)}}, nil
		},
		Take: func(access.Principal) (int, error) { return 0, nil }, Now: func() time.Time { return now }, Log: slog.New(slog.DiscardHandler),
	}, p.all)
}

func (p *place) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

// add puts a call that arrived so long ago.
func (p *place) add(id string, ago time.Duration, change func(*call.Call)) call.Call {
	p.t.Helper()
	arrived := now.Add(-ago)
	c := call.Call{
		ID: id, Line: "acme", Dialplan: 1, Version: 1, Called: "+14155550100", Arrived: arrived, Caller: call.Caller{Number: "+14155550199"},
		EndedAt: arrived.Add(time.Minute), Outcome: call.Missed, Ring: &call.Ring{Team: "platform", Started: arrived},
		Legs: []call.Leg{{ID: "1", User: "ana", State: call.Over, End: call.Unanswered, Dialled: arrived.Add(time.Second), Ended: arrived.Add(20 * time.Second)}},
	}
	if change != nil {
		change(&c)
	}
	p.must(p.calls.Save(p.t.Context(), c))
	return c
}

// filled is a place with the call of the examples, which has a message, a talk and an alert.
func filled(t *testing.T) *place {
	t.Helper()
	p := newPlace(t)
	message, talk := "voicemail/"+ExampleCall+"/m", "talk/"+ExampleCall+"/t"
	p.add(ExampleCall, time.Hour, func(c *call.Call) {
		c.Outcome = call.VoicemailLeft
		c.Messages = []call.Recording{{ID: "m", Key: message, At: c.Arrived.Add(30 * time.Second), Seconds: 12, Heard: true}}
		c.Talks = []call.Recording{{ID: "t", Key: talk, At: c.EndedAt, Seconds: 30, Heard: true}}
		c.Alerts = []call.OwedAlert{{ID: "1", Kind: alert.Voicemail, Team: "platform", Title: "Voicemail from +14155550199", At: c.EndedAt}}
	})
	p.must(p.alerts.Save(t.Context(), alert.Alert{ID: ExampleCall + "-1", Version: 1, Raised: now, ToldAt: now, Notifications: []alert.Notification{
		{Channel: alert.Text, Address: "+14155550101", State: alert.Sent, At: now},
	}}))
	for _, key := range []string{message, talk} {
		p.must(p.audio.Keep(t.Context(), key, "audio/mpeg", strings.NewReader("audio")))
	}
	return p
}

type reply struct {
	Status int
	Header http.Header
	Body   string
}

func (r reply) into(t *testing.T, v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(r.Body), v); err != nil {
		t.Fatalf("%d %s: %v", r.Status, r.Body, err)
	}
}

func (p *place) ask(role access.Role, method, path, body string) reply {
	r := httptest.NewRequest(method, api.Base+path, strings.NewReader(body))
	r.Header.Set("content-type", "application/json")
	if role != "" {
		r.Header.Set("authorization", "Bearer "+string(role))
	}
	w := httptest.NewRecorder()
	p.ServeHTTP(w, r)
	return reply{w.Code, w.Header(), w.Body.String()}
}

func (p *place) want(status int, r reply) reply {
	p.t.Helper()
	if r.Status != status {
		p.t.Errorf("got %d %s, want %d", r.Status, r.Body, status)
	}
	return r
}

// reads lists who did what, as the audit has it.
func (p *place) reads() string {
	p.t.Helper()
	var page Reads
	p.want(200, p.ask(access.Admin, "GET", "/reads", "")).into(p.t, &page)
	var out []string
	for _, r := range page.Records {
		said := r.Name + " " + r.Did
		for _, ref := range r.What {
			said += " " + ref.String()
		}
		out = append(out, said)
	}
	return strings.Join(out, "; ")
}
