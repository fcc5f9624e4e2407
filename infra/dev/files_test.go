package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ringdown/shared/flow"
)

const (
	first    = "../../testdata/config/good/first.yaml"
	all      = "../../testdata/config/good/everything.yaml"
	flows    = "../../testdata/flows/"
	goodFlow = flows + "support_line.json"
)

func TestSettingsCheckSaysWhatTheFilesWant(t *testing.T) {
	bad, err := filepath.Glob("../../testdata/config/bad/*.yaml")
	if err != nil || len(bad) == 0 {
		t.Fatal("no bad settings to check")
	}
	for _, file := range bad {
		code, out, errOut := ran("settings", "check", file)
		want, err := os.ReadFile(strings.TrimSuffix(file, ".yaml") + ".want")
		if err != nil {
			t.Fatal(err)
		}
		got := strings.ReplaceAll(out, file+": ", "")
		got = strings.ReplaceAll(got, file+":", "")
		if code != exitFailed || errOut != "" || got != string(want) {
			t.Errorf("%s: exit %d, %q\n%s", file, code, errOut, out)
		}
	}
}

func TestSettingsCheckOfGoodAndBad(t *testing.T) {
	code, out, _ := ran("settings", "check", "--json", first, "../../testdata/config/bad/empty.yaml")
	var got []struct {
		File     string
		OK       bool
		Lines    []string
		Problems []struct {
			Line, Column int
			Message      string
		}
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil || code != exitFailed || len(got) != 2 {
		t.Fatalf("exit %d, %v: %s", code, err, out)
	}
	if !got[0].OK || got[0].Lines[0] != "acme-support" || got[0].Problems == nil || len(got[0].Problems) != 0 {
		t.Errorf("the good one: %+v", got[0])
	}
	if got[1].OK || got[1].Problems[0].Line != 1 || got[1].Problems[0].Message != "the file is empty: begin with version: 1" {
		t.Errorf("the bad one: %+v", got[1])
	}
	if code, out, _ := ran("settings", "check", first); code != exitWell || out != first+": can be used; lines: acme-support\n" {
		t.Errorf("exit %d, %q", code, out)
	}
}

func TestSettingsFromStandardInput(t *testing.T) {
	text, err := os.ReadFile(first)
	if err != nil {
		t.Fatal(err)
	}
	code, _, errOut := ranWith(string(text), "call", "--config", "-", "--caller", "1s after dialling hang up")
	if code != exitWell || errOut != "" {
		t.Errorf("exit %d, %q", code, errOut)
	}
}

func TestAnExportedFlowMayBeAttachedAndRuns(t *testing.T) {
	code, exported, errOut := ran("flow", "export", "--config", attendant, "--line", "operations")
	if code != exitWell || errOut != "" {
		t.Fatalf("exit %d, %q", code, errOut)
	}
	if code, out, _ := ranWith(exported, "flow", "check", "-"); code != exitWell || out != "-: may be attached to a line\n" {
		t.Errorf("exit %d, %q", code, out)
	}
	code, out, _ := ranWith(exported, "flow", "run", "-", "--keys", "3", "--json")
	var got ranFlow
	if err := json.Unmarshal([]byte(out), &got); err != nil || code != exitWell {
		t.Fatalf("exit %d, %v: %s", code, err, out)
	}
	if want := "Welcome, Menu again, Menu, Pick billing, Ring team"; !strings.HasPrefix(strings.Join(got.Actions, ", "), want) {
		t.Errorf("came to %v, want %s", got.Actions, want)
	}
	if got.Ended != "talked with ana" || got.Failure != "" || got.SilenceSecondsMax > 5 {
		t.Errorf("got %+v", got)
	}
}

func TestFlowCheckSaysWhatTheFilesWant(t *testing.T) {
	code, out, _ := ran("flow", "check", "--json", goodFlow, flows+"bad_values.json", flows+"legacy.json")
	var got []checkedFlow
	if err := json.Unmarshal([]byte(out), &got); err != nil || code != exitFailed || len(got) != 3 {
		t.Fatalf("exit %d, %v", code, err)
	}
	if !got[0].OK || !got[0].Runnable || got[0].Findings == nil {
		t.Errorf("the good one: %+v", got[0])
	}
	if got[1].OK || got[1].Runnable || len(got[1].Findings) == 0 {
		t.Errorf("the one with bad values and an action that cannot run here: %+v", got[1])
	}
	if got[2].OK || got[2].Findings[0].Rule != "document" {
		t.Errorf("the legacy one: %+v", got[2])
	}
	if code, out, _ := ran("flow", "check", goodFlow); code != exitWell || out != goodFlow+": may be attached to a line\n" {
		t.Errorf("exit %d, %q", code, out)
	}
}

func TestAFlowOfPartsIsJudgedAsItRuns(t *testing.T) {
	if code, out, _ := ran("flow", "check", flows+"message_of_parts.json"); code != exitWell {
		t.Errorf("exit %d: %s", code, out)
	}
}

func TestALenientCheckTakesTheErrorBranch(t *testing.T) {
	bot := filepath.Join(t.TempDir(), "bot.json")
	text := `{"Version":"2019-10-30","StartAction":"Bot","Actions":[
{"Identifier":"Bot","Type":"ConnectParticipantWithLexBot","Parameters":{"Text":"How can I help?"},"Transitions":{"NextAction":"Bye","Errors":[{"NextAction":"Bye","ErrorType":"NoMatchingError"},{"NextAction":"Bye","ErrorType":"NoMatchingCondition"}]}},
{"Identifier":"Bye","Type":"MessageParticipant","Parameters":{"Text":"Goodbye."},"Transitions":{"NextAction":"End"}},
{"Identifier":"End","Type":"DisconnectParticipant"}]}`
	if err := os.WriteFile(bot, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, out, _ := ran("flow", "check", bot); code != exitFailed || !strings.Contains(out, "error: ConnectParticipantWithLexBot is not supported here") {
		t.Errorf("exit %d: %s", code, out)
	}
	if code, out, _ := ran("flow", "check", "--lenient", bot); code != exitWell || !strings.Contains(out, `; every call takes its branch NoMatchingError (lenient) in "Bot"`) {
		t.Errorf("exit %d: %s", code, out)
	}
	if code, out, _ := ran("flow", "run", "--lenient", bot); code != exitWell || !strings.Contains(out, "actions: Bye, End\n") {
		t.Errorf("exit %d: %s", code, out)
	}
}

func TestFlowRunTellsOfTheSafePath(t *testing.T) {
	code, out, errOut := ran("flow", "run", flows+"round_and_round.json")
	want := "dev flow run: " + flows + `round_and_round.json ended in the safe path: action "Is it set": more than 500 actions without waiting` + "\n"
	if code != exitFailed || !strings.HasSuffix(errOut, want) || !strings.Contains(out, " and 440 more\n") {
		t.Errorf("exit %d, %q\n%s", code, errOut, out)
	}
}

func TestFlowRunPressesAtEachQuestion(t *testing.T) {
	code, out, errOut := ran("flow", "run", "--keys", "timeout,2", goodFlow)
	want := "ended: talked with ana\nactions: Trace, Greet, Office hours, Choose, Once more, Choose, Networks, Ring\n"
	if code != exitWell || errOut != "" || !strings.Contains(out, want) {
		t.Errorf("exit %d, %q\n%s", code, errOut, out)
	}
}

func TestFlowDraw(t *testing.T) {
	code, out, errOut := ran("flow", "draw", goodFlow)
	if code != exitWell || errOut != "" || !strings.HasPrefix(out, "flowchart TD\n") || !strings.Contains(out, "TransferParticipantToTeam") {
		t.Errorf("exit %d, %q\n%s", code, errOut, out)
	}
}

func TestFilesThatCannotBeUsed(t *testing.T) {
	refuses(t, []wrong{
		{"settings not there", []string{"settings", "check", "nowhere.yaml"}, exitFailed, "dev settings check: there is no file nowhere.yaml: name one that exists"},
		{"a folder", []string{"settings", "check", "../dev"}, exitFailed, "dev settings check: ../dev cannot be read: is a directory"},
		{"an export of no line", []string{"flow", "export", "--line", "sales"}, exitFailed, "dev flow export: --line sales: there is no such line in first.yaml; there are acme-support"},
		{"a flow not there", []string{"flow", "check", "nowhere.json"}, exitFailed, "dev flow check: there is no file nowhere.json: name one that exists"},
		{"a drawing of no flow", []string{"flow", "draw", first}, exitFailed, "dev flow draw: " + first + ": parse flow: line 1 column 1: not JSON here: a flow is a JSON object with Version, StartAction and Actions"},
		{"a run of no flow", []string{"flow", "run", flows + "legacy.json"}, exitFailed, "dev flow run: " + flows + "legacy.json: error: " + flow.ErrLegacy.Error() + " (document)"},
		{"keys that are none", []string{"flow", "run", "--keys", "one", goodFlow}, exitUsage, `dev flow run: --keys: keys "one": write the keys to press at each question, such as 1 or 1,timeout,2`},
		{"a caller nobody understands", []string{"flow", "run", "--caller", "sings", goodFlow}, exitFailed, "dev flow run: " + goodFlow + `: script line 1: caller: "sings" is not understood; write like: answers after 4s, or 1s after hearing "press 1" press 1`},
	})
}

func TestATeamThatNoChannelReachesIsWarnedOf(t *testing.T) {
	code, out, errOut := ran("settings", "check", attendant, first)
	if code != exitWell || errOut != "" || !strings.Contains(out, "team platform: no channel reaches it") {
		t.Errorf("exit %d, %q, %q", code, out, errOut)
	}
	if strings.Contains(out, "team support: no channel") {
		t.Errorf("a team with mail is warned of: %q", out)
	}
}
