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
			v, err := playWatched(seed, speed, nil, &reports[speed], true)
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

// BenchmarkRandomCalls is how fast random calls are played at each speed.
func BenchmarkRandomCalls(b *testing.B) {
	for name, speed := range map[string]Speed{"handlers": Handlers, "core": Core} {
		b.Run(name, func(b *testing.B) {
			report, seed := newReport(), int64(1)
			for b.Loop() {
				if err := playRandom(seed, speed, nil, &report); err != nil {
					b.Fatal(err)
				}
				seed++
			}
			b.ReportMetric(float64(report.Calls)/b.Elapsed().Seconds(), "calls/s")
		})
	}
}

// TestPiecesOfAWorldAreLeftOut: a world that fails is made smaller by name, and plays again by that name.
func TestPiecesOfAWorldAreLeftOut(t *testing.T) {
	const seed = 7
	d, err := draw(seed)
	if err != nil {
		t.Fatal(err)
	}
	if len(d.callers) < 2 {
		t.Fatalf("world %d has %d callers, and is no example", seed, len(d.callers))
	}
	if err := d.drop([]string{"caller 1", "caller 2 act 1"}); err != nil {
		t.Fatal(err)
	}
	if d.placed() != len(d.callers)-1 {
		t.Errorf("%d calls are placed of %d", d.placed(), len(d.callers))
	}
	if err := d.drop([]string{"caller 99"}); err == nil {
		t.Error("a caller who is not there was left out")
	}
	f := Failure{Seed: seed, Speed: Core, Without: []string{"caller 1"}}
	if want := `go run ./infra/dev sim --seed 7 --calls 1 --core --without "caller 1"`; f.Command() != want {
		t.Errorf("the command is %s, want %s", f.Command(), want)
	}
}
