package settings

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"ringdown/shared/dialplan"
	"ringdown/shared/problem"
	"ringdown/shared/resource"
)

// MaxChanges is how many resources one save may change: a transaction of the store takes a hundred
// writes, and each change is two of them (DynamoDB guide, TransactWriteItems).
const MaxChanges = 40

// Change is one thing that somebody wants of the settings.
type Change struct {
	resource.Ref
	Body   []byte // JSON, as it came; nil deletes the resource
	Patch  []byte // JSON merge patch (RFC 7396) of the latest version, in place of Body
	Follow int    // the version that the change follows; 0: there is none, or it was deleted
}

// Author is who makes a change, and when.
type Author struct {
	Who  string // subject of the token, or the client's id
	Name string
	From string // network address
	At   time.Time
}

// Edited is what changes come to.
type Edited struct {
	Changed  []resource.Resource // their new versions, ordered by Ref; none where the change changes nothing
	Details  []resource.Detail   // for the audit
	After    resource.Snapshot   // of the next epoch
	Compiled []dialplan.Dialplan // of every line
	Faults   []Fault             // none of them is fatal
}

// ConflictError says that a change follows a version that is no longer the latest.
type ConflictError struct {
	Of      resource.Ref
	Version int // that is in force; 0: none
}

func (e ConflictError) Error() string {
	if e.Version == 0 {
		return fmt.Sprintf("%s does not exist", e.Of)
	}
	return fmt.Sprintf("%s is at version %d by now: read it again, and change that", e.Of, e.Version)
}

// FaultsError says that the settings cannot be used after the change.
type FaultsError struct{ Faults []Fault }

func (e FaultsError) Error() string {
	return fmt.Sprintf("the settings would have %d faults", len(e.Faults))
}

// InUseError says that a resource cannot be deleted, and what refers to it.
type InUseError struct {
	Of resource.Ref
	By []resource.Ref
}

func (e InUseError) Error() string {
	var by []string
	for _, r := range e.By {
		by = append(by, r.String())
	}
	return fmt.Sprintf("%s is in use by %s: change these first", e.Of, strings.Join(by, ", "))
}

// Edit applies changes to settings and checks and compiles the whole. The error is a ConflictError,
// a FaultsError, an InUseError, or that of a stored resource that cannot be read.
func Edit(before resource.Snapshot, changes []Change, by Author) (Edited, error) {
	e := editing{before: before, by: by, places: map[resource.Ref]*decoder{}}
	if err := e.read(changes); err != nil {
		return Edited{}, err
	}
	after := before.With(e.changed)
	after.Head.Epoch++
	whole, err := Assemble(after.Resources)
	if err != nil {
		return Edited{}, err
	}
	if err := e.check(whole); err != nil {
		return Edited{}, err
	}
	return Edited{Changed: e.changed, Details: e.details, After: after, Compiled: whole.Settings.compileChecked(), Faults: e.faults}, nil
}

// editing is one Edit.
type editing struct {
	before  resource.Snapshot
	by      Author
	places  map[resource.Ref]*decoder // where each changed setting was written
	unread  bool                      // a body is no JSON, so nothing can be said of the whole
	faults  []Fault
	changed []resource.Resource
	details []resource.Detail
}

// read turns changes into new versions.
func (e *editing) read(changes []Change) error {
	for _, c := range changes {
		latest, _ := e.before.Find(c.Ref)
		current := latest.Version
		if latest.Deleted() {
			current = 0
		}
		if c.Follow != current {
			return ConflictError{Of: c.Ref, Version: current}
		}
		r := resource.Resource{Ref: c.Ref, Version: latest.Version + 1, By: e.by.Who, At: e.by.At, Epoch: e.before.Head.Epoch + 1}
		switch {
		case c.Patch != nil && current == 0, c.Patch == nil && c.Body == nil && current == 0:
			return ConflictError{Of: c.Ref}
		case c.Patch != nil:
			c.Body = mergePatch(latest.Body, c.Patch)
			r.Body = e.decode(c)
		case c.Body != nil:
			r.Body = e.decode(c)
		}
		if string(r.Body) == string(latest.Body) && !latest.Deleted() {
			continue // nothing changes: no version, no epoch
		}
		e.details = append(e.details, differences(c.Ref, r.Version, latest.Body, r.Body)...)
		e.changed = append(e.changed, r)
	}
	if e.unread {
		return FaultsError{e.faults}
	}
	slices.SortFunc(e.changed, func(a, b resource.Resource) int { return a.Compare(b.Ref) })
	return nil
}

