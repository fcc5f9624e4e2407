package vonagesim

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

func TestWebhooksAreSignedOverTheirRawBody(t *testing.T) {
	d := newDesk(t)
	d.reply("/answer", menu)
	d.net.Dial(callerNo, line, Caller())
	d.run(time.Minute)
	for _, h := range d.got {
		raw, _ := strings.CutPrefix(h.auth, "Bearer ")
		claims := jwt.MapClaims{}
		_, err := jwt.ParseWithClaims(raw, claims, func(*jwt.Token) (any, error) { return []byte("secret"), nil },
			jwt.WithValidMethods([]string{"HS256"}), jwt.WithTimeFunc(d.clock.Now))
		if err != nil {
			t.Fatalf("%s: %v", h.kind(), err)
		}
		sum := sha256.Sum256(h.raw)
		if claims["payload_hash"] != hex.EncodeToString(sum[:]) || claims["iss"] != "Vonage" ||
			claims["api_key"] != "key-1" || claims["application_id"] != "app-1" || claims["jti"] == "" {
			t.Errorf("%s is signed with %v", h.kind(), claims)
		}
		if iat := claims["iat"].(float64); int64(iat) != start.Add(h.at).Unix() {
			t.Errorf("%s: iat %v at %v", h.kind(), iat, h.at)
		}
	}
}

func TestAFailedAnswerIsTriedAgainAndThenFallsBack(t *testing.T) {
	reset := errors.New("reset")
	tests := []struct {
		name     string
		answer   []any
		fallback []any
		want     []string
		status   string
	}{
		{"503 then well", []any{503, bye}, nil, []string{"answer", "answer"}, "completed"},
		{"reset then well", []any{reset, bye}, nil, []string{"answer", "answer"}, "completed"},
		{"429 twice", []any{429, 429}, []any{bye}, []string{"answer", "answer", "fallback"}, "completed"},
		{"401 is not tried again", []any{401}, []any{bye}, []string{"answer", "fallback"}, "completed"},
		{"the fallback is tried twice", []any{500}, []any{500, bye}, []string{"answer", "fallback", "fallback"}, "completed"},
		{"nothing works", []any{504}, []any{500}, []string{"answer", "answer", "fallback", "fallback"}, "failed"},
		{"a bad fallback NCCO", []any{504}, []any{"[{}]"}, []string{"answer", "answer", "fallback"}, "failed"},
		{"an empty NCCO", []any{"[]"}, nil, []string{"answer"}, "completed"},
		{"no NCCO", []any{204}, nil, []string{"answer"}, "failed"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := newDesk(t)
			d.reply("/answer", tt.answer...)
			d.reply("/fallback", tt.fallback...)
			leg := d.net.Dial(callerNo, line, Caller())
			d.run(time.Minute)
			var asked []string
			for _, h := range d.got {
				if h.path == "/answer" || h.path == "/fallback" {
					asked = append(asked, h.kind())
				}
			}
			if !slices.Equal(asked, tt.want) || d.leg(leg).Status != tt.status {
				t.Errorf("asked %v, ended %s; want %v, %s", asked, d.leg(leg).Status, tt.want, tt.status)
			}
		})
	}
}

func TestTheFallbackIsToldWhatFailed(t *testing.T) {
	d := newDesk(t)
	d.reply("/answer", menu)
	d.reply("/input", 500)
	d.reply("/fallback", bye)
	d.net.Dial(callerNo, line, Caller(AfterAnswer(time.Second).Press("1")))
	d.run(time.Minute)
	h := d.find("fallback")
	q, err := url.ParseQuery(h.query)
	if err != nil || h.method != "GET" {
		t.Fatal(h.method, err)
	}
	if q.Get("original_request") != `{"type":"event","url":"https://app.test/input"}` || q.Get("dtmf") != `{"digits":"1","timed_out":false}` || q.Get("reason") == "" {
		t.Errorf("the fallback is told %v", q)
	}
}

func TestACallGoesOnWhenInputAndFallbackFail(t *testing.T) {
	d := newDesk(t)
	d.reply("/answer", menu[:len(menu)-1]+`,{"action":"talk","text":"Going on."}]`)
	d.reply("/input", 500)
	d.reply("/fallback", 500)
	leg := d.net.Dial(callerNo, line, Caller())
	d.run(time.Minute)
	all := d.leg(leg).Timeline
	if s := all[len(all)-1]; s.Text != "Going on." {
		t.Errorf("the last thing heard is %+v", s)
	}
}

func TestASlowApplicationLosesItsReply(t *testing.T) {
	d := newDesk(t, func(o *Options) {
		o.Faults.SlowApplication = func(w Webhook) time.Duration {
			if w.Kind == "answer" && !w.Fallback {
				return 6 * time.Second
			}
			return 0
		}
	})
	d.reply("/answer", menu)
	d.reply("/fallback", bye)
	leg := d.net.Dial(callerNo, line, Caller())
	d.run(time.Minute)
	d.wants("started", "ringing", "answer", "answer", "fallback", "answered", "completed")
	if r := d.leg(leg); r.Answered.Sub(r.Created) < 10*time.Second {
		t.Errorf("two time-outs of five seconds took %v", r.Answered.Sub(r.Created))
	}
}

