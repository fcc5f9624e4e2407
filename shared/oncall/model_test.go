package oncall_test

import (
	"slices"
	"sort"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ringdown/shared/oncall"
)

// The model below is the definition word by word, as slow as it is plain: turns and windows are
// lists of instants, each mapped by itself, and a turn is found by looking through them. It shares
// with the calculation only oncall.Instant, which the brute-force test holds against the clock.

func mapped(zone string, local time.Time) time.Time {
	at, err := oncall.Instant(zone, local.Format(minuteLayout))
	if err != nil {
		panic(err)
	}
	return at
}

// modelStarts lists the readings at which turns from −back to +ahead start.
func modelStarts(r oncall.Rotation, back, ahead int) []time.Time {
	forward := turnsByHand(r, ahead+1)
	backward := []time.Time{}
	for k := back; k > 0; k-- {
		first := forward[0]
		switch r.Unit {
		case oncall.Hour:
			backward = append(backward, first.Add(-time.Duration(k*r.Every)*time.Hour))
		case oncall.Week:
			backward = append(backward, first.AddDate(0, 0, -7*k*r.Every))
		case oncall.Month:
			month := first.AddDate(0, 0, 1-first.Day()).AddDate(0, -k*r.Every, 0)
			backward = append(backward, month.AddDate(0, 0, min(first.Day(), month.AddDate(0, 1, -1).Day())-1))
		default:
			day := first
			for step := 0; step < k*r.Every; {
				day = day.AddDate(0, 0, -1)
				if len(r.Weekdays) == 0 || slices.Contains(r.Weekdays, letters(day)) {
					step++
				}
			}
			backward = append(backward, day)
		}
	}
	return append(backward, forward...)
}

func letters(day time.Time) oncall.Weekday {
	return oncall.Weekday([]string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}[day.Weekday()])
}

func modelGroups(l oncall.Layer, zone string, t time.Time) map[int][]string {
	if l.TZ != "" {
		zone = l.TZ
	}
	if !l.From.IsZero() && t.Before(l.From) || !l.Until.IsZero() && !t.Before(l.Until) || !modelInWindows(l.Windows, zone, t) {
		return nil
	}
	if l.Rotation == nil {
		return map[int][]string{l.Tier: l.Users}
	}
	r := *l.Rotation
	back := 70 // days, and more than enough weeks and months, of the span instants are drawn from
	if r.Unit == oncall.Hour {
		back *= 24
	}
	starts := modelStarts(r, back, back)
	turn := sort.Search(len(starts), func(i int) bool { return mapped(zone, starts[i]).After(t) }) - 1 - back
	if turn < 0 && l.From.IsZero() {
		return nil
	}
	groups := map[int][]string{}
	for d := range r.Depth {
		n := len(r.Turns)
		groups[l.Tier+d] = r.Turns[((turn+d+r.Offset)%n+n)%n]
	}
	return groups
}

func modelInWindows(windows []oncall.Window, zone string, t time.Time) bool {
	loc, err := time.LoadLocation(zone)
	if err != nil {
		panic(err)
	}
	today := reading(t, loc).Truncate(24 * time.Hour)
	for _, w := range windows {
		clock, _ := time.Parse("15:04", w.Start)
		for d := -9; d <= 1; d++ {
			day := today.AddDate(0, 0, d)
			start := day.Add(time.Duration(clock.Hour())*time.Hour + time.Duration(clock.Minute())*time.Minute)
			end := start.Add(time.Duration(w.Minutes) * time.Minute)
			if (len(w.Days) == 0 || slices.Contains(w.Days, letters(day))) && !t.Before(mapped(zone, start)) && t.Before(mapped(zone, end)) {
				return true
			}
		}
	}
	return len(windows) == 0
}

func modelOnCall(s oncall.Schedule, t time.Time) oncall.Tiers {
	const tiers = 6
	people := make(oncall.Tiers, tiers)
	best := make([]int, tiers)
	for _, l := range s.Layers {
		for tier, group := range modelGroups(l, s.TZ, t) {
			switch i := tier - 1; {
			case len(group) == 0:
			case len(people[i]) == 0 || l.Priority > best[i]:
				people[i], best[i] = slices.Clone(group), l.Priority
			case l.Priority == best[i]:
				people[i] = append(people[i], group...)
			}
		}
	}
	overrides := slices.Clone(s.Overrides)
	sort.SliceStable(overrides, func(a, b int) bool { return overrides[a].Seq < overrides[b].Seq })
	for _, o := range overrides {
		for i := range people {
			if !t.Before(o.From) && t.Before(o.Until) && (o.Tier == 0 || o.Tier == i+1) {
				people[i] = modelOverride(o, people[i])
			}
		}
	}
	seen := map[string]bool{}
	for i, tier := range people {
		kept := []string{}
		for _, user := range tier {
			if !seen[user] {
				kept = append(kept, user)
			}
			seen[user] = true
		}
		people[i] = kept
	}
	return people
}

func modelOverride(o oncall.Override, users []string) []string {
	changed := []string{}
	for _, user := range users {
		switch {
		case o.Mode == oncall.Cover, o.Mode == oncall.Remove && slices.Contains(o.Users, user):
		case o.Mode == oncall.Swap && user == o.Replaces:
			changed = append(changed, o.Users...)
		default:
			changed = append(changed, user)
		}
	}
	if o.Mode == oncall.Cover || o.Mode == oncall.Add {
		changed = append(changed, o.Users...)
	}
	return changed
}

func TestOnCallIsWhatTheDefinitionSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSchedule(t)
		for range 4 {
			at := drawInstant(t).Add(time.Duration(rapid.IntRange(-1, 1).Draw(t, "second")) * time.Second)
			if got, want := oncall.OnCall(s, at), modelOnCall(s, at); !got.Equal(want) {
				t.Fatalf("at %v on call %v, by the definition %v", at, got, want)
			}
		}
	})
}
