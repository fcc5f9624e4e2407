package arch

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestTheChapterOnChangesIsTrue holds the README's table of changes against the files it names, so
// that a newcomer who follows a row never looks for a file that moved.
func TestTheChapterOnChangesIsTrue(t *testing.T) {
	body, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, chapter, found := strings.Cut(string(body), "\n## Changing it\n")
	chapter, _, ended := strings.Cut(chapter, "\n## ")
	if !found || !ended {
		t.Fatal("README has no chapter Changing it")
	}
	rows := 0
	for _, line := range strings.Split(chapter, "\n") {
		cells := strings.Split(line, " | ")
		if len(cells) != 3 || strings.HasPrefix(line, "| ---") || strings.HasPrefix(line, "| what changes") {
			continue
		}
		rows++
		named := regexp.MustCompile("`((?:shared|functions|infra|testdata)/[^`]+)`").FindAllStringSubmatch(cells[1], -1)
		if len(named) == 0 && !strings.Contains(cells[1], "infra/arch") {
			t.Errorf("%q names no file", cells[0])
		}
		for _, m := range named {
			if files, err := filepath.Glob(filepath.Join(root, m[1])); err != nil || len(files) == 0 {
				t.Errorf("%s: there is no %s", cells[0], m[1])
			}
		}
	}
	if rows < 10 {
		t.Errorf("only %d kinds of change have a row", rows)
	}
}
