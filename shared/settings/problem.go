package settings

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Problem is one fault of a settings file. Message says what is wrong and what to write instead. It may
// quote what was written, phone numbers included: it is for the person who wrote the file, not for a log.
type Problem struct {
	Line    int    `json:"line,omitempty"` // from 1; 0 when the settings did not come from a file
	Column  int    `json:"column,omitempty"`
	Path    string `json:"path,omitempty"` // such as lines[0].ring.rounds
	Message string `json:"message"`
	Warning bool   `json:"warning,omitempty"` // the settings can be used
}

func (p Problem) String() string {
	var b strings.Builder
	if p.Line > 0 {
		fmt.Fprintf(&b, "%d:%d: ", p.Line, p.Column)
	}
	if p.Warning {
		b.WriteString("warning: ")
	}
	if p.Path != "" {
		fmt.Fprintf(&b, "%s: ", p.Path)
	}
	b.WriteString(p.Message)
	return b.String()
}

// Fatal says whether a problem is among them that is no warning.
func Fatal(problems []Problem) bool {
	return slices.ContainsFunc(problems, func(p Problem) bool { return !p.Warning })
}

// inOrder sorts problems by their place in the file, then by path and message, and cuts what nobody reads.
// Faults come before warnings where the list must be cut, so that a cut never hides that the file is bad.
func inOrder(problems []Problem) []Problem {
	if len(problems) > MaxProblems {
		slices.SortStableFunc(problems, func(a, b Problem) int { return boolOrder(a.Warning, b.Warning) })
		problems = append(problems[:MaxProblems-1], Problem{
			Message: "there is more than this: mend these first", Warning: !Fatal(problems),
		})
	}
	slices.SortStableFunc(problems, func(a, b Problem) int {
		return cmp.Or(
			boolOrder(a.Line == 0, b.Line == 0),
			cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Column, b.Column),
			strings.Compare(a.Path, b.Path),
			strings.Compare(a.Message, b.Message),
		)
	})
	return slices.Compact(problems)
}

// boolOrder puts false before true.
func boolOrder(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// nearest gives the known word that a misspelt one most likely meant, or "". Case, dashes and underscores
// do not count, because people carry them over from other tools.
func nearest(word string, known []string) string {
	const longest = 64 // a longer word is no misspelling of ours, and the distance costs its square
	if len(word) > longest {
		return ""
	}
	best, bestDistance := "", max(2, len(word)/3+1)
	for _, k := range known {
		if len(k) > longest {
			continue
		}
		if d := distance(plain(word), plain(k)); d < bestDistance && d < len(k) {
			best, bestDistance = k, d
		}
	}
	return best
}

var separators = strings.NewReplacer("-", "", "_", "", " ", "")

func plain(word string) string { return separators.Replace(strings.ToLower(word)) }

// distance counts the letters to insert, remove, change or swap with their neighbour (optimal string alignment),
// in bytes.
func distance(a, b string) int {
	var before []int
	last := make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range len(a) {
		row := make([]int, len(b)+1)
		row[0] = i + 1
		for j := range len(b) {
			change := last[j]
			if a[i] != b[j] {
				change++
			}
			row[j+1] = min(change, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last = last, row
	}
	return last[len(b)]
}

// instead ends a message about an unknown word: the likely one, or all there are.
func instead(word string, known []string) string {
	switch k := nearest(word, known); {
	case k != "":
		return fmt.Sprintf("did you mean %q?", k)
	case len(known) == 0:
		return "there is none yet"
	}
	return "use one of " + listed(known)
}

// listed names what exists, in the order given, and not more than a screen holds.
func listed(known []string) string {
	const most = 20
	if n := len(known); n > most {
		return strings.Join(known[:most], ", ") + fmt.Sprintf(" and %d more", n-most)
	}
	return strings.Join(known, ", ")
}
