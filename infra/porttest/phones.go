package porttest

import (
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"ringdown/shared/call"
	"ringdown/shared/e164"
	"ringdown/shared/ncco"
	"ringdown/shared/port"
)

// Exchange is a provider's phones, with a hand on the network behind them.
type Exchange struct {
	port.Phones
	port.Audio
	Region       string
	Line         e164.Number // may be displayed
	Answering    e164.Number // picks up after a second and stays
	Pass         func(time.Duration)
	Next         func(Mishap)                 // becomes of the next request
	Status       func(provider string) string // of a leg, in the provider's words
	Heard        func(provider string) string // all that was said to a leg
	Keys         func(provider, digits string)
	Told         func() []string // the addresses of webhooks so far
	Caller       func() (leg, conversation string, from, to e164.Number)
	LeaveMessage func(leg string) (url string) // and hangs up
	Rung         func() int                    // phones that were made to ring so far
}

// Mishap is what becomes of a request.
type Mishap string

// The mishaps.
const (
	Throttled Mishap = "throttled"
	LostReply Mishap = "carried out, and its answer lost"
	Broken    Mishap = "answered with a server error"
)

// aDial is a good one.
func (x Exchange) aDial() call.Dial {
	return call.Dial{
		From: x.Line, To: x.Answering, RingSeconds: 20, Region: x.Region,
		Script: ncco.Script{ncco.Talk{Text: "One two three."}, ncco.Wait{Seconds: 60}},
		Status: ncco.Callback{Kind: "leg", Call: "c1", Leg: "1"},
	}
}

// Phones is the suite of the ports Phones and Audio.
func Phones(t *testing.T, open func(t *testing.T) Exchange) {
	t.Run("a dial rings, says its script and reports to its own address", func(t *testing.T) { dialRings(t, open(t)) })
	t.Run("a refused dial does not ring", func(t *testing.T) {
		x := open(t)
		d := x.aDial()
		d.To = "+19005550100"
		_, err := x.Dial(t.Context(), d)
		wantError(t, "dial a premium number", err, port.ErrRefused)
		if x.Rung() != 0 {
			t.Error("a phone rang")
		}
	})
	t.Run("a throttled dial does not ring, and may be asked for again", func(t *testing.T) {
		x := open(t)
		x.Next(Throttled)
		_, err := x.Dial(t.Context(), x.aDial())
		wantError(t, "dial", err, port.ErrThrottled)
		if x.Rung() != 0 {
			t.Error("a phone rang")
		}
		_, err = x.Dial(t.Context(), x.aDial())
		wantError(t, "dial again", err, nil)
	})
	for _, m := range []Mishap{LostReply, Broken} {
		t.Run("a dial "+string(m)+" is unknown, and none of the sentinels", func(t *testing.T) {
			x := open(t)
			x.Next(m)
			_, err := x.Dial(t.Context(), x.aDial())
			known := errors.Is(err, port.ErrRefused) || errors.Is(err, port.ErrThrottled) || errors.Is(err, port.ErrNotFound)
			if err == nil || known {
				t.Errorf("got %v: whoever reads this may dial again, or give up a phone that rings", err)
			}
		})
	}
	t.Run("a leg that is up can be hung up, once", func(t *testing.T) { hangsUp(t, open(t)) })
	t.Run("a transfer gives a leg another script", func(t *testing.T) {
		x := open(t)
		leg := x.up(t)
		wantError(t, "transfer", x.Transfer(t.Context(), x.Region, leg, ncco.Script{ncco.Talk{Text: "Somewhere else."}, ncco.Wait{Seconds: 60}}), nil)
		x.Pass(5 * time.Second)
		if !strings.Contains(x.Heard(leg), "Somewhere else.") {
			t.Errorf("heard %q", x.Heard(leg))
		}
	})
	t.Run("keys are reported to the callback from then on", func(t *testing.T) {
		x := open(t)
		leg := x.up(t)
		to := ncco.Callback{Kind: "input", Call: "c1", Leg: call.CallerLeg, Epoch: 3}
		wantError(t, "listen", x.Listen(t.Context(), x.Region, leg, to), nil)
		x.Keys(leg, "*")
		x.Pass(2 * time.Second)
		if !slices.ContainsFunc(x.Told(), func(path string) bool { return strings.HasPrefix(path, "/voice/input/c1/caller.3.") }) {
			t.Errorf("told %q", x.Told())
		}
	})
	t.Run("a text is heard on a leg whose script goes on", func(t *testing.T) {
		x := open(t)
		leg := x.up(t)
		for range 2 {
			wantError(t, "speak", x.Speak(t.Context(), x.Region, leg, ncco.Talk{Text: "Still trying.", Language: "en-US"}), nil)
		}
		x.Pass(3 * time.Second)
		if !strings.Contains(x.Heard(leg), "Still trying.") || x.Status(leg) != "answered" {
			t.Errorf("the leg is %q and heard %q", x.Status(leg), x.Heard(leg))
		}
	})
	t.Run("what is not there is not found", func(t *testing.T) { notFound(t, open(t)) })
	t.Run("a message can be fetched, and says who left it", func(t *testing.T) { message(t, open(t)) })
}

