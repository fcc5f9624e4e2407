package porttest

import (
	"context"
	"encoding/json"
	"testing"

	"ringdown/shared/alert"
	"ringdown/shared/notice"
	"ringdown/shared/port"
)

// Bus is the port Events, with a look at what was published.
type Bus struct {
	port.Events
	Published func() []notice.Event
}

// raisedOnBus and changedOnBus are notifications of the bus.
var (
	raisedOnBus  = alert.Notification{ID: "bus-1", Channel: alert.Bus, Why: alert.WhyRaised, Asked: midnight}
	changedOnBus = alert.Notification{ID: "bus-2", Channel: alert.Bus, Why: alert.WhyStatus, Status: alert.StatusAcknowledged, By: alert.Who{ID: "ann", Name: "Ann"}, Asked: midnight}
)

// Events is the suite of the port of the same name.
func Events(t *testing.T, open func(t *testing.T) Bus) {
	t.Run("what is raised is published as an alert and as a call", func(t *testing.T) {
		b := open(t)
		id, err := b.Publish(t.Context(), raisedOnBus, SampleNotice())
		wantError(t, "publish", err, nil)
		if id == "" {
			t.Error("it gave no id of what was published")
		}
		wantTypes(t, b, notice.AlertType, notice.CallType)
	})
	t.Run("what people do is published as an alert alone", func(t *testing.T) {
		b := open(t)
		_, err := b.Publish(t.Context(), changedOnBus, SampleNotice())
		wantError(t, "publish", err, nil)
		wantTypes(t, b, notice.AlertType)
		var detail struct{ ID, State, Person string }
		if err := json.Unmarshal([]byte(b.Published()[0].Detail), &detail); err != nil || detail.ID != SampleNotice().ID || detail.State != "acknowledged" || detail.Person != "Ann" {
			t.Errorf("the detail is %+v, %v", detail, err)
		}
	})
	t.Run("publishing twice is harmless", func(t *testing.T) {
		b := open(t)
		for range 2 {
			_, err := b.Publish(t.Context(), changedOnBus, SampleNotice())
			wantError(t, "publish", err, nil)
		}
		wantTypes(t, b, notice.AlertType, notice.AlertType)
	})
	t.Run("cancelled", func(t *testing.T) {
		b := open(t)
		_, err := b.Publish(cancelled(), raisedOnBus, SampleNotice())
		wantError(t, "publish", err, context.Canceled)
		wantTypes(t, b)
	})
}

func wantTypes(t *testing.T, b Bus, want ...string) {
	t.Helper()
	var got []string
	for _, e := range b.Published() {
		got = append(got, e.Type)
	}
	if len(got) != len(want) {
		t.Fatalf("published %v, want %v", got, want)
	}
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("published %v, want %v", got, want)
		}
	}
}
