// Package oncall says who is on call: schedules, layers, rotations, overrides and hours of
// operation as a pure calculation.
//
// Who is on call is a function of a schedule and an instant, [OnCall]. Nothing stores a position
// that an engine must advance: stored state can be stale, must be migrated, and cannot answer for
// the past or the future. The price is paid by edits: a changed list of participants carries an
// offset, so that nobody is swapped by surprise ([ReviseTurns]).
//
// One rule maps a local time to an instant, everywhere: a local time happens at the first instant
// at which the zone's wall clock reads that time or later. A doubled hour is met once, at its first
// occurrence; a time inside a missing hour happens at the end of the gap. The rule is monotone (a
// later local time never happens earlier), so handoffs keep their order and windows that touch stay
// touching through every clock change. RFC 5545 §3.3.5 reads a missing time with the offset before
// the gap; that is not monotone (02:30 would come after 03:00) and was not taken. time.Date is not
// used at all: in a missing hour it goes back in the Americas and forward in Europe.
//
// The rule has a mirror image which the calculation uses: the wall clock's high-water mark, the
// highest time it has shown so far. A local time has happened exactly when the mark has reached it,
// so one look at the zone turns an instant into a mark, and everything after that is whole-number
// arithmetic on civil seconds (see zone.go).
//
// To add a unit of rotation: give it a length or a case in rotation.start and rotation.index
// (rotation.go), a limit in limits.go, and a line in the brute-force test. To add an override mode:
// a case in apply (override.go) and in validateOverride. To add an edge rule: write its test first,
// in edge_test.go.
package oncall
