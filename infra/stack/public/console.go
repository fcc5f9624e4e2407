package public

import (
	"fmt"
	"io/fs"
	"mime"
	"path"
	"strings"

	"ringdown/infra/console"
	"ringdown/shared/routes"
)

// consoleAge has browsers ask each time whether a file is still the same: their names do not change with what is in them.
const consoleAge = "no-cache"

// Console lists the files of the web console, with what it is told about the deployment. The page that names the others comes last,
// so that nobody loads a page whose scripts are not there yet.
func Console(config []byte) ([]File, error) {
	at := strings.TrimPrefix(routes.ConsolePath, "/")
	out := []File{{Key: at + console.ConfigFile, ContentType: "application/json", CacheControl: consoleAge, Body: config}}
	var index File
	err := fs.WalkDir(console.Files(), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		body, err := fs.ReadFile(console.Files(), name)
		f := File{Key: at + name, ContentType: contentType(name), CacheControl: consoleAge, Body: body}
		if name == console.Index {
			index = f
		} else {
			out = append(out, f)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the console's files: %w", err)
	}
	return append(out, index), nil
}

// contentType is a script's own, whatever the machine's table says of it.
func contentType(name string) string {
	if path.Ext(name) == ".js" {
		return "text/javascript; charset=utf-8"
	}
	return mime.TypeByExtension(path.Ext(name))
}
