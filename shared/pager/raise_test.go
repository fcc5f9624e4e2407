package pager_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"ringdown/infra/desktest"
	"ringdown/shared/alert"
	"ringdown/shared/call"
	"ringdown/shared/e164"
	"ringdown/shared/port"
)

// missesAgain lets one more call come and go, has its alert told, and returns the alerts there are.
func missesAgain(t *testing.T, d *desktest.Desk, leg string, from e164.Number) (alerts []alert.Alert) {
	t.Helper()
	if _, err := d.Switchboard.Arrive(t.Context(), call.CallArrived{Leg: leg, From: from, To: desktest.Arrival.To}); err != nil {
		t.Fatal(err)
	}
	d.Time = d.Time.Add(10 * time.Second)
	if err := d.Note(t.Context(), call.NewID(leg), call.LegEnded{Leg: call.CallerLeg, Reason: call.Completed}); err != nil {
		t.Fatal(err)
	}
	d.Work()
	work(t, d, d.Time.Add(10*time.Second))
	for _, l := range []string{desktest.Arrival.Leg, "leg-2", "leg-3"} {
		a, err := d.Pager.Alerts.Load(t.Context(), alert.IDOf(call.NewID(l), "1"))
		if err == nil {
			alerts = append(alerts, a)
		}
	}
	return alerts
}

func TestCallsOfOneCallerWithinMinutesHaveOneAlert(t *testing.T) {
	d, e := missed(t)
	if err := d.Pager.Act(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	d.Time = d.Time.Add(4 * time.Minute)
	if all := missesAgain(t, d, "leg-2", desktest.Arrival.From); len(all) != 1 || len(all[0].Calls) != 2 {
		t.Errorf("alerts %+v, want one that tells of both calls", all)
	}
	d.Time = d.Time.Add(15 * time.Minute)
	if all := missesAgain(t, d, "leg-3", desktest.Arrival.From); len(all) != 2 {
		t.Errorf("%d alerts: who calls a quarter of an hour later wants something else", len(all))
	}
}

func TestWhoHidesTheirNumberJoinsNobodysAlert(t *testing.T) {
	d, e := missed(t)
	if err := d.Pager.Act(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	missesAgain(t, d, "leg-2", "")
	if all := missesAgain(t, d, "leg-3", ""); len(all) != 3 {
		t.Errorf("%d alerts of three callers", len(all))
	}
}

func TestACallJoinsNoAlertOfAnotherTeam(t *testing.T) {
	d, e := missed(t)
	if err := d.Pager.Act(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	first := load(t, d, e)
	first.Notice.Team = "billing"
	first.Version++
	if err := d.Pager.Alerts.Save(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	if all := missesAgain(t, d, "leg-2", desktest.Arrival.From); len(all) != 2 {
		t.Errorf("%d alerts: support has to hear of its call, and not billing", len(all))
	}
}

// overtaken lets somebody else act for the same alert right before one of the saves.
type overtaken struct {
	port.Alerts
	saves, at int
	other     func()
}

func (o *overtaken) Save(ctx context.Context, a alert.Alert) error {
	if o.saves++; o.saves == o.at {
		o.other()
	}
	return o.Alerts.Save(ctx, a)
}

// Who loses the save that says they are sending does not send: the other one does.
func TestWhoIsOvertakenSendsNothing(t *testing.T) {
	d, e := missed(t)
	slow, alerts := *d.Pager, d.Pager.Alerts
	slow.Alerts = &overtaken{Alerts: alerts, at: 2, other: func() { // 1 raises it, 2 says that it is being sent
		other := alert.Decide(load(t, d, e), alert.Sendings{}, alert.Facts{Now: d.Time}).Alert
		other.Version++
		if err := alerts.Save(t.Context(), other); err != nil {
			t.Error(err)
		}
	}}
	if err := slow.Act(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	wantTold(t, d, map[string]int{}) // the other one is sending
}

func TestTheLinkInANotificationIsItsReadersOwn(t *testing.T) {
	d, e := missed(t)
	if err := d.Pager.Act(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	seen := map[string]string{}
	for _, p := range d.Outbox.Posted() {
		if other, twice := seen[p.Notice.Listen]; twice {
			t.Errorf("%s and %s have one link", p.To.Address, other)
		}
		seen[p.Notice.Listen] = p.To.Address
		want := desktest.BaseURL + "/alert/"
		if p.To.Channel == alert.Topic {
			want = desktest.BaseURL + "/listen/" // it has many readers: none of them may act by it
		}
		if len(p.Notice.Listen) < len(want) || p.Notice.Listen[:len(want)] != want {
			body, _ := json.Marshal(p)
			t.Errorf("%s: the link is none of %s", body, want)
		}
	}
}
