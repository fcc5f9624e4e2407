package admin

import (
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"ringdown/shared/access"
	"ringdown/shared/api"
	"ringdown/shared/office"
	"ringdown/shared/port"
	"ringdown/shared/resource"
	"ringdown/shared/settings"
)

// Item is a resource with what is known of its version.
type Item struct {
	Kind      resource.Kind `json:"kind"`
	ID        string        `json:"id"`
	Version   int           `json:"version"`
	ChangedBy string        `json:"changedBy"`
	ChangedAt time.Time     `json:"changedAt"`
	Deleted   bool          `json:"deleted,omitempty"`
	Value     any           `json:"value,omitempty"` // the resource
}

// List is one page of a list.
type List struct {
	Items []Item `json:"items"`
	Next  string `json:"next,omitempty"` // cursor of the next page; left out on the last one
}

// Saved is what a change came to.
type Saved struct {
	Item
	Unchanged bool             `json:"unchanged,omitempty"` // it was like that before: no version was made
	Warnings  []settings.Fault `json:"warnings,omitempty"`
	Lines     []string         `json:"lines,omitempty"` // whose callers have another dialplan from now on
}

// SavedAll is what several changes came to.
type SavedAll struct {
	Items    []Item           `json:"items"`
	Warnings []settings.Fault `json:"warnings,omitempty"`
	Lines    []string         `json:"lines,omitempty"`
}

// Trial is what a save would do.
type Trial struct {
	Warnings []settings.Fault  `json:"warnings,omitempty"`
	Lines    []string          `json:"lines,omitempty"`
	Effects  []settings.Effect `json:"effects,omitempty"` // line by line, in words
}

// value is the body of a resource as somebody may see it.
func value(r resource.Resource, who access.Principal) any {
	if r.Deleted() {
		return nil
	}
	if who.May(access.ReadNumbers) {
		return r.Body
	}
	var v any
	if json.Unmarshal(r.Body, &v) != nil {
		return nil // stored bodies are JSON
	}
	return settings.Masked(v)
}

func itemOf(r resource.Resource, who access.Principal) Item {
	return Item{Kind: r.Kind, ID: r.ID, Version: r.Version, ChangedBy: r.By, ChangedAt: r.At, Deleted: r.Deleted(), Value: value(r, who)}
}

// problemOf tells what a save was refused for. Creates says that the change was to make something new.
func problemOf(err error, creates bool) error {
	var conflict settings.ConflictError
	var faults settings.FaultsError
	var used settings.InUseError
	var taken settings.TakenError
	switch {
	case errors.As(err, &conflict) && conflict.Version == 0:
		return api.Fail(http.StatusNotFound, "not-found", "%s: create it, or look at the list", conflict)
	case errors.As(err, &conflict) && creates:
		p := api.Fail(http.StatusConflict, "exists", "%s exists, at version %d: change that, or choose another id", conflict.Of, conflict.Version)
		p.Version = conflict.Version
		return p
	case errors.As(err, &conflict):
		p := api.Fail(http.StatusPreconditionFailed, "precondition-failed", "%s", conflict)
		p.Version = conflict.Version
		return p
	case errors.As(err, &faults):
		p := api.Fail(http.StatusUnprocessableEntity, "faults", "nothing was saved: mend what errors lists, and send it again")
		for _, f := range faults.Faults {
			p.Errors = append(p.Errors, f)
		}
		return p
	case errors.As(err, &used):
		p := api.Fail(http.StatusConflict, "in-use", "%s", used)
		for _, ref := range used.By {
			p.UsedBy = append(p.UsedBy, ref)
		}
		return p
	case errors.As(err, &taken):
		return api.Fail(http.StatusConflict, "in-use", "%s", taken)
	case errors.Is(err, office.ErrAnotherRequest):
		return api.Fail(http.StatusUnprocessableEntity, "name-used", "%s: give each request a key of its own", err)
	case errors.Is(err, port.ErrRefused):
		return api.Fail(http.StatusRequestEntityTooLarge, "too-large", "the store does not take this at once: change fewer or smaller resources").Because(err)
	}
	return err
}
