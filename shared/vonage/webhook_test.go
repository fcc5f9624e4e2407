package vonage

import (
	"encoding/json"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"ringdown/shared/e164"
)

const (
	leg     = "9C4E000000777XYZ2"
	leg2    = "5d1f0a34-77aa-4c1e-9b0d-3e2f1a0b9c8d"
	conv    = "CON-77aa0b1c-2222-4333-8444-5f6e7d8c9b0a"
	room    = "CON-0c9b8a7d-1111-4eee-9ddd-a1b2c3d4e5f6"
	caller  = "+13125550142"
	number  = "+13125550188"
	rec     = "2e2e1d1d-9999-4888-8777-666655554444"
	recURL  = "https://api-us.nexmo.com/v1/files/11112222-3333"
	euThree = "https://api-eu-3.vonage.com"
)

func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

var stamp = at("2026-03-04T05:06:07.089Z")

// fixtures returns the captured shapes of one kind as requests, by name.
func fixtures(t testing.TB, kind string) map[string]Request {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("../../testdata/webhooks", kind, "*.json"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no fixtures of kind %s (%v)", kind, err)
	}
	all := map[string]Request{}
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var f struct {
			Method string            `json:"method"`
			Query  map[string]string `json:"query"`
			Body   json.RawMessage   `json:"body"`
		}
		if err := json.Unmarshal(content, &f); err != nil {
			t.Fatal(name, err)
		}
		query := url.Values{}
		for k, v := range f.Query {
			query.Set(k, v)
		}
		all[strings.TrimSuffix(filepath.Base(name), ".json")] = Request{Method: f.Method, RawQuery: query.Encode(), Body: f.Body}
	}
	return all
}

// decodesTo checks every fixture of a kind against what it means; a fixture without a meaning is a
// failure.
func decodesTo[T any](t *testing.T, kind string, decode func(Request) (T, error), want map[string]T) {
	t.Helper()
	all := fixtures(t, kind)
	for name := range want {
		if _, ok := all[name]; !ok {
			t.Errorf("fixture %s/%s is missing", kind, name)
		}
	}
	for name, req := range all {
		got, err := decode(req)
		w, ok := want[name]
		if !ok || err != nil || !reflect.DeepEqual(got, w) {
			t.Errorf("%s/%s: %v\n got %+v\nwant %+v", kind, name, err, got, w)
		}
	}
}

func TestDecodeAnswer(t *testing.T) {
	decodesTo(t, "answer", DecodeAnswer, map[string]Answer{
		"get":                   {UUID: leg, ConversationUUID: conv, From: e164.Caller{Number: caller}, To: number},
		"post-every-field":      {UUID: leg2, ConversationUUID: conv, From: e164.Caller{Number: caller}, To: number, FromUser: "ada", EndpointType: "sip", RegionURL: euThree},
		"post-withheld":         {UUID: leg2, ConversationUUID: conv, To: number, EndpointType: "phone", RegionURL: "https://api-us-3.vonage.com"},
		"post-application-user": {UUID: leg2, ConversationUUID: conv, From: e164.Caller{Came: "ada"}, To: number, FromUser: "ada", EndpointType: "app"},
	})
}

