package recording

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"ringdown/infra/desktest"
	"ringdown/shared/call"
	"ringdown/shared/ncco"
	"ringdown/shared/routes"
	"ringdown/shared/vonage"
)

const webhookBody = `{"recording_uuid":"r1","recording_url":"https://api.nexmo.com/v1/files/f1","size":48000,"conversation_uuid":"CON-1",
	"start_time":"2026-03-02T02:14:10Z","end_time":"2026-03-02T02:14:22Z","timestamp":"2026-03-02T02:14:22Z"}`

// box is a queue that notes what it is asked.
type box struct {
	asked   []string
	dead    []events.SQSMessage
	failing error
}

func (b *box) Later(_ context.Context, receipt string, after time.Duration) error {
	b.asked = append(b.asked, fmt.Sprintf("%s later by %s", receipt, after))
	return b.failing
}

func (b *box) GiveUp(_ context.Context, body string, attributes map[string]string) error {
	if b.failing != nil {
		return b.failing
	}
	b.dead = append(b.dead, desktest.Batch("m2", body, attributes).Records[0])
	return nil
}

// took gives how many messages of the batch came back, and how many are dead letters.
func took(t *testing.T, d *desktest.Desk, b *box, batch events.SQSEvent) (back, dead int) {
	t.Helper()
	before := len(b.dead)
	out, err := New(d.Edge, b, d.Switchboard)(t.Context(), batch)
	if err != nil {
		t.Fatal(err)
	}
	return len(out.BatchItemFailures), len(b.dead) - before
}

func caller(id string) ncco.Callback {
	return ncco.Callback{Kind: "recording", Call: id, Leg: call.CallerLeg, Epoch: 1}
}

// hangUp ends the caller's leg.
func hangUp(t *testing.T, d *desktest.Desk, id string) {
	t.Helper()
	if err := d.Note(t.Context(), id, call.LegEnded{Leg: call.CallerLeg, Reason: call.Completed}); err != nil {
		t.Fatal(err)
	}
}

var fallback = ncco.Callback{Kind: "recording", Call: vonage.FallbackCall, Leg: call.CallerLeg}

func TestAMessageIsNotedAndKept(t *testing.T) {
	d, b := desktest.New(t), &box{}
	id := d.Arrive()
	if back, dead := took(t, d, b, d.Recorded(webhookBody, caller(id))); back != 0 || dead != 0 {
		t.Fatalf("%d came back, %d dead", back, dead)
	}
	if v := messageOf(d, id); v == nil || v.Seconds != 12 || v.Bytes != 48000 || v.Key == "" {
		t.Errorf("the message is %+v", v)
	}
}

func TestRecordingWithoutAddress(t *testing.T) {
	d, b := desktest.New(t), &box{}
	id := d.Arrive()
	_, dead := took(t, d, b, d.Recorded(`{"recording_uuid":"r1","recording_url":"","size":0,"conversation_uuid":"CON-1"}`, caller(id)))
	if v := messageOf(d, id); v == nil || v.ID != "r1" || dead != 0 {
		t.Errorf("the call knows of %+v, %d dead letters: somebody has spoken", v, dead)
	}
}

func TestAudioThatIsNotThereYetComesAgainWithinSeconds(t *testing.T) {
	d, b := desktest.New(t), &box{}
	id := d.Arrive()
	d.Phones.Failing = errors.New("not there yet")
	batch := d.Recorded(webhookBody, caller(id))
	for receives, want := range map[int]string{1: "receipt later by 5s", 3: "receipt later by 20s", 900: "receipt later by 15m0s"} {
		batch.Records[0].Attributes["ApproximateReceiveCount"] = strconv.Itoa(receives)
		if back, dead := took(t, d, b, batch); back != 1 || dead != 0 {
			t.Fatalf("%d came back, %d dead, want the message back", back, dead)
		}
		if got := b.asked[len(b.asked)-1]; got != want {
			t.Errorf("after %d receives: %s, want %s", receives, got, want)
		}
	}
	if v := messageOf(d, id); v == nil || v.Key != "" {
		t.Errorf("the message is %+v, want noted and not kept", v)
	}
	b.failing = errors.New("no queue")
	if back, _ := took(t, d, b, batch); back != 1 {
		t.Error("a message that cannot be put off is forgotten")
	}
}

func TestTheCallerOfAMessageIsLookedUpOnce(t *testing.T) {
	d, b := desktest.New(t), &box{}
	d.Phones.Caller, d.Phones.Failing = true, errors.New("not there yet")
	batch := d.Recorded(webhookBody, fallback)
	for range 3 {
		if back, dead := took(t, d, b, batch); back != 1 || dead != 0 {
			t.Fatalf("%d came back, %d dead, want the message back", back, dead)
		}
	}
	d.Phones.Failing = nil
	if back, dead := took(t, d, b, batch); back != 0 || dead != 0 {
		t.Fatalf("%d came back, %d dead, want the audio kept", back, dead)
	}
	if v := messageOf(d, call.NewID("leg-9")); v == nil || v.Key == "" || d.Phones.Lookups != 1 {
		t.Errorf("the message is %+v after asking for its caller %d times, want it kept and asked once", v, d.Phones.Lookups)
	}
}

