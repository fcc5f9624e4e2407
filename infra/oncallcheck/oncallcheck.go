// Package oncallcheck runs a file of on-call cases against shared/oncall and says which come out
// otherwise.
//
// The files are plain JSON, so that another implementation of the same rules, in any language, can
// be compared with this one on the same schedules. Results are compared by what they mean: instants
// as instants whatever their offset, a last tier of nobody as no such tier, neighbouring segments
// with the same people as one, and gaps as the time they cover however it is cut. Everything else
// is exact.
//
// To add a kind of case: write a function of type runner in kinds.go and name it in the table
// runners.
package oncallcheck

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sort"
	"strings"
)

const (
	// maxFileBytes bounds a case file; 100,000 random schedules fit.
	maxFileBytes = 256 << 20
	// schemaVersion is the version of the file's schema this package reads.
	schemaVersion = 1
)

type file struct {
	Schema *struct {
		Version *int `json:"version"`
	} `json:"schema"`
	Cases []json.RawMessage `json:"cases"`
}

type heading struct {
	ID    string `json:"id"`
	Kind  string `json:"kind"`
	Title string `json:"title"`
}

// outcome is what a case should give and what it gave, both as text for people.
type outcome struct {
	expected, got string
}

// runner runs one case. It returns nil when the case passes, and an error when the case cannot be
// run.
type runner func(text json.RawMessage) (*outcome, error)

// Run runs the cases of a file, prints every failing one with what was expected and what came out,
// then how many were skipped by kind, and closes with one line "N passed, N failed, N skipped".
// failed says whether any case failed; err, that the file could not be read as a case file or w not
// written. A case that cannot be run has failed.
func Run(r io.Reader, w io.Writer) (failed bool, err error) {
	cases, err := read(r)
	if err != nil {
		return false, err
	}
	out := &strings.Builder{}
	passed, failures := 0, 0
	skipped := map[string]int{}
	for i, text := range cases {
		var head heading
		if err := json.Unmarshal(text, &head); err != nil {
			failures++
			fmt.Fprintf(out, "FAIL case %d\n  %v\n", i+1, err)
			continue
		}
		run, known := runners[head.Kind]
		if !known {
			skipped[head.Kind]++
			continue
		}
		result, err := run(text)
		switch {
		case err != nil:
			failures++
			fmt.Fprintf(out, "FAIL %s (%s)\n  cannot be run: %v\n", name(head, i), head.Kind, err)
		case result != nil:
			failures++
			fmt.Fprintf(out, "FAIL %s (%s)\n  expected %s\n  got      %s\n", name(head, i), head.Kind, result.expected, result.got)
		default:
			passed++
		}
	}
	total := writeSkipped(out, skipped)
	fmt.Fprintf(out, "%d passed, %d failed, %d skipped\n", passed, failures, total)
	if _, err := io.WriteString(w, out.String()); err != nil {
		return failures > 0, fmt.Errorf("write the result of the on-call cases: %w", err)
	}
	return failures > 0, nil
}

func read(r io.Reader) ([]json.RawMessage, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxFileBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read the on-call case file: %w", err)
	}
	if len(text) > maxFileBytes {
		return nil, fmt.Errorf("read the on-call case file: it is longer than %d bytes; split it", maxFileBytes)
	}
	var f file
	if err := json.Unmarshal(text, &f); err != nil {
		return nil, fmt.Errorf(`read the on-call case file: it is not JSON of the form {"schema": {"version": %d}, "cases": [...]}: %w`, schemaVersion, err)
	}
	if f.Schema != nil && f.Schema.Version != nil && *f.Schema.Version != schemaVersion {
		return nil, fmt.Errorf("read the on-call case file: its schema has version %d, this program reads version %d", *f.Schema.Version, schemaVersion)
	}
	if len(f.Cases) == 0 {
		return nil, errors.New(`read the on-call case file: it holds no cases; they belong into the list "cases"`)
	}
	return f.Cases, nil
}

func name(head heading, i int) string {
	id := head.ID
	if id == "" {
		id = fmt.Sprintf("case %d", i+1)
	}
	if head.Title == "" {
		return id
	}
	return id + ": " + head.Title
}

func writeSkipped(out *strings.Builder, skipped map[string]int) (total int) {
	kinds := make([]string, 0, len(skipped))
	for kind := range skipped {
		kinds = append(kinds, kind)
	}
	sort.Strings(kinds)
	for _, kind := range kinds {
		total += skipped[kind]
		fmt.Fprintf(out, "skipped %d of kind %q, which this program does not know\n", skipped[kind], kind)
	}
	return total
}
