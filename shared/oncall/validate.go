package oncall

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"ringdown/shared/problem"
)

// faults gathers problems below a path.
type faults struct{ found []problem.Problem }

func (f *faults) add(path, format string, args ...any) {
	f.found = append(f.found, problem.Errorf(path, format, args...))
}

// within adds a problem when n lies outside low to high.
func (f *faults) within(path string, n, low, high int, why string) {
	if n < low || n > high {
		f.add(path, "%d is outside %d to %d (%s)", n, low, high, why)
	}
}

// atMost adds a problem when there are more than most of something.
func (f *faults) atMost(path string, n, most int, what, why string) {
	if n > most {
		f.add(path, "%d %s, the limit is %d (%s)", n, what, most, why)
	}
}

func (f *faults) id(path, id, what string) {
	switch {
	case strings.TrimSpace(id) == "":
		f.add(path, "no id; give the %s a short name of its own", what)
	case len(id) > MaxIDLength:
		f.add(path, "an id of %d bytes, the limit is %d; write a shorter one", len(id), MaxIDLength)
	case strings.ContainsFunc(id, func(r rune) bool { return r < ' ' || r == 0x7f || r == '\ufffd' }):
		f.add(path, "an id with unprintable characters; write letters, digits and hyphens")
	}
}

// unique adds a problem when the id was seen before.
func (f *faults) unique(path, id string, seen map[string]int) {
	if first, ok := seen[id]; ok && id != "" {
		f.add(path, "the id %q is also that of number %d of the list; every id must be unique", id, first+1)
		return
	}
	seen[id] = len(seen)
}

// Validate returns everything that is wrong with a schedule, in the order of its fields; an empty
// list means that every function of this package gives a defined answer for it.
func Validate(s Schedule) []problem.Problem {
	f := &faults{found: []problem.Problem{}}
	f.id("id", s.ID, "schedule")
	f.zone("tz", s.TZ)
	if s.Version < 0 {
		f.add("version", "%d is negative; versions count up from 0", s.Version)
	}
	f.atMost("layers", len(s.Layers), MaxLayers, "layers", "clear away versions that have ended")
	f.atMost("overrides", len(s.Overrides), MaxOverrides, "overrides", "move past ones to history")
	seen := map[string]int{}
	for i := range s.Layers {
		path := "layers[" + strconv.Itoa(i) + "]"
		f.unique(path+".id", s.Layers[i].ID, seen)
		f.layer(path, &s.Layers[i])
	}
	seen = map[string]int{}
	for i := range s.Overrides {
		path := "overrides[" + strconv.Itoa(i) + "]"
		f.unique(path+".id", s.Overrides[i].ID, seen)
		f.override(path, &s.Overrides[i])
	}
	return f.found
}

func (f *faults) zone(path, tz string) {
	if err := CheckZone(tz); err != nil {
		f.add(path, "%v", err)
	}
}

func (f *faults) layer(path string, l *Layer) {
	f.id(path+".id", l.ID, "layer")
	f.within(path+".tier", l.Tier, 1, MaxTier, "1 is rung first; a call reaches no more tiers in its time")
	f.within(path+".priority", l.Priority, 0, MaxPriority, "the highest one that has anybody on wins")
	if l.TZ != "" {
		f.zone(path+".tz", l.TZ)
	}
	f.bounds(path, l.From, l.Until)
	switch {
	case l.Rotation != nil && len(l.Users) > 0:
		f.add(path, "has both users and a rotation; write users for people who are always on, a rotation for people taking turns")
	case l.Rotation == nil && len(l.Users) == 0:
		f.add(path, "has neither users nor a rotation; write one of them")
	}
	f.users(path+".users", l.Users)
	if l.Rotation != nil {
		f.rotation(path+".rotation", l.Rotation, l.Tier)
	}
	f.windows(path+".windows", l.Windows)
}

func (f *faults) bounds(path string, from, until time.Time) {
	for _, bound := range []struct {
		name string
		at   time.Time
	}{{".from", from}, {".until", until}} {
		if !bound.at.IsZero() && (bound.at.Year() < 1970 || bound.at.Year() > 9999) {
			f.add(path+bound.name, "the year %d; write an instant from 1970 to 9999", bound.at.Year())
		}
	}
	if !from.IsZero() && !until.IsZero() && !from.Before(until) {
		f.add(path+".until", "is not after from; the span [from, until) would be empty")
	}
}

func (f *faults) users(path string, users []string) {
	f.atMost(path, len(users), MaxGroupUsers, "users", "more than a call can ring; write more turns or tiers")
	seen := map[string]bool{}
	for i, user := range users {
		at := path + "[" + strconv.Itoa(i) + "]"
		f.id(at, user, "user")
		if seen[user] && user != "" {
			f.add(at, "%q is in the list twice; name everybody once", user)
		}
		seen[user] = true
	}
}

