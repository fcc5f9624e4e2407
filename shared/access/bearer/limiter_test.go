package bearer

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"ringdown/shared/access"
)

func TestEachPrincipalHasItsOwnLimit(t *testing.T) {
	now := start
	l := &Limiter{Limit: access.Limit{Burst: 2, PerSecond: 1}, Now: func() time.Time { return now }}
	ana, robot := access.Principal{Subject: "ana"}, access.Principal{Subject: "ana", Client: "robot"}
	for range 2 {
		if _, err := l.Take(ana); err != nil {
			t.Fatal(err)
		}
	}
	wait, err := l.Take(ana)
	if !errors.Is(err, access.ErrTooOften) || wait != 1 || access.Reason(err) != "wait 1 s, then try again" {
		t.Errorf("%d s, %v", wait, err)
	}
	if _, err := l.Take(robot); err != nil {
		t.Errorf("another client of the same name: %v", err)
	}
	now = now.Add(time.Second)
	if _, err := l.Take(ana); err != nil {
		t.Errorf("after the wait: %v", err)
	}
}

func TestPrincipalsAreForgottenBeforeThereAreTooMany(t *testing.T) {
	now := start
	l := &Limiter{Limit: access.Limit{Burst: 1, PerSecond: 1}, Now: func() time.Time { return now }}
	ask := func(from, to int) {
		for n := from; n < to; n++ {
			if _, err := l.Take(access.Principal{Subject: fmt.Sprint(n)}); err != nil {
				t.Fatal(err)
			}
		}
	}
	ask(0, bucketsMax-1)
	now = now.Add(time.Second)
	ask(bucketsMax-1, bucketsMax+1)
	if len(l.buckets) != 2 {
		t.Errorf("%d are kept, want the 2 that have used something", len(l.buckets))
	}
	if _, err := l.Take(access.Principal{Subject: fmt.Sprint(bucketsMax)}); err == nil {
		t.Error("who has just asked was forgotten")
	}
	ask(bucketsMax+1, 3*bucketsMax) // all of them in one second
	if len(l.buckets) > bucketsMax {
		t.Errorf("%d are kept, at most %d", len(l.buckets), bucketsMax)
	}
}
