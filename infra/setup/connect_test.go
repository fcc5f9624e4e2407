package setup

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	sdk "github.com/vonage/vonage-go-sdk"

	"ringdown/shared/e164"
	"ringdown/shared/port"
)

func testOutputs() Outputs {
	return Outputs{
		AnswerURL: "https://api.example/voice/answer", EventURL: "https://api.example/voice/event", FallbackURL: "https://cdn.example/fallback.json",
		AssetsURL: "https://cdn.example/assets", PublicBucket: "public", RecordingsBucket: "recordings", SettingsTable: "settings", CallsTable: "calls", AlertsTable: "alerts",
		Application: testApp, Account: testKey,
		DeadLetters: map[port.Queue]string{port.OrdersQueue: "o", port.DialsQueue: "d", port.AsksQueue: "f", port.AlertsQueue: "a", port.RecordingsQueue: "r"},
	}
}

func connection(numbers ...e164.Number) Connection {
	return Connection{Outputs: testOutputs(), Application: testApp, Region: "eu-west", Numbers: numbers}
}

// at walks into decoded JSON.
func at(v any, path ...string) any {
	for _, p := range path {
		m, _ := v.(map[string]any)
		v = m[p]
	}
	return v
}

func TestConnectSaysAndDoesWhatDiffersAndNothingASecondTime(t *testing.T) {
	p, a := newProvider(t)
	p.apps = []map[string]any{bare()}
	p.numbers = []map[string]string{owned("141555501001"), owned("14155550100"), owned("14155550101", "app_id", "another")}
	c := connection("+14155550100", "+14155550101")
	var said strings.Builder
	if err := Connect(t.Context(), a, c, &said); err != nil {
		t.Fatal(err)
	}
	voice := at(p.apps[0], "capabilities", "voice")
	for hook, want := range map[string][4]any{
		"answer_url":          {"https://api.example/voice/answer", "POST", 1000.0, 5000.0},
		"event_url":           {"https://api.example/voice/event", "POST", 1000.0, 10000.0},
		"fallback_answer_url": {"https://cdn.example/fallback.json", "GET", 1000.0, 5000.0},
	} {
		h := at(voice, "webhooks", hook)
		if got := [4]any{at(h, "address"), at(h, "http_method"), at(h, "connect_timeout"), at(h, "socket_timeout")}; got != want {
			t.Errorf("%s is %v, want %v", hook, got, want)
		}
	}
	if at(voice, "signed_callbacks") != true || at(voice, "region") != "eu-west" || at(voice, "conversations_ttl") != 48.0 {
		t.Errorf("voice is %v", voice)
	}
	if at(p.apps[0], "capabilities", "messages", "webhooks", "inbound_url", "address") != "https://other.example/in" || at(p.apps[0], "privacy", "improve_ai") != false ||
		!strings.Contains(fmt.Sprint(at(p.apps[0], "keys", "public_key")), "BEGIN PUBLIC KEY") || at(p.apps[0], "name") != "Ringdown" {
		t.Errorf("what is not ours was lost: %v", p.apps[0])
	}
	if p.numbers[0]["app_id"] != "" || p.numbers[1]["app_id"] != testApp || p.numbers[2]["app_id"] != testApp {
		t.Errorf("numbers are %v", p.numbers)
	}
	for _, want := range []string{"changed", "answer_url, http_method: none → POST", "signed_callbacks: none → true", "number +14155550100: linked\n", "away from application another"} {
		if !strings.Contains(said.String(), want) {
			t.Errorf("%q is missing from\n%s", want, said.String())
		}
	}
	before := len(p.changes())
	said.Reset()
	if err := Connect(t.Context(), a, c, &said); err != nil || len(p.changes()) != before {
		t.Errorf("a second time: %v, %q", err, p.changes()[before:])
	}
	if want := "application Ringdown (" + testApp + "): as it should be\nnumber +14155550100: linked already\nnumber +14155550101: linked already\n"; said.String() != want {
		t.Errorf("a second time it says\n%s", said.String())
	}
}

func TestADryRunChangesNothing(t *testing.T) {
	p, a := newProvider(t)
	p.apps, p.numbers = []map[string]any{bare()}, []map[string]string{owned("14155550100")}
	c := connection("+14155550100")
	c.DryRun = true
	var said strings.Builder
	if err := Connect(t.Context(), a, c, &said); err != nil || len(p.changes()) != 0 {
		t.Errorf("%v, %q", err, p.changes())
	}
	if !strings.Contains(said.String(), "would change") || !strings.Contains(said.String(), "would be linked") {
		t.Errorf("it says\n%s", said.String())
	}
}