func TestRetriesEnd(t *testing.T) {
	for name, tt := range map[string]struct {
		failing error
		to      func(id string) ncco.Callback
		age     time.Duration
		dead    int
	}{
		"an unknown conversation for an hour":      {nil, func(string) ncco.Callback { return fallback }, time.Hour, 0},
		"an unknown conversation for longer":       {nil, func(string) ncco.Callback { return fallback }, time.Hour + time.Second, 1},
		"audio that cannot be fetched for a day":   {errors.New("away"), caller, 24 * time.Hour, 0},
		"audio that cannot be fetched for a while": {errors.New("away"), caller, failingTime + time.Second, 1},
	} {
		d, b := desktest.New(t), &box{}
		id := d.Arrive()
		d.Phones.Failing = tt.failing
		batch := d.Recorded(webhookBody, tt.to(id))
		if back, _ := took(t, d, b, batch); back != 1 {
			t.Errorf("%s: at first %d came back", name, back)
		}
		hangUp(t, d, id)
		d.Time = d.Time.Add(tt.age)
		back, dead := took(t, d, b, batch)
		if dead != tt.dead || back != 1-tt.dead {
			t.Errorf("%s: %d came back, %d dead letters, want %d", name, back, dead, tt.dead)
		}
	}
}

// What has a good token is never thrown away, and never believed for that alone.
func TestWhatCannotBeBelievedOrReadIsADeadLetter(t *testing.T) {
	for name, change := range map[string]func(*desktest.Desk, *events.SQSMessage){
		"an unreadable body":  func(d *desktest.Desk, m *events.SQSMessage) { *m = d.Recorded("<html>", callerOf(m)).Records[0] },
		"no recording in it":  func(d *desktest.Desk, m *events.SQSMessage) { *m = d.Recorded(`{"size":1}`, callerOf(m)).Records[0] },
		"no signature":        func(_ *desktest.Desk, m *events.SQSMessage) { set(m, "authorization", routes.HeaderMark) },
		"no attribute for it": func(_ *desktest.Desk, m *events.SQSMessage) { delete(m.MessageAttributes, "authorization") },
		"another's signature": func(_ *desktest.Desk, m *events.SQSMessage) { set(m, "authorization", "=Bearer a.b.c") },
		"another body":        func(_ *desktest.Desk, m *events.SQSMessage) { m.Body += " " },
		"a replay": func(d *desktest.Desk, m *events.SQSMessage) {
			m.Attributes["SentTimestamp"] = sent(d.Time.Add(10 * time.Minute))
		},
		"of the future": func(d *desktest.Desk, m *events.SQSMessage) {
			m.Attributes["SentTimestamp"] = sent(d.Time.Add(-2 * time.Minute))
		},
		"no time of receipt":     func(_ *desktest.Desk, m *events.SQSMessage) { delete(m.Attributes, "SentTimestamp") },
		"a made-up first time":   func(d *desktest.Desk, m *events.SQSMessage) { madeUp(d, m) },
		"a replay to the public": func(d *desktest.Desk, m *events.SQSMessage) { replayed(d, m) },
	} {
		d, b := desktest.New(t), &box{}
		id := d.Arrive()
		batch := d.Recorded(webhookBody, caller(id))
		change(d, &batch.Records[0])
		if back, dead := took(t, d, b, batch); back != 0 || dead != 1 {
			t.Errorf("%s: %d came back, %d dead letters", name, back, dead)
		}
		if v := messageOf(d, id); v != nil {
			t.Errorf("%s: the call took the message: %+v", name, v)
		}
		b.failing = errors.New("no queue")
		if back, _ := took(t, d, b, batch); back != 1 {
			t.Errorf("%s: forgotten while the dead letters cannot be written", name)
		}
	}
}

func callerOf(m *events.SQSMessage) ncco.Callback { return caller(attribute(*m, "call")) }

func set(m *events.SQSMessage, name, value string) {
	m.MessageAttributes[name] = events.SQSMessageAttribute{DataType: "String", StringValue: &value}
}

func sent(at time.Time) string { return strconv.FormatInt(at.UnixMilli(), 10) }

// madeUp is a replay that claims to be an old dead letter.
func madeUp(d *desktest.Desk, m *events.SQSMessage) {
	set(m, "received", m.Attributes["SentTimestamp"])
	set(m, "proof", "AAAAAAAAAAAAAAAAAAAAAA")
	m.Attributes["SentTimestamp"] = sent(d.Time.Add(time.Hour))
}

