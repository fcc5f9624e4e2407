package admin

import (
	"net/http"
	"strings"
	"testing"

	"ringdown/shared/access"
)

// A feed is made without an id, read by who knows it and nobody else, and gone when it is deleted.
func TestAFeedIsReadByWhoKnowsItsId(t *testing.T) {
	p := filled(t)
	var made Saved
	reply := p.want(http.StatusCreated, p.ask(access.Editor, "POST", "/feeds", `{"schedule":"platform-week","user":"ben"}`))
	reply.into(t, &made)
	if len(made.ID) < 20 || strings.Contains(reply.Body, `"id":"platform-week"`) {
		t.Fatalf("the id %q can be guessed", made.ID)
	}
	read := p.want(http.StatusOK, p.ask("", "GET", "/feeds/"+made.ID+"/calendar.ics", ""))
	for _, want := range []string{"BEGIN:VCALENDAR\r\n", "SUMMARY:Ben Okafor on call: platform-week\r\n", "END:VCALENDAR\r\n"} {
		if !strings.Contains(read.Body, want) {
			t.Errorf("the calendar lacks %q:\n%.2000s", want, read.Body)
		}
	}
	if strings.Contains(read.Body, "Ana") || strings.Contains(read.Body, "+1415") || read.Header.Get("content-type") != "text/calendar; charset=utf-8" {
		t.Errorf("somebody else's shifts, or a number: %v\n%.2000s", read.Header, read.Body)
	}
	p.want(http.StatusNotFound, p.ask("", "GET", "/feeds/platform-week/calendar.ics", ""))
	p.want(http.StatusUnauthorized, p.ask("", "GET", "/feeds/"+made.ID, ""))
	p.want(http.StatusOK, p.ask(access.Editor, "DELETE", "/feeds/"+made.ID, "", "if-match", `"1"`))
	p.want(http.StatusNotFound, p.ask("", "GET", "/feeds/"+made.ID+"/calendar.ics", ""))
}

func TestAScheduleThatAFeedShowsStays(t *testing.T) {
	p := filled(t)
	refused := p.want(http.StatusConflict, p.ask(access.Editor, "DELETE", "/schedules/platform-week", "", "if-match", `"1"`))
	if !strings.Contains(refused.Body, `"usedBy"`) || !strings.Contains(refused.Body, ExampleFeed) {
		t.Errorf("the feed is not named: %s", refused.Body)
	}
	guessed := p.want(http.StatusUnprocessableEntity, p.ask(access.Editor, "POST", "/feeds", `{"id":"office","schedule":"platform-week"}`))
	if !strings.Contains(guessed.Body, `"/id"`) || !strings.Contains(guessed.Body, "can be guessed") {
		t.Errorf("an id that can be guessed: %s", guessed.Body)
	}
}