func TestConnectRefuses(t *testing.T) {
	for name, tc := range map[string]struct {
		change func(*provider, *Connection)
		want   string
	}{
		"a region the provider lacks": {func(_ *provider, c *Connection) { c.Region = "eu-north" }, "apac-sng"},
		"the credentials of another":  {func(_ *provider, c *Connection) { c.Outputs.Account = "other" }, "--parameters VonageApiKey=abcd1234"},
		"an application not told":     {func(_ *provider, c *Connection) { c.Application = "b" }, "--parameters VonageApplicationId=b"},
		"an application that is not":  {func(p *provider, _ *Connection) { p.apps = nil }, "no such application"},
		"a number that is not ours":   {func(p *provider, _ *Connection) { p.numbers = nil }, "buy it"},
		"a number that is forwarded":  {func(p *provider, _ *Connection) { p.numbers[0]["voiceCallbackType"] = "tel" }, "remove its forwarding"},
		"an update that is refused": {func(p *provider, _ *Connection) {
			p.refuse["/v2/applications/"+testApp] = 422
			p.words["/v2/applications/"+testApp] = "{}"
		}, "status 422"},
		"a link refused": {func(p *provider, _ *Connection) { p.refuse["/number/update"] = 420 }, "status 420"},
		"a link refused with a success": {func(p *provider, _ *Connection) {
			p.numbers[0]["country"] = "GB"
			p.refuse["/number/update"] = 200
			p.words["/number/update"] = `{"error-code":"420","error-code-label":"method failed for 14155550100"}`
		}, "code 420, method failed for ***"},
		"a secret that is not the account": {func(p *provider, _ *Connection) { p.refuse["/account/numbers"] = 401 }, "VONAGE_API_SECRET"},
	} {
		t.Run(name, func(t *testing.T) {
			p, a := newProvider(t)
			p.apps, p.numbers = []map[string]any{bare()}, []map[string]string{owned("14155550100")}
			c := connection("+14155550100")
			tc.change(p, &c)
			var said strings.Builder
			err := Connect(t.Context(), a, c, &said)
			if err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("got %v, want %q", err, tc.want)
			}
			if strings.Contains(fmt.Sprint(err), testSecret) || strings.Contains(fmt.Sprint(err), "4155550100") {
				t.Errorf("the error holds what logs must not: %v", err)
			}
		})
	}
}

