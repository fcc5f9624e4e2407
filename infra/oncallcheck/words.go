package oncallcheck

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"ringdown/shared/oncall"
)

// differ returns nil when both sides are the same list.
func differ(expected, got []string) *outcome {
	if slices.Equal(expected, got) {
		return nil
	}
	return &outcome{expected: list(expected), got: list(got)}
}

func list(lines []string) string {
	if len(lines) == 0 {
		return "nothing"
	}
	return strings.Join(lines, "; ")
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

func stamps(instants []time.Time) []string {
	var lines []string
	for _, t := range instants {
		lines = append(lines, stamp(t))
	}
	return lines
}

// people writes tiers as A+B/C, nobody as –. Ids are quoted where they hold a character of that
// notation.
func people(tiers oncall.Tiers) string {
	for len(tiers) > 1 && len(tiers[len(tiers)-1]) == 0 {
		tiers = tiers[:len(tiers)-1]
	}
	parts := []string{}
	for _, tier := range tiers {
		users := []string{}
		for _, user := range tier {
			users = append(users, quoted(user))
		}
		if len(users) == 0 {
			users = []string{"–"}
		}
		parts = append(parts, strings.Join(users, "+"))
	}
	if len(parts) == 0 {
		return "–"
	}
	return strings.Join(parts, "/")
}

func quoted(user string) string {
	if user == "" || strings.ContainsAny(user, "+/–;\" ") {
		return strconv.Quote(user)
	}
	return user
}

// segments writes shifts one a line, neighbours of the same people as one.
func segments(shifts []oncall.Shift) []string {
	var joined []oncall.Shift
	for _, shift := range shifts {
		if n := len(joined); n > 0 && joined[n-1].To.Equal(shift.From) && joined[n-1].Tiers.Equal(shift.Tiers) {
			joined[n-1].To = shift.To
			continue
		}
		joined = append(joined, shift)
	}
	var lines []string
	for _, shift := range joined {
		lines = append(lines, stamp(shift.From)+"–"+stamp(shift.To)+" "+people(shift.Tiers))
	}
	return lines
}

// spans writes gaps one a line, touching ones as one.
func spans(gaps []span) []string {
	var joined []span
	for _, gap := range gaps {
		if n := len(joined); n > 0 && joined[n-1].to.Equal(gap.from) {
			joined[n-1].to = gap.to
			continue
		}
		joined = append(joined, gap)
	}
	var lines []string
	for _, gap := range joined {
		lines = append(lines, "gap "+stamp(gap.from)+"–"+stamp(gap.to))
	}
	return lines
}
