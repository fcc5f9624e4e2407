package oncall_test

import (
	"strings"
	"testing"
	"time"

	"ringdown/shared/oncall"
)

func TestWarningsOfGapsLookThirtyDaysAhead(t *testing.T) {
	from := instant(t, "2025-06-01T00:00:00Z")
	s := scheduleOf(t, `{"tz":"UTC","layers":[{"id":"a","until":"2025-06-30T00:00:00Z","users":["A"]},{"id":"b","tier":2,"until":"2025-06-29T12:00:00Z","users":["B"]}],
		"overrides":[{"id":"o","mode":"cover","users":[],"from":"2025-06-10T00:00:00Z","until":"2025-06-10T01:00:00Z"}]}`)
	got := []string{}
	for _, w := range oncall.Warnings(s, from, nil) {
		got = append(got, string(w.Code)+" "+w.At.Format("02T15")+"-"+w.Until.Format("02T15"))
	}
	if strings.Join(got, ", ") != "nobody 30T00-01T00, gap 10T00-10T01, empty_tier 29T12-30T00" {
		t.Errorf("warnings %v", got)
	}
	if warnings := oncall.Warnings(s, from.Add(-3*24*time.Hour), nil); codes(warnings) != "gap" {
		t.Errorf("three days earlier: %v", warnings)
	}
}

func TestWarningsAreBounded(t *testing.T) {
	s := scheduleOf(t, `{"tz":"UTC","layers":[{"id":"a","users":["A"],"windows":[{"start":"09:00","minutes":480}]}]}`)
	warnings := oncall.Warnings(s, instant(t, "2025-06-01T00:00:00Z"), map[string]bool{"A": true})
	if len(warnings) != oncall.MaxWarnings {
		t.Errorf("%d warnings of the same kind", len(warnings))
	}
}

func TestWarningsOfOverridesThatChangeNothing(t *testing.T) {
	const span = `,"from":"2025-06-10T00:00:00Z","until":"2025-06-10T01:00:00Z"}`
	for text, want := range map[string]string{
		`"mode":"swap","replaces":"A","users":["X"]`:          "",
		`"mode":"swap","replaces":"Z","users":["X"]`:          `"Z" is not on call then`,
		`"mode":"remove","users":["Y","Z"]`:                   `"Y", "Z" are not on call then`,
		`"mode":"add","users":["A"]`:                          `"A" is already on call then`,
		`"mode":"cover","users":["A"]`:                        "the same people",
		`"mode":"cover","tier":0,"users":["A"]`:               "the same people",
		`"mode":"swap","tier":2,"replaces":"A","users":["X"]`: `"A" is not on call then`,
	} {
		s := scheduleOf(t, `{"tz":"UTC","layers":[{"id":"a","users":["A"]}],"overrides":[{"id":"o",`+text+span+`]}`)
		message := ""
		for _, w := range oncall.Warnings(s, instant(t, "2025-06-01T00:00:00Z"), nil) {
			if w.Code == oncall.WarnIdleOverride {
				message = w.Message
			}
		}
		if (message == "") != (want == "") || !strings.Contains(message, want) {
			t.Errorf("%s: %q, want %q", text, message, want)
		}
		late := oncall.Warnings(s, instant(t, "2025-06-10T01:00:00Z"), nil)
		if strings.Contains(codes(late), "idle_override") {
			t.Errorf("%s is warned of after its end", text)
		}
	}
}
