package oncall

import (
	"errors"
	"fmt"
	"math"
	"sort"
	"strings"
	"sync"
	"time"

	// The zone rules go into every binary that can ask who is on call: the Lambda OS-only base
	// images may lack /usr/share/zoneinfo, and a missing zone would move every handoff. It costs
	// under half a megabyte.
	_ "time/tzdata"
)

// segment is a span of instants, in Unix seconds [from, until), in which a zone keeps one offset to
// UTC.
type segment struct {
	from, until int64
	offset      int64 // seconds east of UTC
	mark        civil // the highest reading the wall clock showed before from
}

// zone is a time zone's wall clock. Segments of this century are kept in a table; others are looked
// up as they are asked for.
type zone struct {
	loc   *time.Location
	table []segment
}

const (
	tableFrom  = 946684800  // 2000-01-01T00:00:00Z
	tableUntil = 4102444800 // 2100-01-01T00:00:00Z

	// farthest bounds the instants looked at: some 8,700 years either side of 1970, far enough that
	// nothing real is cut, near enough that sums of seconds never overflow.
	farthest = int64(1) << 38

	// offsetReach is more than any zone's distance from UTC, past local mean times included (Manila
	// was 15:56 behind).
	offsetReach = 26 * hourSeconds

	// marksBack is how many earlier segments can still hold the high-water mark. The largest step
	// back is a whole day (Alaska 1867), and no zone has had three changes in two days.
	marksBack = 3
)

// zones remembers the zones used so far. There are about 600 names, only names that load are kept,
// and a zone never changes while the program runs, so the memory is bounded and nobody can see it
// from outside.
var zones sync.Map // string → *zone

var utc = newZone(time.UTC)

// zoneNamed returns the zone, or UTC when there is no such zone: a schedule that passed [Validate]
// always finds its zone, and for one that did not, somebody on call at a shifted hour is better for
// a caller than nobody.
func zoneNamed(name string) *zone {
	if z, ok := zones.Load(name); ok {
		return z.(*zone)
	}
	z, err := loadZone(name)
	if err != nil {
		return utc
	}
	zones.Store(name, z)
	return z
}

func loadZone(name string) (*zone, error) {
	if name == "" || name == "Local" {
		return nil, errors.New("the machine's own zone is not a zone of a schedule")
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		return nil, err
	}
	return newZone(loc), nil
}

func newZone(loc *time.Location) *zone {
	z := &zone{loc: loc}
	for at := int64(tableFrom); at < tableUntil; {
		s := z.describe(at)
		z.table = append(z.table, s)
		at = s.until
	}
	return z
}

// describe asks the zone rules for the segment around an instant.
func (z *zone) describe(at int64) segment {
	s := z.bounds(at)
	s.mark = math.MinInt64
	earlier := s
	for range marksBack {
		if earlier.from <= -farthest {
			break
		}
		earlier = z.bounds(earlier.from - 1)
		s.mark = max(s.mark, civil(earlier.until+earlier.offset-1))
	}
	return s
}

func (z *zone) bounds(at int64) segment {
	local := time.Unix(at, 0).In(z.loc)
	_, offset := local.Zone()
	s := segment{from: -2 * farthest, until: 2 * farthest, offset: int64(offset)}
	from, until := local.ZoneBounds()
	if !from.IsZero() {
		s.from = max(s.from, from.Unix())
	}
	if !until.IsZero() {
		s.until = min(s.until, until.Unix())
	}
	if s.until <= at {
		// Past the years a zone file lists, Go 1.26's ZoneBounds takes every year to have 365 days,
		// so on 31 December of a leap year it names an end that is already past. The year's end is
		// meant.
		s.until = (floorDiv(at, daySeconds) + 1) * daySeconds
	}
	return s
}

func (z *zone) segmentAt(at int64) segment {
	first, last := z.table[0], z.table[len(z.table)-1]
	if at < first.from || at >= last.until {
		return z.describe(at)
	}
	i := sort.Search(len(z.table), func(i int) bool { return z.table[i].until > at })
	return z.table[i]
}

// mark returns the highest reading the zone's wall clock has shown by the instant t, in whole
// seconds. It is the clock's reading, except in a doubled hour's second half, where it stays just
// below the hour's end.
func (z *zone) mark(t time.Time) civil {
	at := min(max(t.Unix(), -farthest), farthest)
	s := z.segmentAt(at)
	return max(civil(at+s.offset), s.mark)
}

// instant returns the first instant at which the zone's wall clock reads c or later, in Unix
// seconds.
func (z *zone) instant(c civil) int64 {
	want := min(max(int64(c), -farthest), farthest)
	s := z.segmentAt(want - offsetReach)
	for s.until < 2*farthest {
		at := want - s.offset
		if at < s.from {
			return s.from
		}
		if at < s.until {
			return at
		}
		s = z.segmentAt(s.until)
	}
	return max(want-s.offset, s.from)
}

// happens is instant as a time.Time; the zero time stands for never.
func (z *zone) happens(c civil) time.Time {
	if c >= never {
		return time.Time{}
	}
	return time.Unix(z.instant(c), 0).UTC()
}

// Instant returns the first instant at which the wall clock of the named IANA zone reads the local
// date-time (2026-03-30T09:00, seconds optional) or later, in UTC. It is the one mapping from local
// time to instant; importers of local times use it too.
func Instant(tz, local string) (time.Time, error) {
	z, err := loadKnown(tz)
	if err != nil {
		return time.Time{}, fmt.Errorf("map local time %q: zone %q: %w", local, tz, err)
	}
	c, err := parseCivil(local)
	if err != nil {
		return time.Time{}, fmt.Errorf("map local time %q: %w", local, err)
	}
	return z.happens(c), nil
}

func loadKnown(tz string) (*zone, error) {
	if z, ok := zones.Load(tz); ok {
		return z.(*zone), nil
	}
	z, err := loadZone(tz)
	if err == nil {
		zones.Store(tz, z)
	}
	return z, err
}

// CheckZone says whether a schedule may name the zone, and if not, what to write instead. Allowed
// are UTC and the IANA names of places (Europe/Berlin). Refused are the empty name and Local, which
// depend on the machine; names no rule is known for, such as UTC+2; and zones that are one fixed
// offset under a name that looks like a place's time (Etc/GMT+5, whose sign is also the opposite of
// what people expect, EST, MST, HST, GMT), because they stay behind when the place's clocks change.
func CheckZone(tz string) error {
	switch {
	case tz == "":
		return errors.New("no zone; write the IANA name of the team's place, like Europe/Berlin, or UTC")
	case tz == "Local":
		return errors.New("the zone Local means that of whichever machine asks; write the IANA name of the team's place, like Europe/Berlin")
	case tz == "UTC" || tz == "Etc/UTC":
		return nil
	case strings.HasPrefix(tz, "Etc/"), tz == "EST", tz == "MST", tz == "HST", tz == "GMT", strings.HasPrefix(tz, "GMT"):
		return fmt.Errorf("%q is a fixed offset, which does not follow clock changes; write the IANA name of the team's place, like Europe/Berlin, or UTC", tz)
	case strings.HasPrefix(tz, "posix"), strings.HasPrefix(tz, "right/"), tz == "localtime", tz == "Factory":
		return fmt.Errorf("%q is a file of one machine, not a zone's name; write the IANA name, like Europe/Berlin", tz)
	}
	if _, err := loadKnown(tz); err != nil {
		return fmt.Errorf("%q is not an IANA zone; write a name like Europe/Berlin or America/Chicago, or UTC", tz)
	}
	return nil
}
