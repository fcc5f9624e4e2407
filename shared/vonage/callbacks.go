package vonage

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"ringdown/shared/ncco"
	"ringdown/shared/token"
)

// Callbacks turns the relative addresses of scripts into URLs of this deployment, and reads them back.
type Callbacks struct {
	BaseURL   string // of the HTTP routes, like https://calls.example.test
	AssetsURL string // of the audio files
	Key       []byte // of the hash in every callback URL; as secret as a password
	// Deployment is when the installation was deployed, in seconds of Unix time; 0 where it never is. The public document's
	// token is made with it, so that each deployment makes a new one.
	Deployment int
}

// FallbackCall stands for the call in the address that the public document for the provider's fallback records to.
const FallbackCall = "fallback"

// fallbackOverlap is how long the document's token of an earlier deployment holds after the next: the document is uploaded minutes
// later, caches keep it for a minute, and a message may be recorded meanwhile.
const fallbackOverlap = time.Hour

// InForce reports whether a callback that was checked still holds at a moment: one of the public document ends with the deployment
// that made it.
func (c Callbacks) InForce(cb ncco.Callback, at time.Time) bool {
	return cb.Call != FallbackCall || cb.Epoch >= c.Deployment || at.Before(time.Unix(int64(c.Deployment), 0).Add(fallbackOverlap))
}

// assetPrefix marks an address of a file we ship or store ("asset:hold.mp3").
const assetPrefix = "asset:"

// URL returns the absolute form of a relative address: a callback's with a token that proves it is ours, an asset's, and any other
// address as it is.
func (c Callbacks) URL(ref string) string {
	if name, ok := strings.CutPrefix(ref, assetPrefix); ok {
		return strings.TrimSuffix(c.AssetsURL, "/") + "/" + (&url.URL{Path: strings.TrimPrefix(name, "/")}).EscapedPath()
	}
	cb, err := ncco.ParseCallback(ref)
	if err != nil {
		return ref
	}
	if cb.Call == FallbackCall {
		cb.Epoch = c.Deployment
	}
	epoch := strconv.Itoa(cb.Epoch)
	mac := token.Sign(c.Key, cb.Kind, cb.Call, cb.Leg, epoch)
	return strings.TrimSuffix(c.BaseURL, "/") + "/voice/" + cb.Kind + "/" + cb.Call + "/" + cb.Leg + "." + epoch + "." + mac
}

// AnyCall stands for the call in the addresses of the application's own webhooks, which are the same for all calls.
const AnyCall = "any"

// Hook returns the address of one of the application's own webhooks (answer, event), with a token: what reaches it without a
// signature was sent by somebody who knows the address.
func (c Callbacks) Hook(kind string) string {
	return c.URL(ncco.Callback{Kind: kind, Call: AnyCall, Leg: AnyCall}.String())
}

// Check reads the parts of a callback's path back. The error wraps ErrForged and says nothing of the reason, which an attacker could use.
func (c Callbacks) Check(kind, call, tok string) (ncco.Callback, error) {
	part := strings.Split(tok, ".")
	if len(part) != 3 {
		return ncco.Callback{}, errToken
	}
	cb, err := ncco.ParseCallback(kind + "/" + call + "/" + part[0] + "/" + part[1])
	if err != nil || !token.Check(c.Key, part[2], cb.Kind, cb.Call, cb.Leg, part[1]) {
		return ncco.Callback{}, errToken
	}
	return cb, nil
}

var errToken = fmt.Errorf("%w: %w", ErrForged, errors.New("the token does not match the URL it stands in"))
