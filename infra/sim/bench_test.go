package sim

import (
	"os"
	"path/filepath"
	"testing"
)

// BenchmarkWholeCall is a call from the first ring to the last webhook: the product and
// the phone network around it, signatures, JSON and all.
func BenchmarkWholeCall(b *testing.B) {
	body, err := os.ReadFile(filepath.Join(callsFolder, "accept_first.txtar"))
	if err != nil {
		b.Fatal(err)
	}
	s, err := ParseScenario("accept_first", body)
	if err != nil {
		b.Fatal(err)
	}
	Keys() // made once, and slower than any call
	b.ReportAllocs()
	for b.Loop() {
		p, err := Play(s, os.DirFS("../../testdata"), Playing{Seed: 1})
		if err != nil || len(p.Calls) != 1 {
			b.Fatal(p.Calls, err)
		}
	}
}
