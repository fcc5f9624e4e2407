package mailfate

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"ringdown/infra/desktest"
	"ringdown/shared/alert"
	"ringdown/shared/pager"
	"ringdown/shared/port"
)

var ana = alert.Person{
	ID: "ana", Contacts: []alert.Contact{{Kind: alert.Email, Address: "ana@example.com"}, {Kind: alert.Text, Address: "+14155550101"}},
	Notify: []alert.NotifyRule{{Contact: "email"}, {Contact: "sms", AfterMinutes: 10}},
}

// mailed is a desk with an alert that has told Ana by mail: notification 2.
func mailed(t *testing.T) *desktest.Desk {
	t.Helper()
	d := desktest.New(t)
	a := alert.Alert{ID: "c1-1"}
	for _, e := range []alert.Event{
		alert.Raised{Notice: alert.Notice{ID: "c1-1", Call: "c1"}, Rule: alert.BuiltIn("support")}, alert.StepBegun{People: []alert.Person{ana}}, alert.Sendings{},
		alert.Delivered{Results: []alert.Result{{ID: "1", Taken: true}, {ID: "2", Taken: true, Provider: "m1"}, {ID: "bus-1", Taken: true}}},
	} {
		a = alert.Decide(a, e, alert.Facts{Now: d.Time}).Alert
	}
	a.Version = 1
	if err := d.Pager.Alerts.Save(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	d.Time = d.Time.Add(2 * time.Second)
	return d
}

func take1(t *testing.T, p *pager.Pager, body string) int {
	t.Helper()
	out, err := New(p, slog.New(slog.DiscardHandler))(t.Context(), desktest.Batch("m", body, nil))
	if err != nil {
		t.Fatal(err)
	}
	return len(out.BatchItemFailures)
}

const bounce = `{"eventType":"Bounce","bounce":{"bounceType":%q,"bounceSubType":"NoEmail","bouncedRecipients":[{"emailAddress":"Ana@example.com"}]},` +
	`"mail":{"messageId":"m1","headers":[{"name":"X-Ringdown-Alert","value":%q},{"name":"X-Ringdown-Notification","value":"2"}]}}`

func TestABounceMarksTheAddressAndTellsByTheNextContactNow(t *testing.T) {
	d := mailed(t)
	for range 2 { // the queue repeats
		if failures := take1(t, d.Pager, fmt.Sprintf(bounce, "Permanent", "c1-1")); failures != 0 {
			t.Fatalf("%d failures", failures)
		}
	}
	a, err := d.Pager.Alerts.Load(t.Context(), "c1-1")
	mail, _ := a.Notification("2")
	text, _ := a.Notification("3")
	if err != nil || mail.State != alert.Failed || mail.Reason != "bounced" || !text.Due.Equal(d.Time) {
		t.Errorf("the mail is %+v, the text %+v, %v", mail, text, err)
	}
	if bad, err := d.Pager.Addresses.Bad(t.Context(), "ana@example.com"); err != nil || bad.Fate != alert.FateBounced || bad.Why != "NoEmail" || !bad.At.Equal(d.Time) {
		t.Errorf("the address is %+v, %v", bad, err)
	}
}

func TestWhatIsPutOffOrDeliveredMarksNoAddress(t *testing.T) {
	d := mailed(t)
	delivered := `{"eventType":"Delivery","delivery":{"recipients":["ana@example.com"]},"mail":{"messageId":"m1","headers":[{"name":"X-Ringdown-Alert","value":"c1-1"},{"name":"X-Ringdown-Notification","value":"2"}]}}`
	for _, body := range []string{fmt.Sprintf(bounce, "Transient", "c1-1"), delivered, "no JSON"} {
		if take1(t, d.Pager, body) != 0 {
			t.Errorf("%s fails", body)
		}
	}
	a, err := d.Pager.Alerts.Load(t.Context(), "c1-1")
	if mail, _ := a.Notification("2"); err != nil || mail.State != alert.Sent || mail.Fate != alert.FateDelivered {
		t.Errorf("the mail is %+v, %v", mail, err)
	}
	if _, err := d.Pager.Addresses.Bad(t.Context(), "ana@example.com"); !errors.Is(err, port.ErrNotFound) {
		t.Errorf("the address is marked: %v", err)
	}
}

func TestAnAddressIsMarkedAlsoWhereTheAlertIsGone(t *testing.T) {
	d := mailed(t)
	if take1(t, d.Pager, fmt.Sprintf(bounce, "Permanent", "c9-1")) != 0 {
		t.Error("it fails")
	}
	if _, err := d.Pager.Addresses.Bad(t.Context(), "ana@example.com"); err != nil {
		t.Error(err)
	}
}

type away struct{ port.BadAddresses }

func (away) Mark(context.Context, alert.BadAddress) error { return errors.New("away") }

func TestAStoreThatIsAwayHasTheEventComeAgain(t *testing.T) {
	d := mailed(t)
	d.Pager.Addresses = away{d.Pager.Addresses}
	if take1(t, d.Pager, fmt.Sprintf(bounce, "Permanent", "c1-1")) != 1 {
		t.Error("it was taken")
	}
}
