package sim

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"ringdown/infra/vonagesim"
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
	States        map[string]int // of legs, after a decision
	Replies       map[string]int // to webhooks: a script, or nothing new
	Actions       map[string]int // of flows that calls came to, by type
	Sentences     map[string]int // heard on a phone, by their names
	Broken        map[string]int // invariants, by worlds that broke them first of all; in a campaign that goes on
	Seeds         []int64        // of some of those worlds
	// LargestItem is the stored size, in bytes, of the largest call of at most three legs.
	LargestItem int
}

func newReport() Report {
	return Report{
		Outcomes: map[string]int{}, Ends: map[string]int{}, Orders: map[string]int{},
		Events: map[string]int{}, Faults: map[string]int{}, Switches: map[string]int{},
		States: map[string]int{}, Replies: map[string]int{}, Actions: map[string]int{}, Sentences: map[string]int{}, Broken: map[string]int{},
	}
}

// countedPart is one kind of thing that a report counts, and all that can be counted of it.
type countedPart struct {
	name   string
	counts map[string]int
	all    []string
}

func (r Report) parts() []countedPart {
	return []countedPart{
		{"outcomes", r.Outcomes, outcomes}, {"ends", r.Ends, legEnds}, {"orders", r.Orders, orders}, {"events", r.Events, events},
		{"faults", r.Faults, faultNames()}, {"switches", r.Switches, vonagesim.SwitchNames()}, {"states", r.States, legStates},
		{"replies", r.Replies, replies}, {"actions", r.Actions, nil},
		{"sentences", r.Sentences, sentenceNames()},
	}
}

// String prints the report, each count in the order of its names.
func (r Report) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d calls in %d worlds, %s of their time\n", r.Calls, r.Worlds, r.Virtual.Round(time.Second))
	if r.LargestItem > 0 { // records are bytes at one speed alone
		fmt.Fprintf(&b, "the largest call of three legs takes %d bytes\n", r.LargestItem)
	}
	for _, part := range r.parts() {
		if len(part.counts) == 0 {
			continue
		}
		fmt.Fprintf(&b, "%s:", part.name)
		for _, name := range slices.Sorted(maps.Keys(part.counts)) {
			fmt.Fprintf(&b, " %s %d,", name, part.counts[name])
		}
		b.WriteString("\n")
	}
	if len(r.Seeds) > 0 {
		fmt.Fprintf(&b, "seeds of worlds that broke one: %v\n", r.Seeds)
	}
	if never := r.Never(); len(never) > 0 {
		fmt.Fprintf(&b, "never seen: %s\n", strings.Join(never, ", "))
	}
	return b.String()
}

// Failing counts the worlds that broke an invariant.
func (r Report) Failing() (n int) {
	for _, worlds := range r.Broken {
		n += worlds
	}
	return n
}

// Never lists what can happen and did not.
func (r Report) Never() (never []string) {
	for _, part := range r.parts() {
		for _, name := range part.all {
			if part.counts[name] == 0 {
				never = append(never, strings.TrimSuffix(part.name, "s")+" "+name)
			}
		}
	}
	return never
}

// seedsMax bounds the seeds that a campaign keeps of worlds that broke an invariant.
const seedsMax = 40

// Failure is a world in which an invariant did not hold.
type Failure struct {
	Seed       int64
	Speed      Speed
	Without    []string // what was dropped of the world
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

// lastLines is how much of a transcript is printed with a failure.
const lastLines = 40

// Error prints what is needed to understand it, and the command that plays it again.
func (f *Failure) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "seed %d: an invariant does not hold\n", f.Seed)
	for _, x := range f.Broken {
		fmt.Fprintf(&b, "  %s  %s: %s\n", clock(x.After.Seconds()), x.Invariant, x.What)
	}
	lines := strings.SplitAfter(f.Transcript, "\n")
	if len(lines) > lastLines {
		lines = append([]string{"...\n"}, lines[len(lines)-lastLines:]...)
	}
	fmt.Fprintf(&b, "given:\n  %s\n%s", strings.Join(f.Given, "\n  "), strings.Join(lines, ""))
	fmt.Fprintf(&b, "to see it again: %s\nand smaller: %s --shrink FILE\n", f.Command(), f.Command())
	return b.String()
}

