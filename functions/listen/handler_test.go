package listen

import (
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"ringdown/infra/desktest"
	"ringdown/shared/call"
	"ringdown/shared/switchboard"
	"ringdown/shared/webhook"
)

var links = switchboard.Links{BaseURL: desktest.BaseURL, Key: desktest.Key}

func open(t *testing.T, d *desktest.Desk, link string) webhook.Response {
	t.Helper()
	parts := strings.Split(strings.TrimPrefix(link, desktest.BaseURL+"/listen/"), "/")
	w, err := New(links, d.Switchboard, d.Pager, slog.New(slog.DiscardHandler))(t.Context(), webhook.Request{PathParameters: map[string]string{"call": parts[0], "token": parts[1]}})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestThePagePlaysTheMessageAndShowsWhoWasTried(t *testing.T) {
	d := desktest.New(t)
	id := d.Arrive()
	d.Work()
	recorded := switchboard.Recorded{Call: id, Message: call.MessageRecorded{Recording: "r1", URL: "https://x.example/f1", Bytes: 48000, Seconds: 12}}
	if err := d.Record(t.Context(), recorded); err != nil {
		t.Fatal(err)
	}
	w := open(t, d, links.Listen(id, d.Time.Add(time.Hour)))
	for _, want := range []string{"<audio", "/recordings/voicemail/" + id + "/r1", "Ana Lopez", "mobile", "Acme support", `<dd><a href="tel:+14155550199">+14155550199</a></dd>`, "02:14:00 UTC · ", "viewport"} {
		if !strings.Contains(w.Body, want) {
			t.Errorf("the page lacks %q:\n%s", want, w.Body)
		}
	}
	if w.StatusCode != http.StatusOK || w.Headers["cache-control"] != "no-store" || !strings.Contains(w.Headers["content-security-policy"], "default-src 'none'") {
		t.Errorf("got %d %v", w.StatusCode, w.Headers)
	}
}

func TestALinkThatDoesNotPlaySaysWhy(t *testing.T) {
	d := desktest.New(t)
	id := d.Arrive()
	good := links.Listen(id, d.Time.Add(time.Hour))
	for link, want := range map[string]struct {
		code int
		says string
	}{
		links.Listen(id, d.Time):                      {http.StatusGone, "This link has expired. Ask for a newer alert, or list the calls."},
		strings.Replace(good, id, call.NewID("x"), 1): {http.StatusForbidden, "not valid"},
		good + "x": {http.StatusForbidden, "not valid"},
		links.Listen("gone", d.Time.Add(time.Hour)): {http.StatusNotFound, "no longer kept"},
		good: {http.StatusOK, "still going on"},
	} {
		if w := open(t, d, link); w.StatusCode != want.code || !strings.Contains(w.Body, want.says) {
			t.Errorf("%s: got %d %s, want %d and %q", link, w.StatusCode, w.Body, want.code, want.says)
		}
	}
}
