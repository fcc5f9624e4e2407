package flow

import (
	"os"
	"path/filepath"
	"testing"
)

const samples = "../../testdata/flows"

func readSample(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(samples, name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func parseSample(t testing.TB, name string) Flow {
	t.Helper()
	f, err := Parse(readSample(t, name))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return f
}

func parseText(t testing.TB, text string) Flow {
	t.Helper()
	f, err := Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return f
}
