package admin

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"ringdown/shared/api"
	"ringdown/shared/resource"
	"ringdown/shared/settings"
)

type do = func(ctx context.Context, r *api.Request) (api.Answer, error)

func itoa(n int) string { return strconv.Itoa(n) }

func missing(ref resource.Ref) error {
	return api.Fail(http.StatusNotFound, "not-found", "%s does not exist: create it, or look at the list", ref)
}

// latest reads the newest version of what a path names, if it is not deleted.
func (a admin) latest(ctx context.Context, ref resource.Ref) (resource.Resource, error) {
	now, err := a.office.Store.Snapshot(ctx)
	if err != nil {
		return resource.Resource{}, err
	}
	r, ok := now.Find(ref)
	if !ok || r.Deleted() {
		return r, missing(ref)
	}
	return r, nil
}

func (a admin) get(k kind) do {
	return func(ctx context.Context, r *api.Request) (api.Answer, error) {
		found, err := a.latest(ctx, k.ref(r.Path("id")))
		if err != nil {
			return api.Answer{}, err
		}
		return api.Answer{Body: value(found, r.Who), Version: found.Version}, nil
	}
}

func (a admin) list(k kind) do {
	return func(ctx context.Context, r *api.Request) (api.Answer, error) {
		after, err := r.After()
		if err != nil {
			return api.Answer{}, err
		}
		now, err := a.office.Store.Snapshot(ctx)
		if err != nil {
			return api.Answer{}, err
		}
		page, most := List{Items: []Item{}}, r.Number("limit", pageUsual)
		for _, found := range now.Of(k.Kind) {
			if found.ID <= after && after != "" || !contains(found, r) {
				continue
			}
			if len(page.Items) == most {
				page.Next = api.Cursor(page.Items[most-1].ID)
				break
			}
			page.Items = append(page.Items, itemOf(found, r.Who))
		}
		return api.Answer{Body: page}, nil
	}
}

// contains reports whether a resource has the text that is looked for, in what the person may see.
func contains(found resource.Resource, r *api.Request) bool {
	q := strings.ToLower(r.Query("q"))
	if q == "" {
		return true
	}
	text, err := json.Marshal(value(found, r.Who))
	return err == nil && strings.Contains(strings.ToLower(string(text)), q)
}

func (a admin) versions(k kind) do {
	return func(ctx context.Context, r *api.Request) (api.Answer, error) {
		after, err := r.After()
		if err != nil {
			return api.Answer{}, err
		}
		below := 1 << 30
		if after != "" {
			if below, err = strconv.Atoi(after); err != nil {
				return api.Answer{}, api.Fail(http.StatusBadRequest, "query", "the cursor is not one of ours: send what stood in next")
			}
		}
		most := r.Number("limit", pageUsual)
		found, err := a.versionsOf(ctx, k.ref(r.Path("id")), below, most)
		if err != nil {
			return api.Answer{}, err
		}
		if len(found) == 0 && after == "" {
			return api.Answer{}, missing(k.ref(r.Path("id")))
		}
		page := List{Items: []Item{}}
		for _, v := range found {
			item := itemOf(v, r.Who)
			item.Value = nil
			page.Items = append(page.Items, item)
		}
		if len(found) == most && found[most-1].Version > 1 {
			page.Next = api.Cursor(itoa(found[most-1].Version))
		}
		return api.Answer{Body: page}, nil
	}
}

// versionsOf lists versions. What cannot be an id has none, and the store is not asked for it: a key
// may have two thousand bytes there (DynamoDB guide, limits).
func (a admin) versionsOf(ctx context.Context, ref resource.Ref, below, most int) ([]resource.Resource, error) {
	if !settings.CanBeID(ref.ID) {
		return nil, nil
	}
	return a.office.Store.Versions(ctx, ref, below, most)
}

// versionOf reads one version.
func (a admin) versionOf(ctx context.Context, ref resource.Ref, version int) (resource.Resource, error) {
	found, err := a.versionsOf(ctx, ref, version+1, 1)
	if err != nil {
		return resource.Resource{}, err
	}
	if len(found) == 0 || found[0].Version != version {
		return resource.Resource{}, api.Fail(http.StatusNotFound, "not-found", "%s has no version %d: look at its versions", ref, version)
	}
	return found[0], nil
}

// versionIn reads the version of a path.
func (a admin) versionIn(ctx context.Context, k kind, r *api.Request) (resource.Resource, error) {
	version, err := strconv.Atoi(r.Path("version"))
	if err != nil || version < 1 || version > 1<<30 {
		return resource.Resource{}, api.Fail(http.StatusNotFound, "not-found", "%.40q is no version: write a number from 1", r.Path("version"))
	}
	return a.versionOf(ctx, k.ref(r.Path("id")), version)
}

func (a admin) version(k kind) do {
	return func(ctx context.Context, r *api.Request) (api.Answer, error) {
		found, err := a.versionIn(ctx, k, r)
		if err != nil {
			return api.Answer{}, err
		}
		return api.Answer{Body: itemOf(found, r.Who), Version: found.Version}, nil
	}
}

func (a admin) diff(k kind) do {
	return func(ctx context.Context, r *api.Request) (api.Answer, error) {
		ref := k.ref(r.Path("id"))
		newest, err := a.versionsOf(ctx, ref, 1<<30, 1)
		if err == nil && len(newest) == 0 {
			err = missing(ref)
		}
		if err != nil {
			return api.Answer{}, err
		}
		to := newest[0]
		if n := r.Number("to", to.Version); n != to.Version {
			if to, err = a.versionOf(ctx, ref, n); err != nil {
				return api.Answer{}, err
			}
		}
		from := resource.Resource{Ref: ref}
		if n := r.Number("from", to.Version-1); n > 0 {
			if from, err = a.versionOf(ctx, ref, n); err != nil {
				return api.Answer{}, err
			}
		}
		out := Diff{From: from.Version, To: to.Version, Differences: []resource.Detail{}}
		out.Differences = append(out.Differences, settings.Differences(from, to)...)
		return api.Answer{Body: out}, nil
	}
}

func (a admin) listAudit(ctx context.Context, r *api.Request) (api.Answer, error) {
	of, number, err := r.Month(resource.MonthOf(r.Now))
	if err != nil {
		return api.Answer{}, err
	}
	// The end is read first: a record that is added meanwhile is left to the next reader.
	now, err := a.office.Store.Snapshot(ctx)
	if err != nil {
		return api.Answer{}, err
	}
	most := r.Number("limit", pageUsual)
	records, err := a.office.Store.Records(ctx, of, number, most)
	if err != nil {
		return api.Answer{}, err
	}
	page := AuditPage{Records: append([]resource.Record{}, records...)}
	if len(records) == most {
		page.Next = api.Cursor(itoa(records[most-1].Number))
		return api.Answer{Body: page}, nil
	}
	if end := now.Head.Chain; end.Month == of {
		page.Records, page.End = slices.DeleteFunc(page.Records, func(r resource.Record) bool { return r.Number > end.Number }), end
	}
	return api.Answer{Body: page}, nil
}
