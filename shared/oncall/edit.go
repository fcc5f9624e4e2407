package oncall

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// ReviseTurns returns the versions of a rotation layer after its participants become turns at the
// instant at: the old one, closed at that instant, and a new one from then on, so that the past
// stays as it was. The old one is left out when it has not begun.
//
// Whose turn it is goes on: the new offset puts at that turn the place of the present group in the
// new list; if that group is gone, of the next group in the old cyclic order that is still there;
// else the first. tz is the schedule's zone.
func ReviseTurns(l Layer, tz string, at time.Time, turns [][]string) ([]Layer, error) {
	if err := revisable(l, at); err != nil {
		return nil, err
	}
	ready := readyLayer(&l, zoneNamed(tz))
	at = laterOf(at, ready.starts()).UTC()
	k := ready.rotation.index(ready.zone.mark(at))
	return versions(l, ready, at, revised(l.Rotation, &ready.rotation, k, turns)), nil
}

// revised returns the rotation with other turns, its offset such that turn k is the wanted group's.
func revised(r *Rotation, ready *rotation, k int64, turns [][]string) Rotation {
	changed := *r
	changed.Turns = turns
	changed.Offset = 0
	if n := int64(len(turns)); n > 0 {
		changed.Offset = int(floorMod(wantedPosition(ready, k, turns)-k, n))
	}
	return changed
}

// TurnsAfterEdit returns the groups of count turns, from the one that is on at the instant at,
// after the rotation's participants became turns at that instant by the rule of ReviseTurns: a
// preview of the edit.
func TurnsAfterEdit(r Rotation, tz string, at time.Time, turns [][]string, count int) [][]string {
	ready := readyRotation(&r)
	k := ready.index(zoneNamed(tz).mark(at))
	changed := revised(&r, &ready, k, turns)
	after := readyRotation(&changed)
	groups := make([][]string, 0, min(count, MaxHandoffs))
	for i := range int64(min(count, MaxHandoffs)) {
		groups = append(groups, slices.Clone(after.group(k+i)))
	}
	return groups
}

// ReviseLength is ReviseTurns for a changed length of turns. The new version is anchored at the
// present turn's start, and its offset keeps the present group on call at the instant at, however
// many of the shorter turns have passed since.
func ReviseLength(l Layer, tz string, at time.Time, unit Unit, every int) ([]Layer, error) {
	if err := revisable(l, at); err != nil {
		return nil, err
	}
	ready := readyLayer(&l, zoneNamed(tz))
	at = laterOf(at, ready.starts()).UTC()
	mark := ready.zone.mark(at)
	k := ready.rotation.index(mark)
	revised := *l.Rotation
	revised.Unit, revised.Every = unit, every
	revised.Anchor = ready.rotation.start(k).String()
	if unit != Day {
		revised.Weekdays = nil
	}
	if n := int64(len(revised.Turns)); n > 0 {
		counting := readyRotation(&revised)
		revised.Offset = int(floorMod(ready.rotation.position(k)-counting.index(mark), n))
	}
	return versions(l, ready, at, revised), nil
}

func revisable(l Layer, at time.Time) error {
	if l.Rotation == nil {
		return fmt.Errorf("revise layer %q: it has a fixed list of users, not a rotation; change its users", l.ID)
	}
	if !l.Until.IsZero() && !at.Before(l.Until) {
		return fmt.Errorf("revise layer %q: it ended at %s; add a new layer", l.ID, l.Until.UTC().Format(time.RFC3339))
	}
	return nil
}

// wantedPosition returns the place in turns of the group whose turn is k, or of its next follower
// that is still there, or 0.
func wantedPosition(r *rotation, k int64, turns [][]string) int64 {
	for step := range int64(len(r.turns)) {
		group := r.group(k + step)
		i := slices.IndexFunc(turns, func(other []string) bool { return slices.Equal(group, other) })
		if i >= 0 {
			return int64(i)
		}
	}
	return 0
}

// versions closes l at the instant and lets the revised rotation follow.
func versions(l Layer, ready layer, at time.Time, revised Rotation) []Layer {
	followed := l
	followed.Rotation = &revised
	if starts := ready.starts(); !starts.Before(at) {
		followed.From = starts
		return []Layer{followed}
	}
	followed.ID = versionID(l.ID, at)
	followed.From = at
	l.Until = at
	return []Layer{l, followed}
}

// versionID names the version of a layer that begins at an instant: primary@20260330T0700Z. A
// version of a version replaces the suffix.
func versionID(id string, at time.Time) string {
	base, _, _ := strings.Cut(id, "@")
	return base + "@" + at.UTC().Format("20060102T150405Z")
}

func laterOf(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

// ChangeZone returns the schedule with another zone from the instant at on: layers without a zone
// of their own get a version that keeps the old zone until then, and one with the same wall-clock
// anchors and windows in the new zone.
func ChangeZone(s Schedule, tz string, at time.Time) (Schedule, error) {
	if err := CheckZone(tz); err != nil {
		return Schedule{}, fmt.Errorf("change the zone of schedule %q: %w", s.ID, err)
	}
	at = at.UTC()
	changed := s
	changed.TZ = tz
	changed.Layers = nil
	for _, l := range s.Layers {
		if l.TZ != "" {
			changed.Layers = append(changed.Layers, l)
			continue
		}
		before, after := l, l
		before.TZ = s.TZ
		if !l.Until.IsZero() && !at.Before(l.Until) {
			changed.Layers = append(changed.Layers, before)
			continue
		}
		oldStart := readyLayer(&l, zoneNamed(s.TZ))
		if starts := oldStart.starts(); starts.Before(at) {
			before.Until = at
			after.ID = versionID(l.ID, at)
			after.From = at
			changed.Layers = append(changed.Layers, before)
		}
		changed.Layers = append(changed.Layers, after)
	}
	return changed, nil
}

// AddOverride returns the schedule, one version on, with the override on top of all others. Nothing
// is changed before now: an override that began earlier is cut to begin now, one that is over is
// refused. Instants are cut to the minute. Two writers who add at once both return version+1, so
// that a write on condition of the version lets one of them try again.
func AddOverride(s Schedule, o Override, now time.Time) (Schedule, error) {
	now = now.UTC().Truncate(time.Minute)
	o.From, o.Until = o.From.UTC().Truncate(time.Minute), o.Until.UTC().Truncate(time.Minute)
	o.From = laterOf(o.From, now)
	if !o.From.Before(o.Until) {
		return Schedule{}, fmt.Errorf("add override %q to schedule %q: it ends at %s, which is not after its start or now; the past is not changed",
			o.ID, s.ID, o.Until.Format(time.RFC3339))
	}
	o.Seq = 1
	for _, other := range s.Overrides {
		o.Seq = max(o.Seq, other.Seq+1)
	}
	s.Overrides = append(slices.Clone(s.Overrides), o)
	s.Version++
	return s, nil
}

// Mentions reports whether the schedule names the user anywhere: such a user cannot be deleted
// without an edit of the schedule.
func Mentions(s Schedule, user string) bool {
	for _, l := range s.Layers {
		if slices.Contains(l.Users, user) {
			return true
		}
		if l.Rotation != nil && slices.ContainsFunc(l.Rotation.Turns, func(turn []string) bool { return slices.Contains(turn, user) }) {
			return true
		}
	}
	return slices.ContainsFunc(s.Overrides, func(o Override) bool { return o.Replaces == user || slices.Contains(o.Users, user) })
}
