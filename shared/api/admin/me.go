package admin

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"ringdown/shared/access"
	"ringdown/shared/api"
	"ringdown/shared/problem"
	"ringdown/shared/resource"
	"ringdown/shared/settings"
)

// Me is who asks, and the user of the settings who that is.
type Me struct {
	Name    string   `json:"name"`
	Roles   []string `json:"roles"`
	Version int      `json:"version,omitempty"` // of the user; left out where no user is this person
	User    any      `json:"user,omitempty"`
}

// own are the settings of a user that they may change themselves. Whom a team rings, and by which name
// somebody is known, is for editors.
var own = []string{"phones", "contacts", "notify", "language", "timezone", "email"}

func (a admin) mine() []api.Operation {
	missing := []int{http.StatusNotFound}
	return []api.Operation{{
		ID: "getMe", Method: http.MethodGet, Path: "/me", Group: "me", Summary: "Read who one is here", Asks: access.Own,
		Detail: "People are the user whose id is the name they sign in with.",
		Gives:  Me{}, Status: http.StatusOK, Tagged: true, Example: api.Example{Path: "/me"}, Do: a.getMe,
	}, {
		ID: "patchMe", Method: http.MethodPatch, Path: "/me", Group: "me", Summary: "Change one's own phones, contacts and notifications", Asks: access.Own, Query: []api.Parameter{dryRun},
		Detail: "A JSON merge patch (RFC 7396) of one's own user: " + strings.Join(own, ", ") + ".",
		Takes:  map[string]any{}, Media: "application/merge-patch+json", Gives: Saved{}, Tries: Trial{}, Status: http.StatusOK, Tagged: true, Precondition: true,
		Faults:  append(missing, http.StatusBadRequest, http.StatusConflict, http.StatusPreconditionFailed, http.StatusPreconditionRequired, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity),
		Example: api.Example{Path: "/me", Query: "dryRun=true", Body: `{"phones":[{"number":"+14155550109","label":"mobile"}]}`}, Do: a.patchMe,
	}, {
		ID: "getCard", Method: http.MethodGet, Path: "/me/card", Group: "me", Summary: "Get a contact card of every number that responders are rung from", Asks: access.Own,
		Detail: "A vCard (RFC 2426) for the address book of a phone, where it can be let through \"do not disturb\": one contact with the numbers of all lines.",
		Status: http.StatusOK, Paints: cardMedia, Example: api.Example{Path: "/me/card"}, Do: a.getCard,
	}, {
		ID: "getCardQR", Method: http.MethodGet, Path: "/me/card/qr", Group: "me", Summary: "Show that contact card as a QR code", Asks: access.Own,
		Detail: "A picture that the camera of a phone reads the contact from. Refused where the numbers are too many for one.",
		Status: http.StatusOK, Paints: "image/png", Faults: []int{http.StatusConflict}, Example: api.Example{Path: "/me/card/qr"}, Do: a.getCardQR,
	}}
}

// myself is the user that somebody is; false where there is none.
func (a admin) myself(ctx context.Context, r *api.Request) (resource.Resource, bool, error) {
	now, err := a.office.Store.Snapshot(ctx)
	if err != nil {
		return resource.Resource{}, false, err
	}
	u, ok := userOf(now, r)
	return u, ok, nil
}

func userOf(now resource.Snapshot, r *api.Request) (resource.Resource, bool) {
	for _, u := range now.Of(resource.Users) {
		if strings.EqualFold(u.ID, r.Who.Name) {
			return u, true
		}
	}
	return resource.Resource{}, false
}

// noUser refuses what only somebody who is a user can ask for.
func noUser(r *api.Request) error {
	return api.Fail(http.StatusNotFound, "not-found", "no user has the id %.40q: an editor creates one with that id", r.Who.Name)
}

func (a admin) getMe(ctx context.Context, r *api.Request) (api.Answer, error) {
	u, ok, err := a.myself(ctx, r)
	if err != nil {
		return api.Answer{}, err
	}
	me := Me{Name: r.Who.Name, Roles: []string{}}
	for _, role := range r.Who.Roles {
		me.Roles = append(me.Roles, string(role))
	}
	if ok {
		me.Version, me.User = u.Version, u.Body // one's own numbers are no secret
	}
	return api.Answer{Body: me, Version: me.Version}, nil
}

func (a admin) patchMe(ctx context.Context, r *api.Request) (api.Answer, error) {
	u, ok, err := a.myself(ctx, r)
	if err != nil {
		return api.Answer{}, err
	}
	if !ok {
		return api.Answer{}, noUser(r)
	}
	p, err := r.Precondition()
	if err != nil {
		return api.Answer{}, err
	}
	if p.None {
		return api.Answer{}, api.Fail(http.StatusBadRequest, "query", "a patch changes what is there: send If-Match")
	}
	if p.Any {
		p.Version = u.Version
	}
	var members map[string]json.RawMessage
	if json.Unmarshal(r.Body, &members) == nil {
		if faults := others(members, u.Ref); len(faults) > 0 {
			return api.Answer{}, problemOf(settings.FaultsError{Faults: faults}, false)
		}
	}
	return a.save(ctx, r, wants{Change: settings.Change{Ref: u.Ref, Patch: body(r), Follow: p.Version}})
}

// others says which members of a patch are not one's own to change.
func others(members map[string]json.RawMessage, of resource.Ref) (faults []settings.Fault) {
	var names []string
	for name := range members {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if !slices.Contains(own, name) {
			faults = append(faults, settings.Fault{Of: of, Pointer: "/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(name), Level: problem.Error,
				Message: "this is for editors to change: leave it out; one's own are " + strings.Join(own, ", ")})
		}
	}
	return faults
}
