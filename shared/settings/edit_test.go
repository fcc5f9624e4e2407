package settings

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"ringdown/shared/dialplan"
	"ringdown/shared/resource"
	"ringdown/testdata"
)

var author = Author{Who: "ana", Name: "Ana Lopez", From: "203.0.113.7", At: time.Date(2026, 11, 28, 10, 0, 0, 0, time.UTC)}

// inStore is a settings file of testdata as resources at version 1.
func inStore(t *testing.T, file string) resource.Snapshot {
	t.Helper()
	text, err := testdata.Files.ReadFile("config/good/" + file)
	if err != nil {
		t.Fatal(err)
	}
	s, problems := Parse(text, Attach(text, func(name string) ([]byte, error) { return testdata.Files.ReadFile("config/good/" + name) }))
	for _, p := range problems {
		if p.Fatal() {
			t.Fatal(p)
		}
	}
	rs, err := s.Resources()
	if err != nil {
		t.Fatal(err)
	}
	for i := range rs {
		rs[i].Version, rs[i].Epoch = 1, 1
	}
	return resource.Snapshot{Head: resource.Head{Epoch: 1}, Resources: rs}
}

// A settings file and the resources made of it are the same settings: each line compiles to the
// same dialplan.
func TestResourcesCompileToWhatTheFileCompilesTo(t *testing.T) {
	for _, name := range goodFiles(t) {
		text, _ := testdata.Files.ReadFile("config/good/" + name)
		s, _ := Parse(text, Attach(text, func(name string) ([]byte, error) { return testdata.Files.ReadFile("config/good/" + name) }))
		want, err := s.Compile()
		if err != nil {
			t.Fatal(name, err)
		}
		snapshot := inStore(t, name)
		w, err := Assemble(snapshot.Resources)
		if err != nil {
			t.Fatal(name, err)
		}
		got, err := w.Settings.Compile()
		if err != nil {
			for _, p := range w.Settings.Check() {
				t.Log(p)
			}
			t.Fatal(name, err)
		}
		for _, g := range got {
			i := slices.IndexFunc(want, func(d dialplan.Dialplan) bool { return d.Line == g.Line })
			said, err := Changes(want[i], g)
			if err != nil || len(said) > 0 {
				t.Errorf("%s: line %s: %q %v", name, g.Line, said, err)
			}
		}
		again, err := w.Settings.Resources()
		if err != nil || len(again) != len(snapshot.Resources) {
			t.Fatalf("%s: %d resources became %d, %v", name, len(snapshot.Resources), len(again), err)
		}
	}
}

func change(kind resource.Kind, id, body string, follow int) Change {
	c := Change{Ref: resource.Ref{Kind: kind, ID: id}, Follow: follow}
	if body != "" {
		c.Body = []byte(body)
	}
	return c
}

func TestAnEditMakesAVersionAndSaysWhatChanged(t *testing.T) {
	before := inStore(t, "everything.yaml")
	e, err := Edit(before, []Change{change(resource.Users, "ben", `{"name":"Ben Okafor","contacts":[{"kind":"sms","address":"+447700900103"}],"phones":[{"number":"+447700900104"}]}`, 1)}, author)
	if err != nil {
		t.Fatal(err)
	}
	if len(e.Changed) != 1 || e.Changed[0].Version != 2 || e.Changed[0].Epoch != 2 || e.Changed[0].By != "ana" || !strings.HasPrefix(string(e.Changed[0].Body), `{"id":"ben"`) {
		t.Errorf("%+v", e.Changed)
	}
	var said []string
	for _, d := range e.Details {
		said = append(said, d.Pointer)
	}
	if want := []string{"/email", "/phones/0/label", "/phones/0/number"}; !slices.Equal(said, want) {
		t.Errorf("differences %q, want %q", said, want)
	}
	if was := e.Details[2].Was; was != "+*********103" {
		t.Errorf("the audit shows %v", was)
	}
	if len(e.Compiled) != 3 || e.After.Head.Epoch != 2 {
		t.Errorf("%d dialplans, epoch %d", len(e.Compiled), e.After.Head.Epoch)
	}
}

func TestTheSameBodyIsNoChange(t *testing.T) {
	before := inStore(t, "everything.yaml")
	r, _ := before.Find(resource.Ref{Kind: resource.Teams, ID: "network"})
	e, err := Edit(before, []Change{{Ref: r.Ref, Body: r.Body, Follow: 1}}, author)
	if err != nil || len(e.Changed) != 0 {
		t.Errorf("%+v, %v", e.Changed, err)
	}
}

