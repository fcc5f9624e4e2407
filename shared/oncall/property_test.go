package oncall_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ringdown/shared/oncall"
)

var (
	drawnZones = []string{"UTC", "America/Chicago", "Europe/Berlin", "Australia/Lord_Howe", "America/Havana", "Africa/Cairo", "America/Santiago", "Asia/Kolkata"}
	drawnUsers = []string{"ada", "ben", "cleo", "dan", "eve"}
	// firstDay lies some days before the clock changes of spring 2025 in the north.
	firstDay = time.Unix(1741000000, 0).UTC().Truncate(24 * time.Hour)
)

func drawUsers(t *rapid.T, least int) []string {
	return rapid.SliceOfNDistinct(rapid.SampledFrom(drawnUsers), least, 3, rapid.ID[string]).Draw(t, "users")
}

func drawInstant(t *rapid.T) time.Time {
	return firstDay.Add(time.Duration(rapid.IntRange(0, 60*24*60).Draw(t, "minute")) * time.Minute)
}

func drawClock(t *rapid.T) string {
	return rapid.SampledFrom([]string{"00:00", "00:30", "01:30", "02:00", "02:30", "09:00", "17:00", "23:45"}).Draw(t, "clock")
}

func drawDays(t *rapid.T) []oncall.Weekday {
	return rapid.SliceOfNDistinct(rapid.SampledFrom([]oncall.Weekday{"MO", "TU", "WE", "TH", "FR", "SA", "SU"}), 0, 4, rapid.ID[oncall.Weekday]).Draw(t, "days")
}

func drawRotation(t *rapid.T) *oncall.Rotation {
	r := &oncall.Rotation{
		Unit:   rapid.SampledFrom([]oncall.Unit{oncall.Hour, oncall.Day, oncall.Week, oncall.Month}).Draw(t, "unit"),
		Every:  rapid.IntRange(1, 5).Draw(t, "every"),
		Offset: rapid.IntRange(-3, 3).Draw(t, "offset"),
		Depth:  rapid.IntRange(1, 2).Draw(t, "depth"),
	}
	r.Anchor = drawInstant(t).Format("2006-01-02T") + drawClock(t)
	for range rapid.IntRange(1, 4).Draw(t, "turns") {
		r.Turns = append(r.Turns, drawUsers(t, 0))
	}
	if r.Unit == oncall.Day {
		r.Weekdays = drawDays(t)
	}
	return r
}

func drawOverride(t *rapid.T, id string, seq int) oncall.Override {
	o := oncall.Override{ID: id, Seq: seq, From: drawInstant(t), Tier: rapid.IntRange(0, 3).Draw(t, "tier"), Users: drawUsers(t, 1),
		Mode: rapid.SampledFrom([]oncall.Mode{oncall.Cover, oncall.Swap, oncall.Remove, oncall.Add}).Draw(t, "mode")}
	o.Until = o.From.Add(time.Duration(rapid.IntRange(1, 5000).Draw(t, "minutes")) * time.Minute)
	if o.Mode == oncall.Swap {
		o.Replaces = rapid.SampledFrom(drawnUsers).Draw(t, "replaces")
	}
	return o
}

func drawSchedule(t *rapid.T) oncall.Schedule {
	s := oncall.Schedule{ID: "drawn", TZ: rapid.SampledFrom(drawnZones).Draw(t, "tz"), Layers: []oncall.Layer{}}
	for i := range rapid.IntRange(1, 4).Draw(t, "layers") {
		l := oncall.Layer{ID: string(rune('a' + i)), Tier: rapid.IntRange(1, 2).Draw(t, "tier"), Priority: rapid.IntRange(0, 2).Draw(t, "priority")}
		if rapid.Bool().Draw(t, "own zone") {
			l.TZ = rapid.SampledFrom(drawnZones).Draw(t, "tz")
		}
		if rapid.Bool().Draw(t, "rotates") {
			l.Rotation = drawRotation(t)
		} else {
			l.Users = drawUsers(t, 1)
		}
		if rapid.Bool().Draw(t, "from") {
			l.From = drawInstant(t)
		}
		if rapid.Bool().Draw(t, "until") {
			l.Until = laterThan(l.From, drawInstant(t))
		}
		for range rapid.IntRange(0, 2).Draw(t, "windows") {
			l.Windows = append(l.Windows, oncall.Window{Days: drawDays(t), Start: drawClock(t), Minutes: rapid.SampledFrom([]int{1, 30, 480, 1440, 3780, 10080}).Draw(t, "length")})
		}
		s.Layers = append(s.Layers, l)
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "overrides") {
		s.Overrides = append(s.Overrides, drawOverride(t, string(rune('o'+i)), rapid.IntRange(0, 3).Draw(t, "seq")))
	}
	return s
}

func laterThan(from, until time.Time) time.Time {
	if !from.Before(until) {
		return from.Add(time.Hour)
	}
	return until
}

func TestDrawnSchedulesAreValidAndSurviveJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSchedule(t)
		if problems := oncall.Validate(s); len(problems) > 0 {
			t.Fatalf("not valid: %v", problems)
		}
		text, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		parsed, problems := oncall.Parse(text)
		if len(problems) > 0 {
			t.Fatalf("does not parse again: %v", problems)
		}
		again, _ := json.Marshal(parsed)
		if string(again) != string(text) {
			t.Fatalf("changed by JSON:\n%s\n%s", text, again)
		}
	})
}

