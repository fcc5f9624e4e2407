package oncall_test

import (
	"strings"
	"testing"
	"time"

	"ringdown/shared/oncall"
)

func rotatingLayer() oncall.Layer {
	r := rotationAt("week", 1, "2025-06-02T09:00")
	return oncall.Layer{ID: "l", Tier: 1, Priority: 1, Rotation: &r}
}

func TestReviseTurnsWritesANewVersion(t *testing.T) {
	at := instant(t, "2025-06-11T12:00:00Z") // B's week
	layers, err := oncall.ReviseTurns(rotatingLayer(), "UTC", at, [][]string{{"N"}, {"A"}, {"B"}, {"C"}})
	if err != nil || len(layers) != 2 || !layers[0].Until.Equal(at) || !layers[1].From.Equal(at) || layers[1].ID != "l@20250611T120000Z" || layers[0].ID != "l" {
		t.Fatalf("%+v %v", layers, err)
	}
	s := oncall.Schedule{ID: "s", TZ: "UTC", Layers: layers}
	expect(t, s, sample{"2025-06-11T11:59:00Z", "B"}, sample{"2025-06-11T12:00:00Z", "B"}, sample{"2025-06-16T09:00:00Z", "C"}, sample{"2025-06-23T09:00:00Z", "N"},
		sample{"2025-06-02T08:59:00Z", "-"}, sample{"2025-06-02T09:00:00Z", "A"})
	again, err := oncall.ReviseTurns(layers[1], "UTC", at.Add(time.Hour), [][]string{{"B"}})
	if err != nil || again[1].ID != "l@20250611T130000Z" {
		t.Errorf("a version of a version: %+v %v", again, err)
	}
}

func TestReviseTurnsBeforeTheStartReplacesTheLayer(t *testing.T) {
	layers, err := oncall.ReviseTurns(rotatingLayer(), "UTC", instant(t, "2025-05-01T00:00:00Z"), [][]string{{"N"}, {"A"}})
	if err != nil || len(layers) != 1 {
		t.Fatalf("%+v %v", layers, err)
	}
	expect(t, oncall.Schedule{ID: "s", TZ: "UTC", Layers: layers}, sample{"2025-06-02T08:59:00Z", "-"}, sample{"2025-06-02T09:00:00Z", "A"}, sample{"2025-06-09T09:00:00Z", "N"})
}

func TestReviseLengthStartsFromThePresentTurn(t *testing.T) {
	at := instant(t, "2025-06-11T12:00:00Z") // the third day of B's week
	layers, err := oncall.ReviseLength(rotatingLayer(), "UTC", at, oncall.Day, 1)
	if err != nil || len(layers) != 2 || layers[1].Rotation.Anchor != "2025-06-09T09:00" {
		t.Fatalf("%+v %v", layers, err)
	}
	s := oncall.Schedule{ID: "s", TZ: "UTC", Layers: layers}
	expect(t, s, sample{"2025-06-10T12:00:00Z", "B"}, sample{"2025-06-11T12:00:00Z", "B"}, sample{"2025-06-12T09:00:00Z", "C"}, sample{"2025-06-13T09:00:00Z", "A"})
	layers, err = oncall.ReviseLength(rotatingLayer(), "UTC", at, oncall.Week, 2)
	if err != nil {
		t.Fatal(err)
	}
	s.Layers = layers
	expect(t, s, sample{"2025-06-11T12:00:00Z", "B"}, sample{"2025-06-22T12:00:00Z", "B"}, sample{"2025-06-23T09:00:00Z", "C"})
}

func TestWhatCannotBeRevised(t *testing.T) {
	at := instant(t, "2025-06-11T12:00:00Z")
	ended := rotatingLayer()
	ended.Until = at
	if _, err := oncall.ReviseTurns(ended, "UTC", at, nil); err == nil || !strings.Contains(err.Error(), "add a new layer") {
		t.Errorf("an ended layer: %v", err)
	}
	if _, err := oncall.ReviseLength(oncall.Layer{ID: "u", Users: []string{"A"}}, "UTC", at, oncall.Day, 1); err == nil || !strings.Contains(err.Error(), `"u"`) {
		t.Errorf("a layer of users: %v", err)
	}
	if _, err := oncall.ChangeZone(oncall.Schedule{ID: "s"}, "Local", at); err == nil {
		t.Error("Local as a zone")
	}
}

func TestChangeZoneOfAPastAndAFutureLayer(t *testing.T) {
	past, future := rotatingLayer(), rotatingLayer()
	past.ID, past.Until = "past", instant(t, "2025-06-30T07:00:00Z")
	future.ID, future.Rotation = "future", &oncall.Rotation{Unit: oncall.Week, Every: 1, Anchor: "2025-09-01T09:00", Depth: 1, Turns: [][]string{{"F"}}}
	s := oncall.Schedule{ID: "s", TZ: "Europe/Berlin", Layers: []oncall.Layer{past, future}}
	changed, err := oncall.ChangeZone(s, "Asia/Tokyo", instant(t, "2025-07-15T00:00:00Z"))
	if err != nil || len(changed.Layers) != 2 {
		t.Fatalf("%+v %v", changed.Layers, err)
	}
	expect(t, changed, sample{"2025-06-02T06:59:00Z", "-"}, sample{"2025-06-02T07:00:00Z", "A"}, sample{"2025-08-31T23:59:00Z", "-"}, sample{"2025-09-01T00:00:00Z", "F"})
}

func TestBalance(t *testing.T) {
	s := scheduleOf(t, `{"tz":"Europe/Berlin","layers":[{"id":"l","rotation":{"unit":"day","anchor":"2025-03-29T00:00","turns":[["A"],["B"]]}}]}`)
	shifts, _ := oncall.Final(s, instant(t, "2025-03-28T23:00:00Z"), instant(t, "2025-03-30T22:00:00Z"))
	b := oncall.BalanceOf(shifts, 1, []string{"A"})
	if len(b.Hours) != 2 || b.Hours[0] != (oncall.UserHours{User: "A", Hours: 24}) || b.Hours[1] != (oncall.UserHours{User: "B", Hours: 23}) || b.Score != 23.0/24 || !b.Balanced {
		t.Errorf("a day of 23 hours: %+v", b)
	}
	b = oncall.BalanceOf(shifts, 1, []string{"idle", "A"}) // pairs: 0/24, 0/23, 23/24
	if b.Hours[0].User != "idle" || b.Balanced || b.Score < 0.319 || b.Score > 0.32 {
		t.Errorf("one without hours: %+v", b)
	}
	if b = oncall.BalanceOf(shifts, 2, nil); len(b.Hours) != 0 || b.Score != 1 || !b.Balanced {
		t.Errorf("a tier of nobody: %+v", b)
	}
}
