package e164

import (
	"fmt"
	"slices"
	"strings"
)

// Policy says which numbers an installation rings and texts: those of some countries, beyond what
// Dialable refuses everywhere. It is kept as beginnings of numbers, of which the longest that fits
// decides, so that a call needs no table of the world: North America with its two dozen countries
// is "1" less the areas of the others. The keys are part of a stored dialplan: never rename one.
type Policy struct {
	Allowed []string `json:"yes,omitempty"`
	Denied  []string `json:"no,omitempty"`
	Own     []Number `json:"own,omitempty"` // numbers of the installation's lines: a call to one would come back
}

// tollFree are the North American areas that belong to no country of the plan.
var tollFree = []string{"800", "833", "844", "855", "866", "877", "888"}

// PolicyFor allows the numbers of some countries, by their two letters, and no number of our own.
// The order of the countries does not matter.
func PolicyFor(isos []string, own []Number) Policy {
	p := Policy{Own: slices.Clone(own)}
	for _, c := range countries {
		switch allowed := slices.Contains(isos, c.ISO); {
		case allowed:
			p.Allowed = append(p.Allowed, c.beginnings()...)
			if c.Code == northAmerica {
				p.Allowed = append(p.Allowed, after(northAmerica, tollFree)...)
			}
		case areas[c.ISO] != "" && slices.ContainsFunc(isos, func(iso string) bool { return sharesCode(iso, c.Code) }):
			p.Denied = append(p.Denied, c.beginnings()...)
		}
	}
	slices.Sort(p.Allowed)
	p.Allowed = slices.Compact(p.Allowed)
	slices.Sort(p.Denied)
	slices.Sort(p.Own)
	return p
}

func sharesCode(iso, code string) bool {
	c, ok := CountryByISO(iso)
	return ok && c.Code == code
}

// beginnings are those by which the numbers of a country are known.
func (c Country) beginnings() []string {
	if areas[c.ISO] == "" {
		return []string{c.Code}
	}
	return after(c.Code, strings.Fields(areas[c.ISO]))
}

func after(code string, list []string) (out []string) {
	for _, area := range list {
		out = append(out, code+area)
	}
	return out
}

// IsZero reports whether nothing was ever said about countries.
func (p Policy) IsZero() bool { return len(p.Allowed) == 0 && len(p.Denied) == 0 && len(p.Own) == 0 }

// Check says why a number must not be rung, or nil. A policy that was never made adds nothing to
// Dialable. The error holds no digit of the number beyond a refused beginning.
func (p Policy) Check(n Number) error {
	if err := Dialable(n); err != nil {
		return err
	}
	if p.IsZero() {
		return nil
	}
	if slices.Contains(p.Own, n) {
		return fmt.Errorf("%w: it is a number of this installation, and the call would come back", ErrNotDialable)
	}
	if yes, no := longest(p.Allowed, n.Digits()), longest(p.Denied, n.Digits()); yes == 0 || no > yes {
		return fmt.Errorf("%w: its country is none of those that are called (dialling.countries)", ErrNotDialable)
	}
	return nil
}

// longest returns the length of the longest beginning that fits.
func longest(beginnings []string, digits string) (n int) {
	for _, b := range beginnings {
		if strings.HasPrefix(digits, b) {
			n = max(n, len(b))
		}
	}
	return n
}
