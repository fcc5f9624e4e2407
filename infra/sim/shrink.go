package sim

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ringdown/infra/vonagesim"
)

// A world that broke an invariant is most often larger than it has to be. Shrink leaves out what it can do
// without: callers, what they do, phones, faults, switches. What is left out is named, so that the smaller
// world is played again by the same seed: "caller 2", "caller 2 act 1", "phone user1 2", "fault versions
// lost", "switch NullDigits".

// pieces are what may be left out of a world, the largest first.
func (d *drawn) pieces() (list []string) {
	for i := range d.callers {
		list = append(list, "caller "+strconv.Itoa(i+1))
	}
	for _, f := range randomFaults {
		if d.faults.on[f] {
			list = append(list, "fault "+string(f))
		}
	}
	for _, name := range d.switched {
		list = append(list, "switch "+name)
	}
	for _, name := range sortedValues(d.names) {
		list = append(list, "phone "+name)
	}
	for i, c := range d.callers {
		for act := range c.person.Acts {
			list = append(list, fmt.Sprintf("caller %d act %d", i+1, act+1))
		}
	}
	return list
}

// drop leaves pieces out of a world that was drawn. A caller who is left out never calls; a phone never
// answers.
func (d *drawn) drop(pieces []string) error {
	for _, p := range slices.Sorted(slices.Values(pieces)) {
		if !d.dropOne(strings.TrimSpace(p)) {
			return fmt.Errorf("there is no %q to leave out: write %s", p, strings.Join(d.pieces(), ", "))
		}
	}
	return nil
}

func (d *drawn) dropOne(piece string) bool {
	kind, name, _ := strings.Cut(piece, " ")
	switch kind {
	case "caller":
		number, act, one := strings.Cut(name, " act ")
		i, err := strconv.Atoi(number)
		if err != nil || i < 1 || i > len(d.callers) {
			return false
		}
		c := &d.callers[i-1]
		if !one {
			c.never = true
			return true
		}
		n, err := strconv.Atoi(act)
		if err != nil || n < 1 || n > len(c.person.Acts) {
			return false
		}
		c.person.Acts = slices.Clone(c.person.Acts)
		c.person.Acts[n-1].When = vonagesim.OnHearing("") // of which nobody ever hears
		return true
	case "fault":
		was := d.faults.on[Fault(name)]
		delete(d.faults.on, Fault(name))
		return was
	case "switch":
		i := slices.Index(d.switched, name)
		if i < 0 {
			return false
		}
		d.switched = slices.Delete(d.switched, i, i+1)
		d.switches = vonagesim.Switches{}
		for _, s := range d.switched {
			_ = d.switches.Set(s) // it was set before
		}
		return true
	case "phone":
		for digits, n := range d.names {
			if n == name {
				d.people[digits] = vonagesim.NeverAnswers().Named(n)
				return true
			}
		}
	}
	return false
}

// shrinkTriesMax bounds the worlds that are played for one failure.
const shrinkTriesMax = 400

// Shrink leaves out of a failing world whatever it fails without, in the same invariant.
func Shrink(f *Failure) (*Failure, error) {
	d, err := draw(f.Seed)
	if err != nil {
		return nil, fmt.Errorf("draw world %d: %w", f.Seed, err)
	}
	smallest, tries := f, 0
	for again := true; again; {
		again = false
		for _, piece := range d.pieces() {
			if slices.Contains(smallest.Without, piece) || ofDropped(piece, smallest.Without) || tries >= shrinkTriesMax {
				continue
			}
			tries++
			report := newReport()
			err := playRandom(f.Seed, f.Speed, append(slices.Clone(smallest.Without), piece), &report)
			var smaller *Failure
			if errors.As(err, &smaller) && smaller.Broken[0].Invariant == f.Broken[0].Invariant {
				smallest, again = smaller, true
			}
		}
	}
	return smallest, nil
}

// ofDropped reports whether a piece belongs to a caller who is left out.
func ofDropped(piece string, without []string) bool {
	caller, _, act := strings.Cut(piece, " act ")
	return act && slices.Contains(without, caller)
}

// Story is the failing world as a text that can be kept.
func (f *Failure) Story() string {
	var b strings.Builder
	for _, x := range f.Broken {
		fmt.Fprintf(&b, "%s  %s: %s\n", clock(x.After.Seconds()), x.Invariant, x.What)
	}
	fmt.Fprintf(&b, "seen again by: %s\n\n-- given --\n%s\nwithout: %s\n\n-- transcript --\n%s", f.Command(), strings.Join(f.Given, "\n"), strings.Join(f.Without, ", "), f.Transcript)
	return b.String()
}
