package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ringdown/shared/access"
	"ringdown/shared/resource"
)

// asking speaks to a desk's API as somebody of a role.
type asking struct {
	t     *testing.T
	url   string
	token string
}

func asked(t *testing.T, c Client, role access.Role) asking {
	t.Helper()
	about, err := c.About(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	token, err := about.Token(t.Context(), role)
	if err != nil {
		t.Fatal(err)
	}
	return asking{t, "http://" + c.Address + "/api/v1", token}
}

// ask makes one request, and wants its status. Headers come in pairs.
func (a asking) ask(status int, method, path, body string, headers ...string) (http.Header, []byte) {
	a.t.Helper()
	req, err := http.NewRequestWithContext(a.t.Context(), method, a.url+path, strings.NewReader(body))
	if err != nil {
		a.t.Fatal(err)
	}
	req.Header.Set("authorization", "Bearer "+a.token)
	req.Header.Set("content-type", "application/json")
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		a.t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != status {
		a.t.Fatalf("%s %s: %d, want %d, %v\n%s", method, path, resp.StatusCode, status, err, text)
	}
	return resp.Header, text
}

// ring is how long the first phone of a call is rung.
func ring(lines []string) string {
	for _, l := range lines {
		if _, seconds, ok := strings.Cut(l, " ring for "); ok {
			return seconds
		}
	}
	return "never"
}

// serving serves a desk until end is called.
func serving(t *testing.T, o Options) (c Client, end func()) {
	t.Helper()
	d, err := Open(o)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- d.Serve(ctx) }()
	end = func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
	return Client{Address: strings.TrimPrefix(d.URL, "http://")}, end
}

const (
	benBody   = `{"id":"ben","name":"Ben","phones":[{"number":"+14155550102"}]}`
	deskBody  = `{"id":"desk","name":"Desk","tiers":[["ben"]]}`
	salesBody = `{"id":"sales","number":"+14155550130","description":"Sales","team":"desk","ring":{"ringSeconds":21},"voicemail":{"enabled":false}}`
	salesCall = "caller: 6s after dialling hang up"
)

