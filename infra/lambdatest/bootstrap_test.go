package lambdatest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/golang-jwt/jwt/v5"

	"ringdown/shared/ncco"
	"ringdown/shared/routes"
	"ringdown/shared/switchboard"
	"ringdown/shared/token"
	"ringdown/shared/vonage"
)

const (
	signatureSecret = "the account's signature secret"
	callbackKey     = "the key of our own addresses, 32 bytes or more"
	baseURL         = "https://calls.example.test"
	ordersQueue     = "https://sqs.eu-central-1.amazonaws.com/123456789012/orders"
	dialsQueue      = "https://sqs.eu-central-1.amazonaws.com/123456789012/dials"
	asksQueue       = "https://sqs.eu-central-1.amazonaws.com/123456789012/asks"
	alertsQueue     = "https://sqs.eu-central-1.amazonaws.com/123456789012/alerts"
	noCall          = "CAnobody"
)

// environment is everything the stack tells functions; each gets its part.
func environment(t testing.TB, account *Account, function string) map[string]string {
	t.Helper()
	values := map[routes.Need]map[string]string{
		routes.ReadCalls:       {routes.EnvCallsTable: "calls"},
		routes.WriteCalls:      {routes.EnvCallsTable: "calls"},
		routes.WriteSettings:   {routes.EnvSettingsTable: "settings"},
		routes.KeepPrompts:     {routes.EnvRecordingsBucket: "recordings", routes.EnvPublicBucket: "public"},
		routes.SpeakPrompts:    {},
		routes.CheckTokens:     {routes.EnvIssuer: "https://issuer.example.test", routes.EnvClients: "console", routes.EnvGroupsClaim: "cognito:groups"},
		routes.ListLines:       {routes.EnvSettingsTable: "settings"},
		routes.SweepCalls:      {routes.EnvCallsTable: "calls"},
		routes.CountCalls:      {routes.EnvCallsTable: "calls"},
		routes.ReadAlerts:      {routes.EnvAlertsTable: "alerts"},
		routes.WriteAlerts:     {routes.EnvAlertsTable: "alerts"},
		routes.SweepAlerts:     {routes.EnvAlertsTable: "alerts"},
		routes.ReadDialplans:   {routes.EnvSettingsTable: "settings"},
		routes.SendOrders:      {routes.EnvOrdersQueue: ordersQueue, routes.EnvDialsQueue: dialsQueue, routes.EnvAsksQueue: asksQueue},
		routes.SendAlerts:      {routes.EnvAlertsQueue: alertsQueue},
		routes.KeepRecordings:  {routes.EnvRecordingsBucket: "recordings"},
		routes.RetryRecordings: {routes.EnvRecordingsQueue: ordersQueue, routes.EnvRecordingsDead: alertsQueue},
		routes.PlayRecordings:  {routes.EnvRecordingsBucket: "recordings"},
		routes.ReadActivity:    {routes.EnvCallsTable: "calls", routes.EnvAlertsTable: "alerts", routes.EnvSettingsTable: "settings"},
		routes.TendRecordings:  {routes.EnvRecordingsBucket: "recordings"},
		routes.TellPeople:      {routes.EnvAlertsTopic: "arn:aws:sns:eu-central-1:123456789012:alerts", routes.EnvMailFrom: "ringdown@example.test"},
		routes.PublishEvents:   {routes.EnvEventBus: "default"},
		routes.SendDials:       {routes.EnvDialsQueue: dialsQueue},
		routes.SignatureSecret: {routes.EnvSignatureSecretName: routes.SignatureSecretName, routes.EnvVonageApplication: "app", routes.EnvVonageAPIKey: "key"},
		routes.CallbackKey:     {routes.EnvCallbackKeyName: routes.CallbackKeyName, routes.EnvBaseURL: baseURL, routes.EnvAssetsURL: "https://public.example.test/assets"},
		routes.PrivateKey:      {routes.EnvPrivateKeyName: routes.PrivateKeyName, routes.EnvVonageApplication: "app"},
	}
	f, ok := routes.Find(function)
	if !ok {
		t.Fatalf("no function %s", function)
	}
	out := map[string]string{"AWS_ENDPOINT_URL": account.URL}
	for _, need := range f.Needs {
		for name, value := range values[need] {
			out[name] = value
		}
	}
	return out
}

