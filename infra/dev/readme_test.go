package main

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"
)

var makeCall = regexp.MustCompile("(?s)```\n\\$ make call\n(.*?)```")

// The transcript in the README is what the command behind `make call` prints today.
// UPDATE_GOLDEN=1 (make golden) writes it there.
func TestTheReadmeShowsWhatMakeCallPrints(t *testing.T) {
	const readme = "../../README.md"
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	var out, errOut bytes.Buffer
	if code := run([]string{"call"}, strings.NewReader(""), &out, &errOut); code != exitWell {
		t.Fatalf("call ended with %d: %s", code, errOut.String())
	}
	shown := makeCall.FindSubmatch(text)
	if shown == nil {
		t.Fatal("the README has no block that begins with $ make call")
	}
	if bytes.Equal(shown[1], out.Bytes()) {
		return
	}
	if os.Getenv("UPDATE_GOLDEN") == "" {
		t.Fatalf("the README shows another transcript; make golden writes this one:\n%s", out.String())
	}
	text = bytes.Replace(text, shown[1], out.Bytes(), 1)
	if err := os.WriteFile(readme, text, 0o644); err != nil {
		t.Fatal(err)
	}
}
