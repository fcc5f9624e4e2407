package activity

import (
	"regexp"
	"strings"

	"ringdown/shared/e164"
)

// Numbers in texts: a plus sign and digits.
var inText = regexp.MustCompile(`\+[1-9]\d{6,14}`)

// mask hides a number but for its last three digits: enough to tell two callers apart.
func mask(number string) string {
	const shown = 3
	if len(number) <= shown+1 {
		return number
	}
	return "+" + strings.Repeat("*", len(number)-shown-1) + number[len(number)-shown:]
}

func maskNumber(n e164.Number) e164.Number { return e164.Number(mask(string(n))) }

func maskText(s string) string { return inText.ReplaceAllStringFunc(s, mask) }

// notShown stands for what came in place of a number: a name or an address, any part of which may
// tell who called.
const notShown = "not shown"

// Masked is an entry for people who may not see numbers.
func (e Entry) Masked() Entry {
	e.Called, e.Caller = maskNumber(e.Called), maskNumber(e.Caller)
	if e.Came != "" {
		e.Came = notShown
	}
	e.AcceptedBy, e.AcceptedByName = maskText(e.AcceptedBy), maskText(e.AcceptedByName)
	return e
}

// Masked is a call for people who may not see numbers. What a flow has learned may be a number that
// the caller keyed, however it is called, so none of it is shown.
func (d Detail) Masked() Detail {
	came := d.Came
	d.Entry = d.Entry.Masked()
	attempts := make([]Attempt, len(d.Attempts))
	for i, a := range d.Attempts {
		a.Number, a.Name = maskNumber(a.Number), maskText(a.Name)
		attempts[i] = a
	}
	told := make([]Alert, len(d.Told))
	for i, a := range d.Told {
		told[i] = a.Masked()
	}
	moments := make([]Moment, len(d.Timeline))
	for i, m := range d.Timeline {
		if came != "" {
			m.What = strings.ReplaceAll(m.What, came, notShown)
		}
		m.What = maskText(m.What)
		moments[i] = m
	}
	d.Attempts, d.Told, d.Timeline = attempts, told, moments
	d.Flow.Attributes = nil
	d.Flow.Reason, d.Flow.Failure = maskText(d.Flow.Reason), maskText(d.Flow.Failure)
	return d
}

// Masked is an alert for people who may not see numbers.
func (a Alert) Masked() Alert {
	a.Standing, a.Title = a.Standing.Masked(), maskText(a.Title)
	tellings := make([]Telling, len(a.Tellings))
	for i, t := range a.Tellings {
		t.Address = maskText(t.Address)
		tellings[i] = t
	}
	history := make([]Happening, len(a.History))
	for i, h := range a.History {
		h.By = maskText(h.By)
		history[i] = h
	}
	a.Tellings, a.History = tellings, history
	return a
}

// Masked is how an alert stands, for people who may not see numbers: who acted may be a number of the team.
func (s Standing) Masked() Standing {
	masked := func(d *Deed) *Deed {
		if d == nil {
			return nil
		}
		return &Deed{At: d.At, By: maskText(d.By), ID: d.ID, How: d.How}
	}
	s.Acknowledged, s.Resolved = masked(s.Acknowledged), masked(s.Resolved)
	return s
}

func callerOf(e Entry) e164.Caller { return e164.Caller{Number: e.Caller, Came: e.Came} }
