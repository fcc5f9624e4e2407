package awslocal

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"ringdown/shared/awsport"
	"ringdown/shared/notice"
	"ringdown/shared/routes"
)

// TopicARN is the topic that the stub knows, and Sender the address it sends from.
const (
	TopicARN = "arn:aws:sns:eu-west-1:111122223333:alerts"
	Sender   = "ringdown@example.com"
	EventBus = "default"
)

// Stub plays SQS, SNS, SES, EventBridge and Secrets Manager.
type Stub struct {
	Endpoint string
	// Fail answers a request with an error of the service: asked is the operation, and to
	// whom. nil is a good day.
	Fail func(asked, to string) *Fault
	// Secrets are what Secrets Manager holds, by id.
	Secrets map[string]string
	// Previous are the values before those, and SecretsChanged is when they were replaced.
	Previous       map[string]string
	SecretsChanged time.Time
	// Queued is told of each message as it is queued; may be nil.
	Queued func(Letter)

	mu      sync.Mutex
	letters []Letter
	told    []Telling
	events  []notice.Event
	asked   []string
	faulty  []string
}

// Letter is one message in a queue.
type Letter struct {
	Queue, Body  string
	DelaySeconds int
	Group        string // "" is none
}

// Telling is one SMS, email or publication: To is "" for the topic.
type Telling struct {
	To, Subject, Text, HTML string
	Attributes              map[string]string
}

// Fault is an error of a service.
type Fault struct {
	Status        int
	Code, Message string
}

// StartStub runs the stub until the test ends. A request that the service would not
// have understood fails the test.
func StartStub(t testing.TB) *Stub {
	t.Helper()
	s := &Stub{}
	s.Endpoint = serve(t, s)
	t.Cleanup(func() {
		for _, fault := range s.faulty {
			t.Error(fault)
		}
	})
	return s
}

// Env leads to the stub.
func (s *Stub) Env() *awsport.Env {
	return Env(s.Endpoint, map[string]string{
		routes.EnvOrdersQueue: s.Endpoint + "/111122223333/orders", routes.EnvAlertsQueue: s.Endpoint + "/111122223333/alerts",
		routes.EnvDialsQueue: s.Endpoint + "/111122223333/dials", routes.EnvAsksQueue: s.Endpoint + "/111122223333/asks",
		routes.EnvRecordingsQueue: s.Endpoint + "/111122223333/recordings", routes.EnvRecordingsDead: s.Endpoint + "/111122223333/recordings-dead",
		routes.EnvAlertsTopic: TopicARN, routes.EnvMailFrom: Sender, routes.EnvEventBus: EventBus,
	})
}

// ServeHTTP sorts requests by the protocol of their service, as recorded from the SDK:
// AWS JSON for SQS, EventBridge and Secrets Manager, REST JSON for SES, a form for SNS.
func (s *Stub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch target := r.Header.Get("X-Amz-Target"); {
	case target == "AmazonSQS.SendMessageBatch" && s.signedFor(r, "sqs"):
		s.sendBatch(w, body)
	case target == "AmazonSQS.SendMessage" && s.signedFor(r, "sqs"):
		s.sendOne(w, body)
	case target == "AmazonSQS.ChangeMessageVisibility" && s.signedFor(r, "sqs"):
		s.putOff(w, body)
	case target == "secretsmanager.GetSecretValue" && s.signedFor(r, "secretsmanager"):
		s.secret(w, body)
	case target == "AWSEvents.PutEvents" && s.signedFor(r, "events"):
		s.putEvents(w, body)
	case r.URL.Path == "/v2/email/outbound-emails" && r.Method == http.MethodPost && s.signedFor(r, "ses"):
		s.mail(w, body)
	case r.Header.Get("Content-Type") == "application/x-www-form-urlencoded" && s.signedFor(r, "sns"):
		s.publish(w, body)
	default:
		s.wrong("%s %s, target %q: the stub knows no such request", r.Method, r.URL.Path, target)
		http.Error(w, "unknown", http.StatusNotFound)
	}
}

func (s *Stub) signedFor(r *http.Request, service string) bool {
	auth := r.Header.Get("Authorization")
	return strings.HasPrefix(auth, "AWS4-HMAC-SHA256 Credential="+AccessKey+"/") && strings.Contains(auth, "/"+Region+"/"+service+"/aws4_request")
}

// wrong notes a request that the service would not have taken.
func (s *Stub) wrong(format string, args ...any) {
	s.faulty = append(s.faulty, fmt.Sprintf(format, args...))
}

// fault asks the test whether this request fails.
func (s *Stub) fault(operation, to string) *Fault {
	s.asked = append(s.asked, strings.TrimSpace(operation+" "+to))
	if s.Fail == nil {
		return nil
	}
	return s.Fail(operation, to)
}

// writeJSON answers in JSON; an error carries its code in the body and in a header.
func writeJSON(w http.ResponseWriter, f *Fault, answer any) {
	w.Header().Set("Content-Type", "application/x-amz-json-1.0")
	if f != nil {
		w.Header().Set("X-Amzn-Errortype", f.Code)
		w.WriteHeader(f.Status)
		answer = map[string]string{"__type": f.Code, "message": f.Message}
	}
	_ = json.NewEncoder(w).Encode(answer) // the other side went away: nobody to tell
}

// Letters gives the messages of a queue, in order.
func (s *Stub) Letters(queue string) []Letter {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Letter
	for _, l := range s.letters {
		if l.Queue == queue {
			out = append(out, l)
		}
	}
	return out
}

// Published gives the events on the bus.
func (s *Stub) Published() []notice.Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.events)
}

// Told gives what people were told.
func (s *Stub) Told() []Telling {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Telling(nil), s.told...)
}

// Asked gives the requests so far: "SendEmail ann@example.com".
func (s *Stub) Asked() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.asked...)
}
