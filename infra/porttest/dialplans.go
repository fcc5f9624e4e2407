package porttest

import (
	"context"
	"errors"
	"testing"

	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
	"ringdown/shared/port"
)

// The numbers of the dialplans.
const (
	firstNumber  e164.Number = "+14155550100"
	secondNumber e164.Number = "+14155550101"
)

// Dialplans is the suite of the port of the same name. Open gives an empty store.
func Dialplans(t *testing.T, open func(t *testing.T) port.Dialplans) {
	t.Run("read", func(t *testing.T) { dialplansRead(t, open) })
	t.Run("publish", func(t *testing.T) { dialplansPublish(t, open) })
	t.Run("number", func(t *testing.T) { dialplansNumber(t, open) })
	t.Run("numbers", func(t *testing.T) { dialplansNumbers(t, open) })
	t.Run("withdraw", func(t *testing.T) { dialplansWithdraw(t, open) })
	t.Run("lines", func(t *testing.T) { dialplansLines(t, open) })
	t.Run("size", func(t *testing.T) { dialplansSize(t, open) })
	t.Run("cancelled", func(t *testing.T) { dialplansCancelled(t, open) })
}

// published is a store with the dialplans in it, published in this order.
func published(t *testing.T, open func(t *testing.T) port.Dialplans, plans ...dialplan.Dialplan) port.Dialplans {
	t.Helper()
	s := open(t)
	for _, d := range plans {
		must(t, name("publish version %d of %s", d.Version, d.Line), s.Publish(t.Context(), d))
	}
	return s
}

// wantCurrent compares what stands under a number; version 0 wants nothing there.
func wantCurrent(t *testing.T, s port.Dialplans, number e164.Number, lineID string, version int) {
	t.Helper()
	d, err := s.ByNumber(t.Context(), number)
	if version == 0 {
		wantError(t, "dialplan of a number without one", err, port.ErrNotFound)
		return
	}
	wantError(t, "dialplan of a number", err, nil)
	if d.Line != lineID || d.Version != version || d.Number != number {
		t.Errorf("the number has version %d of %q for ***%s, want version %d of %q", d.Version, d.Line, d.Number[len(d.Number)-2:], version, lineID)
	}
}

func wantVersion(t *testing.T, s port.Dialplans, d dialplan.Dialplan) {
	t.Helper()
	got, err := s.ByVersion(t.Context(), d.Line, d.Version)
	wantError(t, name("version %d of %s", d.Version, d.Line), err, nil)
	wantSame(t, name("version %d of %s", d.Version, d.Line), got, d)
}

func dialplansRead(t *testing.T, open func(t *testing.T) port.Dialplans) {
	t.Run("a number nobody has is not found", func(t *testing.T) {
		wantCurrent(t, published(t, open, Plan("a", 1, firstNumber)), secondNumber, "", 0)
	})
	t.Run("a version nobody published is not found", func(t *testing.T) {
		s := published(t, open, Plan("a", 1, firstNumber))
		for _, key := range []struct {
			line    string
			version int
		}{{"a", 2}, {"a", 0}, {"a", -1}, {"b", 1}, {"", 1}} {
			_, err := s.ByVersion(t.Context(), key.line, key.version)
			wantError(t, name("version %d of %q", key.version, key.line), err, port.ErrNotFound)
		}
	})
	t.Run("it comes back as it was published", func(t *testing.T) {
		d := Plan("a", 1, firstNumber)
		s := published(t, open, d)
		wantVersion(t, s, d)
		got, err := s.ByNumber(t.Context(), firstNumber)
		wantError(t, "by number", err, nil)
		wantSame(t, "by number", got, d)
	})
}

func dialplansPublish(t *testing.T, open func(t *testing.T) port.Dialplans) {
	t.Run("the next version is current, and the one before can still be read", func(t *testing.T) {
		first, second := Plan("a", 1, firstNumber), Plan("a", 2, firstNumber)
		s := published(t, open, first, second)
		wantCurrent(t, s, firstNumber, "a", 2)
		wantVersion(t, s, first)
		wantVersion(t, s, second)
	})
	for _, tt := range []struct {
		name    string
		version int
	}{{"the first version again", 1}, {"the current version again", 2}, {"a version too far", 4}, {"no version", 0}} {
		t.Run(tt.name+" conflicts and changes nothing", func(t *testing.T) {
			second := Plan("a", 2, firstNumber)
			s := published(t, open, Plan("a", 1, firstNumber), second)
			d := Plan("a", tt.version, secondNumber)
			d.Description = "must not be seen"
			wantError(t, "publish", s.Publish(t.Context(), d), port.ErrConflict)
			wantCurrent(t, s, firstNumber, "a", 2)
			wantCurrent(t, s, secondNumber, "", 0)
			wantVersion(t, s, second)
			wantVersion(t, s, Plan("a", 1, firstNumber))
		})
	}
	t.Run("a line begins with version 1", func(t *testing.T) {
		s := open(t)
		wantError(t, "publish version 2 of nothing", s.Publish(t.Context(), Plan("a", 2, firstNumber)), port.ErrConflict)
		wantCurrent(t, s, firstNumber, "", 0)
	})
	for _, version := range []int{1, 2} {
		t.Run(name("exactly one of %d publishes version %d", racers, version), func(t *testing.T) {
			s := open(t)
			if version == 2 {
				must(t, "publish", s.Publish(t.Context(), Plan("a", 1, firstNumber)))
			}
			wantOneWinner(t, race(racers, func(int) error { return s.Publish(t.Context(), Plan("a", version, firstNumber)) }), port.ErrConflict)
			wantCurrent(t, s, firstNumber, "a", version)
		})
	}
}

