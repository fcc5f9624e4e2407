package arch

import (
	"fmt"
	"go/ast"
	"go/token"
	"regexp"
	"strconv"
	"strings"
)

// riddles are words that make a log line, an error or a spoken sentence a riddle to somebody woken
// at night: images where something happens, and people nobody can name.
var riddles = regexp.MustCompile(`(?i)\b(whoever|noted|walks?|walked|staffed|leads? nowhere|comes? again|comes? back again|is away|are away|nobody knows how|time will tell|goes nowhere|bring(s|ing)? under|somebody else's turn)\b`)

// checkSpeech finds riddles in what the product says: messages of logs and errors in what ships, and
// the sentences that are spoken.
func checkSpeech(s Source) []string {
	var found []string
	for _, f := range s.Files {
		if f.Test || !strings.HasPrefix(f.Folder, "shared/") && !strings.HasPrefix(f.Folder, "functions/") {
			continue
		}
		say := func(n ast.Node, text string) {
			if m := riddles.FindString(text); m != "" {
				found = append(found, fmt.Sprintf("%s: %q in %q is a riddle: say what failed and what happens next", s.at(n), m, text))
			}
		}
		spoken := f.Folder == "shared/speech/words"
		ast.Inspect(f.AST, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if sel, ok := n.Fun.(*ast.SelectorExpr); ok && speaks[sel.Sel.Name] {
					for _, arg := range n.Args {
						if text, ok := literal(arg); ok {
							say(arg, text)
						}
					}
				}
			case *ast.BasicLit:
				if text, ok := literal(n); ok && spoken {
					say(n, text)
				}
			}
			return true
		})
	}
	return found
}

// speaks are the functions whose text people read.
var speaks = map[string]bool{
	"Errorf": true, "New": true, "Error": true, "Warn": true, "Info": true, "ErrorContext": true, "WarnContext": true, "InfoContext": true,
}

func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(lit.Value)
	return text, err == nil
}
