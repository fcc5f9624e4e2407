package pager_test

import (
	"testing"
	"time"

	"ringdown/infra/desktest"
	"ringdown/shared/alert"
	"ringdown/shared/dialplan"
)

const (
	anas = "+14155550101"
	cys  = "+14155550104"
)

// onCall publishes the line once more, with another team on call, all of whom have a number for texts.
func onCall(t *testing.T, d *desktest.Desk, version int, team dialplan.Team) {
	t.Helper()
	plan := desktest.Plans(t)[0]
	for id, number := range map[string]string{"ana": anas, "cy": cys} {
		u := plan.Users[id]
		u.Contacts = []alert.Contact{{Kind: alert.Text, Address: number}}
		plan.Users[id] = u
	}
	team.ID, team.Name = "support", "support"
	plan.Teams["support"], plan.Version = team, version
	if err := d.Dialplans.Publish(t.Context(), plan); err != nil {
		t.Fatal(err)
	}
}

func TestAStepMeansWhoIsOnCallNow(t *testing.T) {
	d, e := missed(t)
	onCall(t, d, 3, dialplan.Team{Tiers: [][]string{{"ana"}}})
	onCall(t, d, 4, dialplan.Team{Tiers: [][]string{{"cy"}}}) // since the call
	if err := d.Pager.Act(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	if got := told(d); got[cys] != 1 || got[anas] != 0 {
		t.Errorf("told %v, want Cy and not Ana", got)
	}
}

// A schedule that is not there for a moment means nobody as little as a store that is away.
func TestALookUpThatFailedIsNotNobody(t *testing.T) {
	d, e := missed(t)
	onCall(t, d, 3, dialplan.Team{Schedule: "gone"})
	_ = d.Pager.Act(t.Context(), e)
	if a := load(t, d, e); len(a.Escalation.Begun) != 0 {
		t.Fatalf("begun %+v: nobody knows whom the step means", a.Escalation.Begun)
	}
	onCall(t, d, 4, dialplan.Team{Tiers: [][]string{{"ana"}}})
	work(t, d, d.Time.Add(time.Minute))
	if got := told(d); got[anas] != 1 {
		t.Errorf("told %v, want Ana as soon as that is known", got)
	}
}
