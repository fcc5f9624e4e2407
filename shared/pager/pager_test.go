package pager_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"ringdown/infra/desktest"
	"ringdown/shared/alert"
	"ringdown/shared/call"
	"ringdown/shared/e164"
	"ringdown/shared/port"
)

const (
	ann  = "ann@example.com"
	bea  = "bea@example.com"
	text = "+447700900001"
)

// missed is a desk whose only call was missed, by a team with two addresses and a number.
func missed(t *testing.T) (*desktest.Desk, port.Envelope) {
	t.Helper()
	d := desktest.New(t)
	plan := desktest.Plans(t)[0]
	team := plan.Teams["support"]
	team.Emails, team.Texts = []string{ann, bea}, []e164.Number{text}
	plan.Teams["support"], plan.Version = team, 2
	if err := d.Dialplans.Publish(t.Context(), plan); err != nil {
		t.Fatal(err)
	}
	id := d.Arrive()
	d.Time = d.Time.Add(10 * time.Second) // somebody who dialled wrong is no missed call
	if err := d.Note(t.Context(), id, call.LegEnded{Leg: call.CallerLeg, Reason: call.Completed}); err != nil {
		t.Fatal(err)
	}
	d.Work()
	sent := d.Queue.Receive(port.AlertsQueue, 10)
	if len(sent) != 1 {
		t.Fatalf("%d envelopes for the alerts queue, want one", len(sent))
	}
	var e port.Envelope
	if err := json.Unmarshal([]byte(sent[0].Body), &e); err != nil {
		t.Fatal(err)
	}
	d.Queue.Done(sent[0].ID)
	return d, e
}

