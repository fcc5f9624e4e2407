package lambdatest

import (
	"context"
	"os"
	"slices"
	"testing"
	"time"

	"ringdown/shared/routes"
)

// BenchmarkStart measures from exec to the first question for an event, secrets
// fetched from beside it; and the size. "xempty" is the ratio to the empty function,
// started in turns with this one, so that both have the machine's same minute.
func BenchmarkStart(b *testing.B) {
	for _, f := range routes.Functions {
		b.Run(f.Name, func(b *testing.B) {
			account := newAccount(b)
			env := environment(b, account, f.Name)
			var ours, empty []time.Duration
			for b.Loop() {
				ours = append(ours, startTime(b, f.Name, env))
				empty = append(empty, startTime(b, "empty", nil))
			}
			b.ReportMetric(milliseconds(median(ours)), "start-ms")
			b.ReportMetric(float64(median(ours))/float64(median(empty)), "xempty")
			b.ReportMetric(megabytes(b, f.Name), "MB")
			b.ReportMetric(megabytes(b, f.Name)/megabytes(b, "empty"), "MB-xempty")
			b.ReportMetric(0, "ns/op") // it would count both
		})
	}
}

// BenchmarkWarm measures an event of a function that runs already, with an account
// beside it that answers at once.
func BenchmarkWarm(b *testing.B) {
	for _, f := range routes.Functions {
		b.Run(f.Name, func(b *testing.B) {
			b.ReportAllocs()
			warm(b, f.Name, environment(b, newAccount(b), f.Name), bootstraps[f.Name].event(b))
		})
	}
	b.Run("empty", func(b *testing.B) {
		b.ReportAllocs()
		warm(b, "empty", nil, []byte(`{}`))
	})
}

func warm(b *testing.B, function string, env map[string]string, event []byte) {
	f, err := Start(binary(b, function), env)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	var times []time.Duration
	for b.Loop() {
		began := time.Now()
		if _, err := f.Invoke(context.Background(), event); err != nil {
			b.Fatal(err)
		}
		times = append(times, time.Since(began))
	}
	b.ReportMetric(milliseconds(median(times)), "median-ms")
}

func startTime(b *testing.B, function string, env map[string]string) time.Duration {
	f, err := Start(binary(b, function), env)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	return f.StartTime
}

func median(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/2]
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func megabytes(b *testing.B, function string) float64 {
	s, err := os.Stat(binary(b, function))
	if err != nil {
		b.Fatal(err)
	}
	return float64(s.Size()) / 1e6
}
