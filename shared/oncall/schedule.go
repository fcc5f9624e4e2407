package oncall

import (
	"encoding/json"
	"time"
)

// Schedule is who is on call when. All its intervals are half-open: [from, until).
type Schedule struct {
	ID        string     `json:"id,omitempty"`
	TZ        string     `json:"tz"` // IANA name; layers may have their own
	Layers    []Layer    `json:"layers"`
	Overrides []Override `json:"overrides,omitempty"`
	Version   int        `json:"version,omitempty"` // counts writes, so that of two writers of one version only one succeeds
}

// Layer is one pattern of people: a fixed list of users or a rotation, optionally only within
// windows.
//
// In JSON tier and priority are 1 when left out; in a Go literal write them.
type Layer struct {
	ID       string    `json:"id"`
	Tier     int       `json:"tier"`            // 1 = primary, 2 = secondary, …
	Priority int       `json:"priority"`        // per tier the highest priority with anybody on wins; equal ones are united
	From     time.Time `json:"from,omitzero"`   // none: the start of turn 0 of a rotation, always for users
	Until    time.Time `json:"until,omitzero"`  // none: for ever
	TZ       string    `json:"tz,omitempty"`    // none: the schedule's
	Users    []string  `json:"users,omitempty"` // either users, all of them on at once …
	Rotation *Rotation `json:"rotation,omitempty"`
	Windows  []Window  `json:"windows,omitempty"` // none: at all times
}

// Unit is what a rotation counts.
type Unit string

// The units of rotation.
const (
	Hour  Unit = "hour"
	Day   Unit = "day"
	Week  Unit = "week"
	Month Unit = "month"
)

// Rotation is people taking turns. Turn k starts at anchor + k × every × unit on the wall clock; a
// month's day is clamped to the month's end and always counted from the anchor (31 Jan → 29 Feb →
// 31 Mar).
type Rotation struct {
	Unit     Unit       `json:"unit"`
	Every    int        `json:"every"`
	Anchor   string     `json:"anchor"` // local date-time of turn 0 without offset, like 2026-03-30T09:00
	Turns    [][]string `json:"turns"`  // groups of user ids; an empty group is a turn of nobody
	Offset   int        `json:"offset,omitempty"`
	Weekdays []Weekday  `json:"weekdays,omitempty"` // unit day only: other days use up no turn, they belong to the turn before
	Depth    int        `json:"depth"`              // fills tier … tier+depth−1 with consecutive turns; 1 in JSON when left out
}

// Enum lists the units.
func (Unit) Enum() []any { return []any{Hour, Day, Week, Month} }

// Weekday is a day of the week in the two letters of RFC 5545 §3.3.10.
type Weekday string

// The days of the week.
const (
	Monday    Weekday = "MO"
	Tuesday   Weekday = "TU"
	Wednesday Weekday = "WE"
	Thursday  Weekday = "TH"
	Friday    Weekday = "FR"
	Saturday  Weekday = "SA"
	Sunday    Weekday = "SU"
)

// Enum lists the days.
func (Weekday) Enum() (days []any) {
	for _, d := range weekdayNames {
		days = append(days, d)
	}
	return days
}

// Window is a span of the wall clock that begins on some weekdays. Length counts on the wall clock,
// so 08:00 for 24 hours ends at 08:00 also on a day of 23 or 25 hours. Over midnight and over
// several days is ordinary: Friday 17:00 to Monday 08:00 is FR, 17:00, 3780.
type Window struct {
	Days    []Weekday `json:"days,omitempty"` // days on which it starts; none: all
	Start   string    `json:"start"`          // local time of day, like 08:30
	Minutes int       `json:"minutes"`        // 1 to 10080
}

// Mode is what an override does.
type Mode string

// The override modes.
const (
	Cover  Mode = "cover"  // the users replace the whole tier; with no users the tier is empty
	Swap   Mode = "swap"   // the users take the place of one named user, where and while that user is on
	Remove Mode = "remove" // the users are off
	Add    Mode = "add"    // the users are on as well
)

// Enum lists the modes.
func (Mode) Enum() []any { return []any{Cover, Swap, Remove, Add} }

// Override changes what the layers say between two instants. Of overlapping ones the higher Seq
// (created later) is on top.
//
// In JSON tier is 1 when left out. In a Go literal the zero value means every tier: write the tier.
type Override struct {
	ID       string    `json:"id"`
	Seq      int       `json:"seq"`
	From     time.Time `json:"from"`
	Until    time.Time `json:"until"`
	Tier     int       `json:"tier"` // 0 = every tier
	Mode     Mode      `json:"mode"`
	Users    []string  `json:"users"`
	Replaces string    `json:"replaces,omitempty"` // swap only
}

// UnmarshalJSON fills in what JSON may leave out.
func (l *Layer) UnmarshalJSON(text []byte) error {
	type plain Layer
	p := plain{Tier: 1, Priority: 1}
	if err := json.Unmarshal(text, &p); err != nil {
		return err
	}
	*l = Layer(p)
	return nil
}

// UnmarshalJSON fills in what JSON may leave out.
func (r *Rotation) UnmarshalJSON(text []byte) error {
	type plain Rotation
	p := plain{Every: 1, Depth: 1}
	if err := json.Unmarshal(text, &p); err != nil {
		return err
	}
	*r = Rotation(p)
	return nil
}

// UnmarshalJSON fills in what JSON may leave out.
func (o *Override) UnmarshalJSON(text []byte) error {
	type plain Override
	p := plain{Tier: 1}
	if err := json.Unmarshal(text, &p); err != nil {
		return err
	}
	*o = Override(p)
	return nil
}
