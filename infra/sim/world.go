// Package sim plays whole calls: the product on its desk, the phone network around it
// and people with telephones, in virtual time.
//
// A world is deterministic: one clock that jumps, one seed. So a call of two minutes
// takes a millisecond, a transcript can be compared to the letter, and a fault found
// once is found again. Product and network meet over HTTP alone, signatures included;
// the option not taken was to call handlers with made-up events, which proves that we
// agree with ourselves.
//
// To add a whole call, add a file to testdata/calls; scenario.go says what is in one.
// To add a behaviour, see package vonagesim, and give it words in script.go. To add a fault, list it in
// fault.go, let its port's decorator in fault_ports.go or the phone network cause it, and give it dice
// (fault_drawn.go), words (fault_written.go) or both.
package sim

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"ringdown/infra/local"
	"ringdown/infra/memport"
	"ringdown/infra/vonagesim"
	"ringdown/shared/dialplan"
	"ringdown/shared/port"
	"ringdown/shared/switchboard"
	"ringdown/shared/vonage"
)

// The names of things in the world.
const (
	appURL      = "https://ringdown.example"
	networkHost = "vonage.example"
	appID       = "11111111-2222-4333-8444-555555555555"
	apiKey      = "abcd1234"
)

var (
	signatureSecret = []byte("signature secret of a desk")
	callbackKey     = []byte("callback key of a desk")
)

// Keys makes the application's key pair, once: it takes longer than a call.
var Keys = sync.OnceValues(func() (*rsa.PrivateKey, []byte) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(fmt.Errorf("make the desk's key pair: %w", err)) // the system has no randomness
	}
	return key, pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)})
})

// Options shape a world.
type Options struct {
	Start    time.Time
	Plans    []dialplan.Dialplan
	Switches vonagesim.Switches
	Faults   Faults
	Seed     int64
	Log      slog.Handler
	Observe  func(vonagesim.Observation)     // everything on the phone network
	Ordered  func(Order)                     // everything the product orders
	Ports    func(o *local.Options)          // replaces the stores in memory by others
	Answers  map[string]string               // of functions, by ARN
	Between  func(http.Handler) http.Handler // stands before the product, behind the faults; may be nil
	// DialsPerSecond is how fast the provider lets the account dial, and the product is told; 0 is what
	// an account has at first.
	DialsPerSecond int
}

// World is a running one.
type World struct {
	Clock   *vonagesim.VirtualClock
	Network *vonagesim.Network
	Desk    *local.Desk // nil where the core is played alone
	Outbox  *memport.Outbox
	Events  *memport.Events // what other programs are told

	Switchboard *switchboard.Switchboard
	queue       waitingQueue
	toCome      int // callers who have not dialled yet
}

// waitingQueue is what a world asks of the product's queues.
type waitingQueue interface {
	Waiting() int
	Dead() []memport.Delivery
	// losing has what is lost decided by what is made of how it was decided.
	losing(func(func(port.Envelope) bool) func(port.Envelope) bool)
}

// deskQueue is that of a desk.
type deskQueue struct{ *memport.Orders }

func (q deskQueue) losing(f func(func(port.Envelope) bool) func(port.Envelope) bool) {
	q.Lose = f(q.Lose)
}

// NewWorld puts product and network together and publishes the dialplans.
func NewWorld(o Options) (*World, error) {
	w := &World{Clock: vonagesim.NewVirtualClock(o.Start), Outbox: &memport.Outbox{}, Events: &memport.Events{}}
	if o.Log == nil {
		o.Log = slog.DiscardHandler
	}
	app := &late{}
	w.connect(o, app)
	phones, err := w.client()
	if err != nil {
		return nil, err
	}
	seen := &witness{phones: phones, audio: phones, now: w.Clock.Now, tell: o.Ordered}
	w.Outbox.Told = seen.told
	desk := local.Options{
		Now: w.Clock.Now, After: w.Clock.After, Log: slog.New(o.Log), BaseURL: appURL, ApplicationID: appID, APIKey: apiKey,
		SignatureSecret: signatureSecret, CallbackKey: callbackKey, Phones: seen, Audio: seen,
		Calls: memport.NewCalls(), Dialplans: memport.NewDialplans(), Alerts: memport.NewAlerts(), Channels: w.Outbox, Events: w.Events,
		Reservations: memport.NewReservations(), DialsPerSecond: o.DialsPerSecond,
		Recordings: &memport.Recordings{BaseURL: appURL, Key: callbackKey, Now: w.Clock.Now},
	}
	desk.Functions = seen.functionsAnswering(o.Answers)
	if o.Ports != nil {
		o.Ports(&desk)
	}
	plans := desk.Dialplans
	faulty := faultyPorts{o.Faults, w.Clock.Now}
	faulty.decorate(&desk)
	w.Desk = local.New(desk)
	w.Desk.Queue.Lose = faulty.queue(w.Desk.Queue)
	w.queue, w.Switchboard = deskQueue{w.Desk.Queue}, w.Desk.Switchboard
	app.Handler = w.Desk.Handler
	if o.Between != nil {
		app.Handler = o.Between(app.Handler)
	}
	app.Handler = faulty.between(app.Handler)
	w.Desk.Start()
	return w, publish(o.Plans, plans)
}

// connect builds the phone network around the application.
func (w *World) connect(o Options, app http.Handler) {
	key, _ := Keys()
	network := w.networkOptions(o)
	network.PublicKey, network.Transport = &key.PublicKey, vonagesim.InProcess(app)
	w.Network = vonagesim.New(network)
}

func (w *World) networkOptions(o Options) vonagesim.Options {
	var numbers []string
	for _, p := range o.Plans {
		for _, n := range p.Numbers() {
			numbers = append(numbers, n.Digits())
		}
	}
	return vonagesim.Options{
		Clock: w.Clock, BaseURL: "https://" + networkHost, ApplicationID: appID, APIKey: apiKey, SignatureSecret: signatureSecret,
		AnswerURL: appURL + "/voice/answer", EventURL: appURL + "/voice/event", FallbackURL: appURL + local.FallbackPath,
		Seed: o.Seed, CallsPerSecond: o.DialsPerSecond, Numbers: numbers, Switches: o.Switches, Faults: o.Faults.Network, Observe: o.Observe,
	}
}

// client is the product's own way to the network.
func (w *World) client() (*vonage.Client, error) {
	_, key := Keys()
	return vonage.NewClient(vonage.Config{
		ApplicationID: appID, PrivateKeyPEM: key, BaseURL: "https://" + networkHost, AllowedHosts: []string{networkHost},
		Callbacks: vonage.Callbacks{BaseURL: appURL, AssetsURL: appURL + "/assets", Key: callbackKey},
		Transport: vonagesim.InProcess(w.Network), Now: w.Clock.Now,
	})
}

func publish(plans []dialplan.Dialplan, store port.Dialplans) error {
	for _, p := range plans {
		p.Version = 1
		if err := store.Publish(context.Background(), p); err != nil {
			return err
		}
	}
	return nil
}

// late is a handler that is known only after those who call it.
type late struct{ http.Handler }

// idleCheck is how far the clock runs between two looks at whether all is quiet.
const idleCheck = time.Second

// Run lets the world go on until nobody is on the phone and nothing is queued, at
// most until the instant, and reports whether it came to rest.
func (w *World) Run(until time.Time) bool {
	for w.Clock.Now().Before(until) {
		w.Clock.Run(w.Clock.Now().Add(idleCheck))
		if w.toCome == 0 && w.Network.Idle() && w.queue.Waiting() == 0 {
			return true
		}
	}
	return false
}
