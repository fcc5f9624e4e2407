package sim

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
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
			if err := playRandom(seed, Handlers, nil, &report); err != nil {
				t.Errorf("once: %s\n%v", strings.TrimSpace(about), err)
			}
		})
	}
	if played == 0 {
		t.Error("there is no seed in testdata/seeds.txt")
	}
}

// TestCampaign plays a bounded campaign of the core, and fails as well when it has not seen all there is:
// what never happened was not tested.
func TestCampaign(t *testing.T) {
	report, err := Campaign(Campaigning{Seed: 303, Calls: campaignCalls, Speed: Core})
	if err != nil {
		t.Error(err)
	}
	t.Log(report)
	if never := report.Never(); len(never) > 0 {
		t.Errorf("in %d calls never occurred: %s", report.Calls, strings.Join(never, ", "))
	}
}

// TestCampaignThroughHandlers is a smaller one through everything, from two seeds.
func TestCampaignThroughHandlers(t *testing.T) {
	errs := [2]error{}
	var both sync.WaitGroup
	for i := range errs {
		both.Go(func() { _, errs[i] = Campaign(Campaigning{Seed: int64(i + 1), Calls: handledCalls}) })
	}
	both.Wait()
	for _, err := range errs {
		if err != nil {
			t.Error(err)
		}
	}
}

// What a core plays in some seconds.
const campaignCalls, handledCalls = 3000, 100

// TestEventsAreAllThatThereAre: an event that is added is asked for in campaigns, or said to be elsewhere.
func TestEventsAreAllThatThereAre(t *testing.T) {
	declared := eventKinds(t)
	slices.Sort(declared)
	if !slices.Equal(declared, events) {
		t.Errorf("campaigns ask for %v; package call has %v", events, declared)
	}
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
			if err := playRandom(seed, Handlers, nil, &report); err != nil {
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
