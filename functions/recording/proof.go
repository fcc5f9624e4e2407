package recording

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"ringdown/shared/ncco"
	"ringdown/shared/routes"
	"ringdown/shared/token"
	"ringdown/shared/vonage"
)

// errOutdated is a message that the fallback document of an earlier deployment took.
var errOutdated = errors.New("the fallback document's token is of an earlier deployment: was dev public put run after the last one?")

// proof is what is known of where a message came from.
type proof struct {
	callback ncco.Callback
	received time.Time // by the queue
	token    error     // the path's token is not ours, or of another deployment
	signed   error     // the signature is not the provider's
}

// prove checks the token and the signature of a message.
func (f function) prove(ctx context.Context, m events.SQSMessage) proof {
	p := proof{received: f.received(m)}
	p.callback, p.token = f.edge.Callbacks.Check("recording", attribute(m, "call"), attribute(m, "token"))
	if p.token != nil {
		return p
	}
	r := vonage.Request{Method: "POST", Body: []byte(m.Body), Authorization: strings.TrimPrefix(attribute(m, "authorization"), routes.HeaderMark)}
	p.signed = f.edge.Rotation.Verify(ctx, f.edge.Verifier, "recording", r, p.received)
	if !f.edge.Callbacks.InForce(p.callback, p.received) {
		p.token = errOutdated
	}
	return p
}

// stranger reports whether nothing speaks for the provider: no good token, or the public
// one of an earlier deployment without a signature.
func (p proof) stranger() bool {
	return p.token != nil && (p.signed != nil || !errors.Is(p.token, errOutdated))
}

// received is when the queue took the message in. A message that was a dead letter and is
// taken up again has a new time of its own; it brings the first one along, with a proof
// of ours.
func (f function) received(m events.SQSMessage) time.Time {
	first := attribute(m, "received")
	if token.Check(f.edge.Callbacks.Key, attribute(m, "proof"), receipt(m, first)...) {
		return milliseconds(first)
	}
	return milliseconds(m.Attributes["SentTimestamp"])
}

// receipt are the words of the proof of a message's first receipt.
func receipt(m events.SQSMessage, received string) []string {
	body := sha256.Sum256([]byte(m.Body))
	return []string{"received", attribute(m, "call"), attribute(m, "token"), attribute(m, "authorization"), hex.EncodeToString(body[:]), received}
}

func milliseconds(text string) time.Time {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return time.Time{} // no signature fits that
	}
	return time.UnixMilli(n)
}

func attribute(m events.SQSMessage, name string) string {
	if v := m.MessageAttributes[name].StringValue; v != nil {
		return *v
	}
	return ""
}
