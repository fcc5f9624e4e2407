package openapi

import (
	"context"
	"log/slog"
	"strings"
	"time"

	"ringdown/infra/memport"
	"ringdown/shared/alert"
	"ringdown/shared/api/activity"
	"ringdown/shared/call"
	"ringdown/shared/pager"
	"ringdown/shared/port"
	"ringdown/shared/resource"
)

// The audio of the call of the examples.
const (
	messageKey = "voicemail/" + activity.ExampleCall + "/m"
	talkKey    = "talk/" + activity.ExampleCall + "/t"
)

// happened is one call with a message, a talk and an alert. What people do with them can be undone;
// that they looked stays in the audit of reads.
type happened struct {
	port.Activity // with the marks
	reads         *memport.Activity
	calls         *memport.Calls
	plans         *memport.Dialplans
	alerts        *memport.Alerts
	archive       *memport.Recordings
}

func newHappened(plans *memport.Dialplans) *happened {
	h := &happened{calls: memport.NewCalls(), plans: plans, alerts: memport.NewAlerts()}
	h.archive = &memport.Recordings{BaseURL: "https://recordings.example.com", Key: []byte("key"), Now: now}
	h.reads = memport.NewActivity(h.calls, h.plans, h.alerts)
	h.Activity = h.reads
	return h
}

// begin writes the call of the examples.
func (h *happened) begin() error {
	ctx, arrived := context.Background(), moment.Add(-time.Hour)
	err := h.calls.Save(ctx, call.Call{
		ID: activity.ExampleCall, Line: "acme-support", Dialplan: 1, Version: 1, Called: "+14155550100", Caller: call.Caller{Number: "+14155550199"},
		Arrived: arrived, EndedAt: arrived.Add(time.Minute), Outcome: call.VoicemailLeft, Ring: &call.Ring{Team: "platform", Started: arrived},
		Legs:     []call.Leg{{ID: "1", User: "ana", State: call.Over, End: call.Unanswered, Dialled: arrived.Add(time.Second), Ended: arrived.Add(21 * time.Second)}},
		Messages: []call.Recording{{ID: "m", Key: messageKey, At: arrived.Add(40 * time.Second), Seconds: 12, Heard: true}},
		Talks:    []call.Recording{{ID: "t", Key: talkKey, At: arrived.Add(time.Minute), Seconds: 30, Heard: true}},
		Alerts:   []call.OwedAlert{{ID: "1", Kind: alert.Voicemail, Team: "platform", Title: "Voicemail from +14155550199", At: arrived.Add(time.Minute)}},
	})
	h.restore()
	return err
}

// open is the alert of the call of the examples, which ana was told of and nobody has acknowledged.
func open() alert.Alert {
	raised := moment.Add(-time.Hour + time.Minute)
	rule := alert.Rule{Steps: []alert.Step{{Targets: []alert.Target{{Tier: 1}}}, {Targets: []alert.Target{{Tier: 2}}, AfterMinutes: 120}}}
	ana := alert.Person{ID: "ana", Name: "Ana Lopez", Contacts: []alert.Contact{{Kind: alert.Text, Address: "+14155550101"}}}
	a := alert.Alert{ID: activity.ExampleAlert}
	for i, e := range []alert.Event{
		alert.Raised{Rule: rule, Notice: alert.Notice{
			ID: activity.ExampleAlert, Call: activity.ExampleCall, Kind: alert.Voicemail, Line: "Acme support", Number: "+14155550100", Team: "platform", TeamName: "Platform",
			Caller: "+14155550199", At: moment.Add(-time.Hour), Ended: true, Seconds: 12,
		}},
		alert.StepBegun{People: []alert.Person{ana}},
		alert.Sendings{},
		alert.Delivered{Results: []alert.Result{{ID: "1", Taken: true}, {ID: "2", Taken: true}}},
	} {
		a = alert.Decide(a, e, alert.Facts{Now: raised.Add(time.Duration(i) * time.Second)}).Alert
	}
	return a
}

// Look reads an alert.
func (h *happened) Look(ctx context.Context, id string) (alert.Alert, error) {
	return h.pager().Look(ctx, id)
}

// Do has an alert take what a person did.
func (h *happened) Do(ctx context.Context, id string, did alert.Event) (alert.Alert, error) {
	return h.pager().Do(ctx, id, did)
}

func (h *happened) pager() *pager.Pager {
	return &pager.Pager{Alerts: h.alerts, Queue: &memport.Orders{Now: now}, Now: now, Log: slog.New(slog.DiscardHandler)}
}

// restore makes recordings what they were before anybody did something with them.
func (h *happened) restore() {
	h.alerts = memport.NewAlerts()
	a := open()
	a.Version = 1
	if err := h.alerts.Save(context.Background(), a); err != nil {
		panic(err) // it is kept in memory
	}
	h.Activity = memport.NewActivity(h.calls, h.plans, h.alerts)
	for _, key := range []string{messageKey, talkKey} {
		if err := h.archive.Keep(context.Background(), key, "audio/mpeg", strings.NewReader("audio")); err != nil {
			panic(err) // it is kept in memory
		}
	}
}

// End gives the end of the audit of reads.
func (h *happened) End(ctx context.Context) (resource.Link, error) { return h.reads.End(ctx) }

// Append writes a record into the audit of reads.
func (h *happened) Append(ctx context.Context, follows resource.Link, r resource.Record) error {
	return h.reads.Append(ctx, follows, r)
}

// Records lists the audit of reads.
func (h *happened) Records(ctx context.Context, month string, after, most int) ([]resource.Record, error) {
	return h.reads.Records(ctx, month, after, most)
}
