// Package problem holds what is said of a thing that people wrote and that is wrong: where, what,
// and what to write instead.
//
// Settings, schedules, hours, flows and whole installations are checked in different packages, and
// people read the result as one list; with a type of its own in each, every caller translated. A
// check that knows more of the place embeds a Problem: a flow's names the action, the doctor's the
// check. It is a leaf, so that any check can use it. Message is one sentence, "what is wrong: what to write instead", because most
// faults need both to be understood; nobody shows one without the other.
//
// To add something checked: give its problems a Path in the words of what was written (a path of
// settings, a JSON pointer, an action's identifier). To add a severity: a constant here, and what
// Fatal says of it.
package problem

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Severity says what a problem keeps from happening.
type Severity string

// An Error keeps what was written from being used; a Warning does not. OK is said where somebody
// wants to know what was looked at, and nothing is wrong with it.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	OK      Severity = "ok"
)

// Problem is one thing wrong. Message may quote what was written, phone numbers included: it is for
// the person who wrote it, not for a log. As JSON it has all its keys always, so that a program needs
// to know only one shape.
type Problem struct {
	Severity Severity `json:"severity"`
	Line     int      `json:"line"` // from 1; 0 when it was not read from a file
	Column   int      `json:"column"`
	Path     string   `json:"path"`    // such as lines[0].ring.rounds or Actions[3].Parameters.Text; "" for the whole
	Message  string   `json:"message"` // what is wrong, then what to write instead
}

// Errorf is an error at a path.
func Errorf(path, format string, args ...any) Problem {
	return Problem{Severity: Error, Path: path, Message: fmt.Sprintf(format, args...)}
}

// Warningf is a warning at a path.
func Warningf(path, format string, args ...any) Problem {
	return Problem{Severity: Warning, Path: path, Message: fmt.Sprintf(format, args...)}
}

// At gives the problem its place in a file.
func (p Problem) At(line, column int) Problem {
	p.Line, p.Column = line, column
	return p
}

// Fatal reports whether what was written cannot be used. A problem of no known severity is fatal
// too.
func (p Problem) Fatal() bool { return p.Severity != Warning && p.Severity != OK }

func (p Problem) String() string {
	var b strings.Builder
	if p.Line > 0 {
		fmt.Fprintf(&b, "%d:%d: ", p.Line, p.Column)
	}
	if p.Severity == Warning {
		b.WriteString("warning: ")
	}
	if p.Path != "" {
		fmt.Fprintf(&b, "%s: ", p.Path)
	}
	b.WriteString(p.Message)
	return b.String()
}

// Fatal reports whether a problem among them is fatal.
func Fatal(problems []Problem) bool { return slices.ContainsFunc(problems, Problem.Fatal) }

// InOrder sorts problems by their place in the file, then by path and message, and cuts the list to
// most, since nobody reads more at once. Errors are kept before warnings, so that a cut never hides
// that the thing cannot be used.
func InOrder(problems []Problem, most int) []Problem {
	if len(problems) > most {
		slices.SortStableFunc(problems, func(a, b Problem) int { return falseFirst(!a.Fatal(), !b.Fatal()) })
		cut := Errorf("", "there is more than this: mend these first")
		if !Fatal(problems) {
			cut.Severity = Warning
		}
		problems = append(problems[:most-1], cut)
	}
	slices.SortStableFunc(problems, func(a, b Problem) int {
		return cmp.Or(
			falseFirst(a.Line == 0, b.Line == 0),
			cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Column, b.Column),
			strings.Compare(a.Path, b.Path),
			strings.Compare(a.Message, b.Message),
		)
	})
	return slices.Compact(problems)
}

func falseFirst(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}
