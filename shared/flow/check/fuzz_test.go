package check

import (
	"os"
	"path/filepath"
	"testing"

	"ringdown/shared/flow"
)

// Whatever the document, checking, drawing and rewriting end without a panic, within bounds.
func FuzzFindings(f *testing.F) {
	files, err := filepath.Glob(filepath.Join(samples, "*.json"))
	if err != nil || len(files) == 0 {
		f.Fatalf("seeds: %v %v", files, err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		read, err := flow.Parse(b)
		if err != nil {
			return
		}
		findings := Findings(read, Language())
		if len(findings) > maximumFindings {
			t.Fatalf("%d findings", len(findings))
		}
		for i, x := range findings {
			if x.Message == "" || x.Rule == "" || i > 0 && findings[i-1].Line > x.Line {
				t.Fatalf("finding %d of %+v", i, findings)
			}
		}
		Draw(read)
		Place(read)
		Whisper(read)
		Lenient(read, Language())
		rewritten, _ := Rewrite(read)
		if len(rewritten.Actions) > len(read.Actions) {
			t.Fatal("actions were added")
		}
	})
}
