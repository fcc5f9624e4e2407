package settings

import (
	"fmt"
	"slices"

	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
)

// Write is one change of what is published: a dialplan, or the withdrawal of a line.
type Write struct {
	Line     string
	Version  int               // that is the latest before the write
	Withdraw bool              // else Dialplan is published
	Dialplan dialplan.Dialplan // of the version after Version
}

// String says the write as something done.
func (w Write) String() string {
	if w.Withdraw {
		return fmt.Sprintf("line %s: withdrawn at version %d", w.Line, w.Version)
	}
	return fmt.Sprintf("line %s: version %d published", w.Line, w.Dialplan.Version)
}

// write is what an effect that publishes has to write.
func (e Effect) write() Write {
	return Write{Line: e.Line, Version: e.Version - 1, Dialplan: e.Dialplan}
}

// withdrawal takes a line out of service, for good or until it is published again.
func (e Effect) withdrawal() Write {
	w := Write{Line: e.Line, Version: e.Version, Withdraw: true}
	if e.publishes() {
		w.Version--
	}
	return w
}

// Writes puts the writes in an order in which no line has to take a number that another one still
// has: the lines that go come first, then each that finds its numbers free. Where lines exchange
// their numbers in a ring, one is withdrawn for the moment it takes to publish the others.
func (p Plan) Writes() []Write {
	var out []Write
	var waiting []Effect
	holder := map[e164.Number]string{}
	for _, e := range p.Effects {
		switch {
		case e.State == LineWithdrawn:
			out = append(out, e.withdrawal())
			continue
		case e.publishes():
			waiting = append(waiting, e)
		}
		for _, n := range e.Numbers {
			holder[n] = e.Line
		}
	}
	for len(waiting) > 0 {
		i := slices.IndexFunc(waiting, func(e Effect) bool { return e.free(holder) })
		if i < 0 { // a ring: let go of one line's numbers
			i = slices.IndexFunc(waiting, func(e Effect) bool { return len(e.Numbers) > 0 })
			if i < 0 { // two lines want one number: the store will refuse the second
				for _, e := range waiting {
					out = append(out, e.write())
				}
				return out
			}
			out = append(out, waiting[i].withdrawal())
			waiting[i].release(holder)
			waiting[i].Numbers = nil
			continue
		}
		e := waiting[i]
		out = append(out, e.write())
		e.release(holder)
		for _, n := range e.Dialplan.Numbers() {
			holder[n] = e.Line
		}
		waiting = append(waiting[:i:i], waiting[i+1:]...)
	}
	return out
}

// free reports whether no other line has a number that is to be published.
func (e Effect) free(holder map[e164.Number]string) bool {
	return !slices.ContainsFunc(e.Dialplan.Numbers(), func(n e164.Number) bool { return holder[n] != "" && holder[n] != e.Line })
}

// release gives up the numbers that were in service.
func (e Effect) release(holder map[e164.Number]string) {
	for _, n := range e.Numbers {
		delete(holder, n)
	}
}