func TestFaultsPointIntoTheResource(t *testing.T) {
	before := inStore(t, "everything.yaml")
	for name, tc := range map[string]struct {
		change  Change
		pointer string
		says    string
	}{
		"an unknown key":        {change(resource.Users, "ben", `{"name":"Ben","fone":"x"}`, 1), "/fone", `unknown key "fone"`},
		"a number in words":     {change(resource.Lines, "reception", `{"number":"+442079460112","team":"network","ring":{"ringSeconds":"20"}}`, 1), "/ring/ringSeconds", "whole number"},
		"out of range":          {change(resource.Lines, "reception", `{"number":"+442079460112","team":"network","ring":{"ringSeconds":0}}`, 1), "/ring/ringSeconds", "out of range"},
		"another id":            {change(resource.Users, "ben", `{"id":"bob","name":"Ben"}`, 1), "/id", `the address says "ben"`},
		"an unknown team":       {change(resource.Lines, "reception", `{"number":"+442079460112","team":"netwrk"}`, 1), "/team", "no team has the id"},
		"no JSON":               {change(resource.Users, "ben", `{"name":"Ben",}`, 1), "", "no JSON at byte 14"},
		"a second value":        {change(resource.Users, "ben", `{"name":"Ben"} x`, 1), "", "no JSON"},
		"too deep":              {change(resource.Users, "ben", strings.Repeat("[", 40), 1), "", "deeper than 32"},
		"an id with a slash":    {change(resource.Flows, "a/b", `{"document":{"Version":"2019-10-30","StartAction":"a","Actions":[{"Identifier":"a","Type":"DisconnectParticipant","Parameters":{},"Transitions":{}}]}}`, 0), "/id", "cannot be an id"},
		"a flow that cannot be": {change(resource.Flows, "f", `{"document":{"Version":"2019-10-30","StartAction":"a","Actions":[]}}`, 0), "/document", "there are no actions"},
		"a key twice":           {change(resource.Users, "ben", `{"name":"Ben","name":"Bob"}`, 1), "/name", "stands twice"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Edit(before, []Change{tc.change}, author)
			var faults FaultsError
			if !errors.As(err, &faults) {
				t.Fatalf("got %v", err)
			}
			if !slices.ContainsFunc(faults.Faults, func(f Fault) bool {
				return f.Of == tc.change.Ref && f.Pointer == tc.pointer && strings.Contains(f.Message, tc.says) && f.Fatal()
			}) {
				t.Errorf("got %+v, want %s: %s", faults.Faults, tc.pointer, tc.says)
			}
		})
	}
}

func TestAnEditFollowsAVersion(t *testing.T) {
	before := inStore(t, "everything.yaml")
	for name, c := range map[string]Change{
		"an old version":        change(resource.Users, "ben", `{"name":"Ben"}`, 7),
		"new, but it exists":    change(resource.Users, "ben", `{"name":"Ben"}`, 0),
		"delete what is not":    change(resource.Users, "zoe", "", 0),
		"a version of nothing":  change(resource.Users, "zoe", `{"name":"Zoe"}`, 1),
		"delete an old version": change(resource.Users, "ben", "", 2),
	} {
		if _, err := Edit(before, []Change{c}, author); !IsConflict(err) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestWhatIsInUseIsNotDeleted(t *testing.T) {
	_, err := Edit(inStore(t, "everything.yaml"), []Change{change(resource.Teams, "network", "", 1)}, author)
	var used InUseError
	if !errors.As(err, &used) || !slices.Contains(used.By, resource.Ref{Kind: resource.Lines, ID: "reception"}) || !slices.Contains(used.By, resource.Ref{Kind: resource.EscalationRules, ID: "night"}) || len(used.By) != 4 {
		t.Errorf("got %v", err)
	}
}

func TestADeletedOneCanBeMadeAgain(t *testing.T) {
	before := inStore(t, "everything.yaml")
	e, err := Edit(before, []Change{change(resource.Lines, "reception", "", 1)}, author)
	if err != nil {
		t.Fatal(err)
	}
	e, err = Edit(e.After, []Change{change(resource.Lines, "reception", `{"number":"+442079460112","team":"network"}`, 0)}, author)
	if err != nil || e.Changed[0].Version != 3 {
		t.Errorf("%+v, %v", e.Changed, err)
	}
}