func TestNobodyAtTheProvidersAddressIsAnErrorAndNoPanic(t *testing.T) {
	server := httptest.NewServer(nil)
	server.Close() // its port refuses now
	a, err := NewAccount(testKey, testSecret, server.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	_, _, byName := a.ApplicationByName(t.Context(), "Ringdown")
	_, one := a.Application(t.Context(), testApp)
	_, created := a.CreateApplication(t.Context(), "Ringdown", "pem")
	_, number := a.Number(t.Context(), "+14155550100")
	link := a.link(t.Context(), Owned{Country: "US", Digits: "14155550100"}, "+14155550100", testApp)
	for what, err := range map[string]error{"list": byName, "read": one, "create": created, "number": number, "link": link} {
		if !errors.Is(err, ErrProvider) || !strings.Contains(err.Error(), "refused") || strings.Contains(err.Error(), testSecret) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestTheSDKIsNeverGivenAnErrorItPanicsOn(t *testing.T) {
	server := httptest.NewServer(nil)
	server.Close()
	a, err := NewAccount(testKey, testSecret, server.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if p := recover(); p != nil {
			t.Errorf("panic: %v", p)
		}
	}()
	// Without the last line of defence, so that the guard is tested and not that one.
	c := sdk.NewNumbersClient(a.auth())
	c.Config.BasePath, c.Config.HTTPClient = a.numbers, a.guarded(t.Context(), &reply{})
	if _, _, err := c.List(sdk.NumbersOpts{}); err == nil {
		t.Error("a refused connection is no error")
	}
}

func TestSilenceOfTheProviderEnds(t *testing.T) {
	a, err := NewAccount(testKey, testSecret, "http://provider.example", trip(func(r *http.Request) (*http.Response, error) {
		<-r.Context().Done()
		return nil, r.Context().Err()
	}))
	if err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		if _, err := a.Application(context.Background(), testApp); !errors.Is(err, ErrProvider) || time.Since(start) != requestTime {
			t.Errorf("got %v after %v", err, time.Since(start))
		}
	})
}

func TestApplicationsAreFoundOnEveryPage(t *testing.T) {
	p, a := newProvider(t)
	other := bare()
	other["name"], other["id"] = "Other", "b"
	p.apps = []map[string]any{other, bare()}
	app, ok, err := a.ApplicationByName(t.Context(), "Ringdown")
	if err != nil || !ok || app.ID != testApp {
		t.Errorf("got %v, %t, %v", app.ID, ok, err)
	}
	if _, ok, err := a.ApplicationByName(t.Context(), "Nobody"); ok || err != nil {
		t.Errorf("one that is not there: %t, %v", ok, err)
	}
	p.apps = append(p.apps, bare())
	if _, _, err := a.ApplicationByName(t.Context(), "Ringdown"); err == nil || !strings.Contains(err.Error(), "--application") {
		t.Errorf("two of one name: %v", err)
	}
}

func TestAnAccountPrintsWithoutItsSecret(t *testing.T) {
	_, a := newProvider(t)
	for _, text := range []string{fmt.Sprint(a), fmt.Sprintf("%+v", a), fmt.Sprintf("%#v", a)} {
		if strings.Contains(text, testSecret) {
			t.Errorf("%s", text)
		}
	}
	for _, creds := range [][2]string{{"", testSecret}, {testKey, ""}} {
		if _, err := NewAccount(creds[0], creds[1], "", nil); err == nil || !strings.Contains(err.Error(), "VONAGE_API_SECRET") {
			t.Errorf("%q: %v", creds, err)
		}
	}
}

func TestRegionsAreNearTheStack(t *testing.T) {
	for aws, want := range map[string]string{
		"us-east-1": "na-east", "us-west-2": "na-west", "eu-west-1": "eu-west", "eu-central-1": "eu-east", "ap-southeast-2": "apac-australia", "ap-northeast-1": "apac-sng", "": "", "xx-1": "",
	} {
		if got := NearestRegion(aws); got != want {
			t.Errorf("%s: got %q, want %q", aws, got, want)
		}
	}
	for _, n := range nearest {
		if !slices.Contains(regions, n.provider) {
			t.Errorf("%s leads to %s, which is no region", n.aws, n.provider)
		}
	}
}

const outputsFile = `{"Other": {"Url": "x"}, "Ringdown": {
 "AnswerUrlUsePOST": "https://abc.execute-api.eu-central-1.amazonaws.com/voice/answer", "EventUrlUsePOST": "https://abc.execute-api.eu-central-1.amazonaws.com/voice/event",
 "FallbackUrlUseGET": "https://d1.cloudfront.net/fallback.json", "AssetsUrl": "https://d1.cloudfront.net/assets", "SubscribeToTopic": "arn:x",
 "PublicBucket": "p", "RecordingsBucket": "r", "SettingsTable": "s", "CallsTable": "c", "AlertsTable": "a", "OrdersDeadLetters": "q1", "DialsDeadLetters": "q4", "AsksDeadLetters": "q5", "AlertsDeadLetters": "q2", "RecordingsDeadLetters": "q3",
 "VonageApplication": "app", "VonageAccount": "key", "MailIdentityInSes": "none"}}`

func TestOutputsAreRead(t *testing.T) {
	o, err := ParseOutputs([]byte(outputsFile))
	if err != nil {
		t.Fatal(err)
	}
	if o.BaseURL() != "https://abc.execute-api.eu-central-1.amazonaws.com" || o.AWSRegion() != "eu-central-1" || o.MailIdentity != "" || o.Application != "app" || o.DeadLetters[port.AlertsQueue] != "q2" {
		t.Errorf("got %+v", o)
	}
	var stacks map[string]map[string]string
	if err := json.Unmarshal([]byte(outputsFile), &stacks); err != nil {
		t.Fatal(err)
	}
	for name := range stacks["Ringdown"] {
		if name == "SubscribeToTopic" || strings.HasPrefix(name, "Vonage") || name == "MailIdentityInSes" {
			continue
		}
		without := strings.Replace(outputsFile, `"`+name+`"`, `"Gone"`, 1)
		if _, err := ParseOutputs([]byte(without)); err == nil {
			t.Errorf("nobody misses %s", name)
		}
	}
	for _, file := range []string{"", "[]", "{}", strings.Replace(outputsFile, `"https://d1.cloudfront.net/assets"`, `"assets"`, 1)} {
		if _, err := ParseOutputs([]byte(file)); err == nil || !strings.Contains(err.Error(), "make deploy") {
			t.Errorf("%.40q: %v", file, err)
		}
	}
}

func FuzzParseOutputs(f *testing.F) {
	f.Add([]byte(outputsFile))
	f.Add([]byte(`{"Ringdown": {}}`))
	f.Fuzz(func(t *testing.T, file []byte) {
		o, err := ParseOutputs(file)
		if err == nil && (o.AnswerURL == "" || o.DeadLetters[port.OrdersQueue] == "") {
			t.Errorf("%s was read as %+v", file, o)
		}
	})
}
