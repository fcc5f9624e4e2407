package alert

import (
	"log/slog"
	"strings"
	"testing"
	"time"

	"ringdown/infra/desktest"
	alerts "ringdown/shared/alert"
	"ringdown/shared/call"
	"ringdown/shared/port"
)

func TestAMissedCallIsTold(t *testing.T) {
	d := desktest.New(t)
	id := d.Arrive()
	d.Time = d.Time.Add(10 * time.Second) // somebody who dialled wrong is no missed call
	if err := d.Note(t.Context(), id, call.LegEnded{Leg: call.CallerLeg, Reason: call.Completed}); err != nil {
		t.Fatal(err)
	}
	d.Work()
	handle := New(d.Pager, slog.New(slog.DiscardHandler))
	out, err := handle(t.Context(), Event{SQSEvent: desktest.Batch("m1", `{"call":"`+id+`","alert":"`+alerts.IDOf(id, "1")+`"}`, nil)})
	if err != nil || len(out.BatchItemFailures) != 0 {
		t.Fatalf("got %+v, %v", out, err)
	}
	told := d.Outbox.Notices()
	if len(told) != 1 || !strings.Contains(told[0].Text(), "Missed call on Acme support from +14155550199") || !strings.Contains(told[0].Text(), desktest.BaseURL+"/listen/"+id) {
		t.Errorf("told %+v", told)
	}
}

func TestAnAlertOfAnUnknownCallComesAgain(t *testing.T) {
	d := desktest.New(t)
	out, err := New(d.Pager, slog.New(slog.DiscardHandler))(t.Context(), Event{SQSEvent: desktest.Batch("m1", `{"call":"unknown","alert":"unknown-1"}`, nil)})
	if err != nil || len(out.BatchItemFailures) != 1 || out.BatchItemFailures[0].ItemIdentifier != "m1" {
		t.Errorf("got %+v, %v", out, err)
	}
}

func TestTheClockLooksForForgottenAlerts(t *testing.T) {
	d := desktest.New(t)
	forgotten := alerts.Alert{ID: "c1-1", Version: 1, Raised: d.Time.Add(-time.Hour), Deadline: d.Time.Add(-time.Minute)}
	if err := d.Pager.Alerts.Save(t.Context(), forgotten); err != nil {
		t.Fatal(err)
	}
	if _, err := New(d.Pager, slog.New(slog.DiscardHandler))(t.Context(), Event{Sweep: true}); err != nil {
		t.Fatal(err)
	}
	if sent := d.Queue.Receive(port.AlertsQueue, 10); len(sent) != 1 || !strings.Contains(sent[0].Body, "c1-1") {
		t.Errorf("sent %+v, want an envelope for the one", sent)
	}
}
