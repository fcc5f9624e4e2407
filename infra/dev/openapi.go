package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"ringdown/infra/openapi"
)

const openapiAbout = `Writes the API's document, and the page to read it on, into the package that serves them. Run it in the
repository after a change of operations or of settings; a test fails while they are stale.

With --release the document becomes the one that later ones are compared with, so that no change breaks its clients unseen.`

// documentFolder is where the document is served from.
const documentFolder = "shared/api/document"

func runOpenAPI(args []string, in io.Reader, out, errOut io.Writer) int {
	o := newOptions("openapi", "", openapiAbout, in, out, errOut)
	var release bool
	o.BoolVar(&release, "release", false, "also write "+openapi.ReleasedFile)
	if code, done := o.read(args); done {
		return code
	}
	place, err := openapi.Filled(nil, io.Discard)
	if err != nil {
		return o.failed("%v", err)
	}
	text, err := openapi.Document(os.DirFS("."), place)
	if err != nil {
		return o.failed("%v", err)
	}
	page, err := openapi.Page(text)
	if err != nil {
		return o.failed("%v", err)
	}
	files := map[string][]byte{filepath.Join(documentFolder, "openapi.json"): text, filepath.Join(documentFolder, "page.html"): page}
	if release {
		files[openapi.ReleasedFile] = text
	}
	for name, text := range files {
		if err := os.WriteFile(name, text, 0o644); err != nil {
			return o.failed("write %s: run this in the repository: %v", name, err)
		}
	}
	fmt.Fprintf(out, "%s: %d operations\n", documentFolder, len(place.Operations))
	return exitWell
}
