package admin

import (
	"net/http"
	"strings"
	"testing"

	"ringdown/shared/access"
)

// planned is a place with the responder among its users; ana and ben take turns by the week.
func planned(t *testing.T) *place {
	t.Helper()
	p := filled(t)
	p.create("/users/responder", `{"name":"Rea"}`)
	return p
}

const week = `"schedule":"platform-week","from":"2026-12-01T18:00:00Z","until":"2026-12-02T06:00:00Z"`

func TestAResponderTakesAndGivesShifts(t *testing.T) {
	p := planned(t)
	var got HandedOver
	p.want(http.StatusOK, p.ask(access.Responder, "POST", "/me/shifts", `{`+week+`,"take":"ben"}`)).into(t, &got)
	if got.Version != 2 || got.From != "ben" || got.To != "responder" || len(got.Shifts) != 1 || got.Shifts[0].Tier != 1 {
		t.Errorf("took %+v", got)
	}
	var mine Shifts
	p.want(http.StatusOK, p.ask(access.Responder, "GET", "/me/shifts", "")).into(t, &mine)
	if len(mine.Items) != 1 || mine.Items[0].Schedule != "platform-week" || mine.Items[0].From.Format("2 15:04") != "1 18:00" || mine.Items[0].Until.Format("2 15:04") != "2 06:00" {
		t.Errorf("mine are %+v", mine)
	}
	p.want(http.StatusOK, p.ask(access.Responder, "POST", "/me/shifts?dryRun", `{`+week+`,"give":"ana"}`))
	p.want(http.StatusOK, p.ask(access.Responder, "POST", "/me/shifts", `{`+week+`,"give":"ana"}`)).into(t, &got)
	if got.Version != 3 || got.To != "ana" {
		t.Errorf("gave %+v", got)
	}
	p.want(http.StatusOK, p.ask(access.Responder, "GET", "/me/shifts", "")).into(t, &mine)
	if len(mine.Items) != 0 {
		t.Errorf("what was given away is still mine: %+v", mine)
	}
	var audit AuditPage
	p.ask(access.Admin, "GET", "/audit", "").into(t, &audit)
	if last := audit.Records[len(audit.Records)-1]; last.Name != "responder" || last.What[0].ID != "platform-week" {
		t.Errorf("the audit says %+v", last)
	}
}

func TestShiftsThatAreNobodysToHandOver(t *testing.T) {
	p := planned(t)
	for name, c := range map[string]struct {
		body   string
		status int
	}{
		"not mine":             {`{` + week + `,"give":"ana"}`, 409},
		"from nobody on call":  {`{` + week + `,"take":"ana"}`, 409},
		"between two others":   {`{` + week + `,"take":"ben","give":"ana"}`, 400},
		"neither":              {`{` + week + `}`, 400},
		"the past":             {`{"schedule":"platform-week","from":"2026-11-01T00:00:00Z","until":"2026-11-02T00:00:00Z","take":"ben"}`, 400},
		"a year":               {`{"schedule":"platform-week","from":"2026-12-01T00:00:00Z","until":"2027-12-01T00:00:00Z","take":"ben"}`, 400},
		"backwards":            {`{"schedule":"platform-week","from":"2026-12-02T00:00:00Z","until":"2026-12-01T00:00:00Z","take":"ben"}`, 400},
		"another year zero":    {`{"schedule":"platform-week","until":"2026-12-01T00:00:00Z","take":"ben"}`, 400},
		"no such schedule":     {`{"schedule":"none","from":"2026-12-01T18:00:00Z","until":"2026-12-02T06:00:00Z","take":"ben"}`, 404},
		"another key of mine":  {`{` + week + `,"take":"ben","users":["eve"]}`, 400},
		"to nobody there is":   {`{` + week + `,"give":"` + strings.Repeat("x", 300) + `"}`, 409},
		"in a zone of its own": {`{` + week[:len(week)-1] + `+99:99","take":"ben"}`, 400},
	} {
		if r := p.ask(access.Responder, "POST", "/me/shifts", c.body); r.Status != c.status || !strings.Contains(r.Body, `"detail":"`) {
			t.Errorf("%s: %d %s, want %d", name, r.Status, r.Body, c.status)
		}
	}
	p.want(http.StatusOK, p.ask(access.Responder, "POST", "/me/shifts", `{`+week+`,"take":"ben"}`))
	if r := p.want(http.StatusUnprocessableEntity, p.ask(access.Responder, "POST", "/me/shifts", `{`+week+`,"give":"nobody"}`)); !strings.Contains(r.Body, "nobody") {
		t.Errorf("a user that there is not: %s", r.Body)
	}
	for _, query := range []string{"?from=x", "?from=2026-12-01T00:00:00Z&until=2026-11-01T00:00:00Z", "?until=2030-01-01T00:00:00Z", "?from=0001-01-01T00:00:00Z"} {
		p.want(http.StatusBadRequest, p.ask(access.Responder, "GET", "/me/shifts"+query, ""))
	}
}
