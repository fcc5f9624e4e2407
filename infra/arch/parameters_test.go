package arch

import (
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ringdown/shared/flow/check"
)

// engine are the folders of the code that runs flows.
var engine = []string{"shared/call", "shared/play"}

// secondSpellings are types that run in the file of another.
var secondSpellings = map[string]string{
	"UpdateContactRecordingAndAnalyticsBehavior": "UpdateContactRecordingBehavior",
	"UpdateContactRoutingCriteria":               "UpdateContactRoutingBehavior",
	"UpdateRoutingCriteria":                      "UpdateContactRoutingBehavior",
}

// TestEveryParameterIsReadOrSaidNotToBe holds the parameters of the catalogue against
// the code that runs the actions: what the checker lets pass in silence must be read
// there, and what it says is not read must not be. A name counts as read by an action
// when it stands as a literal in the action's file, or in a file that serves all actions.
func TestEveryParameterIsReadOrSaidNotToBe(t *testing.T) {
	own, common := engineLiterals(t)
	for _, s := range check.Language().Specs() {
		if s.Unsupported != "" && !s.ByBot {
			continue
		}
		kind := s.Type
		if first, ok := secondSpellings[kind]; ok {
			kind = first
		}
		file := "action_" + snake(kind) + ".go"
		for _, p := range s.Parameters {
			switch {
			case p.Unread.Why != "" && names(own[file], p.Name):
				t.Errorf("%s: the checker says that nothing reads %s, and %s names it", s.Type, p.Name, file)
			case p.Unread.Why == "" && !names(own[file], p.Name) && !names(common, p.Name):
				t.Errorf("%s: nothing reads %s: read it, or say in the catalogue (Unread) what happens instead", s.Type, p.Name)
			}
		}
	}
}

// engineLiterals gives the texts in the code of each action's file, and in the rest.
func engineLiterals(t *testing.T) (own map[string][]string, common []string) {
	own = map[string][]string{}
	for _, f := range repository(t).Files {
		if f.Test || !slices.Contains(engine, f.Folder) {
			continue
		}
		name := strings.TrimPrefix(f.Path, f.Folder+"/")
		ast.Inspect(f.AST, func(n ast.Node) bool {
			l, ok := n.(*ast.BasicLit)
			if !ok || l.Kind != token.STRING {
				return true
			}
			text, _ := strconv.Unquote(l.Value) // the parser has seen that it is a string
			if strings.HasPrefix(name, "action_") {
				own[name] = append(own[name], text)
			} else {
				common = append(common, text)
			}
			return true
		})
	}
	if len(own) < 30 || len(common) == 0 {
		t.Fatalf("%d files of actions: the code that runs flows is elsewhere now, name its folder above", len(own))
	}
	return own, common
}

// names reports whether a parameter stands among the texts: by its whole name, by its
// place in the object that holds it (a prompt's Text), or by that object's beginning
// and its own name, as in "EventHooks." + name.
func names(texts []string, parameter string) bool {
	if _, inner, ok := strings.Cut(parameter, "[]."); ok {
		parameter = inner
	}
	if slices.Contains(texts, parameter) {
		return true
	}
	object, name, nested := strings.Cut(parameter, ".")
	if !nested {
		return slices.ContainsFunc(texts, func(s string) bool { return strings.HasPrefix(s, parameter+".") })
	}
	if slices.Contains(texts, object) && slices.Contains(promptBodies, object) {
		return true
	}
	return slices.Contains(texts, object+".") && slices.Contains(texts, name)
}

// promptBodies are objects that are read as a prompt.
var promptBodies = []string{"AcceptanceMessage"}

func snake(kind string) string {
	var b strings.Builder
	for i, r := range kind {
		if r >= 'A' && r <= 'Z' && i > 0 {
			b.WriteByte('_')
		}
		b.WriteRune(r)
	}
	return strings.ToLower(b.String())
}
