package settings

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
	"ringdown/shared/flow"
	"ringdown/shared/flow/check"
	"ringdown/shared/oncall"
)

const configFolder = "../../testdata/config"

// good reads one of the good files, which have neither fault nor warning.
func good(t testing.TB, name string) Settings {
	t.Helper()
	file, err := os.ReadFile(filepath.Join(configFolder, "good", name))
	if err != nil {
		t.Fatal(err)
	}
	s, problems := Parse(file, Attach(file, beside))
	for _, p := range problems {
		t.Errorf("%s: %s", name, p)
	}
	return s
}

// beside reads a document beside the good files.
func beside(name string) ([]byte, error) {
	return os.ReadFile(filepath.Join(configFolder, "good", name))
}

// settings is the smallest file with one line, as a start for tests that change one thing.
func settings(change func(*Settings)) Settings {
	s := Settings{
		Version: FileVersion,
		Users:   []dialplan.User{{ID: "ana", Phones: []dialplan.Phone{{Number: "+14155550101"}}}, {ID: "ben", Phones: []dialplan.Phone{{Number: "+14155550102"}}}},
		Teams: []dialplan.Team{
			{ID: "platform", Name: "Platform", Tiers: [][]string{{"ana"}}},
			{ID: "network", Tiers: [][]string{{"ben"}}},
		},
		Lines: []Line{{ID: "acme", Number: "+14155550100", Description: "Acme support", Team: "platform"}},
	}
	if change != nil {
		change(&s)
	}
	return s
}

func withMenu(s *Settings) {
	s.Lines[0].Team = ""
	s.Lines[0].Attendant = &Attendant{Keys: map[string]string{"1": "platform", "3": "network", "4": "platform"}, Default: "network"}
}

func compiled(t testing.TB, s Settings) dialplan.Dialplan {
	t.Helper()
	plans, err := s.Compile()
	if err != nil {
		t.Fatalf("%v: %v", err, s.Check())
	}
	return plans[0]
}

// variants are lines that between them take every branch of the compiler.
func variants() map[string]func(*Settings) {
	off := false
	line := func(change func(*Line)) func(*Settings) {
		return func(s *Settings) { change(&s.Lines[0]) }
	}
	menu := func(change func(*Line)) func(*Settings) {
		return func(s *Settings) { withMenu(s); change(&s.Lines[0]) }
	}
	sound := Sentence{Audio: "https://cdn.example.com/a.mp3"}
	return map[string]func(*Settings){
		"one team":                nil,
		"menu":                    withMenu,
		"disabled":                line(func(l *Line) { l.Enabled = &off }),
		"alert on call":           line(func(l *Line) { l.Alert = AlertOnCall }),
		"alert on call, menu":     menu(func(l *Line) { l.Alert = AlertOnCall }),
		"no alert":                line(func(l *Line) { l.Alert = AlertNever }),
		"voicemail off":           line(func(l *Line) { l.Voicemail.Enabled = &off; l.Alert = AlertOnCall }),
		"voicemail off, leave":    line(func(l *Line) { l.Voicemail.Enabled = &off; l.Alert = AlertOnCall; l.Ring.LeaveKey = "5" }),
		"no leave key":            line(func(l *Line) { l.Ring.LeaveKey = NoKey }),
		"straight to voicemail":   line(func(l *Line) { l.Mode = VoicemailOnly }),
		"voicemail menu, on call": menu(func(l *Line) { l.Mode = VoicemailOnly; l.Alert = AlertOnCall }),
		"German, all at once":     line(func(l *Line) { l.Language = "de-DE"; l.Ring.Strategy = All; l.Ring.CallerID = ShowCaller }),
		"recorded": menu(func(l *Line) {
			l.Sentences = Sentences{Welcome: sound, Menu: sound, Waiting: sound, Screening: sound, NoResponse: sound, Recording: sound}
		}),
	}
}

func TestEveryCompiledFlowPassesTheCheckWithoutAFinding(t *testing.T) {
	check := func(t *testing.T, f flow.Flow) {
		t.Helper()
		for _, finding := range check.Findings(f, check.Language()) {
			t.Errorf("%s %s %s: %s", finding.Rule, finding.Action, finding.Path, finding.Message)
		}
	}
	for name, change := range variants() {
		t.Run(name, func(t *testing.T) { check(t, compiled(t, settings(change)).Flow) })
	}
	for _, file := range goodFiles(t) {
		plans, err := good(t, file).Compile()
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range plans {
			t.Run(file+"/"+d.Line, func(t *testing.T) { check(t, d.Flow) })
		}
	}
}

