// Package awslocal is what of AWS runs on one machine, for tests of the AWS ports.
//
// DynamoDB is Amazon's own DynamoDB Local, because conditions, transactions and sparse
// indexes are where an imitation is wrong first; S3 is gofakes3, behind a guard that
// checks presigned addresses, which it does not; SQS, SNS, SES and Secrets Manager are a
// stub that takes what the SDK puts on the wire, refuses what the service would refuse,
// and answers in its words. The option not taken was a container with all of AWS in it:
// nobody would run it before a commit.
//
// DynamoDB Local needs Java and a package that may not be redistributed; where it is
// missing its tests skip with a sentence, and fail where CI is set. To add a service: a
// file with its part of the stub.
package awslocal

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"ringdown/shared/awsport"
)

// Region and keys of the local cloud. The engines check nothing but that they are there.
const (
	Region    = "eu-west-1"
	AccessKey = "LOCALKEY"
	SecretKey = "local secret"
)

// Env is an environment in which every service is at one address.
func Env(endpoint string, variables map[string]string) *awsport.Env {
	all := map[string]string{
		"AWS_REGION": Region, "AWS_ACCESS_KEY_ID": AccessKey, "AWS_SECRET_ACCESS_KEY": SecretKey, "AWS_ENDPOINT_URL": endpoint,
	}
	for name, value := range variables {
		all[name] = value
	}
	return &awsport.Env{Lookup: func(name string) string { return all[name] }}
}

// serve runs a handler at an address until the test ends.
func serve(t testing.TB, h http.Handler) string {
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}

// Wire carries the requests of an environment, counts them, and does with some what a
// test wants. The zero value only counts.
type Wire struct {
	// Around sends a request itself, if it wants to: send does it for real.
	Around func(r *http.Request, send func(*http.Request) (*http.Response, error)) (*http.Response, error)

	mu   sync.Mutex
	sent []Sent
}

// Sent is one request that left: what was asked of which service, when, and for how long.
type Sent struct {
	Operation  string // "DynamoDB.GetItem", "SQS.SendMessageBatch", or the method and path
	Began, End time.Time
}

// Attach puts the wire between an environment and its services.
func (w *Wire) Attach(e *awsport.Env) {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	e.HTTP = func(attempt time.Duration) aws.HTTPClient {
		return &http.Client{Transport: around{w, transport}, Timeout: attempt}
	}
}

type around struct {
	w    *Wire
	next http.RoundTripper
}

// RoundTrip carries one attempt.
func (a around) RoundTrip(r *http.Request) (*http.Response, error) {
	send, began := a.next.RoundTrip, time.Now()
	if a.w.Around != nil {
		send = func(r *http.Request) (*http.Response, error) { return a.w.Around(r, a.next.RoundTrip) }
	}
	response, err := send(r)
	a.w.mu.Lock()
	a.w.sent = append(a.w.sent, Sent{operation(r), began, time.Now()})
	a.w.mu.Unlock()
	return response, err
}

// operation names what a request asks for.
func operation(r *http.Request) string {
	service, name, ok := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	if !ok {
		return r.Method + " " + r.URL.Path
	}
	service, _, _ = strings.Cut(strings.TrimPrefix(service, "Amazon"), "_")
	return service + "." + name
}

// Take gives what was sent since it was asked last.
func (w *Wire) Take() []Sent {
	w.mu.Lock()
	defer w.mu.Unlock()
	sent := w.sent
	w.sent = nil
	return sent
}