func dialplansNumber(t *testing.T, open func(t *testing.T) port.Dialplans) {
	t.Run("a line that changes its number gives the old one up", func(t *testing.T) {
		s := published(t, open, Plan("a", 1, firstNumber), Plan("a", 2, secondNumber))
		wantCurrent(t, s, firstNumber, "", 0)
		wantCurrent(t, s, secondNumber, "a", 2)
		wantVersion(t, s, Plan("a", 1, firstNumber))
	})
	t.Run("a number that was given up can be taken by another line", func(t *testing.T) {
		s := published(t, open, Plan("a", 1, firstNumber), Plan("a", 2, secondNumber), Plan("b", 1, firstNumber))
		wantCurrent(t, s, firstNumber, "b", 1)
		wantCurrent(t, s, secondNumber, "a", 2)
	})
	t.Run("a number in service is not taken from its line", func(t *testing.T) {
		s := published(t, open, Plan("a", 1, firstNumber), Plan("b", 1, secondNumber))
		wantError(t, "publish with another line's number", s.Publish(t.Context(), Plan("b", 2, firstNumber)), port.ErrRefused)
		wantError(t, "publish a new line with another's number", s.Publish(t.Context(), Plan("c", 1, firstNumber)), port.ErrRefused)
		wantCurrent(t, s, firstNumber, "a", 1)
		wantCurrent(t, s, secondNumber, "b", 1)
		_, err := s.ByVersion(t.Context(), "b", 2)
		wantError(t, "read what was refused", err, port.ErrNotFound)
	})
	t.Run("two lines keep to their own versions", func(t *testing.T) {
		s := published(t, open, Plan("a", 1, firstNumber), Plan("a", 2, firstNumber), Plan("b", 1, secondNumber))
		wantCurrent(t, s, firstNumber, "a", 2)
		wantCurrent(t, s, secondNumber, "b", 1)
	})
}

// dialplansNumbers holds a line that several numbers reach.
func dialplansNumbers(t *testing.T, open func(t *testing.T) port.Dialplans) {
	with := func(lineID string, version int, numbers ...e164.Number) dialplan.Dialplan {
		d := Plan(lineID, version, numbers[0])
		d.More = numbers[1:]
		return d
	}
	reaches := func(t *testing.T, s port.Dialplans, number e164.Number, lineID string) {
		t.Helper()
		d, err := s.ByNumber(t.Context(), number)
		if lineID == "" && !errors.Is(err, port.ErrNotFound) || lineID != "" && (err != nil || d.Line != lineID) {
			t.Errorf("%s reaches %q, %v; want %q", number, d.Line, err, lineID)
		}
	}
	t.Run("each reaches the line", func(t *testing.T) {
		s := published(t, open, with("a", 1, firstNumber, secondNumber))
		reaches(t, s, firstNumber, "a")
		reaches(t, s, secondNumber, "a")
		lines, err := s.Lines(t.Context())
		wantError(t, "lines", err, nil)
		wantSame(t, "lines", lines, []port.LineVersion{{Line: "a", Version: 1, Numbers: []e164.Number{firstNumber, secondNumber}}})
	})
	t.Run("one that is dropped is free for another line", func(t *testing.T) {
		s := published(t, open, with("a", 1, firstNumber, secondNumber), with("a", 2, firstNumber), with("b", 1, secondNumber))
		reaches(t, s, firstNumber, "a")
		reaches(t, s, secondNumber, "b")
	})
	t.Run("they change places", func(t *testing.T) {
		s := published(t, open, with("a", 1, firstNumber, secondNumber), with("a", 2, secondNumber, firstNumber))
		reaches(t, s, firstNumber, "a")
		reaches(t, s, secondNumber, "a")
	})
	t.Run("a further one of another line is refused", func(t *testing.T) {
		s := published(t, open, with("a", 1, firstNumber))
		wantError(t, "publish", s.Publish(t.Context(), with("b", 1, secondNumber, firstNumber)), port.ErrRefused)
		reaches(t, s, firstNumber, "a")
		reaches(t, s, secondNumber, "")
	})
	t.Run("all go with a withdrawal", func(t *testing.T) {
		s := published(t, open, with("a", 1, firstNumber, secondNumber))
		must(t, "withdraw", s.Withdraw(t.Context(), "a", 1))
		reaches(t, s, firstNumber, "")
		reaches(t, s, secondNumber, "")
	})
}

