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
	"ringdown/shared/office"
	"ringdown/shared/port"
	"ringdown/shared/problem"
	"ringdown/shared/resource"
	"ringdown/shared/routes"
	"ringdown/shared/settings"
	"ringdown/testdata"
)

// resourcesOf reads a file of testdata, changed by one text for another.
func resourcesOf(t *testing.T, file, from, to string) []resource.Resource {
	t.Helper()
	text, err := testdata.Files.ReadFile("config/good/" + file)
	if err != nil {
		t.Fatal(err)
	}
	conf, problems := settings.Parse(bytes.Replace(text, []byte(from), []byte(to), 1), nil)
	all, err := conf.Resources()
	if problem.Fatal(problems) || err != nil {
		t.Fatal(problems, err)
	}
	return all
}

// plansOf compiles a file of testdata.
func plansOf(t *testing.T, file string) []dialplan.Dialplan {
	t.Helper()
	whole, err := settings.Assemble(resourcesOf(t, file, "", ""))
	if err != nil {
		t.Fatal(err)
	}
	plans, err := whole.Settings.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return plans
}

// apply runs one application of settings, with what a person types.
func apply(t *testing.T, to target, want []resource.Resource, typed string, change func(*applying)) (code int, out, errOut string) {
	t.Helper()
	var o, e bytes.Buffer
	a := applying{
		options: newOptions("settings apply", "FILE|DIR", "", nil, &o, &e), to: to, want: want, source: "first.yaml", answers: bufio.NewReader(strings.NewReader(typed)),
	}
	if change != nil {
		change(&a)
	}
	code = a.run(t.Context())
	return code, o.String(), e.String()
}

// stored is a store of settings in memory, and the way to it.
func stored() (port.Dialplans, direct) {
	d := memport.NewDialplans()
	return d, newDirect(memport.NewSettings(d), fileAuthor)
}

func TestApplyShowsThePlanAndAsks(t *testing.T) {
	store, to := stored()
	want := resourcesOf(t, "first.yaml", "", "")
	for _, typed := range []string{"", "n\n", "maybe\n"} {
		code, out, _ := apply(t, to, want, typed, nil)
		if code != exitFailed || !strings.Contains(out, "  new        lines/acme-support\nFor the callers of each line:\n  new        acme-support\n") || !strings.HasSuffix(out, "nothing was changed\n") {
			t.Errorf("%q: exit %d\n%s", typed, code, out)
		}
	}
	if _, err := store.ByNumber(t.Context(), "+14155550100"); err == nil {
		t.Fatal("something was published without a yes")
	}
	code, out, errOut := apply(t, to, want, "y\n", nil)
	if code != exitWell || strings.Contains(errOut, "dev settings") || !strings.Contains(out, "Save 6 changes? [y/N] account/account: version 1 saved\n") || !strings.HasSuffix(out, "line acme-support: published\n") {
		t.Errorf("exit %d, %s\n%s", code, errOut, out)
	}
	code, out, _ = apply(t, to, want, "", nil)
	if code != exitWell || out != "  unchanged  6 resources\nnothing to do\n" {
		t.Errorf("a second time: exit %d\n%s", code, out)
	}
	changed := resourcesOf(t, "first.yaml", "name: Ben Okafor", "name: Ben O.")
	code, out, _ = apply(t, to, changed, "", func(a *applying) { a.dry = true })
	wantPlan := `  changed    users/ben, version 1 → 2
               name: Ben Okafor → Ben O.
  unchanged  5 resources
For the callers of each line:
  changed    acme-support
               user ben, name: Ben Okafor → Ben O.
`
	if code != exitWell || out != wantPlan {
		t.Errorf("dry: exit %d\n%s", code, out)
	}
	code, out, _ = apply(t, to, changed, "", func(a *applying) { a.yes, a.asJSON = true, true })
	var said appliedJSON
	if err := json.Unmarshal([]byte(out), &said); err != nil || code != exitWell || len(said.Done) != 2 || said.Steps[0].State != "changed" || said.Resources[0].Version != 2 {
		t.Errorf("JSON: exit %d, %v\n%s", code, err, out)
	}
}

// rival saves its own settings just before ours, once.
type rival struct {
	target
	want []resource.Resource
	done *bool
}

func (r rival) Save(ctx context.Context, changes []settings.Change) (office.Saved, error) {
	if !*r.done {
		*r.done = true
		now, err := r.Snapshot(ctx)
		if err != nil {
			return office.Saved{}, err
		}
		if _, err := r.target.Save(ctx, office.ImportChanges(now, r.want, false)); err != nil {
			return office.Saved{}, err
		}
	}
	return r.target.Save(ctx, changes)
}

