package admin

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"ringdown/shared/access"
	"ringdown/shared/alert"
	"ringdown/shared/api"
	"ringdown/shared/dialplan"
	"ringdown/shared/port"
	"ringdown/shared/problem"
	"ringdown/shared/resource"
	"ringdown/shared/settings"
	"ringdown/shared/verify"
)

// proveTries bounds how often proofs are written anew because somebody else was faster.
const proveTries = 8

// ContactProof is a contact of a user, and whether it is proven to be theirs.
type ContactProof struct {
	alert.Contact
	Needed   bool      `json:"needed"`            // it is proven by a code; others need no proof
	Verified time.Time `json:"verified,omitzero"` // since when it is
	Until    time.Time `json:"until,omitzero"`    // the code that was sent last is good
}

// ContactProofs are those of a user.
type ContactProofs struct {
	Items []ContactProof `json:"items"`
}

// WhichContact names one of one's contacts.
type WhichContact struct {
	Kind    alert.Channel `json:"kind"`
	Address string        `json:"address"`
}

// ContactCode is what came to a contact.
type ContactCode struct {
	WhichContact
	Code string `json:"code"`
}

func (a admin) contacts() []api.Operation {
	refused := []int{http.StatusNotFound, http.StatusConflict, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity}
	user := "/users/" + kinds[2].id
	return []api.Operation{{
		ID: "listMyContacts", Method: http.MethodGet, Path: "/me/contacts", Group: "me", Summary: "List one's own contacts, and which are proven", Asks: access.Own,
		Gives: ContactProofs{}, Status: http.StatusOK, Example: api.Example{Path: "/me/contacts"}, Do: a.listContacts,
	}, {
		ID: "listUserContacts", Method: http.MethodGet, Path: "/users/{id}/contacts", Group: string(resource.Users), Summary: "List the contacts of a user, and which are proven", Asks: access.ReadNumbers,
		Gives: ContactProofs{}, Status: http.StatusOK, Faults: notFound, Example: api.Example{Path: user + "/contacts"}, Do: a.listContacts,
	}, {
		ID: "sendCode", Method: http.MethodPost, Path: "/me/contacts/code", Group: "me", Summary: "Have a code sent to one of one's own contacts", Asks: access.Own,
		Detail: "By mail, or by SMS to a number. It is good for ten minutes and five tries; the next one may be asked for after a minute, five times an hour.",
		Takes:  WhichContact{}, Gives: ContactProof{}, Status: http.StatusAccepted, Faults: refused, Example: api.Example{Path: "/me/contacts/code", Body: `{"kind":"email","address":"admin@example.com"}`}, Do: a.sendCode,
	}, {
		ID: "verifyContact", Method: http.MethodPost, Path: "/me/contacts/verify", Group: "me", Summary: "Prove a contact by the code that came to it", Asks: access.Own,
		Takes: ContactCode{}, Gives: ContactProof{}, Status: http.StatusOK, Faults: refused, Example: api.Example{Path: "/me/contacts/verify", Body: `{"kind":"email","address":"admin@example.com","code":"` + ExampleCode + `"}`}, Do: a.verifyContact,
	}}
}

// ExampleCode is the code of the examples.
const ExampleCode = "123456"

// owner is the user whose contacts are meant: that of the path, or else who asks.
func (a admin) owner(ctx context.Context, r *api.Request) (u dialplan.User, err error) {
	now, err := a.office.Store.Snapshot(ctx)
	if err != nil {
		return u, err
	}
	id := r.Path("id")
	if id == "" {
		if id, err = person(now, r); err != nil {
			return u, err
		}
	}
	_, ok, err := read(now, resource.Ref{Kind: resource.Users, ID: id}, &u)
	if err == nil && !ok {
		err = missing(resource.Ref{Kind: resource.Users, ID: id})
	}
	u.ID = id
	return u, err
}

func proofOf(p verify.Proofs, c alert.Contact, now time.Time) ContactProof {
	q := p.Of(c)
	return ContactProof{Contact: c, Needed: verify.Needed(c.Kind), Verified: q.Verified, Until: q.Until(now)}
}

func (a admin) listContacts(ctx context.Context, r *api.Request) (api.Answer, error) {
	out := ContactProofs{Items: []ContactProof{}}
	u, err := a.owner(ctx, r)
	if p, ok := api.IsProblem(err); ok && p.Status == http.StatusNotFound && r.Path("id") == "" {
		return api.Answer{Body: out}, nil // who is no user has no contacts
	}
	if err != nil {
		return api.Answer{}, err
	}
	proofs, err := a.office.Store.Proofs(ctx, u.ID)
	if err != nil {
		return api.Answer{}, err
	}
	for _, c := range u.Contacts {
		out.Items = append(out.Items, proofOf(proofs, c, r.Now))
	}
	return api.Answer{Body: out}, nil
}

