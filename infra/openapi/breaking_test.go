package openapi

import (
	"os"
	"slices"
	"strings"
	"testing"

	"ringdown/shared/api/document"
)

// corrections are bounds that were held since the last release, and that its document forgot to say.
var corrections = []string{"schema Attendant, plays: ", "schema Attendant, waitSeconds: ", "schema Rotation, turns: maxItems "}

func TestClientsOfTheReleasedDocumentAreServed(t *testing.T) {
	released, err := os.ReadFile("../../" + ReleasedFile)
	if err != nil {
		t.Fatal(err)
	}
	found, err := Breaking(released, document.JSON)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		if slices.ContainsFunc(corrections, func(c string) bool { return strings.HasPrefix(f, c) }) {
			continue
		}
		t.Errorf("%s: clients of the last release break; keep it, or raise the first number of Version and write the document with --release", f)
	}
}

func TestWhatClientsWouldStumbleOverIsFound(t *testing.T) {
	released := string(document.JSON)
	for name, tc := range map[string]struct{ was, is, says string }{
		"an operation":      {`"/lines/{id}/diff"`, `"/lines/{id}/compare"`, "diffLine: get /lines/{id}/diff is gone"},
		"a parameter":       {`"name": "limit"`, `"name": "most"`, "the parameter query limit is gone"},
		"an id":             {`"operationId": "getLine"`, `"operationId": "readLine"`, "getLine: is called readLine"},
		"a key of settings": {`"ringSeconds": {`, `"ringsFor": {`, "schema Ring: ringSeconds is gone"},
		"a word": {`"enum": [
     "live",
     "voicemail"
    ]`, `"enum": [
     "live"
    ]`, `"voicemail" is no longer one of its words`},
		"a limit": {`"maximum": 600,
      "minimum": 30,`, `"maximum": 300,
      "minimum": 30,`, "maximum was 600 and is 300"},
		"a key that is asked for": {`"required": [
     "address"
    ]`, `"required": [
     "address",
     "description"
    ]`, "schema Prompt: description must be given"},
		"a key that was answered": {`"required": [
     "items"
    ]`, `"required": []`, "schema List: items may be missing"},
		"an answer": {`"201": {`, `"202": {`, "answer 201: is gone"},
		"a type":    {`"type": "boolean"`, `"type": "string"`, "type was boolean and is string"},
	} {
		if !strings.Contains(released, tc.was) {
			t.Errorf("%s: the document has no %s", name, tc.was)
			continue
		}
		found, err := Breaking([]byte(released), []byte(strings.ReplaceAll(released, tc.was, tc.is)))
		if err != nil || !strings.Contains(strings.Join(found, "\n"), tc.says) {
			t.Errorf("%s: want %s, got %d findings, %v\n%.600s", name, tc.says, len(found), err, strings.Join(found, "\n"))
		}
	}
	if found, err := Breaking([]byte(released), []byte(released)); err != nil || len(found) > 0 {
		t.Errorf("the same document: %v, %v", found, err)
	}
	renamed := strings.NewReplacer(`"#/components/schemas/Ring"`, `"#/components/schemas/Ringing"`, `   "Ring": {`, `   "Ringing": {`).Replace(released)
	if found, err := Breaking([]byte(released), []byte(renamed)); err != nil || len(found) > 0 {
		t.Errorf("a schema by another name: %v, %v", found, err)
	}
	renamed = strings.ReplaceAll(renamed, `"ringSeconds": {`, `"ringsFor": {`)
	if found, _ := Breaking([]byte(released), []byte(renamed)); !strings.Contains(strings.Join(found, "\n"), "ringSeconds is gone") {
		t.Errorf("a schema by another name that lost a key: %v", found)
	}
	more := strings.ReplaceAll(released, `"required": [
     "items"
    ]`, `"required": [
     "items",
     "total"
    ]`)
	if found, err := Breaking([]byte(released), []byte(more)); err != nil || len(found) > 0 {
		t.Errorf("one more key in an answer: %v, %v", found, err)
	}
}
