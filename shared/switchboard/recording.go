package switchboard

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

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
	if errors.Is(err, errNoCaller) {
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
	if url == "" {
		url = r.Message.Recording // the provider told no address, and may know the recording by its id
	}
	stored, err := s.store(ctx, d.Call.ID, url, r)
	if err != nil {
		return err
	}
	_, err = s.loop().DecideOn(ctx, d.Call, stored, true)
	return err
}

// store copies the audio of a recording into our own store, and listens to a message on the way.
// What cannot be listened to is kept all the same: it may hold a word.
func (s *Switchboard) store(ctx context.Context, id, url string, r Recorded) (call.AudioStored, error) {
	stored := call.AudioStored{Recording: r.Message.Recording, Key: routes.VoicemailPrefix + id + "/" + r.Message.Recording}
	audio, contentType, err := s.Audio.Fetch(ctx, url)
	if err != nil {
		return stored, fmt.Errorf("fetch recording %s of call %s: %w", r.Message.Recording, id, err)
	}
	defer audio.Close()
	var body io.Reader = audio
	if r.Talk {
		stored.Key = routes.TalkPrefix + id + "/" + r.Message.Recording
	} else if s.Listens != nil {
		whole, err := io.ReadAll(audio)
		if err != nil {
			return stored, fmt.Errorf("fetch recording %s of call %s: %w", r.Message.Recording, id, err)
		}
		body = bytes.NewReader(whole)
		if stored.SecondsSpoken, err = s.Listens(whole); err != nil {
			s.Log.WarnContext(ctx, "listening to a message failed; it counts as one", "call", id, "recording", r.Message.Recording, "error", err)
		}
		stored.Heard = err == nil
	}
	if err := s.Recordings.Keep(ctx, stored.Key, contentType, body); err != nil {
		return stored, fmt.Errorf("keep recording %s of call %s: %w", r.Message.Recording, id, err)
	}
	return stored, nil
}

// searchedMax bounds the calls of each line and day among which the caller of a message is looked for.
const searchedMax = 200

// movedFrom finds the call whose caller we moved out of a conversation; "" is none. The provider knows
// nobody in it any more, and what its fallback recorded there names no call. It is read call by call,
// line by line: this happens to one who speaks to the fallback while somebody accepts, and an index for
// it would be written by every call.
func (s *Switchboard) movedFrom(ctx context.Context, conversation string) string {
	lines, err := s.Dialplans.Lines(ctx)
	if err != nil {
		s.Log.WarnContext(ctx, "reading the lines failed; the message is tried again", "error", err)
		return ""
	}
	now := s.Now()
	for _, l := range lines {
		for _, day := range slices.CompactFunc([]time.Time{now, now.Add(-call.Longest)}, sameDay) {
			calls, err := s.Calls.OnDay(ctx, l.Line, day, searchedMax)
			if err != nil {
				s.Log.WarnContext(ctx, "reading the calls of a day failed; the message is tried again", "line", l.Line, "error", err)
			}
			for _, c := range calls {
				if c.WasIn(conversation) {
					return c.ID
				}
			}
		}
	}
	return ""
}

// errNoCaller is a conversation that began with a phone that we rang.
var errNoCaller = errors.New("the conversation has no caller")

// recordUnseen makes a call of a message whose call never reached us: the provider
// took it with its fallback document while we were away. The provider says who called.
// Whom it named once is remembered: what is still to do with the message may fail and come again,
// and the provider may fail then, too.
func (s *Switchboard) recordUnseen(ctx context.Context, r Recorded) (call.Decision, error) {
	if id, found := s.callers.find(r.Conversation); found {
		return s.loop().Decide(ctx, id, r.Message, true)
	}
	d, err := s.recordFound(ctx, r)
	if err == nil {
		s.callers.keep(r.Conversation, d.Call.ID)
	}
	return d, err
}

// recordFound asks the provider who called.
func (s *Switchboard) recordFound(ctx context.Context, r Recorded) (call.Decision, error) {
	leg, from, to, err := s.Audio.Inbound(ctx, r.Conversation)
	if errors.Is(err, port.ErrNotFound) {
		if id := s.movedFrom(ctx, r.Conversation); id != "" {
			return s.loop().Decide(ctx, id, r.Message, true)
		}
	}
	if err != nil {
		return call.Decision{}, fmt.Errorf("ask who left message %s: %w", r.Message.Recording, err)
	}
	if leg == "" {
		return call.Decision{}, fmt.Errorf("ask who left message %s: %w", r.Message.Recording, errNoCaller)
	}
	id := call.NewID(leg)
	if d, err := s.loop().Decide(ctx, id, r.Message, true); !errors.Is(err, port.ErrNotFound) {
		return d, err
	}
	return s.unseen(ctx, call.CallUnseen{Leg: leg, From: from.Number, Came: from.Came, To: to, Message: r.Message})
}
