package pager

import (
	"context"
	"errors"

	"ringdown/shared/port"
)

// sendCode sends a code that is still of use. One that is refused is dropped: who waits for it sees
// that none comes, and asks for another or mends the address.
func (p *Pager) sendCode(ctx context.Context, c port.Code) error {
	if !p.Now().Before(c.Until) {
		return nil
	}
	err := port.ErrRefused
	if p.Codes != nil {
		err = p.Codes.SendCode(ctx, c.To, c.Code)
	}
	if errors.Is(err, port.ErrRefused) && !errors.Is(err, port.ErrThrottled) {
		p.Log.WarnContext(ctx, "a code was refused; nobody gets it", "channel", c.To.Kind, "error", err)
		return nil
	}
	return err
}
