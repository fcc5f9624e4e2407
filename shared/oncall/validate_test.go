package oncall_test

import (
	"strings"
	"testing"
	"time"

	"ringdown/shared/oncall"
	"ringdown/shared/problem"
)

func comparePaths(t *testing.T, problems []problem.Problem, want string) {
	t.Helper()
	paths := []string{}
	for _, p := range problems {
		paths = append(paths, p.Path)
		if p.Message == "" {
			t.Errorf("%s: no message", p.Path)
		}
	}
	if got := strings.Join(paths, " "); got != want {
		t.Errorf("problems at\n%s, want\n%s\n%v", got, want, problems)
	}
}

// One schedule with every kind of fault: all are told at once, in the order of the fields.
func TestValidateTellsAllFaultsAtOnce(t *testing.T) {
	_, problems := oncall.Parse([]byte(`{"id": " ", "tz": "UTC+2", "version": -1, "colour": "red",
		"layers": [
			{"id": "a", "tier": 0, "priority": 101, "tz": "Etc/GMT+5", "from": "2026-02-01T00:00:00Z", "until": "2026-02-01T00:00:30Z"},
			{"id": "a", "users": ["x", "", "x"], "rotation": {"unit": "year", "every": 1, "anchor": "2026-02-30T09:00", "turns": [], "turn": 1, "depth": 11}},
			{"id": "", "tier": 10, "rotation": {"unit": "week", "every": 54, "anchor": "1950-01-01T09:00Z", "turns": [["x"], [], ["y", "y"]], "offset": 2000000, "weekdays": ["MO", "XX", "MO"], "depth": 2},
			 "windows": [{"start": "24:00", "minutes": 10081, "days": ["mo"]}, {"start": "00:00", "minutes": 0}]}],
		"overrides": [
			{"id": "o", "seq": -1, "tier": 11, "mode": "swap", "users": [], "from": "2026-02-02T00:00:00Z", "until": "2026-02-01T00:00:00Z"},
			{"id": "o", "mode": "cover", "users": [], "replaces": "x"},
			{"id": "p", "mode": "take", "from": "2026-02-01T00:00:00Z", "until": "2026-02-02T00:00:00Z"}]}`))
	comparePaths(t, problems, "colour layers[1].rotation.turn "+
		"id tz version "+
		"layers[0].tier layers[0].priority layers[0].tz layers[0].until layers[0] "+
		"layers[1].id layers[1] layers[1].users[1] layers[1].users[2] layers[1].rotation.unit layers[1].rotation.anchor layers[1].rotation.turns layers[1].rotation.depth "+
		"layers[2].id layers[2].rotation.every layers[2].rotation.anchor layers[2].rotation.turns[2][1] layers[2].rotation.offset "+
		"layers[2].rotation.weekdays[1] layers[2].rotation.weekdays[2] layers[2].rotation.weekdays layers[2].rotation.depth "+
		"layers[2].windows[0].days[0] layers[2].windows[0].start layers[2].windows[0].minutes layers[2].windows[1].minutes "+
		"overrides[0].seq overrides[0].tier overrides[0].until overrides[0].users overrides[0].replaces "+
		"overrides[1].id overrides[1].from overrides[1].replaces "+
		"overrides[2].mode")
}

