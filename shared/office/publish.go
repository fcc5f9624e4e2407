package office

import (
	"context"
	"fmt"
	"slices"

	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
	"ringdown/shared/port"
	"ringdown/shared/resource"
	"ringdown/shared/settings"
)

// publications are what is to be published so that every line is as the settings compile to. A line
// in service is withdrawn only when the settings once had it: one that was published by other means
// stays. The error says that a line wants the number of such a line.
func publications(compiled []dialplan.Dialplan, lines []port.LineVersion, after resource.Snapshot) ([]port.Publication, error) {
	var out []port.Publication
	leaves := map[e164.Number]string{} // numbers that their line gives up, and the line
	for _, l := range lines {
		p := port.Publication{Line: l.Line, Follows: l.Version, Numbers: l.Numbers}
		i := slices.IndexFunc(compiled, func(d dialplan.Dialplan) bool { return d.Line == l.Line })
		switch {
		case i >= 0:
			if p.Digest = settings.Digest(compiled[i]); p.Digest == l.Digest && len(l.Numbers) > 0 {
				continue
			}
			p.Dialplan = next(compiled[i], l.Version)
		case len(l.Numbers) == 0:
			continue // withdrawn already
		default:
			if _, known := after.Find(resource.Ref{Kind: resource.Lines, ID: l.Line}); !known {
				continue
			}
		}
		out = append(out, p)
		for _, n := range l.Numbers {
			if p.Dialplan == nil || !slices.Contains(p.Dialplan.Numbers(), n) {
				leaves[n] = l.Line
			}
		}
	}
	for _, d := range compiled {
		if !slices.ContainsFunc(lines, func(l port.LineVersion) bool { return l.Line == d.Line }) {
			out = append(out, port.Publication{Line: d.Line, Dialplan: next(d, 0), Digest: settings.Digest(d)})
		}
	}
	return out, handOver(out, lines, leaves)
}

func next(d dialplan.Dialplan, version int) *dialplan.Dialplan {
	d.Version = version + 1
	return &d
}

// handOver notes which line gives each number up that another one takes.
func handOver(all []port.Publication, lines []port.LineVersion, leaves map[e164.Number]string) error {
	for i := range all {
		p := &all[i]
		if p.Dialplan == nil {
			continue
		}
		for _, n := range p.Dialplan.Numbers() {
			if from := leaves[n]; from != "" {
				if p.From == nil {
					p.From = map[e164.Number]string{}
				}
				p.From[n] = from
				continue
			}
			for _, l := range lines {
				if l.Line != p.Line && slices.Contains(l.Numbers, n) && !slices.ContainsFunc(all, func(o port.Publication) bool { return o.Line == l.Line }) {
					return settings.TakenError{Line: p.Line, Holder: l.Line}
				}
			}
		}
	}
	return nil
}

// saveBytesMax leaves room in a transaction of 4 MB for what is not counted: keys and names.
const saveBytesMax = 3_000_000

// fits reports whether a save with its lines goes into one transaction. Dialplans are counted as they
// are before they are packed: a bound that needs no packing.
func fits(s port.Save) bool {
	bytes := 0
	for _, r := range s.Changed {
		bytes += 2 * len(r.Body)
	}
	for _, p := range s.Publish {
		if p.Dialplan != nil {
			bytes += settings.Bytes(*p.Dialplan) * (1 + len(p.Dialplan.Numbers()))
		}
	}
	return s.Writes() <= port.MaxSaveWrites && bytes <= saveBytesMax
}

// CatchUp publishes what a save left to be published: lines one by one, each wholly or not at all.
// It returns how many it published. ErrConflict: somebody saved meanwhile, who goes on with it.
func (o *Office) CatchUp(ctx context.Context) (int, error) {
	now, err := o.Store.Snapshot(ctx)
	if err != nil {
		return 0, fmt.Errorf("publish lines: read the settings: %w", err)
	}
	if !now.Head.Behind {
		return 0, nil
	}
	whole, err := settings.Assemble(now.Resources)
	if err != nil {
		return 0, fmt.Errorf("publish lines: %w", err)
	}
	compiled, err := whole.Settings.Compile()
	if err != nil {
		return 0, fmt.Errorf("publish lines: %w", err)
	}
	lines, err := o.Store.Lines(ctx)
	if err != nil {
		return 0, fmt.Errorf("publish lines: ask which are in service: %w", err)
	}
	all, err := publications(compiled, lines, now)
	if err != nil {
		return 0, fmt.Errorf("publish lines: %w", err)
	}
	for i, p := range inTurn(all) {
		if err := o.Store.PublishLine(ctx, now.Head.Epoch, p); err != nil {
			return i, fmt.Errorf("publish line %s, %d of %d: %w", p.Line, i+1, len(all), err)
		}
	}
	return len(all), o.Store.CatchUp(ctx, now.Head.Epoch)
}