func TestLostWebhooksNeverArrive(t *testing.T) {
	d := newDesk(t, func(o *Options) {
		o.Faults.LoseKinds = []string{"inbound answered"}
		o.Faults.Lose = func(w Webhook) bool { return w.Kind == "input" && w.Attempt == 1 }
	})
	d.reply("/answer", menu)
	d.reply("/input", bye)
	d.net.Dial(callerNo, line, Caller())
	d.run(2 * time.Minute)
	d.wants("started", "ringing", "answer", "input", "completed")
	if got := d.find("input").at; got < 15*time.Second {
		t.Errorf("the repeated input webhook arrives after %v, before its first could time out", got)
	}
}

func TestDuplicatesArriveTwiceAndActOnce(t *testing.T) {
	d := newDesk(t, func(o *Options) { o.Faults.Duplicate, o.Faults.DuplicateAfter = true, 10*time.Millisecond })
	d.reply("/answer", bye)
	leg := d.net.Dial(callerNo, line, Caller())
	d.run(time.Minute)
	count := map[string]int{}
	for _, k := range d.kinds() {
		count[k]++
	}
	for _, k := range []string{"started", "ringing", "answer", "answered", "completed"} {
		if count[k] != 2 {
			t.Errorf("%s arrives %d times", k, count[k])
		}
	}
	spoken := 0
	for _, s := range d.leg(leg).Timeline {
		if s.Kind == Speech {
			spoken++
		}
	}
	if spoken != 1 {
		t.Errorf("the goodbye is spoken %d times", spoken)
	}
}

func TestReorderingLetsEventsOvertake(t *testing.T) {
	overtaken := false
	for seed := range int64(20) {
		d := newDesk(t, func(o *Options) { o.Seed, o.Faults.Reorder = seed, 3*time.Second })
		d.net.AddPhone(annNo, Answers(time.Second).Then(AfterAnswer(time.Second).HangUp()))
		d.call(annNo, menu, "")
		d.run(time.Minute)
		kinds := d.kinds()
		overtaken = overtaken || slices.Index(kinds, "completed") < slices.Index(kinds, "answered")
	}
	if !overtaken {
		t.Error("in twenty seeds no completed came before its answered")
	}
}

func TestUnsignedWebhooks(t *testing.T) {
	d := newDesk(t, func(o *Options) { o.Faults.UnsignedKinds = []string{"answer"} })
	d.reply("/answer", bye)
	d.net.Dial(callerNo, line, Caller())
	d.run(time.Minute)
	for _, h := range d.got {
		if unsigned := h.auth == ""; unsigned != (h.path == "/answer") {
			t.Errorf("%s has Authorization %q", h.kind(), h.auth)
		}
	}
}

func TestABadNCCOIsReportedAndEndsTheCall(t *testing.T) {
	d := newDesk(t)
	d.reply("/answer", menu)
	d.reply("/input", `[{"action":"talk","txt":"misspelt"}]`)
	d.net.Dial(callerNo, line, Caller())
	d.run(time.Minute)
	d.wants("started", "ringing", "answer", "answered", "input", "event", "completed")
	reason, _ := d.find("event").body["reason"].(string)
	if !strings.HasPrefix(reason, "Syntax error in NCCO.") || !strings.Contains(reason, `"txt"`) {
		t.Errorf("the reason is %q", reason)
	}
}

func TestANotifyReplaces(t *testing.T) {
	d := newDesk(t)
	d.reply("/answer", `[{"action":"notify","payload":{"step":2},"eventUrl":["https://app.test/notify?c=1"]},{"action":"talk","text":"Never."}]`)
	d.reply("/notify", bye)
	leg := d.net.Dial(callerNo, line, Caller())
	d.run(time.Minute)
	if h := d.find("notify"); h.query != "c=1" || h.body["payload"].(map[string]any)["step"] != 2.0 {
		t.Errorf("notify is %s %v", h.query, h.body)
	}
	for _, s := range d.leg(leg).Timeline {
		if s.Text == "Never." {
			t.Error("the replaced action was played")
		}
	}
}

// TestFieldsAreThoseCaptured compares with payloads recorded from real calls.
func TestFieldsAreThoseCaptured(t *testing.T) {
	status := "conversation_uuid direction from headers status timestamp to uuid"
	want := map[string]string{
		"started": status, "ringing": status,
		"answered":  "conversation_uuid direction from headers network rate start_time status timestamp to uuid",
		"completed": "conversation_uuid direction disconnected_by duration end_time from headers network price rate sip_code start_time status timestamp to uuid",
		"input":     "conversation_uuid dtmf from speech timestamp to uuid",
		"transfer":  "conversation_uuid_from conversation_uuid_to timestamp type uuid",
		"recording": "conversation_uuid end_time recording_url recording_uuid size start_time timestamp",
		"notify":    "conversation_uuid payload timestamp",
		"answer":    "conversation_uuid endpoint_type from region_url to uuid",
	}
	d := newDesk(t)
	d.reply("/answer", menu[:len(menu)-1]+`,{"action":"notify","payload":{},"eventUrl":["https://app.test/notify"]},
		{"action":"record","timeOut":3,"eventUrl":["https://app.test/recording"]},{"action":"conversation","name":"r1"}]`)
	d.net.Dial(callerNo, line, Caller(AfterAnswer(time.Minute).HangUp()))
	d.run(2 * time.Minute)
	for kind, keys := range want {
		got := slices.Sorted(maps.Keys(d.find(kind).body))
		if strings.Join(got, " ") != keys {
			t.Errorf("%s\n got %v\nwant [%s]", kind, got, keys)
		}
	}
	done := d.find("completed").body
	for _, k := range []string{"duration", "rate", "price"} {
		if _, ok := done[k].(string); !ok {
			t.Errorf("%s is not a string: %v", k, done[k])
		}
	}
}
