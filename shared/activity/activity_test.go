package activity

import (
	"encoding/csv"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"ringdown/shared/alert"
	"ringdown/shared/call"
	"ringdown/shared/dialplan"
	"ringdown/shared/play"
)

var night = time.Date(2026, 3, 2, 2, 14, 0, 0, time.UTC)

func at(seconds int) time.Time { return night.Add(time.Duration(seconds) * time.Second) }

func plan() dialplan.Dialplan {
	return dialplan.Dialplan{
		Line: "acme", Description: "Acme support", Number: "+14155550100", DefaultTeam: "platform",
		Users: map[string]dialplan.User{
			"ana": {ID: "ana", Name: "Ana Lopez", Phones: []dialplan.Phone{{Number: "+14155550101", Label: "mobile"}}},
			"ben": {ID: "ben", Name: "Ben Okafor", Phones: []dialplan.Phone{{Number: "+14155550102", Label: "desk"}}},
		},
		Teams: map[string]dialplan.Team{"platform": {ID: "platform", Name: "Platform"}},
	}
}

// talked is a call that ana passes on and ben takes.
func talked() call.Call {
	return call.Call{
		ID: "c1", Line: "acme", Dialplan: 3, Version: 9, Called: "+14155550100", Arrived: at(0), Caller: call.Caller{Number: "+14155550199", Left: at(95)},
		Ring: &call.Ring{Team: "platform", Started: at(2), Keys: play.ResponderKeys{"1": play.Accept, "2": play.Decline}},
		Legs: []call.Leg{
			{ID: "1", User: "ana", State: call.Over, End: call.Declined, Dialled: at(3), Answered: at(10), Ended: at(15)},
			{ID: "2", User: "ben", State: call.Over, End: call.Completed, Dialled: at(16), Answered: at(22), Accepted: at(27), TalkedAt: at(30), Ended: at(96)},
		},
		TalkedAt: at(30), EndedAt: at(97), Outcome: call.Talked,
		Talks:  []call.Recording{{ID: "r", Key: "talk/c1/r", At: at(98), Seconds: 64, Heard: true}},
		Alerts: []call.OwedAlert{{ID: "1", Kind: alert.Call, Team: "platform", Title: "Call from +14155550199", At: at(2)}},
		Flow:   play.Position{Action: "Ring", Ended: true, Attributes: map[string]string{"account": "4711"}},
	}
}

func told() []alert.Alert {
	return []alert.Alert{{ID: "c1-1", ToldAt: at(4), Notifications: []alert.Notification{
		{Channel: alert.Text, Address: "+14155550101", State: alert.Sent, At: at(4), Tries: 1}, {Channel: alert.Email, Address: "a@example.com", State: alert.Failed, At: at(5)},
	}}}
}

