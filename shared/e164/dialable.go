package e164

import (
	"errors"
	"fmt"
	"strings"
)

// ErrNotDialable is wrapped by every refusal of Dialable.
var ErrNotDialable = errors.New("this number may not be dialled")

// refused lists prefixes that toll fraud lives on: somebody who can change a responder's number
// could otherwise earn by every call. Global codes are from ITU-T's list of assigned country codes,
// national ones from the numbering plans of the regulators.
var refused = []struct{ prefix, reason string }{
	{"808", "international shared-cost service"},
	{"870", "satellite (Inmarsat)"},
	{"878", "universal personal telecommunications"},
	{"881", "satellite (global mobile satellite systems)"},
	{"882", "international networks, satellite among them"},
	{"883", "international networks, satellite among them"},
	{"888", "reserved for disaster relief"},
	{"979", "international premium rate"},

	{"1900", "premium rate (North America 900)"},
	{"1976", "premium rate (North America 976)"},
	{"31900", "premium rate (Netherlands)"},
	{"31906", "premium rate (Netherlands)"},
	{"31909", "premium rate (Netherlands)"},
	{"3290", "premium rate (Belgium)"},
	{"3389", "premium rate (France)"},
	{"34803", "premium rate (Spain)"},
	{"34806", "premium rate (Spain)"},
	{"34807", "premium rate (Spain)"},
	{"34905", "premium rate (Spain)"},
	{"358600", "premium rate (Finland)"},
	{"358700", "premium rate (Finland)"},
	{"3989", "premium rate (Italy)"},
	{"41900", "premium rate (Switzerland)"},
	{"41901", "premium rate (Switzerland)"},
	{"41906", "premium rate (Switzerland)"},
	{"43900", "premium rate (Austria)"},
	{"43930", "premium rate (Austria)"},
	{"4470", "personal number (United Kingdom 070), a classic of toll fraud"},
	{"4484", "shared cost (United Kingdom 084)"},
	{"4487", "shared cost (United Kingdom 087)"},
	{"449", "premium rate (United Kingdom 09)"},
	{"46900", "premium rate (Sweden)"},
	{"49137", "televoting (Germany)"},
	{"49900", "premium rate (Germany)"},
	{"61190", "premium rate (Australia)"},
}

// Dialable says why a number must not be rung, or nil. It refuses what is no international number
// (and with it emergency and short numbers), and the prefixes toll fraud lives on. The error
// carries the reason and no digit beyond the refused prefix.
func Dialable(n Number) error {
	if _, err := Parse(string(n)); err != nil {
		return fmt.Errorf("%w: emergency, short or malformed: %w", ErrNotDialable, err)
	}
	d := n.Digits()
	for _, r := range refused {
		if strings.HasPrefix(d, r.prefix) {
			return fmt.Errorf("%w: +%s is %s; use a landline or mobile number", ErrNotDialable, r.prefix, r.reason)
		}
	}
	if d[0] == '1' {
		return dialableNANP(d)
	}
	return nil
}

// dialableNANP checks what every number of the North American plan has in common (NANPA:
// NPA-NXX-XXXX, N is 2 to 9), so that "+1 911 …" is not a way to an emergency centre.
func dialableNANP(d string) error {
	if len(d) != 11 {
		return fmt.Errorf("%w: a number in +1 has 10 digits after the 1", ErrNotDialable)
	}
	area, exchange := d[1:4], d[4:7]
	switch {
	case area[0] < '2' || exchange[0] < '2':
		return fmt.Errorf("%w: in +1 neither the area code nor the exchange begins with 0 or 1", ErrNotDialable)
	case area[1:] == "11" || exchange[1:] == "11":
		return fmt.Errorf("%w: N11 is an emergency or service code in +1", ErrNotDialable)
	case exchange == "976":
		return fmt.Errorf("%w: the exchange 976 is premium rate in +1", ErrNotDialable)
	}
	return nil
}
