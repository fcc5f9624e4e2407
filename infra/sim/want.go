package sim

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"ringdown/infra/vonagesim"
	"ringdown/shared/alert"
	"ringdown/shared/call"
	"ringdown/shared/e164"
	"ringdown/shared/notice"
)

// silenceMax is what no caller, and nobody who picked up, should have to listen to.
const silenceMax = 5 * time.Second

// Facts are what the want lines of a scenario speak about.
//
//	outcome: talked with ben        (and: voicemail, missed, closed; "; …" for each further call)
//	rung: ana mobile, ana office    (in order; "nobody")
//	alerts: voicemail to support    (in order of telling; "none")
//	caller: +14155550199            (as the alerts name the callers, each once; "nobody")
//	told: ana sms, ben email        (by contacts, in order; "nobody")
//	acknowledged: ana by voice      (by whom each alert was, and how; "nobody")
//	failed: sms (opted out)         (what the record says of whom it could not tell; "none")
//	events: open, acknowledged      (the states of alerts on the bus, in order; "none")
//	message: 12 s                   (what the team can listen to; "none")
type Facts map[string]string

// FactsOf reads the facts off a played scenario.
func FactsOf(p Played) Facts {
	var outcomes, messages, alerts, callers, acknowledged, events, failed []string
	for _, c := range p.Calls {
		outcomes = append(outcomes, outcomeOf(c))
		for _, m := range c.Messages {
			if !m.Empty() {
				messages = append(messages, strconv.Itoa(m.Seconds)+" s")
			}
		}
	}
	for _, n := range p.Notices {
		alerts = append(alerts, strings.TrimSpace(string(n.Kind)+" to "+n.Team))
		if caller := (e164.Caller{Number: n.Caller, Came: n.Came}).String(); !slices.Contains(callers, caller) {
			callers = append(callers, caller)
		}
	}
	for _, a := range p.Alerts {
		who := "nobody"
		if by := a.Acknowledged; !by.At.IsZero() {
			who = by.By.ID + " by " + string(by.How)
		}
		acknowledged = append(acknowledged, who)
		for _, n := range a.Notifications {
			if n.State == alert.Failed {
				failed = append(failed, fmt.Sprintf("%s (%s)", n.Channel, n.Reason))
			}
		}
	}
	for _, e := range p.Events {
		var detail struct{ State string }
		if err := json.Unmarshal([]byte(e.Detail), &detail); err == nil && e.Type == notice.AlertType {
			events = append(events, detail.State)
		}
	}
	return Facts{
		"failed":       listOr(failed, "none"),
		"events":       listOr(events, "none"),
		"acknowledged": listOr(acknowledged, "nobody"),
		"outcome":      strings.Join(outcomes, "; "),
		"rung":         listOr(p.Rung, "nobody"),
		"alerts":       listOr(alerts, "none"),
		"caller":       listOr(callers, "nobody"),
		"told":         listOr(p.Told, "nobody"),
		"message":      listOr(messages, "none"),
	}
}

func outcomeOf(c call.Call) string {
	if c.Outcome == call.Talked && c.Ring != nil {
		for _, l := range c.Legs {
			if l.ID == c.Ring.Winner {
				return "talked with " + l.User + string(l.Outside.Number) // one of them is empty
			}
		}
	}
	if c.Outcome == "" {
		return "still on"
	}
	return string(c.Outcome)
}

func listOr(list []string, none string) string {
	if len(list) == 0 {
		return none
	}
	return strings.Join(list, ", ")
}

// Check holds a played scenario to its want lines, and to what every call has to
// fulfil: it comes to rest, no two responders are ever with a caller, and nobody
// listens to silence, but for as long as a want line silence: at most T allows.
func Check(s Scenario, p Played) []error {
	var faults []error
	facts, longest := FactsOf(p), silenceMax
	for _, w := range s.Want {
		key, want, _ := strings.Cut(w, ":")
		got, ok := facts[key]
		want = strings.TrimSpace(want)
		switch bound, err := time.ParseDuration(strings.TrimPrefix(want, "at most ")); {
		case key == "silence" && err == nil: // what the call's faults may cost
			longest = bound
		case !ok:
			faults = append(faults, fmt.Errorf("want %q: there is no such fact", key))
		case !slices.Contains(strings.Split(want, " or "), got):
			faults = append(faults, fmt.Errorf("%s: got %q, want %q", key, got, want))
		}
	}
	if !p.Rested {
		faults = append(faults, fmt.Errorf("the world did not come to rest"))
	}
	for _, leg := range p.Legs {
		if leg.DeadAir > longest {
			faults = append(faults, fmt.Errorf("%s heard nothing for %s", leg.Who, leg.DeadAir))
		}
	}
	return append(faults, together(p)...)
}

// together finds callers who were with more than one responder at a time.
func together(p Played) []error {
	var faults []error
	for _, leg := range p.Legs {
		for _, seg := range leg.Timeline {
			if seg.Kind == vonagesim.Talk && strings.Contains(seg.With, ",") {
				faults = append(faults, fmt.Errorf("%s talked with %s at once", leg.Who, seg.With))
			}
		}
	}
	return faults
}

func sortedValues(m map[string]string) []string {
	var out []string
	for _, v := range m {
		out = append(out, v)
	}
	slices.Sort(out)
	return out
}
