package alert

import (
	"slices"
	"testing"
	"time"
)

var (
	ana = Person{ID: "ana", Name: "Ana", Contacts: []Contact{{Kind: Text, Address: "+14155550101"}, {Kind: Email, Address: "ana@example.com"}}}
	ben = Person{ID: "ben", Name: "Ben", Contacts: []Contact{{Kind: Text, Address: "+14155550102"}},
		Notify: []NotifyRule{{Contact: "sms", AfterMinutes: 3}}}
)

func at(d time.Duration) Facts { return Facts{Now: night.Add(d)} }

func decide(a Alert, d time.Duration, events ...Event) Alert {
	for _, e := range events {
		a = Decide(a, e, at(d)).Alert
	}
	return a
}

// escalating is an alert whose first step has told Ana.
func escalating() Alert {
	a := decide(Alert{ID: "c1-1"}, 0, Raised{Notice: full(), Rule: BuiltIn("support")})
	return decide(a, 0, StepBegun{People: []Person{ana}})
}

func step(a Alert) (BeginStep, bool) {
	for _, o := range Orders(a) {
		if s, ok := o.(BeginStep); ok {
			return s, true
		}
	}
	return BeginStep{}, false
}

func count(a Alert, state State) (n int) {
	for _, x := range a.Notifications {
		if x.Step > 0 && x.State == state {
			n++
		}
	}
	return n
}

func TestAStepBeginsOnce(t *testing.T) {
	a := escalating()
	again := decide(a, 0, StepBegun{People: []Person{ana}}, StepBegun{Step: 2, People: []Person{ben}}, StepBegun{Round: 1, People: []Person{ben}})
	if count(again, Queued) != 2 {
		t.Errorf("told %+v, want Ana by two contacts, once", again.Notifications)
	}
	early := decide(a, 5*time.Minute, StepBegun{Step: 1, People: []Person{ben}})
	if count(early, Queued) != 2 {
		t.Error("the second step began before it was due")
	}
	if s, _ := step(a); s.Step != 1 || !s.Due().Equal(night.Add(5*time.Minute+time.Second)) {
		t.Errorf("next is %+v, want the second step a second after its minute", s)
	}
}

func TestAStepWithoutAnybodyGoesOnAtOnce(t *testing.T) {
	a := decide(Alert{ID: "c1-1"}, 0, Raised{Notice: full(), Rule: BuiltIn("support")}, StepBegun{})
	if s, _ := step(a); s.Step != 1 || !s.Due().Equal(night) {
		t.Fatalf("next is %+v, want the second step now", s)
	}
	a = decide(a, 0, StepBegun{Step: 1, People: []Person{{ID: "mute"}}}, StepBegun{Step: 2, People: []Person{ana}})
	if s, _ := step(a); s.Round != 1 || !s.Due().Equal(night.Add(30*time.Minute+time.Second)) {
		t.Errorf("next is %+v, want the second round at its own minute", s)
	}
	if n := a.Notifications[1]; n.Why != WhyRaised {
		t.Errorf("why %q: nobody was told before", n.Why)
	}
}

func TestAnAcknowledgementStopsWhatWasNotSent(t *testing.T) {
	a := decide(escalating(), time.Minute, Sendings{})
	a = decide(a, 5*time.Minute+time.Second, StepBegun{Step: 1, People: []Person{ben}})
	a = decide(a, 6*time.Minute, Acknowledged{By: Who{ID: "ana", Name: "Ana"}, How: ByLink}, Acknowledged{By: Who{ID: "ben"}, How: ByLink})
	if a.Acknowledged.By.ID != "ana" || a.Status() != StatusAcknowledged {
		t.Errorf("acknowledged %+v, want the first", a.Acknowledged)
	}
	if count(a, Queued) != 0 || count(a, Cancelled) != 1 || count(a, Sending) != 2 {
		t.Errorf("notifications %+v", a.Notifications)
	}
	if _, more := step(a); more {
		t.Error("a step is still owed")
	}
	for i, channel := range []Channel{Topic, Bus} {
		if last := a.Notifications[len(a.Notifications)-2+i]; last.Channel != channel || last.Why != WhyStatus || last.Status != StatusAcknowledged {
			t.Errorf("the %s is not told: %+v", channel, last)
		}
	}
}