func goodFiles(t testing.TB) []string {
	t.Helper()
	names, err := fs.Glob(os.DirFS(filepath.Join(configFolder, "good")), "*.yaml")
	if err != nil || len(names) < 4 {
		t.Fatalf("good files: %v, %v", names, err)
	}
	return names
}

func TestCompilingTwiceGivesTheSameBytes(t *testing.T) {
	for _, file := range goodFiles(t) {
		var first []byte
		for range 5 {
			plans, err := good(t, file).Compile()
			if err != nil {
				t.Fatal(err)
			}
			out, err := json.Marshal(plans)
			if err != nil {
				t.Fatal(err)
			}
			if first == nil {
				first = out
			}
			if !bytes.Equal(first, out) {
				t.Fatalf("%s compiles differently the second time", file)
			}
		}
	}
}

func TestDialplanSurvivesItsStorage(t *testing.T) {
	for _, file := range goodFiles(t) {
		plans, err := good(t, file).Compile()
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range plans {
			out, err := json.Marshal(d)
			if err != nil {
				t.Fatal(err)
			}
			var back dialplan.Dialplan
			if err := json.Unmarshal(out, &back); err != nil {
				t.Fatal(err)
			}
			again, err := json.Marshal(back)
			if err != nil || !bytes.Equal(out, again) {
				t.Errorf("%s line %s: stored %s\nread %s (%v)", file, d.Line, out, again, err)
			}
			if !sameFlow(d.Flow, back.Flow) {
				t.Errorf("%s line %s: the flow changed in storage", file, d.Line)
			}
		}
	}
}

// stored is the size of a dialplan in its item.
func stored(t testing.TB, d dialplan.Dialplan) int {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if err := errors.Join(json.NewEncoder(w).Encode(d), w.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}

func TestLargestDialplanFitsItsItem(t *testing.T) {
	s := settings(withMenu)
	s.Users, s.Teams = nil, nil
	keys := map[string]string{}
	for team := range 9 {
		tiers := make([][]string, 2)
		for i := range tiers {
			for j := range MaxTierUsers {
				id := fmt.Sprintf("user-%d-%d-%d", team, i, j)
				tiers[i] = append(tiers[i], id)
				s.Users = append(s.Users, dialplan.User{ID: id, Name: "Name of " + id, Email: id + "@example.com", Phones: []dialplan.Phone{
					{Number: numbered(len(s.Users)), Extension: "wwww700#", Label: "office"},
				}})
			}
		}
		id := fmt.Sprintf("team-%d", team)
		s.Teams = append(s.Teams, dialplan.Team{ID: id, Tiers: tiers})
		keys[fmt.Sprint(team+1)] = id
	}
	s.Lines[0].Attendant = &Attendant{Keys: keys}
	if size := stored(t, compiled(t, s)); size > dialplan.MaxBytes {
		t.Errorf("%d users in nine teams take %d bytes, a stored dialplan at most %d", len(s.Users), size, dialplan.MaxBytes)
	}
}

// numbered is one of many fictional numbers (North American exchange 555, which is never assigned).
func numbered(n int) e164.Number {
	return e164.Number(fmt.Sprintf("+1%03d55501%02d", 201+n/100, n%100))
}

func TestDialplanHoldsWhatItsTeamsNeedAndNothingElse(t *testing.T) {
	d := compiled(t, settings(nil))
	if _, ok := d.Users["ben"]; ok || len(d.Users) != 1 || len(d.Teams) != 1 {
		t.Errorf("users %v, teams %v: want ana and platform alone", d.Users, d.Teams)
	}
	d = compiled(t, settings(withMenu))
	if len(d.Users) != 2 || d.Teams["network"].Name != "network" || d.Users["ben"].Name != "ben" {
		t.Errorf("users %v, teams %v: want both, named by their ids where they have no name", d.Users, d.Teams)
	}
}

func TestCompileRefusesFaultySettingsWithoutNamingANumber(t *testing.T) {
	s := settings(func(s *Settings) { s.Users[0].Phones[0].Number = "+19005550199" })
	_, err := s.Compile()
	if !errors.Is(err, ErrSettings) || !strings.Contains(err.Error(), "users[0].phones[0].number") || strings.Contains(err.Error(), "555") {
		t.Errorf("got %v", err)
	}
	if _, err := s.Export("acme"); !errors.Is(err, ErrSettings) {
		t.Errorf("Export: %v", err)
	}
	if _, err := settings(nil).CompileLine("nobody"); !errors.Is(err, ErrUnknownLine) {
		t.Errorf("CompileLine: %v", err)
	}
}

func TestExportIsTheRunningFlowWithAPlaceForEveryAction(t *testing.T) {
	s := settings(withMenu)
	f, err := s.Export("acme")
	if err != nil {
		t.Fatal(err)
	}
	running := compiled(t, s).Flow
	if !slices.EqualFunc(f.Actions, running.Actions, func(a, b flow.Action) bool { return a.Identifier == b.Identifier }) || f.StartAction != running.StartAction {
		t.Error("the export has other actions than the line")
	}
	text, err := f.Write()
	if err != nil {
		t.Fatal(err)
	}
	read, err := flow.Parse(text)
	if err != nil || !sameFlow(read, f) {
		t.Errorf("the export does not read back: %v", err)
	}
	var designer struct {
		EntryPointPosition *point
		ActionMetadata     map[string]struct{ Position point }
		Name, Type         string
	}
	if err := json.Unmarshal(f.Metadata, &designer); err != nil {
		t.Fatal(err)
	}
	if designer.Name != "acme" || designer.Type != "contactFlow" || designer.EntryPointPosition == nil {
		t.Errorf("metadata %s", f.Metadata)
	}
	taken := map[point]string{}
	for _, a := range f.Actions {
		m, ok := designer.ActionMetadata[a.Identifier]
		if other, twice := taken[m.Position]; !ok || twice {
			t.Errorf("action %q stands on %v with %q (in the metadata: %v)", a.Identifier, m.Position, other, ok)
		}
		taken[m.Position] = a.Identifier
	}
}

func BenchmarkCompile(b *testing.B) {
	s := settings(withMenu)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.Compile(); err != nil {
			b.Fatal(err)
		}
	}
}

