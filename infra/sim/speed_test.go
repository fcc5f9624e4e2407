package sim

import (
	"os"
	"testing"
	"time"

	"ringdown/infra/vonagesim"
	"ringdown/shared/alert"
)

// firstTextWithin is how soon after a message has ended the first text message is ordered, queues
// included, the audio not yet fetched.
const firstTextWithin = 5 * time.Second

func TestTheFirstTextIsOrderedWithinSecondsOfTheMessage(t *testing.T) {
	_, s := load(t, callsFolder+"/alert_team_of_twenty.txtar")
	_, plans, err := s.plans(os.DirFS("../../testdata"))
	if err != nil {
		t.Fatal(err)
	}
	var ended, texted time.Time
	w, err := NewWorld(Options{
		Start: s.Given.At, Plans: plans, Seed: 1,
		Observe: func(o vonagesim.Observation) {
			if o.Kind == vonagesim.SawPresses && o.Text == "#" {
				ended = o.At
			}
		},
		Ordered: func(o Order) {
			if o.Notification.Channel == alert.Text && texted.IsZero() {
				texted = o.At
			}
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	w.place(s.parts[:1], plans)
	w.Run(s.Given.At.Add(time.Minute))
	if took := texted.Sub(ended); ended.IsZero() || texted.IsZero() || took < 0 || took > firstTextWithin {
		t.Errorf("the message ended at %s, the first text was ordered at %s: %s, want at most %s", ended, texted, took, firstTextWithin)
	}
}
