package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"ringdown/infra/sim"
	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
	"ringdown/shared/flow"
)

// asked is what the options of call say about the people.
type asked struct {
	from, caller, answer, press string
	who                         []string
	nobody                      bool
}

// What people do where nothing else is said: the caller talks for a while, or leaves a message.
const (
	usualCaller  = "20s after talking hang up; 1s after tone speak 6s"
	firstAnswers = "answers after 12s; 1s after being asked press 1"
	takes        = "answers after 4s; 1s after being asked press 1"
)

// errContradiction marks options that ask one person for two things.
var errContradiction = errors.New("leave out one of them")

// takenBy takes --answer, once: one user takes a call.
func (a *asked) takenBy(who string) error {
	if a.answer != "" && a.answer != who {
		return fmt.Errorf("%s takes the call already; leave out one of them, and write with --who what others do", a.answer)
	}
	a.answer = who
	return nil
}

// script writes what the people do, in the words of package sim.
func (a asked) script(c configured, plan dialplan.Dialplan, at time.Time) (string, error) {
	caller, err := a.callerLine(plan)
	if err != nil {
		return "", err
	}
	lines, named := []string{caller}, map[string]bool{}
	phones := sim.PhoneNames(c.settings)
	for _, w := range a.who {
		roles, err := sim.ParseRoles(w)
		if err != nil {
			return "", fmt.Errorf("--who %q: %s", w, strings.TrimPrefix(err.Error(), "script line 1: "))
		}
		if err := sim.CastError(roles, phones); err != nil {
			return "", fmt.Errorf("--who %q: %w", w, err)
		}
		if len(roles) != 1 || roles[0].Who == "caller" {
			return "", fmt.Errorf("--who %q: write one phone and what it does, and the caller into --caller", w)
		}
		lines, named[roles[0].Who] = append(lines, w), true
	}
	switch {
	case a.answer != "":
		phone, err := phoneOf(phones, a.answer)
		if err != nil {
			return "", err
		}
		if named[phone.Name] {
			return "", fmt.Errorf("--answer %s and --who %q are of one phone: %w", a.answer, phone.Name, errContradiction)
		}
		lines = append(lines, phone.Name+": "+meets(phone, takes))
	case len(a.who) == 0 && !a.nobody:
		if phone, ok := a.firstRung(c, plan, at, phones); ok {
			lines = append(lines, phone.Name+": "+meets(phone, firstAnswers))
		}
	}
	return strings.Join(lines, "\n"), nil
}

func (a asked) callerLine(plan dialplan.Dialplan) (string, error) {
	does := "caller: dials " + plan.Line
	switch {
	case a.from == "withheld":
		does += "; from withheld"
	case a.from != "":
		number, err := e164.Parse(a.from)
		if err != nil {
			return "", fmt.Errorf("--from: %w; or write withheld", err)
		}
		does += "; from " + number.Digits()
	}
	if a.press != "" {
		if !asksForKeys(plan) {
			return "", fmt.Errorf("--press %s: line %s asks for no key; leave --press out, or choose a line with a menu", a.press, plan.Line)
		}
		presses, err := presses(a.press)
		if err != nil {
			return "", err
		}
		does += presses
	}
	if a.caller == "" {
		return does + "; " + usualCaller, nil
	}
	acts := strings.TrimSpace(strings.TrimPrefix(a.caller, "caller:"))
	if _, err := sim.ParseRoles("caller: " + acts); err != nil {
		return "", fmt.Errorf("--caller %q: %s", a.caller, strings.TrimPrefix(err.Error(), "script line 1: caller: "))
	}
	return does + "; " + acts, nil
}

// asksForKeys reports whether a line's flow has a menu.
func asksForKeys(plan dialplan.Dialplan) bool {
	asks := func(f flow.Flow) bool {
		return slices.ContainsFunc(f.Actions, func(a flow.Action) bool { return a.Type == "GetParticipantInput" })
	}
	for _, f := range plan.Flows {
		if asks(f) {
			return true
		}
	}
	return asks(plan.Flow)
}

// presses writes keys as deeds: each time keys are awaited, the next of the list; the
// word timeout lets one go by.
func presses(list string) (string, error) {
	var b strings.Builder
	for i, keys := range strings.Split(list, ",") {
		keys = strings.TrimSpace(keys)
		switch {
		case keys == "timeout":
			continue
		case keys == "" || len(keys) > keysMax || strings.Trim(keys, "0123456789*#") != "":
			return "", fmt.Errorf("keys %q: write the keys to press at each question, such as 1 or 1,timeout,2", list)
		}
		fmt.Fprintf(&b, "; 1s after being asked %d times press %s", i+1, strings.NewReplacer("#", "hash", "*", "star").Replace(keys))
	}
	return b.String(), nil
}

// keysMax is the most keys pressed at one question (NCCO reference, input: maxDigits).
const keysMax = 20

// phoneOf finds the phone that is meant: one by its name, or the first of a user.
func phoneOf(phones []sim.PhoneName, who string) (sim.PhoneName, error) {
	var names []string
	for _, p := range phones {
		if p.Name == who || p.User == who {
			return p, nil
		}
		names = append(names, p.Name)
	}
	return sim.PhoneName{}, fmt.Errorf("--answer %s: nobody of that name has a phone; there are %s", who, strings.Join(names, ", "))
}

// meets puts a switchboard before the person where the phone has an extension.
func meets(p sim.PhoneName, does string) string {
	digits := strings.ReplaceAll(string(p.Phone.Extension), "w", "")
	if digits == "" {
		return does
	}
	return "extension " + digits + " after" + strings.TrimPrefix(does, "answers after")
}

// firstRung is the phone that rings first, as far as the settings say.
func (a asked) firstRung(c configured, plan dialplan.Dialplan, at time.Time, phones []sim.PhoneName) (sim.PhoneName, bool) {
	team := plan.DefaultTeam
	for _, l := range c.settings.Lines {
		if l.ID == plan.Line && l.Attendant != nil {
			keys := strings.Split(a.press, ",")
			if chosen, ok := l.Attendant.Keys[strings.TrimSpace(keys[len(keys)-1])]; ok {
				team = chosen
			}
		}
	}
	tiers, err := plan.OnCall(team, at)
	if err != nil || len(tiers) == 0 {
		return sim.PhoneName{}, false
	}
	for _, p := range phones {
		if p.User == tiers[0][0].ID {
			return p, true
		}
	}
	return sim.PhoneName{}, false
}
