package oncallcheck

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"ringdown/shared/oncall"
)

var runners = map[string]runner{
	"samples":  runSamples,
	"handoffs": runHandoffs,
	"render":   runRender,
	"next":     runNext,
	"edit":     runEdit,

	"escalation": runEscalation,
	"notify":     runNotify,
}

// decode reads a case and insists on its parts, so that a case with a misspelt part fails instead
// of passing on zero values.
func decode(text json.RawMessage, into any, parts ...string) error {
	var present map[string]json.RawMessage
	if err := json.Unmarshal(text, &present); err != nil {
		return err
	}
	for _, part := range parts {
		if _, ok := present[part]; !ok {
			return fmt.Errorf("%q is missing", part)
		}
	}
	return json.Unmarshal(text, into)
}

func runSamples(text json.RawMessage) (*outcome, error) {
	var c struct {
		Schedule oncall.Schedule `json:"schedule"`
		Expect   struct {
			Samples []struct {
				At    time.Time    `json:"at"`
				Tiers oncall.Tiers `json:"tiers"`
			} `json:"samples"`
		} `json:"expect"`
	}
	if err := decode(text, &c, "schedule", "expect"); err != nil {
		return nil, err
	}
	if len(c.Expect.Samples) == 0 {
		return nil, errors.New("it expects no samples")
	}
	if err := computable(c.Schedule); err != nil {
		return nil, err
	}
	var expected, got []string
	for _, sample := range c.Expect.Samples {
		if tiers := oncall.OnCall(c.Schedule, sample.At); !tiers.Equal(sample.Tiers) {
			expected = append(expected, stamp(sample.At)+" "+people(sample.Tiers))
			got = append(got, stamp(sample.At)+" "+people(tiers))
		}
	}
	return differ(expected, got), nil
}

func runHandoffs(text json.RawMessage) (*outcome, error) {
	var c struct {
		TZ       string          `json:"tz"`
		Rotation oncall.Rotation `json:"rotation"`
		From     time.Time       `json:"from"`
		To       time.Time       `json:"to"`
		Expect   struct {
			Handoffs []time.Time `json:"handoffs"`
		} `json:"expect"`
	}
	if err := decode(text, &c, "tz", "rotation", "from", "to", "expect"); err != nil {
		return nil, err
	}
	if err := computableRotation(c.TZ, c.Rotation); err != nil {
		return nil, err
	}
	return differ(stamps(c.Expect.Handoffs), stamps(oncall.Handoffs(c.Rotation, c.TZ, c.From, c.To))), nil
}

type span struct{ from, to time.Time }

func runRender(text json.RawMessage) (*outcome, error) {
	var c struct {
		Schedule oncall.Schedule `json:"schedule"`
		From     time.Time       `json:"from"`
		To       time.Time       `json:"to"`
		Expect   struct {
			Segments []oncall.Shift  `json:"segments"`
			Gaps     *[][2]time.Time `json:"gaps_tier1"`
		} `json:"expect"`
	}
	if err := decode(text, &c, "schedule", "from", "to", "expect"); err != nil {
		return nil, err
	}
	if err := computable(c.Schedule); err != nil {
		return nil, err
	}
	if c.To.Sub(c.From) > oncall.MaxSpan {
		return nil, fmt.Errorf("it renders more than %v", oncall.MaxSpan)
	}
	shifts, gaps := oncall.Final(c.Schedule, c.From, c.To)
	expected, got := segments(c.Expect.Segments), segments(shifts)
	if c.Expect.Gaps != nil {
		var want, have []span
		for _, gap := range *c.Expect.Gaps {
			want = append(want, span{gap[0], gap[1]})
		}
		for _, gap := range gaps {
			have = append(have, span{gap.From, gap.To})
		}
		expected, got = append(expected, spans(want)...), append(got, spans(have)...)
	}
	return differ(expected, got), nil
}

func runNext(text json.RawMessage) (*outcome, error) {
	var c struct {
		Schedule oncall.Schedule `json:"schedule"`
		At       time.Time       `json:"at"`
		Expect   *struct {
			At    *time.Time    `json:"at"`
			Tiers *oncall.Tiers `json:"tiers"`
		} `json:"expect"`
	}
	if err := decode(text, &c, "schedule", "at", "expect"); err != nil {
		return nil, err
	}
	if err := computable(c.Schedule); err != nil {
		return nil, err
	}
	at, tiers, ok := oncall.Next(c.Schedule, c.At)
	got := "never"
	if ok {
		got = stamp(at)
	}
	expected := "never"
	if c.Expect != nil && c.Expect.At != nil {
		expected = stamp(*c.Expect.At)
		if c.Expect.Tiers != nil {
			expected += " " + people(*c.Expect.Tiers)
			got += " " + people(tiers)
		}
	}
	return differ([]string{expected}, []string{got}), nil
}

