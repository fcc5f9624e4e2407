package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"ringdown/infra/desk"
	"ringdown/shared/alert"
	"ringdown/shared/call"
	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
)

const callsAbout = `Lists the calls of a day (UTC), the latest first, each with every phone that was rung, how that ended, and when the team
was told: those of the running desk, or with --aws those of the deployed stack.`

// callReader is what the list needs of the stores: of port.Calls, port.Dialplans and
// port.Alerts, so that it can read those of any place.
type callReader interface {
	OnDay(ctx context.Context, lineID string, day time.Time, limit int) ([]call.Call, error)
	ByVersion(ctx context.Context, lineID string, version int) (dialplan.Dialplan, error)
	Alert(ctx context.Context, id string) (alert.Alert, error)
}

// callsMax bounds one list.
const callsMax = 500

// logged is one call of the list, for programs.
type logged struct {
	ID       string          `json:"id"`
	Line     string          `json:"line"`
	From     string          `json:"from"` // the number; "" is withheld, or as Came says
	Came     string          `json:"came,omitempty"`
	Arrived  time.Time       `json:"arrived"`
	Ended    time.Time       `json:"ended,omitzero"`
	Outcome  string          `json:"outcome"` // "" while it lasts
	Message  int             `json:"messageSeconds"`
	Attempts []alert.Attempt `json:"attempts"`
	Alerts   []raised        `json:"alerts"`
}

// raised is an alert of a call.
type raised struct {
	Kind string    `json:"kind"`
	Team string    `json:"team"`
	At   time.Time `json:"at"`
	Told time.Time `json:"told,omitzero"` // zero: the team was not told yet
}

func runCalls(args []string, in io.Reader, out, errOut io.Writer) int {
	o := newOptions("calls", "", callsAbout, in, out, errOut)
	date := o.String("date", "", "the `DAY`, such as 2026-03-02; today when left out")
	id := o.String("line", "", "`ID` of a line; all when left out")
	var address string
	o.addressFlag(&address, "the desk's `ADDRESS`")
	asJSON := o.Bool("json", false, "print JSON")
	var aws callsOnAWS
	aws.flags(o)
	if code, done := o.read(args); done {
		return code
	}
	day := time.Now().UTC()
	if *date != "" {
		var err error
		if day, err = time.Parse(time.DateOnly, *date); err != nil {
			return o.misused("--date %q is no day: write it like 2026-03-02", *date)
		}
	}
	if aws.aws {
		aws.line, aws.day, aws.asJSON = *id, day, *asJSON
		return aws.run(o)
	}
	if only := o.anyGiven("play", "save", "outputs"); len(only) > 0 {
		return o.misused("%s is about a deployed stack: add --aws", strings.Join(only, " "))
	}
	client := desk.Client{Address: address}
	ctx := context.Background()
	about, err := client.About(ctx)
	if err != nil {
		return o.failed("%s", noDesk(err, address))
	}
	if err := knownLine(about, *id); err != nil {
		return o.failed("%v", err)
	}
	list, err := readCalls(ctx, client, *id, day)
	switch {
	case err != nil:
		return o.failed("%v", err)
	case *asJSON:
		o.writeJSON(list)
	default:
		printCalls(out, list, day)
	}
	return exitWell
}

func knownLine(a desk.About, id string) error {
	var ids []string
	for _, l := range a.Lines {
		if l.Line == id || id == "" {
			return nil
		}
		ids = append(ids, l.Line)
	}
	return fmt.Errorf("--line %s: the desk has no such line; there are %s", id, listed(ids, "none"))
}

// readCalls reads a day's calls from wherever they are kept.
func readCalls(ctx context.Context, from callReader, lineID string, day time.Time) ([]logged, error) {
	calls, err := from.OnDay(ctx, lineID, day, callsMax)
	if err != nil {
		return nil, fmt.Errorf("the calls of %s cannot be read: %w", day.Format(time.DateOnly), err)
	}
	list := []logged{}
	for _, c := range calls {
		// Names are the dialplan's. Where it is gone, the phones have none.
		plan, _ := from.ByVersion(ctx, c.Line, c.Dialplan)
		l := logged{
			ID: c.ID, Line: c.Line, From: string(c.Caller.Number), Came: c.Caller.Came, Arrived: c.Arrived, Ended: c.EndedAt,
			Outcome: string(c.Outcome), Attempts: call.Attempts(c, plan),
		}
		if l.Attempts == nil {
			l.Attempts = []alert.Attempt{}
		}
		l.Alerts = []raised{}
		for _, a := range c.Alerts {
			// An alert that is not there yet was told to nobody.
			found, _ := from.Alert(ctx, alert.IDOf(c.ID, a.ID))
			l.Alerts = append(l.Alerts, raised{string(a.Kind), a.Team, a.At, found.ToldAt})
		}
		if !c.Voicemail().Empty() {
			l.Message = c.Voicemail().Seconds
		}
		list = append(list, l)
	}
	return list, nil
}

func printCalls(out io.Writer, list []logged, day time.Time) {
	if len(list) == 0 {
		fmt.Fprintf(out, "No calls on %s (UTC).\n", day.Format(time.DateOnly))
	}
	for _, l := range list {
		caller := e164.Caller{Number: e164.Number(l.From), Came: l.Came}
		from, outcome, message := caller.String(), l.Outcome, ""
		if caller.Withheld() {
			from = "withheld"
		}
		if outcome == "" {
			outcome = "still on"
		}
		if l.Message > 0 {
			message = fmt.Sprintf(", a message of %d s", l.Message)
		}
		fmt.Fprintf(out, "%s  %s from %s: %s%s  (%s)\n", l.Arrived.UTC().Format("15:04:05"), l.Line, from, outcome, message, l.ID)
		for _, a := range l.Attempts {
			fmt.Fprintf(out, "    %s  %s: %s\n", a.At.UTC().Format("15:04:05"), joined(a.Who, a.Phone), a.End)
		}
		for _, a := range l.Alerts {
			told := "not told yet"
			if !a.Told.IsZero() {
				told = "told at " + a.Told.UTC().Format("15:04:05")
			}
			fmt.Fprintf(out, "    %s  alert, %s: team %s %s\n", a.At.UTC().Format("15:04:05"), a.Kind, a.Team, told)
		}
	}
}

func joined(who, phone string) string {
	if phone == "" {
		return who
	}
	return who + " " + phone
}
