package office

import (
	"fmt"
	"testing"

	"ringdown/shared/resource"
	"ringdown/shared/settings"
	"ringdown/testdata"
)

func fromFile(t *testing.T, file string) []resource.Resource {
	t.Helper()
	text, err := testdata.Files.ReadFile("config/good/" + file)
	if err != nil {
		t.Fatal(err)
	}
	s, _ := settings.Parse(text, settings.Attach(text, func(name string) ([]byte, error) { return testdata.Files.ReadFile("config/good/" + name) }))
	rs, err := s.Resources()
	if err != nil {
		t.Fatal(err)
	}
	return rs
}

// What is exported and imported into an empty system is the same, and a second time there is nothing
// to do.
func TestImportIntoAnEmptySystem(t *testing.T) {
	for _, file := range []string{"everything.yaml", "attendant.yaml", "first.yaml"} {
		o, store, _ := newOffice()
		want := fromFile(t, file)
		done, err := o.Import(t.Context(), want, false, order().By)
		if err != nil || len(done) != len(want) {
			t.Fatalf("%s: %d of %d, %v", file, len(done), len(want), err)
		}
		now, _ := store.Snapshot(t.Context())
		again, other, _ := newOffice()
		if _, err := again.Import(t.Context(), now.Resources, true, order().By); err != nil {
			t.Fatal(err)
		}
		copied, _ := other.Snapshot(t.Context())
		for i, r := range now.Resources {
			if string(copied.Resources[i].Body) != string(r.Body) || copied.Resources[i].Ref != r.Ref {
				t.Errorf("%s: %s became %s", file, r.Body, copied.Resources[i].Body)
			}
		}
		if done, err := o.Import(t.Context(), want, true, order().By); err != nil || len(done) != 0 {
			t.Errorf("%s: a second time %d, %v", file, len(done), err)
		}
	}
}

// More resources than one save holds, and then others in their place: no step is refused.
func TestImportGoesInStepsThatAreEachValid(t *testing.T) {
	o, store, _ := newOffice()
	many := func(prefix string) (out []resource.Resource) {
		add := func(kind resource.Kind, id, format string, args ...any) {
			out = append(out, resource.Resource{Ref: resource.Ref{Kind: kind, ID: prefix + id}, Body: []byte(fmt.Sprintf(format, args...))})
		}
		for i := range 50 {
			add(resource.Users, fmt.Sprint("u", i), `{"name":"U"}`)
			add(resource.Teams, fmt.Sprint("t", i), `{"tiers":[["%su%d"]]}`, prefix, i)
			add(resource.Lines, fmt.Sprint("l", i), `{"number":"+14155550%03d","team":"%st%d"}`, 100+i, prefix, i)
		}
		return out
	}
	if _, err := o.Import(t.Context(), many("a"), true, order().By); err != nil {
		t.Fatal(err)
	}
	for _, r := range many("b")[:10] {
		if r.Kind == resource.Lines {
			continue
		}
		if _, err := o.Save(t.Context(), order(settings.Change{Ref: r.Ref, Body: r.Body})); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := o.Import(t.Context(), many("a"), true, order().By); err != nil {
		t.Fatal(err)
	}
	now, _ := store.Snapshot(t.Context())
	if n := len(now.Of(resource.Users)); n != 50 || now.Head.Behind {
		t.Errorf("%d users, behind %v", n, now.Head.Behind)
	}
}