// up is the leg of a phone that was dialled and picked up.
func (x Exchange) up(t *testing.T) string {
	t.Helper()
	leg, err := x.Dial(t.Context(), x.aDial())
	wantError(t, "dial", err, nil)
	x.Pass(4 * time.Second)
	return leg
}

func dialRings(t *testing.T, x Exchange) {
	leg := x.up(t)
	if leg == "" || x.Rung() != 1 || !strings.Contains(x.Heard(leg), "One two three.") {
		t.Errorf("leg %q, %d phones rang, heard %q", leg, x.Rung(), x.Heard(leg))
	}
	if !slices.ContainsFunc(x.Told(), func(path string) bool { return strings.HasPrefix(path, "/voice/leg/c1/1.0.") }) {
		t.Errorf("told %q", x.Told())
	}
	lives, in, err := x.Lives(t.Context(), x.Region, leg)
	if wantError(t, "ask", err, nil); !lives {
		t.Error("a leg that is up is said to be gone")
	}
	if in == "" {
		t.Error("the leg is in no conversation")
	}
}

func hangsUp(t *testing.T, x Exchange) {
	leg := x.up(t)
	wantError(t, "hang up", x.HangUp(t.Context(), x.Region, leg), nil)
	x.Pass(time.Second)
	if got := x.Status(leg); got != "completed" {
		t.Errorf("the leg is %q", got)
	}
	wantError(t, "hang up again", x.HangUp(t.Context(), x.Region, leg), port.ErrNotFound)
	lives, _, err := x.Lives(t.Context(), x.Region, leg)
	if lives || err != nil && !errors.Is(err, port.ErrNotFound) {
		t.Errorf("a leg that is over: lives %v, %v", lives, err)
	}
}

func notFound(t *testing.T, x Exchange) {
	const nobody = "00000000-0000-4000-8000-000000000000"
	script := ncco.Script{ncco.Talk{Text: "Nobody hears this."}}
	for what, err := range map[string]error{
		"hang up":  x.HangUp(t.Context(), x.Region, nobody),
		"transfer": x.Transfer(t.Context(), x.Region, nobody, script),
		"speak":    x.Speak(t.Context(), x.Region, nobody, ncco.Talk{Text: "Nobody hears this."}),
		"listen":   x.Listen(t.Context(), x.Region, nobody, ncco.Callback{Kind: "input", Call: "c1", Leg: "1"}),
	} {
		wantError(t, what, err, port.ErrNotFound)
	}
	_, _, err := x.Fetch(t.Context(), x.Region+"/v1/files/"+nobody)
	wantError(t, "fetch", err, port.ErrNotFound)
	if _, _, _, err := x.Inbound(t.Context(), "CON-"+nobody); !errors.Is(err, port.ErrNotFound) && !errors.Is(err, port.ErrRefused) {
		t.Errorf("who began no conversation: %v", err)
	}
}

func message(t *testing.T, x Exchange) {
	leg, conversation, from, to := x.Caller()
	gotLeg, gotFrom, gotTo, err := x.Inbound(t.Context(), conversation)
	if wantError(t, "ask who called", err, nil); gotLeg != leg || gotFrom != (e164.Caller{Number: from}) || gotTo != to {
		t.Errorf("got %q %+v %q, want %q %q %q", gotLeg, gotFrom, gotTo, leg, from, to)
	}
	audio, contentType, err := x.Fetch(t.Context(), x.LeaveMessage(leg))
	if wantError(t, "fetch", err, nil); err != nil {
		return
	}
	defer audio.Close()
	body, err := io.ReadAll(audio)
	if err != nil || len(body) < 1000 || !strings.HasPrefix(contentType, "audio/") {
		t.Errorf("%d bytes of %q, %v", len(body), contentType, err)
	}
}
