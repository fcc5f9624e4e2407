package sim

import (
	"maps"
	"testing"
)

// TestBothSpeedsPlayTheSameWorlds: the core alone is worth its speed as long as its worlds go, to the word
// and the tenth of a second, as those do that are played through everything.
func TestBothSpeedsPlayTheSameWorlds(t *testing.T) {
	for seed := int64(1); seed <= 16; seed++ {
		var told [2]string
		var reports [2]Report
		for _, speed := range []Speed{Handlers, Core} {
			reports[speed] = newReport()
			v, err := playWatched(seed, speed, &reports[speed], true)
			if err != nil {
				t.Fatal(err)
			}
			told[speed] = v.transcript.String()
		}
		if told[Handlers] != told[Core] {
			t.Errorf("seed %d, through handlers:\n%s\nthe core alone:\n%s", seed, told[Handlers], told[Core])
		}
		if a, b := reports[Handlers].Outcomes, reports[Core].Outcomes; !maps.Equal(a, b) {
			t.Errorf("seed %d: outcomes %v through handlers, %v of the core alone", seed, a, b)
		}
	}
}

// BenchmarkCore is how fast random calls are played at the speed of the core.
func BenchmarkCore(b *testing.B) {
	report, seed := newReport(), int64(1)
	for b.Loop() {
		if err := playRandom(seed, Core, &report); err != nil {
			b.Fatal(err)
		}
		seed++
	}
	b.ReportMetric(float64(report.Calls)/b.Elapsed().Seconds(), "calls/s")
}
