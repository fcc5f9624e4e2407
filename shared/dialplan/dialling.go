package dialplan

import "ringdown/shared/e164"

// MayDial is the policy for numbers that settings do not name: those that a flow finds in
// attributes, in the caller's keys or in a function's answer. A dialplan that was compiled without
// one allows the line's own country.
func (d Dialplan) MayDial() e164.Policy {
	if !d.Dialling.IsZero() {
		return d.Dialling
	}
	home, _ := e164.CountryOf(d.Number)
	return e164.PolicyFor([]string{home.ISO}, []e164.Number{d.Number})
}
