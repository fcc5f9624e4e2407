package switchboard

import (
	"context"
	"slices"
	"time"

	"ringdown/shared/call"
	"ringdown/shared/dialplan"
)

// progressMax bounds the calls that are counted; a line with more of them at once is busy by any
// measure. One that still goes on arrived within call.Longest.
const progressMax = 100

// facts are what a decision may know. The other calls of the line are looked up only for
// lines whose flow asks for them: for all others a call costs one read.
func (s *Switchboard) facts(ctx context.Context, plan dialplan.Dialplan) call.Facts {
	f := call.Facts{Now: s.Now(), Dialplan: plan}
	if !call.Counts(plan) {
		return f
	}
	var calls []call.Call
	for _, day := range slices.CompactFunc([]time.Time{f.Now.Add(-call.Longest), f.Now}, sameDay) {
		found, err := s.Calls.OnDay(ctx, plan.Line, day, progressMax)
		if err != nil {
			s.Log.WarnContext(ctx, "counting the calls in progress failed; the flow takes its error branch", "line", plan.Line, "error", err)
			return f // the flow has a branch for it
		}
		calls = append(calls, found...)
	}
	f.Progress = call.ProgressOf(calls)
	return f
}

// arrivals are the calls of the last hour, read for lines that set a limit alone. Calls that arrive
// in the same second may not see each other, so a limit may be passed by a few. Where they cannot
// be read, nobody is refused.
func (s *Switchboard) arrivals(ctx context.Context, plan dialplan.Dialplan, now time.Time) []dialplan.Arrival {
	var calls []call.Call
	for _, day := range slices.CompactFunc([]time.Time{now.Add(-time.Hour), now}, sameDay) {
		found, err := s.Calls.OnDay(ctx, plan.Line, day, dialplan.ArrivalsMax)
		if err != nil {
			s.Log.WarnContext(ctx, "counting the calls of the last hour failed; the line's limits are not applied", "line", plan.Line, "error", err)
			return nil
		}
		calls = append(calls, found...)
	}
	return call.ArrivalsOf(calls, plan)
}

func sameDay(a, b time.Time) bool {
	return a.UTC().Truncate(24 * time.Hour).Equal(b.UTC().Truncate(24 * time.Hour))
}
