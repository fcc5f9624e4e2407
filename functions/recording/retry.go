package recording

import (
	"context"
	"errors"
	"strconv"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"ringdown/shared/port"
	"ringdown/shared/switchboard"
	"ringdown/shared/token"
	"ringdown/shared/webhook"
)

const (
	// unknownTime is how long a message is tried whose call, line or audio is not known: the
	// provider tells of them within minutes, or never.
	unknownTime = time.Hour
	// failingTime is how long anything else is tried. The provider keeps the audio for 30 days,
	// so somebody who is called after three has time to mend it.
	failingTime = 3 * 24 * time.Hour
	// firstPause and longestPause are how soon a message comes again: most failures pass within
	// seconds, and the team waits for the message.
	firstPause, longestPause = 5 * time.Second, 15 * time.Minute
)

// Queue is the recordings queue, as far as it concerns messages that fail. It is safe for
// concurrent use.
type Queue interface {
	// Later hides a message that is being taken for so long, in place of the queue's own time.
	Later(ctx context.Context, receipt string, after time.Duration) error
	// GiveUp puts a message among the dead letters.
	GiveUp(ctx context.Context, body string, attributes map[string]string) error
}

// function is what the handler is made of.
type function struct {
	edge        webhook.Edge
	queue       Queue
	switchboard *switchboard.Switchboard
}

// take takes one message, and reports whether the queue may forget it.
func (f function) take(ctx context.Context, m events.SQSMessage) bool {
	p := f.prove(ctx, m)
	switch {
	case p.stranger():
		f.edge.Log.WarnContext(ctx, "recording webhook refused", "kind", "recording", "signed", p.token != nil && p.signed == nil, "error", errors.Join(p.token, p.signed))
		return true
	case p.token != nil || p.signed != nil:
		return f.giveUp(ctx, m, p, errors.Join(p.token, p.signed))
	}
	r, err := recorded(p.callback, m.Body)
	if err != nil {
		return f.giveUp(ctx, m, p, err)
	}
	if err = f.record(ctx, r); err == nil {
		return true
	}
	if f.switchboard.Now().Sub(milliseconds(m.Attributes["SentTimestamp"])) > patience(err) {
		return f.giveUp(ctx, m, p, err)
	}
	pause := pauseAfter(m.Attributes["ApproximateReceiveCount"])
	f.edge.Log.ErrorContext(ctx, "storing a recording failed; it is tried again", "call", r.Call, "recording", r.Message.Recording, "afterSeconds", pause.Seconds(), "error", err)
	if err := f.queue.Later(ctx, m.ReceiptHandle, pause); err != nil {
		f.edge.Log.WarnContext(ctx, "putting off a recording failed; the queue delivers it again after its visibility time", "call", r.Call, "error", err)
	}
	return false
}

func patience(err error) time.Duration {
	if errors.Is(err, port.ErrNotFound) {
		return unknownTime
	}
	return failingTime
}

// pauseAfter doubles with each receive.
func pauseAfter(receives string) time.Duration {
	n, err := strconv.Atoi(receives)
	if err != nil || n < 1 {
		n = 1
	}
	return min(firstPause<<min(n-1, 20), longestPause)
}

// giveUp puts a message among the dead letters, with the time it was first received.
func (f function) giveUp(ctx context.Context, m events.SQSMessage, p proof, cause error) bool {
	attributes := map[string]string{}
	for _, name := range []string{"call", "token", "authorization"} {
		if v := attribute(m, name); v != "" {
			attributes[name] = v
		}
	}
	received := strconv.FormatInt(p.received.UnixMilli(), 10)
	attributes["received"], attributes["proof"] = received, token.Sign(f.edge.Callbacks.Key, receipt(m, received)...)
	if err := f.queue.GiveUp(ctx, m.Body, attributes); err != nil {
		f.edge.Log.ErrorContext(ctx, "giving up a recording failed; the queue delivers it again", "call", p.callback.Call, "error", errors.Join(cause, err))
		return false
	}
	f.edge.Log.ErrorContext(ctx, "a recording was given up: mend the cause and redrive the dead letters", "call", p.callback.Call, "error", cause)
	return true
}
