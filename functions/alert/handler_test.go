package alert

import (
	"log/slog"
	"strings"
	"testing"

	"ringdown/infra/desktest"
	"ringdown/shared/call"
)

func TestAMissedCallIsTold(t *testing.T) {
	d := desktest.New(t)
	id := d.Arrive()
	if err := d.Note(t.Context(), id, call.LegEnded{Leg: call.CallerLeg, Reason: call.Completed}); err != nil {
		t.Fatal(err)
	}
	d.Work()
	handle := New(d.Switchboard, slog.New(slog.DiscardHandler))
	out, err := handle(t.Context(), desktest.Batch("m1", `{"call":"`+id+`","alert":"1"}`, nil))
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
	out, err := New(d.Switchboard, slog.New(slog.DiscardHandler))(t.Context(), desktest.Batch("m1", `{"call":"unknown","alert":"1"}`, nil))
	if err != nil || len(out.BatchItemFailures) != 1 || out.BatchItemFailures[0].ItemIdentifier != "m1" {
		t.Errorf("got %+v, %v", out, err)
	}
}
