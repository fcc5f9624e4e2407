package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ringdown/infra/memport"
	"ringdown/infra/setup"
	"ringdown/shared/alert"
	"ringdown/shared/call"
	"ringdown/shared/port"
)

func TestSetUpCommandsThatCannotBegin(t *testing.T) {
	t.Setenv(providerKey, "")
	t.Setenv(providerSecret, "")
	dir := t.TempDir()
	t.Chdir(dir)
	write(t, "outputs.json", outputsText)
	write(t, "old.json", strings.Replace(outputsText, "RecordingsBucket", "Gone", 1))
	write(t, "settings.yaml", "version: 1\nusers: [{id: ana, phones: [{number: +14155550101}]}]\nteams: [{id: d, tiers: [[ana]]}]\nlines: [{id: a, number: +14155550100, team: d}]\n")
	refuses(t, []wrong{
		{"apply without a file", []string{"settings", "apply"}, exitUsage, "dev settings apply: FILE|DIR is missing"},
		{"apply from where the answer comes from", []string{"settings", "apply", "-"}, exitUsage, "dev settings apply: the settings come from standard input, where the answer would: add --yes or --dry-run"},
		{"apply that asks programs", []string{"settings", "apply", "settings.yaml", "--json"}, exitUsage, "dev settings apply: --json cannot ask: add --yes or --dry-run"},
		{"apply before a deployment", []string{"settings", "apply", "settings.yaml"}, exitFailed, "dev settings apply: there is no file cdk-outputs.json: name one that exists; --outputs names the file that make deploy wrote"},
		{"outputs of an older stack", []string{"settings", "apply", "settings.yaml", "--outputs", "old.json"}, exitFailed, "dev settings apply: the outputs lack RecordingsBucket: run make deploy again, with this version; --outputs names the file that make deploy wrote"},
		{"create without credentials", []string{"vonage", "create"}, exitFailed, "dev vonage create: the API key or its secret is missing: set VONAGE_API_KEY and VONAGE_API_SECRET as the account's API settings show them"},
		{"connect without credentials", []string{"vonage", "connect", "--outputs", "outputs.json"}, exitFailed, "dev vonage connect: the API key or its secret is missing: set VONAGE_API_KEY and VONAGE_API_SECRET as the account's API settings show them"},
		{"connect in no region", []string{"vonage", "connect", "--region", "mars"}, exitUsage, `dev vonage connect: --region: there is no region "mars": use one of na-east, na-west, eu-east, eu-west, apac-sng, apac-australia`},
		{"no secret to put", []string{"secrets", "put"}, exitUsage, "dev secrets put: name a file with --private-key, with --signature-secret, or both"},
		{"two secrets from one place", []string{"secrets", "put", "--private-key", "-", "--signature-secret", "-"}, exitUsage, "dev secrets put: only one of the two can come from standard input"},
		{"messages of a desk", []string{"calls", "--save", "x"}, exitUsage, "dev calls: --save is about a deployed stack: add --aws"},
	})
}

// recorder is a provider that makes one application.
type recorder struct{ made []map[string]any }

func (p *recorder) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	if r.Method == http.MethodPost {
		var body map[string]any
		if json.NewDecoder(r.Body).Decode(&body) == nil {
			body["id"] = "app-1"
			p.made = append(p.made, body)
			_ = json.NewEncoder(w).Encode(body) // the other side is in this process
		}
		return
	}
	_ = json.NewEncoder(w).Encode(map[string]any{"total_pages": 1, "_embedded": map[string]any{"applications": p.made}})
}

