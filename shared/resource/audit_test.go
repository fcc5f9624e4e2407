package resource

import (
	"strings"
	"testing"
	"time"
)

// chained are records of two months, and the end of the chain.
func chained() (records []Record, end Link) {
	for _, at := range []string{"2026-10-31T23:59:00Z", "2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z", "2026-10-31T23:00:00Z"} {
		t, _ := time.Parse(time.RFC3339, at)
		var r Record
		r, end = end.Follow(Record{At: t, Who: "ana", Did: "changed", Detail: []Detail{{Pointer: "/name", Was: "a", Is: "b"}}})
		records = append(records, r)
	}
	return records, end
}

func TestAChainIsAsLongAsAMonth(t *testing.T) {
	records, end := chained()
	if records[0].Month != "2026-10" || records[0].Number != 1 || records[1].Month != "2026-11" || records[1].Number != 1 || records[1].Before != "" {
		t.Errorf("%+v", records[:2])
	}
	if r := records[3]; r.Month != "2026-11" || r.Number != 3 {
		t.Errorf("a clock that was set back: %s, %d", r.Month, r.Number)
	}
	if err := Verify(records[1:], end); err != nil {
		t.Error(err)
	}
	if err := Verify(records[:1], Link{}); err != nil {
		t.Error(err)
	}
}

func TestAChangedChainIsFound(t *testing.T) {
	for name, tc := range map[string]struct {
		change func([]Record) []Record
		says   string
	}{
		"another value":  {func(r []Record) []Record { r[1].Detail[0].Is = "c"; return r }, "record 2 of 2026-11 was changed"},
		"another author": {func(r []Record) []Record { r[0].Who = "ben"; return r }, "record 1 of 2026-11 was changed"},
		"one is missing": {func(r []Record) []Record { return append(r[:1], r[2:]...) }, "record 2 of 2026-11 is missing"},
		"the first two":  {func(r []Record) []Record { return r[2:] }, "record 1 of 2026-11 is missing"},
		"the last":       {func(r []Record) []Record { return r[:2] }, "the last ones are missing"},
		"one was put in": {func(r []Record) []Record {
			r[1] = Record{Month: "2026-11", Number: 2}
			r[1].Hash = r[1].digest()
			return r
		}, "does not follow"},
		"all were removed": {func([]Record) []Record { return nil }, "the last ones are missing"},
	} {
		records, end := chained()
		if err := Verify(tc.change(records[1:]), end); err == nil || !strings.Contains(err.Error(), tc.says) {
			t.Errorf("%s: got %v, want %s", name, err, tc.says)
		}
	}
}

func TestKindsComeAfterWhatTheyReferTo(t *testing.T) {
	s := Snapshot{}.With([]Resource{{Ref: Ref{Lines, "a"}, Body: []byte(`{}`)}, {Ref: Ref{Users, "z"}, Body: []byte(`{}`)}, {Ref: Ref{Users, "b"}}})
	var got []string
	for _, r := range s.Resources {
		got = append(got, r.String())
	}
	if said := strings.Join(got, " "); said != "users/b users/z lines/a" {
		t.Errorf("order %s", said)
	}
	if _, ok := s.Find(Ref{Users, "b"}); !ok || len(s.Of(Users)) != 1 {
		t.Errorf("users %+v", s.Of(Users))
	}
	if _, ok := KindOf("calls"); ok {
		t.Error("calls are no settings")
	}
}
