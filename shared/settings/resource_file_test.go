package settings

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ringdown/shared/resource"
)

// TestEveryResourceComesBackFromItsFileAsItWas: to the byte, whatever a text holds.
func TestEveryResourceComesBackFromItsFileAsItWas(t *testing.T) {
	var all []resource.Resource
	files, err := filepath.Glob("../../testdata/config/good/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no settings", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		s, _ := Parse(text, Attach(text, func(name string) ([]byte, error) { return os.ReadFile(filepath.Join(filepath.Dir(file), name)) }))
		some, err := s.Resources()
		if err != nil {
			t.Fatal(file, err)
		}
		all = append(all, some...)
	}
	odd := `{"id":"odd","name":"+14155550101","phones":[{"number":"+14155550101","label":"yes"},{"number":"+14155550102","label":" # a: <b>\n\ttwo lines \n"},{"number":"+14155550103","label":"0x1F"}]}`
	all = append(all, resource.Resource{Ref: resource.Ref{Kind: resource.Users, ID: "odd"}, Body: []byte(odd)})
	for _, r := range all {
		f, err := FileOf(r)
		if err != nil {
			t.Fatal(err)
		}
		if (f.Document != nil) != (r.Kind == resource.Flows) {
			t.Errorf("%s: a document of %d bytes", r.Ref, len(f.Document))
		}
		back, problems := f.Parse(r.Ref)
		if len(problems) > 0 || string(back.Body) != string(r.Body) {
			t.Errorf("%s: %v\n%s\n%s\nfrom\n%s", r.Ref, problems, r.Body, back.Body, f.Settings)
		}
		again, err := Canonical(r.Ref, r.Body)
		if err != nil || string(again) != string(r.Body) {
			t.Errorf("%s: %v, canonical is\n%s, not\n%s", r.Ref, err, again, r.Body)
		}
	}
}

func TestAFileOfAResourceSaysWhatIsWrongAndWhere(t *testing.T) {
	line, flow := resource.Ref{Kind: resource.Lines, ID: "acme"}, resource.Ref{Kind: resource.Flows, ID: "hello"}
	for _, c := range []struct {
		name string
		of   resource.Ref
		file ResourceFile
		want string
	}{
		{"nothing", line, ResourceFile{Settings: []byte(" \n")}, `1:1: the file is empty: write what lines/acme is, or delete the file`},
		{"another id", line, ResourceFile{Settings: []byte("number: +14155550100\nid: acne\n")}, `2:1: id: the id is "acne", and the file's name says "acme"`},
		{"an unknown key", line, ResourceFile{Settings: []byte("nummber: +14155550100\n")}, `1:1: nummber: unknown key "nummber": did you mean "number"?`},
		{"two documents", flow, ResourceFile{Settings: []byte("document: {}\n"), Document: []byte("{}")}, "1:1: document: the document stands here and in a file of its own: keep one"},
		{"no JSON", flow, ResourceFile{Settings: []byte("description: hello\n"), Document: []byte("{")}, "in the document's own file, the body is no JSON"},
	} {
		_, problems := c.file.Parse(c.of)
		if len(problems) != 1 || !strings.Contains(problems[0].String(), c.want) {
			t.Errorf("%s: %v, want %s", c.name, problems, c.want)
		}
	}
	r, problems := ResourceFile{Settings: []byte("number: +14155550100\nteam: t\n")}.Parse(line)
	if len(problems) > 0 || string(r.Body) != `{"id":"acme","number":"+14155550100","team":"t"}` {
		t.Errorf("%v, %s", problems, r.Body)
	}
}

func TestDifferencesOfAResourceInWords(t *testing.T) {
	got := InWords([]byte(`{"id":"ben","name":"Ben","phones":[{"number":"+14155550102"}]}`), []byte(`{"id":"ben","name":"Benny","phones":[{"number":"+14155550103"},{"number":"+14155550104"}]}`))
	want := "name: Ben → Benny; phone 1, number: +14155550102 → +14155550103; phone 2 is new"
	if strings.Join(got, "; ") != want {
		t.Errorf("%q, want %q", got, want)
	}
}
