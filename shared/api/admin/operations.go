package admin

import (
	"net/http"
	"slices"
	"strings"

	"ringdown/shared/access"
	"ringdown/shared/api"
	"ringdown/shared/office"
	"ringdown/shared/port"
	"ringdown/shared/resource"
	"ringdown/shared/settings"
)

// pageMost is the longest page of a list; most lists of settings are one page.
const pageMost, pageUsual = 500, 100

var (
	limit  = api.Parameter{Name: "limit", About: "how many at most", Kind: "integer", Least: 1, Most: pageMost}
	cursor = api.Parameter{Name: "cursor", About: "next of the page before", Kind: "string"}
	search = api.Parameter{Name: "q", About: "only those that contain this text, in whatever case", Kind: "string"}
	dryRun = api.Parameter{Name: "dryRun", About: "say what the save would do, and save nothing", Kind: "boolean"}
)

// admin holds what the operations need.
type admin struct {
	office  *office.Office
	prompts port.Prompts
	voices  port.Voices
	queue   port.Orders
	random  func() string // a name that nobody guesses, as rand.Text
}

// Operations are the operations on settings. Random makes a name that nobody guesses.
func Operations(o *office.Office, prompts port.Prompts, voices port.Voices, queue port.Orders, random func() string) []api.Operation {
	a := admin{o, prompts, voices, queue, random}
	var all []api.Operation
	for _, k := range kinds {
		all = append(all, a.operationsOf(k)...)
	}
	return append(slices.Concat(all, a.uploads(), a.mine(), a.shifts(), a.contacts()), a.preview(), a.feeds(), a.says(), a.changes(), a.audit())
}

// What changes may be refused for, and what is not there.
var (
	refusals = []int{http.StatusConflict, http.StatusPreconditionFailed, http.StatusRequestEntityTooLarge, http.StatusUnprocessableEntity, http.StatusPreconditionRequired}
	bodies   = append([]int{http.StatusNotFound, http.StatusUnsupportedMediaType}, refusals...)
	bodiless = append([]int{http.StatusNotFound}, refusals...)
	notFound = []int{http.StatusNotFound}
)

// onceDetail is what a request's name does.
const onceDetail = "With an `Idempotency-Key` a repeat of the request within a day gets the first answer, and nothing is done twice."

// operationsOf are the operations on one kind.
func (a admin) operationsOf(k kind) []api.Operation {
	list, one := "/"+string(k.Kind), "/"+string(k.Kind)+"/{id}"
	if k.Kind == resource.Account {
		one = list
	}
	all := append(a.onOne(k, one), a.onVersions(k, one)...)
	if k.Kind != resource.Account {
		all = append(a.onAll(k, list), all...)
	}
	for i := range all {
		all[i].Group = string(k.Kind)
	}
	return all
}

// onAll are those on the list of a kind.
func (a admin) onAll(k kind, list string) []api.Operation {
	return []api.Operation{
		{ID: "list" + k.many, Method: http.MethodGet, Path: list, Summary: "List the " + string(k.Kind), Asks: access.ReadSettings, Query: []api.Parameter{limit, cursor, search},
			Gives: List{}, Status: http.StatusOK, Example: api.Example{Path: list}, Do: a.list(k)},
		{ID: "create" + k.one, Method: http.MethodPost, Path: list, Summary: "Create " + k.word() + ", with the id in the body", Asks: access.WriteSettings, Query: []api.Parameter{dryRun},
			Takes: k.body, Gives: Saved{}, Tries: Trial{}, Status: http.StatusCreated, Also: []int{http.StatusOK}, Tagged: true, Once: true, Faults: bodies,
			Example: api.Example{Path: list, Query: "dryRun=true", Body: withID(k.another, k.id+"-2")}, Do: a.create(k),
			Detail: onceDetail},
	}
}

// onOne are those on one resource.
func (a admin) onOne(k kind, one string) []api.Operation {
	at := strings.Replace(one, "{id}", k.id, 1)
	all := []api.Operation{
		{ID: "get" + k.one, Method: http.MethodGet, Path: one, Summary: "Read " + k.word(), Asks: access.ReadSettings,
			Gives: k.body, Status: http.StatusOK, Tagged: true, Faults: notFound, Example: api.Example{Path: at}, Do: a.get(k)},
		{ID: "put" + k.one, Method: http.MethodPut, Path: one, Summary: "Create or replace " + k.word(), Asks: access.WriteSettings, Query: []api.Parameter{dryRun},
			Takes: k.body, Gives: Saved{}, Tries: Trial{}, Status: http.StatusOK, Also: []int{http.StatusCreated}, Tagged: true, Precondition: true, Faults: bodies,
			Example: api.Example{Path: at, Query: "dryRun=true", Body: k.example}, Do: a.put(k),
			Detail: "With `If-Match` the version named is replaced. With `If-None-Match: *` it is created (201), and refused where it exists."},
		{ID: "patch" + k.one, Method: http.MethodPatch, Path: one, Summary: "Change some settings of " + k.word(), Asks: access.WriteSettings, Query: []api.Parameter{dryRun},
			Takes: k.body, Media: "application/merge-patch+json", Gives: Saved{}, Tries: Trial{}, Status: http.StatusOK, Tagged: true, Precondition: true, Faults: bodies,
			Example: api.Example{Path: at, Query: "dryRun=true", Body: k.patch}, Do: a.patch(k), Detail: "A JSON merge patch (RFC 7396): what is null goes, what is left out stays."},
	}
	if k.Kind == resource.Account {
		return all
	}
	return append(all, api.Operation{ID: "delete" + k.one, Method: http.MethodDelete, Path: one, Summary: "Delete " + k.word() + "; its versions stay", Asks: access.WriteSettings,
		Query: []api.Parameter{dryRun}, Gives: Saved{}, Tries: Trial{}, Status: http.StatusOK, Precondition: true, Faults: bodiless, Example: api.Example{Path: strings.Replace(one, "{id}", k.unused, 1), Query: "dryRun=true"}, Do: a.remove(k),
		Detail: "Refused while others refer to it: `usedBy` names them."})
}

