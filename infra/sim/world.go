// Package sim plays whole calls: the product on its desk, the phone network around it
// and people with telephones, in virtual time.
//
// A world is deterministic: one goroutine, one clock that jumps, one seed. So a call of
// two minutes takes a millisecond, a transcript can be compared to the letter, and a
// fault found once is found again. Product and network meet over HTTP alone, signatures
// included; the option not taken was to call handlers with made-up events, which proves
// that we agree with ourselves.
//
// To add a whole call, add a file to testdata/calls (see transcript.go for its parts).
// To add a behaviour or a fault, see package vonagesim, and teach script.go its words.
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
	"ringdown/shared/line"
	"ringdown/shared/switchboard"
	"ringdown/shared/vonage"
	"ringdown/shared/vonageport"
)

// The names of things in the world.
const (
	appURL     = "https://ringdown.example"
	networkURL = "https://vonage.example"
	appID      = "11111111-2222-4333-8444-555555555555"
	apiKey     = "abcd1234"
)

var (
	signatureSecret = []byte("signature secret of a desk")
	callbackKey     = []byte("callback key of a desk, 32 bytes.")
	keyOnce         sync.Once
	privateKey      *rsa.PrivateKey
	privatePEM      []byte
)

// Keys makes the application's key pair, once: it takes longer than a call.
func Keys() (*rsa.PrivateKey, []byte) {
	keyOnce.Do(func() {
		key, err := rsa.GenerateKey(rand.Reader, 2048)
		if err != nil {
			panic(fmt.Errorf("make the desk's key pair: %w", err))
		}
		privateKey = key
		privatePEM = pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)})
	})
	return privateKey, privatePEM
}

// Options shape a world.
type Options struct {
	Start    time.Time
	Settings line.Settings
	Switches vonagesim.Switches
	Faults   vonagesim.Faults
	Seed     int64
	Log      slog.Handler
	Observe  func(vonagesim.Observation)
	// Ports replaces the stores in memory by others.
	Ports func(o *local.Options)
}

// World is a running one.
type World struct {
	Clock   *vonagesim.VirtualClock
	Network *vonagesim.Network
	Desk    *local.Desk
	Outbox  *memport.Outbox
	numbers map[string]string
}

// NewWorld puts product and network together and publishes the settings.
func NewWorld(o Options) (*World, error) {
	plans, err := o.Settings.Compile()
	if err != nil {
		return nil, err
	}
	w := &World{Clock: vonagesim.NewVirtualClock(o.Start), Outbox: &memport.Outbox{}, numbers: map[string]string{}}
	if o.Log == nil {
		o.Log = slog.DiscardHandler
	}
	key, pemKey := Keys()
	var numbers []string
	for _, p := range plans {
		numbers = append(numbers, p.Number.Digits())
	}
	app := &late{}
	w.Network = vonagesim.New(vonagesim.Options{
		Clock: w.Clock, BaseURL: networkURL, ApplicationID: appID, APIKey: apiKey, SignatureSecret: signatureSecret, PublicKey: &key.PublicKey,
		AnswerURL: appURL + "/voice/answer", EventURL: appURL + "/voice/event", FallbackURL: appURL + local.FallbackPath,
		Transport: vonagesim.InProcess(app), Seed: o.Seed, Numbers: numbers, Switches: o.Switches, Faults: o.Faults, Observe: o.Observe,
	})
	client, err := vonage.NewClient(vonage.Config{
		ApplicationID: appID, PrivateKeyPEM: pemKey, BaseURL: networkURL, AllowedHosts: []string{"vonage.example"},
		Callbacks: vonage.Callbacks{BaseURL: appURL, AssetsURL: appURL + "/assets", Key: callbackKey},
		Transport: vonagesim.InProcess(w.Network), Now: w.Clock.Now,
	})
	if err != nil {
		return nil, err
	}
	desk := local.Options{
		Now: w.Clock.Now, After: w.Clock.After, Log: slog.New(o.Log), BaseURL: appURL, ApplicationID: appID, APIKey: apiKey,
		SignatureSecret: signatureSecret, CallbackKey: callbackKey, Phones: vonageport.Phones{Client: client},
		Calls: memport.NewCalls(), Dialplans: memport.NewDialplans(), Alerts: w.Outbox,
		Recordings: &memport.Recordings{BaseURL: appURL, Key: callbackKey, Now: w.Clock.Now},
	}
	if o.Ports != nil {
		o.Ports(&desk)
	}
	w.Desk = local.New(desk)
	app.Handler = w.Desk.Handler
	w.Desk.Start()
	return w, w.publish(plans, desk.Dialplans)
}

func (w *World) publish(plans []line.Dialplan, store switchboard.Dialplans) error {
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
// most until the instant.
func (w *World) Run(until time.Time) {
	for w.Clock.Now().Before(until) {
		w.Clock.Run(w.Clock.Now().Add(idleCheck))
		if w.Network.Idle() && w.Desk.Queue.Waiting() == 0 {
			return
		}
	}
}
