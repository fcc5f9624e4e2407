package listen

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"ringdown/infra/desktest"
	"ringdown/shared/alert"
	"ringdown/shared/call"
	"ringdown/shared/port"
	"ringdown/shared/webhook"
)

// told is a desk on which an alert of a missed call has told the team by mail; its reader is "~2".
func told(t *testing.T) (*desktest.Desk, string) {
	t.Helper()
	d := desktest.New(t)
	plan := desktest.Plans(t)[0]
	team := plan.Teams["support"]
	team.Emails = []string{"team@example.com"}
	plan.Teams["support"], plan.Version = team, 2
	if err := d.Dialplans.Publish(t.Context(), plan); err != nil {
		t.Fatal(err)
	}
	id := d.Arrive()
	d.Time = d.Time.Add(10 * time.Second)
	if err := d.Note(t.Context(), id, call.LegEnded{Leg: call.CallerLeg, Reason: call.Completed}); err != nil {
		t.Fatal(err)
	}
	d.Work()
	owed := d.Queue.Receive(port.AlertsQueue, 10)
	if len(owed) == 0 {
		t.Fatal("no alert is owed")
	}
	var e port.Envelope
	if err := json.Unmarshal([]byte(owed[0].Body), &e); err != nil {
		t.Fatal(err)
	}
	if err := d.Pager.Act(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	return d, e.Alert
}

func request(t *testing.T, d *desktest.Desk, method, link string) webhook.Response {
	t.Helper()
	r := webhook.Request{}
	r.RequestContext.HTTP.Method = method
	parts := strings.Split(strings.TrimPrefix(link, desktest.BaseURL+"/alert/"), "/")
	r.PathParameters = map[string]string{"alert": parts[0], "person": parts[1], "token": parts[len(parts)-1]}
	if len(parts) == 4 {
		r.PathParameters["purpose"] = parts[2]
	}
	w, err := New(links, d.Switchboard, d.Pager, slog.New(slog.DiscardHandler))(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func status(t *testing.T, d *desktest.Desk, id string) alert.Status {
	t.Helper()
	a, err := d.Pager.Alerts.Load(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return a.Status()
}

func TestAGetShowsAndAPostActs(t *testing.T) {
	d, id := told(t)
	until := d.Time.Add(time.Hour)
	see, deed := links.Alert(id, "~2", until), links.Deed(id, "~2", "acknowledge", until)
	for _, link := range []string{see, deed} {
		w := request(t, d, "GET", link)
		if w.StatusCode != http.StatusOK || !strings.Contains(w.Body, "Nobody has acknowledged") || !strings.Contains(w.Body, `href="tel:+14155550199"`) || strings.Contains(w.Body, "<script") {
			t.Fatalf("%d %s", w.StatusCode, w.Body)
		}
		if w.Headers["cache-control"] != "no-store" || w.Headers["referrer-policy"] != "no-referrer" || !strings.Contains(w.Headers["content-security-policy"], "default-src 'none'") {
			t.Errorf("headers %v", w.Headers)
		}
	}
	if w := request(t, d, "POST", see); w.StatusCode != http.StatusOK || status(t, d, id) != alert.StatusOpen {
		t.Errorf("a link that shows did something: %d, %s", w.StatusCode, status(t, d, id))
	}
	for range 2 {
		if w := request(t, d, "POST", deed); !strings.Contains(w.Body, "You have this, since Mon 02:14:10 UTC.") || strings.Contains(w.Body, ">Acknowledge<") {
			t.Errorf("the page says %s", w.Body)
		}
	}
	if status(t, d, id) != alert.StatusAcknowledged {
		t.Error("it is not acknowledged")
	}
	request(t, d, "POST", links.Deed(id, "~2", "resolve", until))
	if status(t, d, id) != alert.StatusResolved {
		t.Error("it is not resolved")
	}
}

func TestALinkIsForOnePersonOnePurposeAndADay(t *testing.T) {
	d, id := told(t)
	until := d.Time.Add(time.Hour)
	good := links.Deed(id, "~2", "acknowledge", until)
	for name, c := range map[string]struct {
		link string
		code int
	}{
		"forged":          {good + "x", http.StatusForbidden},
		"expired":         {links.Deed(id, "~2", "acknowledge", d.Time), http.StatusGone},
		"another person":  {strings.Replace(good, "/~2/", "/ana/", 1), http.StatusForbidden},
		"another purpose": {strings.Replace(good, "/acknowledge/", "/resolve/", 1), http.StatusForbidden},
		"another alert":   {strings.Replace(good, id, "c9-1", 1), http.StatusForbidden},
		"nobody told":     {links.Deed(id, "eve", "acknowledge", until), http.StatusForbidden},
		"forgotten alert": {links.Deed("c9-1", "~2", "acknowledge", until), http.StatusNotFound},
	} {
		if w := request(t, d, "POST", c.link); w.StatusCode != c.code || !strings.Contains(w.Body, "<p>") {
			t.Errorf("%s: %d %s", name, w.StatusCode, w.Body)
		}
	}
	if status(t, d, id) != alert.StatusOpen {
		t.Errorf("the alert is %s", status(t, d, id))
	}
}
