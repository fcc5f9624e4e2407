package sim

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"

	"ringdown/infra/vonagesim"
	"ringdown/shared/call"
)

// TestPastSeeds plays the worlds that once broke an invariant.
func TestPastSeeds(t *testing.T) {
	file, err := os.ReadFile("../../testdata/seeds.txt")
	if err != nil {
		t.Fatal(err)
	}
	played := 0
	for line := range strings.Lines(string(file)) {
		word, about, _ := strings.Cut(strings.TrimSpace(line), " ")
		seed, err := strconv.ParseInt(word, 10, 64)
		if err != nil {
			continue // a comment
		}
		played++
		t.Run(word, func(t *testing.T) {
			report := newReport()
			if err := playRandom(seed, Handlers, &report); err != nil {
				t.Errorf("once: %s\n%v", strings.TrimSpace(about), err)
			}
		})
	}
	if played == 0 {
		t.Error("there is no seed in testdata/seeds.txt")
	}
}

// TestCampaign plays a bounded campaign, and fails as well when it has not seen all
// there is: what never happened was not tested.
func TestCampaign(t *testing.T) {
	total, reports, errs := newReport(), [2]Report{}, [2]error{}
	var both sync.WaitGroup
	for i := range reports {
		both.Go(func() { reports[i], errs[i] = Campaign(int64(i+1), campaignCalls/len(reports), Handlers) })
	}
	both.Wait()
	for i, r := range reports {
		total.add(r)
		if errs[i] != nil {
			t.Error(errs[i])
		}
	}
	t.Log(total)
	seen := func(kind string, counts map[string]int, names []string) {
		for _, name := range names {
			if counts[name] == 0 {
				t.Errorf("%s %q never occurred in %d calls", kind, name, total.Calls)
			}
		}
	}
	seen("outcome", total.Outcomes, []string{string(call.Talked), string(call.VoicemailLeft), string(call.Missed), string(call.Closed)})
	seen("end", total.Ends, legEnds)
	seen("order", total.Orders, []string{"dial", "hang up", "transfer", "listen", "speak", "fetch", "alert", "check"})
	seen("event", total.Events, eventKinds(t))
	seen("switch", total.Switches, vonagesim.SwitchNames())
	var faults []string
	for _, f := range randomFaults {
		faults = append(faults, string(f))
	}
	seen("fault", total.Faults, faults)
}

// campaignCalls is what two cores play in a few seconds.
const campaignCalls = 640

// legEnds are the ends of legs that random people and faults lead to.
var legEnds = []string{
	string(call.Busy), string(call.Rejected), string(call.Unanswered), string(call.Failed), string(call.NoNumber), string(call.Completed), string(call.Restricted),
	string(call.Refused), string(call.Declined), string(call.NoKey), string(call.Lost), string(call.Cancelled), string(call.HungUp),
}

// elsewhere are events that no flow made of settings leads to: flows of one's own are
// walked event by event in the tests of package call.
var elsewhere = map[string]string{
	"FunctionAsked":    "a flow that asks a Lambda function",
	"FunctionAnswered": "a flow that asks a Lambda function",
	"CallTold":         "a responder who calls back: transcripts",
	"ResponderCalled":  "a responder who calls back: transcripts",
	"TalkRecorded":     "a flow that records the talk",
}

// eventKinds reads the events off their declarations, so that a new one is asked for.
func eventKinds(t *testing.T) []string {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), "../../shared/call/event.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, d := range f.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || fn.Recv == nil || fn.Name.Name != "event" {
			continue
		}
		if id, ok := fn.Recv.List[0].Type.(*ast.Ident); ok && elsewhere[id.Name] == "" {
			out = append(out, id.Name)
		}
	}
	return out
}

// TestSameSeedSameWorld: a failure that cannot be seen again cannot be mended.
func TestSameSeedSameWorld(t *testing.T) {
	for seed := int64(1); seed <= 8; seed++ {
		var first string
		for range 2 {
			report := newReport()
			if err := playRandom(seed, Handlers, &report); err != nil {
				t.Fatal(err)
			}
			if first == "" {
				first = report.String()
			} else if got := report.String(); got != first {
				t.Errorf("seed %d: first\n%s\nthen\n%s", seed, first, got)
			}
		}
	}
}