func TestMessagesSayWhatToWrite(t *testing.T) {
	_, problems := oncall.Parse([]byte(`{"id":"s","tz":"Local","layers":[{"id":"l","rotation":{"anchor":"9:00","unit":"day","turns":[]}}],"overrides":[{"id":"o","mode":"x"}]}`))
	text := ""
	for _, p := range problems {
		text += p.String() + "\n"
	}
	for _, want := range []string{"like Europe/Berlin", "write it like 2026-03-30T09:00", "write at least one group", "write cover, swap, remove or add"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
}

func TestCheckZone(t *testing.T) {
	for _, tz := range []string{"UTC", "Etc/UTC", "Europe/Berlin", "America/Argentina/Ushuaia", "Asia/Kathmandu", "Pacific/Apia", "US/Pacific"} {
		if err := oncall.CheckZone(tz); err != nil {
			t.Errorf("%s: %v", tz, err)
		}
	}
	for _, tz := range []string{"", "Local", "UTC+2", "+02:00", "GMT+1", "Etc/GMT+5", "Etc/GMT", "EST", "MST", "HST", "GMT", "localtime", "posix/Europe/Berlin",
		"right/Europe/Berlin", "posixrules", "../Europe/Berlin", "/Europe/Berlin", "Europe", "Europe/", "Europe/Atlantis", "europe/berlin"} {
		if err := oncall.CheckZone(tz); err == nil {
			t.Errorf("%q was taken", tz)
		}
	}
}

func TestLimits(t *testing.T) {
	layer := oncall.Layer{ID: "l", Tier: 1, Priority: 1, Users: []string{"x"}}
	s := oncall.Schedule{ID: strings.Repeat("s", oncall.MaxIDLength+1), TZ: "UTC"}
	for i := range oncall.MaxLayers + 1 {
		layer.ID = "l" + strings.Repeat("'", i%100) + string(rune('A'+i/100))
		s.Layers = append(s.Layers, layer)
	}
	s.Layers[0].Windows = make([]oncall.Window, oncall.MaxLayerWindows+1)
	for i := range s.Layers[0].Windows {
		s.Layers[0].Windows[i] = oncall.Window{Start: "08:00", Minutes: 1}
	}
	users := []string{}
	for i := range oncall.MaxGroupUsers + 1 {
		users = append(users, strings.Repeat("u", i+1))
	}
	s.Layers[1].Users = users
	s.Layers[2].Users = nil
	s.Layers[2].Rotation = &oncall.Rotation{Unit: oncall.Hour, Every: 366*24 + 1, Anchor: "2026-01-01T00:00", Depth: 1, Turns: make([][]string, oncall.MaxTurns+1)}
	start := time.Unix(1780000000, 0).UTC()
	for i := range oncall.MaxOverrides + 1 {
		s.Overrides = append(s.Overrides, oncall.Override{ID: "o" + strings.Repeat("'", i%100) + string(rune('A'+i/100)), Mode: oncall.Cover, From: start, Until: start.Add(time.Hour)})
	}
	comparePaths(t, oncall.Validate(s), "id layers overrides layers[0].windows layers[1].users layers[2].rotation.every layers[2].rotation.turns")
	if _, problems := oncall.Parse([]byte(strings.Repeat(" ", oncall.MaxParseBytes+1))); len(problems) != 1 || !strings.Contains(problems[0].Message, "longer than") {
		t.Errorf("too long a text: %v", problems)
	}
}

func TestParseRefusesWhatIsNotASchedule(t *testing.T) {
	for text, want := range map[string]string{
		``:                   "cannot be read",
		`[]`:                 "cannot be read",
		`{"layers":7}`:       "cannot be read",
		`{"id":"a"} {}`:      "something follows",
		`{"tz":"UTC","id":7`: "cannot be read",
	} {
		if _, problems := oncall.Parse([]byte(text)); len(problems) != 1 || !strings.Contains(problems[0].Message, want) {
			t.Errorf("%q: %v", text, problems)
		}
	}
}

func TestWhatJSONMayLeaveOut(t *testing.T) {
	s, problems := oncall.Parse([]byte(`{"id":"s","tz":"UTC","layers":[{"id":"l","rotation":{"unit":"day","anchor":"2026-01-01T09:00:00","turns":[["x"]]}}],
		"overrides":[{"id":"one","mode":"add","users":["y"],"from":"2026-01-01T00:00:00Z","until":"2026-01-02T00:00:00Z"},
		{"id":"all","tier":0,"mode":"add","users":["z"],"from":"2026-01-01T00:00:00Z","until":"2026-01-02T00:00:00Z"}]}`))
	l, r := s.Layers[0], s.Layers[0].Rotation
	if len(problems) > 0 || l.Tier != 1 || l.Priority != 1 || r.Every != 1 || r.Depth != 1 || s.Overrides[0].Tier != 1 || s.Overrides[1].Tier != 0 || r.Anchor != "2026-01-01T09:00" {
		t.Errorf("%+v %+v %v %v", l, r, s.Overrides, problems)
	}
}
