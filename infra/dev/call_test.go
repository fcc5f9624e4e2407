package main

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

const (
	attendant = "../../testdata/config/good/attendant.yaml"
	golden    = "../../testdata/dev/call.txt"
)

// TestTheDefaultCall holds the transcript that the README shows. UPDATE_GOLDEN=1 writes it anew.
func TestTheDefaultCall(t *testing.T) {
	code, out, errOut := ran("call")
	if code != exitWell || errOut != "" {
		t.Fatalf("exit %d, %q", code, errOut)
	}
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(golden, []byte(out), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil || out != string(want) {
		t.Errorf("%v; the transcript is now:\n%s", err, out)
	}
}

func TestCallsInAFewWords(t *testing.T) {
	for _, c := range []struct {
		name string
		args []string
		want string // the closing paragraph
	}{
		{"a user takes it", []string{"--answer", "ben"},
			"outcome: talked with ben\nrung: ana mobile, ana office, ben\nalerts: none\nmessage: none\n"},
		{"a phone behind an extension takes it", []string{"--answer", "ana office", "--caller", "1s after talking hang up"},
			"outcome: talked with ana\nrung: ana mobile, ana office\nalerts: none\nmessage: none\n"},
		{"nobody answers", []string{"--nobody"},
			"outcome: voicemail\nrung: ana mobile, ana office, ben, cy, ana mobile, ana office\nalerts: voicemail to support\nmessage: 7 s\n"},
		{"the menu", []string{"--config", attendant, "--press", "2"},
			"outcome: talked with ben\nrung: ben\nalerts: none\nmessage: none\n"},
		{"the menu in another language, after a wrong key", []string{"--config", attendant, "--line", "betrieb", "--press", "9,2"},
			"outcome: talked with ben\nrung: ben\nalerts: call to network\nmessage: none\n"},
		{"people in words", []string{"--who", "ana mobile: declines after 2s", "--who", `ana office: busy`, "--who", `ben: answers after 1s; 2s after being asked press 1`},
			"outcome: talked with ben\nrung: ana mobile, ana office, ben\nalerts: none\nmessage: none\n"},
		{"the caller gives up", []string{"--caller", "caller: 5s after dialling hang up", "--from", "withheld"},
			"outcome: missed\nrung: ana mobile\nalerts: missed to support\nmessage: none\n"},
		{"with faults and a question turned over", []string{"--faults", "duplicates, reordered", "--switch", "LegsOutliveConversation"},
			"outcome: talked with ana\nrung: ana mobile\nalerts: none\nmessage: none\nfaults: 12 webhooks repeated\n"},
		{"a flow of its own", []string{"--config", "../../testdata/config/good/own-flow.yaml", "--caller", "3s after dialling hang up"}, "message: none\n"},
		{"a scenario", []string{"--file", "../../testdata/calls/decline_passes_on.txtar"}, "alerts: none\nmessage: none\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			code, out, errOut := ran(append([]string{"call"}, c.args...)...)
			if code != exitWell || errOut != "" || !strings.HasSuffix(out, c.want) {
				t.Errorf("exit %d, %q\n%s\nwant %s", code, errOut, out, c.want)
			}
		})
	}
}

// TestTheHelpNamesTheFaultsThereAre: each is understood as it stands there.
func TestTheHelpNamesTheFaultsThereAre(t *testing.T) {
	_, help, _ := ran("call", "--help")
	for _, fault := range []string{
		"duplicates, reordered", "lose outbound timeout", "lose first completed", "slow answer 2s", "refuse POST 1 429", "lose reply POST 1",
		"cut accept 1", "conflicts 9", "calls away 25s", "dialplans away 9s", "no wakes",
	} {
		if !strings.Contains(help, fault) {
			t.Errorf("the help lacks %q:\n%s", fault, help)
		}
		if _, out, errOut := ran("call", "--faults", fault); !strings.Contains(out, "\noutcome: ") {
			t.Errorf("%q: %s", fault, errOut)
		}
	}
}