// contact finds one of one's own contacts.
func (a admin) contact(ctx context.Context, r *api.Request, which WhichContact) (string, alert.Contact, error) {
	u, err := a.owner(ctx, r)
	if err != nil {
		return "", alert.Contact{}, err
	}
	for _, c := range u.Contacts {
		if c.Kind != which.Kind || c.Address != which.Address {
			continue
		}
		if !verify.Needed(c.Kind) {
			return "", c, api.Fail(http.StatusConflict, "in-use", "contacts of the kind %s are proven by no code", c.Kind)
		}
		return u.ID, c, nil
	}
	return "", alert.Contact{}, api.Fail(http.StatusNotFound, "not-found", "that is none of your contacts: save it first")
}

// prove changes proofs, and keeps them whatever the change says of them: tries count.
func (a admin) prove(ctx context.Context, user string, change func(verify.Proofs) (verify.Proofs, error)) (verify.Proofs, error) {
	for range proveTries {
		before, err := a.office.Store.Proofs(ctx, user)
		if err != nil {
			return before, err
		}
		after, said := change(before)
		if after.Version == before.Version {
			return after, said
		}
		if err := a.office.Store.Prove(ctx, after); err == nil || !errors.Is(err, port.ErrConflict) {
			return after, errors.Join(err, said)
		}
	}
	return verify.Proofs{}, port.ErrConflict
}

func (a admin) sendCode(ctx context.Context, r *api.Request) (api.Answer, error) {
	var in WhichContact
	if err := r.Decode(&in); err != nil {
		return api.Answer{}, err
	}
	user, c, err := a.contact(ctx, r, in)
	if err != nil {
		return api.Answer{}, err
	}
	code := verify.Code(a.random())
	proofs, err := a.prove(ctx, user, func(p verify.Proofs) (verify.Proofs, error) { return p.Send(c, code, r.Now) })
	switch {
	case errors.Is(err, verify.ErrTooSoon):
		return api.Answer{}, api.Fail(http.StatusTooManyRequests, "too-often", "a code was sent a moment ago: wait a minute").After(verify.Again)
	case errors.Is(err, verify.ErrTooMany):
		return api.Answer{}, api.Fail(http.StatusTooManyRequests, "too-often", "five codes were sent within an hour: look at the address, and try again later").After(time.Hour)
	case err != nil:
		return api.Answer{}, err
	}
	if err := a.queue.Send(ctx, port.Envelope{Queue: port.AlertsQueue, Code: &port.Code{To: c, Code: code, Until: r.Now.Add(verify.Life)}}); err != nil {
		return api.Answer{}, fmt.Errorf("queue a code: %w", err)
	}
	return api.Answer{Body: proofOf(proofs, c, r.Now)}, nil
}

func (a admin) verifyContact(ctx context.Context, r *api.Request) (api.Answer, error) {
	var in ContactCode
	if err := r.Decode(&in); err != nil {
		return api.Answer{}, err
	}
	user, c, err := a.contact(ctx, r, in.WhichContact)
	if err != nil {
		return api.Answer{}, err
	}
	proofs, err := a.prove(ctx, user, func(p verify.Proofs) (verify.Proofs, error) { return p.Try(c, in.Code, r.Now) })
	switch {
	case errors.Is(err, verify.ErrWrong):
		return api.Answer{}, api.Fail(http.StatusUnprocessableEntity, "wrong-code", "that is not the code that was sent last: %d tries are left", verify.TriesMax-proofs.Of(c).Tries)
	case errors.Is(err, verify.ErrNone):
		return api.Answer{}, api.Fail(http.StatusConflict, "in-use", "no code is good at this time: have one sent")
	case err != nil:
		return api.Answer{}, err
	}
	return api.Answer{Body: proofOf(proofs, c, r.Now)}, nil
}

// unproven warns of contacts of users that nobody has proven. Alerts go to them all the same.
func (a admin) unproven(ctx context.Context, all ...resource.Resource) (out []settings.Fault) {
	for _, r := range all {
		var u dialplan.User
		if r.Kind != resource.Users || r.Deleted() || json.Unmarshal(r.Body, &u) != nil || len(u.Contacts) == 0 {
			continue
		}
		proofs, err := a.office.Store.Proofs(ctx, r.ID)
		if err != nil {
			continue // it is saved; a warning less is no reason to say that it failed
		}
		for i, c := range u.Contacts {
			if verify.Needed(c.Kind) && proofs.Of(c).Verified.IsZero() {
				out = append(out, settings.Fault{Of: r.Ref, Pointer: fmt.Sprintf("/contacts/%d/address", i), Level: problem.Warning,
					Message: "nobody has proven that this reaches them: have a code sent to it (POST /me/contacts/code)"})
			}
		}
	}
	return out
}