func TestAnEntryHasTheColumnsOfTheList(t *testing.T) {
	got := EntryOf(talked(), plan())
	waited := 30
	want := Entry{
		ID: "c1", Arrived: at(0), Ended: at(97), Line: "acme", LineName: "Acme support", Called: "+14155550100", Caller: "+14155550199", Team: "platform",
		TeamName: "Platform", Outcome: call.Talked, AcceptedBy: "ben", AcceptedByName: "Ben Okafor", SecondsToHuman: &waited, TalkSeconds: 65, Alerts: 1,
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
	message := call.Call{ID: "c2", Line: "acme", Arrived: at(0), EndedAt: at(60), Outcome: call.VoicemailLeft, Messages: []call.Recording{{ID: "m", Key: "k", Heard: true, Seconds: 12}}}
	got = EntryOf(message, dialplan.Dialplan{})
	if !got.Withheld || got.MessageSeconds != 12 || got.SecondsToHuman != nil || got.AcceptedBy != "" {
		t.Errorf("a message without a dialplan: %+v", got)
	}
}

const wholeStory = `0 A call to Acme support arrived from +14155550199
2 Ringing began for the team Platform
2 An alert (call) for Platform was raised
3 Ana Lopez's mobile was dialled (round 1)
4 The alert (call) was told by text message +14155550101
5 The alert (call) could not be told by mail a@example.com: given up
10 Ana Lopez's mobile was picked up
15 Ana Lopez's mobile: the call was passed on with the key 2
16 Ben Okafor's desk was dialled (round 1)
22 Ben Okafor's desk was picked up
27 Ben Okafor pressed 1 and took the call
30 Ben Okafor and the caller are together
95 The caller's line ended
96 Ben Okafor's desk: the talk was over
97 The call is over: the caller spoke with somebody
98 The talk was recorded, 64 s
`

func TestATimelineTellsTheWholeCall(t *testing.T) {
	d := DetailOf(talked(), plan(), told())
	var got strings.Builder
	for _, m := range d.Timeline {
		got.WriteString(strings.TrimPrefix(time.Duration(m.At.Sub(night)).String(), "") + " " + m.What + "\n")
	}
	var want strings.Builder
	for _, line := range strings.Split(strings.TrimSpace(wholeStory), "\n") {
		seconds, what, _ := strings.Cut(line, " ")
		took, err := time.ParseDuration(seconds + "s")
		if err != nil {
			t.Fatal(err)
		}
		want.WriteString(took.String() + " " + what + "\n")
	}
	if got.String() != want.String() {
		t.Errorf("got\n%s\nwant\n%s", &got, &want)
	}
}

func TestEveryEndIsSaidInWords(t *testing.T) {
	for _, e := range []call.End{
		call.Busy, call.Rejected, call.Unanswered, call.Failed, call.Completed, call.Restricted, call.NoNumber, call.Refused, call.Declined, call.NoKey,
		call.Lost, call.Cancelled, call.Taken, call.HungUp, call.PassedOver, call.NotRung,
	} {
		if ends[e] == "" {
			t.Errorf("nothing says %q", e)
		}
	}
	for _, o := range []call.Outcome{call.Talked, call.VoicemailLeft, call.Missed, call.Closed} {
		if outcomes[o] == "" {
			t.Errorf("nothing says %q", o)
		}
	}
}

func TestNoNumberIsLeftInWhatIsMasked(t *testing.T) {
	c := talked()
	c.Caller.Came = "Zoe <sip:0199@example.com>"
	c.Legs = append(c.Legs, call.Leg{ID: "3", Outside: dialplan.Phone{Number: "+14155550177"}, Dialled: at(90), Accepted: at(91), TalkedAt: at(92), Ended: at(94)})
	masked := []any{EntryOf(c, plan()).Masked(), DetailOf(c, plan(), told()).Masked()}
	for _, v := range masked {
		text, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{"1415555", "0199@", "Zoe", "4711"} {
			if strings.Contains(string(text), secret) {
				t.Errorf("%s is in %s", secret, text)
			}
		}
		if !strings.Contains(string(text), "+********199") {
			t.Errorf("two callers cannot be told apart in %s", text)
		}
	}
	if whole, _ := json.Marshal(DetailOf(c, plan(), told())); !strings.Contains(string(whole), "+14155550199") {
		t.Error("masking changed what it was given")
	}
}

func TestFilters(t *testing.T) {
	e := EntryOf(talked(), plan())
	for f, want := range map[Filter]bool{
		{}: true, {Line: "acme"}: true, {Line: "other"}: false, {Team: "platform"}: true, {Team: "sales"}: false,
		{Outcome: "talked"}: true, {Outcome: "missed"}: false, {Outcome: Lasting}: false,
		{Caller: "+1 (415) 555-0199"}: true, {Caller: "0199"}: true, {Caller: "0100"}: false, {Caller: "withheld"}: false,
		{Text: "OKAFOR"}: true, {Text: "acme SUPPORT"}: true, {Text: "lineName"}: false, {Text: "zzz"}: false,
	} {
		if got := f.Wants(e); got != want {
			t.Errorf("%+v: %v", f, got)
		}
	}
	if (Filter{Caller: "4155550199"}).Wants(e.Masked()) {
		t.Error("a masked number is found")
	}
}

func TestADayIsTheViewersThroughClockChanges(t *testing.T) {
	for _, tc := range []struct {
		from, to, zone string
		begin, end     string
		days           int
	}{
		{"2026-03-29", "2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", 1}, // 23 hours
		{"2026-10-25", "2026-10-25", "Europe/Berlin", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", 1}, // 25 hours
		{"2026-10-24", "2026-10-26", "Europe/Berlin", "2026-10-23T22:00:00Z", "2026-10-26T23:00:00Z", 3},
		{"2022-08-11", "2022-08-11", "America/Santiago", "2022-08-11T04:00:00Z", "2022-08-12T04:00:00Z", 1},
		{"2022-09-11", "2022-09-11", "America/Santiago", "2022-09-11T04:00:00Z", "2022-09-12T03:00:00Z", 1}, // begins at 01:00
		{"2026-03-02", "2026-03-02", "", "2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z", 1},
		{"2026-03-02T09:00:00+02:00", "2026-03-02T08:00:00Z", "Europe/Berlin", "2026-03-02T07:00:00Z", "2026-03-02T08:00:00Z", 1},
		{"", "", "Asia/Tokyo", "2026-03-01T15:00:00Z", "2026-03-02T15:00:00Z", 1},
	} {
		r, err := RangeOf(tc.from, tc.to, tc.zone, night)
		if err != nil || r.From.Format(time.RFC3339) != tc.begin || r.Until.Format(time.RFC3339) != tc.end || len(r.Days()) != tc.days {
			t.Errorf("%s to %s in %s: %s to %s, %d days, %v; want %s to %s, %d days", tc.from, tc.to, tc.zone, r.From, r.Until, len(r.Days()), err, tc.begin, tc.end, tc.days)
		}
	}
	for _, bad := range [][3]string{
		{"yesterday", "", ""}, {"2026-02-30", "", ""}, {"2026-03-02", "2026-03-01", ""}, {"2026-01-01", "2026-03-01", ""}, {"", "2026-03-01", ""},
		{"", "", "Mars/Base"}, {"", "", "Local"}, {"0000-01-01", "", ""},
	} {
		if r, err := RangeOf(bad[0], bad[1], bad[2], night); err == nil {
			t.Errorf("%q was taken as %+v", bad, r)
		}
	}
}

func TestARangeIsDividedAtMidnightInUTC(t *testing.T) {
	r, err := RangeOf("2026-03-01", "2026-03-02", "America/Chicago", night)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range r.Parts() {
		got = append(got, p.From.Format("02T15")+"-"+p.Until.Format("02T15"))
	}
	if want := []string{"03T00-03T06", "02T00-03T00", "01T06-02T00"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestStatisticsCountByDayLineTeamAndPerson(t *testing.T) {
	r, err := RangeOf("2026-03-01", "2026-03-02", "America/Chicago", night)
	if err != nil {
		t.Fatal(err)
	}
	count := NewCounting(r)
	missed := talked()
	missed.ID, missed.Arrived, missed.Outcome, missed.TalkedAt = "c2", at(6*3600), call.Missed, time.Time{}
	missed.Legs = missed.Legs[:1]
	slow := talked()
	slow.Legs = slices.Clone(slow.Legs)
	slow.TalkedAt, slow.Legs[1].TalkedAt = at(50), at(50)
	for _, c := range []call.Call{talked(), missed, slow} {
		d := DetailOf(c, plan(), nil)
		count.Add(d.Entry, d.Attempts)
	}
	s := count.Statistics()
	if s.Whole.Calls != 3 || s.Whole.Answered != 2 || s.Whole.Missed != 1 || *s.Whole.AnswerP50 != 30 || *s.Whole.AnswerP95 != 50 || s.Whole.TalkSeconds != 110 {
		t.Errorf("the whole: %+v", s.Whole)
	}
	if len(s.Days) != 2 || s.Days[0].ID != "2026-03-01" || s.Days[0].Answered != 2 || s.Days[1].Missed != 1 {
		t.Errorf("days: %+v", s.Days) // 02:14 in UTC is the evening before in Chicago
	}
	if len(s.Lines) != 1 || s.Lines[0].Name != "Acme support" || len(s.Teams) != 1 || s.Teams[0].Calls != 3 {
		t.Errorf("lines %+v, teams %+v", s.Lines, s.Teams)
	}
	ana, ben := s.People[0], s.People[1]
	if ana.Calls != 3 || ana.Answered != 0 || ana.Missed != 1 || ben.Calls != 2 || ben.Answered != 2 || *ben.AnswerP50 != 14 || *ben.AnswerP95 != 34 {
		t.Errorf("ana %+v, ben %+v", ana, ben)
	}
}

func TestACSVOpensInASpreadsheetAndRunsNothing(t *testing.T) {
	r, err := RangeOf("2026-10-25", "", "Europe/Berlin", time.Date(2026, 10, 25, 12, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	e := EntryOf(talked(), plan())
	e.LineName, e.Came, e.Caller = `=HYPERLINK("x")`, "@SUM(1),\n", ""
	e.Arrived = time.Date(2026, 10, 25, 1, 30, 0, 0, time.UTC)
	text, err := CSV(r, []Entry{e})
	if err != nil {
		t.Fatal(err)
	}
	rest, marked := strings.CutPrefix(string(text), "\ufeff")
	rows, err := csv.NewReader(strings.NewReader(rest)).ReadAll()
	if err != nil || !marked || len(rows) != 2 {
		t.Fatalf("marked %v, rows %q, %v", marked, rows, err)
	}
	if rows[1][0] != "2026-10-25 02:30:00 +01:00" || rows[1][3] != "'+14155550100" || rows[1][8] != "30" {
		t.Errorf("row %q", rows[1])
	}
	for _, cell := range rows[1] {
		if strings.IndexAny(cell, "=+-@") == 0 {
			t.Errorf("the cell %q is a formula", cell)
		}
	}
	if text, err := JSON(nil); err != nil || string(text) != "[]\n" {
		t.Errorf("no calls as JSON: %q, %v", text, err)
	}
}
