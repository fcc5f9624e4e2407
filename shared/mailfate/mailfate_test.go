package mailfate

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
)

const (
	bounce    = `{"eventType":"Bounce","bounce":{"bounceType":"Permanent","bounceSubType":"NoEmail","bouncedRecipients":[{"emailAddress":"Ann@Example.com","diagnosticCode":"smtp; 550 no such user"}]},"mail":{"messageId":"m1"}}`
	full      = `{"eventType":"Bounce","bounce":{"bounceType":"Transient","bounceSubType":"MailboxFull","bouncedRecipients":[{"emailAddress":"Ann <ann@example.com>"}]},"mail":{"messageId":"m2"}}`
	complaint = `{"notificationType":"Complaint","complaint":{"complainedRecipients":[{"emailAddress":"ann@example.com"},{"emailAddress":"ann@example.com"}],"complaintFeedbackType":"abuse"},"mail":{"messageId":"m3"}}`
	mistake   = `{"eventType":"Complaint","complaint":{"complainedRecipients":[{"emailAddress":"ann@example.com"}],"complaintFeedbackType":"not-spam"},"mail":{"messageId":"m4"}}`
	delivery  = `{"eventType":"Delivery","delivery":{"recipients":["ann@example.com"]},"mail":{"messageId":"m5"}}`
	send      = `{"eventType":"Send","send":{},"mail":{"messageId":"m6"}}`
)

const ofAnAlert = `{"eventType":"Bounce","bounce":{"bounceType":"Permanent","bounceSubType":"General","bouncedRecipients":[{"emailAddress":"ann@example.com"}]},"mail":{"messageId":"m7","headers":[{"name":"X-Ringdown-Alert","value":"c1-1"},{"name":"x-ringdown-notification","value":"3"},{"name":"Subject","value":"x"}]}}`

// queued is an event as it comes out of the queue.
func queued(t testing.TB, event string) []byte {
	t.Helper()
	body, err := json.Marshal(map[string]string{"Type": "Notification", "MessageId": "n", "TopicArn": "arn", "Message": event})
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func TestWhatBecameOfAMail(t *testing.T) {
	for _, tt := range []struct {
		event string
		want  []Fate
		bad   bool
	}{
		{bounce, []Fate{{"ann@example.com", "m1", Bounced, "NoEmail", "", ""}}, true},
		{full, []Fate{{"ann@example.com", "m2", Delayed, "MailboxFull", "", ""}}, false},
		{complaint, []Fate{{"ann@example.com", "m3", Complained, "abuse", "", ""}}, true},
		{mistake, []Fate{{"ann@example.com", "m4", Delivered, "not-spam", "", ""}}, false},
		{ofAnAlert, []Fate{{"ann@example.com", "m7", Bounced, "General", "c1-1", "3"}}, true},
		{strings.Replace(ofAnAlert, "c1-1", "c1/../x", 1), []Fate{{"ann@example.com", "m7", Bounced, "General", "", "3"}}, true},
		{delivery, []Fate{{"ann@example.com", "m5", Delivered, "", "", ""}}, false},
		{send, nil, false},
		{strings.Replace(bounce, "NoEmail", "<b>550 4477</b>", 1), []Fate{{"ann@example.com", "m1", Bounced, "Undetermined", "", ""}}, true},
	} {
		for _, body := range [][]byte{queued(t, tt.event), []byte(tt.event)} {
			got, err := Read(body)
			if err != nil || !slices.Equal(got, tt.want) || len(got) > 0 && got[0].Bad() != tt.bad {
				t.Errorf("%s: %+v, %v, want %+v", body, got, err, tt.want)
			}
		}
	}
}

func TestWhatIsNoEvent(t *testing.T) {
	for _, body := range []string{"", "null", "{}", "[]", `{"Type":"SubscriptionConfirmation","Message":"You have chosen"}`, `{"eventType":"Bounce"}`, `{"eventType":"Bounce","mail":{}}`, strings.Repeat(" ", bodyMax) + "{}"} {
		if got, err := Read([]byte(body)); !errors.Is(err, ErrEvent) || got != nil {
			t.Errorf("%.40q: %+v, %v", body, got, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, e := range []string{bounce, full, complaint, mistake, delivery, send} {
		f.Add([]byte(e))
		f.Add(queued(f, e))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		fates, err := Read(body)
		if err != nil && fates != nil || len(fates) > recipientsMax {
			t.Fatalf("%d fates, %v", len(fates), err)
		}
		for _, fate := range fates {
			if plain(fate.Address) != fate.Address || fate.Address == "" || fate.Mail == "" || len(fate.Why) > 40 {
				t.Fatalf("%+v", fate)
			}
		}
	})
}
