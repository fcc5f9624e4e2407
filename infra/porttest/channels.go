package porttest

import (
	"context"
	"slices"
	"strings"
	"testing"

	"ringdown/shared/alert"
	"ringdown/shared/e164"
	"ringdown/shared/port"
)

// Audience is the channels, with a look at what people were told.
type Audience struct {
	port.Channels
	// Told gives each telling of each channel.
	Told func() []Telling
}

// Telling is what arrived at one place: an email address, a number, or "" for those
// who follow the team, wherever they read it.
type Telling struct{ To, Text string }

// SampleNotice is a notice with everything in it.
func SampleNotice() alert.Notice {
	return alert.Notice{
		ID: "call-1-1", Call: "call-1", Kind: alert.Voicemail, Title: "Voicemail for Müller & Söhne", Line: "Müller & Söhne – support", Number: "+14155550100",
		Team: "support", TeamName: "Support", Caller: "+14155550123", At: midnight,
		Tried:   []alert.Attempt{{Who: "Ann", Phone: "desk", At: midnight, End: "unanswered"}},
		Seconds: 31, Listen: "https://ringdown.example/listen/call-1/1.x", Expires: midnight.AddDate(0, 0, 1),
	}
}

// SampleNotifications are one of each channel that tells a team.
func SampleNotifications() []alert.Notification {
	to := alert.Addresses{Emails: []string{"ann@example.com"}, Texts: []e164.Number{"+447700900001"}}
	all := alert.Decide(alert.Alert{}, alert.Raised{Notice: SampleNotice(), To: to}, alert.Facts{Now: midnight}).Alert.Notifications
	return slices.DeleteFunc(all, func(n alert.Notification) bool { return n.Channel == alert.Bus })
}

// Channels is the suite of the port of the same name.
func Channels(t *testing.T, open func(t *testing.T) Audience) {
	t.Run("whoever is named is told, with the caller and the link, and nobody else", func(t *testing.T) {
		a, n := open(t), SampleNotice()
		var to []string
		for i, notification := range SampleNotifications() {
			provider, err := a.Notify(t.Context(), notification, n)
			wantError(t, "notify "+string(notification.Channel), err, nil)
			if provider == "" {
				t.Errorf("%s gave no id of what was sent", notification.Channel)
			}
			if told := a.Told(); len(told) != i+1 {
				t.Fatalf("%d were told after %d notifications", len(told), i+1)
			}
		}
		for _, telling := range a.Told() {
			to = append(to, telling.To)
			// Numbers are written in groups for people, and not for machines.
			if ungrouped := strings.ReplaceAll(telling.Text, " ", ""); !strings.Contains(telling.Text, n.Listen) || !strings.Contains(ungrouped, string(n.Caller)) {
				t.Errorf("%q was told %q, without the caller or the link", telling.To, telling.Text)
			}
		}
		slices.Sort(to)
		if want := []string{"", "+447700900001", "ann@example.com"}; !slices.Equal(to, want) {
			t.Errorf("told %q, want %q", to, want)
		}
	})
	t.Run("a notice of no team reaches those who follow", func(t *testing.T) {
		a := open(t)
		n := alert.Notice{ID: "call-2-1", Call: "call-2", Kind: alert.Missed, Line: strings.Repeat("Ü", 200), Number: "+14155550100", At: midnight}
		_, err := a.Notify(t.Context(), alert.Notification{Channel: alert.Topic}, n)
		wantError(t, "notify", err, nil)
		if told := a.Told(); len(told) != 1 || told[0].To != "" || !strings.Contains(told[0].Text, "withheld") {
			t.Errorf("told %q, want the followers of a withheld caller", told)
		}
	})
	t.Run("sending twice is harmless", func(t *testing.T) {
		a := open(t)
		for range 2 {
			_, err := a.Notify(t.Context(), SampleNotifications()[0], SampleNotice())
			wantError(t, "notify", err, nil)
		}
	})
	t.Run("cancelled", func(t *testing.T) {
		a := open(t)
		for _, to := range SampleNotifications() {
			_, err := a.Notify(cancelled(), to, SampleNotice())
			wantError(t, "notify", err, context.Canceled)
		}
		if told := a.Told(); len(told) != 0 {
			t.Errorf("told %q", told)
		}
	})
}
