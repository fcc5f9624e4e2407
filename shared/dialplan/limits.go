package dialplan

import (
	"time"

	"ringdown/shared/e164"
)

// Limits bound how many calls are put through, so that no caller and no storm of them keeps a team
// from everybody else. 0 is no limit. The keys are part of the stored format.
type Limits struct {
	CallerPerMinute int    `json:"cm,omitempty"`
	CallerPerHour   int    `json:"ch,omitempty"`
	LinePerMinute   int    `json:"lm,omitempty"`
	LinePerHour     int    `json:"lh,omitempty"`
	Flow            string `json:"flow,omitempty"` // one of Flows: what callers beyond a limit get
}

// ArrivalsMax bounds the calls that are read to count them, the latest first, and so what a limit
// may be.
const ArrivalsMax = 100

// Arrival is a call that came to the line before.
type Arrival struct {
	At     time.Time
	Caller e164.Caller
	Beyond bool // a limit, so that it was not put through
}

// Any reports whether there is a limit, so that calls before have to be counted.
func (l Limits) Any() bool {
	return l.CallerPerMinute > 0 || l.CallerPerHour > 0 || l.LinePerMinute > 0 || l.LinePerHour > 0
}

// Exceeded reports whether one more call of a caller is beyond a limit. Callers who go on calling
// stay beyond their own; the line's counts only calls that were put through. Callers who hide their
// number are not told apart, so they have no limit of their own.
func (l Limits) Exceeded(caller e164.Caller, now time.Time, before []Arrival) bool {
	var callerMinute, callerHour, lineMinute, lineHour int
	for _, a := range before {
		age := now.Sub(a.At)
		if age >= time.Hour {
			continue
		}
		same := a.Caller == caller && !caller.Withheld()
		add(&callerHour, same)
		add(&lineHour, !a.Beyond)
		if age < time.Minute {
			add(&callerMinute, same)
			add(&lineMinute, !a.Beyond)
		}
	}
	full := func(n, limit int) bool { return limit > 0 && n >= limit }
	return full(callerMinute, l.CallerPerMinute) || full(callerHour, l.CallerPerHour) ||
		full(lineMinute, l.LinePerMinute) || full(lineHour, l.LinePerHour)
}

func add(n *int, one bool) {
	if one {
		*n++
	}
}
