package activity

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"ringdown/shared/access"
	"ringdown/shared/activity"
	"ringdown/shared/api"
	"ringdown/shared/call"
	"ringdown/shared/port"
	"ringdown/shared/resource"
)

const message, talk = "/voicemails/" + ExampleCall + "-m1", "/talks/" + ExampleCall + "-t1"

func TestEveryExampleWorks(t *testing.T) {
	seen := map[string]bool{}
	for _, o := range filled(t).all {
		p := filled(t)
		path := o.Example.Path
		if o.Example.Query != "" {
			path += "?" + o.Example.Query
		}
		if got := p.ask(access.Admin, o.Method, path, o.Example.Body); got.Status != o.Status {
			t.Errorf("%s: %s %s is answered %d %s, want %d", o.ID, o.Method, path, got.Status, got.Body, o.Status)
		}
		if seen[o.ID] || o.Summary == "" || o.Group == "" || o.Asks == "" {
			t.Errorf("%s: twice, or without a summary, a group or a permission", o.ID)
		}
		seen[o.ID] = true
	}
}

// matrix is who may do what: admin, editor, responder, viewer.
var matrix = map[string]string{
	"listCalls": "ae-v", "getCall": "ae-v", "getStatistics": "ae-v", "createExport": "ae-v", "listAlerts": "aerv", "getAlert": "aerv", "listReads": "a---",
	"listVoicemails": "ae-v", "getVoicemail": "ae-v", "getVoicemailAudio": "ae--", "listTalks": "ae--", "getTalk": "ae--", "getTalkAudio": "ae--",
	"hearVoicemail": "ae--", "holdVoicemail": "ae--", "deleteVoicemail": "ae--",
}

func TestWhoMayDoWhat(t *testing.T) {
	for _, o := range filled(t).all {
		p := filled(t)
		p.want(http.StatusUnauthorized, p.ask("", o.Method, o.Example.Path, o.Example.Body))
		for i, role := range access.Roles {
			p := filled(t)
			want := http.StatusForbidden
			if row := matrix[o.ID]; len(row) == len(access.Roles) && row[i] != '-' {
				want = o.Status
			}
			if got := p.ask(role, o.Method, o.Example.Path, o.Example.Body); got.Status != want {
				t.Errorf("%s as %s: %d %s, want %d", o.ID, role, got.Status, got.Body, want)
			}
		}
	}
}

