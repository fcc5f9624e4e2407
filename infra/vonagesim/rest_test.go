package vonagesim

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"encoding/binary"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

func TestTokensAreChecked(t *testing.T) {
	d := newDesk(t)
	other, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	now := d.clock.Now()
	foreign, _ := jwt.NewWithClaims(jwt.SigningMethodRS256, jwt.MapClaims{"application_id": "app-1", "iat": now.Unix(), "jti": "j"}).SignedString(other)
	symmetric, _ := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{"application_id": "app-1", "iat": now.Unix(), "jti": "j"}).SignedString([]byte("k"))
	tests := []struct {
		name  string
		token string
		want  int
	}{
		{"good", d.token(nil), 200},
		{"of another application", d.token(jwt.MapClaims{"application_id": "app-2"}), 401},
		{"expired", d.token(jwt.MapClaims{"exp": now.Add(-time.Minute).Unix()}), 401},
		{"too long-lived", d.token(jwt.MapClaims{"exp": now.Add(25 * time.Hour).Unix()}), 401},
		{"a day", d.token(jwt.MapClaims{"exp": now.Add(24 * time.Hour).Unix()}), 200},
		{"of the future", d.token(jwt.MapClaims{"iat": now.Unix(), "nbf": now.Add(time.Hour).Unix()}), 401},
		{"without jti", d.token(jwt.MapClaims{"jti": ""}), 401},
		{"of another key", foreign, 401},
		{"symmetric", symmetric, 401},
		{"none", "", 401},
	}
	for _, tt := range tests {
		if got, _ := d.restRaw("GET", "/v1/calls", "", tt.token); got != tt.want {
			t.Errorf("a token %s: %d, want %d", tt.name, got, tt.want)
		}
	}
	d.run(16 * time.Minute)
	stale := d.token(jwt.MapClaims{"iat": now.Unix(), "exp": nil})
	if got, _ := d.restRaw("GET", "/v1/calls", "", stale); got != 401 {
		t.Errorf("a token without exp after 16 minutes: %d", got)
	}
}

func TestABadCallIsRefused(t *testing.T) {
	good := `{"to":[{"type":"phone","number":"447700900001"}],"from":{"type":"phone","number":"14155550100"},"ncco":` + bye + `}`
	tests := []struct{ name, old, new, parameter string }{
		{"short number", "447700900001", "4477", "number"},
		{"letters", "447700900001", "44770090000x", "number"},
		{"two callees", `"447700900001"}`, `"447700900001"},{"type":"phone","number":"447700900002"}`, "to"},
		{"sip", `"phone","number":"447`, `"sip","number":"447`, "to"},
		{"misspelt key", `"ncco"`, `"Ncco"`, "body"},
		{"unknown key of to", `"number":"447700900001"`, `"number":"447700900001","dtmf":"1"`, "to"},
		{"pause as comma", `"number":"447700900001"`, `"number":"447700900001","dtmfAnswer":"1,2"`, "dtmfAnswer"},
		{"ringing_timer", `"ncco"`, `"ringing_timer":121,"ncco"`, "ringing_timer"},
		{"length_timer", `"ncco"`, `"length_timer":0,"ncco"`, "length_timer"},
		{"ncco and answer_url", `"ncco"`, `"answer_url":["https://a.test"],"ncco"`, "ncco"},
		{"bad ncco", `Goodbye.`, ``, "ncco"},
		{"event_url as text", `"ncco"`, `"event_url":"https://a.test","ncco"`, "body"},
		{"no JSON", good, `{`, "body"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := newDesk(t)
			status, v := d.rest("POST", "/v1/calls", strings.Replace(good, tt.old, tt.new, 1))
			list, _ := v["invalid_parameters"].([]any)
			if status != 400 || len(list) != 1 || list[0].(map[string]any)["name"] != tt.parameter {
				t.Errorf("%d %v, want a 400 about %s", status, v, tt.parameter)
			}
		})
	}
	if status, _ := newDesk(t).rest("POST", "/v1/calls/", good); status != 201 {
		t.Errorf("the good one: %d", status)
	}
}

func TestOnlyOwnNumbersMayCall(t *testing.T) {
	d := newDesk(t)
	d.net.AddPhone(annNo, Answers(0))
	_, v := d.rest("POST", "/v1/calls", `{"to":[{"type":"phone","number":"`+annNo+`"}],"from":{"type":"phone","number":"14155559999"},"ncco":`+bye+`}`)
	d.run(time.Minute)
	if r := d.leg(v["uuid"].(string)); r.Status != "rejected" || r.Detail != "restricted" {
		t.Errorf("%+v", r)
	}
}

