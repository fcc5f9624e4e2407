// Package desk is the whole product on one machine and on the real clock: its functions, a phone network around them,
// and the people who hold the phones.
//
// Webhooks and requests go over real sockets, on one port: what the product serves at its own paths, the phone network
// at /v1/ as the provider does, and this package at /desk/, where people are told what to do. So a browser plays a
// message as it would from the cloud, and a fault in an address shows. The stores are memory, written to one file
// (state.go). The option not taken was to let the calls of package sim run slowly: there nothing listens on a port.
//
// A browser is led to the phones (package phones), whose page gets what it shows by the functions of phones.go;
// passing.go keeps what provider and product say to each other for it.
//
// To let people do something new on a running desk, add a route to control.go.
package desk

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"sync"
	"syscall"
	"time"

	"ringdown/infra/desk/phones"
	"ringdown/infra/issuer"
	"ringdown/infra/local"
	"ringdown/infra/memport"
	"ringdown/infra/sim"
	"ringdown/infra/vonagesim"
	"ringdown/shared/access/bearer"
	"ringdown/shared/port"
	"ringdown/shared/settings"
	"ringdown/shared/vonage"
)

// The application as the simulated provider knows it.
const (
	applicationID = "11111111-2222-4333-8444-555555555555"
	apiKey        = "abcd1234"
)

// Options describe a desk.
type Options struct {
	Settings  settings.Settings // of the file; see inforce.go for when they count
	Address   string            // host:port to listen on
	StateFile string            // "" keeps nothing between runs
	Outbox    string            // folder for alerts; "" keeps none
	Out       io.Writer         // told of alerts, for whoever watches
	Log       *slog.Logger
	Pace      float64 // seconds that pass on the desk in one of the wall clock; 0 is 1, tests are faster
}

// Desk is a running one. Serve runs it.
type Desk struct {
	URL string // where it is, without a slash at the end

	o          Options
	clock      *pacedClock
	listener   net.Listener
	lock       *os.File // on the state, until Close
	network    *vonagesim.Network
	product    *local.Desk
	calls      *memport.Calls
	alerts     *memport.Alerts
	recordings *memport.Recordings
	dialplans  *memport.Dialplans
	settings   *following
	book       *book
	posted     posted
	passing    passing
	phones     *phones.Hub
	speech     *phones.Speech
	prompts    *memport.Prompts
	state      *state
	handler    http.Handler
	issuer     *issuer.Issuer
	tokens     *bearer.Verifier // proves what the issuer signs

	mu      sync.Mutex
	stopped bool
}

// Open listens on the address, locks and reads the state and puts the desk together.
// Nothing is served before Serve.
func Open(o Options) (*Desk, error) {
	listener, err := net.Listen("tcp", o.Address)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("%s is in use: end the other program, or choose another port and a state of its own, such as --addr 127.0.0.1:8081 --state .state/8081.json", o.Address)
	case err != nil:
		return nil, fmt.Errorf("cannot listen on %q: write an address like 127.0.0.1:8080", o.Address)
	}
	d := &Desk{o: o, clock: newClock(o.Pace), listener: listener, URL: "http://" + reachable(listener.Addr())}
	d.book = newBook(d)
	if err := d.build(); err != nil {
		d.Close()
		return nil, err
	}
	return d, nil
}

// Close lets go of the address and of the state. Serve does it at its end; a desk that
// is not served after all needs it.
func (d *Desk) Close() {
	d.listener.Close() // a second time has no effect
	if d.lock != nil {
		d.lock.Close()
	}
}

// reachable is the address under which this machine reaches the listener.
func reachable(a net.Addr) string {
	host, port, err := net.SplitHostPort(a.String())
	if ip := net.ParseIP(host); err != nil || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port)
}

