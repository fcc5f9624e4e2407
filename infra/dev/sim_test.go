package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestSimPlaysTheSameCallsForTheSameSeed(t *testing.T) {
	code, out, errOut := ran("sim", "--seed", "7", "--calls", "6")
	if code != exitWell || errOut != "" || !strings.HasSuffix(out, "Every invariant held.\n") {
		t.Fatalf("exit %d, %q\n%s", code, errOut, out)
	}
	if _, again, _ := ran("sim", "--seed", "7", "--calls", "6"); again != out {
		t.Errorf("the second run differs:\n%s\n%s", out, again)
	}
	code, out, _ = ran("sim", "--seed", "7", "--calls", "6", "--json")
	var got simulated
	if err := json.Unmarshal([]byte(out), &got); err != nil || code != exitWell || !got.OK || got.Seed != 7 || got.Broken != nil || got.Report.Calls < 6 {
		t.Errorf("exit %d, %v, %+v", code, err, got)
	}
}

func TestSimulationsThatCannotBePlayed(t *testing.T) {
	refuses(t, []wrong{
		{"no calls", []string{"sim", "--calls", "0"}, exitUsage, "dev sim: --calls 0: write a number from 1 to 100000000"},
		{"no number", []string{"sim", "--seed", "x"}, exitUsage, `dev sim: invalid value "x" for --seed: parse error`},
	})
}

// The figures in a document are those of a run, and say how to repeat it.
func TestACampaignWritesItsFigures(t *testing.T) {
	file := filepath.Join(t.TempDir(), "README.md")
	if err := os.WriteFile(file, []byte("before\n<!-- campaign core -->\nold\n<!-- end -->\nafter\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if code, _, errOut := ran("sim", "--core", "--seed", "7", "--calls", "6", "--record", file); code != exitWell {
		t.Fatal(errOut)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"before\n<!-- campaign core -->\n", "from seed 7 at commit ", "No world broke an invariant.", "\n<!-- end -->\nafter\n"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	if strings.Contains(string(text), "old") {
		t.Error("the figures of before are still there")
	}
	if code, _, errOut := ran("sim", "--seed", "7", "--calls", "2", "--record", file); code != exitFailed || !strings.Contains(errOut, "it has no line") {
		t.Errorf("exit %d, %q", code, errOut)
	}
}