func TestPassingOnTellsTheNextNowAndOnce(t *testing.T) {
	by := PassedOn{By: Who{ID: "ana", Name: "Ana"}, How: ByLink}
	a := decide(escalating(), time.Minute, Acknowledged{By: by.By}, by)
	if s, _ := step(a); a.Status() != StatusOpen || s.Step != 1 || !s.Due().Equal(night.Add(time.Minute)) {
		t.Fatalf("%s, next %+v", a.Status(), s)
	}
	a = decide(a, time.Minute, StepBegun{Step: 1, People: []Person{ana, ben}}, by, by)
	a = decide(a, time.Minute, StepBegun{Step: 2, People: []Person{ben}}, by)
	if len(a.Escalation.Begun) != 3 {
		t.Errorf("begun %+v", a.Escalation.Begun)
	}
	for range 2 * roundsMax {
		s, _ := step(a)
		a = decide(a, time.Hour, StepBegun{Round: s.Round, Step: s.Step, People: []Person{ben}}, PassedOn{By: Who{ID: "ben"}})
	}
	if a.Escalation.Round > roundsMax {
		t.Errorf("round %d: it goes round for ever", a.Escalation.Round)
	}
}

func TestADeadContactIsReplacedByTheNextAtOnce(t *testing.T) {
	p := Person{ID: "ana", Contacts: ana.Contacts, Notify: []NotifyRule{{Contact: "sms"}, {Contact: "email", AfterMinutes: 10}}}
	a := decide(Alert{ID: "c1-1"}, 0, Raised{Notice: full(), Rule: BuiltIn("support")}, StepBegun{People: []Person{p}}, Sendings{})
	sms, _ := a.Notification("2")
	a = decide(a, 2*time.Second, Delivered{Results: []Result{{ID: sms.ID, Refused: true, Reason: "opted out"}}})
	sms, _ = a.Notification("2")
	if mail, _ := a.Notification("3"); sms.Reason != "opted out" || !mail.Due.Equal(night.Add(2*time.Second)) {
		t.Errorf("sms %+v, mail %+v", sms, mail)
	}
}

func TestWhoTakesTheCallHasItsAlertAndAMessageOpensItAgain(t *testing.T) {
	n := Notice{ID: "c1-1", Call: "c1", Kind: Call}
	a := decide(Alert{ID: "c1-1"}, 0, Raised{Notice: n, Rule: BuiltIn("support")}, StepBegun{People: []Person{ana}}, Sendings{})
	n.Accepted, n.TalkEnded = Who{ID: "ben", Name: "Ben"}, true
	a = decide(a, time.Minute, Updated{n}, Updated{n})
	if a.Status() != StatusResolved || a.Acknowledged.How != ByAccept || a.Resolved.How != ByTalk || a.Resolved.By.ID != "ben" {
		t.Fatalf("acknowledged %+v, resolved %+v", a.Acknowledged, a.Resolved)
	}
	left := Notice{ID: "c1-2", Call: "c1", Kind: Voicemail, Seconds: 12}
	a = decide(a, 2*time.Minute, Updated{left})
	if s, ok := step(a); a.Status() != StatusOpen || !ok || s.Step != 0 || a.Notice.Seconds != 12 {
		t.Errorf("%s, next %+v, notice %+v", a.Status(), s, a.Notice)
	}
	before := len(a.Notifications)
	if a = decide(a, 3*time.Minute, Updated{n}, Updated{left}); len(a.Notifications) != before || a.Notice.Kind != Voicemail || a.Status() != StatusOpen {
		t.Errorf("what is known already told somebody: %+v", a.Notifications[before:])
	}
}

func TestNewsGoToThoseWhoKnow(t *testing.T) {
	a := decide(escalating(), 0, Sendings{})
	a = decide(a, time.Minute, Updated{Notice{ID: "c2-1", Call: "c2", Kind: Missed}})
	if len(a.Calls) != 2 {
		t.Fatalf("calls %+v", a.Calls)
	}
	news := func() (out []string) {
		for _, n := range a.Notifications {
			if n.Why == WhyNews && n.News == NewsCall {
				out = append(out, string(n.Channel))
			}
		}
		return out
	}
	if got := news(); !slices.Equal(got, []string{"topic", "bus", "sms", "email"}) {
		t.Errorf("told %v", got)
	}
	a = decide(a, time.Minute, Acknowledged{By: Who{ID: "ben"}})
	a = decide(a, 2*time.Minute, Updated{Notice{ID: "c3-1", Call: "c3", Kind: Missed}})
	if got := news(); !slices.Equal(got, []string{"topic", "bus", "sms", "email", "topic", "bus"}) {
		t.Errorf("told %v: Ben sees to it, and he was told by no contact", got)
	}
}

// Two performers come for the same step when it is late: the second must not begin the one after it.
func TestALateStepThatBeginsTwiceBeginsNoOther(t *testing.T) {
	late := 16 * time.Minute
	a := decide(escalating(), late, StepBegun{Step: 1, People: []Person{ben}}, StepBegun{Step: 1, People: []Person{ben}})
	if s, _ := step(a); len(a.Escalation.Begun) != 2 || s.Step != 2 {
		t.Errorf("begun %+v, next %+v: want the second step once", a.Escalation.Begun, s)
	}
}

