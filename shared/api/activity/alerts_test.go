package activity

import (
	"strings"
	"testing"
	"time"

	"ringdown/shared/access"
	"ringdown/shared/activity"
	"ringdown/shared/alert"
	"ringdown/shared/call"
)

// standing is an alert in the store that somebody has seen to.
func (p *place) standing(id string, change func(*alert.Alert)) {
	p.t.Helper()
	a := alert.Alert{ID: id, Version: 1, Raised: now.Add(-time.Hour), ToldAt: now, History: []alert.Entry{{At: now.Add(-time.Hour), What: alert.WasRaised}}}
	change(&a)
	p.must(p.alerts.Save(p.t.Context(), a))
}

func TestAlertsAreListedByHowTheyStand(t *testing.T) {
	p := newPlace(t)
	asks := func(c *call.Call) {
		c.Alerts = []call.OwedAlert{{ID: "1", Kind: alert.Missed, Team: "platform", At: c.EndedAt}}
	}
	by := alert.Action{At: now, By: alert.Who{ID: "~1", Name: "+14155550101"}, How: alert.ByLink}
	for i, id := range []string{"open", "taken", "over"} {
		p.add(id, time.Duration(i+1)*2*time.Hour, asks)
	}
	p.add("again", 115*time.Minute, asks) // five minutes after the first one, whose alert it joined
	p.standing("open-1", func(a *alert.Alert) {
		a.Calls = []alert.Joined{{Call: "open", Owed: []string{"open-1"}}, {Call: "again", Owed: []string{"again-1"}}}
	})
	p.standing("taken-1", func(a *alert.Alert) {
		a.Acknowledged = by
		a.History = append(a.History, alert.Entry{At: now, What: alert.WasAcknowledged, By: by.By, How: by.How})
	})
	p.standing("over-1", func(a *alert.Alert) { a.Resolved = by })
	for query, want := range map[string]string{
		"": "open-1 open, taken-1 acknowledged, over-1 resolved", "?status=open": "open-1 open", "?status=acknowledged": "taken-1 acknowledged", "?status=resolved": "over-1 resolved",
	} {
		var got Alerts
		p.want(200, p.ask(access.Editor, "GET", "/alerts"+query, "")).into(t, &got)
		var said []string
		for _, item := range got.Items {
			said = append(said, item.ID+" "+string(item.Status))
		}
		if strings.Join(said, ", ") != want {
			t.Errorf("%q lists %s, want %s", query, said, want)
		}
	}
	p.want(400, p.ask(access.Editor, "GET", "/alerts?status=closed", ""))
	var one activity.Alert
	p.want(200, p.ask(access.Editor, "GET", "/alerts/again-1", "")).into(t, &one)
	if one.Joined != "open-1" || len(one.Calls) != 2 {
		t.Errorf("what joined an alert is %+v", one)
	}
	p.want(200, p.ask(access.Editor, "GET", "/alerts/taken-1", "")).into(t, &one)
	if one.Acknowledged == nil || one.Acknowledged.By != "+14155550101" || one.Acknowledged.ID != "" || len(one.History) != 2 || one.History[1].What != alert.WasAcknowledged {
		t.Errorf("an acknowledged alert is %+v", one)
	}
	if got := p.want(200, p.ask(access.Viewer, "GET", "/alerts/taken-1", "")); strings.Contains(got.Body, "1415555") {
		t.Errorf("a viewer sees who has it by their number: %s", got.Body)
	}
	var detail activity.Detail
	p.want(200, p.ask(access.Editor, "GET", "/calls/taken", "")).into(t, &detail)
	if last := detail.Timeline[len(detail.Timeline)-1].What; last != "+14155550101 acknowledged the alert (missed)" {
		t.Errorf("the timeline ends with %q", last)
	}
}
