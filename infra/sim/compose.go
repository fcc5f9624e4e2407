package sim

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"golang.org/x/tools/txtar"

	"ringdown/infra/vonagesim"
	"ringdown/shared/dialplan"
	"ringdown/shared/settings"
)

// Compose makes a scenario without a file: of a script as in script.go, and faults as
// a scenario's given names them. It wants nothing; With gives it settings.
func Compose(about string, at time.Time, script string, faults ...string) (Scenario, error) {
	s := Scenario{Name: "call", About: about, Given: Given{At: at}}
	for _, f := range faults {
		if err := s.Given.faults.add(strings.Fields(f)); err != nil {
			return s, err
		}
	}
	var err error
	s.parts, err = parseScript(script)
	return s, err
}

// With gives the scenario settings that are read and compiled already, in place of a
// file: who has phones, and the dialplans of the lines. Functions answer by ARN.
func (s Scenario) With(settings settings.Settings, plans []dialplan.Dialplan, answers map[string]string) Scenario {
	s.settings, s.compiled, s.Given.Answers = settings, plans, answers
	return s
}

// ScriptOf gives the script of a scenario file, for a world that is already there.
func ScriptOf(file []byte) (string, error) {
	for _, f := range txtar.Parse(file).Files {
		if f.Name == "script" {
			return string(f.Data), nil
		}
	}
	return "", errors.New("the scenario has no script: begin a part with -- script --")
}

// PhoneName is one phone as scripts call it.
type PhoneName struct {
	Name, User string
	Phone      dialplan.Phone
}

// PhoneNames lists the phones of the settings, in their order.
func PhoneNames(s settings.Settings) []PhoneName {
	names := phoneNames(s)
	var out []PhoneName
	for _, u := range s.Users {
		for _, p := range u.Phones {
			out = append(out, PhoneName{Name: names[p.Number.Digits()], User: u.ID, Phone: p})
		}
	}
	return out
}

// Role is what one party of a script does, for a world that is not built by Play.
type Role struct {
	Who    string // a phone's name, or "caller", "caller 2" …
	Person vonagesim.Person
	From   string        // of a caller: the number shown, "withheld", "" any
	Dials  string        // of a caller: the line's id or a number of it, "" the first
	Starts time.Duration // of a caller: after this long
}

// IsCaller reports whether the role is somebody who calls in.
func (r Role) IsCaller() bool { return strings.HasPrefix(r.Who, "caller") }

// ParseRoles reads a script.
func ParseRoles(script string) ([]Role, error) {
	parts, err := parseScript(script)
	if err != nil {
		return nil, err
	}
	roles := make([]Role, len(parts))
	for i, p := range parts {
		roles[i] = Role{Who: p.who, Person: p.person.Named(p.who), From: p.from, Dials: p.dials, Starts: p.starts}
	}
	return roles, nil
}

// CastError names a party of the script without a phone; nil when each has one.
func CastError(roles []Role, phones []PhoneName) error {
	known := map[string]string{}
	for _, p := range phones {
		known[p.Phone.Number.Digits()] = p.Name
	}
	names := sortedValues(known)
	for _, r := range roles {
		if !r.IsCaller() && !containsName(names, r.Who) {
			return fmt.Errorf("nobody has a phone called %q; there are %s", r.Who, strings.Join(names, ", "))
		}
	}
	return nil
}

func containsName(names []string, name string) bool {
	for _, n := range names {
		if n == name {
			return true
		}
	}
	return false
}