// sameFlow reports whether two documents are written alike, wherever they were read from.
func sameFlow(f, g flow.Flow) bool {
	a, err := f.Write()
	b, other := g.Write()
	return err == nil && other == nil && string(a) == string(b)
}

func TestATeamWithHoursClosesItsBranch(t *testing.T) {
	office := oncall.Hours{ID: "office", TZ: "Europe/London", Windows: []oncall.Window{{Start: "09:00", Minutes: 480}}}
	for name, c := range map[string]struct {
		change                  func(*Settings)
		pick, asks, then, after string // "" where nothing asks; what follows the closed message
	}{
		"a line":                  {func(*Settings) {}, "Pick platform", "Hours of platform", ringTeam, takeMessage},
		"that tells of each call": {func(s *Settings) { s.Lines[0].Alert = AlertOnCall }, "Pick platform", "Hours of platform", alertCall, takeMessage},
		"goodbye":                 {func(s *Settings) { s.Lines[0].Closed = ClosedGoodbye }, "Pick platform", "Hours of platform", ringTeam, goodbye},
		"messages only":           {func(s *Settings) { s.Lines[0].Mode = VoicemailOnly }, "Pick platform", "", messagesOnly, ""},
		"a key":                   {withMenu, "Pick platform", "Hours of platform", ringTeam, takeMessage},
		"a key of another team":   {withMenu, "Pick network", "", ringTeam, takeMessage},
		"no key": {func(s *Settings) { withMenu(s); s.Lines[0].Attendant.Default = "platform" },
			menuDefault, hoursOfDefault, putThrough, takeMessage},
	} {
		t.Run(name, func(t *testing.T) {
			f := compiled(t, settings(func(s *Settings) {
				c.change(s)
				s.Hours = []oncall.Hours{office}
				for i := range s.Teams {
					if s.Teams[i].ID == "platform" {
						s.Teams[i].Hours = "office"
					}
				}
			})).Flow
			next := func(id string, r flow.Result) string {
				a, _ := f.Action(id)
				to, _ := flow.Choose(a, r)
				return to
			}
			at := next(c.pick, flow.Succeed())
			if c.asks != "" {
				if at != c.asks {
					t.Fatalf("%s leads to %q", c.pick, at)
				}
				if no := next(at, flow.Return("False")); no != closed {
					t.Errorf("closed leads to %q", no)
				}
				if unknown := next(at, flow.Fail(flow.NoMatchingError)); unknown != c.then {
					t.Errorf("hours that cannot be looked up lead to %q: nobody knows that the team is closed", unknown)
				}
				at = next(at, flow.Return("True"))
			}
			if after := next(closed, flow.Succeed()); at != c.then || after != c.after {
				t.Errorf("open leads to %q, want %q; the closed message to %q, want %q", at, c.then, after, c.after)
			}
		})
	}
}