func TestRequestsArePaced(t *testing.T) {
	d := newDesk(t)
	body := `{"to":[{"type":"phone","number":"447700900001"}],"from":{"type":"phone","number":"14155550100"},"ncco":` + bye + `}`
	for i := range 4 {
		status, _ := d.rest("POST", "/v1/calls", body)
		if want := map[bool]int{true: 201, false: 429}[i < 3]; status != want {
			t.Errorf("call %d: %d, want %d", i, status, want)
		}
	}
	for i := range 16 {
		status, _ := d.rest("GET", "/v1/calls", "")
		if want := map[bool]int{true: 200, false: 429}[i < 15]; status != want {
			t.Errorf("request %d: %d, want %d", i, status, want)
		}
	}
	d.run(time.Second)
	if status, _ := d.rest("POST", "/v1/calls", body); status != 201 {
		t.Errorf("a second later: %d", status)
	}
}

func TestLegsThatCannotBeChanged(t *testing.T) {
	d := newDesk(t)
	d.net.AddPhone(annNo, NeverAnswers())
	leg := d.call(annNo, bye, `,"ringing_timer":10`)
	d.run(5 * time.Second)
	transfer := `{"action":"transfer","destination":{"type":"ncco","ncco":` + bye + `}}`
	if status, _ := d.rest("PUT", "/v1/calls/"+leg, transfer); status != 400 {
		t.Errorf("transfer of a ringing leg: %d", status)
	}
	d.run(10 * time.Second)
	for _, path := range []string{leg, "no-such-leg"} {
		if status, v := d.rest("PUT", "/v1/calls/"+path, `{"action":"hangup"}`); status != 404 || v["type"] != "NOT_FOUND" {
			t.Errorf("hangup of %s: %d %v", path, status, v)
		}
	}
	if status, v := d.rest("GET", "/v1/calls/"+leg, ""); status != 200 || v["status"] != "timeout" {
		t.Errorf("a finished leg can still be read: %d %v", status, v)
	}
}

func TestCallsAreListed(t *testing.T) {
	d := newDesk(t)
	d.reply("/answer", holding)
	leg := d.net.Dial(callerNo, line, Caller())
	d.net.Dial("", line, Caller(AfterAnswer(time.Second).HangUp()))
	d.run(10 * time.Second)
	_, one := d.rest("GET", "/v1/calls/"+leg, "")
	for query, want := range map[string]float64{"": 2, "?status=answered": 1, "?status=completed": 1, "?status=busy": 0,
		"?conversation_uuid=" + one["conversation_uuid"].(string): 1} {
		status, v := d.rest("GET", "/v1/calls"+query, "")
		calls := v["_embedded"].(map[string]any)["calls"].([]any)
		if status != 200 || v["count"] != want || len(calls) != int(want) {
			t.Errorf("%q lists %v", query, v)
		}
	}
	_, v := d.rest("GET", "/v1/calls?page_size=1&order=desc", "")
	first := v["_embedded"].(map[string]any)["calls"].([]any)[0].(map[string]any)
	if first["from"].(map[string]any)["number"] != "anonymous" || first["duration"] != "1" {
		t.Errorf("the latest call is %v", first)
	}
}

func TestATransferMayNameAURL(t *testing.T) {
	d := newDesk(t)
	d.reply("/answer", holding)
	d.reply("/next", bye)
	leg := d.net.Dial(callerNo, line, Caller())
	d.run(10 * time.Second)
	d.rest("PUT", "/v1/calls/"+leg, `{"action":"transfer","destination":{"type":"ncco","url":["https://app.test/next"]}}`)
	d.run(10 * time.Second)
	if h := d.find("next"); h.method != "GET" || !strings.Contains(h.query, leg) || d.leg(leg).Status != "completed" {
		t.Errorf("%+v, %+v", h, d.leg(leg))
	}
}

func TestAPromptOverHoldMusicIsHeardByOneLeg(t *testing.T) {
	d := newDesk(t)
	d.reply("/answer", holding)
	leg := d.net.Dial(callerNo, line, Caller(OnHearing("still trying").HangUp()))
	d.run(10 * time.Second)
	if status, v := d.rest("PUT", "/v1/calls/"+leg+"/talk", `{"text":"We are still trying to reach someone.","level":"0.5"}`); status != 200 || v["message"] != "Talk started" {
		t.Fatalf("talk: %d %v", status, v)
	}
	d.run(10 * time.Second)
	if r := d.leg(leg); r.Ended.IsZero() || r.Timeline[len(r.Timeline)-1].Kind != Speech {
		t.Errorf("%+v", r)
	}
}

