package vonagesim_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	sim "ringdown/infra/vonagesim"
)

// A caller reaches an application that says one sentence.
func Example() {
	application := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/answer" {
			_, _ = io.WriteString(w, `[{"action":"talk","text":"Nobody is here. Press 1 to hang up.","bargeIn":true},
				{"action":"input","type":["dtmf"],"dtmf":{"maxDigits":1},"eventUrl":["https://app.test/input"]}]`)
		}
	})
	midnight := time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)
	clock := sim.NewVirtualClock(midnight)
	network := sim.New(sim.Options{
		Clock: clock, BaseURL: "https://vonage.test", SignatureSecret: []byte("secret"),
		AnswerURL: "https://app.test/answer", EventURL: "https://app.test/event",
		Transport: sim.InProcess(application), Seed: 4,
		Observe: func(o sim.Observation) {
			if o.Kind == sim.SawHears || o.Kind == sim.SawPresses || o.Kind == sim.SawEnded {
				fmt.Printf("%v: %s\n", o.At.Sub(midnight), strings.Join(strings.Fields(fmt.Sprint(o.Who, " ", o.Kind, " ", o.Sound, " ", o.Text)), " "))
			}
		},
	})
	network.Dial("14155550123", "14155550100", sim.Caller(sim.OnHearing("press 1").After(time.Second/2).Press("1")).Named("Carl"))
	clock.Run(midnight.Add(time.Minute))
	// Output:
	// 0s: Carl hears ringback
	// 200ms: Carl hears speech Nobody is here. Press 1 to hang up.
	// 2.643s: Carl presses 1
	// 2.643s: Carl hears silence
	// 2.743s: Carl ended completed
}
