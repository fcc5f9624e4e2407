// Package porttest holds one suite for each port (package port).
//
// Whatever stands behind a port, in memory or in the cloud, must keep every sentence
// that package switchboard says about it, and each sentence is a subtest here. So a
// call played in memory proves something about a call on AWS. The option not taken was
// a test of its own for each adapter: then memory is kind where DynamoDB is strict, and
// only callers find out.
//
// To add an adapter, call its port's suite with a function that opens an empty store.
// To add a promise to a port, add a subtest here and see the adapters fail it.
package porttest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"
)

// midnight is where the clocks of all samples start.
var midnight = time.Date(2026, 3, 14, 0, 0, 0, 0, time.UTC)

// racers is how many goroutines want the same thing at the same time: one more than
// the phones of a usual team.
const racers = 8

// wantError fails unless the error is the one wanted, or there is none and none is wanted.
func wantError(t *testing.T, what string, got, want error) {
	t.Helper()
	if !errors.Is(got, want) {
		t.Errorf("%s: error %v, want %v", what, got, want)
	}
}

// must ends the test on an error in what only prepares it.
func must(t *testing.T, what string, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
}

// wantSame compares two values as they would be stored.
func wantSame(t *testing.T, what string, got, want any) {
	t.Helper()
	g, gErr := json.Marshal(got)
	w, wErr := json.Marshal(want)
	must(t, "marshal what is compared", errors.Join(gErr, wErr))
	if string(g) != string(w) {
		t.Errorf("%s:\n got %s\nwant %s", what, g, w)
	}
}

// race starts all at once and gives their errors.
func race(n int, do func(i int) error) []error {
	start, done := make(chan struct{}), make(chan error)
	for i := range n {
		go func() {
			<-start
			done <- do(i)
		}()
	}
	close(start)
	errs := make([]error, n)
	for i := range errs {
		errs[i] = <-done
	}
	return errs
}

// wantOneWinner fails unless one of the errors is nil and all others are the loser's.
func wantOneWinner(t *testing.T, errs []error, loser error) {
	t.Helper()
	winners := 0
	for _, err := range errs {
		if err == nil {
			winners++
		} else {
			wantError(t, "a loser", err, loser)
		}
	}
	if winners != 1 {
		t.Errorf("%d of %d won, want exactly one", winners, len(errs))
	}
}

// cancelled is the context of somebody who does not want it any more.
func cancelled() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}

func name(format string, args ...any) string { return fmt.Sprintf(format, args...) }