// built builds each function once for all tests.
var built = sync.OnceValues(func() (string, error) {
	folder, err := os.MkdirTemp("", "ringdown-functions")
	if err != nil {
		return "", err
	}
	for _, f := range routes.Functions {
		if err := Build("ringdown/functions/"+f.Name+"/bootstrap", filepath.Join(folder, f.Name)); err != nil {
			return "", err
		}
	}
	return folder, Build("ringdown/infra/lambdatest/empty", filepath.Join(folder, "empty"))
})

func binary(t testing.TB, function string) string {
	t.Helper()
	folder, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(folder, function)
}

func newAccount(t testing.TB) *Account {
	t.Helper()
	a := NewAccount(map[string]string{
		routes.SignatureSecretName: signatureSecret, routes.CallbackKeyName: callbackKey, routes.PrivateKeyName: privateKey(t),
	})
	t.Cleanup(a.Close)
	return a
}

// webhook is an event of the HTTP API (payload format 2.0), signed as the provider signs.
func webhook(t testing.TB, method, path, body string, parameters map[string]string) []byte {
	t.Helper()
	hash := sha256.Sum256([]byte(body))
	signed, err := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{
		"iat": time.Now().Unix(), "jti": "1", "iss": "Vonage", "payload_hash": hex.EncodeToString(hash[:]), "api_key": "key", "application_id": "app",
	}).SignedString([]byte(signatureSecret))
	if err != nil {
		t.Fatal(err)
	}
	e := events.APIGatewayV2HTTPRequest{
		Version: "2.0", RouteKey: method + " " + path, RawPath: path, PathParameters: parameters, Body: body,
		Headers: map[string]string{"content-type": "application/json", "authorization": "Bearer " + signed, "host": "calls.example.test"},
	}
	e.RequestContext.HTTP.Method, e.RequestContext.HTTP.Path, e.RequestContext.RequestID = method, path, "r1"
	return encoded(t, e)
}

func message(t testing.TB, body string, attributes map[string]string) []byte {
	t.Helper()
	m := events.SQSMessage{MessageId: "m1", Body: body, EventSource: "aws:sqs", MessageAttributes: map[string]events.SQSMessageAttribute{}}
	for name, value := range attributes {
		m.MessageAttributes[name] = events.SQSMessageAttribute{StringValue: &value, DataType: "String"}
	}
	return encoded(t, events.SQSEvent{Records: []events.SQSMessage{m}})
}

