package sim

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"ringdown/shared/call"
)

// Report is what a campaign has seen: how often each thing happened. What a campaign
// never saw it has not tested.
type Report struct {
	Worlds, Calls int
	Virtual       time.Duration // time that passed in the worlds
	Outcomes      map[string]int
	Ends          map[string]int // of responders' legs
	Orders        map[string]int
	Events        map[string]int
	Faults        map[string]int // that had an effect
	Switches      map[string]int // in their other position
	// LargestItem is the stored size, in bytes, of the largest call of at most three legs.
	LargestItem int
}

func newReport() Report {
	return Report{
		Outcomes: map[string]int{}, Ends: map[string]int{}, Orders: map[string]int{},
		Events: map[string]int{}, Faults: map[string]int{}, Switches: map[string]int{},
	}
}

// add counts another report in.
func (r *Report) add(other Report) {
	r.Worlds, r.Calls, r.Virtual = r.Worlds+other.Worlds, r.Calls+other.Calls, r.Virtual+other.Virtual
	r.LargestItem = max(r.LargestItem, other.LargestItem)
	for _, part := range [][2]map[string]int{
		{r.Outcomes, other.Outcomes}, {r.Ends, other.Ends}, {r.Orders, other.Orders},
		{r.Events, other.Events}, {r.Faults, other.Faults}, {r.Switches, other.Switches},
	} {
		for name, n := range part[1] {
			part[0][name] += n
		}
	}
}

// String prints the report, each count in the order of its names.
func (r Report) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d calls in %d worlds, %s of their time; the largest call of three legs takes %d bytes\n",
		r.Calls, r.Worlds, r.Virtual.Round(time.Second), r.LargestItem)
	for _, part := range []struct {
		name   string
		counts map[string]int
	}{{"outcomes", r.Outcomes}, {"ends", r.Ends}, {"orders", r.Orders}, {"events", r.Events}, {"faults", r.Faults}, {"switches", r.Switches}} {
		fmt.Fprintf(&b, "%s:", part.name)
		for _, name := range slices.Sorted(maps.Keys(part.counts)) {
			fmt.Fprintf(&b, " %s %d,", name, part.counts[name])
		}
		b.WriteString("\n")
	}
	return b.String()
}

// Failure is a world in which an invariant did not hold.
type Failure struct {
	Seed       int64
	Speed      Speed
	Given      []string // the world in words
	Broken     []Broken
	Transcript string
}

// Broken is one invariant that did not hold.
type Broken struct {
	Invariant string
	After     time.Duration // of the world's time
	What      string
}

// Error prints all that is needed to see it again.
func (f *Failure) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "seed %d: an invariant does not hold\n", f.Seed)
	for _, x := range f.Broken {
		fmt.Fprintf(&b, "  %s  %s: %s\n", clock(x.After.Seconds()), x.Invariant, x.What)
	}
	fmt.Fprintf(&b, "given:\n  %s\n%sto see it again: go run ./infra/dev sim --seed %d\n", strings.Join(f.Given, "\n  "), f.Transcript, f.Seed)
	return b.String()
}

// Speed says how much of the product a world is played through.
type Speed int

const (
	Handlers Speed = iota // all of it: handlers, JSON, signatures, stores that keep bytes
	Core                  // decisions, orders and time alone (core.go)
)

// Campaign plays random worlds, the first from the seed itself and each further one
// from a seed derived of it, until so many calls were placed or an invariant fails.
// The error is then a *Failure, whose seed plays the failing world first.
func Campaign(seed int64, calls int, speed Speed) (Report, error) {
	report := newReport()
	for report.Calls < calls {
		if err := playRandom(seed, speed, &report); err != nil {
			return report, err
		}
		seed = rand.New(rand.NewPCG(uint64(seed), 0x6e657874)).Int64()
	}
	return report, nil
}

// playRandom plays the world of a seed. What is broken at the speed of the core is played once more for its
// transcript: to write one for each world takes longer than its calls.
func playRandom(seed int64, speed Speed, report *Report) error {
	v, err := playWatched(seed, speed, report, speed == Handlers)
	if err != nil || len(v.broken) == 0 {
		return err
	}
	if speed == Core {
		unused := newReport()
		if v, err = playWatched(seed, speed, &unused, true); err != nil {
			return err
		}
	}
	return &Failure{Seed: seed, Speed: speed, Given: v.d.given(), Broken: v.broken, Transcript: v.transcript.String()}
}

// playWatched plays the world of a seed and holds it to what must hold.
func playWatched(seed int64, speed Speed, report *Report, transcript bool) (*watch, error) {
	d, err := draw(seed)
	if err != nil {
		return nil, fmt.Errorf("draw world %d: %w", seed, err)
	}
	v := newWatch(d, report)
	v.speed = speed
	if !transcript {
		v.transcript = nil
	}
	o := Options{
		Start: d.start, Plans: d.plans, Switches: d.switches, Faults: d.faults.faults(), Seed: seed,
		Observe: v.observed, Ordered: v.ordered, Log: v.logs(), Ports: v.ports, Between: v.between,
	}
	world := NewWorld
	if speed == Core {
		world = newCoreWorld
	}
	w, err := world(o)
	if err != nil {
		return nil, fmt.Errorf("make world %d: %w", seed, err)
	}
	v.world = w
	w.queue.losing(v.counted)
	for _, digits := range slices.Sorted(maps.Keys(d.people)) {
		w.Network.AddPhone(digits, d.people[digits])
	}
	for i, c := range d.callers {
		w.Clock.After(c.starts, func() { v.places(i, w.Network.Dial(c.from, c.to, c.person)) })
	}
	w.Clock.Run(d.start.Add(startsWithin)) // nothing is quiet before the last has called
	end := d.start.Add(longestPlay)
	for v.rested = w.Run(end); v.rested && v.owed() && w.Clock.Now().Before(end); v.rested = w.Run(end) {
		w.Clock.Run(w.Clock.Now().Add(sweepTime)) // its timer was lost: the sweep has to find it
	}
	v.judge()
	report.Worlds++
	report.Calls += len(d.callers)
	report.Virtual += w.Clock.Now().Sub(d.start)
	for _, name := range d.switched {
		report.Switches[name]++
	}
	return v, nil
}

// sweepTime is how often the sweep comes.
const sweepTime = time.Minute

// owed reports whether a call wants to be looked at again.
func (v *watch) owed() bool {
	for _, c := range v.last {
		if !c.Deadline.IsZero() {
			return true
		}
	}
	return false
}

// stored reads a call past all faults.
func (v *watch) stored(leg string) (call.Call, bool) {
	c, err := v.calls.Load(context.Background(), call.NewID(leg))
	return c, err == nil
}