func TestDecodeEvent(t *testing.T) {
	status := func(s string) Event {
		return Event{Type: EventStatus, Status: s, UUID: leg, ConversationUUID: conv, From: caller, To: number, Direction: "inbound", Timestamp: stamp}
	}
	with := func(e Event, change func(*Event)) Event { change(&e); return e }
	moved := Event{Type: EventTransfer, UUID: leg, ConversationUUIDFrom: conv, ConversationUUIDTo: room, Timestamp: stamp}
	machine := with(status("machine"), func(e *Event) { e.UUID, e.Direction = leg2, "outbound" })
	want := map[string]Event{
		"started":                status("started"),
		"ringing":                status("ringing"),
		"answered":               status("answered"),
		"started-without-number": with(status("started"), func(e *Event) { e.From, e.To = "", "" }),
		"completed": with(status("completed"), func(e *Event) {
			e.To, e.Network, e.DurationSeconds, e.Rate, e.Price = "", "DE-TEST-1", 41, "0.01200000", "0.00820000"
			e.StartTime, e.EndTime, e.Timestamp = at("2026-03-04T05:06:07Z"), at("2026-03-04T05:06:48Z"), at("2026-03-04T05:06:47.512Z")
		}),
		"completed-disconnected-by": with(status("completed"), func(e *Event) {
			e.UUID, e.Direction, e.Network, e.DurationSeconds, e.Rate, e.Price = leg2, "outbound", "26201", 7, "0.01", "0.00"
			e.SIPCode, e.DisconnectedBy, e.StartTime, e.EndTime = 200, "platform", at("2026-03-04T05:06:00Z"), at("2026-03-04T05:06:07Z")
		}),
		"failed":                    with(status("failed"), func(e *Event) { e.Detail, e.Direction = "cannot_route", "outbound" }),
		"rejected-code-as-text":     with(status("rejected"), func(e *Event) { e.Detail, e.Direction, e.SIPCode = "declined", "outbound", 603 }),
		"machine":                   machine,
		"machine-beep":              with(machine, func(e *Event) { e.SubState = "beep_start" }),
		"transfer":                  moved,
		"transfer-as-status":        moved,
		"transcribed":               {Type: EventStatus, Status: "transcribed", ConversationUUID: conv},
		"status-of-the-future":      with(status("teleported"), func(e *Event) { e.From, e.To = "", "" }),
		"error-get":                 {Type: EventError, Reason: "The script could not be fetched", ConversationUUID: conv, Timestamp: stamp},
		"error-post":                {Type: EventError, Reason: "Syntax error in the script.", ConversationUUID: conv, Timestamp: stamp},
		"fallback-original-request": with(status("answered"), func(e *Event) { e.Reason = "Connection timed out." }),
	}
	for name, e := range want {
		if e.Direction == "inbound" { // every one of them with a number, or with none
			e.Caller.Number = e.From
			want[name] = e
		}
	}
	decodesTo(t, "event", DecodeEvent, want)
}

func TestDecodeInput(t *testing.T) {
	keyed := func(digits string) Input {
		return Input{UUID: leg, ConversationUUID: conv, From: caller, To: number, Digits: digits, Timestamp: stamp}
	}
	bare := func(digits string) Input {
		return Input{UUID: leg, ConversationUUID: conv, Digits: digits, Timestamp: stamp}
	}
	decodesTo(t, "input", DecodeInput, map[string]Input{
		"post":                 keyed("7"),
		"get":                  keyed("9"),
		"post-maximum-reached": {UUID: "---", ConversationUUID: "---", Digits: "42", Timestamp: stamp},
		"nothing-pressed":      keyed(""),
		"nothing-pressed-null": keyed(""),
		"dtmf-null":            bare(""),
		"dtmf-as-text":         bare("1234#"),
		"dtmf-as-text-get":     bare("06*"),
		"digits-as-number":     bare("5"),
		"speech":               {UUID: leg2, ConversationUUID: conv, From: caller, To: number, Timestamp: stamp},
	})
}

func TestDecodeRecording(t *testing.T) {
	r := Recording{RecordingUUID: rec, URL: recURL, ConversationUUID: conv, Bytes: 88210,
		StartTime: at("2026-03-04T05:06:07Z"), EndTime: at("2026-03-04T05:06:29Z"), Timestamp: at("2026-03-04T05:06:29.426Z")}
	unsized := r
	unsized.Bytes = -1 // not 0: an empty message would be thrown away
	decodesTo(t, "recording", DecodeRecording, map[string]Recording{"get": r, "post": r, "post-without-size": unsized})
}

// Webhooks with an empty address and a size of 0 were seen. That somebody has spoken is known all
// the same.
func TestRecordingWithoutAddress(t *testing.T) {
	for body, want := range map[string]Recording{
		`{"recording_uuid":"r1","recording_url":"","size":0,"conversation_uuid":"CON-1"}`: {RecordingUUID: "r1", ConversationUUID: "CON-1"},
		`{"recording_uuid":"r1"}`: {RecordingUUID: "r1", Bytes: -1},
		`{"recording_uuid":"r1","recording_url":null,"size":null,"start_time":"","end_time":null}`: {RecordingUUID: "r1", Bytes: -1},
	} {
		got, err := DecodeRecording(Request{Method: "POST", Body: []byte(body)})
		if err != nil || got != want {
			t.Errorf("%s: got %+v, %v, want %+v", body, got, err, want)
		}
	}
}

