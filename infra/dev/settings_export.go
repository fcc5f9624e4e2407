package main

import (
	"fmt"
	"io"
	"regexp"
	"slices"

	"ringdown/shared/resource"
	"ringdown/shared/settings"
)

const settingsExportAbout = `Writes the settings that are in force into a folder, one YAML file for each resource, with a schema for editors. A file
that says the same already stays as it is. It removes nothing: what is in the folder and not in force is listed.`

func runSettingsExport(args []string, in io.Reader, out, errOut io.Writer) int {
	o := newOptions("settings export", "DIR", settingsExportAbout, in, out, errOut)
	var a apiOptions
	var only []resource.Ref
	o.apiFlags(&a)
	o.onlyFlag(&only)
	if code, done := o.read(args); done {
		return code
	}
	ctx, stop := interruptible()
	defer stop()
	client, code := o.client(ctx, a)
	if code != exitWell {
		return code
	}
	now, err := client.Snapshot(ctx)
	if err != nil {
		return o.failed("%v", err)
	}
	return o.exportTo(o.files[0], among(now, only), only)
}

// masked is a phone number as whoever may not read numbers sees it.
var masked = regexp.MustCompile(`\+\*+[0-9]{3}`)

// readable refuses settings with masked numbers: as a file, they would be brought into service.
func (o *options) readable(now resource.Snapshot) bool {
	if slices.ContainsFunc(now.Resources, func(r resource.Resource) bool { return masked.Match(r.Body) }) {
		o.failed("the API masks phone numbers for this token: sign in as an editor")
		return false
	}
	return true
}

func (o *options) exportTo(folder string, now resource.Snapshot, only []resource.Ref) int {
	if !o.readable(now) {
		return exitFailed
	}
	written := 0
	for _, r := range now.Resources {
		wrote, err := writeResource(folder, r)
		if err != nil {
			return o.failed("%v", err)
		}
		if wrote {
			written++
			fmt.Fprintf(o.out, "written    %s\n", settingsFile(folder, r.Ref))
		}
	}
	if err := writeSchemas(folder); err != nil {
		return o.failed("%v", err)
	}
	for _, kind := range resource.Kinds {
		if _, ok := settings.Body(kind); !ok {
			continue
		}
		refs, err := refsIn(folder, kind)
		if err != nil {
			return o.failed("%v", err)
		}
		for _, ref := range among(snapshotOf(refs), only).Resources {
			if _, there := now.Find(ref.Ref); !there {
				fmt.Fprintf(o.out, "left       %s: %s is not in force\n", settingsFile(folder, ref.Ref), ref.Ref)
			}
		}
	}
	fmt.Fprintf(o.out, "%d resources are in force, %d files were written\n", len(now.Resources), written)
	return exitWell
}

// snapshotOf is of resources of which no more than their names are known.
func snapshotOf(refs []resource.Ref) (s resource.Snapshot) {
	for _, ref := range refs {
		s.Resources = append(s.Resources, resource.Resource{Ref: ref})
	}
	return s
}
