package mutants

import (
	"embed"
	"fmt"
	"path"
	"strings"

	"golang.org/x/tools/txtar"
)

// Mutant is one deliberate bug.
type Mutant struct {
	Name     string // words with hyphens, unlike any other's
	Rule     string // that it breaks, in a sentence
	File     string // from the root of the module
	Old, New string // whole lines; Old stands in the file once
	CaughtBy []Catch
}

// Catch is what must fail with a mutant in place.
type Catch struct {
	Package string   // such as ./shared/call; "" is a campaign
	Tests   []string // each of them; none is any test of the package
	Seed    string   // of a campaign, and how many calls it plays
	Calls   string
}

//go:embed *.txtar
var written embed.FS

// All are the mutants there are, by file and in the order in which they are written.
func All() ([]Mutant, error) {
	files, err := written.ReadDir(".")
	if err != nil {
		return nil, fmt.Errorf("list the mutants: %w", err)
	}
	var all []Mutant
	for _, f := range files {
		body, err := written.ReadFile(f.Name())
		if err != nil {
			return nil, fmt.Errorf("read mutants: %w", err)
		}
		some, err := Parse(body)
		if err != nil {
			return nil, fmt.Errorf("read mutants: %s: %w", f.Name(), err)
		}
		all = append(all, some...)
	}
	return all, nil
}

// Parse reads mutants: a txtar archive with an entry for each, in which lines *key: value* and an empty
// line stand before the patch.
func Parse(body []byte) ([]Mutant, error) {
	var all []Mutant
	for _, entry := range txtar.Parse(body).Files {
		m, err := parseEntry(entry.Name, string(entry.Data))
		if err != nil {
			return nil, fmt.Errorf("mutant %s: %w", entry.Name, err)
		}
		all = append(all, m)
	}
	return all, nil
}

func parseEntry(name, text string) (Mutant, error) {
	m := Mutant{Name: name}
	head, patch, _ := strings.Cut(text, "\n\n")
	for _, line := range strings.Split(head, "\n") {
		key, value, _ := strings.Cut(line, ": ")
		switch key {
		case "rule":
			m.Rule = value
		case "file":
			m.File = value
		case "caught by":
			c, err := parseCatch(value)
			if err != nil {
				return m, err
			}
			m.CaughtBy = append(m.CaughtBy, c)
		default:
			return m, fmt.Errorf("the line %q is none of rule, file and caught by", line)
		}
	}
	if err := m.patch(patch); err != nil {
		return m, err
	}
	if m.Rule == "" || m.File == "" || m.Old == "" || m.Old == m.New {
		return m, fmt.Errorf("it needs a rule, a file, and lines that it changes")
	}
	return m, nil
}

// parseCatch reads "./shared/call TestOne TestTwo" or "campaign SEED CALLS".
func parseCatch(value string) (Catch, error) {
	words := strings.Fields(value)
	switch {
	case len(words) == 3 && words[0] == "campaign":
		return Catch{Seed: words[1], Calls: words[2]}, nil
	case len(words) > 1 && strings.HasPrefix(words[0], "./"):
		return Catch{Package: words[0], Tests: words[1:]}, nil
	}
	return Catch{}, fmt.Errorf("caught by %q: write ./PACKAGE and tests, or campaign SEED CALLS", value)
}

// patch reads lines as a diff has them: "-" is taken out, "+" comes in, a blank stays.
func (m *Mutant) patch(text string) error {
	var was, is strings.Builder
	for _, line := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		mark, rest := "", ""
		if line != "" {
			mark, rest = line[:1], line[1:]
		}
		switch mark {
		case "-":
			was.WriteString(rest + "\n")
		case "+":
			is.WriteString(rest + "\n")
		case "", " ":
			was.WriteString(rest + "\n")
			is.WriteString(rest + "\n")
		default:
			return fmt.Errorf("the line %q of the patch begins with none of -, + and a blank", line)
		}
	}
	m.Old, m.New = was.String(), is.String()
	return nil
}

// Apply puts the bug into the text of its file.
func (m Mutant) Apply(text string) (string, error) {
	// A line begins where the one before ends: the end of another one is no match.
	whole, old := "\n"+text, "\n"+m.Old
	if n := strings.Count(whole, old); n != 1 {
		return "", fmt.Errorf("mutant %s: the lines it changes stand in %s %d times: write it anew for what the code is now, or drop it with its rule", m.Name, m.File, n)
	}
	return strings.Replace(whole, old, "\n"+m.New, 1)[1:], nil
}

// Package is the package of the mutant's file, as the go command names it.
func (m Mutant) Package() string { return "./" + path.Dir(m.File) }