func TestApplyBesideSomebodyFaster(t *testing.T) {
	before := resourcesOf(t, "first.yaml", "", "")
	ours, theirs := resourcesOf(t, "first.yaml", "name: Ben Okafor", "name: Benjamin"), resourcesOf(t, "first.yaml", "name: Ben Okafor", "name: Benny")
	for _, tc := range []struct {
		name, typed string
		yes         bool
		code        int
		out, err    string
		now         string // Ben's name in the end
	}{
		{"is told, sees the new plan, and agrees", "y\ny\n", false, exitWell, "As things stand now:\n  changed    users/ben, version 2 → 3\n               name: Benny → Benjamin", "somebody else was faster: users/ben is at version 2 by now", "Benjamin"},
		{"is told, sees the new plan, and leaves it", "y\nn\n", false, exitFailed, "As things stand now:", "nothing was changed", "Benny"},
		{"a yes given before is none to the new plan", "", true, exitFailed, "changed", "run it again", "Benny"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			store, to := stored()
			if code, _, errOut := apply(t, to, before, "y\n", nil); code != exitWell {
				t.Fatal(errOut)
			}
			code, out, errOut := apply(t, rival{to, theirs, new(bool)}, ours, tc.typed, func(a *applying) { a.yes = tc.yes })
			if code != tc.code || !strings.Contains(out, tc.out) || !strings.Contains(errOut, tc.err) {
				t.Errorf("exit %d\n%s\n%s", code, out, errOut)
			}
			if d, err := store.ByNumber(t.Context(), "+14155550100"); err != nil || d.Users["ben"].Name != tc.now {
				t.Errorf("in service is %q, %v", d.Users["ben"].Name, err)
			}
		})
	}
}

func TestApplySaysWhatIsInForceAndNotInTheFile(t *testing.T) {
	store, to := stored()
	if code, _, errOut := apply(t, to, resourcesOf(t, "first.yaml", "", ""), "y\n", nil); code != exitWell {
		t.Fatal(errOut)
	}
	renamed := resourcesOf(t, "first.yaml", "id: acme-support", "id: acme-help")
	if code, _, errOut := apply(t, to, renamed, "y\n", nil); code != exitFailed || !strings.Contains(errOut, "first.yaml: lines/acme-support /number: line \"acme-help\" already has this number") || !strings.Contains(errOut, "nothing was changed") {
		t.Errorf("two lines with one number: exit %d\n%s", code, errOut)
	}
	code, out, _ := apply(t, to, renamed[:1], "", nil)
	if code != exitWell || !strings.Contains(out, "  left       lines/acme-support is not in first.yaml and stays in force; --delete deletes it\n") || strings.Contains(out, "left       account") {
		t.Errorf("exit %d\n%s", code, out)
	}
	if code, _, errOut := apply(t, to, renamed, "y\n", func(a *applying) { a.remove = true }); code != exitWell {
		t.Errorf("exit %d\n%s", code, errOut)
	}
	if d, err := store.ByNumber(t.Context(), "+14155550100"); err != nil || d.Line != "acme-help" {
		t.Errorf("the number reaches %q, %v", d.Line, err)
	}
}

func TestALongListOfChangesIsCut(t *testing.T) {
	var b strings.Builder
	plan{Resources: []planned{{State: settings.LineChanged, Version: 2, Changes: make([]string, changesShown+3)}}}.write(&b, "first.yaml")
	if !strings.HasSuffix(b.String(), "and 3 more\n") {
		t.Errorf("got %q", b.String())
	}
}

// TestStepsAreWhatTheAPITakesAtOnce: in number, and in bytes.
func TestStepsAreWhatTheAPITakesAtOnce(t *testing.T) {
	var many []settings.Change
	for range settings.MaxChanges + 1 {
		many = append(many, settings.Change{Body: []byte("{}")})
	}
	large := settings.Change{Body: make([]byte, stepBytesMax*2/3)}
	if got := steps(many); len(got) != 2 || len(got[0]) != settings.MaxChanges || len(got[1]) != 1 {
		t.Errorf("%d steps of many", len(got))
	}
	if got := steps([]settings.Change{large, large, large}); len(got) != 3 {
		t.Errorf("%d steps of large ones", len(got))
	}
	if got := steps(nil); got != nil {
		t.Errorf("%d steps of none", len(got))
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
	for _, want := range []string{"line acme-support: published\n", "unchanged  6 resources\nnothing to do\n"} {
		if code, out, errOut := ran("settings", "apply", file, "--yes", "--outputs", outputs); code != exitWell || errOut != "" || !strings.HasSuffix(out, want) {
			t.Errorf("exit %d, want %q\n%s%s", code, want, out, errOut)
		}
	}
	write(t, file, strings.Replace(string(first), "number: +14155550100", "number: +14155550190", 1))
	if code, out, errOut := ran("settings", "apply", file, "--yes", "--outputs", outputs); code != exitWell || !strings.Contains(out, "number: +14155550100 → +14155550190") || !strings.Contains(out, "lines/acme-support: version 2 saved") {
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
