package switchboard

import (
	"context"
	"errors"
	"fmt"

	"ringdown/shared/call"
	"ringdown/shared/port"
	"ringdown/shared/routes"
)

// Recorded is a message the provider tells us of.
type Recorded struct {
	Call         string // "" when the provider's fallback document took it
	Conversation string // the provider's id
	Message      call.MessageRecorded
	Talk         bool // of a caller and a responder: no message
}

// Record notes a message with its call, and then fetches its audio. It may be
// repeated: the call knows the recording, and the audio is kept once. An error means
// that it should come again; the provider keeps the audio for 30 days.
func (s *Switchboard) Record(ctx context.Context, r Recorded) error {
	var e call.Event = r.Message
	if r.Talk {
		e = call.TalkRecorded(r.Message)
	}
	d, err := s.loop().Decide(ctx, r.Call, e, true)
	if errors.Is(err, port.ErrNotFound) && !r.Talk {
		d, err = s.recordUnseen(ctx, r)
	}
	if errors.Is(err, port.ErrRefused) {
		// The fallback document answered a responder's phone: nobody left a message.
		s.Log.WarnContext(ctx, "a recording belongs to no caller; it is dropped", "recording", r.Message.Recording, "error", err)
		return nil
	}
	if err != nil {
		return fmt.Errorf("note the message of call %s: %w", r.Call, err)
	}
	url, owed := d.Call.AudioOf(r.Message.Recording)
	if !owed {
		return nil
	}
	audio, contentType, err := s.Audio.Fetch(ctx, url)
	if err != nil {
		return fmt.Errorf("fetch the message of call %s: %w", d.Call.ID, err)
	}
	defer audio.Close()
	key := routes.VoicemailPrefix + d.Call.ID + "/" + r.Message.Recording
	if r.Talk {
		key = routes.TalkPrefix + d.Call.ID + "/" + r.Message.Recording
	}
	if err := s.Recordings.Keep(ctx, key, contentType, audio); err != nil {
		return fmt.Errorf("keep the message of call %s: %w", d.Call.ID, err)
	}
	_, err = s.loop().DecideOn(ctx, d.Call, call.AudioStored{Recording: r.Message.Recording, Key: key}, true)
	return err
}

// recordUnseen makes a call of a message whose call never reached us: the provider
// took it with its fallback document while we were away. The provider says who called.
func (s *Switchboard) recordUnseen(ctx context.Context, r Recorded) (call.Decision, error) {
	leg, from, to, err := s.Audio.Inbound(ctx, r.Conversation)
	if err != nil {
		return call.Decision{}, fmt.Errorf("ask who left message %s: %w", r.Message.Recording, err)
	}
	id := call.NewID(leg)
	if d, err := s.loop().Decide(ctx, id, r.Message, true); !errors.Is(err, port.ErrNotFound) {
		return d, err
	}
	plan, err := s.Dialplans.ByNumber(ctx, to)
	if err != nil {
		return call.Decision{}, fmt.Errorf("find the line of message %s: %w", r.Message.Recording, err)
	}
	s.plans.keep(plan)
	return s.loop().Begin(ctx, fresh(id, plan), call.CallUnseen{Leg: leg, From: from.Number, Came: from.Came, To: to, Message: r.Message}, true)
}
