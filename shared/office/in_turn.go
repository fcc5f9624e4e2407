package office

import (
	"slices"

	"ringdown/shared/e164"
	"ringdown/shared/port"
)

// inTurn puts publications that are written one after the other into an order in which no line takes
// a number that another one still has. Where lines exchange their numbers in a ring, one is
// withdrawn for the moment that it takes to publish the others.
func inTurn(all []port.Publication) []port.Publication {
	var out []port.Publication
	waiting := slices.Clone(all)
	holder := map[e164.Number]string{}
	for _, p := range all {
		for _, n := range p.Numbers {
			holder[n] = p.Line
		}
	}
	for len(waiting) > 0 {
		i := slices.IndexFunc(waiting, func(p port.Publication) bool { return p.Dialplan == nil || isFree(p, holder) })
		if i < 0 { // a ring
			if i = slices.IndexFunc(waiting, func(p port.Publication) bool { return len(p.Numbers) > 0 }); i < 0 {
				return append(out, waiting...) // the store refuses what cannot be
			}
			gap := waiting[i]
			gap.Dialplan, gap.From, gap.Digest = nil, nil, ""
			out = append(out, gap)
			leave(gap, holder)
			waiting[i].Numbers = nil
			continue
		}
		p := waiting[i]
		waiting = slices.Delete(waiting, i, i+1)
		leave(p, holder)
		p.From = nil
		out = append(out, p)
		if p.Dialplan != nil {
			for _, n := range p.Dialplan.Numbers() {
				holder[n] = p.Line
			}
		}
	}
	return out
}

func isFree(p port.Publication, holder map[e164.Number]string) bool {
	return !slices.ContainsFunc(p.Dialplan.Numbers(), func(n e164.Number) bool { return holder[n] != "" && holder[n] != p.Line })
}

func leave(p port.Publication, holder map[e164.Number]string) {
	for _, n := range p.Numbers {
		delete(holder, n)
	}
}
