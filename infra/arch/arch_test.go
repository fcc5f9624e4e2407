package arch

import (
	"os"
	"testing"
)

// root of the repository, from this folder.
const root = "../.."

func repository(t *testing.T) Source {
	t.Helper()
	s, err := Read(os.DirFS(root))
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Files) < 100 {
		t.Fatalf("only %d Go files found: this is not the repository", len(s.Files))
	}
	return s
}

func TestTheRepositoryKeepsTheRules(t *testing.T) {
	s := repository(t)
	for name, check := range map[string]func(Source) []string{
		"arrows": checkArrows, "reach": checkReach, "modules": checkOnlyIn, "pure packages": checkPure,
		"package comments": checkComments, "sizes": checkSizes, "names": checkNames, "what is said": checkSpeech, "what is remarked": checkRemarks, "what booleans report": checkBooleans, "habits of tests": checkHabits, "traces": checkTraces,
	} {
		t.Run(name, func(t *testing.T) {
			for _, found := range check(s) {
				t.Error(found)
			}
		})
	}
}

// planned are folders of the tree that may still be missing, as patterns.
var planned = []string{"functions/*/bootstrap", "shared/awsport", "infra/dev/...", "testdata"}

// TestRulesStillMeanSomething fails for a rule about a folder that is gone: a rule that
// matches nothing forbids nothing.
func TestRulesStillMeanSomething(t *testing.T) {
	s := repository(t)
	exists := func(pattern string) bool {
		for _, folder := range s.Packages() {
			if matches(pattern, folder) {
				return true
			}
		}
		for _, p := range planned {
			if p == pattern {
				return true
			}
		}
		return false
	}
	var named []string
	named = append(named, pure...)
	for _, list := range [][]arrow{arrows, unreachable} {
		for _, a := range list {
			named = append(append(named, a.From), a.Own...)
			if a.Why == "" {
				t.Errorf("the arrow from %s has no reason", a.From)
			}
		}
	}
	for _, a := range onlyIn {
		named = append(named, a.Own...)
	}
	for _, e := range impureFor {
		named = append(named, e.Folder)
	}
	for folder := range maySkip {
		named = append(named, folder)
	}
	for _, pattern := range named {
		if pattern != "testdata/..." && !exists(pattern) {
			t.Errorf("a rule names %s, and there is no such package any more", pattern)
		}
	}
}

// TestExceptionsAreNeeded fails for an exception that excuses nothing any more.
func TestExceptionsAreNeeded(t *testing.T) {
	s := repository(t)
	for _, e := range impureFor {
		used := false
		for _, f := range s.Files {
			for _, imported := range f.Imports() {
				used = used || !f.Test && f.Folder == e.Folder && imported == e.Path
			}
		}
		if !used {
			t.Errorf("%s no longer imports %s: take the exception away", e.Folder, e.Path)
		}
	}
}