// decode reads a body, notes what is wrong with its form, and returns it as it is stored.
func (e *editing) decode(c Change) json.RawMessage {
	body, ok := Body(c.Kind)
	if !ok {
		e.faults = append(e.faults, Fault{Of: c.Ref, Level: problem.Error, Message: fmt.Sprintf("no settings are of the kind %s", c.Kind)})
		e.unread = true
		return nil
	}
	root, unread := jsonDocument(c.Body)
	if unread != nil {
		e.faults = append(e.faults, Fault{Of: c.Ref, Level: problem.Error, Message: unread.Message})
		e.unread = true
		return nil
	}
	d := &decoder{places: map[string]place{}, strict: true}
	d.value(root, "", reflect.ValueOf(body).Elem())
	if id := idOf(body); c.Kind != resource.Account && id != c.ID {
		if id != "" {
			d.wrong(place{}, "id", "the id is %q, and the address says %q: write the same, or leave it out", id, c.ID)
		}
		setID(body, c.ID)
	}
	for _, p := range problem.InOrder(d.problems, MaxProblems) {
		e.faults = append(e.faults, Fault{Of: c.Ref, Pointer: pointerOf(p.Path), Level: p.Severity, Message: p.Message})
	}
	e.places[c.Ref] = d
	return storedBody(body)
}

func idOf(body any) string { return idField(body).String() }

func setID(body any, id string) { idField(body).SetString(id) }

// idField is the field ID of a body; that of the account, which has none, is a blank one.
func idField(body any) reflect.Value {
	if f := reflect.ValueOf(body).Elem().FieldByName("ID"); f.IsValid() {
		return f
	}
	return reflect.New(reflect.TypeFor[string]()).Elem()
}

// check holds the whole against every rule. A fault in a resource that nobody changed comes from one
// that was deleted, or that the changed one no longer allows.
func (e *editing) check(w Whole) error {
	given := func(path string) bool {
		of, _ := w.split(path)
		d, changed := e.places[of]
		if !changed {
			return false
		}
		_, ok := d.places[inside(path, w.at(of))]
		return ok
	}
	e.faults = append(e.faults, w.twice...)
	for _, r := range e.changed {
		e.faults = append(e.faults, badID(r.Ref)...)
	}
	for _, p := range problem.InOrder(w.Settings.checkBeside(given, func(path string) bool {
		of, _ := w.split(path)
		return e.places[of] == nil // as it was saved
	}), MaxProblems) {
		of, _ := w.split(p.Path)
		if d := e.places[of]; d != nil && d.explains(problem.Problem{Path: inside(p.Path, w.at(of))}) {
			continue
		}
		e.faults = append(e.faults, w.fault(p))
	}
	if !FatalFaults(e.faults) {
		return nil
	}
	if used := e.inUse(); used.By != nil {
		return used
	}
	return FaultsError{e.faults}
}

// CanBeID reports whether a text is one of those that name resources.
func CanBeID(id string) bool {
	return id != "" && len(id) <= MaxID && !strings.ContainsFunc(id, notInID)
}

// inside is a path of the whole as it is in the resource that stands at another.
func inside(path, at string) string { return strings.TrimPrefix(strings.TrimPrefix(path, at), ".") }

// badID checks the ids of kinds that are no lists in a settings file; check does it for the others.
func badID(ref resource.Ref) []Fault {
	if slices.Contains(listKinds, ref.Kind) || CanBeID(ref.ID) {
		return nil
	}
	return []Fault{{Of: ref, Pointer: "/id", Level: problem.Error,
		Message: fmt.Sprintf("%q cannot be an id: use at most %d letters, digits, dots, dashes and underscores", ref.ID, MaxID)}}
}

// inUse finds out whether all that is wrong is that others refer to what would be deleted.
func (e *editing) inUse() InUseError {
	var gone InUseError
	for _, r := range e.changed {
		if !r.Deleted() {
			return InUseError{}
		}
		gone.Of = r.Ref
	}
	for _, f := range e.faults {
		if len(e.changed) > 0 && f.Fatal() && !slices.Contains(gone.By, f.Of) {
			gone.By = append(gone.By, f.Of)
		}
	}
	return gone
}

// IsConflict reports whether a change met a newer version.
func IsConflict(err error) bool { return errors.As(err, &ConflictError{}) }
