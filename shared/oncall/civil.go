package oncall

import "errors"

// civil is a reading of a wall clock: seconds from 1970-01-01T00:00:00 as the clock counts them, in
// no zone. It is not an instant; only a zone makes it one.
type civil int64

const (
	minuteSeconds = 60
	hourSeconds   = 60 * minuteSeconds
	daySeconds    = 24 * hourSeconds

	// marchEpoch is the number of days from 1 March of the year 0 to 1 January 1970 in the
	// proleptic Gregorian calendar. Years that begin in March put the leap day last, which makes
	// month lengths regular.
	marchEpoch = 719468

	// never is a reading no clock shows: the next change of something that does not change.
	never civil = 1 << 56
	// always is a reading every clock has passed.
	always civil = -never
)

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func floorMod(a, b int64) int64 {
	return a - floorDiv(a, b)*b
}

// day returns the day number (0 = 1970-01-01) the reading falls on.
func (c civil) day() int64 { return floorDiv(int64(c), daySeconds) }

// clock returns the seconds since the reading's midnight.
func (c civil) clock() int64 { return floorMod(int64(c), daySeconds) }

// weekday returns 0 for Monday to 6 for Sunday. Day 0 was a Thursday.
func weekday(day int64) int { return int(floorMod(day+3, 7)) }

// yearStart returns the day number of 1 March of the year.
func yearStart(year int64) int64 {
	return 365*year + floorDiv(year, 4) - floorDiv(year, 100) + floorDiv(year, 400) - marchEpoch
}

// dayNumber returns the day number of a date; month is 1 to 12.
func dayNumber(year, month, dayOfMonth int64) int64 {
	if month <= 2 {
		year--
	}
	fromMarch := (month + 9) % 12
	return yearStart(year) + (153*fromMarch+2)/5 + dayOfMonth - 1
}

// date returns the date of a day number.
func date(day int64) (year, month, dayOfMonth int64) {
	year = floorDiv((day+marchEpoch)*400, 146097)
	for yearStart(year+1) <= day {
		year++
	}
	for yearStart(year) > day {
		year--
	}
	left := day - yearStart(year)
	fromMarch := (5*left + 2) / 153
	dayOfMonth = left - (153*fromMarch+2)/5 + 1
	month = (fromMarch+2)%12 + 1
	if month <= 2 {
		year++
	}
	return year, month, dayOfMonth
}

// monthLength returns the number of days of a month.
func monthLength(year, month int64) int64 {
	nextYear, nextMonth := year, month+1
	if nextMonth > 12 {
		nextYear, nextMonth = year+1, 1
	}
	return dayNumber(nextYear, nextMonth, 1) - dayNumber(year, month, 1)
}

var (
	errAnchor = errors.New("not a local date-time; write it like 2026-03-30T09:00, without a zone")
	errDate   = errors.New("not a date; write it like 2026-12-25")
	errClock  = errors.New("not a time of day; write it like 08:30, from 00:00 to 23:59")
)

// parseCivil reads 2026-03-30T09:00, with optional seconds.
func parseCivil(text string) (civil, error) {
	if len(text) != 16 && len(text) != 19 || text[10] != 'T' {
		return 0, errAnchor
	}
	day, err := parseDate(text[:10])
	if err != nil {
		return 0, errAnchor
	}
	clock, err := parseClock(text[11:16])
	if err != nil {
		return 0, errAnchor
	}
	seconds := int64(0)
	if len(text) == 19 {
		s, ok := digits(text[17:])
		if text[16] != ':' || !ok || s > 59 {
			return 0, errAnchor
		}
		seconds = s
	}
	return civil(day*daySeconds + clock + seconds), nil
}

// parseDate reads 2026-12-25 into a day number.
func parseDate(text string) (int64, error) {
	if len(text) != 10 || text[4] != '-' || text[7] != '-' {
		return 0, errDate
	}
	year, ok1 := digits(text[:4])
	month, ok2 := digits(text[5:7])
	dayOfMonth, ok3 := digits(text[8:])
	if !ok1 || !ok2 || !ok3 || month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > monthLength(year, month) {
		return 0, errDate
	}
	return dayNumber(year, month, dayOfMonth), nil
}

// parseClock reads 08:30 into seconds since midnight.
func parseClock(text string) (int64, error) {
	if len(text) != 5 || text[2] != ':' {
		return 0, errClock
	}
	hour, ok1 := digits(text[:2])
	minute, ok2 := digits(text[3:])
	if !ok1 || !ok2 || hour > 23 || minute > 59 {
		return 0, errClock
	}
	return hour*hourSeconds + minute*minuteSeconds, nil
}

func digits(text string) (int64, bool) {
	n := int64(0)
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return 0, false
		}
		n = n*10 + int64(text[i]-'0')
	}
	return n, true
}

// String writes the reading as an anchor is written: 2026-03-30T09:00, with seconds only where
// there are any.
func (c civil) String() string {
	year, month, dayOfMonth := date(c.day())
	clock := c.clock()
	text := make([]byte, 0, 19)
	text = append(pad(text, year, 4), '-')
	text = append(pad(text, month, 2), '-')
	text = append(pad(text, dayOfMonth, 2), 'T')
	text = append(pad(text, clock/hourSeconds, 2), ':')
	text = pad(text, clock%hourSeconds/minuteSeconds, 2)
	if clock%minuteSeconds != 0 {
		text = pad(append(text, ':'), clock%minuteSeconds, 2)
	}
	return string(text)
}

// pad appends the last width digits of n.
func pad(text []byte, n int64, width int) []byte {
	power := int64(1)
	for range width - 1 {
		power *= 10
	}
	for ; power > 0; power /= 10 {
		text = append(text, byte('0'+floorMod(n/power, 10)))
	}
	return text
}
