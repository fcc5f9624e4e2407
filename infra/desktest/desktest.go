// Package desktest is a switchboard to test against: ports in memory, a clock that
// stands until it is moved, phones that note what they are asked, and webhooks signed
// the way the provider signs them.
//
// Why a package: the functions, the switchboard and the local desk are tested from the
// same starting point, one line published from testdata/config/good/first.yaml, and a
// second copy of it would drift. Whole calls belong into package sim instead. To add
// something a test needs to see, add it here, not beside the test.
package desktest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/golang-jwt/jwt/v5"

	"ringdown/infra/memport"
	"ringdown/shared/call"
	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
	"ringdown/shared/ncco"
	"ringdown/shared/pager"
	"ringdown/shared/port"
	"ringdown/shared/problem"
	"ringdown/shared/routes"
	"ringdown/shared/settings"
	"ringdown/shared/switchboard"
	"ringdown/shared/vonage"
	"ringdown/shared/webhook"
	"ringdown/testdata"
)

// BaseURL is where the desk is reached.
const BaseURL = "https://ringdown.example"

// Secret signs webhooks, Key the desk's own URLs.
var (
	Secret = []byte("signature secret")
	Key    = []byte("callback key")
)

// Desk is a switchboard on memory.
type Desk struct {
	*switchboard.Switchboard
	Pager  *pager.Pager
	Edge   webhook.Edge
	Time   time.Time
	Phones *Phones
	Queue  *memport.Orders
	Outbox *memport.Outbox
	Logged *strings.Builder
	t      testing.TB
}

