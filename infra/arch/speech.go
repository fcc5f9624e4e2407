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

// checkSpeech finds riddles in what the product says: messages of logs and errors in what ships,
// and the sentences that are spoken.
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

// checkRemarks finds the same in comments: a reader has to know who acts.
func checkRemarks(s Source) []string {
	var found []string
	for _, f := range s.Files {
		if f.Test || !strings.HasPrefix(f.Folder, "shared/") && !strings.HasPrefix(f.Folder, "functions/") {
			continue
		}
		for _, group := range f.AST.Comments {
			if m := nobodys.FindString(group.Text()); m != "" {
				found = append(found, fmt.Sprintf("%s: %q in a comment: say who does it", s.at(group), m))
			}
		}
	}
	return found
}

// nobodys are words for people whom a comment does not name.
var nobodys = regexp.MustCompile(`(?i)\bwho(m)?ever\b`)

// checkBooleans wants comments of functions that return a boolean alone to say what they report.
func checkBooleans(s Source) []string {
	var found []string
	for _, f := range s.Files {
		for _, d := range f.AST.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || f.Test || fn.Doc == nil || fn.Type.Results == nil || fn.Type.Results.NumFields() != 1 {
				continue
			}
			if id, ok := fn.Type.Results.List[0].Type.(*ast.Ident); ok && id.Name == "bool" && asks.MatchString(fn.Doc.Text()) {
				found = append(found, fmt.Sprintf("%s: the comment of %s begins otherwise than with \"reports whether\"", s.at(fn), declared(fn)))
			}
		}
	}
	return found
}

// asks are other beginnings of such comments.
var asks = regexp.MustCompile(`^\w+ (says|tells|returns|answers|checks|asks|is true) (whether|if|true|when)\b`)

// speaks are the functions whose text people read.
var speaks = map[string]bool{
	"Errorf": true, "Warningf": true, "wrong": true, "warn": true, "add": true, "New": true, "Error": true, "Warn": true, "Info": true, "ErrorContext": true, "WarnContext": true, "InfoContext": true,
}

func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(lit.Value)
	return text, err == nil
}
