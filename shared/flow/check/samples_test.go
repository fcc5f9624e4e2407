package check

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"ringdown/shared/flow"
)

const samples = "../../../testdata/flows"

func readSample(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(samples, name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func parseSample(t testing.TB, name string) flow.Flow {
	t.Helper()
	f, err := flow.Parse(readSample(t, name))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return f
}

func parseText(t testing.TB, text string) flow.Flow {
	t.Helper()
	f, err := flow.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// oneAction is a flow that begins with the action given as JSON text and ends at once.
func oneAction(t testing.TB, action string) flow.Flow {
	t.Helper()
	return parseText(t, `{"Version":"2019-10-30","StartAction":"a","Actions":[`+action+`,{"Identifier":"z","Type":"DisconnectParticipant","Transitions":{}}]}`)
}

// oneLine shows a finding as the .findings files do.
func oneLine(f Finding) string {
	return fmt.Sprintf("%s %s %d:%d %s", f.Severity, f.Rule, f.Line, f.Column, f.Path)
}