// onVersions are those on the versions of one resource.
func (a admin) onVersions(k kind, one string) []api.Operation {
	at := strings.Replace(one, "{id}", k.id, 1)
	version := func(name, about string) api.Parameter {
		return api.Parameter{Name: name, About: about, Kind: "integer", Least: 1, Most: versionMost}
	}
	return []api.Operation{
		{ID: "list" + k.one + "Versions", Method: http.MethodGet, Path: one + "/versions", Summary: "List the versions of " + k.word() + ", newest first", Asks: access.ReadSettings,
			Query: []api.Parameter{limit, cursor}, Gives: List{}, Status: http.StatusOK, Faults: notFound, Example: api.Example{Path: at + "/versions"}, Do: a.versions(k)},
		{ID: "get" + k.one + "Version", Method: http.MethodGet, Path: one + "/versions/{version}", Summary: "Read a version of " + k.word(), Asks: access.ReadSettings,
			Gives: Item{}, Status: http.StatusOK, Tagged: true, Faults: notFound, Example: api.Example{Path: at + "/versions/1"}, Do: a.version(k)},
		{ID: "restore" + k.one + "Version", Method: http.MethodPost, Path: one + "/versions/{version}/restore", Summary: "Bring a version of " + k.word() + " back, as the newest", Asks: access.WriteSettings,
			Query: []api.Parameter{dryRun}, Gives: Saved{}, Tries: Trial{}, Status: http.StatusOK, Also: []int{http.StatusCreated}, Tagged: true, Precondition: true, Faults: bodiless,
			Example: api.Example{Path: at + "/versions/1/restore", Query: "dryRun=true"}, Do: a.restore(k)},
		{ID: "diff" + k.one, Method: http.MethodGet, Path: one + "/diff", Summary: "Compare two versions of " + k.word(), Asks: access.ReadSettings,
			Query: []api.Parameter{version("from", "version; the one before `to` when left out"), version("to", "version; the newest when left out")},
			Gives: Diff{}, Status: http.StatusOK, Faults: notFound, Example: api.Example{Path: at + "/diff"}, Do: a.diff(k)},
	}
}

// versionMost is the highest version that is asked for; nothing is ever saved so often.
const versionMost = 1 << 30

// withID is an example's body with an id.
func withID(body, id string) string { return `{"id":"` + id + `",` + body[1:] }

// Change is one of several changes.
type Change struct {
	Kind    resource.Kind `json:"kind"`
	ID      string        `json:"id"`
	Follows int           `json:"follows,omitempty"` // the version it follows; left out: it is new
	Value   any           `json:"value,omitempty"`   // the resource; left out: it is deleted
}

// Changes are several changes that are saved together or not at all.
type Changes struct {
	Changes []Change `json:"changes"`
}

// Diff is what is different between two versions.
type Diff struct {
	From        int               `json:"from"` // 0: there was none
	To          int               `json:"to"`
	Differences []resource.Detail `json:"differences"`
}

func (a admin) changes() api.Operation {
	return api.Operation{
		ID: "saveChanges", Method: http.MethodPost, Path: "/changes", Group: "changes", Summary: "Save several changes together", Asks: access.WriteSettings,
		Detail: "All or nothing: where resources depend on each other, such as two lines that exchange their numbers. At most " + itoa(settings.MaxChanges) + " at once. " + onceDetail,
		Query:  []api.Parameter{dryRun}, Takes: Changes{}, Gives: SavedAll{}, Tries: Trial{}, Status: http.StatusOK, Once: true,
		Faults:  []int{http.StatusNotFound, http.StatusConflict, http.StatusPreconditionFailed, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity},
		Example: api.Example{Path: "/changes", Query: "dryRun=true", Body: `{"changes":[{"kind":"users","id":"dee","value":{"name":"Dee Novak"}}]}`}, Do: a.saveChanges,
	}
}

// AuditPage is one page of the audit.
type AuditPage struct {
	Records []resource.Record `json:"records"`
	Next    string            `json:"next,omitempty"`
	End     resource.Link     `json:"end,omitzero"` // on the last page: the chain's end, where this is its latest month
}

func (a admin) audit() api.Operation {
	return api.Operation{
		ID: "listAudit", Method: http.MethodGet, Path: "/audit", Group: "audit", Summary: "Read who changed what, month by month", Asks: access.ReadAudit,
		Detail: "Oldest first. Each record names the hash of the one before it; the first of a month has none.",
		Query:  []api.Parameter{{Name: "month", About: "such as 2026-11; this month when left out", Kind: "string"}, limit, cursor},
		Gives:  AuditPage{}, Status: http.StatusOK, Example: api.Example{Path: "/audit"}, Do: a.listAudit,
	}
}
