package calendar

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"

	"ringdown/shared/oncall"
)

func feedOf(t testing.TB) Feed {
	s, problems := oncall.Parse([]byte(`{"id":"ops","tz":"Europe/Berlin","version":7,"layers":[
		{"id":"l","rotation":{"unit":"day","anchor":"2024-03-29T09:00","turns":[["ada"],["ada"],["ben"]],"depth":2}}]}`))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return Feed{Schedule: s, Name: "Ops, day; night", From: at(t, "2024-03-30T12:00:00Z"), Until: at(t, "2024-04-02T12:00:00Z"), Stamp: at(t, "2024-03-01T10:00:00Z")}
}

func values(text, property string) []string {
	list := []string{}
	for _, match := range regexp.MustCompile(`(?m)^`+property+`:(.*)\r$`).FindAllStringSubmatch(text, -1) {
		list = append(list, match[1])
	}
	return list
}

func TestRenderMergesAUsersUnbrokenTime(t *testing.T) {
	text := string(Render(feedOf(t)))
	// Tier 1: ada 29th to 31st, ben the 31st, ada from the 1st until the feed's end.
	// Tier 2, who is next unless that is ada as well: ben the 30th, ada the 31st, ben the 2nd.
	want := "20240329T080000Z 20240330T080000Z 20240331T070000Z 20240331T070000Z 20240401T070000Z 20240402T070000Z"
	if got := strings.Join(values(text, "DTSTART"), " "); got != want {
		t.Errorf("starts %s in\n%s", got, text)
	}
	for _, line := range []string{"VERSION:2.0", "METHOD:PUBLISH", "CALSCALE:GREGORIAN", `X-WR-CALNAME:On call: Ops\, day\; night`,
		"REFRESH-INTERVAL;VALUE=DURATION:PT1H", "SEQUENCE:7", "TRANSP:TRANSPARENT", "DTSTAMP:20240301T100000Z", `SUMMARY:ben on call: Ops\, day\; night`} {
		if !strings.Contains(text, line+"\r\n") {
			t.Errorf("%q is missing in\n%s", line, text)
		}
	}
	if strings.Contains(text, "VTIMEZONE") || strings.Contains(strings.ReplaceAll(text, "\r\n", ""), "\n") {
		t.Error("a zone, or a line end without CR")
	}
}

func TestRenderOnePersonsShifts(t *testing.T) {
	feed := feedOf(t)
	feed.User = "ben"
	feed.UserName = func(string) string { return "Benjamin" }
	text := string(Render(feed))
	if strings.Contains(text, "ada") || strings.Contains(text, "ben ") || !strings.Contains(text, "SUMMARY:Benjamin on call: ") {
		t.Error(text)
	}
}

func TestUIDsAreUniqueAndSurviveEditsAndTime(t *testing.T) {
	feed := feedOf(t)
	before := values(string(Render(feed)), "UID")
	sorted := slices.Sorted(slices.Values(before))
	if len(slices.Compact(sorted)) != len(before) || len(before) < 4 {
		t.Fatalf("UIDs %v", before)
	}
	feed.From = feed.From.Add(5 * time.Hour) // a later horizon cuts a running shift
	if after := values(string(Render(feed)), "UID"); !slices.Equal(after, before) {
		t.Errorf("UIDs %v, five hours later %v", before, after)
	}
	feed.Schedule.Version++
	feed.Schedule.Overrides = []oncall.Override{{ID: "o", Tier: 1, Mode: oncall.Cover, Users: []string{"cleo"}, From: at(t, "2024-04-01T12:00:00Z"), Until: at(t, "2024-04-01T13:00:00Z")}}
	kept := 0
	for _, uid := range values(string(Render(feed)), "UID") {
		if slices.Contains(before, uid) {
			kept++
		}
	}
	if kept != len(before) {
		t.Errorf("an hour's cover kept %d of %d UIDs", kept, len(before))
	}
}

func TestUIDPartsDoNotRunTogether(t *testing.T) {
	from := at(t, "2024-04-01T12:00:00Z")
	if uid("a", duty{tier: 1, user: "1b", from: from}) == uid("a1", duty{tier: 1, user: "b", from: from}) {
		t.Error("two duties share a UID")
	}
}

func TestFoldedLinesAreShortAndWhole(t *testing.T) {
	feed := feedOf(t)
	feed.Name = strings.Repeat("Bereitschaft für Zürich – 夜間当番 ", 12) + "\x00\nzweite\\Zeile"
	text := string(Render(feed))
	for _, line := range strings.Split(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) {
			t.Errorf("line of %d octets: %q", len(line), line)
		}
	}
	parsed, err := ics.ParseCalendar(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	summary := parsed.Events()[0].GetProperty(ics.ComponentPropertySummary).Value
	if want := "ada on call: " + strings.ReplaceAll(feed.Name, "\x00", ""); !strings.Contains(summary, strings.TrimPrefix(want, "ada")) {
		t.Errorf("summary %q, want %q", summary, want)
	}
}

func TestWhatIsWrittenCanBeRead(t *testing.T) {
	feed := feedOf(t)
	feed.User = "ben"
	shifts, problems, err := Read(strings.NewReader(string(Render(feed))), Options{TZ: "UTC", From: feed.From, Until: feed.Until})
	if err != nil || len(problems) > 0 || len(shifts) < 2 {
		t.Fatalf("%v %v %v", shifts, problems, err)
	}
	for _, s := range shifts {
		if !slices.Contains(oncall.OnCall(feed.Schedule, s.From).RingOrder(), "ben") {
			t.Errorf("ben is not on call at %v", s.From)
		}
	}
}

func BenchmarkRender(b *testing.B) {
	feed := feedOf(b)
	feed.Until = feed.From.AddDate(0, 6, 0)
	b.ReportAllocs()
	for b.Loop() {
		Render(feed)
	}
}
