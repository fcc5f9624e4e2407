// Package pager is the shell of alerts: it makes an alert of what a call owes, has package alert decide,
// and sends what is due. The loop around that is package engine.
//
// Only here are alerts written. A function that a caller waits for says that an alert is owed, in the
// call; the one that performs a call's orders sends an envelope {call, alert} to the alerts queue, and
// another one when something has changed; and the function that takes it makes the alert, or has it know
// the change, once, however often the envelope comes. So a mail server that hangs holds up alerts and no
// phone. What a person does to an alert (Do) is saved while they wait, because the answer has to say who
// has it, and only who has saved knows that; what follows from it waits in the queue. The option not taken
// was an envelope for that, too: then two people are both told that they have it.
//
// To reach people in another way, add a channel (package alert) and deliver it in port.Channels.
package pager

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"ringdown/shared/alert"
	"ringdown/shared/engine"
	"ringdown/shared/port"
)

// Pager connects alerts with their ports. Its fields are set once, before use.
type Pager struct {
	Calls     port.Calls // read only
	Dialplans port.Dialplans
	Alerts    port.Alerts
	Channels  port.Channels
	Codes     port.Codes        // sends codes that prove whose an address is; nil refuses them
	Events    port.Events       // tells other programs; nil tells none
	Phones    port.Phones       // rings the phones that an alert is read out on
	Addresses port.BadAddresses // that no mail goes to; nil are none
	Queue     port.Orders

	Now    func() time.Time
	Log    *slog.Logger
	Listen func(callID string, expires time.Time) string // address of the page about a call
	// Link is the address at which one person sees the alert, and says that they see to it.
	Link func(alertID, person string, expires time.Time) string
	// Hear gives addresses that play the messages of a call; needed by who answers keys.
	Hear func(ctx context.Context, callID string) ([]string, error)
}

// Act has the alert that an envelope names know of its call, and does what it is owed. An alert that no
// channel takes is an error each time: so its envelope ends among the dead letters, where an alarm
// looks.
func (p *Pager) Act(ctx context.Context, e port.Envelope) error {
	if e.Code != nil {
		return p.sendCode(ctx, *e.Code)
	}
	if e.Call != "" {
		id, err := p.learn(ctx, e)
		if err != nil {
			return err
		}
		e.Alert = id
	}
	if err := p.loop().Act(ctx, e.Alert, e); err != nil {
		return err
	}
	a, err := p.Alerts.Load(ctx, e.Alert)
	if err != nil {
		return fmt.Errorf("look at alert %s: %w", e.Alert, err)
	}
	if !a.FailedAt.IsZero() {
		return fmt.Errorf("alert %s reached nobody: no channel took it; mend the team's addresses or the channels, and call the caller back: %w", a.ID, port.ErrRefused)
	}
	return nil
}

// Sweep looks after the alerts whose timers were lost, and returns how many.
func (p *Pager) Sweep(ctx context.Context) (int, error) { return p.loop().Sweep(ctx) }

// machine is an alert as the loop knows it.
type machine struct{ *Pager }

var _ engine.Machine[alert.Alert, alert.Event, alert.Order, alert.Decision] = machine{}

func (p *Pager) loop() engine.Loop[alert.Alert, alert.Event, alert.Order, alert.Decision] {
	return engine.Loop[alert.Alert, alert.Event, alert.Order, alert.Decision]{
		Kind: "alert", Machine: machine{p}, Store: p.Alerts, Queue: p.Queue, Now: p.Now, Log: p.Log,
	}
}

func (m machine) Decide(_ context.Context, a alert.Alert, e alert.Event) (alert.Decision, error) {
	return alert.Decide(a, e, alert.Facts{Now: m.Now()}), nil
}

func (m machine) Decided(d *alert.Decision) *alert.Alert { return &d.Alert }

func (m machine) Marks(a *alert.Alert) engine.Marks {
	return engine.Marks{ID: a.ID, Version: &a.Version, Deadline: a.Deadline, Wake: a.Wake, Timer: &a.Timer}
}

func (m machine) TimerFired() alert.Event { return alert.TimerFired{} }

func (m machine) Due(a alert.Alert, now time.Time) []alert.Order {
	var due []alert.Order
	for _, o := range alert.Orders(a) {
		if !o.Due().After(now) {
			due = append(due, o)
		}
	}
	return due
}

// Queue: dials wait for their turn among all dials of the account; all else that an alert owes is done
// together.
func (m machine) Queue(o alert.Order) (port.Queue, string) {
	if dial, ok := o.(alert.Dial); ok {
		return port.DialsQueue, "read out " + dial.ID
	}
	return "", ""
}

// Reconsider: whether a phone is still to be dialled is known when its turn comes.
func (m machine) Reconsider(_ context.Context, a alert.Alert, _ alert.Order) (alert.Alert, error) {
	return a, nil
}

func (m machine) Envelope(id string) port.Envelope {
	return port.Envelope{Queue: port.AlertsQueue, Alert: id}
}

func (m machine) Saved(alert.Decision) {}

// Perform does one order. What is sent is sent by one sender only: that it is being sent is saved first.
func (m machine) Perform(ctx context.Context, a alert.Alert, o alert.Order) (alert.Alert, error) {
	switch o := o.(type) {
	case alert.BeginStep:
		return m.beginStep(ctx, a, o)
	case alert.Dial:
		return m.dial(ctx, a, o.ID)
	case alert.HangUp:
		return m.hangUp(ctx, a, o)
	}
	claimed, ours, err := m.loop().Claim(ctx, a, alert.Sendings{})
	if err != nil || !ours {
		return claimed, err
	}
	sending := alert.Claimed(a, claimed)
	results := make([]alert.Result, len(sending))
	var all sync.WaitGroup
	for i, n := range sending {
		all.Go(func() { results[i] = m.notify(ctx, n, claimed) })
	}
	all.Wait()
	// What was sent was sent, whatever has become of the time for it.
	return m.loop().Report(context.WithoutCancel(ctx), claimed, alert.Delivered{Results: results})
}

func (m machine) notify(ctx context.Context, n alert.Notification, a alert.Alert) alert.Result {
	provider, err := m.send(ctx, n, m.notice(a, n))
	if err != nil {
		m.Log.WarnContext(ctx, "notification not sent", "alert", a.ID, "channel", n.Channel, "try", n.Tries, "error", err)
	}
	return alert.Result{
		ID: n.ID, Taken: err == nil, Provider: provider, Reason: reason(err),
		Refused: errors.Is(err, port.ErrRefused) && !errors.Is(err, port.ErrThrottled),
	}
}

// reason is why a notification was not sent, as it stands on the record.
func reason(err error) string {
	var refusal *port.Refusal
	switch {
	case err == nil:
		return ""
	case errors.As(err, &refusal):
		return refusal.Reason
	case errors.Is(err, port.ErrThrottled):
		return "throttled"
	case errors.Is(err, port.ErrRefused):
		return "refused"
	}
	return "no answer"
}

func (m machine) send(ctx context.Context, to alert.Notification, n alert.Notice) (string, error) {
	if to.Channel == alert.Email {
		if err := m.mayMail(ctx, to.Address); err != nil {
			return "", err
		}
	}
	if to.Channel != alert.Bus {
		return m.Channels.Notify(ctx, to, n)
	}
	if m.Events == nil {
		return "", nil
	}
	return m.Events.Publish(ctx, to, n)
}
