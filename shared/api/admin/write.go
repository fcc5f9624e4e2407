package admin

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"

	"ringdown/shared/api"
	"ringdown/shared/office"
	"ringdown/shared/port"
	"ringdown/shared/resource"
	"ringdown/shared/settings"
)

// author is who a change is by.
func author(r *api.Request) settings.Author {
	return settings.Author{Who: r.By(), Name: r.Who.Name, From: r.From, At: r.Now}
}

// follow gives the version that a precondition names.
func (a admin) follow(ctx context.Context, r *api.Request, ref resource.Ref) (int, bool, error) {
	p, err := r.Precondition()
	if err != nil || !p.Any {
		return p.Version, p.None, err
	}
	found, err := a.latest(ctx, ref)
	return found.Version, false, err
}

// wants is one change on the way to the office.
type wants struct {
	settings.Change
	did     string // for the audit; created or changed where it is left out
	creates bool
	once    *port.Once
}

// save saves, or tries to where that is asked for.
func (a admin) save(ctx context.Context, r *api.Request, w wants) (api.Answer, error) {
	if w.did == "" {
		w.did = "changed"
		if w.creates {
			w.did = "created"
		}
	}
	want := office.Order{Changes: []settings.Change{w.Change}, By: author(r), Did: w.did, Once: w.once}
	if r.Has("dryRun") {
		return a.trial(ctx, want, w.creates)
	}
	want.Answer = func(s office.Saved) []byte {
		text, err := json.Marshal(a.savedOf(r, w, s))
		if err != nil {
			return nil // plain data
		}
		return text
	}
	saved, err := a.office.Save(ctx, want)
	if err != nil {
		return api.Answer{}, problemOf(err, w.creates)
	}
	answer := api.Answer{}
	if w.creates {
		answer.Status = http.StatusCreated
	}
	var out Saved
	if saved.Once != nil {
		if err := json.Unmarshal(saved.Once.Answer, &out); err != nil {
			return api.Answer{}, err
		}
	} else {
		out = a.savedOf(r, w, saved)
		out.Warnings = append(out.Warnings, a.unproven(ctx, slices.Concat(saved.Changed, saved.Same)...)...)
	}
	if w.creates {
		answer.Headers = http.Header{"Location": {api.Base + "/" + w.Ref.String()}}
	}
	answer.Body, answer.Version = out, out.Version
	return answer, nil
}

func (a admin) savedOf(r *api.Request, w wants, s office.Saved) Saved {
	out := Saved{Warnings: s.Faults, Lines: s.Lines, Unchanged: len(s.Changed) == 0}
	if now := slices.Concat(s.Changed, s.Same); len(now) > 0 {
		out.Item = itemOf(now[0], r.Who)
	}
	return out
}

func (a admin) trial(ctx context.Context, want office.Order, creates bool) (api.Answer, error) {
	saved, err := a.office.Trial(ctx, want)
	if err != nil {
		return api.Answer{}, problemOf(err, creates)
	}
	saved.Faults = append(saved.Faults, a.unproven(ctx, saved.Changed...)...)
	return api.Answer{Body: Trial{Warnings: saved.Faults, Lines: saved.Lines, Effects: saved.Effects}, Status: http.StatusOK}, nil
}

func (a admin) put(k kind) do {
	return func(ctx context.Context, r *api.Request) (api.Answer, error) {
		ref := k.ref(r.Path("id"))
		version, creates, err := a.follow(ctx, r, ref)
		if err != nil {
			return api.Answer{}, err
		}
		return a.save(ctx, r, wants{Change: settings.Change{Ref: ref, Body: body(r), Follow: version}, creates: creates})
	}
}

// body is that of the request; an empty one is no JSON, and no deletion either.
func body(r *api.Request) []byte { return append([]byte{}, r.Body...) }

func (a admin) patch(k kind) do {
	return func(ctx context.Context, r *api.Request) (api.Answer, error) {
		ref := k.ref(r.Path("id"))
		version, creates, err := a.follow(ctx, r, ref)
		if err != nil {
			return api.Answer{}, err
		}
		if creates {
			return api.Answer{}, api.Fail(http.StatusBadRequest, "query", "a patch changes what is there: send If-Match, or create it with PUT")
		}
		return a.save(ctx, r, wants{Change: settings.Change{Ref: ref, Patch: body(r), Follow: version}})
	}
}

func (a admin) remove(k kind) do {
	return func(ctx context.Context, r *api.Request) (api.Answer, error) {
		ref := k.ref(r.Path("id"))
		version, creates, err := a.follow(ctx, r, ref)
		if err != nil {
			return api.Answer{}, err
		}
		if creates {
			return api.Answer{}, missing(ref)
		}
		answer, err := a.save(ctx, r, wants{Change: settings.Change{Ref: ref, Follow: version}, did: "deleted"})
		answer.Version = 0
		return answer, err
	}
}

