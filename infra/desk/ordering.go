package desk

import (
	"context"
	"io"

	"ringdown/infra/sim"
	"ringdown/shared/call"
	"ringdown/shared/ncco"
	"ringdown/shared/port"
)

// ordering stands between the product and its phones and writes what it orders into
// the book, under the call it is for.
type ordering struct {
	port.Phones
	book  *book
	clock *pacedClock
}

var _ port.Phones = (*ordering)(nil)

// Dial also says which call the new leg belongs to.
func (w *ordering) Dial(ctx context.Context, d call.Dial) (string, error) {
	order := sim.Order{At: w.clock.Now(), Kind: "dial", To: d.To, Seconds: d.RingSeconds, Script: d.Script}
	provider, err := w.Phones.Dial(ctx, d)
	order.Provider, order.Err = provider, err
	w.book.ordered(d.Status.Call, order)
	w.book.dialled(d.Status.Call, provider)
	return provider, err
}

// HangUp ends a leg.
func (w *ordering) HangUp(ctx context.Context, region, provider string) error {
	order := sim.Order{At: w.clock.Now(), Kind: "hang up", Provider: provider}
	w.book.orderedLeg(provider, order) // before it is done: its consequences are told while it is
	order.Err = w.Phones.HangUp(ctx, region, provider)
	w.unconfirmed(order)
	return order.Err
}

// Transfer gives a leg another script.
func (w *ordering) Transfer(ctx context.Context, region, provider string, s ncco.Script) error {
	order := sim.Order{At: w.clock.Now(), Kind: "transfer", Provider: provider, Script: s}
	w.book.orderedLeg(provider, order)
	order.Err = w.Phones.Transfer(ctx, region, provider, s)
	w.unconfirmed(order)
	return order.Err
}

// unconfirmed tells an order again that did not go well.
func (w *ordering) unconfirmed(o sim.Order) {
	if o.Err != nil {
		o.At = w.clock.Now()
		w.book.orderedLeg(o.Provider, o)
	}
}

// fetching is the way to the provider's recordings; which call one is for, the book
// knows from its webhook.
type fetching struct {
	port.Audio
	book  *book
	clock *pacedClock
}

var _ port.Audio = (*fetching)(nil)

// Fetch opens a recording.
func (w *fetching) Fetch(ctx context.Context, url string) (io.ReadCloser, string, error) {
	at := w.clock.Now()
	audio, contentType, err := w.Audio.Fetch(ctx, url)
	w.book.fetched(sim.Order{At: at, Kind: "fetch", Err: err})
	return audio, contentType, err
}
