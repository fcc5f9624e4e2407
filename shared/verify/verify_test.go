package verify

import (
	"errors"
	"testing"
	"time"

	"ringdown/shared/alert"
)

var (
	now  = time.Date(2026, 11, 28, 10, 0, 0, 0, time.UTC)
	mail = alert.Contact{Kind: alert.Email, Address: "ana@example.com"}
)

func sent(t *testing.T, p Proofs, at time.Time, code string) Proofs {
	t.Helper()
	p, err := p.Send(mail, code, at)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestACodeIsGoodForTenMinutesAndFiveTries(t *testing.T) {
	p := sent(t, Proofs{User: "ana"}, now, "111111")
	for i := range TriesMax - 1 {
		var err error
		if p, err = p.Try(mail, "222222", now.Add(time.Second)); !errors.Is(err, ErrWrong) || p.Version != i+2 {
			t.Fatalf("try %d: %v, version %d", i, err, p.Version)
		}
	}
	if good, err := p.Try(mail, "111111", now.Add(Life-time.Second)); err != nil || good.Of(mail).Verified.IsZero() {
		t.Errorf("the fifth try, in time: %v", err)
	}
	if _, err := p.Try(mail, "111111", now.Add(Life)); !errors.Is(err, ErrNone) {
		t.Errorf("after ten minutes: %v", err)
	}
	p, _ = p.Try(mail, "222222", now.Add(time.Second))
	if _, err := p.Try(mail, "111111", now.Add(time.Second)); !errors.Is(err, ErrNone) {
		t.Errorf("the sixth try: %v", err)
	}
	p = sent(t, p, now.Add(Again), "333333")
	if _, err := p.Try(mail, "111111", now.Add(Again)); !errors.Is(err, ErrWrong) {
		t.Errorf("the code before: %v", err)
	}
	p, err := p.Try(mail, "333333", now.Add(Again))
	if err != nil || !p.Of(mail).Verified.Equal(now.Add(Again)) {
		t.Fatalf("the new code: %v", err)
	}
	if _, err := p.Try(mail, "333333", now.Add(Again)); !errors.Is(err, ErrNone) {
		t.Errorf("the same code again: %v", err)
	}
}

func TestAProofIsOfOneAddressOfOnePerson(t *testing.T) {
	p := sent(t, Proofs{User: "ana"}, now, "111111")
	for name, c := range map[string]alert.Contact{"another address": {Kind: alert.Email, Address: "eve@example.com"}, "another channel": {Kind: alert.Text, Address: mail.Address}} {
		if _, err := p.Try(c, "111111", now); !errors.Is(err, ErrNone) {
			t.Errorf("%s: %v", name, err)
		}
	}
	p.User = "eve"
	if _, err := p.Try(mail, "111111", now); !errors.Is(err, ErrWrong) {
		t.Errorf("another person: %v", err)
	}
}

func TestNobodyIsFlooded(t *testing.T) {
	p, at := Proofs{User: "ana"}, now
	for range codesMax {
		p = sent(t, p, at, "111111")
		if _, err := p.Send(mail, "222222", at.Add(Again-time.Second)); !errors.Is(err, ErrTooSoon) {
			t.Errorf("within a minute: %v", err)
		}
		at = at.Add(Again)
	}
	if _, err := p.Send(mail, "222222", at); !errors.Is(err, ErrTooMany) {
		t.Errorf("the sixth within an hour: %v", err)
	}
	sent(t, p, now.Add(codesTime), "222222")
}

func TestCodesHaveSixDigits(t *testing.T) {
	seen := map[string]bool{}
	for i := range 1000 {
		code := Code(time.Duration(i).String())
		if len(code) != 6 {
			t.Fatalf("%q", code)
		}
		seen[code] = true
	}
	if len(seen) < 990 {
		t.Errorf("a thousand codes are %d different ones", len(seen))
	}
}