// work lets time pass and hands out what is due in the alerts queue, until the instant.
func work(t *testing.T, d *desktest.Desk, until time.Time) {
	t.Helper()
	for ; d.Time.Before(until); d.Time = d.Time.Add(5 * time.Second) {
		for _, m := range d.Queue.Receive(port.AlertsQueue, 10) {
			var e port.Envelope
			if err := json.Unmarshal([]byte(m.Body), &e); err != nil {
				t.Fatal(err)
			}
			d.Queue.Done(m.ID)
			if err := d.Pager.Act(t.Context(), e); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// told counts what arrived, by address; "" is the topic.
func told(d *desktest.Desk) map[string]int {
	out := map[string]int{}
	for _, p := range d.Outbox.Posted() {
		out[p.To.Address]++
	}
	return out
}

func wantTold(t *testing.T, d *desktest.Desk, want map[string]int) {
	t.Helper()
	if got := told(d); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("told %v, want %v", got, want)
	}
}

func load(t *testing.T, d *desktest.Desk, e port.Envelope) alert.Alert {
	t.Helper()
	a, err := d.Pager.Alerts.Load(t.Context(), e.Alert)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestAnAlertIsToldOnceHoweverOftenItsEnvelopeComes(t *testing.T) {
	d, e := missed(t)
	for range 3 {
		if err := d.Pager.Act(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	wantTold(t, d, map[string]int{"": 1, ann: 1, bea: 1, text: 1})
	if a := load(t, d, e); !a.ToldAt.Equal(d.Time) || !a.Over() || !a.Deadline.IsZero() {
		t.Errorf("the alert is %+v", a)
	}
}

func TestTwoWhoTakeTheSameEnvelopeAtOnceTellOnce(t *testing.T) {
	d, e := missed(t)
	done := make(chan error)
	for range 8 {
		go func() { done <- d.Pager.Act(t.Context(), e) }()
	}
	for range 8 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	wantTold(t, d, map[string]int{"": 1, ann: 1, bea: 1, text: 1})
}

func TestAFailedChannelIsTriedAgainAlone(t *testing.T) {
	d, e := missed(t)
	failures := 3
	d.Outbox.Fail = func(to alert.Notification) error {
		if to.Address == ann && failures > 0 {
			failures--
			return fmt.Errorf("the account is paused: %w", port.ErrThrottled)
		}
		return nil
	}
	begun := d.Time
	if err := d.Pager.Act(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	if a := load(t, d, e); !a.ToldAt.Equal(begun) || a.Over() {
		t.Errorf("told at %v, over %v: one channel took it, and one is still owed", a.ToldAt, a.Over())
	}
	wantTold(t, d, map[string]int{"": 1, bea: 1, text: 1})
	work(t, d, begun.Add(65*time.Second)) // tried after 10 s and 20 s more
	wantTold(t, d, map[string]int{"": 1, bea: 1, text: 1})
	work(t, d, begun.Add(2*time.Minute)) // and 40 s more
	wantTold(t, d, map[string]int{"": 1, ann: 1, bea: 1, text: 1})
	if a := load(t, d, e); !a.Over() || failures != 0 {
		t.Errorf("the alert is %+v", a)
	}
}

func TestARefusedAddressIsNotTriedAgain(t *testing.T) {
	d, e := missed(t)
	tries := 0
	d.Outbox.Fail = func(to alert.Notification) error {
		if to.Address != bea {
			return nil
		}
		tries++
		return port.ErrRefused
	}
	if err := d.Pager.Act(t.Context(), e); err != nil {
		t.Errorf("others were told, got %v", err)
	}
	work(t, d, d.Time.Add(10*time.Minute))
	if tries != 1 || !load(t, d, e).Over() {
		t.Errorf("tried %d times, want once", tries)
	}
}

func TestRefusedByAllIsAnErrorEachTimeAndSendsNothingMore(t *testing.T) {
	d, e := missed(t)
	tries := 0
	d.Outbox.Fail = func(alert.Notification) error { tries++; return port.ErrRefused }
	for range 5 {
		if err := d.Pager.Act(t.Context(), e); !errors.Is(err, port.ErrRefused) {
			t.Fatalf("got %v, want an error that takes the envelope to the dead letters", err)
		}
	}
	if a := load(t, d, e); tries != 4 || a.FailedAt.IsZero() || !a.ToldAt.IsZero() || !a.Over() {
		t.Errorf("tried %d times, want each channel once; the alert is %+v", tries, a)
	}
}

// The function is lost after it said that it sends: what it has not reported is sent again, and
// found by the sweep, because nothing else looks.
func TestASenderThatIsLostIsMadeUpForByTheSweep(t *testing.T) {
	d, e := missed(t)
	d.Outbox.Fail = func(alert.Notification) error { return errors.New("lost") }
	lost := alert.Decide(raisedBy(t, d, e), alert.Sendings{}, alert.Facts{Now: d.Time}).Alert
	lost.Version++
	if err := d.Pager.Alerts.Save(t.Context(), lost); err != nil {
		t.Fatal(err)
	}
	d.Outbox.Fail = nil
	if err := d.Pager.Act(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	wantTold(t, d, map[string]int{}) // it may still be sending
	d.Time = d.Time.Add(2 * time.Minute)
	if n, err := d.Pager.Sweep(t.Context()); n != 1 || err != nil {
		t.Fatalf("swept %d, %v, want the one", n, err)
	}
	work(t, d, d.Time.Add(time.Minute))
	wantTold(t, d, map[string]int{"": 1, ann: 1, bea: 1, text: 1})
}

// raisedBy makes the alert and leaves everything to be sent.
func raisedBy(t *testing.T, d *desktest.Desk, e port.Envelope) alert.Alert {
	t.Helper()
	if err := d.Pager.Act(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	a := load(t, d, e)
	for i := range a.Notifications {
		n := &a.Notifications[i]
		n.State, n.Due = alert.Queued, d.Time
	}
	return a
}

func TestAnAlertThatTheCallDoesNotOweIsRefused(t *testing.T) {
	d, e := missed(t)
	e.Alert = alert.IDOf(e.Call, "7")
	if err := d.Pager.Act(t.Context(), e); !errors.Is(err, port.ErrRefused) {
		t.Errorf("got %v, want %v", err, port.ErrRefused)
	}
	if len(d.Outbox.Posted()) != 0 {
		t.Errorf("told %v", told(d))
	}
}

// The function dies after it has sent and before it can say so: each address is told once more, and no
// oftener.
func TestASenderThatDiesAfterSendingTellsOnceMore(t *testing.T) {
	d, e := missed(t)
	store := d.Pager.Alerts
	d.Pager.Alerts = &dying{Alerts: store, saves: 2}    // raised, and about to be sent
	if err := d.Pager.Act(t.Context(), e); err != nil { // the loop asks for another try
		t.Fatal(err)
	}
	wantTold(t, d, map[string]int{"": 1, ann: 1, bea: 1, text: 1})
	if d.Pager.Alerts = store; load(t, d, e).Notifications[0].State != alert.Sending {
		t.Fatal("the report was saved")
	}
	d.Time = d.Time.Add(2 * time.Minute)
	if n, err := d.Pager.Sweep(t.Context()); n != 1 || err != nil {
		t.Fatalf("swept %d, %v, want the one", n, err)
	}
	work(t, d, d.Time.Add(30*time.Minute))
	wantTold(t, d, map[string]int{"": 2, ann: 2, bea: 2, text: 2})
}

// dying takes so many saves, and then none.
type dying struct {
	port.Alerts
	saves int
}

func (s *dying) Save(ctx context.Context, a alert.Alert) error {
	if s.saves--; s.saves < 0 {
		return errors.New("the function has died")
	}
	return s.Alerts.Save(ctx, a)
}

// Envelopes come at least once: however often those of an alert come, everybody is told once.
func TestEnvelopesThatComeTwiceTellOnce(t *testing.T) {
	d, e := missed(t)
	for range 3 {
		if err := d.Pager.Act(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	for range 20 {
		for _, m := range d.Queue.Receive(port.AlertsQueue, 10) {
			var again port.Envelope
			if err := json.Unmarshal([]byte(m.Body), &again); err != nil {
				t.Fatal(err)
			}
			d.Queue.Done(m.ID)
			for range 2 {
				if err := d.Pager.Act(t.Context(), again); err != nil {
					t.Fatal(err)
				}
			}
		}
		d.Time = d.Time.Add(time.Minute)
	}
	wantTold(t, d, map[string]int{"": 1, ann: 1, bea: 1, text: 1})
}