func TestLengthsAreClamped(t *testing.T) {
	for body, want := range map[string]int{
		`{"recording_uuid":"r1","start_time":"2026-03-02T02:14:10Z","end_time":"2026-03-02T02:14:22Z"}`: 12,
		`{"recording_uuid":"r1","start_time":"0001-01-01T00:00:01Z","end_time":"9999-12-31T00:00:00Z"}`: maxDurationSeconds,
		`{"recording_uuid":"r1","start_time":"2026-03-02T02:14:10Z","end_time":"2026-03-02T02:14:00Z"}`: 0,
		`{"recording_uuid":"r1","end_time":"2026-03-02T02:14:00Z"}`:                                     0,
	} {
		r, err := DecodeRecording(Request{Method: "POST", Body: []byte(body)})
		if err != nil || r.Seconds() != want {
			t.Errorf("%s: got %d s, %v, want %d", body, r.Seconds(), err, want)
		}
	}
	e, err := DecodeEvent(Request{Method: "POST", Body: []byte(`{"uuid":"a","status":"completed","duration":"1e300","sip_code":99999999999,"detail":"` + strings.Repeat("y", 3000) + `"}`)})
	if err != nil || e.DurationSeconds != maxDurationSeconds || e.SIPCode != 999 || len(e.Detail) != maxFieldCharacters {
		t.Errorf("got %d s, code %d, a detail of %d, %v", e.DurationSeconds, e.SIPCode, len(e.Detail), err)
	}
}