func TestFinalScheduleIsAPartition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSchedule(t)
		from := drawInstant(t)
		until := from.Add(time.Duration(rapid.IntRange(1, 20*24*60).Draw(t, "span")) * time.Minute)
		shifts, gaps := oncall.Final(s, from, until)
		at := from
		for i, shift := range shifts {
			if !shift.From.Equal(at) || !shift.From.Before(shift.To) {
				t.Fatalf("shift %d begins at %v after one that ends at %v", i, shift.From, at)
			}
			if i > 0 && shift.Tiers.Equal(shifts[i-1].Tiers) {
				t.Fatalf("shifts %d and %d are the same people", i-1, i)
			}
			at = shift.To
		}
		if !at.Equal(until) {
			t.Fatalf("the last shift ends at %v, not at %v", at, until)
		}
		empty, told := time.Duration(0), time.Duration(0)
		for _, shift := range shifts {
			if len(shift.Tiers[0]) == 0 {
				empty += shift.To.Sub(shift.From)
			}
		}
		for _, gap := range gaps {
			told += gap.To.Sub(gap.From)
		}
		if empty != told {
			t.Fatalf("tier 1 is empty for %v, the gaps cover %v", empty, told)
		}
	})
}

func TestNobodyChangesBetweenBoundaries(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSchedule(t)
		from := drawInstant(t)
		shifts, _ := oncall.Final(s, from, from.Add(10*24*time.Hour))
		for _, shift := range shifts {
			minutes := int(shift.To.Sub(shift.From) / time.Minute)
			for _, at := range []time.Time{shift.From, shift.To.Add(-1), shift.From.Add(time.Duration(rapid.IntRange(0, minutes-1).Draw(t, "inside")) * time.Minute)} {
				if tiers := oncall.OnCall(s, at); !tiers.Equal(shift.Tiers) {
					t.Fatalf("at %v on call %v, the shift %v–%v says %v", at, tiers, shift.From, shift.To, shift.Tiers)
				}
			}
		}
	})
}

func TestNextIsTheFirstLaterChange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSchedule(t)
		at := drawInstant(t)
		next, tiers, ok := oncall.Next(s, at)
		shifts, _ := oncall.Final(s, at, at.Add(oncall.NextHorizon))
		if !ok {
			if len(shifts) != 1 {
				t.Fatalf("no next handoff, but the schedule changes at %v", shifts[1].From)
			}
			return
		}
		if !next.After(at) || !tiers.Equal(oncall.OnCall(s, next)) || tiers.Equal(oncall.OnCall(s, at)) {
			t.Fatalf("next after %v is %v %v", at, next, tiers)
		}
		if len(shifts) < 2 || !shifts[1].From.Equal(next) {
			t.Fatalf("next after %v is %v, the final schedule %v", at, next, shifts[:min(2, len(shifts))])
		}
	})
}

func TestNobodyIsOnCallTwice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		users := oncall.OnCall(drawSchedule(t), drawInstant(t)).RingOrder()
		sorted := slices.Sorted(slices.Values(users))
		if len(slices.Compact(sorted)) != len(users) {
			t.Fatalf("on call twice: %v", users)
		}
	})
}

func TestAnOverrideTakenBackChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSchedule(t)
		from := drawInstant(t)
		before, _ := oncall.Final(s, from, from.Add(15*24*time.Hour))
		with := s
		with.Overrides = append(slices.Clone(s.Overrides), drawOverride(t, "new", 9))
		o := with.Overrides[len(with.Overrides)-1]
		for _, shift := range before { // outside its span nothing changes even while it is there
			if (shift.To.Before(o.From) || !shift.From.Before(o.Until)) && !oncall.OnCall(with, shift.From).Equal(shift.Tiers) {
				t.Fatalf("an override of %v–%v changed %v", o.From, o.Until, shift.From)
			}
		}
		with.Overrides = with.Overrides[:len(with.Overrides)-1]
		after, _ := oncall.Final(with, from, from.Add(15*24*time.Hour))
		if !reflect.DeepEqual(before, after) {
			t.Fatalf("before %v, after %v", before, after)
		}
	})
}

func TestAnEditNeverSwapsThePresentPerson(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawRotation(t)
		zone := rapid.SampledFrom(drawnZones).Draw(t, "tz")
		s := oncall.Schedule{ID: "s", TZ: zone, Layers: []oncall.Layer{{ID: "l", Tier: 1, From: firstDay, Rotation: r}}}
		at := firstDay.Add(time.Duration(rapid.IntRange(1, 60*24*60).Draw(t, "minute")) * time.Minute)
		before := oncall.OnCall(s, at)
		edited := s
		var err error
		if rapid.Bool().Draw(t, "length") {
			unit := rapid.SampledFrom([]oncall.Unit{oncall.Hour, oncall.Day, oncall.Week, oncall.Month}).Draw(t, "new unit")
			edited.Layers, err = oncall.ReviseLength(s.Layers[0], zone, at, unit, rapid.IntRange(1, 5).Draw(t, "new every"))
		} else {
			turns := rapid.Permutation(append(slices.Clone(r.Turns), []string{"new"})).Draw(t, "new turns")
			edited.Layers, err = oncall.ReviseTurns(s.Layers[0], zone, at, turns)
		}
		if err != nil || len(edited.Layers) != 2 || len(oncall.Validate(edited)) > 0 {
			t.Fatalf("%v %v %v", err, edited.Layers, oncall.Validate(edited))
		}
		if after := oncall.OnCall(edited, at); !slices.Equal(after[0], before[0]) {
			t.Fatalf("at the edit %v was on, then %v", before, after)
		}
		old, _ := oncall.Final(s, firstDay, at)
		past, _ := oncall.Final(edited, firstDay, at)
		if !reflect.DeepEqual(old, past) {
			t.Fatalf("the past changed from %v to %v", old, past)
		}
	})
}
