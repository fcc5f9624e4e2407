// Package respond is the operations by which people see to an alert: acknowledge it, pass it on, or say
// that nothing is left to do.
//
// They go the way of the buttons behind an alert's link: an event that package alert decides on, in
// the loop of package pager, saved before the answer, because who presses has to read who has it.
// Nothing here knows what an acknowledgement means. They are apart from the operations that show alerts
// because the function behind those may write no alert, and this one may read nothing else.
//
// Each may be sent again: who acknowledges what somebody has already reads who that is. The answer
// holds no phone number that its reader may not see, and the alert's history keeps who did what.
//
// To add something that people do to alerts: its event (package alert), and its line in deeds.
package respond

import (
	"context"
	"net/http"
	"regexp"
	"strings"

	"ringdown/shared/access"
	"ringdown/shared/activity"
	"ringdown/shared/alert"
	"ringdown/shared/api"
	"ringdown/shared/port"
)

// Alerts has alerts take what people do: pager.Pager.
type Alerts interface {
	// Look reads an alert. port.ErrNotFound.
	Look(ctx context.Context, id string) (alert.Alert, error)
	// Do has an alert take what a person did, and returns it as it is after that. port.ErrNotFound.
	Do(ctx context.Context, id string, did alert.Event) (alert.Alert, error)
}

// deed is one thing that people do.
type deed struct {
	id, word, summary string
	event             func(alert.Who) alert.Event
}

var deeds = []deed{
	{"acknowledgeAlert", "acknowledge", "Say that one sees to an alert",
		func(w alert.Who) alert.Event { return alert.Acknowledged{By: w, How: alert.ByAPI} }},
	{"passOnAlert", "pass-on", "Say that one will not see to an alert: the next step of its escalation begins",
		func(w alert.Who) alert.Event { return alert.PassedOn{By: w, How: alert.ByAPI} }},
	{"resolveAlert", "resolve", "Say that nothing is left to do",
		func(w alert.Who) alert.Event { return alert.Resolved{By: w, How: alert.ByAPI} }},
}

// Operations are the operations on alerts that do something. The example is an alert that stands open.
func Operations(alerts Alerts, addresses port.BadAddresses, example string) []api.Operation {
	all := []api.Operation{clearing(addresses)}
	for _, d := range deeds {
		all = append(all, api.Operation{
			ID: d.id, Method: http.MethodPost, Path: "/alerts/{id}/" + d.word, Group: "alerts", Summary: d.summary, Asks: access.ActOnAlerts,
			Detail: "The answer says who has it. Sent again, or after somebody else was faster, it changes nothing.",
			Gives:  activity.Standing{}, Status: http.StatusOK, Faults: []int{http.StatusNotFound, http.StatusConflict},
			Example: api.Example{Path: "/alerts/" + example + "/" + d.word}, Do: act(alerts, d),
		})
	}
	return all
}

// ids are what alerts are named by; anything else names none.
var ids = regexp.MustCompile(`^[0-9A-Za-z]{1,64}-[0-9A-Za-z]{1,16}$`)

func act(alerts Alerts, d deed) func(context.Context, *api.Request) (api.Answer, error) {
	return func(ctx context.Context, r *api.Request) (api.Answer, error) {
		id := r.Path("id")
		if !ids.MatchString(id) {
			return api.Answer{}, api.Fail(http.StatusNotFound, "not-found", "there is no alert %.80q: look at the list", id)
		}
		a, err := alerts.Look(ctx, id)
		if err != nil {
			return api.Answer{}, err
		}
		did := d.event(who(r, a))
		if _, passes := did.(alert.PassedOn); passes && !a.CanPassOn() {
			return api.Answer{}, api.Fail(http.StatusConflict, "in-use", "there is nobody to pass the alert on to: it is %s, or its escalation has no further step", a.Status())
		}
		if a, err = alerts.Do(ctx, id, did); err != nil {
			return api.Answer{}, err
		}
		standing := activity.StandingOf(a)
		if !r.Who.May(access.ReadNumbers) {
			standing = standing.Masked()
		}
		return api.Answer{Body: standing}, nil
	}
}

// who is the person who asks, as the alert knows them: users are who sign in by their id.
func who(r *api.Request, a alert.Alert) alert.Who {
	if r.Who.Client != "" {
		return alert.Who{ID: r.By()}
	}
	for _, p := range a.People {
		if strings.EqualFold(p.ID, r.Who.Name) {
			return alert.Who{ID: p.ID, Name: p.Name}
		}
	}
	return alert.Who{ID: r.Who.Name}
}