func (d *Desk) build() error {
	d.calls, d.alerts, d.dialplans = memport.NewCalls(), memport.NewAlerts(), memport.NewDialplans()
	stored := memport.NewSettings(d.dialplans)
	d.settings = &following{Settings: stored, desk: d}
	if err := checkState(d.o.StateFile); err != nil {
		return err
	}
	var err error
	if d.lock, err = lockState(d.o.StateFile, d.listener.Addr()); err != nil {
		return err
	}
	kept, err := readState(d.o.StateFile, d.o.Log)
	if err != nil {
		return err
	}
	d.clock.notBefore(kept.Clock)
	if err := checkOutbox(d.o.Outbox); err != nil {
		return err
	}
	signing, err := signInKey(&kept)
	if err != nil {
		return err
	}
	d.recordings = &memport.Recordings{BaseURL: d.URL, Key: kept.CallbackKey, Now: d.clock.Now}
	d.state = &state{file: d.o.StateFile, kept: kept, calls: d.calls, alerts: d.alerts, settings: stored, recordings: d.recordings, now: d.clock.Now, log: d.o.Log}
	if err := d.state.restoreSettings(); err != nil {
		return err
	}
	if err := d.importFile(); err != nil {
		return err
	}
	if err := d.state.restore(); err != nil {
		return err
	}
	if err := d.addIssuer(signing); err != nil {
		return err
	}
	d.prompts = &memport.Prompts{BaseURL: d.URL, Key: kept.CallbackKey, Now: d.clock.Now}
	d.addPhones()
	key, pem := sim.Keys()
	d.network = vonagesim.New(vonagesim.Options{
		Clock: d.clock, BaseURL: d.URL, ApplicationID: applicationID, APIKey: apiKey,
		SignatureSecret: kept.SignatureSecret, PublicKey: &key.PublicKey, Seed: time.Now().UnixNano(),
		AnswerURL: d.URL + "/voice/answer", EventURL: d.URL + "/voice/event", FallbackURL: d.URL + local.FallbackPath,
		Transport: d.passing.webhooks(http.DefaultTransport.(*http.Transport).Clone()), Numbers: d.InForce().numbers(),
		AudioLasts: d.audioLasts, Observe: func(o vonagesim.Observation) { d.book.observe(o); d.phones.Observe(o) },
	})
	d.settings.connect(d.network)
	client, err := vonage.NewClient(vonage.Config{
		ApplicationID: applicationID, PrivateKeyPEM: pem, BaseURL: d.URL,
		Callbacks: vonage.Callbacks{BaseURL: d.URL, AssetsURL: d.URL + "/assets", Key: kept.CallbackKey},
		Now:       d.clock.Now,
	})
	if err != nil {
		return fmt.Errorf("put the desk together: %w", err)
	}
	d.product = local.New(local.Options{
		Now: d.clock.Now, After: d.after, Log: d.o.Log, BaseURL: d.URL, ApplicationID: applicationID, APIKey: apiKey,
		SignatureSecret: kept.SignatureSecret, CallbackKey: kept.CallbackKey,
		Phones: &ordering{client, d.book, d.clock}, Audio: &fetching{client, d.book, d.clock},
		Calls: &watched{Calls: d.calls, saved: d.saved}, Dialplans: d.dialplans, Recordings: d.recordings,
		Alerts: &followedAlerts{d.alerts, d.phones.Changed}, Prompts: d.prompts, Voices: &memport.Voices{Speak: d.readOut}, Channels: &outbox{desk: d}, Functions: functions{d}, Tokens: d.tokens, Settings: d.settings,
		Takes: func(port.Queue) time.Duration { return 0 }, // as long as it takes, and nobody waits for another's
	})
	d.handler = d.mux()
	return nil
}

// after runs a function later, unless the desk has ended by then.
func (d *Desk) after(wait time.Duration, f func()) {
	d.clock.afterBeside(wait, func() {
		d.mu.Lock()
		stopped := d.stopped
		d.mu.Unlock()
		if !stopped {
			f()
		}
	})
}

// endTime is how long requests under way may take once the desk is to end.
const endTime = 2 * time.Second

// Serve runs the desk until the context ends, and then writes its state.
func (d *Desk) Serve(ctx context.Context) error {
	server := &http.Server{
		Handler: d.handler, ReadHeaderTimeout: 10 * time.Second, ErrorLog: slog.NewLogLogger(d.o.Log.Handler(), slog.LevelWarn),
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	d.product.Start()
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(d.listener) }()
	var err error
	select {
	case err = <-ended:
	case <-ctx.Done():
		limit, cancel := context.WithTimeout(context.WithoutCancel(ctx), endTime)
		defer cancel()
		if server.Shutdown(limit) != nil {
			_ = server.Close() // what is still open now is cut
		}
	}
	d.mu.Lock()
	d.stopped = true
	d.mu.Unlock()
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	defer d.Close()
	return errors.Join(err, d.state.end())
}
