package oncall_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"ringdown/shared/oncall"
)

// FuzzParse holds that no text makes the parser or, once it has no problems, any function fail, and
// that what was parsed is what is stored again.
func FuzzParse(f *testing.F) {
	files, err := filepath.Glob("../../testdata/rotations/*.json")
	if err != nil || len(files) == 0 {
		f.Fatalf("no seeds in testdata/rotations: %v", err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		var file struct {
			Cases []struct {
				Schedule json.RawMessage `json:"schedule"`
			} `json:"cases"`
		}
		if err := json.Unmarshal(text, &file); err != nil {
			f.Fatalf("%s: %v", name, err)
		}
		for _, c := range file.Cases {
			if c.Schedule != nil {
				f.Add([]byte(c.Schedule))
			}
		}
	}
	f.Add([]byte(`{"id":"s","tz":"Pacific/Apia","layers":[{"id":"l","rotation":{"unit":"month","every":12,"anchor":"2024-02-29T23:59:59","turns":[[],["a"]],"offset":-7,"depth":3}}]}`))
	f.Add([]byte(`{"id":"","tz":"Local","layers":[{"rotation":{"every":-1,"weekdays":["XX","MO","MO"]},"users":[""],"windows":[{"start":"25:00","minutes":0}]}],"overrides":[{"mode":"swap"}]}`))
	f.Add([]byte(`null`))
	f.Fuzz(func(t *testing.T, text []byte) {
		s, problems := oncall.Parse(text)
		at := instant(t, "2025-03-30T01:00:00Z")
		tiers := oncall.OnCall(s, at) // never panics, whatever the problems
		if len(problems) > 0 {
			return
		}
		if next, _, ok := oncall.Next(s, at); ok && !next.After(at) {
			t.Fatalf("next handoff after %v is %v", at, next)
		}
		oncall.Warnings(s, at, map[string]bool{})
		stored, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		again, problems := oncall.Parse(stored)
		if len(problems) > 0 {
			t.Fatalf("stored as %s, which has problems %v", stored, problems)
		}
		if !oncall.OnCall(again, at).Equal(tiers) {
			t.Fatalf("stored as %s, which puts others on call", stored)
		}
	})
}

func TestUnvalidatedNumbersDoNotPanic(t *testing.T) {
	for _, every := range []int{0, -1, 1 << 62, 1<<63 - 1} {
		for _, unit := range []oncall.Unit{oncall.Hour, oncall.Day, oncall.Week, oncall.Month, "year"} {
			r := oncall.Rotation{Unit: unit, Every: every, Anchor: "x", Turns: [][]string{{"a"}, {"b"}}, Offset: 1 << 62, Depth: 1 << 62, Weekdays: []oncall.Weekday{"MO"}}
			s := oncall.Schedule{Layers: []oncall.Layer{{Tier: 1 << 62, Rotation: &r}, {Tier: -5, Users: []string{"c"}}}, Overrides: []oncall.Override{{Tier: 1 << 62}}}
			if got := oncall.OnCall(s, instant(t, "2025-03-30T01:00:00Z")); got[0][0] != "c" {
				t.Errorf("on call %v", got)
			}
		}
	}
}