func TestCallForPrograms(t *testing.T) {
	_, people, _ := ran("call", "--answer", "cy")
	code, out, _ := ran("call", "--answer", "cy", "--json")
	var got struct {
		Outcome, Message string
		Rung, Alerts     []string
		Transcript       []map[string]any
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil || code != exitWell {
		t.Fatalf("exit %d, %v", code, err)
	}
	if got.Outcome != "talked with cy" || len(got.Rung) != 4 || got.Rung[3] != "cy" || got.Alerts == nil || got.Message != "none" {
		t.Errorf("got %+v", got)
	}
	if lines := strings.Count(people, "\n") - 7; len(got.Transcript) != lines {
		t.Errorf("%d lines for programs, %d for people", len(got.Transcript), lines)
	}
	for _, l := range got.Transcript {
		if len(l) != 4 {
			t.Fatalf("a line has not the four keys seconds, who, ordered, what: %v", l)
		}
	}
}

func TestAScenarioIsHeldToWhatItWants(t *testing.T) {
	body := "A call.\n-- given --\nsettings: first.yaml\n-- script --\ncaller: 5s after dialling hang up\n-- want --\noutcome: voicemail\n"
	code, _, errOut := ranWith(body, "call", "--file", "-")
	if want := "dev call: outcome: got \"missed\", want \"voicemail\"\n"; code != exitFailed || errOut != want {
		t.Errorf("exit %d, %q", code, errOut)
	}
}

func TestCallsThatCannotBePlayed(t *testing.T) {
	refuses(t, []wrong{
		{"a line that is not there", []string{"call", "--line", "sales"}, exitFailed, `dev call: --line sales: there is no such line in first.yaml; there are acme-support`},
		{"a number that is none", []string{"call", "--from", "0199"}, exitFailed, `dev call: --from: not a phone number in international form: begin with + and the country code, like +14155550100; or write withheld`},
		{"a time that is none", []string{"call", "--at", "tonight"}, exitUsage, `dev call: --at "tonight" is no time: write it like 2026-03-02T02:14:00Z or 2026-03-02T02:14:00-05:00`},
		{"a user who is not there", []string{"call", "--answer", "dan"}, exitFailed, `dev call: --answer dan: nobody of that name has a phone; there are ana mobile, ana office, ben, cy`},
		{"a phone that is not there", []string{"call", "--who", "dan: busy"}, exitFailed, `dev call: --who "dan: busy": nobody has a phone called "dan"; there are ana mobile, ana office, ben, cy`},
		{"words without a colon", []string{"call", "--who", "ben busy"}, exitFailed, `dev call: --who "ben busy": "ben busy" has no colon; write who: what they do`},
		{"words nobody understands", []string{"call", "--who", "ben: sings"}, exitFailed, `dev call: --who "ben: sings": ben: "sings" is not understood; write like: answers after 4s, or 1s after hearing "press 1" press 1`},
		{"the caller among the phones", []string{"call", "--who", "caller: busy"}, exitFailed, `dev call: --who "caller: busy": write one phone and what it does, and the caller into --caller`},
		{"a caller nobody understands", []string{"call", "--caller", "sings"}, exitFailed, `dev call: --caller "sings": "sings" is not understood; write like: answers after 4s, or 1s after hearing "press 1" press 1`},
		{"a key where none is asked for", []string{"call", "--press", "2"}, exitFailed, `dev call: --press 2: line acme-support asks for no key; leave --press out, or choose a line with a menu`},
		{"keys that are none", []string{"call", "--config", attendant, "--press", "two"}, exitFailed, `dev call: keys "two": write the keys to press at each question, such as 1 or 1,timeout,2`},
		{"a fault that is none", []string{"call", "--faults", "rain"}, exitFailed, `dev call: fault "rain" is not known; dev call --help lists those there are`},
		{"settings that are not there", []string{"call", "--config", "nowhere.yaml"}, exitFailed, `dev call: there is no file nowhere.yaml: name one that exists`},
		{"settings that are wrong", []string{"call", "--config", "../../testdata/config/bad/empty.yaml"}, exitFailed, `../../testdata/config/bad/empty.yaml:1:1: the file is empty: begin with version: 1`},
		{"nobody and somebody", []string{"call", "--nobody", "--answer", "ben"}, exitUsage, `dev call: --nobody leaves no phone to be answered: leave out --nobody, or --answer`},
		{"a phone that is answered and is not", []string{"call", "--who", "ben: busy", "--answer", "ben"}, exitUsage, `dev call: --answer ben and --who "ben" are of one phone: leave out one of them`},
		{"a user's phone that is answered and is not", []string{"call", "--answer", "ana", "--who", "ana mobile: busy"}, exitUsage, `dev call: --answer ana and --who "ana mobile" are of one phone: leave out one of them`},
		{"two who take it", []string{"call", "--answer", "ana", "--answer", "ben"}, exitUsage, `dev call: invalid value "ben" for --answer: ana takes the call already; leave out one of them, and write with --who what others do`},
		{"an address of another kind", []string{"call", "--live", "--addr", "https://127.0.0.1:1"}, exitUsage, `dev call: invalid value "https://127.0.0.1:1" for --addr: write an address like 127.0.0.1:8080 or http://127.0.0.1:8080`},
		{"no desk at a URL", []string{"call", "--live", "--addr", "http://127.0.0.1:1/"}, exitFailed, `dev call: no desk is running at 127.0.0.1:1; start one in another terminal with: go run ./infra/dev serve --addr 127.0.0.1:1`},
		{"a file and people", []string{"call", "--file", "x.txtar", "--answer", "ben", "--line", "x"}, exitUsage, `dev call: --file brings its own --line --answer: leave that out, or change the file`},
		{"an address without a desk", []string{"call", "--addr", "127.0.0.1:1"}, exitUsage, `dev call: --addr is of the running desk: add --live, or leave it out`},
		{"a question nobody asks", []string{"call", "--switch", "Sun"}, exitUsage, switchSun},
		{"no desk", []string{"call", "--live", "--addr", "127.0.0.1:1"}, exitFailed, `dev call: no desk is running at 127.0.0.1:1; start one in another terminal with: go run ./infra/dev serve --addr 127.0.0.1:1`},
		{"another world on a desk", []string{"call", "--live", "--faults", "duplicates", "--at", "2026-03-02T02:14:00Z"}, exitUsage, `dev call: --live runs on the real clock, with the settings of the desk: leave out --at --faults`},
	})
}

var switchSun = func() string {
	_, _, errOut := ran("call", "--switch", "Sun")
	first, _, _ := strings.Cut(errOut, "\n")
	if !strings.HasPrefix(first, "dev call: --switch Sun: there is no such question; there are LegsOutliveConversation, ") {
		return "the names of the questions are not listed"
	}
	return first
}()
