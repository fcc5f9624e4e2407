// Package local is the whole product in one process: every function behind one mux,
// its queues and its minute clock, on whatever ports it is given.
//
// The functions are the ones that ship, called through the same JSON they get in the
// cloud, so what works here is what is deployed. Time and waiting come in as two
// functions, which is how the same desk runs on the wall clock and in virtual time. The
// option not taken was a second set of handlers for local runs; nothing would hold the
// two together.
//
// To add a function: its line in functions.go. The mux is made of shared/routes.
package local

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"ringdown/infra/memport"
	"ringdown/shared/access/bearer"
	"ringdown/shared/call"
	"ringdown/shared/ncco"
	"ringdown/shared/pager"
	"ringdown/shared/port"
	"ringdown/shared/routes"
	"ringdown/shared/switchboard"
	"ringdown/shared/vonage"
	"ringdown/shared/webhook"
)

// Options are what a desk needs from outside.
type Options struct {
	Now   func() time.Time
	After func(time.Duration, func()) // runs a function later
	Log   *slog.Logger

	BaseURL         string // where the provider and people reach us
	ApplicationID   string
	APIKey          string
	SignatureSecret []byte
	CallbackKey     []byte
	Phones          port.Phones
	Audio           port.Audio

	// Ports replaces the stores; what is nil is kept in memory.
	Calls        port.Calls
	Dialplans    port.Dialplans
	Reservations port.Reservations // nil: kept in memory
	Recordings   port.Recordings
	Alerts       port.Alerts
	Channels     port.Channels
	Events       port.Events       // nil: no other program is told
	Addresses    port.BadAddresses // nil: kept in memory
	Functions    port.Functions    // nil: there are none to ask

	Tokens   *bearer.Verifier // says whom a request to the admins' API speaks for; nil: nobody gets in
	Prompts  *memport.Prompts // nil: kept until the desk ends
	Voices   port.Voices      // nil: they hum
	Settings port.Settings    // nil: kept in memory, and nothing is published
	Activity port.Activity    // nil: marks and reads are kept in memory, beside the stores above

	DialsPerSecond int // how fast the account may dial; 0 is routes.DialsPerSecond
	// Takes says how long a function takes over a message, which is performed at the end of that, side by
	// side with others. nil: no time, one message after the other.
	Takes func(queue port.Queue) time.Duration
}

// Desk is the running product.
type Desk struct {
	Switchboard *switchboard.Switchboard
	Pager       *pager.Pager
	Queue       *memport.Orders
	Handler     http.Handler

	options   Options
	prompts   *memport.Prompts
	callbacks vonage.Callbacks
	consumers map[port.Queue]*consumer
	queues    []port.Queue // in the order of the table of routes
	sweeps    []invoke
	pumping   sync.Mutex
	busyMu    sync.Mutex // guards how many messages are performed
}

// New puts a desk together. Start begins its minute clock.
func New(o Options) *Desk {
	d := &Desk{options: o, callbacks: vonage.Callbacks{BaseURL: o.BaseURL, AssetsURL: o.BaseURL + "/assets", Key: o.CallbackKey}}
	d.Queue = &memport.Orders{Now: o.Now, Sent: func(delay time.Duration) { o.After(max(delay, queueTime), d.pump) }}
	if o.Settings == nil {
		d.options.Settings = memport.NewSettings(memport.NewDialplans())
	}
	if o.Activity == nil {
		d.options.Activity = memport.NewActivity(o.Calls, o.Dialplans, o.Alerts)
	}
	if o.Addresses == nil {
		o.Addresses = &memport.BadAddresses{}
	}
	if o.Reservations == nil {
		o.Reservations = memport.NewReservations()
	}
	if o.DialsPerSecond == 0 {
		d.options.DialsPerSecond = routes.DialsPerSecond
	}
	d.prompts = o.Prompts
	if d.prompts == nil {
		d.prompts = &memport.Prompts{BaseURL: o.BaseURL, Key: o.CallbackKey, Now: o.Now}
	}
	if o.Voices == nil {
		d.options.Voices = &memport.Voices{}
	}
	links := switchboard.Links{BaseURL: o.BaseURL, Key: o.CallbackKey}
	d.Switchboard = &switchboard.Switchboard{
		Calls: o.Calls, Dialplans: o.Dialplans, Reservations: o.Reservations, Recordings: o.Recordings,
		Phones: o.Phones, Audio: o.Audio, Functions: o.Functions, Orders: d.Queue, Now: o.Now, Log: o.Log,
		Listens: listens, Hold: Occupy,
	}
	d.Pager = &pager.Pager{
		Calls: o.Calls, Dialplans: o.Dialplans, Alerts: o.Alerts, Channels: o.Channels, Events: o.Events, Addresses: o.Addresses, Phones: o.Phones, Queue: d.Queue, Now: o.Now, Log: o.Log, Listen: links.Listen, Link: links.Alert,
		Hear: pager.Hearing(d.Switchboard.Hear),
	}
	d.Pager.Codes, _ = o.Channels.(port.Codes) // where they carry codes
	edge := webhook.Edge{
		Verifier: vonage.Verifier{
			Secrets: [][]byte{o.SignatureSecret}, APIKey: o.APIKey, ApplicationID: o.ApplicationID, MaxAge: 5 * time.Minute,
		},
		Callbacks: d.callbacks, Now: o.Now, Log: o.Log,
	}
	d.wire(edge, links)
	return d
}

// queueTime is how long a message is under way in a real queue, at least.
const queueTime = 20 * time.Millisecond

// Start begins the minute clock.
func (d *Desk) Start() { d.options.After(time.Minute, d.tick) }

func (d *Desk) tick() {
	for _, sweep := range d.sweeps {
		if _, err := sweep(context.Background(), []byte(`{"sweep":true}`)); err != nil {
			d.options.Log.Error("sweep failed", "error", err)
		}
	}
	d.options.After(time.Minute, d.tick)
}

// Fallback is the document the provider turns to when we cannot be reached. It is
// static: it needs no function and no store.
func (d *Desk) Fallback() ncco.Script {
	script := call.Fallback(vonage.FallbackCall)
	return script.Resolve(d.callbacks.URL)
}
