package oncall

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Code says what a warning is about.
type Code string

// The codes of warnings.
const (
	WarnNobody       Code = "nobody"        // no tier has anybody
	WarnGap          Code = "gap"           // tier 1 has nobody, a later tier has
	WarnEmptyTier    Code = "empty_tier"    // a later tier has nobody
	WarnUnreachable  Code = "unreachable"   // a user on call has no phone
	WarnUnknownUser  Code = "unknown_user"  // a user on call does not exist
	WarnIdleOverride Code = "idle_override" // an override that changes nothing, such as a swap of somebody who is not on call
)

// Warning is trouble ahead that is not yet a fault.
type Warning struct {
	Code    Code      `json:"code"`
	At      time.Time `json:"at"`
	Until   time.Time `json:"until"`
	Message string    `json:"message"`
}

// Warnings returns what will go wrong with a schedule in the 30 days after from, sorted by the
// order of the codes above and then by time, at most MaxWarnings of each code. reachable says of
// every user who exists whether they have a phone; a user who is not in it does not exist. With a
// nil map nothing is said about users.
func Warnings(s Schedule, from time.Time, reachable map[string]bool) []Warning {
	from = from.UTC()
	shifts, gaps := Final(s, from, from.Add(WarningSpan))
	list := &warningList{}
	for _, gap := range gaps {
		if gap.Nobody {
			list.add(WarnNobody, gap.From, gap.To, "nobody is on call")
		}
	}
	for _, gap := range gaps {
		if !gap.Nobody {
			list.add(WarnGap, gap.From, gap.To, "tier 1 has nobody; tier 2 or later is rung at once")
		}
	}
	emptyTiers(list, shifts)
	if reachable != nil {
		absentUsers(list, shifts, reachable)
	}
	idleOverrides(list, s, from)
	return list.kept
}

type warningList struct {
	kept  []Warning
	count map[Code]int
}

func (l *warningList) add(code Code, at, until time.Time, format string, args ...any) {
	if l.count == nil {
		l.count = map[Code]int{}
	}
	if l.count[code]++; l.count[code] <= MaxWarnings {
		l.kept = append(l.kept, Warning{Code: code, At: at, Until: until, Message: fmt.Sprintf(format, args...)})
	}
}

// emptyTiers warns of spans in which a tier after the first has nobody although some tier has.
// Spans in which nobody at all is on are told as such.
func emptyTiers(list *warningList, shifts []Shift) {
	if len(shifts) == 0 {
		return
	}
	for n := 2; n <= len(shifts[0].Tiers); n++ {
		open := -1
		for i := 0; i <= len(shifts); i++ {
			empty := i < len(shifts) && len(shifts[i].Tiers.Tier(n)) == 0 && !shifts[i].Tiers.Nobody()
			switch {
			case empty && open < 0:
				open = i
			case !empty && open >= 0:
				list.add(WarnEmptyTier, shifts[open].From, shifts[i-1].To, "tier %d has nobody", n)
				open = -1
			}
		}
	}
}

// absentUsers warns once of every user on call who has no phone or does not exist, at their first
// shift.
func absentUsers(list *warningList, shifts []Shift, reachable map[string]bool) {
	told := map[string]bool{}
	for _, shift := range shifts {
		for _, user := range shift.Tiers.RingOrder() {
			if told[user] {
				continue
			}
			told[user] = true
			if phone, exists := reachable[user]; !exists {
				list.add(WarnUnknownUser, shift.From, shift.To, "%q is on call but is no user; take them out of the schedule", user)
			} else if !phone {
				list.add(WarnUnreachable, shift.From, shift.To, "%q is on call but has no verified phone and will be passed over", user)
			}
		}
	}
	slices.SortStableFunc(list.kept, func(a, b Warning) int { return codeOrder(a.Code) - codeOrder(b.Code) })
}

func codeOrder(code Code) int {
	return slices.Index([]Code{WarnNobody, WarnGap, WarnEmptyTier, WarnUnreachable, WarnUnknownUser, WarnIdleOverride}, code)
}

// idleOverrides warns of overrides that change nothing in the span: without them the same people
// are on call.
func idleOverrides(list *warningList, s Schedule, from time.Time) {
	for i, o := range s.Overrides {
		start, end := laterOf(o.From, from).UTC(), earlier(o.Until, from.Add(WarningSpan)).UTC()
		if !start.Before(end) {
			continue
		}
		without := s
		without.Overrides = slices.Delete(slices.Clone(s.Overrides), i, i+1)
		if sameShifts(s, without, start, end) {
			list.add(WarnIdleOverride, start, end, "override %q (%s) changes nothing: %s", o.ID, o.Mode, idleReason(o))
		}
	}
}

func sameShifts(a, b Schedule, from, until time.Time) bool {
	shifts, _ := Final(a, from, until)
	others, _ := Final(b, from, until)
	return slices.EqualFunc(shifts, others, func(x, y Shift) bool { return x.From.Equal(y.From) && x.Tiers.Equal(y.Tiers) })
}

func idleReason(o Override) string {
	switch o.Mode {
	case Swap:
		return fmt.Sprintf("%q is not on call then", o.Replaces)
	case Remove:
		return quotedList(o.Users) + " not on call then"
	case Add:
		return quotedList(o.Users) + " already on call then"
	default:
		return "the same people are on call without it, or a later override hides it"
	}
}

func quotedList(users []string) string {
	quoted := make([]string, len(users))
	for i, user := range users {
		quoted[i] = fmt.Sprintf("%q", user)
	}
	if len(quoted) == 1 {
		return quoted[0] + " is"
	}
	return strings.Join(quoted, ", ") + " are"
}
