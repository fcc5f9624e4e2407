package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ringdown/infra/awslocal"
	"ringdown/infra/memport"
	"ringdown/shared/dialplan"
	"ringdown/shared/port"
	"ringdown/shared/problem"
	"ringdown/shared/routes"
	"ringdown/shared/settings"
	"ringdown/testdata"
)

// plansOf compiles a file of testdata, changed by one text for another.
func plansOf(t *testing.T, file, from, to string) []dialplan.Dialplan {
	t.Helper()
	text, err := testdata.Files.ReadFile("config/good/" + file)
	if err != nil {
		t.Fatal(err)
	}
	conf, problems := settings.Parse(bytes.Replace(text, []byte(from), []byte(to), 1), nil)
	plans, err := conf.Compile()
	if problem.Fatal(problems) || err != nil {
		t.Fatal(problems, err)
	}
	return plans
}

// apply runs one application of plans, with what a person types.
func apply(t *testing.T, store port.Dialplans, plans []dialplan.Dialplan, typed string, change func(*applying)) (code int, out, errOut string) {
	t.Helper()
	var o, e bytes.Buffer
	a := applying{
		options: newOptions("settings apply", "FILE", "", nil, &o, &e), store: store, plans: plans, answers: bufio.NewReader(strings.NewReader(typed)),
	}
	if change != nil {
		change(&a)
	}
	code = a.run(t.Context())
	return code, o.String(), e.String()
}

func TestApplyShowsThePlanAndAsks(t *testing.T) {
	store := memport.NewDialplans()
	plans := plansOf(t, "first.yaml", "", "")
	for _, typed := range []string{"", "n\n", "maybe\n"} {
		code, out, _ := apply(t, store, plans, typed, nil)
		if code != exitFailed || !strings.Contains(out, "  new        acme-support (Acme support, +14155550100), version 1\n") || !strings.HasSuffix(out, "nothing was changed\n") {
			t.Errorf("%q: exit %d\n%s", typed, code, out)
		}
	}
	if _, err := store.ByNumber(t.Context(), "+14155550100"); err == nil {
		t.Fatal("something was published without a yes")
	}
	code, out, errOut := apply(t, store, plans, "y\n", nil)
	if code != exitWell || errOut != "" || !strings.Contains(out, "Change 1 of 1 lines? [y/N] line acme-support: version 1 published") {
		t.Errorf("exit %d, %s\n%s", code, errOut, out)
	}
	code, out, _ = apply(t, store, plans, "", nil)
	if code != exitWell || out != "  unchanged  acme-support, version 1\nnothing to do\n" {
		t.Errorf("a second time: exit %d\n%s", code, out)
	}
	changed := plansOf(t, "first.yaml", "name: Ben Okafor", "name: Ben O.")
	code, out, _ = apply(t, store, changed, "", func(a *applying) { a.dry = true })
	if code != exitWell || !strings.Contains(out, "user ben, name: Ben Okafor → Ben O.") || strings.Contains(out, "published") {
		t.Errorf("dry: exit %d\n%s", code, out)
	}
	code, out, _ = apply(t, store, changed, "", func(a *applying) { a.yes, a.asJSON = true, true })
	var said struct {
		Steps []struct {
			Line, State string
			Version     int
		}
		Done []string
	}
	if err := json.Unmarshal([]byte(out), &said); err != nil || code != exitWell || len(said.Done) != 1 || said.Steps[0].State != "changed" || said.Steps[0].Version != 2 {
		t.Errorf("JSON: exit %d, %v\n%s", code, err, out)
	}
}

// rival publishes its own settings just before ours, once.
type rival struct {
	port.Dialplans
	plans []dialplan.Dialplan
	done  *bool
}

func (r rival) Publish(ctx context.Context, d dialplan.Dialplan) error {
	if !*r.done {
		*r.done = true
		for _, p := range r.plans {
			p.Version = d.Version
			if err := r.Dialplans.Publish(ctx, p); err != nil {
				return err
			}
		}
	}
	return r.Dialplans.Publish(ctx, d)
}

func TestApplyBesideSomebodyFaster(t *testing.T) {
	ours, theirs := plansOf(t, "first.yaml", "name: Ben Okafor", "name: Benjamin"), plansOf(t, "first.yaml", "name: Ben Okafor", "name: Benny")
	for _, tc := range []struct {
		name, typed string
		yes         bool
		code        int
		out, err    string
		now         string // Ben's name in the end
	}{
		{"is told, sees the new plan, and agrees", "y\ny\n", false, exitWell, "As things stand now:\n  changed    acme-support, version 1 → 2\n               user ben, name: Benny → Benjamin", "somebody else was faster: version 1 of line acme-support", "Benjamin"},
		{"is told, sees the new plan, and leaves it", "y\nn\n", false, exitFailed, "As things stand now:", "nothing was changed", "Benny"},
		{"a yes given before is none to the new plan", "", true, exitFailed, "new", "run it again", "Benny"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			store := memport.NewDialplans()
			code, out, errOut := apply(t, rival{store, theirs, new(bool)}, ours, tc.typed, func(a *applying) { a.yes = tc.yes })
			if code != tc.code || !strings.Contains(out, tc.out) || !strings.Contains(errOut, tc.err) {
				t.Errorf("exit %d\n%s\n%s", code, out, errOut)
			}
			if d, err := store.ByNumber(t.Context(), "+14155550100"); err != nil || d.Users["ben"].Name != tc.now {
				t.Errorf("in service is %q, %v", d.Users["ben"].Name, err)
			}
		})
	}
	t.Run("the same settings leave nothing to do", func(t *testing.T) {
		store := memport.NewDialplans()
		if code, out, errOut := apply(t, rival{store, ours, new(bool)}, ours, "y\n", nil); code != exitWell || !strings.HasSuffix(out, "unchanged  acme-support, version 1\nnothing to do\n") {
			t.Errorf("exit %d\n%s\n%s", code, out, errOut)
		}
	})
}

