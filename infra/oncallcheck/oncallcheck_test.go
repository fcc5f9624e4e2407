package oncallcheck

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func run(t *testing.T, text string) (output string, failed bool) {
	t.Helper()
	out := &strings.Builder{}
	failed, err := Run(strings.NewReader(text), out)
	if err != nil {
		t.Fatal(err)
	}
	return out.String(), failed
}

func TestOwnCasesPass(t *testing.T) {
	files, err := filepath.Glob("../../testdata/rotations/*.json")
	if err != nil || len(files) < 2 {
		t.Fatalf("case files: %v, %v", files, err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		output, failed := run(t, string(text))
		if failed || strings.HasPrefix(output, "0 passed") || !strings.HasSuffix(output, " 0 failed, 0 skipped\n") {
			t.Errorf("%s:\n%s", name, output)
		}
	}
}

const always = `"schedule": {"tz": "UTC", "layers": [{"id": "l", "users": ["ana"]}]}`

func TestEachKindCanFail(t *testing.T) {
	rotation := `"tz": "UTC", "rotation": {"unit": "day", "every": 1, "anchor": "2026-06-01T00:00", "turns": [["ana"], ["bo"]]}`
	cases := map[string]string{
		"wrong person":   `"kind": "samples", ` + always + `, "expect": {"samples": [{"at": "2026-06-01T00:00:00Z", "tiers": [["bo"]]}]}`,
		"wrong order":    `"kind": "samples", "schedule": {"tz": "UTC", "layers": [{"id": "l", "users": ["ana", "bo"]}]}, "expect": {"samples": [{"at": "2026-06-01T00:00:00Z", "tiers": [["bo", "ana"]]}]}`,
		"wrong tier":     `"kind": "samples", ` + always + `, "expect": {"samples": [{"at": "2026-06-01T00:00:00Z", "tiers": [[], ["ana"]]}]}`,
		"odd id":         `"kind": "samples", "schedule": {"tz": "UTC", "layers": [{"id": "l", "users": ["ana+bo"]}]}, "expect": {"samples": [{"at": "2026-06-01T00:00:00Z", "tiers": [["ana", "bo"]]}]}`,
		"no samples":     `"kind": "samples", ` + always + `, "expect": {}`,
		"handoff":        `"kind": "handoffs", ` + rotation + `, "from": "2026-06-01T00:00:00Z", "to": "2026-06-02T00:00:00Z", "expect": {"handoffs": ["2026-06-01T00:00:00Z"]}`,
		"segment":        `"kind": "render", ` + always + `, "from": "2026-06-01T00:00:00Z", "to": "2026-06-02T00:00:00Z", "expect": {"segments": [{"from": "2026-06-01T00:00:00Z", "to": "2026-06-01T23:00:00Z", "tiers": [["ana"]]}]}`,
		"gap":            `"kind": "render", ` + always + `, "from": "2026-06-01T00:00:00Z", "to": "2026-06-02T00:00:00Z", "expect": {"segments": [{"from": "2026-06-01T00:00:00Z", "to": "2026-06-02T00:00:00Z", "tiers": [["ana"]]}], "gaps_tier1": [["2026-06-01T00:00:00Z", "2026-06-01T01:00:00Z"]]}`,
		"next":           `"kind": "next", ` + always + `, "at": "2026-06-01T00:00:00Z", "expect": {"at": "2026-06-02T00:00:00Z", "tiers": [["bo"]]}`,
		"sequence":       `"kind": "edit", ` + rotation + `, "at": "2026-06-01T00:00:00Z", "new_turns": [["bo"], ["ana"]], "expect": {"sequence": [["bo"]]}`,
		"step":           `"kind": "escalation", "policy": {"steps": [{"targets": ["ana"], "delay_min": 5}], "repeat": 0}, "expect": {"events": [[1, 0, ["ana"]]], "end_min": 5, "end": "exhausted"}`,
		"end":            `"kind": "escalation", "policy": {"steps": [{"targets": ["ana"], "delay_min": 5}], "repeat": 0}, "expect": {"events": [[0, 0, ["ana"]]], "end_min": 6, "end": "exhausted"}`,
		"method":         `"kind": "notify", "user": {"rules": [{"method": "sms", "delay_min": 5}]}, "expect": {"events": [[4, "sms"]]}`,
		"unknown zone":   `"kind": "samples", "schedule": {"tz": "Mars/Olympus", "layers": [{"id": "l", "users": ["ana"]}]}, "expect": {"samples": [{"at": "2026-06-01T00:00:00Z", "tiers": [["ana"]]}]}`,
		"no zone":        `"kind": "samples", "schedule": {"layers": [{"id": "l", "users": ["ana"]}]}, "expect": {"samples": [{"at": "2026-06-01T00:00:00Z", "tiers": [["ana"]]}]}`,
		"bad anchor":     `"kind": "handoffs", "tz": "UTC", "rotation": {"unit": "day", "every": 1, "anchor": "2026-02-30T00:00", "turns": []}, "from": "2026-06-01T00:00:00Z", "to": "2026-06-02T00:00:00Z", "expect": {"handoffs": []}`,
		"bad unit":       `"kind": "handoffs", "tz": "UTC", "rotation": {"unit": "year", "every": 1, "anchor": "2026-02-20T00:00", "turns": []}, "from": "2026-06-01T00:00:00Z", "to": "2026-06-02T00:00:00Z", "expect": {"handoffs": []}`,
		"part missing":   `"kind": "next", "at": "2026-06-01T00:00:00Z", "expect": null`,
		"instant broken": `"kind": "next", ` + always + `, "at": "yesterday", "expect": null`,
	}
	for name, text := range cases {
		t.Run(name, func(t *testing.T) {
			output, failed := run(t, `{"cases": [{"id": "x-1", `+text+`}]}`)
			if !failed || !strings.Contains(output, "FAIL x-1") || !strings.HasSuffix(output, "0 passed, 1 failed, 0 skipped\n") {
				t.Errorf("failed is %v:\n%s", failed, output)
			}
		})
	}
}

func TestMeaningCountsNotSpelling(t *testing.T) {
	cases := map[string]string{
		"offset of an instant": `"kind": "next", "schedule": {"tz": "UTC", "layers": [{"id": "l", "until": "2026-06-02T00:00:00Z", "users": ["ana"]}]}, "at": "2026-06-01T00:00:00Z", "expect": {"at": "2026-06-02T02:00:00+02:00", "tiers": []}`,
		"never":                `"kind": "next", ` + always + `, "at": "2026-06-01T00:00:00Z", "expect": null`,
		"last tier of nobody":  `"kind": "samples", ` + always + `, "expect": {"samples": [{"at": "2026-06-01T00:00:00Z", "tiers": [["ana"], [], []]}]}`,
		"segments and gaps cut": `"kind": "render", "schedule": {"tz": "UTC", "layers": []}, "from": "2026-06-01T00:00:00Z", "to": "2026-06-01T02:00:00Z", "expect": {
			"segments": [{"from": "2026-06-01T00:00:00Z", "to": "2026-06-01T01:00:00Z", "tiers": [[]]}, {"from": "2026-06-01T01:00:00Z", "to": "2026-06-01T02:00:00Z", "tiers": []}],
			"gaps_tier1": [["2026-06-01T00:00:00Z", "2026-06-01T01:00:00Z"], ["2026-06-01T01:00:00Z", "2026-06-01T02:00:00Z"]]}`,
	}
	for name, text := range cases {
		t.Run(name, func(t *testing.T) {
			if output, failed := run(t, `{"schema": {"version": 1}, "cases": [{"id": "x-1", `+text+`}]}`); failed {
				t.Error(output)
			}
		})
	}
}

func TestUnknownKindsAreSkippedByName(t *testing.T) {
	output, failed := run(t, `{"cases": [{"id": "1", "kind": "weather"}, {"id": "2", "kind": "tide"}, {"id": "3", "kind": "weather"}]}`)
	want := "skipped 1 of kind \"tide\", which this program does not know\nskipped 2 of kind \"weather\", which this program does not know\n0 passed, 0 failed, 3 skipped\n"
	if failed || output != want {
		t.Errorf("failed is %v:\n%s", failed, output)
	}
}

func TestABadFileIsAClearError(t *testing.T) {
	for text, want := range map[string]string{
		"":               "not JSON",
		"[]":             "not JSON of the form",
		`{"cases": 7}`:   "not JSON of the form",
		`{}`:             "holds no cases",
		`{"cases": []}`:  "holds no cases",
		`{"cases": [] x`: "not JSON",
		`{"schema": {"version": 2}, "cases": [{}]}`: "version 2",
	} {
		out := &bytes.Buffer{}
		if _, err := Run(strings.NewReader(text), out); err == nil || !strings.Contains(err.Error(), want) || out.Len() > 0 {
			t.Errorf("%q: error %v, output %q; want an error with %q", text, err, out, want)
		}
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestAFullDiskIsAnError(t *testing.T) {
	if _, err := Run(strings.NewReader(`{"cases": [{"kind": "x"}]}`), full{}); err == nil {
		t.Error("no error")
	}
}