func TestWhatTheProviderWroteIsLoggedWithoutNumbersAndTokens(t *testing.T) {
	for text, want := range map[string]string{
		"NCCO download error":                               "NCCO download error",
		"to +14155550100 fails":                             "to *** fails",
		"to +1 (415) 555-0100 fails, 0041/44.555.01.00 too": "to *** fails, *** too",
		"Bad reply from https://a.example/voice/input/C1/caller.3.abc?to=14155550": "Bad reply from https://a.example/***",
		"https://user:secret@a.example:8443?x=1 refused":                           "https://a.example:8443/*** refused",
		"Bearer eyJhbGciOiJIUzI1NiJ9.eyJpYXQiOjF9.c2ln":                            "Bearer ***",
		"token caller.3.0123456789abcdefABCDEF":                                    "token ***",
		"line one\nline two, status 503 after 1000 ms":                             "line one line two, status 503 after 1000 ms",
	} {
		if got := Loggable(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
	if got := Loggable(strings.Repeat("word ", 1000)); len(got) > maxReason+10 {
		t.Errorf("%d characters got through", len(got))
	}
}

func TestDecodeNotify(t *testing.T) {
	n := Notify{Payload: map[string]string{"after": "record"}, ConversationUUID: conv, Timestamp: stamp}
	mixed := Notify{Payload: map[string]string{"n": "3", "none": ""}, ConversationUUID: conv, Timestamp: stamp}
	got, err := DecodeNotify(fixtures(t, "notify")["post-mixed-payload"])
	if err != nil {
		t.Fatal(err)
	}
	var deep map[string][]int
	if err := json.Unmarshal([]byte(got.Payload["deep"]), &deep); err != nil || !reflect.DeepEqual(deep, map[string][]int{"a": {1}}) {
		t.Errorf("nested payload became %q", got.Payload["deep"])
	}
	mixed.Payload["deep"] = got.Payload["deep"]
	decodesTo(t, "notify", DecodeNotify, map[string]Notify{"get": n, "post": n, "post-mixed-payload": mixed})
}

// decoders is every decoder, its value thrown away.
var decoders = map[string]func(Request) error{
	"answer":    func(r Request) error { _, err := DecodeAnswer(r); return err },
	"event":     func(r Request) error { _, err := DecodeEvent(r); return err },
	"input":     func(r Request) error { _, err := DecodeInput(r); return err },
	"recording": func(r Request) error { _, err := DecodeRecording(r); return err },
	"notify":    func(r Request) error { _, err := DecodeNotify(r); return err },
}

func TestEveryDecoderRefuses(t *testing.T) {
	for name, req := range map[string]Request{
		"no method":           {Body: []byte(`{}`)},
		"another method":      {Method: "PUT", Body: []byte(`{}`)},
		"an empty body":       {Method: "POST"},
		"an array":            {Method: "POST", Body: []byte(`[]`)},
		"null":                {Method: "POST", Body: []byte(`null`)},
		"half a body":         {Method: "POST", Body: []byte(`{"uuid":"a"`)},
		"two bodies":          {Method: "POST", Body: []byte(`{"uuid":"a"}{}`)},
		"a body too long":     {Method: "POST", Body: []byte(`{"uuid":"a","x":"` + strings.Repeat("y", maxPayloadBytes) + `"}`)},
		"a query too long":    {Method: "GET", RawQuery: "uuid=a&x=" + strings.Repeat("y", maxPayloadBytes)},
		"a broken query":      {Method: "GET", RawQuery: "uuid=%zz"},
		"an id with blanks":   {Method: "POST", Body: []byte(`{"uuid":"a b","conversation_uuid":"a b","recording_uuid":"a b","reason":{}}`)},
		"an object for an id": {Method: "POST", Body: []byte(`{"uuid":{},"conversation_uuid":{},"reason":[]}`)},
		"endless text":        {Method: "POST", Body: []byte(`{"uuid":"a","conversation_uuid":"` + strings.Repeat("y", 3000) + `","reason":"` + strings.Repeat("y", 3000) + `"}`)},
	} {
		for kind, decode := range decoders {
			if err := decode(req); !errors.Is(err, ErrMalformed) {
				t.Errorf("%s as %s: got %v, want ErrMalformed", name, kind, err)
			}
		}
	}
}

func TestDecodersRefuseWhatTheyCannotDoWithout(t *testing.T) {
	for name, tc := range map[string]struct{ kind, body string }{
		"an answer without leg":          {"answer", `{"from":"13125550142"}`},
		"a status without leg":           {"event", `{"status":"completed"}`},
		"a transfer without leg":         {"event", `{"type":"transfer"}`},
		"letters for keys":               {"input", `{"dtmf":{"digits":"abc"}}`},
		"an array for keys":              {"input", `{"dtmf":["1"]}`},
		"an array for digits":            {"input", `{"dtmf":{"digits":["1"]}}`},
		"half an object in a text":       {"input", `{"dtmf":"{\"digits\":"}`},
		"endless keys":                   {"input", `{"dtmf":"` + strings.Repeat("1", maxDigits+1) + `"}`},
		"a recording without id":         {"recording", `{"recording_url":"https://api.nexmo.com/v1/files/1"}`},
		"a notify with a broken payload": {"notify", `{"payload":"{"}`},
	} {
		if err := decoders[tc.kind](Request{Method: "POST", Body: []byte(tc.body)}); !errors.Is(err, ErrMalformed) {
			t.Errorf("%s: got %v, want ErrMalformed", name, err)
		}
	}
}

func TestErrorsOfDecodersRepeatNothingOfTheRequest(t *testing.T) {
	for kind, decode := range decoders {
		err := decode(Request{Method: "POST", Body: []byte(`{"uuid":"+13125550142 ","conversation_uuid":"+13125550142 ","reason":["13125550142"]}`)})
		if err == nil || strings.Contains(err.Error(), "3125550142") {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

// fuzzed decodes the same text as a body and as a query: either an error of the one class, or a
// value.
func fuzzed[T any](f *testing.F, kind string, decode func(Request) (T, error)) {
	for _, req := range fixtures(f, kind) {
		f.Add(string(req.Body))
		f.Add(req.RawQuery)
	}
	f.Add(`{"dtmf":"{\"digits\":null}","payload":[],"size":1e99,"sip_code":"NaN","original_request":"{}"}`)
	f.Fuzz(func(t *testing.T, s string) {
		for _, req := range []Request{{Method: "POST", Body: []byte(s)}, {Method: "GET", RawQuery: s}} {
			got, err := decode(req)
			var none T
			if err != nil && (!errors.Is(err, ErrMalformed) || !reflect.DeepEqual(got, none)) {
				t.Fatalf("%s %q: %+v, %v", req.Method, s, got, err)
			}
		}
	})
}

func FuzzDecodeAnswer(f *testing.F)    { fuzzed(f, "answer", DecodeAnswer) }
func FuzzDecodeEvent(f *testing.F)     { fuzzed(f, "event", DecodeEvent) }
func FuzzDecodeInput(f *testing.F)     { fuzzed(f, "input", DecodeInput) }
func FuzzDecodeRecording(f *testing.F) { fuzzed(f, "recording", DecodeRecording) }
func FuzzDecodeNotify(f *testing.F)    { fuzzed(f, "notify", DecodeNotify) }

func BenchmarkDecodeEvent(b *testing.B) {
	req := fixtures(b, "event")["completed"]
	b.ReportAllocs()
	for b.Loop() {
		if _, err := DecodeEvent(req); err != nil {
			b.Fatal(err)
		}
	}
}