func TestAnApplicationIsMadeOnceWithAKeyThatStaysHere(t *testing.T) {
	p := &recorder{}
	server := httptest.NewServer(p)
	t.Cleanup(server.Close)
	account, err := setup.NewAccount("key", "secret", server.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "private.key")
	create := func() (int, string, string) {
		var out, errOut bytes.Buffer
		code := createApplication(t.Context(), newOptions("vonage create", "", "", nil, &out, &errOut), account, "Ringdown", file)
		return code, out.String(), errOut.String()
	}
	if code, out, errOut := create(); code != exitWell || !strings.Contains(out, "app-1") {
		t.Fatalf("exit %d, %s%s", code, out, errOut)
	}
	key, err := os.ReadFile(file)
	if err != nil || !bytes.HasPrefix(key, []byte("-----BEGIN PRIVATE KEY-----")) {
		t.Errorf("the key: %v", err)
	}
	if about, err := os.Stat(file); err != nil || about.Mode().Perm() != 0o600 {
		t.Errorf("others may read the key: %v", err)
	}
	if sent, err := json.Marshal(p.made); err != nil || strings.Contains(string(sent), "PRIVATE") || !strings.Contains(string(sent), "BEGIN PUBLIC KEY") {
		t.Errorf("sent was %s, %v", sent, err)
	}
	if code, out, _ := create(); code != exitWell || !strings.Contains(out, "is there: app-1") || len(p.made) != 1 {
		t.Errorf("a second time: exit %d, %s, %d made", code, out, len(p.made))
	}
	p.made = nil
	if code, _, errOut := create(); code != exitFailed || !strings.Contains(errOut, "is there already") || len(p.made) != 0 {
		t.Errorf("over a key: exit %d, %s", code, errOut)
	}
}

var errGone = errors.New("gone")

// nothing is an account in which nothing can be asked.
type nothing struct{}

func (nothing) Secret(context.Context, string) ([]byte, error)  { return nil, errGone }
func (nothing) PutSecret(context.Context, string, string) error { return errGone }
func (nothing) MailState(context.Context) (production, on bool, e error) {
	return false, false, errGone
}
func (nothing) Verified(context.Context, string) (bool, error) { return false, errGone }
func (nothing) Waiting(context.Context, string) (int, error)   { return 0, errGone }

func TestDoctorEndsBadlyWhenSomethingFails(t *testing.T) {
	outputs, err := setup.ParseOutputs([]byte(outputsText))
	if err != nil {
		t.Fatal(err)
	}
	in := setup.Installation{
		Outputs: outputs, Secrets: nothing{}, Dialplans: memport.NewDialplans(), Mail: nothing{}, Queues: nothing{}, Now: time.Now,
		HTTP: carrying(func(*http.Request) (*http.Response, error) { return nil, errGone }),
	}
	var out bytes.Buffer
	o := newOptions("doctor", "", "", nil, &out, io.Discard)
	if code := examine(t.Context(), o, in, false); code != exitFailed || !strings.Contains(out.String(), "FAIL  dead letters") {
		t.Errorf("exit %d\n%s", code, out.String())
	}
	out.Reset()
	var said examined
	if code := examine(t.Context(), o, in, true); code != exitFailed || json.Unmarshal(out.Bytes(), &said) != nil || said.OK || len(said.Findings) < 10 {
		t.Errorf("exit %d\n%s", code, out.String())
	}
}

type carrying func(*http.Request) (*http.Response, error)

func (c carrying) RoundTrip(r *http.Request) (*http.Response, error) { return c(r) }

func TestSecretsComeFromFiles(t *testing.T) {
	file := filepath.Join(t.TempDir(), "key")
	write(t, file, "sesame")
	var out, errOut bytes.Buffer
	o := newOptions("secrets put", "", "", strings.NewReader("signature\n"), &out, &errOut)
	if code := putSecrets(t.Context(), o, nothing{}, file, "-"); code != exitFailed || !strings.Contains(errOut.String(), "this is no private key") || !strings.Contains(errOut.String(), "gone") {
		t.Errorf("exit %d, %s", code, errOut.String())
	}
	if strings.Contains(out.String()+errOut.String(), "sesame") || strings.Contains(out.String()+errOut.String(), "signature\n") {
		t.Errorf("a secret was printed: %s%s", out.String(), errOut.String())
	}
}

