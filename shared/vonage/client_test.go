package vonage

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"ringdown/shared/call"
	"ringdown/shared/e164"
	"ringdown/shared/ncco"
	"ringdown/shared/port"
)

// request is what reached the provider.
type request struct {
	Method, URL, ContentType string
	Body                     any
}

// listening returns a client whose requests are kept, and answered by reply.
func listening(t *testing.T, reply roundTrip, change func(*Config)) (*Client, *[]request) {
	t.Helper()
	var got []request
	return clientOf(t, roundTrip(func(r *http.Request) (*http.Response, error) {
		note := request{Method: r.Method, URL: r.URL.String(), ContentType: r.Header.Get("Content-Type")}
		if r.Body != nil {
			sent, err := io.ReadAll(r.Body)
			if err != nil {
				return nil, err
			}
			if len(sent) > 0 && json.Unmarshal(sent, &note.Body) != nil {
				t.Errorf("body is no JSON: %s", sent)
			}
		}
		got = append(got, note)
		return reply(r)
	}), change), &got
}

func parsed(t *testing.T, s string) any {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(s), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// richScript holds what the SDK's own action types cannot say.
var richScript = ncco.Script{
	ncco.Talk{Text: "Drücken Sie 1.", Language: "de-DE", Style: 2, BargeIn: true},
	ncco.Input{MaxDigits: 1, TimeOutSeconds: 5, EventURL: "https://x.test/accept"},
	ncco.Conversation{Name: "r", MusicOnHoldURL: "asset:hold.mp3", EventURL: "https://x.test/rec", EndOnExit: true},
	ncco.Wait{Seconds: 0.5},
}

const richJSON = `[
	{"action":"talk","text":"Drücken Sie 1.","language":"de-DE","style":2,"bargeIn":true},
	{"action":"input","type":["dtmf"],"dtmf":{"maxDigits":1,"timeOut":5},"eventUrl":["https://x.test/accept"],"eventMethod":"POST"},
	{"action":"conversation","name":"r","musicOnHoldUrl":["https://assets.example.test/a/hold.mp3"],"startOnEnter":false,"endOnExit":true,"eventUrl":["https://x.test/rec"],"eventMethod":"POST"},
	{"action":"wait","timeout":0.5}]`

// keys is where the keys of a leg go.
var keys = ncco.Callback{Kind: "input", Call: "c1", Leg: "l1"}

func TestDialSendsEverything(t *testing.T) {
	c, got := listening(t, replying(201, "application/json", `{"uuid":"63f61863-4a51","status":"started"}`), nil)
	uuid, err := c.Dial(t.Context(), call.Dial{Region: euThree, From: "+13125550188", To: "+13125550142", Extension: "ww70#",
		RingSeconds: 20, Script: richScript, Status: ncco.Callback{Kind: "leg", Call: "c1", Leg: "l1"}})
	if err != nil || uuid != "63f61863-4a51" {
		t.Fatalf("got %q, %v", uuid, err)
	}
	want := []request{{"POST", euThree + "/v1/calls", "application/json", parsed(t, `{
		"to":[{"type":"phone","number":"13125550142","dtmfAnswer":"pp70#"}],"from":{"type":"phone","number":"13125550188"},
		"event_url":["`+callbacks.URL("leg/c1/l1/0")+`"],"event_method":"POST","ringing_timer":20,"ncco":`+richJSON+`}`)}}
	if !reflect.DeepEqual(*got, want) {
		t.Errorf("\n got %+v\nwant %+v", *got, want)
	}
}

func TestDialSignsItsCallbacks(t *testing.T) {
	c, got := listening(t, replying(201, "application/json", `{"uuid":"l1"}`), nil)
	if _, err := c.Dial(t.Context(), ringing()); err != nil {
		t.Fatal(err)
	}
	sent := (*got)[0].Body.(map[string]any)
	address := sent["event_url"].([]any)[0].(string)
	part := strings.Split(strings.TrimPrefix(address, "https://calls.example.test/voice/"), "/")
	if cb, err := callbacks.Check(part[0], part[1], part[2]); err != nil || cb.Kind != "leg" || cb.Leg != "l1" {
		t.Errorf("event_url %s: %+v, %v", address, cb, err)
	}
	input := sent["ncco"].([]any)[1].(map[string]any)["eventUrl"].([]any)[0].(string)
	if !strings.HasPrefix(input, "https://calls.example.test/voice/accept/c1/l1.0.") {
		t.Errorf("input goes to %s", input)
	}
}

func TestDialRefusesBeforeAnythingIsSent(t *testing.T) {
	c, got := listening(t, replying(201, "application/json", `{"uuid":"l1"}`), nil)
	for name, change := range map[string]func(*call.Dial){
		"a premium number":         func(d *call.Dial) { d.To = "+19005550147" },
		"an emergency number":      func(d *call.Dial) { d.To = "+112" },
		"a number abroad":          func(d *call.Dial) { d.To, d.Policy = "+447700900147", e164.PolicyFor([]string{"US"}, nil) },
		"no caller id":             func(d *call.Dial) { d.From = "" },
		"no status address":        func(d *call.Dial) { d.Status = ncco.Callback{} },
		"121 s of ringing":         func(d *call.Dial) { d.RingSeconds = 121 },
		"no script":                func(d *call.Dial) { d.Script = nil },
		"a bad script":             func(d *call.Dial) { d.Script = ncco.Script{ncco.Talk{}} },
		"a script with a stray":    func(d *call.Dial) { d.Script = ncco.Script{ncco.Stream{URL: "hold.mp3"}} },
		"barge-in without a input": func(d *call.Dial) { d.Script = d.Script[:1] },
	} {
		d := ringing()
		change(&d)
		_, err := c.Dial(t.Context(), d)
		if !errors.Is(err, port.ErrRefused) || strings.Contains(err.Error(), "5550147") {
			t.Errorf("%s: got %v, want port.ErrRefused", name, err)
		}
	}
	if len(*got) != 0 {
		t.Errorf("%d requests were sent", len(*got))
	}
}

func TestRequestsOnALeg(t *testing.T) {
	c, got := listening(t, replying(204, "", ""), nil)
	for _, err := range []error{
		c.HangUp(t.Context(), euThree, "l1"),
		c.Transfer(t.Context(), euThree, "l1", richScript),
		c.Listen(t.Context(), euThree, "l1", keys),
		c.Speak(t.Context(), euThree, "l1", ncco.Talk{Text: "One moment.", Language: "de-DE", Style: 2}),
	} {
		if err != nil {
			t.Error(err)
		}
	}
	want := []request{
		{"PUT", euThree + "/v1/calls/l1", "application/json", parsed(t, `{"action":"hangup"}`)},
		{"PUT", euThree + "/v1/calls/l1", "application/json", parsed(t, `{"action":"transfer","destination":{"type":"ncco","ncco":`+richJSON+`}}`)},
		{"PUT", euThree + "/v1/calls/l1/input/dtmf", "application/json", parsed(t, `{"event_url":["`+callbacks.URL("input/c1/l1/0")+`"]}`)},
		{"PUT", euThree + "/v1/calls/l1/talk", "application/json", parsed(t, `{"text":"One moment.","language":"de-DE","style":2}`)},
	}
	if !reflect.DeepEqual(*got, want) {
		t.Errorf("\n got %+v\nwant %+v", *got, want)
	}
}

func TestRequestsOnWhatIsNoLegAreRefused(t *testing.T) {
	c, got := listening(t, replying(204, "", ""), nil)
	for _, id := range []string{"", "a/b", "..", "a?b", "a b", "a%2fb", strings.Repeat("x", maxLegID+1)} {
		_, _, _, numbersErr := c.Inbound(t.Context(), id)
		for _, err := range []error{c.HangUp(t.Context(), "", id), c.Transfer(t.Context(), "", id, richScript), c.Listen(t.Context(), "", id, keys), c.Speak(t.Context(), "", id, ncco.Talk{Text: "Hello."}), numbersErr} {
			if !errors.Is(err, port.ErrRefused) {
				t.Errorf("%q: got %v, want port.ErrRefused", id, err)
			}
		}
	}
	if err := c.Transfer(t.Context(), "", "l1", nil); !errors.Is(err, port.ErrRefused) {
		t.Errorf("an empty script: got %v, want port.ErrRefused", err)
	}
	if len(*got) != 0 {
		t.Errorf("%d requests were sent", len(*got))
	}
}

func TestNumbersComeFromTheInboundLeg(t *testing.T) {
	c, got := listening(t, replying(200, "application/hal+json", `{"count":2,"_embedded":{"calls":[
		{"direction":"outbound","from":{"type":"phone","number":"13125550188"},"to":{"type":"phone","number":"13125550199"}},
		{"uuid":"in-1","direction":"inbound","from":{"type":"phone","number":13125550142},"to":{"type":"phone","number":"13125550188"}}]}}`), nil)
	leg, from, to, err := c.Inbound(t.Context(), conv)
	if leg != "in-1" || from != (e164.Caller{Number: caller}) || to != number || err != nil {
		t.Errorf("got %q, %+v, %q, %v", leg, from, to, err)
	}
	want := []request{{Method: "GET", URL: "https://api.nexmo.com/v1/calls?conversation_uuid=" + conv + "&order=asc&page_size=100"}}
	if !reflect.DeepEqual(*got, want) {
		t.Errorf("asked %+v, want %+v", *got, want)
	}
}

func TestNumbersOfNoInboundLeg(t *testing.T) {
	for body, want := range map[string]error{
		`{"_embedded":{"calls":[{"direction":"outbound","from":{"number":"13125550188"}}]}}`: nil, // the caller's leg is ""
		`{}`:     port.ErrNotFound,
		`<html>`: ErrUnknown,
	} {
		c := clientOf(t, replying(200, "application/json", body), nil)
		if _, from, to, err := c.Inbound(t.Context(), conv); from != (e164.Caller{}) || to != "" || !errors.Is(err, want) {
			t.Errorf("%s: got %+v, %q, %v, want %v", body, from, to, err, want)
		}
	}
	withheld := clientOf(t, replying(200, "application/json", `{"_embedded":{"calls":[{"direction":"inbound","from":{"number":null},"to":{"number":"13125550188"}}]}}`), nil)
	if _, from, to, err := withheld.Inbound(t.Context(), conv); !from.Withheld() || to != number || err != nil {
		t.Errorf("a withheld caller: got %+v, %q, %v", from, to, err)
	}
}

func TestATokenGoesToTheProvidersHostsOnly(t *testing.T) {
	for region, want := range map[string]string{
		"":                                      "https://api.nexmo.com",
		"https://api-us-3.vonage.com":           "https://api-us-3.vonage.com",
		"https://api-us-3.vonage.com/":          "https://api-us-3.vonage.com",
		"https://API-AP-4.vonage.com":           "https://api-ap-4.vonage.com",
		"https://api-sg-1.nexmo.com":            "https://api-sg-1.nexmo.com",
		"http://localhost:4010":                 "http://localhost:4010", // the configured simulator
		"http://localhost:4011":                 "https://api.nexmo.com",
		"http://api-us-3.vonage.com":            "https://api.nexmo.com",
		"http://api.nexmo.com":                  "https://api.nexmo.com",
		"https://evil.test":                     "https://api.nexmo.com",
		"https://api-us-3.vonage.com.evil.test": "https://api.nexmo.com",
		"https://api-us-3.vonage.com@evil.test": "https://api.nexmo.com",
		"https://u:p@api-us-3.vonage.com":       "https://api.nexmo.com",
		"https://api-us-3.vonage.com:8443":      "https://api.nexmo.com",
		"https://api-us-3.vonage.com/v1/files":  "https://api.nexmo.com",
		"api-us-3.vonage.com":                   "https://api.nexmo.com",
		"https://example.com\r\n":               "https://api.nexmo.com",
		"ftp://localhost:4010":                  "https://api.nexmo.com",
	} {
		c, got := listening(t, replying(204, "", ""), func(c *Config) { c.AllowedHosts = []string{"localhost:4010"} })
		if err := c.HangUp(t.Context(), region, "l1"); err != nil {
			t.Fatal(err)
		}
		if went := strings.TrimSuffix((*got)[0].URL, "/v1/calls/l1"); went != want {
			t.Errorf("region %q: went to %s, want %s", region, went, want)
		}
	}
}

func TestNewClientRefuses(t *testing.T) {
	for name, c := range map[string]Config{
		"nothing":          {},
		"no key":           {ApplicationID: "app-1"},
		"a bad base URL":   {ApplicationID: "app-1", PrivateKeyPEM: pkcs8(t), BaseURL: "localhost:4010"},
		"a base of no web": {ApplicationID: "app-1", PrivateKeyPEM: pkcs8(t), BaseURL: "ftp://x.test"},
	} {
		if got, err := NewClient(c); err == nil {
			t.Errorf("%s: got %+v", name, got)
		}
	}
}

func BenchmarkDial(b *testing.B) {
	c := clientOf(b, replying(201, "application/json", `{"uuid":"l1"}`), nil)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.Dial(b.Context(), ringing()); err != nil {
			b.Fatal(err)
		}
	}
}

func TestWhetherALegLives(t *testing.T) {
	for body, want := range map[string]bool{
		`{"status":"started"}`: true, `{"status":"ringing"}`: true, `{"status":"answered"}`: true,
		`{"status":"completed"}`: false, `{"status":"cancelled"}`: false, `{"status":"timeout"}`: false,
	} {
		c := clientOf(t, replying(200, "application/json", body), nil)
		if got, _, err := c.Lives(t.Context(), "", leg); got != want || err != nil {
			t.Errorf("%s: got %v, %v, want %v", body, got, err, want)
		}
	}
	for body, want := range map[string]error{`{}`: ErrUnknown, `<html>`: ErrUnknown} {
		if _, _, err := clientOf(t, replying(200, "application/json", body), nil).Lives(t.Context(), "", leg); !errors.Is(err, want) {
			t.Errorf("%s: got %v, want %v", body, err, want)
		}
	}
	if _, _, err := clientOf(t, replying(404, "", ""), nil).Lives(t.Context(), "", leg); !errors.Is(err, port.ErrNotFound) {
		t.Errorf("a leg nobody knows: got %v", err)
	}
}