func TestCallsAreListedFilteredAndPaged(t *testing.T) {
	p := newPlace(t)
	for i := range 9 {
		p.add(fmt.Sprintf("c%d", i), time.Duration(i)*3*time.Hour, func(c *call.Call) {
			if i%2 == 1 {
				c.Outcome, c.TalkedAt = call.Talked, c.Arrived.Add(9*time.Second)
				c.Legs[0].TalkedAt = c.TalkedAt
			}
		})
	}
	ids := func(path string) string {
		var out []string
		for range 20 {
			var page Calls
			p.want(200, p.ask(access.Editor, "GET", path, "")).into(t, &page)
			for _, e := range page.Items {
				out = append(out, e.ID)
			}
			if page.Next == "" {
				break
			}
			path, _, _ = strings.Cut(path, "&cursor=")
			path += "&cursor=" + page.Next
		}
		return strings.Join(out, " ")
	}
	const whole = "/calls?from=2026-11-27&to=2026-11-28"
	for path, want := range map[string]string{
		"/calls?zone=UTC":                               "c0 c1 c2 c3",
		whole:                                           "c0 c1 c2 c3 c4 c5 c6 c7 c8",
		whole + "&limit=2":                              "c0 c1 c2 c3 c4 c5 c6 c7 c8",
		whole + "&limit=1&outcome=missed":               "c0 c2 c4 c6 c8",
		whole + "&outcome=talked&q=LOPEZ":               "c1 c3 c5 c7",
		whole + "&caller=0199&limit=3":                  "c0 c1 c2 c3 c4 c5 c6 c7 c8",
		whole + "&caller=withheld":                      "",
		whole + "&line=acme&limit=4":                    "c0 c1 c2 c3 c4 c5 c6 c7 c8",
		whole + "&line=other":                           "",
		whole + "&team=platform&limit=100":              "c0 c1 c2 c3 c4 c5 c6 c7 c8",
		"/calls?from=2026-11-28&zone=America%2FChicago": "c0 c1", // its day began at 06:00
		"/calls?from=2026-11-27T23:00:00%2B01:00&to=2026-11-28T04:00:01Z&zone=Etc%2FUTC": "c2 c3 c4",
	} {
		if got := ids(path); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
	for _, path := range []string{
		"/calls?from=x", "/calls?zone=Mars", "/calls?outcome=lost", "/calls?limit=101", "/calls?cursor=x", "/calls?cursor=" + api.Cursor("2020-01-01T00:00:00Z|c"),
		"/calls?cursor=" + api.Cursor("2026-11-28T09:00:00Z"), "/calls?line=" + strings.Repeat("x", 300), "/calls?q=%ff", "/calls?from=2026-01-01",
	} {
		if got := p.ask(access.Editor, "GET", path, ""); got.Status != http.StatusBadRequest || got.Header.Get("content-type") != api.ProblemMedia {
			t.Errorf("%s: %d %s", path, got.Status, got.Body)
		}
	}
}

func TestWhatAPageAsksOfTheStore(t *testing.T) {
	p := newPlace(t)
	for i := range 250 {
		p.add(fmt.Sprintf("c%03d", i), time.Duration(i)*2*time.Minute, nil)
	}
	path := "/calls?limit=50"
	for page := range 6 {
		p.store.asked = 0
		var got Calls
		p.want(200, p.ask(access.Viewer, "GET", path, "")).into(t, &got)
		want := 1 // one query with what it names: two requests
		if page == 0 {
			want = 2 // and the dialplan, once
		}
		if p.store.asked != want {
			t.Errorf("page %d asked %d times, want %d", page, p.store.asked, want)
		}
		if path = "/calls?limit=50&cursor=" + got.Next; got.Next == "" {
			break
		}
	}
	p.store.asked = 0
	p.want(200, p.ask(access.Viewer, "GET", "/calls/c007", ""))
	if p.store.asked > 2 {
		t.Errorf("one call asked %d times", p.store.asked)
	}
	p.store.asked = 0
	var got Calls
	p.want(200, p.ask(access.Viewer, "GET", "/calls?caller=nobody", "")).into(t, &got)
	if len(got.Items) != 0 || p.store.asked > lookedMost/pageMost {
		t.Errorf("a filter that finds nothing asked %d times: %+v", p.store.asked, got)
	}
}

func TestAViewerSeesAndFindsNoNumbers(t *testing.T) {
	p := filled(t)
	for _, path := range []string{"/calls", "/calls/" + ExampleCall, "/voicemails", message, "/alerts", "/alerts/" + ExampleCall + "-1", "/calls?caller=4155550199", "/statistics"} {
		if got := p.want(200, p.ask(access.Viewer, "GET", path, "")); strings.Contains(got.Body, "1415555") {
			t.Errorf("%s shows %s", path, got.Body)
		}
	}
	var page Calls
	if p.ask(access.Viewer, "GET", "/calls?caller=4155550199", "").into(t, &page); len(page.Items) != 0 {
		t.Error("a viewer finds a number that is masked")
	}
	if got := p.want(200, p.ask(access.Viewer, "GET", "/calls/"+ExampleCall, "")); strings.Contains(got.Body, `"talk"`) {
		t.Errorf("a viewer sees recorded talks: %s", got.Body)
	}
	if got := p.reads(); got != "" {
		t.Errorf("what shows no number is audited: %s", got)
	}
}

func TestReadsAreAuditedOrNotAnswered(t *testing.T) {
	p := filled(t)
	for _, path := range []string{"/calls", "/calls/" + ExampleCall, message + "/audio", talk + "/audio"} {
		p.want(200, p.ask(access.Editor, "GET", path, ""))
	}
	p.want(204, p.ask(access.Editor, "DELETE", message, ""))
	p.want(201, p.ask(access.Viewer, "POST", "/exports", `{"format":"json"}`))
	c, m := "calls/"+ExampleCall, "voicemails/"+ExampleCall+"-m1"
	if got, want := p.reads(), "editor read "+c+"; editor read "+c+"; editor listened "+m+"; editor listened talks/"+ExampleCall+"-t1; editor deleted "+m+"; viewer exported exports/unguessable"; got != want {
		t.Errorf("the audit has %s\nwant %s", got, want)
	}
	var page Reads
	p.ask(access.Admin, "GET", "/reads", "").into(t, &page)
	if err := resource.Verify(page.Records, resource.Link{}); err != nil {
		t.Error(err)
	}
	p = filled(t)
	p.store.fails = errors.New("no store")
	for _, path := range []string{"/calls", "/calls/" + ExampleCall, message, message + "/audio", "/alerts"} {
		if got := p.ask(access.Editor, "GET", path, ""); got.Status < 500 || strings.Contains(got.Body, "1415555") || strings.Contains(got.Body, "desk.example.com") {
			t.Errorf("%s is answered without its record: %d %s", path, got.Status, got.Body)
		}
	}
	p.store.fails = port.ErrConflict // for ever: somebody else is always faster
	p.want(503, p.ask(access.Editor, "GET", "/calls", ""))
}

func TestAMessageIsHeardHeldAndDeleted(t *testing.T) {
	p := filled(t)
	var page Recordings
	p.want(200, p.ask(access.Editor, "GET", "/voicemails?heard=false", "")).into(t, &page)
	if len(page.Items) != 1 || page.Items[0].Seconds != 12 || page.Items[0].Of.LineName != "Acme support" {
		t.Errorf("%+v", page)
	}
	var got Recording
	for range 2 { // again changes nothing
		p.want(200, p.ask(access.Editor, "POST", message+"/heard", "")).into(t, &got)
	}
	if len(got.HeardBy) != 1 || got.HeardBy[0].Name != "editor" {
		t.Errorf("heard by %+v", got.HeardBy)
	}
	p.want(200, p.ask(access.Admin, "POST", message+"/heard", "")).into(t, &got)
	if len(got.HeardBy) != 2 {
		t.Errorf("heard by %+v", got.HeardBy)
	}
	p.want(200, p.ask(access.Editor, "GET", "/voicemails?heard=false", "")).into(t, &page)
	if len(page.Items) != 0 {
		t.Errorf("%+v", page)
	}
	p.want(200, p.ask(access.Editor, "PUT", message+"/hold", `{"held":true}`)).into(t, &got)
	if got.Held == nil || got.Held.Who != "sub-editor" {
		t.Errorf("held %+v", got.Held)
	}
	p.want(409, p.ask(access.Editor, "DELETE", message, ""))
	var audio Audio
	p.want(200, p.ask(access.Editor, "GET", message+"/audio", "")).into(t, &audio)
	if !strings.Contains(audio.URL, "/recordings/held/voicemail/") || !audio.Expires.Equal(now.Add(15*time.Minute)) {
		t.Errorf("%+v", audio)
	}
	got = Recording{}
	p.want(200, p.ask(access.Editor, "PUT", message+"/hold", `{"held":false}`)).into(t, &got)
	if kept := p.audio.All(); got.Held != nil || len(kept) != 2 {
		t.Errorf("held %+v, %d recordings kept", got.Held, len(kept))
	}
	for range 2 { // again is done too
		p.want(204, p.ask(access.Editor, "DELETE", message, ""))
	}
	if kept := p.audio.All(); len(kept) != 1 {
		t.Errorf("%d recordings kept, want the talk alone", len(kept))
	}
	p.want(404, p.ask(access.Editor, "GET", message+"/audio", ""))
	p.want(404, p.ask(access.Editor, "PUT", message+"/hold", `{"held":true}`))
	p.want(200, p.ask(access.Editor, "GET", message, "")).into(t, &got)
	if got.Deleted == nil || got.Deleted.Name != "editor" {
		t.Errorf("deleted %+v", got.Deleted)
	}
	p.want(400, p.ask(access.Editor, "PUT", message+"/hold", `{"hold":true}`))
	for _, path := range []string{"/voicemails/none-m1", "/voicemails/" + ExampleCall + "-m2", "/voicemails/" + ExampleCall + "-t1", talk + "x", "/calls/no.such", "/alerts/" + ExampleCall + "-9"} {
		p.want(404, p.ask(access.Editor, "GET", path, ""))
	}
}

// A call's record is forgotten after thirty days; what is held is not.
func TestWhatIsHeldOutlivesItsCall(t *testing.T) {
	p := filled(t)
	p.want(200, p.ask(access.Editor, "PUT", message+"/hold", `{"held":true}`))
	p.calls = nil
	fresh := newPlace(t)
	marks, err := p.store.Activity.Beside(t.Context(), port.Wanted{Marks: []string{ExampleCall}})
	p.must(err)
	marks.Marks[0].Version = 1
	p.must(fresh.store.Mark(t.Context(), marks.Marks[0]))
	p.must(fresh.audio.Keep(t.Context(), "held/voicemail/"+ExampleCall+"/m", "audio/mpeg", strings.NewReader("audio")))
	got := fresh.want(200, fresh.ask(access.Editor, "GET", message, ""))
	fresh.want(200, fresh.ask(access.Editor, "GET", message+"/audio", ""))
	if !marks.Marks[0].Until.IsZero() || !strings.Contains(got.Body, "Acme support") {
		t.Errorf("kept until %s: %s", marks.Marks[0].Until, got.Body)
	}
}

func TestAudioThatHasNotComeYet(t *testing.T) {
	p := newPlace(t)
	p.add("c1", time.Minute, func(c *call.Call) {
		c.Messages = []call.Recording{{ID: "m", URL: "https://provider.example.com/m", Bytes: 9000, Seconds: 4, At: now}}
	})
	p.want(409, p.ask(access.Editor, "GET", "/voicemails/c1-m1/audio", ""))
	p.want(409, p.ask(access.Editor, "DELETE", "/voicemails/c1-m1", ""))
}

func TestExportsAreFilesBehindALink(t *testing.T) {
	p := filled(t)
	for format, says := range map[string]string{"csv": "\ufeffArrived,Ended,Line", "json": `"lineName": "Acme support"`} {
		var out Exported
		p.want(201, p.ask(access.Editor, "POST", "/exports", `{"format":"`+format+`","from":"2026-11-27","zone":"Europe/Berlin"}`)).into(t, &out)
		kept := p.audio.All()["export/unguessable/calls-2026-11-27-to-2026-11-28."+format]
		if out.Calls != 1 || !strings.Contains(out.URL, "/recordings/export/unguessable/") || !strings.Contains(string(kept.Audio), says) || !strings.Contains(string(kept.Audio), "+14155550199") {
			t.Errorf("%+v: %s", out, kept.Audio)
		}
	}
	p.want(201, p.ask(access.Viewer, "POST", "/exports", `{"format":"csv","from":"2026-11-27","to":"2026-11-28"}`))
	if kept := p.audio.All()["export/unguessable/calls-2026-11-27-to-2026-11-28.csv"]; strings.Contains(string(kept.Audio), "555019900") {
		t.Errorf("a viewer gets %s", kept.Audio)
	}
	for _, body := range []string{`{}`, `{"format":"xls"}`, `{"format":"csv","zone":"Mars"}`, `{"format":"csv","outcome":"x"}`, `{"format":"csv","a":1}`, `x`, ``} {
		p.want(400, p.ask(access.Editor, "POST", "/exports", body))
	}
}

func TestStatisticsOfARange(t *testing.T) {
	p := filled(t)
	var s activity.Statistics
	p.want(200, p.ask(access.Viewer, "GET", "/statistics?from=2026-11-27&zone=Asia%2FTokyo", "")).into(t, &s)
	if s.Zone != "Asia/Tokyo" || len(s.Days) != 2 || s.Whole.Messages != 1 || len(s.People) != 1 || s.People[0].Name != "Ana Lopez" {
		t.Errorf("%+v", s)
	}
}

// Whatever bytes stand in a query or a path, the answer is no fault of ours.
func TestAnyQueryIsAnswered(t *testing.T) {
	p := filled(t)
	random := rand.New(rand.NewPCG(1, 2))
	pieces := []string{"", "0", "-1", "9999999999999999999", "\x00", "\xff\xfe", "2026-11-28", "2026-11-28T10:00:00Z", "0000-00-00", "9999-12-31", "Europe/Berlin", "../../etc", "UTC", "🕛", "withheld",
		"talked", "true", "false", ExampleCall, ExampleCall + "-m1", "-", "-m", "%", strings.Repeat("a", 3000), "{}", "null", "MjAyNi0xMS0yOFQwOTowMDowMFp8", api.Cursor("2026-11-28T09:00:00Z|" + ExampleCall), api.Cursor("|"), api.Cursor("99999")}
	some := func() string {
		s := pieces[random.IntN(len(pieces))]
		if random.IntN(3) == 0 {
			s += pieces[random.IntN(len(pieces))]
		}
		return s
	}
	for range 4000 {
		o := p.all[random.IntN(len(p.all))]
		q := url.Values{}
		for _, parameter := range o.Query {
			if random.IntN(3) == 0 {
				q.Set(parameter.Name, some())
			}
		}
		path := o.Path
		if random.IntN(2) == 0 {
			path = o.Example.Path
		}
		path = strings.ReplaceAll(path, "{id}", url.PathEscape(some()))
		body := o.Example.Body
		if random.IntN(2) == 0 && body != "" {
			text, err := json.Marshal(map[string]string{"format": "csv", []string{"from", "zone", "line", "outcome", "q", "caller"}[random.IntN(6)]: some()})
			p.must(err)
			body = string(text)
		}
		if got := p.ask(access.Admin, o.Method, path+"?"+q.Encode(), body); got.Status >= 500 {
			t.Fatalf("%s %s?%s %s: %d %s", o.Method, path, q.Encode(), body, got.Status, got.Body)
		}
	}
}

func TestPagesTogetherHaveEveryCallOnce(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for round := range 20 {
		p := newPlace(t)
		var want, got []string
		for i := range 40 {
			want = append(want, p.add(fmt.Sprintf("c%02d", i), time.Duration(random.IntN(100))*time.Hour/2, nil).ID)
		}
		path := fmt.Sprintf("/calls?from=2026-11-20&zone=Pacific%%2FApia&limit=%d", 1+random.IntN(9))
		next := ""
		for range 100 {
			var page Calls
			p.want(200, p.ask(access.Viewer, "GET", path+next, "")).into(t, &page)
			for _, e := range page.Items {
				got = append(got, e.ID)
			}
			if next = "&cursor=" + page.Next; page.Next == "" {
				break
			}
		}
		if slices.Sort(got); !slices.Equal(got, want) {
			t.Fatalf("round %d, %s: %v", round, path, got)
		}
	}
}
