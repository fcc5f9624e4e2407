package oncall

import "time"

// What a schedule may hold. The sizes are some steps above what large users of on-call products
// keep in one schedule (about 50 participants, 30 rules, 35 overrides), and small enough that a
// schedule fits one database item and one look at the activity page.
const (
	MaxLayers         = 200 // made by hand rarely over 20, versions included; an imported calendar is a layer a shift, half a year of days
	MaxOverrides      = 200 // a year of one swap every other day; past overrides move to history
	MaxTurns          = 100 // a rotation longer than that meets a person less than twice a year
	MaxGroupUsers     = 50  // users of one turn, layer or override; more than a call can ring
	MaxLayerWindows   = 28  // four windows a weekday
	MaxTier           = 10  // tiers a call can reach within its total wait
	MaxPriority       = 100 // [L100]: more levels than layers help nobody
	MaxIDLength       = 128 // bytes of an id, so that keys built from ids stay short
	MaxWindowMinutes  = 7 * 24 * 60
	MaxParseBytes     = 1 << 20 // text of one schedule; a full one is about 150 kB
	MaxHolidays       = 200     // dated exceptions of one hours of operation
	MaxHolidayDays    = 400     // days of one exception: a year and a little
	MaxHandoffs       = 100_000 // handoffs listed at once: hourly turns for eleven years
	MaxWarnings       = 20      // warnings of one code; a page shows no more
	maxSteps          = 1_000_000
	tiersKept         = 32      // tiers the calculation follows even in a schedule that was not validated
	everyKept         = 1 << 20 // units of a turn, likewise: keeps seconds within int64
	manyUsers         = 24      // above this many users on at once, repeats are found with a map
	balancedFrom      = 0.95
	maxTurnLengthDays = 366
	maxOffset         = 1_000_000 // far beyond any number of turns
	maxSeq            = 1 << 53   // whole numbers every JSON reader keeps exactly
)

// maxEvery bounds the length of a turn to about a year, so that the next handoff lies within
// NextHorizon.
var maxEvery = map[Unit]int{Hour: maxTurnLengthDays * 24, Day: maxTurnLengthDays, Week: 53, Month: 12}

const (
	// NextHorizon is how far ahead Next looks.
	NextHorizon = 400 * 24 * time.Hour
	// MaxSpan is the longest span Final renders: five years. A longer one is cut.
	MaxSpan = 5 * 366 * 24 * time.Hour
	// HorizonYears is how far from now a query may ask; InHorizon tests it.
	HorizonYears = 5
	// WarningSpan is how far ahead Warnings looks.
	WarningSpan = 30 * 24 * time.Hour
)

// InHorizon reports whether t lies within five years of now. Further away a schedule says nothing
// anybody will hold to, so a request for it is a mistake or an attack; functions that answer
// requests refuse it.
func InHorizon(now, t time.Time) bool {
	return !t.Before(now.AddDate(-HorizonYears, 0, 0)) && !t.After(now.AddDate(HorizonYears, 0, 0))
}
