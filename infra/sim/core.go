package sim

import (
	"context"
	"log/slog"
	"time"

	"ringdown/infra/local"
	"ringdown/infra/memport"
	"ringdown/infra/vonagesim"
	"ringdown/shared/call"
	"ringdown/shared/ncco"
	"ringdown/shared/pager"
	"ringdown/shared/port"
	"ringdown/shared/routes"
	"ringdown/shared/switchboard"
)

// The core alone: the same worlds without what lies between decisions and phones. Webhooks, requests,
// envelopes and records are Go values; there is no JSON, no signature, no HTTP and no audio. Everything
// that decides is the same: switchboard, pager, engine, call, alert; and so is everything around it: the
// phone network with its legs, rooms, recordings, switches and times, the people, the dice and the faults
// (a function that dies answers with its status, a reply that is cut comes as no status at all). So a
// world goes the same way at both speeds, which TestBothSpeedsPlayTheSameWorlds holds it to, and what
// a campaign checks is checked at both but for what only a wire has: that a repeated webhook gets the same
// bytes, that no log names a number, and that a record takes no more bytes than it may. The option
// not taken was a small network of its own for this: it would have been faster by the network's part,
// and its worlds would have been others.
//
// core is that product.
type core struct {
	queue     *coreQueue
	board     *switchboard.Switchboard
	pager     *pager.Pager
	network   *vonagesim.Network
	crashes   faultyPorts
	now       func() time.Time
	after     func(time.Duration, func())
	reference map[string]ncco.Callback
}

// newCoreWorld is NewWorld at that speed.
func newCoreWorld(o Options) (*World, error) {
	w := &World{Clock: vonagesim.NewVirtualClock(o.Start), Outbox: &memport.Outbox{}}
	log := slog.New(slog.DiscardHandler)
	c := &core{now: w.Clock.Now, after: w.Clock.After, reference: map[string]ncco.Callback{}}
	network := w.networkOptions(o)
	network.Application = c
	network.AnswerURL, network.EventURL, network.FallbackURL = "answer", "event", "fallback"
	w.Network = vonagesim.New(network)
	c.network = w.Network
	phones := corePhones{w.Network}
	seen := &witness{phones: phones, audio: phones, now: w.Clock.Now, tell: o.Ordered}
	w.Outbox.Told = seen.told
	stores := local.Options{
		Calls: newCoreCalls(), Dialplans: newCorePlans(), Alerts: newCoreAlerts(), Reservations: coreReservations{},
		Recordings: coreRecordings{}, Phones: seen, Audio: seen, Now: w.Clock.Now,
	}
	stores.Functions = seen.functionsAnswering(o.Answers)
	if o.Ports != nil {
		o.Ports(&stores)
	}
	plans := stores.Dialplans
	c.crashes = faultyPorts{o.Faults, w.Clock.Now}
	c.crashes.decorate(&stores)
	c.queue = newCoreQueue(c, o.DialsPerSecond)
	c.queue.Lose = c.crashes.queue(c.queue)
	c.board = &switchboard.Switchboard{
		Calls: stores.Calls, Dialplans: stores.Dialplans, Reservations: stores.Reservations, Recordings: stores.Recordings,
		Phones: stores.Phones, Audio: stores.Audio, Functions: stores.Functions, Orders: c.queue, Now: w.Clock.Now, Log: log,
		Listens: listensToCore, Hold: c.queue.hold,
	}
	links := switchboard.Links{BaseURL: appURL, Key: callbackKey}
	c.pager = &pager.Pager{
		Calls: stores.Calls, Dialplans: stores.Dialplans, Alerts: stores.Alerts, Channels: w.Outbox, Phones: stores.Phones, Queue: c.queue,
		Now: w.Clock.Now, Log: log, Hear: pager.Hearing(c.board.Hear), Link: links.Alert,
		Listen: func(string, time.Time) string { return appURL }, // signing an address that nobody opens takes longer than the alert
	}
	w.queue, w.Switchboard = c.queue, c.board
	w.Clock.After(time.Minute, c.sweep)
	return w, publish(o.Plans, plans)
}

// sweep is the minute clock.
func (c *core) sweep() {
	_, _ = c.board.Sweep(context.Background()) // the next one comes in a minute
	_, _ = c.pager.Sweep(context.Background())
	c.after(time.Minute, c.sweep)
}

// atOnce is how many envelopes of a queue are performed side by side, as the stack has it.
func atOnce(queue port.Queue, dialsPerSecond int) int {
	for _, t := range routes.Triggers {
		if t.Queue != string(queue) {
			continue
		}
		if t.AtOnce != routes.PaceOfDials {
			return t.AtOnce
		}
		if dialsPerSecond > 0 {
			return dialsPerSecond
		}
		return routes.DialsPerSecond
	}
	return 0
}

// callbackOf reads the address of a webhook.
func (c *core) callbackOf(url string) ncco.Callback {
	to, ok := c.reference[url]
	if !ok {
		to, _ = ncco.ParseCallback(url) // any other address names no call
		c.reference[url] = to
	}
	return to
}

var _ vonagesim.Application = (*core)(nil)

// Take answers a webhook: it stands where functions and what is between them and the network stand.
func (c *core) Take(w vonagesim.Webhook, f map[string]any) (int, []vonagesim.Action) {
	if w.Fallback {
		return 200, actionsOf(call.Fallback(fallbackCall))
	}
	to := c.callbackOf(w.URL)
	if w.Kind == "record" {
		c.queue.record(recordedIn(to, f))
		return 200, nil
	}
	asked := occasion{at: c.now(), path: "/voice/" + w.URL}
	switch {
	case c.crashes.Faults.strikes(CutReplies, asked):
		c.take(w, to, f)
		return 0, nil
	case c.crashes.Faults.strikes(Crashes, asked):
		return c.crashes.crashStatus(), nil
	}
	script := c.take(w, to, f)
	if script == nil {
		return 204, nil
	}
	return 200, actionsOf(script)
}