func (a admin) create(k kind) do {
	return func(ctx context.Context, r *api.Request) (api.Answer, error) {
		var named struct {
			ID string `json:"id"`
		}
		if err := json.Unmarshal(r.Body, &named); err != nil && !json.Valid(r.Body) {
			return api.Answer{}, api.Fail(http.StatusBadRequest, "body", "the body is no JSON: send one object")
		}
		if named.ID == "" && k.Kind == resource.Feeds { // its id is a secret, and nobody thinks of a good one
			named.ID = a.random()
		}
		if named.ID == "" {
			return api.Answer{}, problemOf(settings.FaultsError{Faults: []settings.Fault{{Of: resource.Ref{Kind: k.Kind}, Pointer: "/id", Level: "error", Message: "the id is missing: write a short name such as " + k.id}}}, true)
		}
		once, err := onceOf(r)
		if err != nil {
			return api.Answer{}, err
		}
		return a.save(ctx, r, wants{Change: settings.Change{Ref: k.ref(named.ID), Body: body(r)}, creates: true, once: once})
	}
}

// onceDays is how long an answer is kept for a repeat of its request.
const onceDays = 1

// onceOf reads the name that a request may have (draft-ietf-httpapi-idempotency-key-header).
func onceOf(r *api.Request) (*port.Once, error) {
	key := r.Header("idempotency-key")
	if key == "" || r.Has("dryRun") {
		return nil, nil
	}
	const longest = 255
	if len(key) > longest || strings.ContainsFunc(key, func(c rune) bool { return c < ' ' || c > '~' }) {
		return nil, api.Fail(http.StatusBadRequest, "query", "the Idempotency-Key has other characters than ASCII, or more than %d: write a UUID", longest)
	}
	return &port.Once{Key: digest(r.By(), key), Request: digest(r.Target(), string(r.Body)), Until: r.Now.Add(onceDays * 24 * time.Hour)}, nil
}

func digest(parts ...string) string {
	sum := sha256.New()
	for _, p := range parts {
		_, _ = sum.Write([]byte(p + "\x00")) // never fails
	}
	return hex.EncodeToString(sum.Sum(nil)[:16])
}

func (a admin) restore(k kind) do {
	return func(ctx context.Context, r *api.Request) (api.Answer, error) {
		old, err := a.versionIn(ctx, k, r)
		if err != nil {
			return api.Answer{}, err
		}
		if old.Deleted() {
			return api.Answer{}, api.Fail(http.StatusConflict, "in-use", "version %d of %s is its deletion: restore the one before it", old.Version, old.Ref)
		}
		version, creates, err := a.follow(ctx, r, old.Ref)
		if err != nil {
			return api.Answer{}, err
		}
		return a.save(ctx, r, wants{Change: settings.Change{Ref: old.Ref, Body: old.Body, Follow: version}, did: "restored", creates: creates})
	}
}

// sent is a Change as it comes.
type sent struct {
	Change
	Value json.RawMessage `json:"value"`
}

// changesOf reads changes, one for each resource.
func changesOf(all []sent) (changes []settings.Change, err error) {
	seen := map[resource.Ref]bool{}
	for i, c := range all {
		ref := resource.Ref{Kind: c.Kind, ID: c.ID}
		if _, known := resource.KindOf(string(c.Kind)); !known || seen[ref] {
			return nil, api.Fail(http.StatusBadRequest, "body", "changes[%d]: %q is no kind of settings, or %s stands twice: send one change for each resource", i, c.Kind, ref)
		}
		seen[ref] = true
		change := settings.Change{Ref: ref, Follow: c.Follows}
		if len(c.Value) > 0 && string(c.Value) != "null" {
			change.Body = c.Value
		}
		changes = append(changes, change)
	}
	return changes, nil
}

func (a admin) saveChanges(ctx context.Context, r *api.Request) (api.Answer, error) {
	var in struct {
		Changes []sent `json:"changes"`
	}
	if err := r.Decode(&in); err != nil {
		return api.Answer{}, err
	}
	if len(in.Changes) == 0 {
		return api.Answer{}, api.Fail(http.StatusBadRequest, "body", "changes is missing or empty: list at least one")
	}
	changes, err := changesOf(in.Changes)
	if err != nil {
		return api.Answer{}, err
	}
	want := office.Order{By: author(r), Did: "changed", Changes: changes}
	if r.Has("dryRun") {
		return a.trial(ctx, want, false)
	}
	if want.Once, err = onceOf(r); err != nil {
		return api.Answer{}, err
	}
	want.Answer = func(s office.Saved) []byte {
		text, err := json.Marshal(savedAll(r, s))
		if err != nil {
			return nil // plain data
		}
		return text
	}
	saved, err := a.office.Save(ctx, want)
	if err != nil {
		return api.Answer{}, problemOf(err, false)
	}
	if saved.Once != nil {
		return api.Answer{Body: json.RawMessage(saved.Once.Answer)}, nil
	}
	saved.Faults = append(saved.Faults, a.unproven(ctx, saved.Changed...)...)
	return api.Answer{Body: savedAll(r, saved)}, nil
}

func savedAll(r *api.Request, s office.Saved) SavedAll {
	out := SavedAll{Items: []Item{}, Warnings: s.Faults, Lines: s.Lines}
	for _, changed := range s.Changed {
		out.Items = append(out.Items, itemOf(changed, r.Who))
	}
	return out
}
