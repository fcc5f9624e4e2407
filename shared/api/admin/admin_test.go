package admin

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"ringdown/infra/memport"
	"ringdown/shared/access"
	"ringdown/shared/api"
	"ringdown/shared/office"
	"ringdown/shared/port"
	"ringdown/shared/resource"
)

var now = time.Date(2026, 11, 28, 10, 0, 0, 0, time.UTC)

// place is the API on an empty store; whoever asks writes their role as the token.
type place struct {
	*api.Server
	t      *testing.T
	store  *memport.Settings
	rooms  *memport.Prompts
	queue  *memport.Orders
	plans  *memport.Dialplans
	all    []api.Operation
	logged bytes.Buffer
	now    time.Time // of requests
}

func newPlace(t *testing.T) *place {
	t.Helper()
	p := &place{t: t, plans: memport.NewDialplans(), now: now}
	p.store = memport.NewSettings(p.plans)
	p.rooms = &memport.Prompts{BaseURL: "https://desk.test", Key: []byte("key"), Now: func() time.Time { return now }}
	p.queue = &memport.Orders{Now: func() time.Time { return p.now }}
	p.all = Operations(&office.Office{Store: p.store, Now: func() time.Time { return now }, Wait: func(context.Context, int) error { return nil }}, p.rooms, &memport.Voices{}, p.queue, rand.Text)
	p.Server = api.New(api.Gate{
		Prove: func(_ context.Context, authorization string) (access.Principal, error) {
			role, ok := strings.CutPrefix(authorization, "Bearer ")
			if !ok {
				return access.Principal{}, &access.Refusal{Kind: access.ErrUnauthenticated, Reason: "send a token"}
			}
			return access.Principal{Subject: "sub-" + role, Name: role, Roles: []access.Role{access.Role(role)}}, nil
		},
		Take: func(access.Principal) (int, error) { return 0, nil },
		Now:  func() time.Time { return p.now },
		Log:  slog.New(slog.NewTextHandler(&p.logged, nil)),
	}, p.all)
	return p
}

// reply is an answer, read.
type reply struct {
	Status int
	Header http.Header
	Body   string
}

// into reads the JSON of an answer.
func (r reply) into(t *testing.T, v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(r.Body), v); err != nil {
		t.Fatalf("%d %s: %v", r.Status, r.Body, err)
	}
}

