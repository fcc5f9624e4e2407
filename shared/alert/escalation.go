package alert

import (
	"slices"
	"time"
)

// Escalation is how far an alert has got through its rule. The rule is the one in force when the
// alert was raised; whom its steps mean is found out when each begins.
type Escalation struct {
	Rule Rule      `json:"rule,omitzero"`
	From time.Time `json:"from,omitzero"` // what afterMinutes count from, in the first round
	// Round and Step are the next to begin, counted from 0, and Due is when. In the round after the
	// last there is none: Due is when the time of the last step is over.
	Round int         `json:"round,omitempty"`
	Step  int         `json:"step,omitempty"`
	Due   time.Time   `json:"due,omitzero"`
	Begun []BegunStep `json:"begun,omitempty"`
	// PassedBy is who passed the alert on to the step that begins next.
	PassedBy Who `json:"passedBy,omitzero"`
	// Exhausted is when nobody was left to be told, and nobody had acknowledged.
	Exhausted time.Time `json:"exhausted,omitzero"`
}

// BegunStep is a step that has begun.
type BegunStep struct {
	Round  int       `json:"round,omitempty"`
	Step   int       `json:"step,omitempty"`
	At     time.Time `json:"at"`
	People []string  `json:"people,omitempty"` // ids
	Passed []string  `json:"passed,omitempty"` // those of them who passed the alert on
}

// active reports whether something of the rule is still to come.
func (x Escalation) active() bool { return len(x.Rule.Steps) > 0 && x.Exhausted.IsZero() }

// over reports whether all rounds have begun all their steps.
func (x Escalation) over() bool { return x.Round > x.Rule.Repeat }

// begin starts a rule; one without steps never begins.
func (x *Escalation) begin(r Rule, now time.Time) {
	if len(r.Steps) > 0 {
		x.Rule, x.From = r, now
		x.Due = now.Add(r.after(0, 0))
	}
}

// advance goes on to the step that follows.
func (x *Escalation) advance() {
	if x.Step++; x.Step == len(x.Rule.Steps) {
		x.Round, x.Step = x.Round+1, 0
	}
	x.Due = x.From.Add(x.Rule.after(x.Round, x.Step))
}

// stepBegun takes a step that began, if it is the one to begin: a step begins once. One that means
// nobody goes on to the next at once; the steps after that keep their minute. A new round never begins
// before its time, so there is time for somebody to come on call.
func (a *Alert) stepBegun(e StepBegun, now time.Time) {
	x := &a.Escalation
	if a.Status() != StatusOpen || !x.active() || x.over() || e.Round != x.Round || e.Step != x.Step || x.Due.After(now) {
		return
	}
	begun := BegunStep{Round: e.Round, Step: e.Step, At: now}
	for _, p := range e.People {
		begun.People = append(begun.People, p.ID)
		a.know(p)
	}
	x.Begun = append(slices.Clone(x.Begun), begun)
	why, by := a.whyStep(), x.PassedBy
	told := a.tellStep(e, why, by, now)
	x.PassedBy = Who{}
	if !told {
		a.note(Entry{At: now, What: NobodyThere, Round: e.Round, Step: e.Step})
	} else {
		a.note(Entry{At: now, What: StepTold, Round: e.Round, Step: e.Step, By: by})
	}
	x.advance()
	if !told && x.Step > 0 {
		x.Due = now
	}
}

// whyStep is why the people of the step that has just begun are told.
func (a *Alert) whyStep() Why {
	switch {
	case a.Escalation.PassedBy != Who{}:
		return WhyPassedOn
	case a.toldBefore(len(a.Escalation.Begun)):
		return WhyNobodyAcknowledged
	}
	return WhyRaised
}

// toldBefore reports whether a step before that number has told somebody.
func (a *Alert) toldBefore(step int) bool {
	return slices.ContainsFunc(a.Notifications, func(n Notification) bool { return n.Step > 0 && n.Step < step })
}

// passedOn begins the next step now. Who passes on twice, as by a form that is sent twice, passes on
// once. Where all rounds are over, another one begins: somebody has said that they will not see to it.
func (a *Alert) passedOn(e PassedOn, now time.Time) {
	x := &a.Escalation
	if !a.CanPassOn() || x.passed(e.By) && a.Acknowledged.By != e.By {
		return
	}
	if n := len(x.Begun); n > 0 {
		x.Begun = slices.Clone(x.Begun)
		x.Begun[n-1].Passed = append(slices.Clone(x.Begun[n-1].Passed), e.By.ID)
	}
	a.note(Entry{At: now, What: WasPassedOn, By: e.By, How: e.How})
	again := a.Status() == StatusAcknowledged
	a.Acknowledged, x.Exhausted, x.PassedBy = Action{}, time.Time{}, e.By
	if again {
		a.tellStatus(e.By, now)
	}
	a.cancel(now, func(n Notification) bool { return n.User == e.By.ID })
	if x.over() {
		x.Rule.Repeat = x.Round
	}
	if x.Step == 0 {
		x.From = now.Add(-x.Rule.after(x.Round, 0))
	}
	x.Due = now
}

// passed reports whether somebody has passed on the step that began last.
func (x Escalation) passed(by Who) bool {
	n := len(x.Begun)
	return n > 0 && slices.Contains(x.Begun[n-1].Passed, by.ID)
}

// CanPassOn reports whether there is anybody to pass the alert on to.
func (a Alert) CanPassOn() bool {
	x := a.Escalation
	return a.Status() != StatusResolved && len(x.Rule.Steps) > 0 && (!x.over() || x.Round < roundsMax)
}

// Silent are the people of the step before that of a notification, who let the alert pass.
func (a Alert) Silent(n Notification) []Person {
	var out []Person
	for i := n.Step - 2; i >= 0 && i < len(a.Escalation.Begun) && len(out) == 0; i-- {
		for _, id := range a.Escalation.Begun[i].People {
			if p, ok := a.Person(id); ok {
				out = append(out, p)
			}
		}
	}
	return out
}