// library is a stack with a call that left a message.
func library(t *testing.T) (callsOnAWS, call.Call) {
	t.Helper()
	at := time.Date(2026, 3, 2, 2, 14, 0, 0, time.UTC)
	dialplans := memport.NewDialplans()
	plan := plansOf(t, "first.yaml")[0]
	plan.Version = 1
	c := call.Call{
		ID: "c1", Line: plan.Line, Dialplan: 1, Version: 1, Arrived: at, EndedAt: at.Add(time.Minute), Outcome: call.VoicemailLeft, Caller: call.Caller{Number: "+13125550142"},
		Legs:     []call.Leg{{ID: "1", User: "ana", Phone: 1, State: call.Over, End: call.Unanswered, DialAt: at, Dialled: at.Add(time.Second)}},
		Messages: []call.Recording{{ID: "r1", Key: "voicemail/c1/r1", Bytes: 20000, Seconds: 9}},
		Alerts:   []call.OwedAlert{{ID: "a", Kind: alert.Voicemail, Team: "support", At: at.Add(50 * time.Second)}, {ID: "b", Kind: alert.Missed, Team: "support", At: at}},
	}
	calls, alerts := memport.NewCalls(), memport.NewAlerts()
	recordings := &memport.Recordings{Key: []byte("key"), Now: func() time.Time { return at }}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		m, err := recordings.Play(strings.TrimPrefix(r.URL.Path, "/recordings/"), q.Get("until"), q.Get("token"))
		if err != nil {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		w.Header().Set("Content-Type", m.ContentType)
		_, _ = w.Write(m.Audio)
	}))
	t.Cleanup(server.Close)
	recordings.BaseURL = server.URL
	for _, err := range []error{
		dialplans.Publish(t.Context(), plan), calls.Save(t.Context(), c),
		alerts.Save(t.Context(), alert.Alert{ID: "c1-a", Version: 1, Raised: at, ToldAt: at.Add(55 * time.Second)}),
		recordings.Keep(t.Context(), c.Voicemail().Key, "audio/mpeg", strings.NewReader("sound")),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return callsOnAWS{calls: calls, alerts: alerts, recordings: recordings, dialplans: dialplans, day: at}, c
}

func showing(t *testing.T, c callsOnAWS) (code int, out, errOut string) {
	t.Helper()
	var o, e bytes.Buffer
	code = c.show(t.Context(), newOptions("calls", "", "", nil, &o, &e))
	return code, o.String(), e.String()
}

func TestCallsOfAStackWithTheirAttemptsAndAlerts(t *testing.T) {
	c, _ := library(t)
	want := `02:14:00  acme-support from +13125550142: voicemail, a message of 9 s  (c1)
    02:14:01  Ana Lopez office: unanswered
    02:14:50  alert, voicemail: team support told at 02:14:55
    02:14:00  alert, missed: team support not told yet
`
	if code, out, errOut := showing(t, c); code != exitWell || out != want {
		t.Errorf("exit %d, %s\n%s\nwant\n%s", code, errOut, out, want)
	}
	c.line = "another"
	if _, out, _ := showing(t, c); !strings.HasPrefix(out, "No calls") {
		t.Errorf("another line: %s", out)
	}
}

func TestMessagesArePlayedAndSaved(t *testing.T) {
	c, stored := library(t)
	c.play = "c1"
	if code, out, _ := showing(t, c); code != exitWell || !strings.HasPrefix(out, "http://127.0.0.1") || !strings.Contains(out, stored.Voicemail().Key) {
		t.Errorf("play: exit %d, %s", code, out)
	}
	c.play, c.save = "", filepath.Join(t.TempDir(), "messages")
	name := filepath.Join(c.save, "2026-03-02T021400Z-c1.mp3")
	for _, want := range []string{" (5 bytes)\n", " is there already\n"} {
		code, _, errOut := showing(t, c)
		if audio, err := os.ReadFile(name); code != exitWell || !strings.HasSuffix(errOut, want) || err != nil || string(audio) != "sound" {
			t.Errorf("save: exit %d, %s, %v", code, errOut, err)
		}
	}
}

func TestMessagesThatAreNot(t *testing.T) {
	c, stored := library(t)
	stored.ID, stored.Messages = "c2", nil
	unfetched := stored
	unfetched.ID, unfetched.Messages = "c3", []call.Recording{{Bytes: 20000, Seconds: 9}}
	lost := stored
	lost.ID, lost.Messages = "c4", []call.Recording{{Bytes: 20000, Seconds: 9, Key: "voicemail/c4/r"}}
	for _, s := range []call.Call{stored, unfetched, lost} {
		if err := c.calls.(port.Calls).Save(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	for id, want := range map[string]string{"c9": "there is no call c9", "c2": "has no message", "c3": "was not fetched", "c4": "cannot be played"} {
		c.play = id
		if code, _, errOut := showing(t, c); code != exitFailed || !strings.Contains(errOut, want) {
			t.Errorf("%s: exit %d, %s", id, code, errOut)
		}
	}
}
