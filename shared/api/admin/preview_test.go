package admin

import (
	"net/http"
	"strings"
	"testing"

	"ringdown/shared/access"
)

// heard lists who heard what in a preview, in order.
func heard(t *testing.T, r reply) string {
	t.Helper()
	var got Previewed
	r.into(t, &got)
	var out []string
	for _, l := range got.Transcript {
		if l.Does == "hears" {
			out = append(out, l.Who+": "+l.Text)
		}
	}
	return strings.Join(out, "\n")
}

func TestAPreviewSaysWhatWouldBeHeard(t *testing.T) {
	p := filled(t)
	const path = "/lines/acme-support/preview"
	inForce := heard(t, p.want(http.StatusOK, p.ask(access.Editor, "POST", path, `{"caller":"+14155550199","people":[{"user":"ana","seconds":8}]}`)))
	if want := "caller: You've reached Acme support.\n"; !strings.HasPrefix(inForce, want) || !strings.Contains(inForce, "ana: Acme support, from 1 4 1 5 5 5 5 0 1 9 9.") {
		t.Errorf("in force is\n%s", inForce)
	}
	before, _ := p.store.Snapshot(t.Context())
	unsaved := `{"changes":[{"kind":"lines","id":"acme-support","value":{"number":"+14155550100","team":"platform","description":"Acme help","messages":{"welcome":{"text":"Good morning."}}}},
		{"kind":"users","id":"zoe","value":{"name":"Zoe","phones":[{"number":"+14155550107"}]}},
		{"kind":"teams","id":"platform","value":{"name":"Platform","tiers":[["zoe"]]}}],
		"people":[{"user":"zoe","seconds":4}]}`
	r := p.want(http.StatusOK, p.ask(access.Editor, "POST", path, unsaved))
	if got := heard(t, r); !strings.HasPrefix(got, "caller: Good morning.\n") || !strings.Contains(got, "zoe: Acme help") {
		t.Errorf("unsaved is\n%s", got)
	}
	if after, _ := p.store.Snapshot(t.Context()); after.Head != before.Head {
		t.Error("a preview saved something")
	}
	var got Previewed
	r.into(t, &got)
	if got.Outcome != "talked" || strings.Join(got.Rung, " ") != "zoe" {
		t.Errorf("it came to %q, and rang %q", got.Outcome, got.Rung)
	}
	if again := heard(t, p.ask(access.Editor, "POST", path, `{"caller":"+14155550199","people":[{"user":"ana","seconds":8}]}`)); again != inForce {
		t.Errorf("afterwards it is\n%s", again)
	}
}

func TestAPreviewOfNonsenseIsRefused(t *testing.T) {
	p := filled(t)
	for name, c := range map[string]struct {
		path, body, says string
		status           int
	}{
		"no such line":      {"/lines/none/preview", `{}`, "lines/none", 404},
		"no such user":      {"/lines/acme-support/preview", `{"people":[{"user":"eve"}]}`, "rings no user", 400},
		"no such phone":     {"/lines/acme-support/preview", `{"people":[{"user":"ana","phone":"desk"}]}`, "no phone with the label", 400},
		"no such deed":      {"/lines/acme-support/preview", `{"people":[{"user":"ana","does":"shout"}]}`, "accept, decline or nothing", 400},
		"another's number":  {"/lines/acme-support/preview", `{"number":"+14155550177"}`, "none of the line", 400},
		"no number":         {"/lines/acme-support/preview", `{"caller":"Bob"}`, "caller is", 400},
		"no keys":           {"/lines/acme-support/preview", `{"keys":[{"press":"abc"}]}`, "keys[0]", 400},
		"for ever":          {"/lines/acme-support/preview", `{"talkSeconds":999999}`, "talkSeconds", 400},
		"another age":       {"/lines/acme-support/preview", `{"at":"0001-01-02T00:00:00Z"}`, "at is", 400},
		"unusable settings": {"/lines/acme-support/preview", `{"changes":[{"kind":"teams","id":"platform","value":{"tiers":[["nobody"]]}}]}`, `"pointer":"/tiers/0/0"`, 422},
		"unknown key":       {"/lines/acme-support/preview", `{"keyz":[]}`, "keyz", 400},
	} {
		if r := p.want(c.status, p.ask(access.Editor, "POST", c.path, c.body)); !strings.Contains(r.Body, c.says) {
			t.Errorf("%s: %s says nothing of %q", name, r.Body, c.says)
		}
	}
}
