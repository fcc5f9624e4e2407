package public

import (
	"io/fs"
	"testing"

	"ringdown/infra/console"
)

func TestTheConsoleIsUploadedWhole(t *testing.T) {
	files, err := Console([]byte(`{"issuer":"https://id.example"}`))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]File{}
	for _, f := range files {
		all[f.Key] = f
		if f.ContentType == "" || f.CacheControl != "no-cache" || len(f.Body) == 0 {
			t.Errorf("%s is %q, %q, %d bytes", f.Key, f.ContentType, f.CacheControl, len(f.Body))
		}
	}
	err = fs.WalkDir(console.Files(), ".", func(name string, e fs.DirEntry, err error) error {
		if _, there := all["console/"+name]; !there && !e.IsDir() {
			t.Errorf("%s is not uploaded", name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if string(all["console/config.json"].Body) != `{"issuer":"https://id.example"}` {
		t.Errorf("config.json is %s", all["console/config.json"].Body)
	}
	if last := files[len(files)-1].Key; last != "console/index.html" {
		t.Errorf("%s is uploaded last: until then the page would name scripts that are not there", last)
	}
}
