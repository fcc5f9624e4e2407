package setup

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"ringdown/infra/stack/public"
	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
	"ringdown/shared/flow"
	"ringdown/shared/port"
	"ringdown/shared/problem"
	"ringdown/shared/routes"
)

func TestAllIsWell(t *testing.T) {
	w := newWard(t)
	before := len(w.provider.changes()) + len(w.memory.puts)
	found, well := Doctor(t.Context(), w.Installation)
	for _, f := range found {
		if f.Severity != problem.OK || f.Do != "" || f.Message == "" {
			t.Errorf("%+v", f)
		}
	}
	if !well || len(found) < 20 {
		t.Errorf("well: %t, %d findings", well, len(found))
	}
	if len(w.provider.changes())+len(w.memory.puts) != before {
		t.Error("the examination changed something")
	}
	checked := map[string]bool{}
	for _, f := range found {
		checked[f.Check] = true
	}
	for _, c := range checks {
		if !checked[c.name] {
			t.Errorf("nothing is said of %s", c.name)
		}
	}
}

// spoil changes the one thing that a line of the examination is about.
type spoil struct {
	name      string
	spoil     func(t *testing.T, w *ward)
	state     problem.Severity
	found, do string
}

func wantFindings(t *testing.T, spoils []spoil) {
	for _, tc := range spoils {
		t.Run(tc.name, func(t *testing.T) {
			w := newWard(t)
			tc.spoil(t, w)
			found, well := Doctor(t.Context(), w.Installation)
			seen := false
			for _, f := range found {
				if f.Severity == tc.state && strings.Contains(f.Message, tc.found) && strings.Contains(f.Do, tc.do) {
					seen = true
				}
				if f.Severity != problem.OK && f.Do == "" {
					t.Errorf("nothing to do is said for %+v", f)
				}
				if strings.Contains(f.Message+f.Do, testSecret) || strings.Contains(f.Message+f.Do, "kkkkkkkk") {
					t.Errorf("a secret is shown: %+v", f)
				}
			}
			if !seen {
				t.Errorf("no %s line with %q and %q in\n%s", tc.state, tc.found, tc.do, shown(found))
			}
			if well != (tc.state != problem.Error) {
				t.Errorf("well is %t after a line that is %s\n%s", well, tc.state, shown(found))
			}
		})
	}
}

func shown(found []Finding) string {
	var b strings.Builder
	WriteFindings(&b, found)
	return b.String()
}