func (f *faults) rotation(path string, r *Rotation, tier int) {
	if most, ok := maxEvery[r.Unit]; ok {
		f.within(path+".every", r.Every, 1, most, "a turn lasts at most about a year, so that the next handoff can be seen")
	} else {
		f.add(path+".unit", "%q is no unit; write hour, day, week or month", r.Unit)
	}
	if _, err := parseCivil(r.Anchor); err != nil {
		f.add(path+".anchor", "%q is %v", r.Anchor, err)
	} else if r.Anchor < "1970" {
		f.add(path+".anchor", "the year %s; write a date from 1970 on", r.Anchor[:4])
	}
	if len(r.Turns) == 0 {
		f.add(path+".turns", "no turns; write at least one group of users (an empty group is a turn of nobody)")
	}
	f.atMost(path+".turns", len(r.Turns), MaxTurns, "turns", "use several layers or groups of several users")
	for i, turn := range r.Turns {
		f.users(path+".turns["+strconv.Itoa(i)+"]", turn)
	}
	f.within(path+".offset", r.Offset, -maxOffset, maxOffset, "only its remainder by the number of turns counts")
	f.weekdays(path+".weekdays", r.Weekdays)
	if len(r.Weekdays) > 0 && r.Unit != Day {
		f.add(path+".weekdays", "only a rotation by day counts weekdays; write unit day, or windows to limit when the layer is on")
	}
	f.within(path+".depth", r.Depth, 1, max(1, MaxTier+1-max(1, tier)), fmt.Sprintf("the deepest tier is %d", MaxTier))
}

func (f *faults) weekdays(path string, days []Weekday) {
	seen := map[Weekday]bool{}
	for i, day := range days {
		at := path + "[" + strconv.Itoa(i) + "]"
		switch {
		case weekdayIndex(day) < 0:
			f.add(at, "%q is no weekday; write MO, TU, WE, TH, FR, SA or SU", day)
		case seen[day]:
			f.add(at, "%s is in the list twice; name every day once", day)
		}
		seen[day] = true
	}
}

func (f *faults) windows(path string, windows []Window) {
	f.atMost(path, len(windows), MaxLayerWindows, "windows", "join windows of the same hours by naming several days")
	for i, w := range windows {
		at := path + "[" + strconv.Itoa(i) + "]"
		f.weekdays(at+".days", w.Days)
		if _, err := parseClock(w.Start); err != nil {
			f.add(at+".start", "%q is %v", w.Start, err)
		}
		f.within(at+".minutes", w.Minutes, 1, MaxWindowMinutes, "minutes on the wall clock; 1440 is a day, 10080 a week")
	}
}

func (f *faults) override(path string, o *Override) {
	f.id(path+".id", o.ID, "override")
	f.within(path+".seq", o.Seq, 0, maxSeq, "counts up as overrides are created")
	f.within(path+".tier", o.Tier, 0, MaxTier, "0 is every tier")
	if o.From.IsZero() || o.Until.IsZero() {
		f.add(path+".from", "no from or no until; an override has both, like 2026-12-24T08:00:00Z")
	} else {
		f.bounds(path, o.From, o.Until)
	}
	f.users(path+".users", o.Users)
	if !slices.Contains(o.Mode.Enum(), any(o.Mode)) {
		f.add(path+".mode", "%q is no mode; write cover, swap, remove or add", o.Mode)
		return
	}
	if o.Mode != Cover && len(o.Users) == 0 {
		f.add(path+".users", "no users; only cover may name nobody")
	}
	if o.Mode == Swap {
		f.id(path+".replaces", o.Replaces, "user who is replaced")
	} else if o.Replaces != "" {
		f.add(path+".replaces", "only swap replaces somebody; leave it out of %s", o.Mode)
	}
}

// ValidateHours is Validate for hours of operation.
func ValidateHours(h Hours) []problem.Problem {
	f := &faults{found: []problem.Problem{}}
	f.id("id", h.ID, "hours of operation")
	f.zone("tz", h.TZ)
	if len(h.Windows) == 0 {
		f.add("windows", "no windows, so never open; for always open write start 00:00, minutes 1440")
	}
	f.windows("windows", h.Windows)
	f.atMost("holidays", len(h.Holidays), MaxHolidays, "holidays", "leave out past ones")
	for i, day := range h.Holidays {
		f.holiday("holidays["+strconv.Itoa(i)+"]", day)
	}
	return f.found
}

func (f *faults) holiday(path string, day Holiday) {
	first, err := parseDate(day.From)
	if err != nil {
		f.add(path+".from", "%q is %v", day.From, err)
	}
	if day.Until != "" {
		last, untilErr := parseDate(day.Until)
		switch {
		case untilErr != nil:
			f.add(path+".until", "%q is %v", day.Until, untilErr)
		case err == nil && (last < first || last-first >= MaxHolidayDays):
			f.add(path+".until", "%s is before %s or more than %d days on; until is the last date, included", day.Until, day.From, MaxHolidayDays)
		}
	}
	f.windows(path+".windows", day.Windows)
}