// ask sends a request as a role. Headers are pairs.
func (p *place) ask(role access.Role, method, path, body string, headers ...string) reply {
	r := httptest.NewRequest(method, api.Base+path, strings.NewReader(body))
	r.Header.Set("content-type", "application/json")
	if role != "" {
		r.Header.Set("authorization", "Bearer "+string(role))
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	p.ServeHTTP(w, r)
	return reply{w.Code, w.Header(), w.Body.String()}
}

// want fails unless the answer has the status.
func (p *place) want(status int, r reply) reply {
	p.t.Helper()
	if r.Status != status {
		p.t.Errorf("got %d %s, want %d", r.Status, r.Body, status)
	}
	return r
}

// create puts what is not there yet.
func (p *place) create(path, body string) reply {
	p.t.Helper()
	return p.want(http.StatusCreated, p.ask(access.Admin, http.MethodPut, path, body, "if-none-match", "*"))
}

// filled is a place with the example of every kind in it.
func filled(t *testing.T) *place {
	t.Helper()
	p := newPlace(t)
	p.create("/users/ben", `{"name":"Ben Okafor"}`)
	for _, of := range resource.Kinds {
		for _, k := range kinds {
			if k.Kind == of && k.Kind != resource.Account {
				p.create("/"+k.ref(k.id).String(), k.example)
			} else if k.Kind == of {
				p.create("/account", k.example)
			}
		}
	}
	return p
}

func TestAResourceIsCreatedReadReplacedChangedAndDeleted(t *testing.T) {
	p := filled(t)
	got := p.want(200, p.ask(access.Viewer, "GET", "/teams/platform", ""))
	if got.Header.Get("etag") != `"1"` || !strings.Contains(got.Body, `"id":"platform"`) {
		t.Errorf("%s %s", got.Header.Get("etag"), got.Body)
	}
	p.want(304, p.ask(access.Viewer, "GET", "/teams/platform", "", "if-none-match", `"1"`))
	var saved Saved
	p.want(200, p.ask(access.Editor, "PUT", "/teams/platform", `{"name":"Platform","tiers":[["ben"]]}`, "if-match", `"1"`)).into(t, &saved)
	if saved.Version != 2 || len(saved.Lines) != 1 || saved.Lines[0] != "acme-support" || saved.ChangedBy != "sub-editor" {
		t.Errorf("%+v", saved)
	}
	got = p.want(200, p.ask(access.Editor, "PATCH", "/teams/platform", `{"emails":["a@example.com"],"name":null}`, "if-match", `"2"`, "content-type", "application/merge-patch+json"))
	if got.Header.Get("etag") != `"3"` {
		t.Errorf("etag %s", got.Header.Get("etag"))
	}
	got = p.want(200, p.ask(access.Editor, "GET", "/teams/platform", ""))
	if want := `{"id":"platform","name":"","tiers":[["ben"]],"emails":["a@example.com"]}`; strings.TrimSpace(got.Body) != want {
		t.Errorf("got %s, want %s", got.Body, want)
	}
	got = p.want(409, p.ask(access.Editor, "DELETE", "/teams/platform", "", "if-match", `"3"`))
	if !strings.Contains(got.Body, `"usedBy":[{"kind":"lines","id":"acme-support"}]`) {
		t.Errorf("%s", got.Body)
	}
	p.want(200, p.ask(access.Editor, "DELETE", "/lines/acme-support", "", "if-match", `"1"`))
	p.want(200, p.ask(access.Editor, "DELETE", "/teams/platform", "", "if-match", `*`))
	p.want(404, p.ask(access.Viewer, "GET", "/teams/platform", ""))
	if _, err := p.plans.ByNumber(t.Context(), "+14155550100"); err == nil {
		t.Error("the line's number is still in service")
	}
}

func TestChangesSayWhatTheyFollow(t *testing.T) {
	p := filled(t)
	body := `{"name":"Ben"}`
	for name, tc := range map[string]struct {
		headers []string
		status  int
		says    string
	}{
		"nothing":           {nil, 428, "If-Match"},
		"an old version":    {[]string{"if-match", `"9"`}, 412, `"version":1`},
		"no tag":            {[]string{"if-match", `1`}, 412, "ETag as it came"},
		"a weak tag":        {[]string{"if-match", `W/"1"`}, 412, "ETag as it came"},
		"new, but it is":    {[]string{"if-none-match", `*`}, 409, "exists"},
		"both":              {[]string{"if-none-match", `*`, "if-match", `"1"`}, 400, "do not go together"},
		"none of a version": {[]string{"if-none-match", `"1"`}, 400, "If-None-Match"},
	} {
		if got := p.ask(access.Admin, "PUT", "/users/ben", body, tc.headers...); got.Status != tc.status || !strings.Contains(got.Body, tc.says) || got.Header.Get("content-type") != api.ProblemMedia {
			t.Errorf("%s: got %d %s %s, want %d %s", name, got.Status, got.Header.Get("content-type"), got.Body, tc.status, tc.says)
		}
	}
}

func TestVersionsAreReadComparedAndRestored(t *testing.T) {
	p := filled(t)
	for i, name := range []string{"Ben O.", "Benjamin"} {
		p.want(200, p.ask(access.Editor, "PUT", "/users/ben", `{"name":"`+name+`"}`, "if-match", api.Tag(i+1)))
	}
	var page List
	p.want(200, p.ask(access.Viewer, "GET", "/users/ben/versions?limit=2", "")).into(t, &page)
	if len(page.Items) != 2 || page.Items[0].Version != 3 || page.Next == "" {
		t.Errorf("%+v", page)
	}
	p.want(200, p.ask(access.Viewer, "GET", "/users/ben/versions?limit=2&cursor="+page.Next, "")).into(t, &page)
	if len(page.Items) != 1 || page.Items[0].Version != 1 {
		t.Errorf("%+v", page)
	}
	var diff Diff
	p.want(200, p.ask(access.Viewer, "GET", "/users/ben/diff?from=1", "")).into(t, &diff)
	if diff.From != 1 || diff.To != 3 || len(diff.Differences) != 1 || diff.Differences[0].Was != "Ben Okafor" || diff.Differences[0].Is != "Benjamin" {
		t.Errorf("%+v", diff)
	}
	p.want(428, p.ask(access.Editor, "POST", "/users/ben/versions/1/restore", ""))
	got := p.want(200, p.ask(access.Editor, "POST", "/users/ben/versions/1/restore", "", "if-match", `"3"`))
	if !strings.Contains(got.Body, "Ben Okafor") || got.Header.Get("etag") != `"4"` {
		t.Errorf("%s", got.Body)
	}
	p.want(404, p.ask(access.Viewer, "GET", "/users/ben/versions/9", ""))
	p.want(404, p.ask(access.Viewer, "GET", "/users/ben/versions/x", ""))
	p.want(404, p.ask(access.Viewer, "GET", "/users/zoe/versions", ""))
}

func TestATrialSavesNothing(t *testing.T) {
	p := filled(t)
	got := p.want(200, p.ask(access.Editor, "PATCH", "/lines/acme-support?dryRun", `{"ring":{"ringSeconds":40}}`, "if-match", `"1"`))
	var trial Trial
	got.into(t, &trial)
	if len(trial.Lines) != 1 || len(trial.Effects) != 1 || !strings.Contains(strings.Join(trial.Effects[0].Changes, ";"), "40") {
		t.Errorf("%s", got.Body)
	}
	if got := p.ask(access.Viewer, "GET", "/lines/acme-support", ""); got.Header.Get("etag") != `"1"` {
		t.Errorf("it was saved: %s", got.Body)
	}
	p.want(422, p.ask(access.Editor, "PATCH", "/lines/acme-support?dryRun", `{"ring":{"ringSeconds":4}}`, "if-match", `"1"`))
}

func TestFaultsAreAProblemDocument(t *testing.T) {
	p := filled(t)
	got := p.want(422, p.ask(access.Editor, "PATCH", "/lines/acme-support", `{"ring":{"ringSeconds":4,"rouns":2},"team":"platfrm"}`, "if-match", `"1"`))
	var problem api.Problem
	got.into(t, &problem)
	for _, want := range []string{`/ring/ringSeconds`, `/ring/rouns`, `/team`, `rounds`, `platform`} {
		if !strings.Contains(got.Body, want) {
			t.Errorf("%s is not in %s", want, got.Body)
		}
	}
	if problem.Type != "urn:ringdown:problem:faults" || problem.Status != 422 {
		t.Errorf("%+v", problem)
	}
}

func TestFaultsOfWhatChangesNothingElseAreFaults(t *testing.T) {
	p := filled(t)
	for _, body := range []string{`{"name":"Ben Okafor","phonez":[]}`, `{"id":"bob","name":"Ben Okafor"}`} {
		if r := p.want(http.StatusUnprocessableEntity, p.ask(access.Editor, "PUT", "/users/ben", body, "if-match", `"1"`)); !strings.Contains(r.Body, `"pointer":"/`) {
			t.Errorf("%s: %s", body, r.Body)
		}
	}
}

func TestAWarningComesWithASuccess(t *testing.T) {
	p := filled(t)
	got := p.want(200, p.ask(access.Editor, "PATCH", "/teams/platform", `{"emails":null}`, "if-match", `"1"`))
	var saved Saved
	if got.into(t, &saved); len(saved.Warnings) == 0 || saved.Warnings[0].Level != "warning" {
		t.Errorf("no warning of a team that nobody tells: %s", got.Body)
	}
}

func TestSeveralChangesAreSavedTogether(t *testing.T) {
	p := filled(t)
	p.create("/lines/second", `{"number":"+14155550199","team":"platform"}`)
	got := p.want(200, p.ask(access.Editor, "POST", "/changes", `{"changes":[
		{"kind":"lines","id":"acme-support","follows":1,"value":{"number":"+14155550199","team":"platform"}},
		{"kind":"lines","id":"second","follows":1,"value":{"number":"+14155550100","team":"platform"}}]}`))
	var saved SavedAll
	if got.into(t, &saved); len(saved.Items) != 2 || len(saved.Lines) != 2 {
		t.Errorf("%s", got.Body)
	}
	if d, err := p.plans.ByNumber(t.Context(), "+14155550100"); err != nil || d.Line != "second" {
		t.Errorf("the number has %q, %v", d.Line, err)
	}
	p.want(412, p.ask(access.Editor, "POST", "/changes", `{"changes":[{"kind":"users","id":"new","value":{"name":"N"}},{"kind":"lines","id":"second","follows":1}]}`))
	p.want(404, p.ask(access.Viewer, "GET", "/users/new", ""))
	p.want(400, p.ask(access.Editor, "POST", "/changes", `{"changes":[{"kind":"calls","id":"new"}]}`))
}

// counted counts the requests of a store.
type counted struct {
	port.Settings
	reads int
}

func (c *counted) Snapshot(ctx context.Context) (resource.Snapshot, error) {
	c.reads++
	return c.Settings.Snapshot(ctx)
}

func TestASaveThatChangesNothingReadsOnce(t *testing.T) {
	p := filled(t)
	store := &counted{Settings: p.store}
	gate := p.Gate
	p.Server = api.New(gate, Operations(&office.Office{Store: store, Now: gate.Now, Wait: func(context.Context, int) error { return nil }}, p.rooms, nil, p.queue, rand.Text))
	r := p.want(http.StatusOK, p.ask(access.Editor, "PATCH", "/users/ben", `{"name":"Ben Okafor"}`, "content-type", "application/merge-patch+json", "if-match", `"1"`))
	var got Saved
	if r.into(t, &got); !got.Unchanged || got.Version != 1 || got.ID != "ben" || r.Header.Get("etag") != `"1"` {
		t.Errorf("got %s with ETag %s", r.Body, r.Header.Get("etag"))
	}
	if store.reads != 1 {
		t.Errorf("the settings were read %d times, want once", store.reads)
	}
}

func TestACreationWithANameIsDoneOnce(t *testing.T) {
	p := filled(t)
	body := `{"id":"zoe","name":"Zoe"}`
	first := p.want(201, p.ask(access.Editor, "POST", "/users", body, "idempotency-key", "k1"))
	again := p.want(201, p.ask(access.Editor, "POST", "/users", body, "idempotency-key", "k1"))
	if first.Body != again.Body || first.Header.Get("location") != "/api/v1/users/zoe" {
		t.Errorf("%s, then %s", first.Body, again.Body)
	}
	p.want(422, p.ask(access.Editor, "POST", "/users", `{"id":"zoe2","name":"Zoe"}`, "idempotency-key", "k1"))
	p.want(422, p.ask(access.Editor, "POST", "/teams", body, "idempotency-key", "k1")) // the same words, to another place
	p.want(409, p.ask(access.Editor, "POST", "/users", body))
	p.want(422, p.ask(access.Editor, "POST", "/users", `{"name":"Zoe"}`))
}

func TestAListIsFilteredAndPaged(t *testing.T) {
	p := filled(t)
	var ids []string
	next := ""
	for range 5 {
		var page List
		p.want(200, p.ask(access.Viewer, "GET", "/users?limit=1&cursor="+next, "")).into(t, &page)
		for _, i := range page.Items {
			ids = append(ids, i.ID)
		}
		if next = page.Next; next == "" {
			break
		}
	}
	if strings.Join(ids, " ") != "ana ben" {
		t.Errorf("%q", ids)
	}
	var page List
	p.want(200, p.ask(access.Viewer, "GET", "/users?q=OKAF", "")).into(t, &page)
	if len(page.Items) != 1 || page.Items[0].ID != "ben" {
		t.Errorf("%+v", page)
	}
	p.want(400, p.ask(access.Viewer, "GET", "/users?limit=0", ""))
	p.want(400, p.ask(access.Viewer, "GET", "/users?lmit=1", ""))
	p.want(400, p.ask(access.Viewer, "GET", "/users?cursor=%25", ""))
}

func TestAViewerSeesNoNumbers(t *testing.T) {
	p := filled(t)
	for _, path := range []string{"/users/ana", "/users", "/lines/acme-support", "/users/ana/versions/1"} {
		if got := p.want(200, p.ask(access.Viewer, "GET", path, "")); strings.Contains(got.Body, "141555501") || !strings.Contains(got.Body, "+********10") {
			t.Errorf("%s shows %s", path, got.Body)
		}
		if got := p.want(200, p.ask(access.Editor, "GET", path, "")); !strings.Contains(got.Body, "+141555501") {
			t.Errorf("%s hides %s", path, got.Body)
		}
	}
	var page List
	if p.ask(access.Viewer, "GET", "/users?q=5550101", "").into(t, &page); len(page.Items) != 0 {
		t.Error("a viewer finds a number that is masked")
	}
}

func TestTheAuditSaysWhoDidWhat(t *testing.T) {
	p := filled(t)
	p.want(200, p.ask(access.Editor, "PATCH", "/users/ana", `{"name":"Ana L."}`, "if-match", `"1"`))
	p.want(403, p.ask(access.Editor, "GET", "/audit", ""))
	var page AuditPage
	p.want(200, p.ask(access.Admin, "GET", "/audit?month=2026-11", "")).into(t, &page)
	last := page.Records[len(page.Records)-1]
	if len(page.Records) != 12 || last.Who != "sub-editor" || last.Did != "changed" || last.Detail[0].Pointer != "/name" {
		t.Errorf("%d records, the last %+v", len(page.Records), last)
	}
	p.want(400, p.ask(access.Admin, "GET", "/audit?month=november", ""))
}

func TestADeletionIsNotRestored(t *testing.T) {
	p := filled(t)
	p.create("/users/zoe", `{"name":"Zoe"}`)
	p.want(200, p.ask(access.Editor, "DELETE", "/users/zoe", "", "if-match", `"1"`))
	p.want(409, p.ask(access.Editor, "POST", "/users/zoe/versions/2/restore", "", "if-none-match", "*"))
	p.want(201, p.ask(access.Editor, "POST", "/users/zoe/versions/1/restore", "", "if-none-match", "*"))
	p.want(200, p.ask(access.Viewer, "GET", "/users/zoe", ""))
}

// What is read can be sent back, whatever was left out when it was made.
func TestWhatIsReadCanBeSentBack(t *testing.T) {
	p := filled(t)
	p.create("/users/bare", `{"name":"Bare"}`)
	for _, path := range []string{"/hours/office", "/users/bare", "/schedules/platform-week", "/lines/acme-support", "/teams/platform", "/flows/goodbye", "/account"} {
		read := p.want(200, p.ask(access.Editor, "GET", path, ""))
		got := p.want(200, p.ask(access.Editor, "PUT", path, read.Body, "if-match", "*"))
		if !strings.Contains(got.Body, `"unchanged":true`) {
			t.Errorf("%s: %s came back as %s", path, read.Body, got.Body)
		}
	}
}

func TestWhatCannotBeAnIDHasNoVersions(t *testing.T) {
	p := filled(t)
	for _, id := range []string{strings.Repeat("x", 3000), "%00", "a%2Fb", "ä"} {
		p.want(404, p.ask(access.Viewer, "GET", "/users/"+id, ""))
		p.want(404, p.ask(access.Viewer, "GET", "/users/"+id+"/versions", ""))
		p.want(404, p.ask(access.Viewer, "GET", "/users/"+id+"/diff", ""))
		p.want(422, p.ask(access.Editor, "PUT", "/users/"+id, `{"name":"X"}`, "if-none-match", "*"))
	}
}

func TestAResponderChangesTheirOwnPhonesAndNothingElse(t *testing.T) {
	p := filled(t)
	p.create("/users/responder", `{"name":"Rae"}`)
	var me Me
	got := p.want(200, p.ask(access.Responder, "GET", "/me", ""))
	if got.into(t, &me); me.Version != 1 || me.Roles[0] != "responder" || got.Header.Get("etag") != `"1"` {
		t.Errorf("%s", got.Body)
	}
	patch := func(body string, headers ...string) reply {
		return p.ask(access.Responder, "PATCH", "/me", body, append(headers, "content-type", "application/merge-patch+json")...)
	}
	p.want(428, patch(`{}`))
	p.want(200, patch(`{"phones":[{"number":"+14155550108"}],"timezone":"Europe/London"}`, "if-match", `"1"`))
	p.want(412, patch(`{"phones":[]}`, "if-match", `"1"`))
	got = p.want(422, patch(`{"name":"Admin","id":"x","phones":[]}`, "if-match", `"2"`))
	if !strings.Contains(got.Body, `"pointer":"/id"`) || !strings.Contains(got.Body, `"pointer":"/name"`) {
		t.Errorf("%s", got.Body)
	}
	got = p.want(200, p.ask(access.Admin, "GET", "/users/responder", ""))
	if !strings.Contains(got.Body, `"name":"Rae"`) || !strings.Contains(got.Body, "+14155550108") {
		t.Errorf("%s", got.Body)
	}
	p.want(404, p.ask(access.Editor, "PATCH", "/me", `{}`, "if-match", "*", "content-type", "application/merge-patch+json"))
	p.want(403, p.ask(access.Responder, "GET", "/users/ana", ""))
}

func TestTheCardHasTheNumbersOfAllLines(t *testing.T) {
	p := filled(t)
	p.create("/lines/long", `{"numbers":["+14155550198","+14155550199"],"team":"platform","description":"`+strings.Repeat("é;,", 25)+`"}`)
	got := p.want(200, p.ask(access.Responder, "GET", "/me/card", ""))
	for _, want := range []string{"BEGIN:VCARD\r\nVERSION:3.0\r\nN:", ":+14155550100\r\n", ":+14155550198\r\n", ":+14155550199\r\n", `é\;\,`, "\r\n ", "END:VCARD\r\n"} {
		if !strings.Contains(got.Body, want) {
			t.Errorf("%q is not in %q", want, got.Body)
		}
	}
	for line := range strings.SplitSeq(got.Body, "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) {
			t.Errorf("%d octets: %q", len(line), line)
		}
	}
}

func TestSeveralChangesWithANameAreSavedOnce(t *testing.T) {
	p := filled(t)
	body := `{"changes":[{"kind":"users","id":"zoe","value":{"name":"Zoe"}}]}`
	first := p.want(200, p.ask(access.Editor, "POST", "/changes", body, "idempotency-key", "k1"))
	again := p.want(200, p.ask(access.Editor, "POST", "/changes", body, "idempotency-key", "k1"))
	if first.Body != again.Body {
		t.Errorf("%s, then %s", first.Body, again.Body)
	}
	p.want(412, p.ask(access.Editor, "POST", "/changes", body))
}
