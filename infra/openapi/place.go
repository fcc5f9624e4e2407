package openapi

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"time"

	"ringdown/infra/audio/files"
	"ringdown/infra/memport"
	"ringdown/shared/access"
	"ringdown/shared/alert"
	"ringdown/shared/api"
	"ringdown/shared/api/activity"
	"ringdown/shared/api/admin"
	"ringdown/shared/api/document"
	"ringdown/shared/api/respond"
	"ringdown/shared/office"
	"ringdown/shared/port"
	"ringdown/shared/resource"
	"ringdown/shared/verify"
)

// moment is when the examples happen.
var moment = time.Date(2026, 11, 28, 10, 0, 0, 0, time.UTC)

// Place is the API on a store in memory.
type Place struct {
	*api.Server
	Store      *memport.Settings
	Operations []api.Operation
	prompts    *memport.Prompts
	happened   *happened
}

// Whose says who sends a request, by its Authorization header.
type Whose = func(ctx context.Context, authorization string) (access.Principal, error)

// Operations are all operations of the API, on an office, on prompts and on what happened.
func Operations(o *office.Office, prompts port.Prompts, store port.Activity, archive port.Archive, alerts respond.Alerts) []api.Operation {
	random := func() string { return admin.ExampleUpload }
	return slices.Concat(admin.Operations(o, prompts, &memport.Voices{}, &memport.Orders{Now: now}, random), activity.Operations(store, archive, random), respond.Operations(alerts, &memport.BadAddresses{}, activity.ExampleAlert), document.Operations())
}

// Open makes an empty place.
func Open(whose Whose, log io.Writer) *Place {
	plans := memport.NewDialplans()
	p := &Place{Store: memport.NewSettings(plans), prompts: &memport.Prompts{BaseURL: "https://uploads.example.com", Key: []byte("key"), Now: now}, happened: newHappened(plans)}
	p.Operations = Operations(&office.Office{Store: p.Store, Now: now, Wait: func(context.Context, int) error { return nil }}, p.prompts, p.happened, p.happened.archive, p.happened)
	p.Server = api.New(api.Gate{Prove: whose, Take: func(access.Principal) (int, error) { return 0, nil }, Now: now, Log: slog.New(slog.NewTextHandler(log, nil))}, p.Operations)
	return p
}

// provable is the contact that the examples prove.
const provable = `"contacts":[{"kind":"email","address":"admin@example.com"}]}`

// provers are the users who sign in.
var provers = []string{"ada", "admin", "editor", "viewer", "responder"}

// sendCodes sends the code of the examples to everybody, as if nobody had tried one before.
func (p *Place) sendCodes() {
	for _, user := range provers {
		before, err := p.Store.Proofs(context.Background(), user)
		if err != nil {
			panic(err) // it is kept in memory
		}
		fresh, _ := verify.Proofs{User: user}.Send(alert.Contact{Kind: alert.Email, Address: "admin@example.com"}, admin.ExampleCode, moment.Add(-2*verify.Again))
		fresh.Version = before.Version + 1
		if err := p.Store.Prove(context.Background(), fresh); err != nil {
			panic(err)
		}
	}
}

func now() time.Time { return moment }

// anAdmin sends every request.
func anAdmin(context.Context, string) (access.Principal, error) {
	return access.Principal{Subject: "ada", Name: "ada", Roles: []access.Role{access.Admin}}, nil
}

// Filled is a place on which every example works: each kind has that of its PUT, and users and a team
// that nothing refers to; and there was a call.
func Filled(whose Whose, log io.Writer) (*Place, error) {
	if whose == nil {
		whose = anAdmin
	}
	p := Open(whose, log)
	for _, also := range [][2]string{{"/users/ben", `{"name":"Ben Okafor","phones":[{"number":"+14155550102"}]}`}, {"/users/cy", `{"name":"Cy Brandt"}`},
		{"/users/ada", `{"name":"Ada",` + provable}, {"/users/admin", `{"name":"Admin",` + provable}, {"/users/editor", `{"name":"Editor",` + provable}, {"/users/viewer", `{"name":"Viewer",` + provable}, {"/users/responder", `{"name":"Responder",` + provable}} {
		if err := p.put(also[0], also[1]); err != nil {
			return nil, err
		}
	}
	for _, kind := range resource.Kinds {
		for _, o := range p.Operations {
			if o.Group == string(kind) && o.Method == http.MethodPut {
				if err := p.put(o.Example.Path, o.Example.Body); err != nil {
					return nil, err
				}
			}
		}
	}
	music, err := fs.ReadFile(files.FS(), "hold.mp3")
	if err != nil {
		return nil, fmt.Errorf("fill the place: %w", err)
	}
	p.prompts.Restore(admin.ExampleUpload, music)
	if err := p.happened.begin(); err != nil {
		return nil, fmt.Errorf("fill the place: %w", err)
	}
	if err := p.put("/schedules/spare", `{"tz":"Europe/London"}`); err != nil {
		return nil, err
	}
	return p, p.put("/teams/night", `{"name":"Night","tiers":[["ben"]],"emails":["night@example.com"]}`)
}

func (p *Place) put(path, body string) error {
	w := p.Ask(http.MethodPut, api.Base+path, body, "content-type", "application/json", "if-none-match", "*", "authorization", "Bearer "+string(access.Admin))
	if w.Code != http.StatusCreated {
		return fmt.Errorf("fill the place: PUT %s: %d %s", path, w.Code, w.Body)
	}
	return nil
}

// Ask sends a request; headers are pairs. Whatever others did with recordings before is forgotten, so
// that each request meets the same ones.
func (p *Place) Ask(method, target, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	p.happened.restore()
	p.sendCodes()
	w := httptest.NewRecorder()
	p.ServeHTTP(w, r)
	return w
}

// Example is the request of an operation's example.
func Example(o api.Operation) (method, target, body string, headers []string) {
	target = api.Base + o.Example.Path
	if o.Example.Query != "" {
		target += "?" + o.Example.Query
	}
	media := "application/json"
	if o.Media != "" {
		media = o.Media
	}
	headers = []string{"content-type", media, "authorization", "Bearer " + string(access.Admin)}
	if o.Precondition {
		headers = append(headers, "if-match", "*")
	}
	return o.Method, target, o.Example.Body, headers
}

// Show executes an example.
func (p *Place) Show(o api.Operation) (status int, body any, err error) {
	method, target, sent, headers := Example(o)
	w := p.Ask(method, target, sent, headers...)
	if w.Code >= http.StatusMultipleChoices {
		return 0, nil, fmt.Errorf("its example was refused: %d %s", w.Code, w.Body)
	}
	if o.Paints != "" || w.Code == http.StatusNoContent {
		return w.Code, nil, nil
	}
	err = json.Unmarshal(w.Body.Bytes(), &body)
	return w.Code, body, err
}
