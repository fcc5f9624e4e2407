package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// What is made of exports passes the check as it stands, and names everything that flows name.
func TestAScaffoldPassesTheCheck(t *testing.T) {
	folder := exportedTo(t)
	code, out, errOut := ran("settings", "scaffold", folder)
	if code != exitWell {
		t.Fatalf("ended with %d: %s%s", code, out, errOut)
	}
	name := filepath.Join(folder, scaffoldFile)
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`id: "q-1"`, `id: "h-1"`, `"p-1": https://example.com/p-1.mp3 # FILL IN:`, `- "arn:aws:lambda:eu-west-2:111122223333:function:who" # FILL IN:`,
		`"m-1": "greeting.json"`, `"billing": "billing.json"`, `id: "arn:aws:lex:eu-west-2:111122223333:bot-alias/DESK/LIVE"`, `{intent: "Billing", key: "1"`,
		`flow: "main.json"`, `number: +14155550100 # FILL IN: the number that callers of main.json dial`,
	} {
		if !strings.Contains(string(text), want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	if strings.Contains(string(text), "lenient") || strings.Count(string(text), "flow: ") != 1 {
		t.Errorf("want one line and no leniency in\n%s", text)
	}
	if code, out, errOut := ran("settings", "check", name); code != exitWell || out != name+": can be used; lines: main\n" {
		t.Errorf("check ended with %d: %s%s", code, out, errOut)
	}
	if listed, marked := len(regexp.MustCompile(`(?m):\d+: fill in `).FindAllString(out, -1)), strings.Count(string(text), fillIn); listed != marked || marked == 0 {
		t.Errorf("%d placeholders are listed of %d:\n%s", listed, marked, out)
	}
	if code, _, errOut := ran("settings", "scaffold", folder); code != exitFailed || !strings.Contains(errOut, "is there already") {
		t.Errorf("a second time: %d %s, want the file left as it is", code, errOut)
	}
}

func TestAScaffoldNeedsFlows(t *testing.T) {
	folder := t.TempDir()
	if code, _, errOut := ran("settings", "scaffold", folder); code != exitFailed || !strings.Contains(errOut, "has no flow") {
		t.Errorf("an empty folder: %d %s", code, errOut)
	}
	if code, _, errOut := ran("settings", "scaffold", filepath.Join(folder, "none")); code != exitFailed || !strings.Contains(errOut, "there is no folder") {
		t.Errorf("no folder: %d %s", code, errOut)
	}
}

// A flow that needs leniency gets it, and the file says so.
func TestAScaffoldIsLenientWhereItMust(t *testing.T) {
	folder := t.TempDir()
	text := `{"Version":"2019-10-30","StartAction":"case","Metadata":{},"Actions":[
{"Identifier":"case","Type":"CreateCase","Parameters":{"CaseTemplateId":"t","Fields":{}},"Transitions":{"NextAction":"end","Errors":[{"ErrorType":"ContactNotLinked","NextAction":"end"},{"ErrorType":"NoMatchingError","NextAction":"end"}]}},
{"Identifier":"end","Type":"DisconnectParticipant","Parameters":{},"Transitions":{}}]}`
	if err := os.WriteFile(filepath.Join(folder, "case.json"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, errOut := ran("settings", "scaffold", folder)
	made, _ := os.ReadFile(filepath.Join(folder, scaffoldFile))
	if code != exitWell || !strings.Contains(string(made), "lenient: true") {
		t.Errorf("ended with %d: %s%s%s", code, out, errOut, made)
	}
}
