package input

import (
	"net/http"
	"strings"
	"testing"

	"ringdown/infra/desktest"
	"ringdown/shared/call"
	"ringdown/shared/ncco"
)

func TestTheLeaveKeyIsNotedAndTheCallerMovedFromTheQueue(t *testing.T) {
	d := desktest.New(t)
	id := d.Arrive()
	keys := `{"dtmf":{"digits":"*","timed_out":false},"uuid":"leg-1","conversation_uuid":"CON-1"}`
	to := ncco.Callback{Kind: "input", Call: id, Leg: call.CallerLeg, Epoch: d.Load(id).Caller.Epoch}
	w, err := New(d.Edge, d.Switchboard)(t.Context(), d.Webhook(keys, to))
	if err != nil || w.StatusCode != http.StatusNoContent {
		t.Fatalf("got %d, %v", w.StatusCode, err)
	}
	d.Work()
	if got := strings.Join(d.Phones.Asked, ", "); !strings.Contains(got, "transfer leg-1") {
		t.Errorf("asked %s, want the caller moved on", got)
	}
}

func TestANotifyGoesOnWithTheFlow(t *testing.T) {
	d := desktest.New(t)
	id := d.Arrive()
	leave := call.DigitsPressed{Leg: call.CallerLeg, Epoch: d.Load(id).Caller.Epoch, Digits: "*"}
	if err := d.Note(t.Context(), id, leave); err != nil {
		t.Fatal(err)
	}
	spoken := `{"payload":{"after":"recording"},"conversation_uuid":"CON-1"}`
	to := ncco.Callback{Kind: "input", Call: id, Leg: call.CallerLeg, Epoch: d.Load(id).Caller.Epoch}
	w, err := New(d.Edge, d.Switchboard)(t.Context(), d.Webhook(spoken, to))
	if err != nil || w.StatusCode != http.StatusOK || !strings.Contains(w.Body, "Thank you") {
		t.Errorf("got %d %s, %v: want the thanks after the message", w.StatusCode, w.Body, err)
	}
}
