package issuer

import (
	"html/template"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"time"
)

const (
	// codeSeconds is how long a code is good for, once.
	codeSeconds = 60
	// codesMax bounds the codes that wait to be exchanged.
	codesMax = 1000
)

// grant is what a code stands for.
type grant struct {
	person                                   Person
	client, address, challenge, nonce, scope string
	ends                                     time.Time
}

// challengePattern is a SHA-256 in base64url (RFC 7636 §4.2).
var challengePattern = regexp.MustCompile(`^[A-Za-z0-9_-]{43}$`)

// asked checks what a client asks for. Where the address to go back to is not known to be the client's, nobody is sent there.
func (i *Issuer) asked(w http.ResponseWriter, r *http.Request) (grant, bool) {
	g := grant{
		client: r.FormValue("client_id"), address: r.FormValue("redirect_uri"), challenge: r.FormValue("code_challenge"),
		nonce: r.FormValue("nonce"), scope: r.FormValue("scope"),
	}
	switch {
	case g.client != ConsoleClient:
		refuse(w, http.StatusBadRequest, "invalid_client", "people sign in with the client "+ConsoleClient)
	case !slices.Contains(i.Addresses, g.address):
		refuse(w, http.StatusBadRequest, "invalid_request", "nobody may be sent back to that redirect_uri; it is compared to the letter")
	case r.FormValue("response_type") != "code":
		i.back(w, r, g, url.Values{"error": {"unsupported_response_type"}, "error_description": {"ask for response_type=code"}})
	case r.FormValue("code_challenge_method") != "S256" || !challengePattern.MatchString(g.challenge):
		i.back(w, r, g, url.Values{"error": {"invalid_request"}, "error_description": {"send a code_challenge with code_challenge_method=S256"}})
	default:
		return g, true
	}
	return grant{}, false
}

// choose shows who there is.
func (i *Issuer) choose(w http.ResponseWriter, r *http.Request) {
	if _, ok := i.asked(w, r); !ok {
		return
	}
	hidden := map[string]string{}
	for _, name := range []string{"client_id", "redirect_uri", "response_type", "code_challenge", "code_challenge_method", "nonce", "scope", "state"} {
		hidden[name] = r.FormValue(name)
	}
	w.Header().Set("content-type", "text/html; charset=utf-8")
	w.Header().Set("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
	w.Header().Set("referrer-policy", "no-referrer")
	_ = page.Execute(w, map[string]any{"Hidden": hidden, "People": i.People}) // who asked may be gone
}

// chosen gives a code for the person that was chosen.
func (i *Issuer) chosen(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, formBytesMax)
	g, ok := i.asked(w, r)
	if !ok {
		return
	}
	if g.person, ok = i.person(r.FormValue("person")); !ok {
		i.back(w, r, g, url.Values{"error": {"access_denied"}, "error_description": {"there is no such person"}})
		return
	}
	code := random()
	i.mu.Lock()
	now := i.Now()
	for old, waiting := range i.codes {
		if !now.Before(waiting.ends) {
			delete(i.codes, old)
		}
	}
	full := len(i.codes) >= codesMax
	if g.ends = now.Add(codeSeconds * time.Second); !full {
		i.codes[code] = g
	}
	i.mu.Unlock()
	if full {
		i.back(w, r, g, url.Values{"error": {"temporarily_unavailable"}})
		return
	}
	i.back(w, r, g, url.Values{"code": {code}})
}

// back sends the browser back to the client.
func (i *Issuer) back(w http.ResponseWriter, r *http.Request, g grant, values url.Values) {
	if state := r.FormValue("state"); state != "" {
		values.Set("state", state)
	}
	http.Redirect(w, r, g.address+"?"+values.Encode(), http.StatusSeeOther)
}

var page = template.Must(template.New("page").Parse(`<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Sign in to this desk</title>
<style>:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;max-width:30rem;margin:3rem auto;padding:0 1rem;color:light-dark(#0f141a,#ebebf0);background:light-dark(#f6f6f9,#0f141a)}
button{display:block;width:100%;margin:.5rem 0;padding:.7rem 1rem;font:inherit;text-align:left;cursor:pointer;color:inherit;background:light-dark(#fff,#161d26);border:1px solid light-dark(#c6c6cd,#424650);border-radius:.5rem}
button:hover,button:focus-visible{border-color:light-dark(#006ce0,#42b4ff)}</style>
<main><h1>Sign in to this desk</h1>
<p>There are no passwords on a desk. Who are you?</p>
<form method="post">{{range $name, $value := .Hidden}}<input type="hidden" name="{{$name}}" value="{{$value}}">{{end}}
{{range .People}}<button name="person" value="{{.Role}}">{{.Name}}, {{.Role}}</button>
{{end}}</form></main></html>
`))
