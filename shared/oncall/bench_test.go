package oncall_test

import (
	"fmt"
	"testing"
	"time"

	"ringdown/shared/oncall"
)

// largeSchedule has ten rotating layers of twenty people in several zones, half of them within
// windows, and fifty overrides.
func largeSchedule() oncall.Schedule {
	s := oncall.Schedule{ID: "large", TZ: "America/Chicago"}
	zones := []string{"", "Europe/Berlin", "Australia/Lord_Howe"}
	units := []oncall.Unit{oncall.Week, oncall.Day, oncall.Hour, oncall.Month}
	for i := range 10 {
		r := &oncall.Rotation{Unit: units[i%4], Every: 1 + i%3, Anchor: "2026-01-05T09:00", Depth: 1 + i%2}
		for j := range 20 {
			r.Turns = append(r.Turns, []string{fmt.Sprintf("user-%d-%d", i, j)})
		}
		l := oncall.Layer{ID: fmt.Sprintf("layer-%d", i), Tier: 1 + i%3, Priority: 1 + i%2, TZ: zones[i%3], Rotation: r}
		if i%2 == 0 {
			l.Windows = []oncall.Window{{Days: []oncall.Weekday{"MO", "TU", "WE", "TH", "FR"}, Start: "08:00", Minutes: 720}}
		}
		s.Layers = append(s.Layers, l)
	}
	start := time.Unix(1780000000, 0).UTC().Truncate(time.Hour)
	for i := range 50 {
		from := start.Add(time.Duration(i*37) * time.Hour)
		s.Overrides = append(s.Overrides, oncall.Override{ID: fmt.Sprintf("o-%d", i), Seq: i, From: from, Until: from.Add(40 * time.Hour),
			Tier: i % 3, Mode: []oncall.Mode{oncall.Cover, oncall.Add, oncall.Remove}[i%3], Users: []string{"user-0-1", "x"}})
	}
	return s
}

func BenchmarkOnCall(b *testing.B) {
	s := largeSchedule()
	at := s.Overrides[10].From.Add(time.Minute)
	b.ReportAllocs()
	for b.Loop() {
		oncall.OnCall(s, at)
	}
}

func BenchmarkNext(b *testing.B) {
	s := largeSchedule()
	at := s.Overrides[10].From.Add(time.Minute)
	b.ReportAllocs()
	for b.Loop() {
		oncall.Next(s, at)
	}
}

func BenchmarkFinal90Days(b *testing.B) {
	s := largeSchedule()
	from := s.Overrides[0].From
	b.ReportAllocs()
	for b.Loop() {
		oncall.Final(s, from, from.Add(90*24*time.Hour))
	}
}

func BenchmarkInstant(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := oncall.Instant("America/Havana", "2024-03-10T00:00"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	text := []byte(`{"id":"ops","tz":"Europe/Berlin","layers":[{"id":"week","rotation":{"unit":"week","every":1,"anchor":"2026-03-30T09:00","turns":[["ada"],["ben"]]}}]}`)
	b.ReportAllocs()
	for b.Loop() {
		if _, problems := oncall.Parse(text); len(problems) > 0 {
			b.Fatal(problems)
		}
	}
}
