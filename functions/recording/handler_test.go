package recording

import (
	"errors"
	"log/slog"
	"testing"

	"ringdown/infra/desktest"
	"ringdown/shared/call"
	"ringdown/shared/ncco"
)

const webhookBody = `{"recording_uuid":"r1","recording_url":"https://api.nexmo.com/v1/files/f1","size":48000,"conversation_uuid":"CON-1",
	"start_time":"2026-03-02T02:14:10Z","end_time":"2026-03-02T02:14:22Z","timestamp":"2026-03-02T02:14:22Z"}`

func TestAMessageIsNotedAndKept(t *testing.T) {
	d := desktest.New(t)
	id := d.Arrive()
	token := d.Token(ncco.Callback{Kind: "recording", Call: id, Leg: call.CallerLeg, Epoch: 1})
	batch := desktest.Batch("m1", webhookBody, map[string]string{"call": id, "token": token})
	out, err := New(d.Edge.Callbacks, d.Switchboard, slog.New(slog.DiscardHandler))(t.Context(), batch)
	if err != nil || len(out.BatchItemFailures) != 0 {
		t.Fatalf("got %+v, %v", out, err)
	}
	if v := d.Load(id).Voicemail; v == nil || v.Seconds != 12 || v.Bytes != 48000 || v.Key == "" {
		t.Errorf("the message is %+v", v)
	}
}

func TestAudioThatIsNotThereYetComesAgain(t *testing.T) {
	d := desktest.New(t)
	id := d.Arrive()
	d.Phones.Failing = errors.New("not there yet")
	token := d.Token(ncco.Callback{Kind: "recording", Call: id, Leg: call.CallerLeg, Epoch: 1})
	batch := desktest.Batch("m1", webhookBody, map[string]string{"call": id, "token": token})
	out, err := New(d.Edge.Callbacks, d.Switchboard, slog.New(slog.DiscardHandler))(t.Context(), batch)
	if err != nil || len(out.BatchItemFailures) != 1 {
		t.Fatalf("got %+v, %v, want the message back", out, err)
	}
	if v := d.Load(id).Voicemail; v == nil || v.Key != "" {
		t.Errorf("the message is %+v, want noted and not kept", v)
	}
}

// What proves nothing is dropped: were it repeated, anybody could fill the queue for days.
func TestAForgedMessageIsDropped(t *testing.T) {
	d := desktest.New(t)
	id := d.Arrive()
	other := d.Token(ncco.Callback{Kind: "accept", Call: id, Leg: call.CallerLeg, Epoch: 1})
	for _, attributes := range []map[string]string{nil, {"call": id}, {"call": id, "token": other}, {"call": "other", "token": other}} {
		out, err := New(d.Edge.Callbacks, d.Switchboard, slog.New(slog.DiscardHandler))(t.Context(), desktest.Batch("m1", webhookBody, attributes))
		if err != nil || len(out.BatchItemFailures) != 0 {
			t.Errorf("%v: got %+v, %v", attributes, out, err)
		}
	}
	if v := d.Load(id).Voicemail; v != nil {
		t.Errorf("the call took the message: %+v", v)
	}
}
