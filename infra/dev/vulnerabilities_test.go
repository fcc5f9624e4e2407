package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// Whoever reads that all is well must not have to scroll for what was not looked at.
func TestVulnerabilitiesThatWereNotLookedForAreTheLastWord(t *testing.T) {
	for script, want := range map[string]struct {
		last string
		well bool
	}{
		"echo all is well":        {"all is well", true},
		"echo found one; exit 3":  {"found one", false},
		"echo no network; exit 1": {"no network", false},
		"echo 'govulncheck: fetching vulnerabilities: no such host' >&2; echo more; exit 1": {"NOT CHECKED: known vulnerabilities", true},
	} {
		out, err := exec.Command("../../.ci/vulnerabilities", "sh", "-c", script).Output()
		lines := strings.Split(strings.TrimSpace(string(out)), "\n")
		if last := lines[len(lines)-1]; !strings.HasPrefix(last, want.last) || (err == nil) != want.well {
			t.Errorf("%s: the last line is %q, %v", script, last, err)
		}
	}
	makefile, err := os.ReadFile("../../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	_, check, _ := strings.Cut(string(makefile), "\ncheck:")
	check, _, _ = strings.Cut(check, "\n\n")
	if lines := strings.Split(check, "\n"); !strings.Contains(lines[len(lines)-1], ".ci/vulnerabilities") {
		t.Errorf("make check ends with %q", lines[len(lines)-1])
	}
}
