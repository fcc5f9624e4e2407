package openapi

import (
	"context"
	"strings"
	"time"

	"ringdown/infra/memport"
	"ringdown/shared/alert"
	"ringdown/shared/api/activity"
	"ringdown/shared/call"
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
	if err != nil {
		return err
	}
	told := arrived.Add(62 * time.Second)
	err = h.alerts.Save(ctx, alert.Alert{ID: activity.ExampleCall + "-1", Version: 1, Raised: arrived.Add(time.Minute), ToldAt: told, Notifications: []alert.Notification{
		{Channel: alert.Text, Address: "+14155550101", State: alert.Sent, At: told},
	}})
	h.restore()
	return err
}

// restore makes recordings what they were before anybody did something with them.
func (h *happened) restore() {
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
