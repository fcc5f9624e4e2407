package oncallcheck

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"ringdown/shared/alert"
)

// began is when an alert of a case is raised; its minutes count from then.
var began = time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC)

// turnsMax bounds how often a case is looked at: an alert that never ends fails its case.
const turnsMax = 10_000

// runEscalation compares which steps an alert begins, whom they mean, and how it ends. The delays of a
// case count from step to step; those of our rules from the beginning of the round.
func runEscalation(text json.RawMessage) (*outcome, error) {
	var c struct {
		Policy struct {
			Steps []struct {
				Targets []string `json:"targets"`
				Delay   int      `json:"delay_min"`
			} `json:"steps"`
			Repeat int  `json:"repeat"`
			Ack    *int `json:"ack_min"`
		} `json:"policy"`
		Expect struct {
			Events [][]any `json:"events"`
			EndMin int     `json:"end_min"`
			End    string  `json:"end"`
		} `json:"expect"`
	}
	if err := decode(text, &c, "policy", "expect"); err != nil {
		return nil, err
	}
	rule := alert.Rule{ID: "case", Repeat: c.Policy.Repeat}
	for _, s := range c.Policy.Steps {
		step := alert.Step{AfterMinutes: rule.RoundMinutes}
		for _, u := range s.Targets {
			step.Targets = append(step.Targets, alert.Target{User: u})
		}
		rule.Steps, rule.RoundMinutes = append(rule.Steps, step), rule.RoundMinutes+s.Delay
	}
	var expected, got []string
	for _, e := range c.Expect.Events {
		if len(e) != 3 {
			return nil, errors.New("an event is [minute, step, targets]")
		}
		expected = append(expected, fmt.Sprint(e...))
	}
	w := watch{alert: raised(rule), ack: c.Policy.Ack}
	w.begin = func(o alert.BeginStep) alert.StepBegun {
		var ids []any
		e := alert.StepBegun{Round: o.Round, Step: o.Step}
		for _, t := range o.Targets {
			ids = append(ids, t.User)
			e.People = append(e.People, alert.Person{ID: t.User, Contacts: []alert.Contact{{Kind: alert.Push, Address: t.User}}})
		}
		got = append(got, fmt.Sprint(w.minute(), o.Step, ids))
		return e
	}
	end, err := w.run()
	if err != nil {
		return nil, err
	}
	expected = append(expected, c.Expect.End+" at "+strconv.Itoa(c.Expect.EndMin))
	return differ(expected, append(got, end)), nil
}

// runNotify compares when a person is told, and by what.
func runNotify(text json.RawMessage) (*outcome, error) {
	var c struct {
		User struct {
			Rules []struct {
				Method string `json:"method"`
				Delay  int    `json:"delay_min"`
				Added  int    `json:"added_min"`
			} `json:"rules"`
			Ack *int `json:"ack_min"`
		} `json:"user"`
		Expect struct {
			Events [][]any `json:"events"`
		} `json:"expect"`
	}
	if err := decode(text, &c, "user", "expect"); err != nil {
		return nil, err
	}
	var expected []string
	for _, e := range c.Expect.Events {
		if len(e) != 2 {
			return nil, errors.New("an event is [minute, method]")
		}
		expected = append(expected, fmt.Sprint(e...))
	}
	personAt := func(minute int) alert.Person {
		p := alert.Person{ID: "u"}
		for _, r := range c.User.Rules {
			contact := alert.Contact{Kind: alert.Channel(r.Method), Address: r.Method}
			p.Contacts = append(p.Contacts, contact)
			if r.Added <= minute {
				p.Notify = append(p.Notify, alert.NotifyRule{Contact: r.Method, AfterMinutes: r.Delay})
			}
		}
		return p
	}
	w := watch{alert: raised(alert.Rule{ID: "case", Steps: []alert.Step{{Targets: []alert.Target{{User: "u"}}}}, RoundMinutes: 60}), ack: c.User.Ack}
	w.begin = func(o alert.BeginStep) alert.StepBegun {
		return alert.StepBegun{Round: o.Round, Step: o.Step, People: []alert.Person{personAt(0)}}
	}
	for _, r := range c.User.Rules {
		if r.Added > 0 {
			w.reads = append(w.reads, reading{r.Added, personAt(r.Added)})
		}
	}
	if _, err := w.run(); err != nil {
		return nil, err
	}
	return differ(expected, w.sent), nil
}

func raised(rule alert.Rule) alert.Alert {
	return alert.Decide(alert.Alert{ID: "case"}, alert.Raised{Rule: rule}, alert.Facts{Now: began}).Alert
}

// reading is a person whose settings have changed by a minute.
type reading struct {
	minute int
	person alert.Person
}

// watch has an alert live through a case: everything that falls due is done at once, and an
// acknowledgement comes before what is due in its minute.
type watch struct {
	alert alert.Alert
	now   time.Time
	ack   *int
	reads []reading
	begin func(alert.BeginStep) alert.StepBegun
	sent  []string
}

func (w *watch) minute() int { return int(w.now.Sub(began) / time.Minute) }

func (w *watch) decide(e alert.Event) {
	w.alert = alert.Decide(w.alert, e, alert.Facts{Now: w.now}).Alert
}

// run lets time pass until the alert is acknowledged or nobody is left, and says how it ended.
func (w *watch) run() (string, error) {
	w.now = began
	for range turnsMax {
		next := w.now
		if !w.perform() {
			next = w.alert.Wake
		}
		if len(w.reads) > 0 && (next.IsZero() || !w.at(w.reads[0].minute).After(next)) {
			w.now = w.at(w.reads[0].minute)
			w.decide(alert.ContactsRead{People: []alert.Person{w.reads[0].person}})
			w.reads = w.reads[1:]
			continue
		}
		if w.ack != nil && (next.IsZero() || !w.at(*w.ack).After(next)) {
			w.now = w.at(*w.ack)
			w.decide(alert.Acknowledged{By: alert.Who{ID: "somebody"}, How: alert.ByLink})
			w.ack = nil
			continue
		}
		switch {
		case w.alert.Status() == alert.StatusAcknowledged && next.IsZero():
			return "acked at " + strconv.Itoa(int(w.alert.Acknowledged.At.Sub(began)/time.Minute)), nil
		case next.IsZero():
			return strings.TrimSpace("exhausted at " + strconv.Itoa(w.minute())), nil
		}
		w.now = next
		w.decide(alert.TimerFired{})
	}
	return "", errors.New("the alert never ends")
}

func (w *watch) at(minute int) time.Time { return began.Add(time.Duration(minute) * time.Minute) }

// perform does the first thing that is due, and reports whether there was any.
func (w *watch) perform() bool {
	for _, o := range alert.Orders(w.alert) {
		if o.Due().After(w.now) {
			continue
		}
		if step, ok := o.(alert.BeginStep); ok {
			w.decide(w.begin(step))
			return true
		}
		was := w.alert
		w.decide(alert.Sendings{})
		var results []alert.Result
		for _, n := range alert.Claimed(was, w.alert) {
			if n.Channel != alert.Topic && n.Channel != alert.Bus { // programs, which no case speaks of
				w.sent = append(w.sent, fmt.Sprint(w.minute(), string(n.Channel)))
			}
			results = append(results, alert.Result{ID: n.ID, Taken: true})
		}
		w.decide(alert.Delivered{Results: results})
		return true
	}
	return false
}
