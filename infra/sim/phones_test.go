package sim

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"ringdown/infra/porttest"
	"ringdown/infra/vonagesim"
	"ringdown/shared/e164"
)

// TestPhones holds the client that ships to the suite of its ports, on the simulated
// network.
func TestPhones(t *testing.T) {
	porttest.Phones(t, func(t *testing.T) porttest.Exchange {
		x := &exchange{seen: map[string]bool{}}
		return x.open(t)
	})
}

// exchange is a network and an application that records whoever calls.
type exchange struct {
	World
	mishap   porttest.Mishap
	paths    []string
	seen     map[string]bool // legs that rang
	caller   string
	room     string
	audioURL string
}

const answering, exchangeLine = "14155550101", "14155550100"

func (x *exchange) open(t *testing.T) porttest.Exchange {
	t.Helper()
	x.Clock = vonagesim.NewVirtualClock(time.Date(2026, 3, 2, 2, 14, 0, 0, time.UTC))
	key, _ := Keys()
	x.Network = vonagesim.New(vonagesim.Options{
		Clock: x.Clock, BaseURL: "https://" + networkHost, ApplicationID: appID, APIKey: apiKey, SignatureSecret: signatureSecret, PublicKey: &key.PublicKey,
		AnswerURL: appURL + "/voice/answer", EventURL: appURL + "/voice/event", FallbackURL: appURL + "/fallback",
		Transport: vonagesim.InProcess(http.HandlerFunc(x.application)), Numbers: []string{exchangeLine}, Seed: 1,
		Faults: vonagesim.Faults{RefuseREST: x.refuses, LoseReplyOf: x.loses},
		Observe: func(o vonagesim.Observation) {
			if o.Kind == vonagesim.SawRings {
				x.seen[o.Leg] = true
			}
		},
	})
	x.Network.AddPhone(answering, vonagesim.Answers(time.Second))
	phones, err := x.client()
	if err != nil {
		t.Fatal(err)
	}
	return porttest.Exchange{
		Phones: phones, Audio: phones, Region: "https://" + networkHost, Line: "+" + exchangeLine, Answering: "+" + answering,
		Pass: x.pass, Next: func(m porttest.Mishap) { x.mishap = m }, Status: x.status, Heard: x.heard, Rung: func() int { return len(x.seen) },
		Keys: func(leg, digits string) {
			if err := x.Network.Press(leg, digits); err != nil {
				t.Error(err)
			}
		},
		Told: func() []string { return x.paths }, Caller: x.calls, LeaveMessage: x.leaves,
	}
}

func (x *exchange) pass(d time.Duration) { x.Clock.Run(x.Clock.Now().Add(d)) }

// application answers a call with a recording and takes note of everything else.
func (x *exchange) application(w http.ResponseWriter, r *http.Request) {
	x.paths = append(x.paths, r.URL.Path)
	var body struct {
		Conversation string `json:"conversation_uuid"`
		Recording    string `json:"recording_url"`
	}
	if err := json.NewDecoder(r.Body).Decode(&body); err == nil && body.Recording != "" {
		x.audioURL = body.Recording
	}
	if r.URL.Path != "/voice/answer" {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	x.room = body.Conversation
	w.Header().Set("content-type", "application/json")
	_, _ = w.Write([]byte(`[{"action":"record","endOnSilence":5,"endOnKey":"#","timeOut":60,"beepStart":true,"format":"mp3",
		"eventUrl":["` + appURL + `/voice/recording/c1/t"],"eventMethod":"POST"}]`)) // a recorder cannot fail
}

func (x *exchange) strikes(m porttest.Mishap) bool {
	if x.mishap != m {
		return false
	}
	x.mishap = ""
	return true
}

func (x *exchange) refuses(string, string, int) int {
	switch {
	case x.strikes(porttest.Throttled):
		return http.StatusTooManyRequests
	case x.strikes(porttest.Broken):
		return http.StatusBadGateway
	}
	return 0
}

func (x *exchange) loses(string, string, int) bool { return x.strikes(porttest.LostReply) }

func (x *exchange) report(leg string) vonagesim.LegReport {
	for _, r := range x.Network.Legs() {
		if r.Leg == leg {
			return r
		}
	}
	return vonagesim.LegReport{}
}

func (x *exchange) status(leg string) string { return x.report(leg).Status }

func (x *exchange) heard(leg string) string {
	var said []string
	for _, s := range x.report(leg).Timeline {
		said = append(said, s.Text)
	}
	return strings.Join(said, " ")
}

func (x *exchange) calls() (leg, conversation string, from, to e164.Number) {
	x.caller = x.Network.Dial("14155550199", exchangeLine, vonagesim.Caller(vonagesim.OnTone().After(time.Second).Speak(4*time.Second, "…")))
	x.pass(2 * time.Second)
	return x.caller, x.room, "+14155550199", "+" + exchangeLine
}

func (x *exchange) leaves(string) string {
	x.pass(time.Minute)
	return x.audioURL
}
