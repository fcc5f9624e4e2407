package check

import "testing"

func BenchmarkFindings(b *testing.B) {
	f, language := parseSample(b, "support_line.json"), Language()
	b.ReportAllocs()
	for b.Loop() {
		if findings := Findings(f, language); len(findings) != 0 {
			b.Fatal(findings)
		}
	}
}