// A step that began late takes no minute from those after it, and gives them none.
func TestTheMinutesOfAStepCountFromTheRound(t *testing.T) {
	a := decide(escalating(), 9*time.Minute, StepBegun{Step: 1, People: []Person{ben}})
	if s, _ := step(a); !s.Due().Equal(night.Add(15*time.Minute + time.Second)) {
		t.Errorf("the third step is due %s after the alert, want at its 15th minute", s.Due().Sub(night))
	}
}

func TestARoundWithoutAnybodyLastsItsTime(t *testing.T) {
	a := decide(Alert{ID: "c1-1"}, 0, Raised{Notice: full(), Rule: BuiltIn("support")}, StepBegun{}, StepBegun{Step: 1}, StepBegun{Step: 2})
	if s, _ := step(a); s.Round != 1 || !s.Due().Equal(night.Add(30*time.Minute+time.Second)) {
		t.Errorf("next is %+v, want the second round half an hour later: somebody may come on call", s)
	}
}

func TestWhatSomebodySeesToIsNeverExhausted(t *testing.T) {
	a := decide(escalating(), time.Minute, Sendings{}, Delivered{Results: []Result{{ID: "1", Taken: true}, {ID: "2", Taken: true}, {ID: "3", Taken: true}, {ID: "bus-1", Taken: true}}}, Acknowledged{By: Who{ID: "ana"}})
	a = decide(a, time.Minute, Sendings{}, Delivered{Results: []Result{{ID: "4", Taken: true}, {ID: "bus-2", Taken: true}}})
	if !a.Wake.IsZero() || !a.Deadline.IsZero() {
		t.Errorf("wake %s, deadline %s: nothing is left to wait for", a.Wake, a.Deadline)
	}
	if a = decide(a, 3*time.Hour, TimerFired{}); !a.Escalation.Exhausted.IsZero() {
		t.Error("it counts as let pass by everybody")
	}
}

func TestAFormSentTwicePassesOnOnce(t *testing.T) {
	by := PassedOn{By: Who{ID: "ana"}, How: ByLink}
	times := 0
	for _, e := range decide(escalating(), time.Minute, by, by).History {
		if e.What == WasPassedOn {
			times++
		}
	}
	if times != 1 {
		t.Errorf("passed on %d times", times)
	}
}

// A phone that shouts at night is for what somebody has let pass already.
func TestImportantRulesAreForTheSecondStep(t *testing.T) {
	p := Person{ID: "ana", Contacts: []Contact{{Kind: Email, Address: "ana@example.com"}, {Kind: Voice, Address: "+14155550101"}},
		Notify: []NotifyRule{{Contact: "email"}, {Contact: "voice", Important: true}}}
	a := decide(Alert{ID: "c1-1"}, 0, Raised{Notice: full(), Rule: BuiltIn("support")}, StepBegun{People: []Person{p}})
	a = decide(a, 6*time.Minute, StepBegun{Step: 1, People: []Person{p}})
	var told []Channel
	for _, n := range a.Notifications {
		if n.Step > 0 {
			told = append(told, n.Channel)
		}
	}
	if !slices.Equal(told, []Channel{Email, Voice}) {
		t.Errorf("Ana is told by %v, want by email in the first step and by voice in the second", told)
	}
}

func TestNobodyIsRungForNews(t *testing.T) {
	a := decide(dialled(), 10*time.Second, PhonePickedUp{ID: "2", Provider: "p1"}, PhoneEnded{ID: "2", Provider: "p1"})
	a = decide(a, time.Minute, Updated{Notice{ID: "c2-1", Call: "c2", Kind: Missed}})
	for _, n := range a.Notifications {
		if n.Why == WhyNews && n.Channel == Voice {
			t.Errorf("rung for %q", n.News)
		}
	}
}

func TestWhoTakesTheCallSeesToItsAlert(t *testing.T) {
	n := Notice{ID: "c1-1", Call: "c1", Kind: Call}
	a := decide(Alert{ID: "c1-1"}, 0, Raised{Notice: n, Rule: BuiltIn("support")}, StepBegun{People: []Person{ana}})
	n.Accepted = Who{ID: "ben", Name: "Ben"}
	a = decide(a, time.Minute, Updated{n})
	if a.Status() != StatusAcknowledged || a.Acknowledged.By.ID != "ben" || a.Acknowledged.How != ByAccept || count(a, Queued) != 0 {
		t.Errorf("%s by %+v, notifications %+v", a.Status(), a.Acknowledged, a.Notifications)
	}
}