// Command plays the world again, alone.
func (f *Failure) Command() string {
	command := fmt.Sprintf("go run ./infra/dev sim --seed %d --calls 1", f.Seed)
	if f.Speed == Core {
		command += " --core"
	}
	if len(f.Without) > 0 {
		command += fmt.Sprintf(" --without %q", strings.Join(f.Without, ","))
	}
	return command
}

// Speed says how much of the product a world is played through.
type Speed int

const (
	Handlers Speed = iota // all of it: handlers, JSON, signatures, stores that keep bytes
	Core                  // decisions, orders and time alone (core.go)
)

// Campaigning says how a campaign is played.
type Campaigning struct {
	Seed    int64
	Calls   int
	Speed   Speed
	Without []string     // of each world (shrink.go)
	GoOn    bool         // count worlds that break an invariant, and go on; else the first ends the campaign
	Played  func(Report) // told after each world; may be nil
}

// Campaign plays random worlds, the first from the seed itself and each further one
// from a seed derived of it, until so many calls were placed or an invariant fails.
// The error is then a *Failure, whose seed plays the failing world first.
func Campaign(c Campaigning) (Report, error) {
	report, seed := newReport(), c.Seed
	for report.Calls < c.Calls {
		err := playRandom(seed, c.Speed, c.Without, &report)
		var failure *Failure
		switch {
		case c.GoOn && errors.As(err, &failure):
			report.Broken[failure.Broken[0].Invariant]++
			if len(report.Seeds) < seedsMax {
				report.Seeds = append(report.Seeds, seed)
			}
		case err != nil:
			return report, err
		}
		if c.Played != nil {
			c.Played(report)
		}
		seed = rand.New(rand.NewPCG(uint64(seed), 0x6e657874)).Int64()
	}
	return report, nil
}

// playRandom plays the world of a seed. What is broken at the speed of the core is played once more for its
// transcript: to write one for each world takes longer than its calls.
func playRandom(seed int64, speed Speed, without []string, report *Report) error {
	v, err := playWatched(seed, speed, without, report, speed == Handlers)
	if err != nil || len(v.broken) == 0 {
		return err
	}
	if speed == Core {
		unused := newReport()
		if v, err = playWatched(seed, speed, without, &unused, true); err != nil {
			return err
		}
	}
	return &Failure{Seed: seed, Speed: speed, Without: without, Given: v.d.given(), Broken: v.broken, Transcript: v.transcript.String()}
}

// playWatched plays the world of a seed and holds it to what must hold.
func playWatched(seed int64, speed Speed, without []string, report *Report, transcript bool) (*watch, error) {
	d, err := draw(seed)
	if err != nil {
		return nil, fmt.Errorf("draw world %d: %w", seed, err)
	}
	if err := d.drop(without); err != nil {
		return nil, fmt.Errorf("world %d: %w", seed, err)
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
	if speed == Handlers && seed%decodedOf != 0 {
		w.Switchboard.Listens = hearing(w.Switchboard.Listens)
	}
	v.world, w.Switchboard.Watched = w, v.decided
	w.queue.losing(v.counted)
	for _, digits := range slices.Sorted(maps.Keys(d.people)) {
		w.Network.AddPhone(digits, d.people[digits])
	}
	for i, c := range d.callers {
		if c.never {
			continue
		}
		w.Clock.After(c.starts, func() { v.places(i, w.Network.Dial(c.from, c.to, c.person)) })
	}
	w.Clock.Run(d.start.Add(startsWithin)) // nothing is quiet before the last has called
	end := d.start.Add(longestPlay)
	for v.rested = w.Run(end); v.rested && v.owed() && w.Clock.Now().Before(end); v.rested = w.Run(end) {
		w.Clock.Run(w.Clock.Now().Add(sweepTime)) // its timer was lost: the sweep has to find it
	}
	v.judge()
	report.Worlds++
	report.Calls += d.placed()
	report.Virtual += w.Clock.Now().Sub(d.start)
	for _, name := range d.switched {
		report.Switches[name]++
	}
	return v, nil
}

// decodedOf says that in one of so many worlds messages are decoded and listened to as they are in
// production: that takes half of a world's time, and says of the network's own audio what Hear does.
const decodedOf = 16

// hearing listens to recordings of the network without decoding them, to others as it is done else.
func hearing(listens func([]byte) (int, error)) func([]byte) (int, error) {
	return func(recording []byte) (int, error) {
		spoken, until, ok := vonagesim.Hear(recording)
		if !ok {
			return listens(recording)
		}
		return secondsHeard(spoken, until), nil
	}
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
