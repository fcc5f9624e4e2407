package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ringdown/shared/problem"
	"ringdown/shared/resource"
	"ringdown/shared/settings"
)

// A folder of settings has a file for each resource: account.yaml, lines/ID.yaml, teams/ID.yaml and
// so on. The document of a flow lies beside its settings, as flows/ID.json, so that the designer's
// export can be dropped there. The schemas for editors are in schemas.

// folderFilesMax bounds the files of a folder: a mistake such as the home folder ends early.
const folderFilesMax = 20_000

// settingsFile is where a resource lies in a folder.
func settingsFile(folder string, ref resource.Ref) string {
	if ref.Kind == resource.Account {
		return filepath.Join(folder, "account.yaml")
	}
	return filepath.Join(folder, string(ref.Kind), ref.ID+".yaml")
}

func documentFile(folder string, ref resource.Ref) string {
	return filepath.Join(folder, string(ref.Kind), ref.ID+".json")
}

// schemaLine leads an editor to the schema of a file (yaml-language-server, modeline).
func schemaLine(kind resource.Kind) string {
	up := "../"
	if kind == resource.Account {
		up = ""
	}
	return fmt.Sprintf("# yaml-language-server: $schema=%sschemas/%s.json\n", up, kind)
}

// loadFolder reads every resource of a folder, or the ones named. All faults are printed, each with
// its file and place; then ok is false.
func (o *options) loadFolder(folder string, only []resource.Ref) (found []resource.Resource, ok bool) {
	ok = true
	for _, kind := range resource.Kinds {
		if _, has := settings.Body(kind); !has {
			continue
		}
		refs, err := refsIn(folder, kind)
		if err != nil {
			o.failed("%v", err)
			return nil, false
		}
		for _, ref := range refs {
			if len(only) > 0 && !slices.Contains(only, ref) {
				continue
			}
			r, fine := o.loadResource(folder, ref)
			found, ok = append(found, r), ok && fine
		}
	}
	if !ok {
		o.failed("%s cannot be used: mend what is listed above", folder)
	}
	return found, ok
}

// refsIn lists the resources of a kind that a folder has files of, by id. A document without settings
// is one, too.
func refsIn(folder string, kind resource.Kind) ([]resource.Ref, error) {
	if kind == resource.Account {
		ref := resource.Ref{Kind: kind, ID: resource.AccountID}
		if _, err := os.Stat(settingsFile(folder, ref)); err != nil {
			return nil, nil // a folder need not have one
		}
		return []resource.Ref{ref}, nil
	}
	entries, err := os.ReadDir(filepath.Join(folder, string(kind)))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("%s cannot be read: %w", filepath.Join(folder, string(kind)), reason(err))
	case len(entries) > folderFilesMax:
		return nil, fmt.Errorf("%s has more than %d files: is it the right folder?", filepath.Join(folder, string(kind)), folderFilesMax)
	}
	var refs []resource.Ref
	for _, e := range entries {
		ending := filepath.Ext(e.Name())
		if e.IsDir() || strings.HasPrefix(e.Name(), ".") || ending != ".yaml" && (ending != ".json" || kind != resource.Flows) {
			continue
		}
		if ref := (resource.Ref{Kind: kind, ID: strings.TrimSuffix(e.Name(), ending)}); !slices.Contains(refs, ref) {
			refs = append(refs, ref)
		}
	}
	return refs, nil
}

// loadResource reads one resource, and prints what is wrong with it.
func (o *options) loadResource(folder string, ref resource.Ref) (r resource.Resource, ok bool) {
	f, err := readResource(folder, ref)
	if err != nil {
		o.failed("%v", err)
		return r, false
	}
	r, problems := f.Parse(ref)
	for _, p := range problems {
		fmt.Fprintf(o.errOut, "%s:%s\n", settingsFile(folder, ref), placed(p))
	}
	return r, !problem.Fatal(problems)
}

func readResource(folder string, ref resource.Ref) (f settings.ResourceFile, err error) {
	read := func(name string) ([]byte, error) {
		text, err := os.ReadFile(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil, nil
		case err != nil:
			return nil, fmt.Errorf("%s cannot be read: %w", name, reason(err))
		}
		return text, nil
	}
	if f.Settings, err = read(settingsFile(folder, ref)); err != nil || ref.Kind != resource.Flows {
		return f, err
	}
	if f.Document, err = read(documentFile(folder, ref)); f.Settings == nil && f.Document != nil {
		f.Settings = []byte("{}\n") // a document that was dropped into the folder
	}
	return f, err
}

// writeResource writes a resource into a folder. A file that says the same already stays as it is,
// with its comments. Wrote reports whether anything was written.
func writeResource(folder string, r resource.Resource) (wrote bool, err error) {
	if there, err := readResource(folder, r.Ref); err == nil && there.Settings != nil {
		if said, problems := there.Parse(r.Ref); len(problems) == 0 && string(said.Body) == string(r.Body) {
			return false, nil
		}
	}
	f, err := settings.FileOf(r)
	if err != nil {
		return false, err
	}
	name := settingsFile(folder, r.Ref)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return false, fmt.Errorf("make the folder %s: %w", filepath.Dir(name), reason(err))
	}
	if f.Document != nil {
		if err := os.WriteFile(documentFile(folder, r.Ref), f.Document, 0o644); err != nil {
			return false, fmt.Errorf("write %s: %w", documentFile(folder, r.Ref), reason(err))
		}
	}
	if err := os.WriteFile(name, append([]byte(schemaLine(r.Kind)), f.Settings...), 0o644); err != nil {
		return false, fmt.Errorf("write %s: %w", name, reason(err))
	}
	return true, nil
}

// onlyFlag limits a command to some resources.
func (o *options) onlyFlag(into *[]resource.Ref) {
	o.Func("only", "only these `RESOURCES`, such as teams/platform,users/ana; everything else is left alone", func(s string) error {
		for _, word := range strings.Split(s, ",") {
			kind, id, _ := strings.Cut(strings.TrimSpace(word), "/")
			ref := resource.Ref{Kind: resource.Kind(kind), ID: id}
			if ref.Kind == resource.Account {
				ref.ID = resource.AccountID
			}
			if _, ok := settings.Body(ref.Kind); !ok || ref.ID == "" || strings.Contains(ref.ID, "/") {
				return fmt.Errorf("%q names no resource: write it like teams/platform", word)
			}
			*into = append(*into, ref)
		}
		return nil
	})
}

// among is a snapshot with some resources alone; none named is all of it.
func among(s resource.Snapshot, only []resource.Ref) resource.Snapshot {
	if len(only) == 0 {
		return s
	}
	return resource.Snapshot{Head: s.Head, Resources: slices.DeleteFunc(slices.Clone(s.Resources), func(r resource.Resource) bool { return !slices.Contains(only, r.Ref) })}
}
