package switchboard

import (
	"context"
	"errors"
	"fmt"

	"ringdown/shared/alert"
	"ringdown/shared/call"
	"ringdown/shared/port"
)

// Act performs what is due for a call: orders and timers alike. An error means that the queue should
// deal with the envelope.
func (s *Switchboard) Act(ctx context.Context, e port.Envelope) error {
	if e.Unseen != nil {
		return s.actOnEnd(ctx, e)
	}
	if e.Call == "" && e.Alert != "" {
		return s.giveTurn(ctx, e)
	}
	return s.loop().Act(ctx, e.Call, e)
}

// Sweep looks after the calls whose timers were lost, and returns how many.
func (s *Switchboard) Sweep(ctx context.Context) (int, error) { return s.loop().Sweep(ctx) }

// Perform does one order and returns the call as it is then.
func (s machine) Perform(ctx context.Context, c call.Call, o call.Order) (call.Call, error) {
	switch o := o.(type) {
	case call.DialLeg:
		return s.dial(ctx, c, o.Leg)
	case call.HangUpLeg:
		err := s.Phones.HangUp(ctx, c.Region, o.Provider)
		if err != nil && !errors.Is(err, port.ErrNotFound) && !errors.Is(err, port.ErrRefused) {
			return c, fmt.Errorf("hang up leg %s of call %s: %w", o.Leg, c.ID, err)
		}
		if err == nil {
			return s.loop().DecideWithoutSaving(ctx, c, call.LegHungUp{Leg: o.Leg})
		}
		return s.loop().Report(ctx, c, call.LegHungUp{Leg: o.Leg, Gone: errors.Is(err, port.ErrNotFound)})
	case call.CheckLeg:
		checked := call.LegChecked{Leg: o.Leg, At: s.Now()}
		up, conversation, err := s.Phones.Lives(ctx, c.Region, o.Provider)
		switch {
		case err != nil && !errors.Is(err, port.ErrNotFound):
			// Not knowing changes nothing: it is asked again.
			s.Log.WarnContext(ctx, "asking the provider about a leg failed; it is asked again", "call", c.ID, "leg", o.Leg, "error", err)
			checked.Unknown = true
		case up:
			checked.Conversation = conversation
		default:
			checked.Gone = true
		}
		return s.loop().Report(ctx, c, checked)
	case call.TellCall:
		return s.tellCall(ctx, c, o)
	case call.DismissLeg:
		return s.dismiss(ctx, c, o)
	case call.TransferCaller:
		err := s.Phones.Transfer(ctx, c.Region, c.Caller.Leg, o.Script)
		if err != nil {
			s.Log.WarnContext(ctx, "transferring the caller failed; it is tried again", "call", c.ID, "epoch", o.Epoch, "error", err)
			return s.loop().Report(ctx, c, call.CallerNotTransferred{Epoch: o.Epoch, Gone: errors.Is(err, port.ErrNotFound)})
		}
		return s.loop().Report(ctx, c, call.CallerTransferred{Epoch: o.Epoch})
	case call.ListenForKeys:
		if err := s.Phones.Listen(ctx, c.Region, c.Caller.Leg, o.Callback); err != nil {
			// The listener of the script may still work, and the wait has its own end.
			s.Log.WarnContext(ctx, "listening for keys in the room failed; the script's own listener may still work", "call", c.ID, "error", err)
		}
		return s.loop().DecideWithoutSaving(ctx, c, call.KeysListened{})
	case call.SpeakToCaller:
		return s.speak(ctx, c, o)
	case call.InvokeFunction:
		return s.invoke(ctx, c, o.Invocation)
	case call.RaiseAlert:
		if err := s.Orders.Send(ctx, port.Envelope{Queue: port.AlertsQueue, Call: c.ID, Alert: alert.IDOf(c.ID, o.Alert)}); err != nil {
			return c, fmt.Errorf("queue alert %s of call %s: %w", o.Alert, c.ID, err)
		}
		return s.loop().Report(ctx, c, call.AlertQueued{Alert: o.Alert, Change: o.Change})
	}
	return c, fmt.Errorf("unhandled order %T (call %s): add it to Perform", o, c.ID)
}

// tell gives a leg its last words. Where that fails it is hung up without them.
func (s *Switchboard) dismiss(ctx context.Context, c call.Call, o call.DismissLeg) (call.Call, error) {
	plan, err := s.plan(ctx, c)
	if err != nil {
		return c, err
	}
	if err = s.Phones.Transfer(ctx, c.Region, o.Provider, call.DismissalOf(c, o.Leg, plan)); err != nil {
		s.Log.WarnContext(ctx, "telling a responder why the call ends failed; the leg is hung up", "call", c.ID, "leg", o.Leg, "error", err)
	}
	return s.loop().Report(ctx, c, call.LegDismissed{Leg: o.Leg, Failed: err != nil})
}

// speak says a sentence to the caller in the room. What could not be said is not said later.
func (s *Switchboard) speak(ctx context.Context, c call.Call, o call.SpeakToCaller) (call.Call, error) {
	plan, err := s.plan(ctx, c)
	if err != nil {
		return c, err
	}
	if err := s.Phones.Speak(ctx, c.Region, c.Caller.Leg, call.SentenceOf(c, o.Sentence, plan)); err != nil {
		s.Log.WarnContext(ctx, "saying a sentence to the caller failed; the music goes on", "call", c.ID, "sentence", string(o.Sentence), "error", err)
	}
	return s.loop().Report(ctx, c, call.CallerSpokenTo{Sentence: o.Sentence})
}