func dialplansWithdraw(t *testing.T, open func(t *testing.T) port.Dialplans) {
	t.Run("the number is out of service, and versions can still be read", func(t *testing.T) {
		s := published(t, open, Plan("a", 1, firstNumber), Plan("a", 2, firstNumber))
		wantError(t, "withdraw", s.Withdraw(t.Context(), "a", 2), nil)
		wantCurrent(t, s, firstNumber, "", 0)
		wantVersion(t, s, Plan("a", 1, firstNumber))
		wantVersion(t, s, Plan("a", 2, firstNumber))
	})
	t.Run("only the current version", func(t *testing.T) {
		s := published(t, open, Plan("a", 1, firstNumber), Plan("a", 2, firstNumber))
		for _, version := range []int{0, 1, 3} {
			wantError(t, name("withdraw version %d", version), s.Withdraw(t.Context(), "a", version), port.ErrConflict)
		}
		wantCurrent(t, s, firstNumber, "a", 2)
	})
	t.Run("what is not there", func(t *testing.T) {
		s := published(t, open, Plan("a", 1, firstNumber))
		wantError(t, "withdraw an unknown line", s.Withdraw(t.Context(), "b", 1), port.ErrConflict)
		must(t, "withdraw", s.Withdraw(t.Context(), "a", 1))
		wantError(t, "withdraw again", s.Withdraw(t.Context(), "a", 1), port.ErrConflict)
	})
	t.Run("another line may take the number", func(t *testing.T) {
		s := published(t, open, Plan("a", 1, firstNumber))
		must(t, "withdraw", s.Withdraw(t.Context(), "a", 1))
		wantError(t, "publish", s.Publish(t.Context(), Plan("b", 1, firstNumber)), nil)
		wantCurrent(t, s, firstNumber, "b", 1)
	})
	t.Run("a line comes back with its next version", func(t *testing.T) {
		s := published(t, open, Plan("a", 1, firstNumber))
		must(t, "withdraw", s.Withdraw(t.Context(), "a", 1))
		wantError(t, "publish version 1 again", s.Publish(t.Context(), Plan("a", 1, firstNumber)), port.ErrConflict)
		wantError(t, "publish version 2", s.Publish(t.Context(), Plan("a", 2, secondNumber)), nil)
		wantCurrent(t, s, secondNumber, "a", 2)
		wantCurrent(t, s, firstNumber, "", 0)
	})
}

func dialplansLines(t *testing.T, open func(t *testing.T) port.Dialplans) {
	want := func(t *testing.T, s port.Dialplans, lines ...port.LineVersion) {
		t.Helper()
		got, err := s.Lines(t.Context())
		wantError(t, "lines", err, nil)
		wantSame(t, "lines", got, lines)
	}
	t.Run("none", func(t *testing.T) { want(t, open(t)) })
	t.Run("each with its latest version, by id", func(t *testing.T) {
		s := published(t, open, Plan("b", 1, firstNumber), Plan("a", 1, secondNumber), Plan("b", 2, firstNumber))
		want(t, s, port.LineVersion{Line: "a", Version: 1, Numbers: []e164.Number{secondNumber}}, port.LineVersion{Line: "b", Version: 2, Numbers: []e164.Number{firstNumber}})
	})
	t.Run("a withdrawn one without its number", func(t *testing.T) {
		s := published(t, open, Plan("a", 1, firstNumber))
		must(t, "withdraw", s.Withdraw(t.Context(), "a", 1))
		want(t, s, port.LineVersion{Line: "a", Version: 1})
	})
}

func dialplansSize(t *testing.T, open func(t *testing.T) port.Dialplans) {
	t.Run("a large one comes back whole", func(t *testing.T) {
		d := planOfSize("a", 1, firstNumber, dialplan.MaxBytes*4/5)
		s := published(t, open, d)
		got, err := s.ByNumber(t.Context(), firstNumber)
		wantError(t, "by number", err, nil)
		wantSame(t, "the large dialplan", got, d)
	})
	t.Run("one over the limit is refused and changes nothing", func(t *testing.T) {
		s := published(t, open, Plan("a", 1, firstNumber))
		wantError(t, "publish", s.Publish(t.Context(), planOfSize("a", 2, firstNumber, dialplan.MaxBytes)), port.ErrRefused)
		wantCurrent(t, s, firstNumber, "a", 1)
		_, err := s.ByVersion(t.Context(), "a", 2)
		wantError(t, "read what was refused", err, port.ErrNotFound)
	})
}

func dialplansCancelled(t *testing.T, open func(t *testing.T) port.Dialplans) {
	s := published(t, open, Plan("a", 1, firstNumber))
	_, byNumber := s.ByNumber(cancelled(), firstNumber)
	_, missing := s.ByNumber(cancelled(), secondNumber)
	_, byVersion := s.ByVersion(cancelled(), "a", 1)
	_, lines := s.Lines(cancelled())
	publish, withdraw := s.Publish(cancelled(), Plan("a", 2, firstNumber)), s.Withdraw(cancelled(), "a", 1)
	for what, err := range map[string]error{"by number": byNumber, "by number of nobody": missing, "by version": byVersion, "lines": lines, "publish": publish, "withdraw": withdraw} {
		wantError(t, what, err, context.Canceled)
	}
	wantCurrent(t, s, firstNumber, "a", 1)
}
