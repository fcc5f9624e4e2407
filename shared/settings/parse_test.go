package settings

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"ringdown/shared/flow/check"
	"ringdown/shared/problem"
)

// TestBadFiles compares everything said about each bad file with the .want beside it, which people
// write: no command does.
func TestBadFiles(t *testing.T) {
	folder := os.DirFS(filepath.Join(configFolder, "bad"))
	names, err := fs.Glob(folder, "*.yaml")
	if err != nil || len(names) < 20 {
		t.Fatalf("%d bad files, %v", len(names), err)
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			file, err := fs.ReadFile(folder, name)
			if err != nil {
				t.Fatal(err)
			}
			want, err := fs.ReadFile(folder, strings.TrimSuffix(name, ".yaml")+".want")
			if err != nil {
				t.Fatal(err)
			}
			s, problems := Parse(file, nil)
			if got := told(problems); got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			if !problem.Fatal(problems) {
				t.Error("nothing is fatal: the file is not bad")
			}
			if !reflect.DeepEqual(s, Settings{}) {
				t.Errorf("settings with a fault were handed out: %+v", s)
			}
		})
	}
	wants, err := fs.Glob(folder, "*.want")
	if err != nil || len(wants) != len(names) {
		t.Errorf("%d .want files for %d bad files (%v)", len(wants), len(names), err)
	}
}

func told(problems []problem.Problem) string {
	var b strings.Builder
	for _, p := range problems {
		fmt.Fprintln(&b, p)
	}
	return b.String()
}

func TestProblemsSayWhereWhatAndWhatInstead(t *testing.T) {
	_, problems := Parse([]byte("version: 1\nlanguage: de-DA\n"), nil)
	want := "warning: lines: there is no line, so no call is taken: add one under lines:"
	if len(problems) != 2 || problems[0].String() != "1:1: "+want {
		t.Errorf("got %v", problems)
	}
	if p := problems[1]; p.Line != 2 || p.Column != 1 || p.Path != "language" || !p.Fatal() || !strings.Contains(p.Message, `did you mean "de-DE"?`) {
		t.Errorf("got %+v", p)
	}
	if p := (Settings{Version: 1}).Check(); len(p) != 1 || p[0].String() != want {
		t.Errorf("without a file: %v", p)
	}
}

func TestEverythingHasEverySetting(t *testing.T) {
	used := map[string]bool{}
	var walk func(n *yaml.Node, path string)
	walk = func(n *yaml.Node, path string) {
		switch n.Kind {
		case yaml.MappingNode:
			for i := 0; i < len(n.Content); i += 2 {
				at := strings.TrimPrefix(path+"."+n.Content[i].Value, ".")
				used[at] = true
				walk(n.Content[i+1], at)
			}
		default:
			for _, child := range n.Content {
				walk(child, path)
			}
		}
	}
	for _, name := range []string{"everything.yaml", "own-flow.yaml"} { // a line with a flow has no other settings
		file, err := beside(name)
		if err != nil {
			t.Fatal(err)
		}
		var root yaml.Node
		if err := yaml.Unmarshal(file, &root); err != nil {
			t.Fatal(err)
		}
		walk(&root, "")
	}
	for _, key := range keysOf(reflect.TypeFor[Settings](), "") {
		if !used[key] {
			t.Errorf("no setting shows %s", key)
		}
	}
}

// keysOf lists every key that the decoder reads into a type, and fails on what it cannot read.
func keysOf(t reflect.Type, path string) (keys []string) {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice:
		return keysOf(t.Elem(), path)
	case reflect.Struct:
		if t == reflect.TypeFor[time.Time]() {
			return nil
		}
		names, index := fieldsOf(t)
		for _, name := range names {
			at := strings.TrimPrefix(path+"."+name, ".")
			keys = append(keys, at)
			keys = append(keys, keysOf(t.FieldByIndex(index[name]).Type, at)...)
		}
	case reflect.String, reflect.Int, reflect.Bool, reflect.Map:
	default:
		panic(fmt.Sprintf("%s is a %s, which the decoder cannot read", path, t))
	}
	return keys
}