func encoded(t testing.TB, v any) []byte {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// callback gives the path parameters of one of our own addresses.
func callback(kind, leg string) map[string]string {
	c := vonage.Callbacks{BaseURL: baseURL, Key: []byte(callbackKey)}
	url := c.URL(ncco.Callback{Kind: kind, Call: noCall, Leg: leg}.String())
	return map[string]string{"call": noCall, "token": url[strings.LastIndex(url, "/")+1:]}
}

const (
	answerBody = `{"from":"447700900001","to":"442079460000","uuid":"aaaaaaaabbbbccccddddeeeeeeeeeeee","conversation_uuid":"CON-aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee","region_url":"https://api-eu-3.vonage.com"}`
	eventBody  = `{"from":"447700900001","to":"442079460000","uuid":"aaaaaaaabbbbccccddddeeeeeeeeeeee","conversation_uuid":"CON-aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee","status":"completed","direction":"inbound","timestamp":"2026-11-22T17:00:00.000Z","duration":"3","start_time":"2026-11-22T16:59:57.000Z","end_time":"2026-11-22T17:00:00.000Z"}`
	inputBody  = `{"dtmf":{"digits":"1","timed_out":false},"from":"447700900001","to":"442079460000","uuid":"aaaaaaaabbbbccccddddeeeeeeeeeeee","conversation_uuid":"CON-aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee","timestamp":"2026-11-22T17:00:00.000Z"}`
)

// In an account in which nothing has happened there is no line and no call; what each
// function says then shows that it got its event, secrets, tables and queues.
var bootstraps = map[string]struct {
	event func(testing.TB) []byte
	says  []string // parts of its answer
	asks  []string // of the account, besides its secrets
}{
	"answer": {
		func(t testing.TB) []byte { return webhook(t, "POST", "/voice/answer", answerBody, nil) },
		[]string{`"statusCode":200`, `not in service`}, []string{"GetItem settings"},
	},
	"input": {
		func(t testing.TB) []byte {
			return webhook(t, "POST", "/voice/input/{call}/{token}", inputBody, callback("input", "caller"))
		},
		[]string{`"statusCode":200`, `talk`}, []string{"GetItem calls"},
	},
	"accept": {
		func(t testing.TB) []byte {
			return webhook(t, "POST", "/voice/accept/{call}/{token}", inputBody, callback("accept", "a"))
		},
		[]string{`"statusCode":204`}, []string{"GetItem calls"},
	},
	"leg": {
		func(t testing.TB) []byte { return webhook(t, "POST", "/voice/event", eventBody, nil) },
		[]string{`"statusCode":204`}, []string{"GetItem calls"},
	},
	"mailfate": {
		func(t testing.TB) []byte {
			return message(t, `{"eventType":"Delivery","mail":{"messageId":"m1","headers":[{"name":"X-Ringdown-Alert","value":"a1"},{"name":"X-Ringdown-Notification","value":"1"}]},"delivery":{"recipients":["ann@example.com"]}}`, nil)
		},
		[]string{`"batchItemFailures":null`}, []string{"GetItem alerts"}, // of an alert that is not kept any more
	},
	"readout": {
		func(t testing.TB) []byte {
			return webhook(t, "POST", "/voice/readoutkey/{call}/{token}", inputBody, callback("readoutkey", "2"))
		},
		[]string{`"statusCode":204`}, []string{"GetItem alerts"},
	},
	"listen": {
		func(t testing.TB) []byte {
			link := switchboard.Links{BaseURL: baseURL, Key: []byte(callbackKey)}.Listen(noCall, time.Now().Add(time.Hour))
			return webhook(t, "GET", "/listen/{call}/{token}", "", map[string]string{"call": noCall, "token": link[strings.LastIndex(link, "/")+1:]})
		},
		[]string{`"statusCode":404`, "no longer kept"}, []string{"GetItem calls"},
	},
	"activity": { // a token cannot be proved here, and without one nothing is asked of the account
		func(t testing.TB) []byte {
			e := events.APIGatewayV2HTTPRequest{Version: "2.0", RawPath: "/api/v1/calls"}
			e.RequestContext.HTTP.Method = "GET"
			return encoded(t, e)
		},
		[]string{`"statusCode":401`, "urn:ringdown:problem:unauthenticated"}, nil,
	},
	"respond": {
		func(t testing.TB) []byte {
			e := events.APIGatewayV2HTTPRequest{Version: "2.0", RawPath: "/api/v1/alerts/c1-1/acknowledge"}
			e.RequestContext.HTTP.Method = "POST"
			return encoded(t, e)
		},
		[]string{`"statusCode":401`, "urn:ringdown:problem:unauthenticated"}, nil,
	},
	"settings": {
		func(t testing.TB) []byte { return encoded(t, map[string]bool{"sweep": true}) },
		[]string{`"statusCode":0`}, []string{"Query settings"},
	},
	"ask": {
		func(t testing.TB) []byte {
			return message(t, `{"queue":"asks","order":"ask 1","call":"`+noCall+`"}`, nil)
		},
		[]string{`"batchItemFailures":null`}, []string{"GetItem calls", "SendMessageBatch " + asksQueue},
	},
	"act": {
		func(t testing.TB) []byte { return encoded(t, map[string]bool{"sweep": true}) },
		[]string{`"batchItemFailures":null`}, []string{"Query calls"},
	},
	"alert": {
		func(t testing.TB) []byte { return message(t, `{"call":"`+noCall+`","alert":"a1"}`, nil) },
		[]string{`"itemIdentifier":"m1"`}, []string{"GetItem calls"},
	},
	"recording": {
		func(t testing.TB) []byte {
			return message(t, `{}`, map[string]string{"call": noCall, "token": "caller.0." + token.Sign([]byte("another key"), "recording", noCall, "caller", "0")})
		},
		[]string{`"batchItemFailures":null`}, nil, // a forged message is dropped, not tried again
	},
}

func TestEachBootstrapFindsItsWay(t *testing.T) {
	for _, f := range routes.Functions {
		t.Run(f.Name, func(t *testing.T) {
			account := newAccount(t)
			running, err := Start(binary(t, f.Name), environment(t, account, f.Name))
			if err != nil {
				t.Fatal(err)
			}
			defer running.Close()
			want, ok := bootstraps[f.Name]
			if !ok {
				t.Fatalf("no event is written down for %s", f.Name)
			}
			ctx, cancel := context.WithTimeout(context.Background(), time.Duration(f.TimeoutSeconds)*time.Second)
			defer cancel()
			got, err := running.Invoke(ctx, want.event(t))
			if err != nil {
				t.Fatal(err)
			}
			for _, part := range want.says {
				if !strings.Contains(string(got), part) {
					t.Errorf("answer %s lacks %s\n%s", got, part, running.Log())
				}
			}
			asked := account.Asked()
			for _, operation := range append(secretsOf(f), want.asks...) {
				if !slices.ContainsFunc(asked, func(a string) bool { return strings.HasPrefix(a, operation) }) {
					t.Errorf("it did not ask for %s, only for %v\n%s", operation, asked, running.Log())
				}
			}
			if log := running.Log(); strings.Contains(log, "447700900001") || strings.Contains(log, "442079460000") {
				t.Errorf("a phone number is in the log:\n%s", log)
			}
		})
	}
}

// secretsOf lists the questions for the secrets of a function's needs.
func secretsOf(f routes.Function) []string {
	var out []string
	for need, name := range map[routes.Need]string{
		routes.SignatureSecret: routes.SignatureSecretName, routes.CallbackKey: routes.CallbackKeyName, routes.PrivateKey: routes.PrivateKeyName,
	} {
		if slices.Contains(f.Needs, need) {
			out = append(out, "GetSecretValue "+name)
		}
	}
	return out
}

func TestWebhooksWithoutTheProvidersSignatureChangeNothing(t *testing.T) {
	for _, r := range routes.HTTP {
		if !r.Signed || r.Method != "POST" {
			continue
		}
		account := newAccount(t)
		running, err := Start(binary(t, r.Function), environment(t, account, r.Function))
		if err != nil {
			t.Fatal(err)
		}
		var e events.APIGatewayV2HTTPRequest
		if err := json.Unmarshal(webhook(t, "POST", r.Path, answerBody, callback(r.Function, "caller")), &e); err != nil {
			t.Fatal(err)
		}
		delete(e.Headers, "authorization")
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		got, err := running.Invoke(ctx, encoded(t, e))
		cancel()
		running.Close()
		if err != nil || !strings.Contains(string(got), `"statusCode":401`) {
			t.Errorf("%s: %s, %v", r.Path, got, err)
		}
		for _, asked := range account.Asked() {
			if !strings.HasPrefix(asked, "GetSecretValue") {
				t.Errorf("%s: an unsigned request made it ask for %s", r.Path, asked)
			}
		}
	}
}

func TestAFunctionWithoutItsSecretDoesNotStart(t *testing.T) {
	account := NewAccount(nil)
	defer account.Close()
	running, err := Start(binary(t, "answer"), environment(t, account, "answer"))
	if err == nil {
		running.Close()
		t.Fatal("it started: every caller would be refused by a function that looks healthy")
	}
	if !strings.Contains(err.Error(), routes.SignatureSecretName) && !strings.Contains(err.Error(), routes.CallbackKeyName) {
		t.Errorf("error %q does not name the secret that is missing", err)
	}
}
