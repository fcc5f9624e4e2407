package main

import (
	"encoding/json"
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