// replayed sends a caught webhook to the public token, an hour later.
func replayed(d *desktest.Desk, m *events.SQSMessage) {
	old := attribute(*m, "authorization")
	*m = d.Recorded(webhookBody, fallback).Records[0]
	set(m, "authorization", old)
	m.Attributes["SentTimestamp"] = sent(d.Time.Add(time.Hour))
}

// A dead letter that is taken up again has a new time of receipt, and is believed for the first.
func TestADeadLetterCanBeTakenUpAgain(t *testing.T) {
	d, b := desktest.New(t), &box{}
	id := d.Arrive()
	d.Phones.Failing = errors.New("away")
	batch := d.Recorded(webhookBody, caller(id))
	took(t, d, b, batch)
	hangUp(t, d, id)
	d.Time = d.Time.Add(failingTime + time.Minute)
	if _, dead := took(t, d, b, batch); dead != 1 {
		t.Fatal("it is no dead letter")
	}
	d.Phones.Failing, d.Time = nil, d.Time.Add(24*time.Hour)
	again := b.dead[0]
	again.Attributes = map[string]string{"SentTimestamp": sent(d.Time), "ApproximateReceiveCount": "1"}
	if back, dead := took(t, d, b, events.SQSEvent{Records: []events.SQSMessage{again}}); back != 0 || dead != 0 {
		t.Fatalf("%d came back, %d dead: %s", back, dead, d.Logged)
	}
	if v := messageOf(d, id); v == nil || v.Key == "" {
		t.Errorf("the message is %+v, want it kept", v)
	}
}

// What proves nothing is dropped: were it repeated, anybody could fill the queue for days.
func TestAForgedMessageIsDropped(t *testing.T) {
	d, b := desktest.New(t), &box{}
	id := d.Arrive()
	other := d.Token(ncco.Callback{Kind: "accept", Call: id, Leg: call.CallerLeg, Epoch: 1})
	for _, attributes := range []map[string]string{nil, {"call": id}, {"call": id, "token": other}, {"call": "other", "token": other}} {
		if back, dead := took(t, d, b, desktest.Batch("m1", webhookBody, attributes)); back != 0 || dead != 0 {
			t.Errorf("%v: %d came back, %d dead", attributes, back, dead)
		}
	}
	if v := messageOf(d, id); v != nil {
		t.Errorf("the call took the message: %+v", v)
	}
}

// The document's token is public. It ends an hour after the next deployment.
func TestThePublicTokenEndsWithItsDeployment(t *testing.T) {
	for name, tt := range map[string]struct {
		age        time.Duration // of the deployment that came after
		signed     bool
		kept, dead int
	}{
		"within the hour":            {30 * time.Minute, true, 1, 0},
		"an hour later":              {time.Hour, true, 0, 1},
		"an hour later, by a forger": {time.Hour, false, 0, 0},
	} {
		d, b := desktest.New(t), &box{}
		d.Phones.Caller = true
		d.Edge.Callbacks.Deployment = int(d.Time.Add(-72 * time.Hour).Unix())
		batch := d.Recorded(webhookBody, fallback)
		d.Edge.Callbacks.Deployment = int(d.Time.Add(-tt.age).Unix())
		if !tt.signed {
			set(&batch.Records[0], "authorization", routes.HeaderMark)
		}
		back, dead := took(t, d, b, batch)
		_, err := d.Calls.Load(t.Context(), call.NewID("leg-9"))
		if back != 0 || dead != tt.dead || (err == nil) != (tt.kept == 1) {
			t.Errorf("%s: %d came back, %d dead letters, the call: %v", name, back, dead, err)
		}
	}
}

func TestOneOfABatchFailsByItself(t *testing.T) {
	d, b := desktest.New(t), &box{}
	id := d.Arrive()
	var batch events.SQSEvent
	for i := range 10 {
		m := d.Recorded(webhookBody, caller(id)).Records[0]
		if i == 4 {
			m = d.Recorded(webhookBody, fallback).Records[0] // of nobody the provider knows
		}
		m.MessageId = fmt.Sprint("m", i)
		batch.Records = append(batch.Records, m)
	}
	out, err := New(d.Edge, b, d.Switchboard)(t.Context(), batch)
	if err != nil || len(out.BatchItemFailures) != 1 || out.BatchItemFailures[0].ItemIdentifier != "m4" {
		t.Errorf("got %+v, %v, want m4 back", out, err)
	}
	if v := messageOf(d, id); v == nil || v.Key == "" {
		t.Errorf("the others' message is %+v", v)
	}
}

func TestAPanicIsOneMessagesOwn(t *testing.T) {
	d, b := desktest.New(t), &box{}
	id := d.Arrive()
	d.Switchboard.Recordings = nil // so that keeping the audio panics
	if back, dead := took(t, d, b, d.Recorded(webhookBody, caller(id))); back != 1 || dead != 0 {
		t.Errorf("%d came back, %d dead", back, dead)
	}
}

// messageOf is the message that people are told of.
func messageOf(d *desktest.Desk, id string) *call.Recording {
	c := d.Load(id)
	return c.Voicemail()
}
