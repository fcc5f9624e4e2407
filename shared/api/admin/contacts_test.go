package admin

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"ringdown/shared/access"
	"ringdown/shared/port"
)

const email = `{"kind":"email","address":"rea@example.com"}`

// reachable is a place whose responder has a mail address and a room that needs no proof.
func reachable(t *testing.T) *place {
	t.Helper()
	p := newPlace(t)
	p.create("/users/responder", `{"name":"Rea","contacts":[{"kind":"email","address":"rea@example.com"},{"kind":"chat","address":"https://chat.example.com/x"}]}`)
	return p
}

// code is the one that was queued last.
func (p *place) code() port.Code {
	p.t.Helper()
	var last port.Code
	for _, m := range p.queue.Receive(port.AlertsQueue, 10) {
		var e port.Envelope
		p.queue.Done(m.ID)
		if err := json.Unmarshal([]byte(m.Body), &e); err != nil || e.Code == nil {
			p.t.Fatalf("%s, %v", m.Body, err)
		}
		last = *e.Code
	}
	return last
}

func (p *place) tries(code string, want int) reply {
	return p.want(want, p.ask(access.Responder, "POST", "/me/contacts/verify", `{"kind":"email","address":"rea@example.com","code":"`+code+`"}`))
}

func TestAContactIsProvenByTheCodeThatCameToIt(t *testing.T) {
	p := reachable(t)
	r := p.want(200, p.ask(access.Editor, "PATCH", "/users/responder", `{"name":"Rea B"}`, "content-type", "application/merge-patch+json", "if-match", "*"))
	if strings.Count(r.Body, "nobody has proven") != 1 || !strings.Contains(r.Body, "/contacts/0/address") {
		t.Errorf("an unproven contact is warned of: %s", r.Body)
	}
	if r = p.want(202, p.ask(access.Responder, "POST", "/me/contacts/code", email)); strings.Contains(r.Body, p.code().Code) {
		t.Errorf("the answer tells the code: %s", r.Body)
	}
	p.want(429, p.ask(access.Responder, "POST", "/me/contacts/code", email))
	p.now = p.now.Add(time.Minute)
	p.want(202, p.ask(access.Responder, "POST", "/me/contacts/code", email))
	c := p.code()
	if c.To.Address != "rea@example.com" || len(c.Code) != 6 || !c.Until.Equal(p.now.Add(10*time.Minute)) {
		t.Errorf("queued is %+v", c)
	}
	wrong := "000000"
	if c.Code == wrong {
		wrong = "000001"
	}
	if r := p.tries(wrong, 422); !strings.Contains(r.Body, "4 tries are left") {
		t.Errorf("a wrong code: %s", r.Body)
	}
	p.tries(c.Code, 200)
	p.tries(c.Code, 409)
	var mine ContactProofs
	p.want(200, p.ask(access.Responder, "GET", "/me/contacts", "")).into(t, &mine)
	if len(mine.Items) != 2 || !mine.Items[0].Verified.Equal(p.now) || !mine.Items[0].Needed || mine.Items[1].Needed {
		t.Errorf("mine are %+v", mine)
	}
	if r := p.want(200, p.ask(access.Editor, "GET", "/users/responder/contacts", "")); !strings.Contains(r.Body, `"verified"`) {
		t.Errorf("an editor sees %s", r.Body)
	}
	p.want(403, p.ask(access.Viewer, "GET", "/users/responder/contacts", ""))
	if r = p.want(200, p.ask(access.Editor, "PATCH", "/users/responder", `{"name":"Rea C"}`, "content-type", "application/merge-patch+json", "if-match", "*")); strings.Contains(r.Body, "nobody has proven") {
		t.Errorf("a proven contact is warned of: %s", r.Body)
	}
	r = p.want(200, p.ask(access.Editor, "PATCH", "/users/responder?dryRun", `{"contacts":[{"kind":"email","address":"eve@example.com"}]}`, "content-type", "application/merge-patch+json", "if-match", "*"))
	if !strings.Contains(r.Body, "nobody has proven") {
		t.Errorf("another address is proven: %s", r.Body)
	}
}

func TestFiveWrongCodesAreTheEndOfACode(t *testing.T) {
	p := reachable(t)
	p.want(202, p.ask(access.Responder, "POST", "/me/contacts/code", email))
	good := p.code().Code
	for range 5 {
		p.tries("wrong", 422)
	}
	p.tries(good, 409)
	p.now = p.now.Add(time.Minute)
	p.want(202, p.ask(access.Responder, "POST", "/me/contacts/code", email))
	good = p.code().Code
	p.now = p.now.Add(10 * time.Minute)
	p.tries(good, 409)
}

func TestOnlyOnesOwnContactsAreProven(t *testing.T) {
	p := reachable(t)
	for body, status := range map[string]int{
		`{"kind":"email","address":"eve@example.com"}`:           http.StatusNotFound,
		`{"kind":"sms","address":"rea@example.com"}`:             http.StatusNotFound,
		`{"kind":"chat","address":"https://chat.example.com/x"}`: http.StatusConflict,
		`{"kind":"email"}`: http.StatusNotFound,
		`{"to":"x"}`:       http.StatusBadRequest,
		``:                 http.StatusBadRequest,
	} {
		p.want(status, p.ask(access.Responder, "POST", "/me/contacts/code", body))
	}
	p.want(404, p.ask(access.Editor, "POST", "/me/contacts/code", email)) // who is no user here
	if c := p.code(); c.Code != "" {
		t.Errorf("a code went to %+v", c.To)
	}
}
