package activity

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"time"

	"ringdown/shared/access"
	"ringdown/shared/activity"
	"ringdown/shared/alert"
	"ringdown/shared/api"
	"ringdown/shared/call"
	"ringdown/shared/port"
	"ringdown/shared/resource"
	"ringdown/shared/routes"
)

// Calls is one page of the list of calls.
type Calls struct {
	Items []activity.Entry `json:"items"`
	Next  string           `json:"next,omitempty"` // cursor of the next page; left out on the last one
}

func (a *reader) listCalls(ctx context.Context, r *api.Request) (api.Answer, error) {
	q, err := queryOf(r)
	if err != nil {
		return api.Answer{}, err
	}
	limit := r.Number("limit", pageUsual)
	size := limit
	if q.narrow() {
		size = pageMost
	}
	var out Calls
	out.Items, out.Next, err = page(ctx, a, q, size, limit, a.names(ctx), func(c call.Call) []activity.Entry {
		if e, wanted := q.entry(c, a.plans.of(c)); wanted {
			return []activity.Entry{e}
		}
		return nil
	})
	if err == nil {
		err = noteList(ctx, a, r, q, ofCalls, out.Items, func(e activity.Entry) string { return e.ID })
	}
	if err != nil {
		return api.Answer{}, err
	}
	return api.Answer{Body: out}, nil
}

// names reads what calls are named by.
func (a *reader) names(ctx context.Context) func([]call.Call) error {
	return func(calls []call.Call) error {
		_, err := a.beside(ctx, calls, port.Wanted{})
		return err
	}
}

func alertIDs(calls ...call.Call) []string {
	var out []string
	for _, c := range calls {
		for _, owed := range c.Alerts {
			out = append(out, alert.IDOf(c.ID, owed.ID))
		}
	}
	return out
}

func (a *reader) getCall(ctx context.Context, r *api.Request) (api.Answer, error) {
	c, err := a.load(ctx, r.Path("id"))
	if err != nil {
		return api.Answer{}, err
	}
	alerts, err := a.alertsOf(ctx, []call.Call{c})
	if err != nil {
		return api.Answer{}, err
	}
	d := activity.DetailOf(c, a.plans.of(c), alerts)
	if !r.Who.May(access.HearTalks) {
		kept := []activity.Recording{}
		for _, rec := range d.Recordings {
			if rec.Kind != activity.Talk {
				kept = append(kept, rec)
			}
		}
		d.Recordings = kept
	}
	if !r.Who.May(access.ReadNumbers) {
		return api.Answer{Body: d.Masked()}, nil
	}
	if err := a.chain.note(ctx, r, "read", []resource.Ref{{Kind: ofCalls, ID: c.ID}}); err != nil {
		return api.Answer{}, err
	}
	return api.Answer{Body: d}, nil
}

func (a *reader) statistics(ctx context.Context, r *api.Request) (api.Answer, error) {
	q, err := queryOf(r)
	if err != nil {
		return api.Answer{}, err
	}
	count := activity.NewCounting(q.Range)
	err = a.all(ctx, q, func(c call.Call) {
		plan := a.plans.of(c)
		if e, wanted := q.entry(c, plan); wanted {
			count.Add(e, activity.AttemptsOf(c, plan))
		}
	})
	if err != nil {
		return api.Answer{}, err
	}
	return api.Answer{Body: count.Statistics()}, nil
}

// Export asks for a file of calls.
type Export struct {
	Format  string `json:"format"` // csv or json
	From    string `json:"from,omitempty"`
	To      string `json:"to,omitempty"`
	Zone    string `json:"zone,omitempty"`
	Line    string `json:"line,omitempty"`
	Team    string `json:"team,omitempty"`
	Outcome string `json:"outcome,omitempty"`
	Caller  string `json:"caller,omitempty"`
	Q       string `json:"q,omitempty"`
}

// Exported is a file of calls.
type Exported struct {
	URL     string    `json:"url"`
	Expires time.Time `json:"expires"` // of the address
	Calls   int       `json:"calls"`
	Bytes   int       `json:"bytes"`
}

// addressLife is how long an address works: what the bucket allows at most.
const addressLife = 15 * time.Minute

func (a *reader) export(ctx context.Context, r *api.Request) (api.Answer, error) {
	var in Export
	if err := r.Decode(&in); err != nil {
		return api.Answer{}, err
	}
	if in.Format != "csv" && in.Format != "json" {
		return api.Answer{}, api.Fail(http.StatusBadRequest, "body", "format is %.20q: write csv or json", in.Format)
	}
	if !valid(in.Outcome) {
		return api.Answer{}, api.Fail(http.StatusBadRequest, "body", "outcome is %.20q: write one of %v", in.Outcome, activity.Outcomes)
	}
	q, err := queryFrom(r, func(name string) string {
		return map[string]string{"from": in.From, "to": in.To, "zone": in.Zone, "line": in.Line, "team": in.Team, "outcome": in.Outcome, "caller": in.Caller, "q": in.Q}[name]
	})
	if err != nil {
		return api.Answer{}, err
	}
	entries := []activity.Entry{}
	err = a.all(ctx, q, func(c call.Call) {
		if e, wanted := q.entry(c, a.plans.of(c)); wanted {
			entries = append(entries, e)
		}
	})
	if err != nil {
		return api.Answer{}, err
	}
	asked, err := json.Marshal(in)
	if err != nil {
		return api.Answer{}, err
	}
	name := a.random()
	detail := resource.Detail{Of: resource.Ref{Kind: ofExports, ID: name}, Pointer: "", Is: string(asked)}
	if err := a.chain.note(ctx, r, "exported", []resource.Ref{detail.Of}, detail); err != nil {
		return api.Answer{}, err
	}
	out, err := a.write(ctx, r, q, in.Format, name, entries)
	if err != nil {
		return api.Answer{}, err
	}
	return api.Answer{Body: out}, nil
}

func valid(outcome string) bool {
	return outcome == "" || slices.Contains(activity.Outcomes, outcome)
}

// write keeps a file under a name that nobody guesses; the bucket forgets it within days.
func (a *reader) write(ctx context.Context, r *api.Request, q query, format, name string, entries []activity.Entry) (Exported, error) {
	file, err := activity.JSON(entries)
	media := "application/json"
	if format == "csv" {
		file, err = activity.CSV(q.Range, entries)
		media = "text/csv; charset=utf-8"
	}
	if err != nil {
		return Exported{}, err
	}
	days := q.Days()
	key := routes.ExportPrefix + name + "/calls-" + days[0] + "-to-" + days[len(days)-1] + "." + format
	if err := a.archive.Keep(ctx, key, media, bytes.NewReader(file)); err != nil {
		return Exported{}, err
	}
	address, err := a.archive.Address(ctx, key, addressLife)
	if err != nil {
		return Exported{}, err
	}
	return Exported{URL: address, Expires: r.Now.Add(addressLife).UTC(), Calls: len(entries), Bytes: len(file)}, nil
}