// runEdit compares the groups of the present turn and of those that follow it after an edit.
func runEdit(text json.RawMessage) (*outcome, error) {
	var c struct {
		TZ       string          `json:"tz"`
		Rotation oncall.Rotation `json:"rotation"`
		At       time.Time       `json:"at"`
		NewTurns [][]string      `json:"new_turns"`
		Expect   struct {
			Sequence [][]string `json:"sequence"`
		} `json:"expect"`
	}
	if err := decode(text, &c, "tz", "rotation", "at", "new_turns", "expect"); err != nil {
		return nil, err
	}
	if err := computableRotation(c.TZ, c.Rotation); err != nil {
		return nil, err
	}
	sequence := oncall.TurnsAfterEdit(c.Rotation, c.TZ, c.At, c.NewTurns, len(c.Expect.Sequence))
	var expected, got []string
	for i, group := range c.Expect.Sequence {
		expected = append(expected, people(oncall.Tiers{group}))
		got = append(got, people(oncall.Tiers{sequence[i]}))
	}
	return differ(expected, got), nil
}

// computable refuses what the rules give no answer for. Limits are not looked at: a case may be
// larger than a real schedule.
func computable(s oncall.Schedule) error {
	if err := zoneLoads(s.TZ); err != nil {
		return err
	}
	for _, l := range s.Layers {
		tz := s.TZ
		if l.TZ != "" {
			tz = l.TZ
		}
		if err := zoneLoads(tz); err != nil {
			return fmt.Errorf("layer %q: %w", l.ID, err)
		}
		if l.Rotation != nil {
			if err := computableRotation(tz, *l.Rotation); err != nil {
				return fmt.Errorf("layer %q: %w", l.ID, err)
			}
		}
		for _, w := range l.Windows {
			if _, err := time.Parse("15:04", w.Start); err != nil || len(w.Start) != 5 {
				return fmt.Errorf("layer %q: window start %q is not a time of day like 08:30", l.ID, w.Start)
			}
			if w.Minutes < 1 || w.Minutes > oncall.MaxWindowMinutes {
				return fmt.Errorf("layer %q: a window of %d minutes; 1 to %d are possible", l.ID, w.Minutes, oncall.MaxWindowMinutes)
			}
			if err := weekdaysKnown(w.Days); err != nil {
				return fmt.Errorf("layer %q: %w", l.ID, err)
			}
		}
	}
	for _, o := range s.Overrides {
		if !slices.Contains([]oncall.Mode{oncall.Cover, oncall.Swap, oncall.Remove, oncall.Add}, o.Mode) {
			return fmt.Errorf("override %q: mode %q is unknown", o.ID, o.Mode)
		}
	}
	return nil
}

func computableRotation(tz string, r oncall.Rotation) error {
	if err := zoneLoads(tz); err != nil {
		return err
	}
	if !slices.Contains([]oncall.Unit{oncall.Hour, oncall.Day, oncall.Week, oncall.Month}, r.Unit) {
		return fmt.Errorf("rotation unit %q is unknown", r.Unit)
	}
	if r.Every < 1 {
		return fmt.Errorf("rotation every %d; it starts at 1", r.Every)
	}
	if _, err := oncall.Instant(tz, r.Anchor); err != nil {
		return fmt.Errorf("rotation anchor: %w", err)
	}
	return weekdaysKnown(r.Weekdays)
}

func zoneLoads(tz string) error {
	if _, err := time.LoadLocation(tz); err != nil || tz == "" || tz == "Local" {
		return fmt.Errorf("zone %q is unknown", tz)
	}
	return nil
}

func weekdaysKnown(days []oncall.Weekday) error {
	for _, day := range days {
		if !strings.Contains(" MO TU WE TH FR SA SU ", " "+string(day)+" ") {
			return fmt.Errorf("weekday %q is unknown; write MO to SU", day)
		}
	}
	return nil
}