// New makes a desk with the line of first.yaml, at a quarter past two at night.
func New(t testing.TB) *Desk {
	t.Helper()
	d := &Desk{Time: time.Date(2026, 3, 2, 2, 14, 0, 0, time.UTC), Phones: &Phones{}, Outbox: &memport.Outbox{}, Logged: &strings.Builder{}, t: t}
	clock := func() time.Time { return d.Time }
	log := slog.New(slog.NewTextHandler(d.Logged, nil))
	d.Queue = &memport.Orders{Now: clock}
	d.Switchboard = &switchboard.Switchboard{
		Calls: memport.NewCalls(), Dialplans: memport.NewDialplans(), Reservations: memport.NewReservations(), Phones: d.Phones, Audio: d.Phones, Orders: d.Queue,
		Recordings: &memport.Recordings{BaseURL: BaseURL, Key: Key, Now: clock}, Now: clock, Log: log,
	}
	d.Pager = &pager.Pager{
		Calls: d.Calls, Dialplans: d.Dialplans, Alerts: memport.NewAlerts(), Channels: d.Outbox, Codes: d.Outbox, Addresses: &memport.BadAddresses{}, Phones: d.Phones, Queue: d.Queue, Now: clock, Log: log,
		Hear:   pager.Hearing(d.Switchboard.Hear),
		Listen: switchboard.Links{BaseURL: BaseURL, Key: Key}.Listen, Link: switchboard.Links{BaseURL: BaseURL, Key: Key}.Alert,
	}
	d.Edge = webhook.Edge{
		Verifier:  vonage.Verifier{Secrets: [][]byte{Secret}, APIKey: "key", ApplicationID: "app", MaxAge: 5 * time.Minute},
		Callbacks: vonage.Callbacks{BaseURL: BaseURL, AssetsURL: BaseURL + "/assets", Key: Key}, Now: clock, Log: log,
	}
	for _, plan := range Plans(t) {
		if err := d.Dialplans.Publish(context.Background(), plan); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

// Plans are the dialplans of first.yaml, in version 1.
func Plans(t testing.TB) []dialplan.Dialplan {
	t.Helper()
	file, err := testdata.Files.ReadFile("config/good/first.yaml")
	if err != nil {
		t.Fatal(err)
	}
	conf, problems := settings.Parse(file, nil)
	if problem.Fatal(problems) {
		t.Fatal(problems)
	}
	plans, err := conf.Compile()
	if err != nil {
		t.Fatal(err)
	}
	for i := range plans {
		plans[i].Version = 1
	}
	return plans
}

// Arrival is a call to the line.
var Arrival = call.CallArrived{Leg: "leg-1", From: "+14155550199", To: "+14155550100"}

// ArrivalBody is its webhook.
const ArrivalBody = `{"uuid":"leg-1","conversation_uuid":"CON-1","from":"14155550199","to":"14155550100","region_url":"https://api-us-3.vonage.com"}`

// Arrive lets the call arrive and gives its id.
func (d *Desk) Arrive() string {
	d.t.Helper()
	if _, err := d.Switchboard.Arrive(d.t.Context(), Arrival); err != nil {
		d.t.Fatal(err)
	}
	return call.NewID(Arrival.Leg)
}

// Load gives a call as it is stored.
func (d *Desk) Load(id string) call.Call {
	d.t.Helper()
	c, err := d.Calls.Load(d.t.Context(), id)
	if err != nil {
		d.t.Fatal(err)
	}
	return c
}

// Work delivers what is due in the queues of calls until they are at rest.
func (d *Desk) Work() {
	d.t.Helper()
	for range 20 {
		var due []memport.Delivery
		for _, queue := range []port.Queue{port.OrdersQueue, port.DialsQueue, port.AsksQueue} {
			due = append(due, d.Queue.Receive(queue, 10)...)
		}
		if len(due) == 0 {
			return
		}
		for _, m := range due {
			var order port.Envelope
			if err := json.Unmarshal([]byte(m.Body), &order); err != nil {
				d.t.Fatal(err)
			}
			if err := d.Act(d.t.Context(), order); err != nil {
				d.t.Fatal(err)
			}
			d.Queue.Done(m.ID)
		}
	}
	d.t.Fatal("the queues never came to rest")
}

// Authorization is the header the provider sends with a body; change may spoil its claims.
func Authorization(t testing.TB, at time.Time, body string, change func(jwt.MapClaims)) string {
	t.Helper()
	sum := sha256.Sum256([]byte(body))
	claims := jwt.MapClaims{
		"iss": "Vonage", "api_key": "key", "application_id": "app", "iat": at.Unix(), "jti": "1", "payload_hash": hex.EncodeToString(sum[:]),
	}
	if change != nil {
		change(claims)
	}
	token, err := jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString(Secret)
	if err != nil {
		t.Fatal(err)
	}
	return "Bearer " + token
}

// Webhook is a signed request as API Gateway hands it over; to is the callback it
// answers, zero on routes without one.
func (d *Desk) Webhook(body string, to ncco.Callback) webhook.Request {
	d.t.Helper()
	r := webhook.Request{Body: body, Headers: map[string]string{"authorization": Authorization(d.t, d.Time, body, nil)}, PathParameters: map[string]string{}}
	r.RequestContext.HTTP.Method = http.MethodPost
	if to.Kind != "" {
		r.PathParameters["call"], r.PathParameters["token"] = to.Call, d.Token(to)
	}
	return r
}

// Token is the last part of a callback's address.
func (d *Desk) Token(to ncco.Callback) string {
	url := d.Edge.Callbacks.URL(to.String())
	return url[strings.LastIndexByte(url, '/')+1:]
}

// Batch is a message as a queue hands it over.
func Batch(id, body string, attributes map[string]string) events.SQSEvent {
	m := events.SQSMessage{MessageId: id, Body: body, MessageAttributes: map[string]events.SQSMessageAttribute{}}
	for name, value := range attributes {
		m.MessageAttributes[name] = events.SQSMessageAttribute{StringValue: &value, DataType: "String"}
	}
	return events.SQSEvent{Records: []events.SQSMessage{m}}
}

// Recorded is a record webhook as the API writes it into the recordings queue, signed and
// received now, for the first time.
func (d *Desk) Recorded(body string, to ncco.Callback) events.SQSEvent {
	d.t.Helper()
	e := Batch("m1", body, map[string]string{
		"call": to.Call, "token": d.Token(to), "authorization": routes.HeaderMark + Authorization(d.t, d.Time, body, nil),
	})
	e.Records[0].ReceiptHandle = "receipt"
	e.Records[0].Attributes = map[string]string{"SentTimestamp": strconv.FormatInt(d.Time.UnixMilli(), 10), "ApproximateReceiveCount": "1"}
	return e
}

// Phones notes what it is asked and answers what a test wants.
type Phones struct {
	Asked   []string
	OnDial  func(n int) (string, error)
	Failing error // of everything but dials
	Caller  bool  // Inbound knows a caller
	Lookups int   // how often Inbound was asked
}

// Dial gives the leg "out-N", or what OnDial says.
func (p *Phones) Dial(_ context.Context, d call.Dial) (string, error) {
	p.Asked = append(p.Asked, "dial "+d.Status.Leg)
	if p.OnDial != nil {
		return p.OnDial(len(p.Asked))
	}
	return "out-" + d.Status.Leg, nil
}

// HangUp notes it.
func (p *Phones) HangUp(_ context.Context, _, provider string) error {
	p.Asked = append(p.Asked, "hang up "+provider)
	return p.Failing
}

// Transfer notes it.
func (p *Phones) Transfer(_ context.Context, _, provider string, _ ncco.Script) error {
	p.Asked = append(p.Asked, "transfer "+provider)
	return p.Failing
}

// Listen notes it.
func (p *Phones) Listen(_ context.Context, _, provider string, _ ncco.Callback) error {
	p.Asked = append(p.Asked, "listen "+provider)
	return p.Failing
}

// Speak notes it.
func (p *Phones) Speak(_ context.Context, _, provider string, _ ncco.Talk) error {
	p.Asked = append(p.Asked, "speak "+provider)
	return p.Failing
}

// Lives says that every leg is up, unless the provider fails.
func (p *Phones) Lives(_ context.Context, _, provider string) (bool, string, error) {
	p.Asked = append(p.Asked, "check "+provider)
	return p.Failing == nil, "", p.Failing
}

// Fetch gives five bytes of audio.
func (p *Phones) Fetch(_ context.Context, url string) (io.ReadCloser, string, error) {
	p.Asked = append(p.Asked, "fetch "+url)
	return io.NopCloser(strings.NewReader("audio")), "audio/mpeg", p.Failing
}

// Inbound knows of one caller, if any.
func (p *Phones) Inbound(context.Context, string) (string, e164.Caller, e164.Number, error) {
	p.Lookups++
	if !p.Caller {
		return "", e164.Caller{}, "", errors.Join(errors.New("no caller in that conversation"), port.ErrNotFound)
	}
	return "leg-9", e164.Caller{Number: "+14155550188"}, "+14155550100", nil
}
