package activity

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"testing"

	"ringdown/shared/alert"
	"ringdown/shared/call"
)

// What a call or an alert may come to is read by people here: a value that is new has to have words.
func TestEveryValueHasWords(t *testing.T) {
	for _, end := range constants(t, "../call/leg.go", "End") {
		if ends[call.End(end)] == "" {
			t.Errorf("the end %q of an attempt has no words in ends", end)
		}
	}
	for _, outcome := range constants(t, "../call/call.go", "Outcome") {
		if outcomes[call.Outcome(outcome)] == "" {
			t.Errorf("the outcome %q has no words in outcomes", outcome)
		}
	}
	for _, channel := range constants(t, "../alert/contact.go", "Channel") {
		if channels[alert.Channel(channel)] == "" {
			t.Errorf("the channel %q has no words in channels", channel)
		}
	}
}

// constants are the values of a file's string constants of one type.
func constants(t *testing.T, file, typeName string) (out []string) {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(parsed, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if named, ok := spec.Type.(*ast.Ident); !ok || named.Name != typeName {
			return false
		}
		for _, v := range spec.Values {
			value, err := strconv.Unquote(v.(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, value)
		}
		return false
	})
	if len(out) == 0 {
		t.Fatalf("%s has no constants of type %s: the test looks for a name that is not there", file, typeName)
	}
	return out
}
