package oncall

import "time"

// Hours is hours of operation: when a line is open. It follows the mapping rule of schedules.
type Hours struct {
	ID       string    `json:"id"`
	TZ       string    `json:"tz"`
	Windows  []Window  `json:"windows"` // none: never open; at all times is start 00:00, minutes 1440
	Holidays []Holiday `json:"holidays,omitempty"`
}

// Holiday replaces the ordinary windows on some dates. On these dates, midnight to midnight on the
// wall clock, only its own windows count and they end with its last date; ordinary windows that run
// into them pause. Of two holidays on one date the later in the list counts.
type Holiday struct {
	Name    string   `json:"name,omitempty"`
	From    string   `json:"from"`              // first date, like 2026-12-25
	Until   string   `json:"until,omitempty"`   // last date, included; none: the same day
	Windows []Window `json:"windows,omitempty"` // none: closed all day
}

type holiday struct {
	first, last int64 // day numbers, both included
	windows     []window
}

type hours struct {
	zone     *zone
	windows  []window
	holidays []holiday
}

func readyHours(h *Hours) hours {
	ready := hours{zone: zoneNamed(h.TZ), windows: readyWindows(h.Windows)}
	for _, day := range h.Holidays {
		first, err := parseDate(day.From)
		if err != nil {
			continue
		}
		last := first
		if until, err := parseDate(day.Until); err == nil && until >= first {
			last = until
		}
		ready.holidays = append(ready.holidays, holiday{first: first, last: last, windows: readyWindows(day.Windows)})
	}
	return ready
}

// at says whether the hours are open at a mark, and the reading at which that may next be
// otherwise.
func (h *hours) at(mark civil) (open bool, change civil) {
	today := mark.day()
	windows, since, until := h.windows, always, never
	for _, day := range h.holidays {
		switch {
		case today < day.first:
			until = min(until, civil(day.first*daySeconds))
		case today <= day.last:
			windows, since = day.windows, civil(day.first*daySeconds)
			until = min(until, civil((day.last+1)*daySeconds))
		}
	}
	if len(windows) == 0 {
		return false, until
	}
	open, change = inWindows(windows, mark, since)
	return open, min(change, until)
}

// Open reports whether the hours of operation are open at t.
func Open(h Hours, t time.Time) bool {
	ready := readyHours(&h)
	open, _ := ready.at(ready.zone.mark(t))
	return open
}

// NextChange returns the first instant after t at which the hours open or close, and whether they
// open; ok is false when that is not within NextHorizon.
func NextChange(h Hours, t time.Time) (at time.Time, open, ok bool) {
	ready := readyHours(&h)
	now, change := ready.at(ready.zone.mark(t))
	for range maxSteps {
		at = ready.zone.happens(change)
		if at.IsZero() || at.After(t.Add(NextHorizon)) {
			break
		}
		open, change = ready.at(ready.zone.mark(at))
		if open != now {
			return at, open, true
		}
	}
	return time.Time{}, false, false
}
