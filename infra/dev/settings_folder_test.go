package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"io/fs"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"ringdown/infra/desk"
	"ringdown/infra/memport"
	"ringdown/shared/access"
	"ringdown/shared/api"
	"ringdown/shared/api/admin"
	"ringdown/shared/office"
	"ringdown/shared/port"
	"ringdown/shared/resource"
	"ringdown/shared/settings"
)

// system is an API over HTTP with nothing in it, where everybody is an admin.
func system(t *testing.T) (url string, o *office.Office) {
	t.Helper()
	o = &office.Office{Store: memport.NewSettings(memport.NewDialplans()), Now: time.Now, Wait: office.Pause}
	gate := api.Gate{
		Prove: func(context.Context, string) (access.Principal, error) {
			return access.Principal{Subject: "ada", Roles: []access.Role{access.Admin}}, nil
		},
		Take: func(access.Principal) (int, error) { return 0, nil }, Now: time.Now, Log: slog.New(slog.DiscardHandler),
	}
	server := httptest.NewServer(api.New(gate, admin.Operations(o, &memport.Prompts{Now: time.Now}, &memport.Voices{}, &memport.Orders{Now: time.Now}, rand.Text)))
	t.Cleanup(server.Close)
	t.Setenv(tokenVariable, "a token")
	return server.URL, o
}

// well runs a command that has to go well.
func well(t *testing.T, args ...string) string {
	t.Helper()
	code, out, errOut := ran(args...)
	if code != exitWell {
		t.Fatalf("%s: exit %d\n%s%s", strings.Join(args, " "), code, out, errOut)
	}
	return out
}

