package oncall

import "time"

// rotation is a Rotation made ready to count with.
type rotation struct {
	unit   Unit
	every  int64
	anchor civil
	turns  [][]string
	offset int64
	days   dayset // counted weekdays; 0 = the unit is plain
	day0   int64  // with days: the first counted day from the anchor on
}

// dayset has bit d set for weekday d, Monday = 0.
type dayset uint8

const everyDay dayset = 1<<7 - 1

// weekdayNames in the order of the dayset's bits.
var weekdayNames = [7]Weekday{Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday}

func weekdayIndex(name Weekday) int {
	for i, known := range weekdayNames {
		if name == known {
			return i
		}
	}
	return -1
}

func daysetOf(names []Weekday) dayset {
	set := dayset(0)
	for _, name := range names {
		if i := weekdayIndex(name); i >= 0 {
			set |= 1 << i
		}
	}
	return set
}

func (s dayset) has(weekday int) bool { return s&(1<<weekday) != 0 }

// upTo counts the set's days from Monday to the weekday inclusive.
func (s dayset) upTo(weekday int) int64 {
	n := int64(0)
	for i := 0; i <= weekday; i++ {
		n += int64(s >> i & 1)
	}
	return n
}

// rank counts the set's days from some fixed Monday to the day inclusive. Only differences of ranks
// mean anything.
func (s dayset) rank(day int64) int64 {
	return floorDiv(day+3, 7)*s.upTo(6) + s.upTo(weekday(day))
}

// ranked is the inverse of rank: the day of the set with that rank.
func (s dayset) ranked(rank int64) int64 {
	perWeek := s.upTo(6)
	weeks := floorDiv(rank-1, perWeek)
	left := rank - weeks*perWeek
	for d := range 7 {
		if s.has(d) {
			left--
		}
		if left == 0 {
			return weeks*7 - 3 + int64(d)
		}
	}
	return weeks * 7
}

func readyRotation(r *Rotation) rotation {
	ready := rotation{unit: r.Unit, every: int64(min(max(1, r.Every), everyKept)), turns: r.Turns, offset: int64(r.Offset)}
	ready.anchor, _ = parseCivil(r.Anchor) // an anchor that cannot be read is 1970: somebody is on, and Validate has told
	if r.Unit == Day {
		ready.days = daysetOf(r.Weekdays)
	}
	if ready.days != 0 {
		ready.day0 = ready.anchor.day()
		for !ready.days.has(weekday(ready.day0)) {
			ready.day0++
		}
	}
	return ready
}

// length returns the seconds of one turn for the units that have a fixed length on the wall clock.
func (r *rotation) length() int64 {
	switch r.unit {
	case Hour:
		return r.every * hourSeconds
	case Week:
		return r.every * 7 * daySeconds
	default:
		return r.every * daySeconds
	}
}

// start returns the reading at which turn k starts.
func (r *rotation) start(k int64) civil {
	switch {
	case r.unit == Month:
		return r.monthStart(k * r.every)
	case r.days != 0:
		rank := r.days.rank(r.day0) + k*r.every
		return civil(r.days.ranked(rank)*daySeconds + r.anchor.clock())
	}
	return r.anchor + civil(k*r.length())
}

// monthStart returns the anchor moved by whole months, its day clamped to the month's end.
func (r *rotation) monthStart(months int64) civil {
	year, month, dayOfMonth := date(r.anchor.day())
	count := year*12 + month - 1 + months
	year, month = floorDiv(count, 12), floorMod(count, 12)+1
	dayOfMonth = min(dayOfMonth, monthLength(year, month))
	return civil(dayNumber(year, month, dayOfMonth)*daySeconds + r.anchor.clock())
}

// index returns the last turn that has started when the wall clock's high-water mark is at mark.
// Turns that share an instant (their starts fall into one gap) are skipped but the last, because
// the mark leaps over all their starts at once.
func (r *rotation) index(mark civil) int64 {
	switch {
	case r.unit == Month:
		year, month, _ := date(mark.day())
		fromYear, fromMonth, _ := date(r.anchor.day())
		months := (year-fromYear)*12 + month - fromMonth
		if r.monthStart(months) > mark {
			months--
		}
		return floorDiv(months, r.every)
	case r.days != 0:
		lastDay := civil(int64(mark) - r.anchor.clock()).day()
		return floorDiv(r.days.rank(lastDay)-r.days.rank(r.day0), r.every)
	}
	return floorDiv(int64(mark-r.anchor), r.length())
}

// group returns the users of turn k.
func (r *rotation) group(k int64) []string {
	if len(r.turns) == 0 {
		return nil
	}
	return r.turns[r.position(k)]
}

// position returns the index into turns of turn k.
func (r *rotation) position(k int64) int64 {
	return floorMod(k+r.offset, int64(len(r.turns)))
}

// Handoffs returns the distinct instants in [from, to], both ends included, at which turns of the
// rotation start in the named zone, turns before the anchor included. It returns at most
// MaxHandoffs.
func Handoffs(r Rotation, tz string, from, to time.Time) []time.Time {
	ready := readyRotation(&r)
	z := zoneNamed(tz)
	starts := []time.Time{}
	k := ready.index(z.mark(from))
	for range MaxHandoffs {
		at := z.happens(ready.start(k))
		if at.After(to) {
			break
		}
		if !at.Before(from) && (len(starts) == 0 || at.After(starts[len(starts)-1])) {
			starts = append(starts, at)
		}
		k++
	}
	return starts
}
