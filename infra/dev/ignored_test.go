package main

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// What the README's steps leave in a clone is somebody's secret, number or voice: git must not see
// it.
func TestWhatIsPrivateIsIgnored(t *testing.T) {
	text, err := os.ReadFile("../../.gitignore")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(text), "\n")
	for file, line := range map[string]string{
		"vonage-private.key": "*.key", "settings.yaml": "/settings.yaml", "cdk-outputs.json": "/cdk-outputs.json", "messages": "/messages/",
	} {
		if !slices.Contains(lines, line) {
			t.Errorf("%s is not ignored: .gitignore has no line %s", file, line)
		}
		readme, err := os.ReadFile("../../README.md")
		if err != nil || !strings.Contains(string(readme), file) {
			t.Errorf("the README no longer names %s: %v", file, err)
		}
	}
}
