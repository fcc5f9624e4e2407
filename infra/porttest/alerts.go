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

// Audience is whoever tells people, with a look at what they were told.
type Audience struct {
	port.Alerts
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
		Emails: []string{"ann@example.com", "bob@example.com"}, Texts: []e164.Number{"+447700900001", "+447700900002"}, Language: "en-US",
	}
}

// Alerts is the suite of the port of the same name.
func Alerts(t *testing.T, open func(t *testing.T) Audience) {
	t.Run("everybody named is told, with the caller and the link", func(t *testing.T) {
		a, n := open(t), SampleNotice()
		wantError(t, "tell", a.Tell(t.Context(), n), nil)
		var to []string
		for _, telling := range a.Told() {
			to = append(to, telling.To)
			if !strings.Contains(telling.Text, n.Listen) || !strings.Contains(telling.Text, string(n.Caller)) {
				t.Errorf("%q was told %q, without the caller or the link", telling.To, telling.Text)
			}
		}
		slices.Sort(to)
		want := []string{"", "+447700900001", "+447700900002", "ann@example.com", "bob@example.com"}
		if !slices.Equal(to, want) {
			t.Errorf("told %q, want %q", to, want)
		}
	})
	t.Run("a notice to nobody in particular reaches those who follow", func(t *testing.T) {
		a := open(t)
		n := alert.Notice{ID: "call-2-1", Call: "call-2", Kind: alert.Missed, Line: strings.Repeat("Ü", 200), Number: "+14155550100", At: midnight}
		wantError(t, "tell", a.Tell(t.Context(), n), nil)
		if told := a.Told(); len(told) != 1 || told[0].To != "" || !strings.Contains(told[0].Text, "withheld") {
			t.Errorf("told %q, want the followers of a withheld caller", told)
		}
	})
	t.Run("telling twice is harmless", func(t *testing.T) {
		a, n := open(t), SampleNotice()
		wantError(t, "tell", a.Tell(t.Context(), n), nil)
		wantError(t, "tell again", a.Tell(t.Context(), n), nil)
	})
	t.Run("cancelled", func(t *testing.T) {
		a := open(t)
		wantError(t, "tell", a.Tell(cancelled(), SampleNotice()), context.Canceled)
		if told := a.Told(); len(told) != 0 {
			t.Errorf("told %q", told)
		}
	})
}