func TestAnExtensionIsReachedByItsDigits(t *testing.T) {
	for digits, want := range map[string]bool{"pp12": true, "13": false, "": false} {
		d := newDesk(t)
		d.net.AddPhone(annNo, Extension("12", 3*time.Second).Named("Ann").Then(OnHearing("press 1").Press("1")))
		body := `{"to":[{"type":"phone","number":"` + annNo + `","dtmfAnswer":"` + digits + `"}],"from":{"type":"phone","number":"` + line + `"},"ncco":` +
			`[{"action":"talk","text":"Press 1 to accept.","bargeIn":true,"loop":4},{"action":"input","type":["dtmf"],"dtmf":{"maxDigits":1},"eventUrl":["https://app.test/accept"]}]}`
		if status, v := d.rest("POST", "/v1/calls", body); status != 201 {
			t.Fatal(status, v)
		}
		d.run(time.Minute)
		if got := d.saw("Ann", SawPicksUp) && d.saw("Ann", SawPresses); got != want {
			t.Errorf("digits %q: reached %v", digits, got)
		}
	}
}

func TestRESTMayFail(t *testing.T) {
	d := newDesk(t, func(o *Options) {
		o.Faults.LoseReplyOf = func(method, path string, nth int) bool { return method == "POST" && nth == 1 }
		o.Faults.RefuseREST = func(method, path string, nth int) int {
			if method == "GET" && nth == 1 {
				return 503
			}
			return 0
		}
	})
	d.net.AddPhone(annNo, Answers(0))
	body := `{"to":[{"type":"phone","number":"` + annNo + `"}],"from":{"type":"phone","number":"` + line + `"},"ncco":` + bye + `}`
	req, _ := http.NewRequest("POST", "http://vonage.test/v1/calls", strings.NewReader(body))
	req.Header.Set("Authorization", "Bearer "+d.token(nil))
	if _, err := InProcess(d.net).RoundTrip(req); err == nil {
		t.Error("the reply was not lost")
	}
	d.run(time.Minute)
	d.wants("started", "ringing", "answered", "completed")
	if status, _ := d.rest("GET", "/v1/calls", ""); status != 503 {
		t.Errorf("the first GET answers %d", status)
	}
}

func TestARecordingCanBeFetchedAndPlayed(t *testing.T) {
	d := newDesk(t, func(o *Options) { o.Faults.FilesLateBy = 5 * time.Second })
	d.reply("/answer", `[{"action":"record","endOnKey":"#","eventUrl":["https://app.test/recording"]},{"action":"wait","timeout":60}]`)
	d.net.Dial(callerNo, line, Caller(OnTone().After(3*time.Second).Press("#")))
	d.run(4 * time.Second)
	event := d.find("recording").body
	path := strings.TrimPrefix(event["recording_url"].(string), "http://vonage.test")
	if status, _ := d.restRaw("GET", path, "", d.token(nil)); status != 404 {
		t.Errorf("a file that is not ready: %d", status)
	}
	d.run(10 * time.Second)
	if status, _ := d.restRaw("GET", path, "", "x"); status != 401 {
		t.Errorf("without a token: %d", status)
	}
	status, mp3 := d.restRaw("GET", path, "", d.token(nil))
	if status != 200 || float64(len(mp3)) != event["size"] {
		t.Fatalf("%d, %d bytes, size %v", status, len(mp3), event["size"])
	}
	for at := 0; at < len(mp3); at += frameBytes {
		if !bytes.HasPrefix(mp3[at:], []byte{0xff, 0xf3, 0x48}) {
			t.Fatalf("no frame at %d", at)
		}
	}
}

func TestAWAVHasItsHeader(t *testing.T) {
	f := &file{format: "wav", length: 2 * time.Second}
	wav := f.body()
	if len(wav) != f.size() || string(wav[:4]) != "RIFF" || string(wav[8:16]) != "WAVEfmt " || string(wav[36:40]) != "data" {
		t.Fatalf("%d bytes, size %d, %q", len(wav), f.size(), wav[:44])
	}
	if got := binary.LittleEndian.Uint32(wav[40:]); int(got) != len(wav)-44 || binary.LittleEndian.Uint32(wav[4:]) != got+36 {
		t.Errorf("chunk lengths are wrong: %d", got)
	}
	if rate := binary.LittleEndian.Uint32(wav[24:]); rate != 16000 {
		t.Errorf("sample rate %d", rate)
	}
}