func TestEverythingIsReadAsWritten(t *testing.T) {
	s := good(t, "everything.yaml")
	if l := s.Schedules[0].Layers[1]; l.Tier != 1 || l.Priority != 2 || l.Rotation.Depth != 1 || l.Rotation.Every != 1 {
		t.Errorf("a layer's defaults were not filled in: %+v %+v", l, l.Rotation)
	}
	if o := s.Schedules[0].Overrides[0]; o.Tier != 0 || o.From.Hour() != 0 || !o.From.Equal(time.Date(2026, 8, 2, 23, 0, 0, 0, time.UTC)) {
		t.Errorf("override %+v", o)
	}
	if p := s.Users[0].Phones[1]; p.Number != "+442079460102" || p.Extension != "wwww700#" {
		t.Errorf("phone %+v", p)
	}
	l := s.Lines[0]
	wantRing := Ring{All, 25, 6, 180, 3, l.Ring.ComfortSeconds, l.Ring.PauseSeconds, 4, "#", "9", ShowCaller}
	if l.Ring != wantRing || *l.Ring.PauseSeconds != 0 || *l.Ring.ComfortSeconds != 0 || l.Attendant.Keys["2"] != "network" || l.Alert != AlertOnCall || *l.Enabled != true || l.Voicemail.Seconds != 240 {
		t.Errorf("line %+v", l)
	}
	if got := s.Lines[1].withDefaults(s); got.Language != "en-GB" || got.Style != 2 || got.Ring != (Ring{Sequence, 20, 5, 120, 2, &ComfortSeconds.Default, &PauseSeconds.Default, 6, "*", "2", ShowLine}) ||
		got.Mode != Live || got.Alert != AlertOnVoicemail || got.Voicemail.Seconds != 180 || got.Voicemail.SilenceSeconds != 10 {
		t.Errorf("defaults %+v", got)
	}
}

func TestTruthIsReadInEverySpelling(t *testing.T) {
	for word, want := range map[string]bool{"true": true, "yes": true, "on": true, "false": false, "no": false, "off": false} {
		file := "version: 1\nusers: [{id: a, phones: [{number: +14155550101}]}]\nteams: [{id: t, tiers: [[a]]}]\n" +
			"lines: [{id: l, number: +14155550100, team: t, enabled: " + word + "}]\n"
		s, problems := Parse([]byte(file), nil)
		if len(problems) > 0 || s.Lines[0].IsEnabled() != want {
			t.Errorf("%s: %v", word, problems)
		}
	}
}

func TestFilesAreBounded(t *testing.T) {
	many := func(n int, item string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, item, i)
		}
		return b.String()
	}
	tests := map[string]struct{ file, want string }{
		"too many bytes":  {"version: 1\n#" + strings.Repeat("x", MaxFileBytes), "bytes"},
		"too many users":  {"version: 1\nusers:\n" + many(MaxUsers+1, "- {id: u%d}\n"), "users: 1001 users, at most 1000"},
		"too many lines":  {"version: 1\nlines:\n" + many(MaxLines+1, "- {id: l%d}\n"), "lines: 201 lines, at most 200"},
		"too deep":        {"version: 1\nusers: " + strings.Repeat("[", 50) + strings.Repeat("]", 50), "write a mapping"},
		"deep brackets":   {strings.Repeat("[", 200_000), "not YAML"},
		"deep and closed": {strings.Repeat("[", 9000) + strings.Repeat("]", 9000), "a list stands here"},
		"endless faults":  {"version: 1\n" + many(5000, "key%d: x\n"), "there is more than this"},
		"endless content": {"version: 1\nteams: [{id: t, tiers: [[" + many(5000, "u%d, ") + "]]}]\n", "there is more than this"},
		"a long word":     {"version: 1\nlines: " + strings.Repeat("x", 10_000), "…"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, problems := Parse([]byte(test.file), nil)
			text := told(problems)
			if !problem.Fatal(problems) || !strings.Contains(text, test.want) || len(problems) > MaxProblems {
				t.Errorf("%d problems, want %q among them: %.300s", len(problems), test.want, text)
			}
			if len(problems) == MaxProblems && !strings.HasSuffix(text, "mend these first\n") {
				t.Errorf("the list was cut without a word at its end: %.100s", text[len(text)-100:])
			}
			if len(text) > 200*MaxProblems {
				t.Errorf("%d bytes of problems", len(text))
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	for _, folder := range []string{"good", "bad"} {
		names, err := filepath.Glob(filepath.Join(configFolder, folder, "*.yaml"))
		if err != nil || len(names) == 0 {
			f.Fatalf("seeds in %s: %v", folder, err)
		}
		for _, name := range names {
			file, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(file)
		}
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		s, problems := Parse(file, nil)
		again, same := Parse(bytes.Clone(file), nil)
		if !slices.Equal(problems, same) || !reflect.DeepEqual(s, again) {
			t.Fatal("the same file reads differently the second time")
		}
		for _, p := range problems {
			if p.Message == "" || len(problems) > MaxProblems {
				t.Fatalf("%d problems, one is %+v", len(problems), p)
			}
		}
		if problem.Fatal(problems) {
			if !reflect.DeepEqual(s, Settings{}) {
				t.Fatal("settings with a fault were handed out")
			}
			return
		}
		plans, err := s.Compile()
		if err != nil {
			t.Fatalf("settings without a fault do not compile: %v", err)
		}
		for _, d := range plans {
			if findings := check.Findings(d.Flow, check.Language()); !check.Attachable(findings) {
				t.Fatalf("line %s: %+v", d.Line, findings)
			}
			if _, err := d.Flow.Write(); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func BenchmarkParse(b *testing.B) {
	file, err := os.ReadFile(filepath.Join(configFolder, "good", "everything.yaml"))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, problems := Parse(file, nil); len(problems) > 0 {
			b.Fatal(problems)
		}
	}
}
