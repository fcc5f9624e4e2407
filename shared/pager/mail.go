package pager

import (
	"context"
	"errors"
	"fmt"

	"ringdown/shared/alert"
	"ringdown/shared/port"
)

// mayMail refuses an address from which a mail has come back. Where that cannot be looked up it is written
// to: one mail too many harms less than one too few.
func (m machine) mayMail(ctx context.Context, address string) error {
	if m.Addresses == nil {
		return nil
	}
	bad, err := m.Addresses.Bad(ctx, address)
	switch {
	case err == nil:
		return &port.Refusal{Reason: "an earlier mail " + string(bad.Fate)}
	case !errors.Is(err, port.ErrNotFound):
		m.Log.WarnContext(ctx, "whether mails to an address come back is not known; it is written to", "error", err)
	}
	return nil
}

// MailFated has an alert know what became of a mail, and the address be marked that must not be written to
// any more. A mail that tells of no alert that is kept marks its address all the same.
func (p *Pager) MailFated(ctx context.Context, id string, e alert.MailFated, bad *alert.BadAddress) error {
	if bad != nil {
		bad.At = p.Now()
		if err := p.Addresses.Mark(ctx, *bad); err != nil {
			return fmt.Errorf("mark an address as bad after mail %s: %w", e.Mail, err)
		}
	}
	if id == "" {
		return nil
	}
	if _, err := p.Do(ctx, id, e); err != nil && !errors.Is(err, port.ErrNotFound) {
		return err
	}
	return nil
}
