package act

import (
	"encoding/json"
	"log/slog"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"ringdown/infra/desktest"
)

func TestAnOrderIsPerformedAndABadMessageReportedAlone(t *testing.T) {
	d := desktest.New(t)
	id := d.Arrive()
	good, bad := desktest.Batch("good", `{"queue":"dials","order":"dial 1","call":"`+id+`","version":1}`, nil), desktest.Batch("bad", `{"call":`, nil)
	out, err := New(d.Switchboard, slog.New(slog.DiscardHandler))(t.Context(), Event{SQSEvent: events.SQSEvent{Records: append(bad.Records, good.Records...)}})
	if err != nil {
		t.Fatal(err)
	}
	if want := []events.SQSBatchItemFailure{{ItemIdentifier: "bad"}}; !slices.Equal(out.BatchItemFailures, want) {
		t.Errorf("failures %+v, want %+v", out.BatchItemFailures, want)
	}
	if want := []string{"dial 1"}; !slices.Equal(d.Phones.Asked, want) {
		t.Errorf("asked %v, want %v", d.Phones.Asked, want)
	}
}

// The schedule's constant input is what the stack writes into the rule.
func TestTheClockSweeps(t *testing.T) {
	d := desktest.New(t)
	d.Arrive()
	var e Event
	if err := json.Unmarshal([]byte(`{"sweep":true}`), &e); err != nil {
		t.Fatal(err)
	}
	waiting := d.Queue.Waiting()
	d.Time = d.Time.Add(10 * time.Minute)
	if _, err := New(d.Switchboard, slog.New(slog.DiscardHandler))(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	if got := d.Queue.Waiting(); got != waiting+1 {
		t.Errorf("%d messages wait, want one more than %d", got, waiting)
	}
}
