package lambdaport_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"ringdown/shared/awsport"
	"ringdown/shared/awsport/lambdaport"
	"ringdown/shared/port"
)

const lookUp = "arn:aws:lambda:eu-west-2:111122223333:function:look-up"

// functions is the port before a stand-in for the service's HTTP API.
func functions(t *testing.T, answer http.HandlerFunc) *lambdaport.Functions {
	t.Helper()
	server := httptest.NewServer(answer)
	t.Cleanup(server.Close)
	env := map[string]string{"AWS_REGION": "eu-west-2", "AWS_ACCESS_KEY_ID": "id", "AWS_SECRET_ACCESS_KEY": "key", "AWS_ENDPOINT_URL": server.URL}
	return lambdaport.NewFunctions(&awsport.Env{Lookup: func(name string) string { return env[name] }})
}

func TestFunctionIsInvokedOnce(t *testing.T) {
	for name, tt := range map[string]struct {
		status int
		header string // the function's own failure
		code   string // the service's error
		want   error
	}{
		"an answer":            {200, "", "", nil},
		"the function fails":   {200, "Unhandled", "", port.ErrRefused},
		"there is none":        {404, "", "ResourceNotFoundException", port.ErrNotFound},
		"it may not be called": {403, "", "AccessDeniedException", port.ErrRefused},
		"too many at once":     {429, "", "TooManyRequestsException", port.ErrThrottled},
	} {
		t.Run(name, func(t *testing.T) {
			asked := 0
			s := functions(t, func(w http.ResponseWriter, r *http.Request) {
				asked++
				body, _ := io.ReadAll(r.Body)
				if !strings.Contains(r.URL.Path, "look-up/invocations") || string(body) != `{"x":1}` || r.Header.Get("X-Amz-Invocation-Type") == "Event" {
					t.Errorf("asked %s with %s", r.URL.Path, body)
				}
				if tt.header != "" {
					w.Header().Set("X-Amz-Function-Error", tt.header)
				}
				if tt.code != "" {
					w.Header().Set("X-Amzn-Errortype", tt.code)
				}
				w.WriteHeader(tt.status)
				_, _ = io.WriteString(w, `{"name":"Zoe"}`)
			})
			answer, err := s.Invoke(t.Context(), lookUp, []byte(`{"x":1}`), time.Minute)
			if !errors.Is(err, tt.want) || err == nil && string(answer) != `{"name":"Zoe"}` {
				t.Errorf("%s, %v; want error %v", answer, err, tt.want)
			}
			if err != nil && strings.Contains(err.Error(), "Zoe") {
				t.Errorf("the function's text is in the log: %v", err)
			}
			if asked != 1 {
				t.Errorf("asked %d times: the switchboard tries again itself", asked)
			}
		})
	}
}

func TestFunctionHasItsTime(t *testing.T) {
	held := make(chan struct{})
	s := functions(t, func(http.ResponseWriter, *http.Request) { <-held })
	_, err := s.Invoke(t.Context(), lookUp, nil, time.Millisecond)
	close(held)
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
}

func TestFunctionIsHandedItsRequest(t *testing.T) {
	s := functions(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Amz-Invocation-Type") != "Event" {
			t.Error("its answer is waited for")
		}
		w.WriteHeader(http.StatusAccepted)
	})
	if err := s.Send(t.Context(), lookUp, []byte(`{}`)); err != nil {
		t.Error(err)
	}
}
