package pager

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ringdown/shared/alert"
	"ringdown/shared/call"
	"ringdown/shared/e164"
	"ringdown/shared/ncco"
	"ringdown/shared/notice"
	"ringdown/shared/port"
)

// The kinds of callbacks of a phone on which an alert is read out. Call is the alert in them, leg the
// notification.
const (
	// PhoneCallback is told how the phone is doing.
	PhoneCallback = "readout"
	// KeyCallback is told which key was pressed. Its epoch is the number of the prompt.
	KeyCallback = "readoutkey"
)

// playTime is how long the address of a message works that a phone plays: the provider fetches it at
// once.
const playTime = 15 * time.Minute

// Hearing makes Pager.Hear of what the switchboard knows of a call.
func Hearing(hear func(ctx context.Context, callID string, life time.Duration) (alert.Notice, []string, error)) func(context.Context, string) ([]string, error) {
	return func(ctx context.Context, callID string) ([]string, error) {
		_, audio, err := hear(ctx, callID, playTime)
		return audio, err
	}
}

// dial rings a phone, once: that the provider is about to be asked is saved first.
func (m machine) dial(ctx context.Context, a alert.Alert, id string) (alert.Alert, error) {
	plan, err := m.planFor(ctx, a)
	if err != nil {
		return a, fmt.Errorf("look up how a phone may be dialled for alert %s: %w", a.ID, err)
	}
	claimed, ours, err := m.loop().Claim(ctx, a, alert.Dialling{ID: id})
	if err != nil || !ours {
		return claimed, err
	}
	n, _ := claimed.Notification(id)
	provider, err := m.Phones.Dial(ctx, call.Dial{
		From: a.Notice.Number, To: e164.Number(n.Address), RingSeconds: alert.RingSeconds, Policy: plan.Dialling,
		Script: m.message(claimed, n).Readout(keysOf(claimed, n)), Status: callback(claimed, n, PhoneCallback, n.Tries),
	})
	switch {
	case err == nil:
		return m.loop().Report(ctx, claimed, alert.Dialled{ID: id, Provider: provider})
	case errors.Is(err, port.ErrThrottled):
		return m.loop().Report(ctx, claimed, alert.NotDialled{ID: id, Throttled: true})
	case errors.Is(err, port.ErrRefused), errors.Is(err, port.ErrNotFound):
		m.Log.WarnContext(ctx, "the provider refused to dial a phone for an alert; its owner is told by their next contact", "alert", a.ID, "notification", id, "error", err)
		return m.loop().Report(ctx, claimed, alert.NotDialled{ID: id})
	}
	m.Log.WarnContext(ctx, "dialling a phone for an alert had no clear outcome; waiting for its webhook or its time", "alert", a.ID, "notification", id, "error", err)
	return claimed, nil
}

// hangUp ends the ringing of a phone that nobody needs any more. Where that fails it ends by itself.
func (m machine) hangUp(ctx context.Context, a alert.Alert, o alert.HangUp) (alert.Alert, error) {
	if err := m.Phones.HangUp(ctx, "", o.Provider); err != nil && !errors.Is(err, port.ErrNotFound) {
		m.Log.WarnContext(ctx, "hanging up a phone that rings for an alert failed; it stops by itself", "alert", a.ID, "notification", o.ID, "error", err)
	}
	return m.loop().Report(ctx, a, alert.PhoneHungUp{ID: o.ID})
}

// Phone has an alert take what a phone does on which it is read out. port.ErrNotFound.
func (p *Pager) Phone(ctx context.Context, id string, e alert.Event) error {
	_, err := p.Do(ctx, id, e)
	return err
}

// Pressed has an alert take a key, and returns what the phone says next; nothing where no key was
// pressed: what it was dialled with goes on.
func (p *Pager) Pressed(ctx context.Context, from ncco.Callback, provider, key string) (ncco.Script, error) {
	if key == "" {
		return nil, nil
	}
	a, err := p.Do(ctx, from.Call, alert.KeyPressed{ID: from.Leg, Provider: provider, Key: key})
	if err != nil {
		return nil, err
	}
	n, ok := a.Notification(from.Leg)
	if !ok {
		return nil, fmt.Errorf("key of alert %s: it has no notification %s: %w", from.Call, from.Leg, port.ErrNotFound)
	}
	m, keys := machine{p}.message(a, n), keysOf(a, n)
	switch {
	case key == alert.KeyPassOn && n.Key == key:
		return m.Farewell(true), nil
	case key == alert.KeyAcknowledge && n.Key == key && a.Acknowledged.By.ID == n.User:
		return m.Farewell(false), nil
	case key == alert.KeyPlay:
		audio, err := p.Hear(ctx, a.Notice.Call)
		if err != nil {
			p.Log.WarnContext(ctx, "a message could not be played on a phone; the alert is read out again", "alert", a.ID, "error", err)
		}
		return m.Played(audio, from.Epoch, keys), nil
	}
	return m.Again(standing(a, m), from.Epoch, keys), nil
}

// standing is who has the alert, as a sentence; "" while nobody has.
func standing(a alert.Alert, m notice.Message) string {
	switch m.News, m.State = "", notice.State(a.Status()); m.State {
	case notice.Acknowledged:
		m.Person = a.Acknowledged.By.String()
	case notice.Resolved:
		m.Person = a.Resolved.By.String()
	}
	return m.Status()
}

func (m machine) message(a alert.Alert, n alert.Notification) notice.Message {
	return notice.Of(n, a.NoticeFor(n))
}

func keysOf(a alert.Alert, n alert.Notification) notice.Keys {
	return func(prompt int) string { return callback(a, n, KeyCallback, prompt).String() }
}

func callback(a alert.Alert, n alert.Notification, kind string, epoch int) ncco.Callback {
	return ncco.Callback{Kind: kind, Call: a.ID, Leg: n.ID, Epoch: epoch}
}
