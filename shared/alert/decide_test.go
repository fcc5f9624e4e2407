package alert

import (
	"testing"
	"time"

	"ringdown/shared/e164"
)

var night = time.Date(2026, 3, 2, 2, 14, 5, 0, time.UTC)

func raised(t *testing.T) Alert {
	t.Helper()
	to := Addresses{Emails: []string{"ann@example.com"}, Texts: []e164.Number{"+447700900001"}}
	return Decide(Alert{ID: "c1-1"}, Raised{Notice: full(), To: to}, Facts{Now: night}).Alert
}

// try sends what is due and reports for all of it.
func try(a Alert, now time.Time, become func(*Result)) Alert {
	claimed := Decide(a, Sendings{}, Facts{Now: now}).Alert
	var results []Result
	for _, n := range Claimed(a, claimed) {
		r := Result{ID: n.ID}
		become(&r)
		results = append(results, r)
	}
	return Decide(claimed, Delivered{Results: results}, Facts{Now: now}).Alert
}

func failing(*Result) {}

func TestAChannelThatFailsIsTriedLaterAndLaterForADay(t *testing.T) {
	a, now := raised(t), night
	var pauses []time.Duration
	for !a.Over() {
		if len(pauses) > 200 {
			t.Fatal("it is tried for ever")
		}
		a = try(a, now, failing)
		if a.Over() {
			break
		}
		pauses = append(pauses, a.Wake.Sub(now))
		now = a.Wake
	}
	for i, want := range []time.Duration{10 * time.Second, 20 * time.Second, 40 * time.Second, 80 * time.Second, 160 * time.Second, 320 * time.Second, 640 * time.Second, 15 * time.Minute, 15 * time.Minute} {
		if pauses[i] != want {
			t.Errorf("pause %d is %s, want %s", i+1, pauses[i], want)
		}
	}
	if lasted := now.Sub(night); lasted < 23*time.Hour || lasted > 24*time.Hour || a.FailedAt.IsZero() || !a.Deadline.IsZero() {
		t.Errorf("given up after %s: %+v", lasted, a)
	}
}

func TestARaisedAlertIsRaisedOnce(t *testing.T) {
	a := try(raised(t), night, func(r *Result) { r.Taken = true })
	again := Decide(a, Raised{Notice: Notice{Title: "another"}}, Facts{Now: night.Add(time.Hour)}).Alert
	if len(again.Notifications) != 4 || again.Notice.Title != a.Notice.Title || len(Orders(again)) != 0 {
		t.Errorf("raised again it is %+v", again)
	}
}

// A report that comes after its notification counted as lost is true if it was taken, and says
// nothing of the later try if it failed.
func TestALateReport(t *testing.T) {
	first := Decide(raised(t), Sendings{}, Facts{Now: night}).Alert
	second := Decide(first, Sendings{}, Facts{Now: night.Add(2 * time.Minute)}).Alert
	if n := second.Notifications[0]; n.Tries != 2 || n.State != Sending {
		t.Fatalf("what was lost is %+v, want it sent again", n)
	}
	taken := Decide(second, Delivered{Results: []Result{{ID: "1", Taken: true, Provider: "p1"}}}, Facts{Now: night.Add(3 * time.Minute)}).Alert
	late := Decide(taken, Delivered{Results: []Result{{ID: "1", Refused: true}}}, Facts{Now: night.Add(4 * time.Minute)}).Alert
	if n := late.Notifications[0]; n.State != Sent || n.Provider != "p1" || late.ToldAt.IsZero() {
		t.Errorf("it is %+v, want it sent", n)
	}
}

func TestWhatIsBeingSentIsNotOwedUntilItIsLost(t *testing.T) {
	a := Decide(raised(t), Sendings{}, Facts{Now: night}).Alert
	if due := Orders(a)[0].Due(); !due.Equal(night.Add(sendingLost)) {
		t.Errorf("owed at %s, want a minute later", due)
	}
	if !a.Wake.IsZero() || a.Deadline.IsZero() {
		t.Errorf("wake %v, deadline %v: only the sweep is to look after it", a.Wake, a.Deadline)
	}
}

// The first try was lost and made again, the second failed, and then the first is reported after all:
// nobody is told a third time.
func TestALateReportEndsTheTries(t *testing.T) {
	a := Decide(raised(t), Sendings{}, Facts{Now: night}).Alert
	a = Decide(a, Sendings{}, Facts{Now: night.Add(2 * time.Minute)}).Alert
	a = Decide(a, Delivered{Results: []Result{{ID: "1"}}}, Facts{Now: night.Add(3 * time.Minute)}).Alert
	if a.Notifications[0].State != Queued {
		t.Fatalf("what failed is %+v, want it queued", a.Notifications[0])
	}
	a = Decide(a, Delivered{Results: []Result{{ID: "1", Taken: true}}}, Facts{Now: night.Add(3 * time.Minute)}).Alert
	if n := a.Notifications[0]; n.State != Sent {
		t.Errorf("it is %+v, want it sent", n)
	}
}

// A day is given to each notification, not to the alert: the last steps of a rule come hours later.
func TestWhatALateStepTellsIsTriedForADayAsWell(t *testing.T) {
	late := 23 * time.Hour
	rule := Rule{Steps: []Step{{Targets: []Target{{Tier: 1}}}, {Targets: []Target{{Tier: 2}}, AfterMinutes: 22 * 60}}}
	a := decide(Alert{ID: "c1-1"}, 0, Raised{Notice: full(), Rule: rule}, StepBegun{People: []Person{ana}})
	a = decide(a, late, StepBegun{Step: 1, People: []Person{ben}})
	for i := range a.Notifications {
		a.Notifications[i].Tries = 20 // each pause is a quarter of an hour by now
	}
	for range 8 { // two hours
		a = try(a, night.Add(late), failing)
		late += 15 * time.Minute
	}
	if n := a.Notifications[len(a.Notifications)-1]; n.User != "ben" || n.State != Queued {
		t.Errorf("two hours after the step Ben's notification is %+v, want it tried again", n)
	}
}

// The bus tells programs: an alert that it alone has taken has told nobody.
func TestTheBusIsNobody(t *testing.T) {
	a := try(raised(t), night, func(r *Result) { r.Taken, r.Refused = r.ID == "bus-1", true })
	if !a.ToldAt.IsZero() || a.FailedAt.IsZero() {
		t.Errorf("told at %s, failed at %s", a.ToldAt, a.FailedAt)
	}
}
