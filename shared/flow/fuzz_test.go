package flow

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"
)

func seed(f *testing.F) {
	files, err := filepath.Glob(filepath.Join(samples, "*.json"))
	if err != nil || len(files) == 0 {
		f.Fatalf("seeds: %v %v", files, err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add([]byte(`"{\"Actions\":[]}"`))
	f.Add([]byte(`{"Name":"n","Type":"CUSTOMER_QUEUE","Content":"{\"Actions\":[{}]}"}`))
	f.Add([]byte(`{"Actions":[{"Identifier":"\ud800","Type":1e9,"Parameters":{"a":[[null]],"a":-0.5}}],"Metadata":[1,"\u2028"],"Metadata":null}`))
}

// Whatever the bytes, reading ends without a panic, and what was read can be written and read
// again, unchanged.
func FuzzParse(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		read, err := Parse(b)
		if err != nil {
			return
		}
		written, err := read.Write()
		if err != nil {
			t.Fatalf("cannot write: %v", err)
		}
		if !utf8.Valid(written) {
			t.Fatal("wrote broken UTF-8")
		}
		again, err := Parse(written)
		if len(written) > maximumDocumentBytes {
			return
		}
		if err != nil || !Equal(read, again) {
			t.Fatalf("%v\n%s", err, written)
		}
		twice, err := again.Write()
		if err != nil || !bytes.Equal(written, twice) {
			t.Fatalf("%v\n%s\n%s", err, written, twice)
		}
	})
}