// filesIn reads a folder whole.
func filesIn(t *testing.T, folder string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(folder, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := os.ReadFile(name)
		files[strings.TrimPrefix(name, folder)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestWhatIsExportedAndAppliedToAnEmptySystemIsExportedTheSame, for every example there is.
func TestWhatIsExportedAndAppliedToAnEmptySystemIsExportedTheSame(t *testing.T) {
	examples, err := filepath.Glob("../../testdata/config/good/*.yaml")
	if err != nil || len(examples) == 0 {
		t.Fatal("no examples", err)
	}
	for _, file := range examples {
		t.Run(filepath.Base(file), func(t *testing.T) {
			from, o := system(t)
			to, _ := system(t)
			well(t, "settings", "apply", file, "--url", from, "--yes")
			first, second := t.TempDir(), t.TempDir()
			well(t, "settings", "export", first, "--url", from)
			well(t, "settings", "apply", first, "--url", to, "--yes")
			well(t, "settings", "export", second, "--url", to)
			a, b := filesIn(t, first), filesIn(t, second)
			for name := range b {
				if a[name] == "" {
					t.Errorf("%s is there the second time alone", name)
				}
			}
			for name, text := range a {
				if b[name] != text {
					t.Errorf("%s is exported as\n%s\nand from the other system as\n%s", name, text, b[name])
				}
			}
			now, err := o.Store.Snapshot(t.Context())
			if err != nil || len(a) < len(now.Resources) {
				t.Errorf("%d resources are in force, %d files were written, %v", len(now.Resources), len(a), err)
			}
			for _, url := range []string{from, to} {
				if out := well(t, "settings", "plan", first, "--url", url, "--delete"); !strings.HasSuffix(out, "resources\nnothing to do\n") {
					t.Errorf("a plan after it: %s", out)
				}
			}
			if out := well(t, "settings", "export", first, "--url", from); !strings.HasSuffix(out, " 0 files were written\n") {
				t.Errorf("a second export: %s", out)
			}
		})
	}
}

// TestAFolderIsAppliedAndDriftIsShown goes through a folder's life: a change by hand, a change by
// somebody else, one team alone, a deletion.
func TestAFolderIsAppliedAndDriftIsShown(t *testing.T) {
	url, o := system(t)
	folder := t.TempDir()
	well(t, "settings", "apply", first, "--url", url, "--yes")
	well(t, "settings", "export", folder, "--url", url)
	ben := filepath.Join(folder, "users", "ben.yaml")
	text, err := os.ReadFile(ben)
	if err != nil || !strings.HasPrefix(string(text), "# yaml-language-server: $schema=../schemas/users.json\nid: ben\nname: Ben Okafor\n") {
		t.Fatalf("%v\n%s", err, text)
	}

	// Numbers may be written as in a settings file, without quotes, and comments stay.
	write(t, ben, "# Ben left the second phone at home.\nname: Benjamin\nphones: [{number: +14155550102}]\n")
	out := well(t, "settings", "plan", folder, "--url", url)
	if !strings.Contains(out, "  changed    users/ben, version 1 → 2\n               name: Ben Okafor → Benjamin\n") || !strings.Contains(out, "  changed    acme-support\n") {
		t.Errorf("the plan:\n%s", out)
	}
	if out := well(t, "settings", "apply", folder, "--url", url, "--yes"); !strings.Contains(out, "users/ben: version 2 saved\nline acme-support: published\n") {
		t.Errorf("applied:\n%s", out)
	}
	well(t, "settings", "export", folder, "--url", url)
	if text, _ := os.ReadFile(ben); !strings.HasPrefix(string(text), "# Ben left") {
		t.Errorf("the export wrote over a file that says the same:\n%s", text)
	}

	// Somebody adds a team by the API: it is drift, and the folder does not undo it.
	add := settings.Change{Ref: resource.Ref{Kind: resource.Teams, ID: "platform"}, Body: []byte(`{"name":"Platform","tiers":[["ana"]]}`)}
	if _, err := o.Save(t.Context(), office.Order{Changes: []settings.Change{add}, By: settings.Author{Who: "eva", At: time.Now()}, Did: "created"}); err != nil {
		t.Fatal(err)
	}
	drift := "  left       teams/platform is not in " + folder + " and stays in force; --delete deletes it\n"
	if out := well(t, "settings", "apply", folder, "--url", url, "--yes"); !strings.HasPrefix(out, drift) || !strings.HasSuffix(out, "nothing to do\n") {
		t.Errorf("with drift:\n%s", out)
	}

	// That team lives in a folder of its own; nothing else is looked at.
	alone := t.TempDir()
	well(t, "settings", "export", alone, "--url", url, "--only", "teams/platform")
	if files := filesIn(t, alone); files["/teams/platform.yaml"] == "" || files["/users/ana.yaml"] != "" {
		t.Errorf("exported alone: %d files", len(files))
	}
	write(t, filepath.Join(alone, "teams", "platform.yaml"), "name: Platform\ntiers: [[ben]]\n")
	if out := well(t, "settings", "apply", alone, "--url", url, "--only", "teams/platform", "--delete", "--yes"); !strings.HasPrefix(out, "  changed    teams/platform, version 1 → 2\n") || strings.Contains(out, "ana:") || strings.Contains(out, "deleted") {
		t.Errorf("applied alone:\n%s", out)
	}
	if out := well(t, "settings", "apply", folder, "--url", url, "--delete", "--yes"); !strings.Contains(out, "teams/platform: version 3 deleted\n") {
		t.Errorf("deleted:\n%s", out)
	}
	if code, out, _ := ran("settings", "export", alone, "--url", url); code != exitWell || !strings.Contains(out, "left       "+filepath.Join(alone, "teams", "platform.yaml")+": teams/platform is not in force\n") {
		t.Errorf("exit %d\n%s", code, out)
	}
}

func TestFaultsOfAFolderAreToldWithTheirPlaces(t *testing.T) {
	url, _ := system(t)
	folder := t.TempDir()
	well(t, "settings", "apply", first, "--url", url, "--yes")
	well(t, "settings", "export", folder, "--url", url)
	write(t, filepath.Join(folder, "users", "ben.yaml"), "nam: Ben\n")
	write(t, filepath.Join(folder, "teams", "support.yaml"), "tiers: ana\n")
	code, out, errOut := ran("settings", "apply", folder, "--url", "http://127.0.0.1:1", "--yes") // the folder is read first
	if code != exitFailed || out != "" || !strings.Contains(errOut, filepath.Join(folder, "users", "ben.yaml")+":1:1: nam: unknown key") || !strings.Contains(errOut, filepath.Join(folder, "teams", "support.yaml")+":1:") {
		t.Errorf("exit %d\n%s%s", code, out, errOut)
	}
	write(t, filepath.Join(folder, "users", "ben.yaml"), "name: Ben\n")
	write(t, filepath.Join(folder, "teams", "support.yaml"), "tiers: [[nobody]]\n")
	code, out, errOut = ran("settings", "apply", folder, "--url", url, "--yes")
	if code != exitFailed || out != "" || !strings.Contains(errOut, folder+": teams/support /tiers/0/0: ") || !strings.HasSuffix(errOut, "mend what is listed above; nothing was changed\n") {
		t.Errorf("exit %d\n%s%s", code, out, errOut)
	}
	refuses(t, []wrong{
		{"two APIs", []string{"settings", "export", folder, "--url", url, "--outputs", "x.json"}, exitUsage, "dev settings export: --url and --outputs name an API each: leave one out"},
		{"no resource", []string{"settings", "plan", folder, "--only", "platform"}, exitUsage, `dev settings plan: invalid value "platform" for --only: "platform" names no resource: write it like teams/platform`},
		{"no month", []string{"audit", "list", "--month", "May"}, exitUsage, `dev audit list: --month "May" is no month: write it like 2026-11`},
	})
}

// TestSchemasKnowWhatTheReaderKnows: every key that an export writes stands in its schema.
func TestSchemasKnowWhatTheReaderKnows(t *testing.T) {
	for _, kind := range resource.Kinds {
		body, ok := settings.Body(kind)
		if !ok {
			continue
		}
		text, err := schemaOf(kind)
		if err != nil {
			t.Fatal(err)
		}
		var schema struct {
			Properties           map[string]any
			AdditionalProperties *bool
		}
		if err := json.Unmarshal(text, &schema); err != nil || schema.AdditionalProperties == nil || *schema.AdditionalProperties {
			t.Errorf("%s: %v\n%s", kind, err, text)
		}
		for _, key := range keysOf(body) {
			if schema.Properties[key] == nil {
				t.Errorf("the schema of %s lacks %s", kind, key)
			}
		}
	}
}

// keysOf are the names of a type's settings.
func keysOf(body any) (keys []string) {
	for _, f := range reflect.VisibleFields(reflect.TypeOf(body).Elem()) {
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" && name != "-" {
			keys = append(keys, name)
		}
	}
	return keys
}

// TestOnADeskTheCommandSignsInByItself, and with a token it is whoever the token is of.
func TestOnADeskTheCommandSignsInByItself(t *testing.T) {
	t.Setenv(tokenVariable, "")
	r := serving(t, "--state", "", "--outbox", "")
	url, folder := "http://"+r.address, t.TempDir()
	well(t, "settings", "export", folder, "--url", url)
	write(t, filepath.Join(folder, "lines", "sales.yaml"), "number: +14155550130\nteam: support\n")
	well(t, "settings", "apply", folder, "--url", url, "--yes")
	about, err := desk.Client{Address: r.address}.About(t.Context())
	if err != nil || len(about.Lines) != 2 || about.Lines[1].Line != "sales" {
		t.Fatalf("%v; the desk has %v", err, about.Lines)
	}
	month := resource.MonthOf(time.Now())
	if out := well(t, "audit", "verify", "--url", url); out != month+": 2 records, each as it was written\n" {
		t.Errorf("the audit: %s", out)
	}
	if out := well(t, "audit", "list", "--url", url); !strings.Contains(out, "changed lines/sales\n") || !strings.HasSuffix(out, "2 records in "+month+"\n") {
		t.Errorf("the audit: %s", out)
	}
	viewer, err := about.Token(t.Context(), access.Viewer)
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv(tokenVariable, viewer)
	if code, _, errOut := ran("settings", "export", t.TempDir(), "--url", url); code != exitFailed || errOut != "dev settings export: the API masks phone numbers for this token: sign in as an editor\n" {
		t.Errorf("a viewer's export: exit %d, %s", code, errOut)
	}
	if code, _, errOut := ran("audit", "verify", "--url", url); code != exitFailed || errOut == "" {
		t.Errorf("a viewer's audit: exit %d, %s", code, errOut)
	}
}

// forged is a store whose audit somebody wrote over.
type forged struct {
	port.Settings
	change func([]resource.Record) []resource.Record
}

func (f forged) Records(ctx context.Context, month string, after, most int) ([]resource.Record, error) {
	records, err := f.Settings.Records(ctx, month, 0, 1000)
	if err != nil || len(records) == 0 {
		return nil, err
	}
	var out []resource.Record
	for _, r := range f.change(records) {
		if r.Number > after && len(out) < most {
			out = append(out, r)
		}
	}
	return out, nil
}

// TestVerifyNamesTheFirstBrokenRecord, the last ones included: the head knows how many there are.
func TestVerifyNamesTheFirstBrokenRecord(t *testing.T) {
	url, o := system(t)
	folder := t.TempDir()
	well(t, "settings", "apply", first, "--url", url, "--yes")
	well(t, "settings", "export", folder, "--url", url)
	for _, name := range []string{"Benny", "Benjamin", "Ben"} {
		write(t, filepath.Join(folder, "users", "ben.yaml"), "name: "+name+"\nphones: [{number: +14155550102}]\n")
		well(t, "settings", "apply", folder, "--url", url, "--yes")
	}
	month, store := resource.MonthOf(time.Now()), o.Store
	for _, c := range []struct {
		name   string
		change func([]resource.Record) []resource.Record
		code   int
		says   string
	}{
		{"as written", func(r []resource.Record) []resource.Record { return r }, exitWell, month + ": 4 records, each as it was written\n"},
		{"changed", func(r []resource.Record) []resource.Record { r[1].Who = "nobody"; return r }, exitFailed, "record 2 of " + month + " was changed after it was written"},
		{"removed", func(r []resource.Record) []resource.Record { return append(r[:1:1], r[2:]...) }, exitFailed, "record 2 of " + month + " is missing: the next one is 3"},
		{"the last removed", func(r []resource.Record) []resource.Record { return r[:3] }, exitFailed, "3 records, and the chain of " + month + " has 4: the last ones are missing"},
		{"all removed", func([]resource.Record) []resource.Record { return nil }, exitFailed, "0 records, and the chain of " + month + " has 4: the last ones are missing"},
	} {
		o.Store = forged{store, c.change}
		if code, out, errOut := ran("audit", "verify", "--url", url); code != c.code || !strings.Contains(out+errOut, c.says) {
			t.Errorf("%s: exit %d\n%s%s", c.name, code, out, errOut)
		}
	}
}
