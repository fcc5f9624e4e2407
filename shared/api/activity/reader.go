package activity

import (
	"context"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"time"

	"ringdown/shared/access"
	"ringdown/shared/activity"
	"ringdown/shared/api"
	"ringdown/shared/call"
	"ringdown/shared/dialplan"
	"ringdown/shared/port"
)

const (
	// lookedMost is how many calls one request for a list looks at.
	lookedMost = 1000
	// countedMost is how many calls statistics and files are made of: a hundred requests for them.
	countedMost = 10_000
	most        = "10,000"
	// textMost bounds what is looked for.
	textMost = 200
)

// reader holds what the operations need.
type reader struct {
	store   port.Activity
	archive port.Archive
	random  func() string
	plans   *plans
	chain   *chain
}

func groupOf(path string) string {
	group, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	return group
}

// plans remembers versions of dialplans, which never change.
type plans struct {
	mu    sync.Mutex
	known map[port.PlanVersion]dialplan.Dialplan
}

// plansMost bounds them: a large one has a megabyte.
const plansMost = 64

func newPlans() *plans { return &plans{known: map[port.PlanVersion]dialplan.Dialplan{}} }

// missing lists the versions of calls that are not known yet, each once.
func (p *plans) missing(calls []call.Call) []port.PlanVersion {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []port.PlanVersion
	seen := map[port.PlanVersion]bool{}
	for _, c := range calls {
		v := port.PlanVersion{Line: c.Line, Version: c.Dialplan}
		if _, ok := p.known[v]; !ok && !seen[v] && v.Line != "" && v.Version > 0 {
			seen[v] = true
			out = append(out, v)
		}
	}
	return out
}

// add takes what was found of the versions that were asked for. One that is gone stays gone.
func (p *plans) add(asked []port.PlanVersion, found []dialplan.Dialplan) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.known)+len(asked) > plansMost {
		clear(p.known)
	}
	for _, v := range asked {
		p.known[v] = dialplan.Dialplan{}
	}
	for _, plan := range found {
		p.known[port.PlanVersion{Line: plan.Line, Version: plan.Version}] = plan
	}
}

func (p *plans) of(c call.Call) dialplan.Dialplan {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.known[port.PlanVersion{Line: c.Line, Version: c.Dialplan}]
}

// beside reads the dialplans of calls, as far as they are not known, and whatever else is wanted,
// in one request; in none where nothing is.
func (a *reader) beside(ctx context.Context, calls []call.Call, w port.Wanted) (port.Beside, error) {
	w.Plans = a.plans.missing(calls)
	if len(w.Plans)+len(w.Alerts)+len(w.Marks) == 0 {
		return port.Beside{}, nil
	}
	found, err := a.store.Beside(ctx, w)
	if err == nil {
		a.plans.add(w.Plans, found.Plans)
	}
	return found, err
}

// ids are what calls are named by; anything else names none.
var ids = regexp.MustCompile(`^[0-9A-Za-z]{1,64}$`)

// load reads a call by its id as a path has it.
func (a *reader) load(ctx context.Context, id string) (call.Call, error) {
	if !ids.MatchString(id) {
		return call.Call{}, missing(id)
	}
	return a.store.Load(ctx, id)
}

func missing(id string) error {
	return api.Fail(http.StatusNotFound, "not-found", "there is no %.80q, or it is no longer kept: look at the list", id)
}

// query is what a request asks of calls.
type query struct {
	activity.Range
	activity.Filter
	after  port.Place
	masked bool
}

func wrong(format string, args ...any) error {
	return api.Fail(http.StatusBadRequest, "query", format, args...)
}

// queryOf reads range, filter and cursor. The range ends now: nobody calls later than that.
func queryOf(r *api.Request) (query, error) {
	q, err := queryFrom(r, r.Query)
	if err != nil {
		return q, err
	}
	after, err := r.After()
	if err != nil || after == "" {
		return q, err
	}
	at, id, ok := strings.Cut(after, "|")
	moment, err := time.Parse(time.RFC3339Nano, at)
	if err != nil || !ok || id != "" && !ids.MatchString(id) || moment.Before(q.From) || moment.After(q.Until) {
		return q, wrong("the cursor is not one of this list: send what stood in next, and the same range with it")
	}
	q.after = port.Place{Arrived: moment, Call: id}
	return q, nil
}

// queryFrom reads range and filter from wherever they stand.
func queryFrom(r *api.Request, value func(name string) string) (q query, err error) {
	for _, name := range []string{"from", "to", "zone", "line", "team", "caller", "q"} {
		if text := value(name); len(text) > textMost || strings.ToValidUTF8(text, "") != text {
			return q, wrong("%s has more than %d bytes, or is no text: write less", name, textMost)
		}
	}
	if q.Range, err = activity.RangeOf(value("from"), value("to"), value("zone"), r.Now); err != nil {
		return q, wrong("%s", err)
	}
	const skew = time.Minute // between clocks
	if soon := r.Now.Add(skew).UTC(); q.Until.After(soon) && soon.After(q.From) {
		q.Until = soon
	}
	q.Filter = activity.Filter{Line: value("line"), Team: value("team"), Outcome: value("outcome"), Caller: value("caller"), Text: value("q")}
	q.masked = !r.Who.May(access.ReadNumbers)
	return q, nil
}

// narrow reports whether the filter asks for more than the store can look for.
func (q query) narrow() bool {
	f := q.Filter
	f.Line = ""
	return f != activity.Filter{}
}

// entry is a call as the person may see it, and whether it is wanted.
func (q query) entry(c call.Call, plan dialplan.Dialplan) (activity.Entry, bool) {
	e := activity.EntryOf(c, plan)
	if q.masked {
		e = e.Masked()
	}
	return e, q.Wants(e)
}

// cursorOf writes a place: a call's, or without one everything before a moment.
func cursorOf(p port.Place) string {
	return api.Cursor(p.Arrived.UTC().Format(time.RFC3339Nano) + "|" + p.Call)
}
