// Package resource is a setting as it is stored: what kind it is, its id, its body, and who wrote
// which version of it when.
//
// It is a leaf beside package settings because the store keeps and hands out resources without
// knowing what they mean, and because no function that a caller waits for may link what reads
// settings. A body is JSON in the form that package settings writes; nothing here looks into it.
//
// To add a kind: its constant and its place in Kinds here, its part of the whole in package settings
// (settings.go, whole.go, check.go), what the API says of it (kinds.go of shared/api/admin, groups of
// infra/openapi). Routes, permissions and the command follow from Kinds.
package resource

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// Kind is a kind of resource; its value is the word of its path in the API.
type Kind string

// The kinds. Account is what holds for all lines; there is one, with the id AccountID.
const (
	Account         Kind = "account"
	Users           Kind = "users"
	Schedules       Kind = "schedules"
	Hours           Kind = "hours"
	EscalationRules Kind = "escalation-rules"
	Feeds           Kind = "feeds"
	Teams           Kind = "teams"
	Prompts         Kind = "prompts"
	Flows           Kind = "flows"
	Lines           Kind = "lines"
)

// AccountID is the id of the one account.
const AccountID = "account"

// Kinds are all kinds, each after those it refers to: resources that are written one after the
// other in this order never name one that is not there yet.
var Kinds = []Kind{Account, Users, Schedules, Hours, EscalationRules, Feeds, Teams, Prompts, Flows, Lines}

// KindOf finds the kind of a path's word.
func KindOf(word string) (Kind, bool) {
	return Kind(word), slices.Contains(Kinds, Kind(word))
}

// Enum lists the kinds.
func (Kind) Enum() (kinds []any) {
	for _, k := range Kinds {
		kinds = append(kinds, k)
	}
	return kinds
}

// Ref names one resource.
type Ref struct {
	Kind Kind   `json:"kind"`
	ID   string `json:"id"`
}

func (r Ref) String() string { return string(r.Kind) + "/" + r.ID }

// Compare orders by kind as in Kinds, then by id.
func (r Ref) Compare(o Ref) int {
	return cmp.Or(cmp.Compare(slices.Index(Kinds, r.Kind), slices.Index(Kinds, o.Kind)), strings.Compare(r.ID, o.ID))
}

// Resource is one version of a setting.
type Resource struct {
	Ref
	Version int             `json:"version"`        // from 1, counts on when a deleted one is made again
	Body    json.RawMessage `json:"body,omitempty"` // nil: deleted with this version
	By      string          `json:"by"`             // who saved it, as the audit names people
	At      time.Time       `json:"at"`
	Epoch   int             `json:"epoch"` // of the save
}

// JSON writes a value as resources are stored: with <, > and & as they are, so that a body comes back
// byte for byte. The error is that of a type that JSON cannot write.
func JSON(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// Deleted reports whether the version is the end of the resource.
func (r Resource) Deleted() bool { return r.Body == nil }

// Head is the one item that every save moves on.
type Head struct {
	Epoch  int  `json:"epoch"`            // counts saves; 0 before the first
	Behind bool `json:"behind,omitempty"` // some lines are still to be published as of this epoch
	Chain  Link `json:"chain,omitzero"`   // the last audit record
}

// Snapshot is the settings as of one epoch: their head, and every resource, deleted ones too,
// ordered by Ref.
type Snapshot struct {
	Head      Head
	Resources []Resource
}

// Find returns a resource; one that was deleted has no body. False: there never was one.
func (s Snapshot) Find(ref Ref) (Resource, bool) {
	i, ok := slices.BinarySearchFunc(s.Resources, ref, func(r Resource, ref Ref) int { return r.Compare(ref) })
	if !ok {
		return Resource{}, false
	}
	return s.Resources[i], true
}

// Of lists the resources of a kind that are not deleted, by id.
func (s Snapshot) Of(kind Kind) []Resource {
	var out []Resource
	for _, r := range s.Resources {
		if r.Kind == kind && !r.Deleted() {
			out = append(out, r)
		}
	}
	return out
}

// With returns the snapshot with some resources in place of their earlier versions.
func (s Snapshot) With(changed []Resource) Snapshot {
	out := slices.Clone(s.Resources)
	for _, r := range changed {
		i, ok := slices.BinarySearchFunc(out, r.Ref, func(r Resource, ref Ref) int { return r.Compare(ref) })
		if ok {
			out[i] = r
			continue
		}
		out = slices.Insert(out, i, r)
	}
	s.Resources = out
	return s
}
