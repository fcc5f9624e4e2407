package port

import (
	"context"
	"io"
	"time"

	"ringdown/shared/call"
	"ringdown/shared/e164"
	"ringdown/shared/ncco"
)

// Phones is the phone provider. Provider ids and regions are its own. Each request has a time of
// its own beside the context's; one that runs out leaves the outcome unknown.
type Phones interface {
	// Dial rings a phone. ErrRefused and ErrThrottled: it does not ring. Unknown: it may ring, and
	// its first webhook will tell; never dial again for it.
	Dial(ctx context.Context, d call.Dial) (provider string, err error)
	// HangUp ends a leg. ErrNotFound: there is none any more. Doing it again is harmless.
	HangUp(ctx context.Context, region, provider string) error
	// Transfer gives a leg another script. ErrNotFound: there is none any more. Unknown: the leg
	// may run either script; transferring again begins the new one from its start.
	Transfer(ctx context.Context, region, provider string, s ncco.Script) error
	// Listen reports the keys of a leg to the callback from now on. ErrNotFound. Doing it again is
	// harmless.
	Listen(ctx context.Context, region, provider string, to ncco.Callback) error
	// Speak says a text on a leg, over whatever it hears; its script goes on. ErrNotFound: there is
	// none any more. Doing it again begins the text anew.
	Speak(ctx context.Context, region, provider string, t ncco.Talk) error
	// Lives reports whether a leg is still up, and in which of the provider's conversations it is,
	// "" when that is not told. ErrNotFound: the provider knows of no such leg.
	Lives(ctx context.Context, region, provider string) (up bool, conversation string, err error)
}

// Audio is what the phone provider recorded. It only reads.
type Audio interface {
	// Fetch opens a recording, which the caller closes. A cancelled context, or time running out,
	// ends the reading as well. ErrNotFound: not there, or not yet. Url is the address that the
	// provider told, or the recording's id where it told none.
	Fetch(ctx context.Context, url string) (audio io.ReadCloser, contentType string, err error)
	// Inbound gives the caller's leg of a conversation, who called and which number; leg is ""
	// where no caller began it. ErrNotFound: no such conversation, or not yet. ErrRefused says
	// nothing of the conversation: a wrong key is refused too.
	Inbound(ctx context.Context, conversation string) (leg string, from e164.Caller, to e164.Number, err error)
}

// Functions asks the functions that flows name. Whether a line may ask one is decided before. What
// a function did is its own: a request without an answer may have been carried out, and more than
// once if it is asked again.
type Functions interface {
	// Invoke asks a function and gives its answer. ErrRefused: it ran and failed, or may not be
	// asked; ErrNotFound: there is none. It takes no longer than the limit.
	Invoke(ctx context.Context, arn string, payload []byte, limit time.Duration) (answer []byte, err error)
	// Send hands a function its request and does not wait for an answer. nil means that it was
	// taken.
	Send(ctx context.Context, arn string, payload []byte) error
}
