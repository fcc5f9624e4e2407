package play

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"ringdown/shared/flow/check"
)

// TestTheLanguageAndTheEngineAgree: the checker keeps off a line what cannot run, so a
// type it lets pass must run, and one it refuses must not pretend to.
func TestTheLanguageAndTheEngineAgree(t *testing.T) {
	known := map[string]bool{}
	for _, s := range check.Language().Specs() {
		known[s.Type] = true
		if runs := slices.Contains(whispers, s.Type); runs != check.Whispers(s.Type) {
			t.Errorf("%s runs in a whisper: %v, and the checker says otherwise", s.Type, runs)
		}
		switch supported := s.Unsupported == ""; {
		case supported && !Runs(s.Type):
			t.Errorf("%s passes the checker and cannot run", s.Type)
		case !supported && !s.ByBot && Runs(s.Type):
			t.Errorf("%s can run, and the checker refuses it", s.Type)
		}
	}
	for kind, run := range actions {
		if !known[kind] {
			t.Errorf("%s is no type of the language", kind)
		}
		if run.begin == nil {
			t.Errorf("%s does nothing when a flow comes to it", kind)
		}
	}
}

// TestEveryRunnerHasAFile: whoever looks for a type finds it by its name.
func TestEveryRunnerHasAFile(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), "action_") && !strings.HasSuffix(e.Name(), "_test.go") {
			files = append(files, e.Name())
		}
	}
	for _, name := range files {
		if !slices.ContainsFunc(check.Language().Specs(), func(s check.Spec) bool { return fileOf(s.Type) == name }) {
			t.Errorf("%s is named for no type of the language", name)
		}
	}
	shared := map[string]string{ // a second spelling of the same type runs in the file of the first
		"UpdateContactRoutingCriteria": "UpdateContactRoutingBehavior", "UpdateRoutingCriteria": "UpdateContactRoutingBehavior",
		"UpdateContactRecordingAndAnalyticsBehavior": "UpdateContactRecordingBehavior",
	}
	for kind := range actions {
		if first, ok := shared[kind]; ok {
			kind = first
		}
		if !slices.Contains(files, fileOf(kind)) {
			t.Errorf("%s has no %s", kind, fileOf(kind))
		}
	}
}

func fileOf(kind string) string {
	var b strings.Builder
	for i, r := range kind {
		if r >= 'A' && r <= 'Z' && i > 0 {
			b.WriteByte('_')
		}
		b.WriteRune(r)
	}
	return "action_" + strings.ToLower(b.String()) + ".go"
}

var update = flag.Bool("update", false, "write ACTIONS.md anew")

// TestActionsTable compares the table of action types with what the catalogue and the
// engine say; `go generate` writes it.
func TestActionsTable(t *testing.T) {
	const file = "ACTIONS.md"
	table := actionsTable()
	if *update {
		if err := os.WriteFile(file, []byte(table), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	written, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(written) != table {
		t.Error("ACTIONS.md is stale: run go generate ./shared/play, and read the difference")
	}
}

func actionsTable() string {
	var b strings.Builder
	b.WriteString("# Action types\n\n" +
		"What each type of the Amazon Connect flow language does to a call here. `go generate ./shared/play` writes this\n" +
		"file from the catalogue (package flow/check) and the engine (package play); a test holds it to them.\n" +
		"**Bold** parameters are required, *italic* branches may be left out. A parameter with `$` takes an attribute\n" +
		"reference. Waits: the caller hears something, or is waited for, before the flow goes on.\n")
	var category check.Category
	for _, s := range check.Language().Specs() {
		if s.Unsupported != "" && !s.ByBot {
			continue
		}
		if s.Category != category {
			category = s.Category
			fmt.Fprintf(&b, "\n## %s\n\n| Type | Parameters | Branches | Waits | On the phone |\n|---|---|---|---|---|\n", heading(category))
		}
		fmt.Fprintf(&b, "| `%s`<br>%s | %s | %s | %s | %s |\n", s.Type, s.Summary, parameterCell(s), branchCell(s), waitsCell(s), escaped(s.Maps))
	}
	b.WriteString("\n## Refused\n\nThese are known by name; a flow that can reach one is not attached to a line.\n\n| Type | Why, and what instead |\n|---|---|\n")
	for _, s := range check.Language().Specs() {
		if s.Unsupported != "" {
			fmt.Fprintf(&b, "| `%s` | %s |\n", s.Type, escaped(s.Unsupported))
		}
	}
	return b.String()
}

func heading(c check.Category) string { return strings.ToUpper(string(c[:1])) + string(c[1:]) }

func escaped(text string) string { return strings.ReplaceAll(text, "|", `\|`) }

func parameterCell(s check.Spec) string {
	var cells []string
	for _, p := range s.Parameters {
		name := "`" + p.Name + "`"
		if p.Required {
			name = "**" + name + "**"
		}
		if p.Reference != check.Static {
			name += " `$`"
		}
		if len(p.Values) > 0 && p.Shape == check.Choice {
			name += ": " + strings.Join(p.Values, ", ")
		}
		if p.Meaning != "" {
			name += ": " + p.Meaning
		}
		if p.Max > 0 && p.Shape == check.Integer {
			name += fmt.Sprintf(" (%d to %d)", p.Min, p.Max)
		}
		if p.Unread.Why != "" {
			name += " (not read: " + p.Unread.Why + ")"
		}
		cells = append(cells, escaped(name))
	}
	if s.Open {
		cells = append(cells, "others are kept")
	}
	return strings.Join(cells, "<br>")
}

func branchCell(s check.Spec) string {
	var cells []string
	for _, r := range s.Results {
		var names []string
		for _, v := range r.Values {
			names = append(names, "`"+v+"`")
		}
		if len(names) == 0 && len(r.Operators) > 0 {
			names = append(names, "any value")
		}
		if len(names) > 0 {
			cells = append(cells, strings.Join(names, " ")+when(r.When))
		}
	}
	for _, e := range s.Errors {
		switch e.Presence {
		case check.Refused:
		case check.Optional, check.Expected:
			cells = append(cells, "*"+e.Type+"*"+when(e.When))
		default:
			cells = append(cells, e.Type+when(e.When))
		}
	}
	if s.Terminal {
		cells = append(cells, "nothing follows")
	}
	return strings.Join(slices.Compact(cells), "<br>")
}

func when(w check.When) string {
	switch {
	case w.Path == "":
		return ""
	case w.Not:
		return fmt.Sprintf(" (without `%s`)", strings.TrimSpace(w.Path+" "+w.Value))
	}
	return fmt.Sprintf(" (with `%s`)", strings.TrimSpace(w.Path+" "+w.Value))
}

func waitsCell(s check.Spec) string {
	run := actions[s.Type]
	if s.Waiting && !s.Terminal || run.pressed != nil || run.spoken != nil || run.overdue != nil || run.left != nil {
		return "yes"
	}
	return "no"
}
