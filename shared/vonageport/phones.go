// Package vonageport is the switchboard's phones and their audio at Vonage.
//
// It is apart from package vonage so that a function which only receives webhooks names
// no client: the linker drops its code, and no private key is asked for. It translates, and decides
// nothing: what an error of the provider means for a call is said by the switchboard's
// sentinels. To ask the provider for something new, add it to the client in package
// vonage and to the port it belongs to.
package vonageport

import (
	"context"
	"errors"
	"fmt"
	"io"

	"ringdown/shared/call"
	"ringdown/shared/e164"
	"ringdown/shared/ncco"
	"ringdown/shared/switchboard"
	"ringdown/shared/vonage"
)

var (
	_ switchboard.Phones = Phones{}
	_ switchboard.Audio  = Phones{}
)

// Phones is the provider as the switchboard knows it.
type Phones struct{ Client *vonage.Client }

// Dial rings a phone.
func (p Phones) Dial(ctx context.Context, d call.Dial) (string, error) {
	provider, err := p.Client.Dial(ctx, vonage.Dial{
		Region: d.Region, From: d.From, To: d.To, Extension: d.Extension, RingSeconds: d.RingSeconds,
		Script: d.Script, StatusURL: d.Status.String(), Policy: d.Policy,
	})
	return provider, sentinel(err)
}

// HangUp ends a leg.
func (p Phones) HangUp(ctx context.Context, region, provider string) error {
	return sentinel(p.Client.HangUp(ctx, region, provider))
}

// Transfer gives a leg another script.
func (p Phones) Transfer(ctx context.Context, region, provider string, s ncco.Script) error {
	return sentinel(p.Client.Transfer(ctx, region, provider, s))
}

// Listen reports the keys of a leg.
func (p Phones) Listen(ctx context.Context, region, provider string, to ncco.Callback) error {
	return sentinel(p.Client.Listen(ctx, region, provider, to.String()))
}

// Lives reports whether a leg is still up.
func (p Phones) Lives(ctx context.Context, region, provider string) (bool, error) {
	lives, err := p.Client.Lives(ctx, region, provider)
	return lives, sentinel(err)
}

// Fetch opens a recording.
func (p Phones) Fetch(ctx context.Context, url string) (io.ReadCloser, string, error) {
	audio, contentType, err := p.Client.Fetch(ctx, url)
	return audio, contentType, sentinel(err)
}

// Inbound says who called in a conversation.
func (p Phones) Inbound(ctx context.Context, conversation string) (leg string, from, to e164.Number, err error) {
	leg, from, to, err = p.Client.Inbound(ctx, "", conversation)
	return leg, from, to, sentinel(err)
}

// sentinel translates what the provider's answer means; an unknown outcome stays an
// error without one.
func sentinel(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, vonage.ErrNotFound):
		return fmt.Errorf("%w: %w", switchboard.ErrNotFound, err)
	case errors.Is(err, vonage.ErrThrottled):
		return fmt.Errorf("%w: %w", switchboard.ErrThrottled, err)
	case errors.Is(err, vonage.ErrRefused):
		return fmt.Errorf("%w: %w", switchboard.ErrRefused, err)
	}
	return err
}