func TestDoctorOnSettings(t *testing.T) {
	wantFindings(t, []spoil{
		{"lines cannot be listed", func(_ *testing.T, w *ward) { w.Dialplans = unlisted{w.store} }, problem.Error, "cannot be listed", "permission"},
		{"nothing applied", func(t *testing.T, w *ward) { must(t, w.store.Withdraw(t.Context(), "main", 1)) }, problem.Error, "no line is in service", "settings apply"},
		{"one does not load", func(_ *testing.T, w *ward) { w.Dialplans = lost{w.store, nil, errDown} }, problem.Error, "line main: version 1 does not load", "settings apply"},
		{"another is in its place", func(_ *testing.T, w *ward) {
			w.Dialplans = lost{w.store, func(d *dialplan.Dialplan) { d.Version = 7 }, nil}
		}, problem.Error, "its number has version 7", "settings apply"},
		{"a flow with a fault", func(_ *testing.T, w *ward) {
			w.Dialplans = lost{w.store, func(d *dialplan.Dialplan) { d.Flow.StartAction = "nowhere" }, nil}
		}, problem.Error, "its flow has a fault", "flow check"},
		{"a module with a fault", func(_ *testing.T, w *ward) {
			w.Dialplans = lost{w.store, func(d *dialplan.Dialplan) {
				module := d.Flow
				module.StartAction = "nowhere"
				d.Flows = map[string]flow.Flow{"after-hours": module}
			}, nil}
		}, problem.Error, "its flow after-hours has a fault", "flow check"},
		{"switched off", func(t *testing.T, w *ward) { w.publish(t, "team: desk}", "team: desk, enabled: false}") }, problem.Warning, "line main is switched off", "enabled: true"},
		{"a team without its schedule", func(_ *testing.T, w *ward) {
			w.Dialplans = lost{w.store, func(d *dialplan.Dialplan) { d.Teams["desk"] = dialplan.Team{ID: "desk", Schedule: "gone"} }, nil}
		}, problem.Error, "who is on call for team desk cannot be found", "schedule"},
		{"nobody with a phone", func(_ *testing.T, w *ward) {
			w.Dialplans = lost{w.store, func(d *dialplan.Dialplan) { d.Users["ana"] = dialplan.User{ID: "ana"} }, nil}
		}, problem.Warning, "nobody with a phone is on call for team desk now", "oncall who"},
		{"a schedule with gaps", func(t *testing.T, w *ward) {
			w.publish(t, "teams: [{id: desk, tiers: [[ana]]", `schedules: [{id: s, tz: UTC, layers: [{id: days, users: [ana], until: 2026-03-10T08:00:00Z}]}]
teams: [{id: desk, schedule: s`)
		}, problem.Warning, "schedule s, ", "override"},
	})
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// lost gives a dialplan that is not the one that was published.
type lost struct {
	port.Dialplans
	change func(*dialplan.Dialplan)
	err    error
}

func (l lost) ByNumber(ctx context.Context, number e164.Number) (dialplan.Dialplan, error) {
	d, err := l.Dialplans.ByNumber(ctx, number)
	if l.err != nil {
		return d, l.err
	}
	l.change(&d)
	return d, err
}

func TestDoctorOnSecrets(t *testing.T) {
	wantFindings(t, []spoil{
		{"none can be read", func(_ *testing.T, w *ward) { w.memory.err = errDown }, problem.Error, "cannot be read", "permission"},
		{"no callback key", func(_ *testing.T, w *ward) { delete(w.memory.secrets, routes.CallbackKeyName) }, problem.Error, "callback-key has no value", "make deploy"},
		{"a short callback key", func(_ *testing.T, w *ward) { w.memory.secrets[routes.CallbackKeyName] = strings.Repeat("k", 31) }, problem.Error, "31 bytes, at least 32", "deploy again"},
		{"no signature secret", func(_ *testing.T, w *ward) { delete(w.memory.secrets, routes.SignatureSecretName) }, problem.Error, "signature-secret has no value", "--signature-secret"},
		{"an empty signature secret", func(_ *testing.T, w *ward) { w.memory.secrets[routes.SignatureSecretName] = "" }, problem.Error, "signature-secret has no value", "--signature-secret"},
		{"a signature secret with a line break", func(_ *testing.T, w *ward) { w.memory.secrets[routes.SignatureSecretName] = "signature\n" }, problem.Error, "line break around it", "--signature-secret"},
		{"no private key", func(_ *testing.T, w *ward) { delete(w.memory.secrets, routes.PrivateKeyName) }, problem.Error, "private-key has no value", "--private-key"},
		{"no key at all", func(_ *testing.T, w *ward) { w.memory.secrets[routes.PrivateKeyName] = "sesame" }, problem.Error, "is no private key", "--private-key"},
	})
}

func TestDoctorOnAddresses(t *testing.T) {
	change := func(key string, change func(*public.File)) func(*testing.T, *ward) {
		return func(_ *testing.T, w *ward) {
			f := w.files[key]
			change(&f)
			w.files[key] = f
		}
	}
	body := func(from, to string) func(*testing.T, *ward) {
		return change("fallback.json", func(f *public.File) { f.Body = bytes.Replace(f.Body, []byte(from), []byte(to), 1) })
	}
	wantFindings(t, []spoil{
		{"nothing answers", func(_ *testing.T, w *ward) { w.gone = true }, problem.Error, "POST /voice/answer does not answer: no route to host", "still deployed"},
		{"an open door", func(_ *testing.T, w *ward) { w.statuses["POST /voice/answer"] = 200 }, problem.Error, "POST /voice/answer takes requests that nobody signed", "function answer"},
		{"a route that is missing", func(_ *testing.T, w *ward) { w.statuses["POST /voice/input/doctor/0.0.0"] = 404 }, problem.Error, "POST /voice/input/{call}/{token} is not there", "make deploy"},
		{"a function that fails", func(_ *testing.T, w *ward) { w.statuses["GET /voice/event"] = 502 }, problem.Error, "GET /voice/event fails: status 502", "secret is missing"},
		{"an odd refusal", func(_ *testing.T, w *ward) { w.statuses["GET /listen/doctor/0.0.0"] = 410 }, problem.Error, "status 410, 403 is wanted", "function listen"},

		{"no document", func(_ *testing.T, w *ward) { delete(w.files, "fallback.json") }, problem.Error, "the document is not there: status 404", "public put"},
		{"a document behind nothing", func(_ *testing.T, w *ward) { w.gone = true }, problem.Error, "the document does not answer", "still deployed"},
		{"a document of another kind", change("fallback.json", func(f *public.File) { f.ContentType = "text/html" }), problem.Error, `comes as "text/html"`, "public put"},
		{"no JSON", change("fallback.json", func(f *public.File) { f.Body = []byte("<html>") }), problem.Error, "the document is no script", "public put"},
		{"a document without a sentence", change("fallback.json", func(f *public.File) { f.Body = []byte("[]") }), problem.Error, "not both a sentence and a record", "public put"},
		{"a document with an action that has none", body(`"action": "record"`, `"action": "recrod"`), problem.Error, `action 2, "recrod"`, "public put"},
		{"a document of another stack", body(`http://127.`, `http://128.`), problem.Error, "another installation", "public put"},
		{"a token of another key", func(t *testing.T, w *ward) { w.memory.secrets[routes.CallbackKeyName] = strings.Repeat("K", 64) }, problem.Error, "made with another key", "public put"},
		{"a token of an earlier deployment", func(_ *testing.T, w *ward) { w.Outputs.Deployment = 1 }, problem.Error, "of an earlier deployment", "public put"},
		{"a document without a key to check it", func(t *testing.T, w *ward) { delete(w.memory.secrets, routes.CallbackKeyName) }, problem.Error, "without the callback key", "callback key"},
		{"a document of another version", body(`"timeOut": 180`, `"timeOut": 170`), problem.Warning, "that of another version", "public put"},

		{"no music", func(_ *testing.T, w *ward) { delete(w.files, "assets/hold.mp3") }, problem.Error, "hold.mp3 is not there: status 404", "public put"},
		{"music behind nothing", func(_ *testing.T, w *ward) { w.gone = true }, problem.Error, "hold.mp3 does not answer", "still deployed"},
		{"music without a sound", change("assets/hold.mp3", func(f *public.File) { f.Body = nil }), problem.Error, "hold.mp3 is not there: status 200, 0 bytes", "public put"},
		{"music of another kind", change("assets/hold.mp3", func(f *public.File) { f.ContentType = "application/octet-stream" }), problem.Error, "audio is wanted", "public put"},
		{"music nobody may keep", change("assets/hold.mp3", func(f *public.File) { f.CacheControl = "max-age=0" }), problem.Error, "may not be kept by caches", "public put"},
	})
}

func TestDoctorOnTheProvider(t *testing.T) {
	spoilVoice := func(path []string, value any) func(*testing.T, *ward) {
		return func(_ *testing.T, w *ward) {
			m := at(w.provider.apps[0], append([]string{"capabilities", "voice"}, path[:len(path)-1]...)...).(map[string]any)
			m[path[len(path)-1]] = value
		}
	}
	wantFindings(t, []spoil{
		{"no credentials", func(_ *testing.T, w *ward) { w.Account = nil }, problem.Error, "no credentials", "VONAGE_API_SECRET"},
		{"a stack without its application", func(_ *testing.T, w *ward) { w.Outputs.Application = "" }, problem.Error, "refuses every webhook", "VonageApplicationId"},
		{"a stack with another account", func(_ *testing.T, w *ward) { w.Outputs.Account = "zzz" }, problem.Error, "believes account zzz", "VonageApiKey=abcd1234"},
		{"no such application", func(_ *testing.T, w *ward) { w.provider.apps = nil }, problem.Error, "no such application", "VONAGE_API_KEY"},
		{"credentials refused", func(_ *testing.T, w *ward) { w.provider.refuse["GET /v2/applications/"+testApp] = 401 }, problem.Error, "refused the API key", "VONAGE_API_SECRET"},
		{"an address", spoilVoice([]string{"webhooks", "answer_url", "address"}, "https://old.example"), problem.Error, "answer_url, address: https://old.example", "vonage connect"},
		{"a method", spoilVoice([]string{"webhooks", "event_url", "http_method"}, "GET"), problem.Error, "event_url, http_method: GET → POST", "vonage connect"},
		{"the fallback by POST", spoilVoice([]string{"webhooks", "fallback_answer_url", "http_method"}, "POST"), problem.Error, "fallback_answer_url, http_method: POST → GET", "vonage connect"},
		{"no signatures", spoilVoice([]string{"signed_callbacks"}, false), problem.Error, "signed_callbacks: false → true", "vonage connect"},
		{"another key", func(_ *testing.T, w *ward) { at(w.provider.apps[0], "keys").(map[string]any)["public_key"] = "" }, problem.Error, "every dial is refused", "secrets put"},
		{"a number that is not ours", func(_ *testing.T, w *ward) { w.provider.numbers = nil }, problem.Error, "does not have it", "buy the number"},
		{"a number that leads nowhere", func(_ *testing.T, w *ward) { w.provider.numbers[0]["app_id"] = "" }, problem.Error, "+14155550100 leads to nowhere", "--number +14155550100"},
		{"a number that leads elsewhere", func(_ *testing.T, w *ward) { w.provider.numbers[0]["app_id"] = "b" }, problem.Error, "+14155550100 leads to b", "--number +14155550100"},
		{"a number that is forwarded", func(_ *testing.T, w *ward) { w.provider.numbers[0]["voiceCallbackType"] = "sip" }, problem.Error, "is forwarded (sip)", "remove the forwarding"},
	})
}

func TestDoctorOnAlerts(t *testing.T) {
	wantFindings(t, []spoil{
		{"mail wanted and none sent", func(_ *testing.T, w *ward) { w.Outputs.MailSender = "" }, problem.Error, "teams want mail at desk@example.com", "MailFrom"},
		{"a team that no channel reaches", func(_ *testing.T, w *ward) {
			w.Dialplans = lost{w.store, func(d *dialplan.Dialplan) {
				team := d.Teams["desk"]
				team.Emails, team.Texts = nil, nil
				d.Teams = map[string]dialplan.Team{"desk": team}
			}, nil}
		}, problem.Warning, "no channel reaches team desk", "emails:"},
		{"mail without an identity", func(_ *testing.T, w *ward) { w.Outputs.MailIdentity = "" }, problem.Error, "the stack may send as none", "MailIdentity"},
		{"mail from another domain", func(_ *testing.T, w *ward) { w.Outputs.MailSender = "me@notexample.com" }, problem.Error, "mail from me@notexample.com is refused", "MailIdentity"},
		{"an identity that is not verified", func(_ *testing.T, w *ward) { w.services.verified = map[string]bool{} }, problem.Error, "example.com is not verified", "create-email-identity"},
		{"an identity nobody can ask for", func(_ *testing.T, w *ward) { w.services.identityErr = errDown }, problem.Error, "whether example.com is verified", "permission"},
		{"a state nobody can ask for", func(_ *testing.T, w *ward) { w.services.stateErr = errDown }, problem.Error, "state of SES", "permission"},
		{"sending paused", func(_ *testing.T, w *ward) { w.services.enabled = false }, problem.Error, "sends nothing", "reputation"},
		{"the sandbox, and a stranger", func(t *testing.T, w *ward) {
			w.services.production = false
			w.publish(t, "desk@example.com", "desk@other.example")
		}, problem.Error, "refuses mail to desk@other.example", "production access"},
		{"the sandbox, and nobody refused", func(_ *testing.T, w *ward) { w.services.production = false }, problem.Warning, "verified addresses alone", "production access"},

		{"texts nobody can ask for", func(_ *testing.T, w *ward) { w.services.textsErr = errDown }, problem.Error, "state of SNS", "permission"},
		{"the sandbox of texts", func(_ *testing.T, w *ward) { w.services.sandbox = true }, problem.Error, "no text message to +14155550101", "verify each number"},
		{"the sandbox of texts, all verified", func(_ *testing.T, w *ward) {
			w.services.sandbox, w.services.numbers = true, []e164.Number{"+14155550101"}
		}, problem.Warning, "verified numbers alone", "leave the sandbox"},

		{"something given up", func(_ *testing.T, w *ward) { w.services.waiting["r"] = 2 }, problem.Error, "2 messages of the queue recordings", "redrive"},
		{"queues nobody can count", func(_ *testing.T, w *ward) { w.services.queuesErr = errDown }, problem.Error, "cannot be counted", "permission"},
	})
}

func TestAlertsThatNobodyWantsNeedNothing(t *testing.T) {
	w := newWard(t)
	w.publish(t, ", emails: [desk@example.com], texts: [+14155550101]", "")
	w.Outputs.MailSender, w.services.sandbox = "", true
	if found, well := Doctor(t.Context(), w.Installation); !well || !strings.Contains(shown(found), " ok, 1 to know") || !strings.Contains(shown(found), "no channel reaches team desk") {
		t.Errorf("got\n%s", shown(found))
	}
}

func TestFindingsArePrintedALineEach(t *testing.T) {
	found := []Finding{
		{"mail", problem.Problem{Severity: problem.OK, Message: "fine"}, ""}, {"texts", problem.Warningf("", "so so"), "wait"}, {"music", problem.Errorf("", "none"), "sing"},
	}
	want := "ok    mail          fine\nwarn  texts         so so\n                    → wait\nFAIL  music         none\n                    → sing\n1 ok, 1 to know, 1 failing\n"
	if got := shown(found); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	text, err := json.Marshal(found[2])
	if err != nil || string(text) != `{"check":"music","severity":"error","line":0,"column":0,"path":"","message":"none","do":"sing"}` {
		t.Errorf("%s, %v", text, err)
	}
}

func FuzzRecordsTo(f *testing.F) {
	f.Add([]byte(`[{"action":"talk","text":"a"},{"action":"record","eventUrl":["https://x.example"]}]`))
	f.Add([]byte(`[{"action":"record","eventUrl":[1]}]`))
	f.Fuzz(func(t *testing.T, document []byte) {
		if address, err := recordsTo(document); err == nil && (address == "" || !bytes.Contains(document, []byte("record"))) {
			t.Errorf("%q records to %q", document, address)
		}
	})
}

func TestSecretsArePutOnlyWhenTheyAreSome(t *testing.T) {
	keys, err := wardKey()
	must(t, err)
	m := &memory{secrets: map[string]string{}}
	for _, step := range []struct {
		put  func() (Put, error)
		want Put
	}{
		{func() (Put, error) { return PutPrivateKey(t.Context(), m, []byte("\n"+keys[0]+"\n\n")) }, PutNew},
		{func() (Put, error) { return PutPrivateKey(t.Context(), m, []byte(keys[0])) }, PutUnchanged},
		{func() (Put, error) { return PutSignatureSecret(t.Context(), m, []byte("one\r\n")) }, PutNew},
		{func() (Put, error) { return PutSignatureSecret(t.Context(), m, []byte(" one")) }, PutUnchanged},
		{func() (Put, error) { return PutSignatureSecret(t.Context(), m, []byte("two")) }, PutChanged},
	} {
		if got, err := step.put(); err != nil || got != step.want {
			t.Errorf("got %q, %v, want %q", got, err, step.want)
		}
	}
	if m.secrets[routes.PrivateKeyName] != keys[0] || m.secrets[routes.SignatureSecretName] != "two" || len(m.puts) != 3 {
		t.Errorf("%d puts", len(m.puts))
	}
	before := len(m.puts)
	for name, put := range map[string]func() (Put, error){
		"no key":          func() (Put, error) { return PutPrivateKey(t.Context(), m, []byte("sesame")) },
		"a public key":    func() (Put, error) { return PutPrivateKey(t.Context(), m, []byte(keys[1])) },
		"nothing":         func() (Put, error) { return PutSignatureSecret(t.Context(), m, []byte(" \n")) },
		"two lines":       func() (Put, error) { return PutSignatureSecret(t.Context(), m, []byte("a\nb")) },
		"a whole book":    func() (Put, error) { return PutSignatureSecret(t.Context(), m, bytes.Repeat([]byte("a"), 70000)) },
		"a store in ruin": func() (Put, error) { return PutSignatureSecret(t.Context(), &memory{err: errDown}, []byte("a")) },
	} {
		if got, err := put(); err == nil || strings.Contains(fmt.Sprint(err), "sesame") {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if len(m.puts) != before {
		t.Error("something refused was stored")
	}
}

func TestTheConsoleIsUploadedWhereTheStackHasOne(t *testing.T) {
	w := newWard(t)
	c, err := Callbacks(t.Context(), w.Outputs, w.memory)
	must(t, err)
	o := w.Outputs
	o.ConsoleConfig = []byte(`{"issuer":"https://id.example"}`)
	var said strings.Builder
	must(t, Upload(t.Context(), w.memory, o, c, false, &said))
	if f := w.memory.files["console/config.json"]; string(f.Body) != string(o.ConsoleConfig) || len(w.memory.files["console/index.html"].Body) == 0 {
		t.Errorf("the console is not there: %q", said.String())
	}
	before := len(w.memory.puts)
	must(t, Upload(t.Context(), w.memory, o, c, false, &said))
	if len(w.memory.puts) != before {
		t.Error("the console was uploaded twice")
	}
}

func TestUploadsAreDoneOnce(t *testing.T) {
	w := newWard(t)
	c, err := Callbacks(t.Context(), w.Outputs, w.memory)
	must(t, err)
	before := len(w.memory.puts)
	var said strings.Builder
	must(t, Upload(t.Context(), w.memory, w.Outputs, c, false, &said))
	if len(w.memory.puts) != before || strings.Contains(said.String(), "uploaded") {
		t.Errorf("a second time: %q", said.String())
	}
	delete(w.memory.files, "fallback.json")
	said.Reset()
	must(t, Upload(t.Context(), w.memory, w.Outputs, c, true, &said))
	if len(w.memory.puts) != before || !strings.Contains(said.String(), "fallback.json: would be uploaded") {
		t.Errorf("dry: %q", said.String())
	}
	must(t, Upload(t.Context(), w.memory, w.Outputs, c, false, &said))
	if len(w.memory.puts) != before+1 {
		t.Errorf("%d uploads, want one", len(w.memory.puts)-before)
	}
	w.memory.err = errDown
	if err := Upload(t.Context(), w.memory, w.Outputs, c, false, &said); !errors.Is(err, errDown) {
		t.Errorf("got %v", err)
	}
	if _, err := Callbacks(t.Context(), w.Outputs, w.memory); !errors.Is(err, errDown) {
		t.Errorf("callbacks: %v", err)
	}
}