// TestWhatIsSavedByTheAPIIsInForceAtOnce walks through a desk that is set up by requests alone: the
// next caller hears of each, and a restart keeps them.
func TestWhatIsSavedByTheAPIIsInForceAtOnce(t *testing.T) {
	o := options(t, settingsText)
	o.StateFile = filepath.Join(t.TempDir(), "desk.json")
	c, end := serving(t, o)
	a := asked(t, c, access.Editor)
	if _, err := c.Place(t.Context(), Order{To: "sales", Script: salesCall}); err == nil {
		t.Fatal("a line can be called before there is one")
	}
	a.ask(http.StatusCreated, "POST", "/users", benBody)
	a.ask(http.StatusCreated, "POST", "/teams", deskBody)
	a.ask(http.StatusCreated, "POST", "/lines", salesBody)
	about, err := c.About(t.Context())
	if err != nil || len(about.Lines) != 2 || about.Lines[1].Number != "+14155550130" || !slices.Contains(about.Phones, "ben") {
		t.Fatalf("%v, the desk has %+v", err, about)
	}
	lines, told := followed(t, c, Order{To: "+14155550130", Script: salesCall})
	if told.Outcome != "missed" || !slices.Equal(told.Rung, []string{"ben"}) || ring(lines) != "21 s" {
		t.Errorf("%+v, rung for %s\n%s", told, ring(lines), strings.Join(lines, "\n"))
	}

	// A call that has begun keeps its dialplan: the change is saved while ben's phone rings.
	began := make(chan Told)
	placed, err := c.Place(t.Context(), Order{To: "sales", Script: "caller: 30s after dialling hang up\nben: answers after 8s; 1s after hearing \"press 1\" press 1"})
	if err != nil {
		t.Fatal(err)
	}
	ringing := make(chan bool, 1)
	go func() {
		told, _ := c.Follow(context.WithoutCancel(t.Context()), placed, func(m Moment) {
			if m.Ordered && strings.HasPrefix(m.What, "ring for 21 s") {
				ringing <- true
			}
		})
		began <- told
	}()
	select {
	case <-ringing:
	case <-time.After(patience):
		t.Fatal("nobody is rung")
	}
	tag, _ := a.ask(http.StatusOK, "GET", "/lines/sales", "")
	a.ask(http.StatusOK, "PATCH", "/lines/sales", `{"ring":{"ringSeconds":33}}`, "if-match", tag.Get("etag"))
	head, problem := a.ask(http.StatusPreconditionFailed, "PATCH", "/lines/sales", `{"ring":{"ringSeconds":44}}`, "if-match", tag.Get("etag"))
	if head.Get("etag") != `"2"` || !strings.Contains(string(problem), `"version":2`) {
		t.Errorf("the lost race is told as %s\n%s", head.Get("etag"), problem)
	}
	if told := <-began; told.Outcome != "talked with ben" {
		t.Errorf("the call that had begun: %+v", told)
	}
	if lines, _ := followed(t, c, Order{To: "sales", Script: salesCall}); ring(lines) != "33 s" {
		t.Errorf("the next caller's responder is rung for %s", ring(lines))
	}
	end()

	c, end = serving(t, o)
	defer end()
	a = asked(t, c, access.Admin)
	if lines, told := followed(t, c, Order{To: "sales", Script: salesCall}); ring(lines) != "33 s" || !slices.Equal(told.Rung, []string{"ben"}) {
		t.Errorf("after the restart: %+v, rung for %s", told, ring(lines))
	}
	if running, err := c.Running(t.Context()); err != nil || len(running.Plans) != 2 || running.Plans[1].Version != 2 {
		t.Errorf("%v; in force are %+v", err, running.Plans)
	}
	if _, text := a.ask(http.StatusOK, "GET", "/lines/sales/versions/1", ""); !strings.Contains(string(text), `"ringSeconds":21`) {
		t.Errorf("version 1 is %s", text)
	}
	var audit struct{ Records []resource.Record }
	_, text := a.ask(http.StatusOK, "GET", "/audit?month="+resource.MonthOf(time.Now()), "")
	if err := json.Unmarshal(text, &audit); err != nil || len(audit.Records) != 5 || audit.Records[0].Who != "file" || audit.Records[4].Name == "" {
		t.Errorf("%v; the audit has %s", err, text)
	}
	if err := resource.Verify(audit.Records, resource.Link{}); err != nil {
		t.Error(err)
	}
}

// TestAChangedFileIsImportedOnce: an edited file is in force after the restart, whole; an unchanged
// one leaves what was saved on the desk.
func TestAChangedFileIsImportedOnce(t *testing.T) {
	o := options(t, settingsText)
	o.StateFile = filepath.Join(t.TempDir(), "desk.json")
	edited := options(t, strings.Replace(settingsText, "id: notes", "id: memos", 1))
	edited.StateFile = o.StateFile
	for _, step := range []struct {
		name string
		o    Options
		want string // lines, and version of the first
	}{
		{"the first start", o, "notes 1"},
		{"the same file", o, "notes 1 sales"},
		{"another file: its line has the number now, and what it lacks is gone", edited, "memos 1"},
		{"the first file once more: the line's versions count on", o, "notes 2"},
	} {
		c, end := serving(t, step.o)
		if step.name == "the first start" {
			a := asked(t, c, access.Editor)
			a.ask(http.StatusCreated, "POST", "/users", benBody)
			a.ask(http.StatusCreated, "POST", "/teams", deskBody)
			a.ask(http.StatusCreated, "POST", "/lines", salesBody)
			end()
			continue
		}
		running, err := c.Running(t.Context())
		end()
		if err != nil {
			t.Fatal(err)
		}
		got := fmt.Sprintf("%s %d", running.Plans[0].Line, running.Plans[0].Version)
		for _, p := range running.Plans[1:] {
			got += " " + p.Line
		}
		if got != step.want {
			t.Errorf("%s: %s, want %s", step.name, got, step.want)
		}
	}
}