func TestApplySaysHowALineThatIsGoneGivesItsNumberAway(t *testing.T) {
	store := memport.NewDialplans()
	if code, _, errOut := apply(t, store, plansOf(t, "first.yaml", "", ""), "y\n", nil); code != exitWell {
		t.Fatal(errOut)
	}
	renamed := plansOf(t, "first.yaml", "id: acme-support", "id: acme-help")
	if code, _, errOut := apply(t, store, renamed, "y\n", nil); code != exitFailed || !strings.Contains(errOut, "--withdraw") || !strings.Contains(errOut, "nothing was changed") {
		t.Errorf("exit %d\n%s", code, errOut)
	}
	withdraw := func(a *applying) { a.withdraw = true }
	if code, _, errOut := apply(t, store, renamed, "y\n", withdraw); code != exitWell {
		t.Errorf("exit %d\n%s", code, errOut)
	}
}

func TestAWrongFileChangesNothingAndSaysEveryFault(t *testing.T) {
	wrong := filepath.Join(t.TempDir(), "wrong.yaml")
	write(t, wrong, "version: 1\nusers: [{id: ana, phones: [{number: 12}]}]\nlines: [{id: a, number: +14155550100, team: nobody}]\n")
	// Neither outputs nor credentials are looked at: the file comes first.
	code, out, errOut := ran("settings", "apply", wrong, "--yes", "--outputs", "nowhere.json")
	if code != exitFailed || out != "" || !strings.Contains(errOut, wrong+":2:") || !strings.Contains(errOut, wrong+":3:") || strings.Contains(errOut, "nowhere.json") {
		t.Errorf("exit %d, %q\n%s", code, out, errOut)
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestApplyOnDynamoDB goes the whole way of the command, on the genuine engine.
func TestApplyOnDynamoDB(t *testing.T) {
	env := awslocal.StartDynamoDB(t).Env(t)
	for _, name := range []string{"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_ENDPOINT_URL"} {
		t.Setenv(name, env.Lookup(name))
	}
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	outputs := filepath.Join(t.TempDir(), "outputs.json")
	write(t, outputs, strings.NewReplacer("ALERTS", env.Lookup(routes.EnvAlertsTable), "CALLS", env.Lookup(routes.EnvCallsTable), "SETTINGS", env.Lookup(routes.EnvSettingsTable)).Replace(outputsText))
	file := filepath.Join(t.TempDir(), "settings.yaml")
	first, err := testdata.Files.ReadFile("config/good/first.yaml")
	if err != nil {
		t.Fatal(err)
	}
	write(t, file, string(first))
	for _, want := range []string{"line acme-support: version 1 published\n", "unchanged  acme-support, version 1\nnothing to do\n"} {
		if code, out, errOut := ran("settings", "apply", file, "--yes", "--outputs", outputs); code != exitWell || errOut != "" || !strings.HasSuffix(out, want) {
			t.Errorf("exit %d, want %q\n%s%s", code, want, out, errOut)
		}
	}
	write(t, file, strings.Replace(string(first), "number: +14155550100", "number: +14155550190", 1))
	if code, out, errOut := ran("settings", "apply", file, "--yes", "--outputs", outputs); code != exitWell || !strings.Contains(out, "number: +14155550100 → +14155550190") || !strings.Contains(out, "version 2 published") {
		t.Errorf("exit %d\n%s%s", code, out, errOut)
	}
	if code, out, errOut := ran("calls", "--aws", "--date", "2026-03-02", "--outputs", outputs); code != exitWell || out != "No calls on 2026-03-02 (UTC).\n" {
		t.Errorf("calls: exit %d\n%s%s", code, out, errOut)
	}
}

const outputsText = `{"Ringdown": {
 "AnswerUrlUsePOST": "https://abc.execute-api.eu-west-1.amazonaws.com/voice/answer", "EventUrlUsePOST": "https://abc.execute-api.eu-west-1.amazonaws.com/voice/event",
 "FallbackUrlUseGET": "https://d1.cloudfront.net/fallback.json", "AssetsUrl": "https://d1.cloudfront.net/assets", "PublicBucket": "p", "RecordingsBucket": "r",
 "SettingsTable": "SETTINGS", "CallsTable": "CALLS", "AlertsTable": "ALERTS", "OrdersDeadLetters": "q1", "DialsDeadLetters": "q4", "AsksDeadLetters": "q5", "AlertsDeadLetters": "q2", "RecordingsDeadLetters": "q3",
 "VonageApplication": "app", "VonageAccount": "key", "MailIdentityInSes": "none"}}`
