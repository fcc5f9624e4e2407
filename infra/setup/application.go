package setup

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"

	sdk "github.com/vonage/vonage-go-sdk"
)

// Application is the provider's application, as far as it concerns us. The rest of it is kept as it
// is.
type Application struct {
	ID, Name  string
	PublicKey string // PEM

	raw map[string]any // as the provider gave it
}

const (
	// applicationsPage is how many applications are asked for at once, and applicationPagesMax how
	// often.
	applicationsPage, applicationPagesMax = 100, 20
)

// ApplicationByName finds the application of that name; ok is false when there is none. Names are
// not unique at the provider: with several of one name the error says so.
func (a *Account) ApplicationByName(ctx context.Context, name string) (app Application, ok bool, err error) {
	for page := 1; page <= applicationPagesMax; page++ {
		r := &reply{}
		c := sdk.NewApplicationClient(a.auth())
		c.Config.BasePath, c.Config.HTTPClient = a.applications, a.guarded(ctx, r)
		surviving(r, func() {
			_, _, _ = c.GetApplications(sdk.GetApplicationsOpts{PageSize: applicationsPage, Page: int32(page)})
		})
		if err := r.verdict("list the applications"); err != nil {
			return app, false, err
		}
		// Read from the reply itself: the SDK's type lacks half of an application.
		var list struct {
			Pages    int `json:"total_pages"`
			Embedded struct {
				Applications []map[string]any `json:"applications"`
			} `json:"_embedded"`
		}
		if err := json.Unmarshal(r.body, &list); err != nil {
			return app, false, fmt.Errorf("list the applications: %w: the reply is no list", ErrProvider)
		}
		for _, raw := range list.Embedded.Applications {
			if raw["name"] != name {
				continue
			}
			if ok {
				return app, false, fmt.Errorf("two applications are called %q: rename one, or say --application with the id of the one that is meant", name)
			}
			app, ok = applicationOf(raw), true
		}
		if page >= list.Pages {
			break
		}
	}
	return app, ok, nil
}

// Application reads one application.
func (a *Account) Application(ctx context.Context, id string) (Application, error) {
	attempt := "read application " + id
	r := &reply{}
	c := sdk.NewApplicationClient(a.auth())
	c.Config.BasePath, c.Config.HTTPClient = a.applications, a.guarded(ctx, r)
	surviving(r, func() { _, _, _ = c.GetApplication(id) })
	if r.status == http.StatusNotFound && r.err == nil {
		return Application{}, fmt.Errorf("%s: account %s has no such application: look at the id, and whether VONAGE_API_KEY is the account it belongs to", attempt, a.key)
	}
	if err := r.verdict(attempt); err != nil {
		return Application{}, err
	}
	return r.application(attempt)
}

// CreateApplication makes an application with that public key (PEM). It has no voice yet: Connect
// adds it.
func (a *Account) CreateApplication(ctx context.Context, name, publicKey string) (Application, error) {
	attempt := fmt.Sprintf("create application %q", name)
	r := a.own(ctx, http.MethodPost, a.applications, map[string]any{"name": name, "keys": map[string]any{"public_key": publicKey}})
	if err := r.verdict(attempt); err != nil {
		return Application{}, err
	}
	return r.application(attempt)
}

// saveVoice replaces the application's voice, and sends the rest of it back as it was: the provider
// takes an update for the whole.
func (a *Account) saveVoice(ctx context.Context, app Application, voice map[string]any) error {
	attempt := "update application " + app.ID
	capabilities, _ := app.raw["capabilities"].(map[string]any)
	all := map[string]any{}
	for name, c := range capabilities {
		all[name] = c
	}
	all["voice"] = voice
	body := map[string]any{}
	for name, value := range app.raw {
		if name != "_links" && name != "id" {
			body[name] = value
		}
	}
	body["capabilities"] = all
	return a.own(ctx, http.MethodPut, a.applications+"/"+url.PathEscape(app.ID), body).verdict(attempt)
}

func (r *reply) application(attempt string) (Application, error) {
	var raw map[string]any
	if err := json.Unmarshal(r.body, &raw); err != nil {
		return Application{}, fmt.Errorf("%s: %w: the reply is no application", attempt, ErrProvider)
	}
	app := applicationOf(raw)
	if app.ID == "" {
		return Application{}, fmt.Errorf("%s: %w: the reply has no id", attempt, ErrProvider)
	}
	return app, nil
}

func applicationOf(raw map[string]any) Application {
	app := Application{raw: raw}
	app.ID, _ = raw["id"].(string)
	app.Name, _ = raw["name"].(string)
	keys, _ := raw["keys"].(map[string]any)
	app.PublicKey, _ = keys["public_key"].(string)
	return app
}
