package oncall

import "time"

// layer is a Layer made ready to count with.
type layer struct {
	zone     *zone
	tier     int
	depth    int
	priority int
	from     time.Time
	until    time.Time
	users    []string
	rotates  bool
	turn0    bool // no from is given: nothing before turn 0
	rotation rotation
	windows  []window
}

// piece is a span, up to until, in which a layer does not change: nobody, or turn k.
type piece struct {
	on    bool
	turn  int64
	until time.Time // zero: for ever
}

func readyLayer(l *Layer, scheduleZone *zone) layer {
	ready := layer{
		zone: scheduleZone, tier: max(1, l.Tier), depth: 1, priority: l.Priority,
		from: l.From, until: l.Until, users: l.Users, windows: readyWindows(l.Windows),
	}
	if l.TZ != "" {
		ready.zone = zoneNamed(l.TZ)
	}
	if l.Rotation != nil {
		ready.rotates = true
		ready.depth = max(1, l.Rotation.Depth)
		ready.rotation = readyRotation(l.Rotation)
		ready.turn0 = l.From.IsZero()
	}
	return ready
}

// at returns the layer's piece at t.
func (l *layer) at(t time.Time) piece {
	if !l.from.IsZero() && t.Before(l.from) {
		return piece{until: l.from}
	}
	if !l.until.IsZero() && !t.Before(l.until) {
		return piece{}
	}
	mark := l.zone.mark(t)
	p, change := l.inside(mark)
	p.until = earlier(l.zone.happens(change), l.until)
	return p
}

// inside returns the piece between from and until, and the reading at which it ends.
func (l *layer) inside(mark civil) (piece, civil) {
	turn, change := int64(0), never
	if l.rotates {
		if l.turn0 && mark < l.rotation.start(0) {
			return piece{}, l.rotation.start(0)
		}
		turn = l.rotation.index(mark)
		change = l.rotation.start(turn + 1)
	}
	if l.windows != nil {
		within, windowChange := inWindows(l.windows, mark, always)
		if !within {
			return piece{}, windowChange
		}
		change = min(change, windowChange)
	}
	return piece{on: true, turn: turn}, change
}

// group returns the users the piece puts into a tier; nil when the layer does not reach the tier.
func (l *layer) group(p piece, tier int) []string {
	deeper := tier - l.tier
	if !p.on || deeper < 0 || deeper >= l.depth {
		return nil
	}
	if !l.rotates {
		return l.users
	}
	return l.rotation.group(p.turn + int64(deeper))
}

// starts returns the instant from which the layer is in force; zero when it always was.
func (l *layer) starts() time.Time {
	if l.turn0 {
		return l.zone.happens(l.rotation.start(0))
	}
	return l.from
}

// earlier returns the earlier of two ends, where the zero time is for ever.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
