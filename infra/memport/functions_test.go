package memport_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"ringdown/infra/memport"
	"ringdown/shared/call"
	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
	"ringdown/shared/flow"
	"ringdown/shared/port"
)

const arn = "arn:aws:lambda:eu-west-2:111122223333:function:look-up"

func TestFunctionBehindAnAddress(t *testing.T) {
	for name, tt := range map[string]struct {
		status int
		body   string
		want   error
	}{
		"an answer":      {200, `{"a":"b"}`, nil},
		"a failure":      {500, `{}`, port.ErrRefused},
		"too many":       {429, ``, port.ErrThrottled},
		"too much of it": {200, strings.Repeat("x", 33<<10), port.ErrRefused},
	} {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				body, _ := io.ReadAll(r.Body)
				if string(body) != `{"x":1}` {
					t.Errorf("the function got %s", body)
				}
				w.WriteHeader(tt.status)
				_, _ = io.WriteString(w, tt.body)
			}))
			defer server.Close()
			f := &memport.Functions{URLs: map[string]string{arn: server.URL}}
			answer, err := f.Invoke(t.Context(), arn, []byte(`{"x":1}`), time.Minute)
			if !errors.Is(err, tt.want) || err == nil && string(answer) != tt.body {
				t.Errorf("%q, %v; want error %v", answer, err, tt.want)
			}
		})
	}
}

func TestFunctionsThatAreNotThere(t *testing.T) {
	f := &memport.Functions{}
	if _, err := f.Invoke(t.Context(), arn, nil, time.Second); !errors.Is(err, port.ErrNotFound) {
		t.Error(err)
	}
	if err := f.Send(t.Context(), arn, nil); !errors.Is(err, port.ErrNotFound) {
		t.Error(err)
	}
}

func TestFunctionHasAnEnd(t *testing.T) {
	f := &memport.Functions{Local: map[string]func(context.Context, []byte) ([]byte, error){
		arn: func(ctx context.Context, _ []byte) ([]byte, error) { <-ctx.Done(); return nil, ctx.Err() },
	}}
	if _, err := f.Invoke(t.Context(), arn, nil, time.Millisecond); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
}

// What a function written for Amazon Connect reads must be what the core writes.
func TestRequestIsAConnectEvent(t *testing.T) {
	doc, err := flow.Parse([]byte(`{"Version":"2019-10-30","StartAction":"q","Actions":[
		{"Identifier":"q","Type":"UpdateContactTargetQueue","Parameters":{"QueueId":"support"},"Transitions":{"NextAction":"ask"}},
		{"Identifier":"ask","Type":"InvokeLambdaFunction","Parameters":{"LambdaFunctionARN":"` + arn + `","InvocationTimeLimitSeconds":"3",
		"LambdaInvocationAttributes":{"k":"v"}},"Transitions":{"NextAction":"end"}},
		{"Identifier":"end","Type":"DisconnectParticipant","Parameters":{},"Transitions":{}}]}`))
	if err != nil {
		t.Fatal(err)
	}
	plan := dialplan.Dialplan{Line: "l", Number: "+14155550100", Enabled: true, Language: "en-US", Flow: doc, LambdaARNs: []string{arn},
		Teams: map[string]dialplan.Team{"support": {ID: "support", Name: "Support"}}}
	c := call.Decide(call.Call{}, call.CallArrived{Leg: "leg", From: e164.Number("+14155550199"), To: plan.Number},
		call.Facts{Now: time.Date(2026, 3, 2, 2, 14, 0, 0, time.UTC), Dialplan: plan}).Call
	request, ok := call.RequestOf(c, "1", plan)
	if !ok {
		t.Fatalf("nothing to ask: %+v", c)
	}
	var e events.ConnectEvent
	if err := json.Unmarshal(request.Payload, &e); err != nil {
		t.Fatal(err)
	}
	d := e.Details.ContactData
	if e.Name != "ContactFlowEvent" || e.Details.Parameters["k"] != "v" || d.ContactID != c.ID || d.Channel != "VOICE" || d.InitiationMethod != "INBOUND" ||
		d.CustomerEndpoint.Address != "+14155550199" || d.CustomerEndpoint.Type != "TELEPHONE_NUMBER" || d.SystemEndpoint.Address != "+14155550100" ||
		d.Queue.Name != "Support" || d.Attributes == nil {
		t.Errorf("read as %+v", e)
	}
}
