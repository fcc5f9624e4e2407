package sim

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ringdown/infra/vonagesim"
)

const callsFolder = "../../testdata/calls"

// TestCalls plays every whole call of testdata/calls and compares what happened to
// the letter. UPDATE_GOLDEN=1 (make golden) rewrites the transcripts, never the want
// lines. Read the diff, and commit it only if you understand and want it.
func TestCalls(t *testing.T) {
	for _, file := range scenarios(t) {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			body, s := load(t, file)
			p, err := Play(s, os.DirFS("../../testdata"), Playing{Seed: 1})
			if err != nil {
				t.Fatal(err)
			}
			got := p.Transcript.String()
			for _, err := range Check(s, p) {
				t.Error(err)
			}
			if os.Getenv("UPDATE_GOLDEN") != "" {
				if err := os.WriteFile(file, Rewrite(body, got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got != s.Full {
				t.Errorf("the transcript differs; it is now:\n%s", got)
			}
		})
	}
}

// TestCallsUnderEverySwitch plays every call under the other position of each open
// question about the provider: what comes of it must be the same.
func TestCallsUnderEverySwitch(t *testing.T) {
	for _, file := range scenarios(t) {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			_, s := load(t, file)
			for _, name := range vonagesim.SwitchNames() {
				var switches vonagesim.Switches
				if err := switches.Set(name); err != nil {
					t.Fatal(err)
				}
				p, err := Play(s, os.DirFS("../../testdata"), Playing{Seed: 2, Switches: switches})
				if err != nil {
					t.Fatal(err)
				}
				if faults := Check(s, p); len(faults) > 0 {
					t.Errorf("with %s: %v\n%s", name, faults, p.Transcript)
				}
			}
		})
	}
}

func scenarios(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(callsFolder, "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no scenarios in %s: %v", callsFolder, err)
	}
	return files
}

func load(t *testing.T, file string) ([]byte, Scenario) {
	t.Helper()
	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	s, err := ParseScenario(filepath.Base(file), body)
	if err != nil {
		t.Fatal(err)
	}
	return body, s
}
