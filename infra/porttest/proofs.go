package porttest

import (
	"testing"

	"ringdown/shared/alert"
	"ringdown/shared/port"
	"ringdown/shared/verify"
)

// settingsProofs: the first of two writers wins, and users have nothing of each other.
func settingsProofs(t *testing.T, d Desk) {
	got, err := d.Settings.Proofs(t.Context(), "ann")
	wantError(t, "read proofs of somebody who has none", err, nil)
	wantSame(t, "no proofs", got, verify.Proofs{User: "ann"})
	contact := alert.Contact{Kind: alert.Email, Address: "ann@example.com"}
	first, err := got.Send(contact, "123456", midnight)
	wantError(t, "send a code", err, nil)
	wantError(t, "write the first", d.Settings.Prove(t.Context(), first), nil)
	wantError(t, "write the first once more", d.Settings.Prove(t.Context(), first), port.ErrConflict)
	second, err := first.Try(contact, "123456", midnight)
	wantError(t, "try the code", err, nil)
	wantError(t, "write the second", d.Settings.Prove(t.Context(), second), nil)
	wantError(t, "write the second once more", d.Settings.Prove(t.Context(), second), port.ErrConflict)
	got, err = d.Settings.Proofs(t.Context(), "ann")
	wantError(t, "read proofs", err, nil)
	wantSame(t, "proofs", got, second)
	got, err = d.Settings.Proofs(t.Context(), "bob")
	wantError(t, "read proofs of another", err, nil)
	wantSame(t, "another's proofs", got, verify.Proofs{User: "bob"})
}
