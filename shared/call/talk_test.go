package call

import (
	"testing"
	"time"
)

// What a talk is taken from: a table of what was heard, and whether it was one.
func TestTalkedMeansHeardTogether(t *testing.T) {
	in := func(leg string) LegJoined { return LegJoined{Leg: leg, Conversation: room} }
	alone := func(leg string) LegJoined { return LegJoined{Leg: leg, Conversation: "CON-own-" + leg} }
	onTheWay := func(leg string) LegJoined {
		return LegJoined{Leg: leg, Conversation: "CON-own-" + leg, At: time.Unix(0, 0).UTC()} // told late
	}
	is := func(leg string) LegChecked { return LegChecked{Leg: leg, Conversation: room} }
	gone := func(leg string) LegChecked { return LegChecked{Leg: leg, Gone: true} }
	over := func(leg string) LegEnded { return LegEnded{Leg: leg, Reason: Completed} }
	for name, x := range map[string]struct {
		heard []Event
		want  bool
	}{
		"both joined, the first is still there":         {[]Event{in("1"), in(CallerLeg), is("1")}, true},
		"both joined, and the first hangs up":           {[]Event{in("1"), in(CallerLeg), over("1")}, true},
		"both joined, the caller first, who hangs up":   {[]Event{in(CallerLeg), in("1"), over(CallerLeg)}, true},
		"both joined, and the provider knows no caller": {[]Event{in(CallerLeg), in("1"), gone(CallerLeg)}, false},
		"both joined, the responder was gone":           {[]Event{in("1"), in(CallerLeg), gone("1")}, false},
		"the provider sees both in one conversation":    {[]Event{is("1"), is(CallerLeg), is("1")}, true},
		"the responder joined, the caller left":         {[]Event{in("1"), over(CallerLeg)}, false},
		"each in a conversation of its own":             {[]Event{alone("1"), alone(CallerLeg), LegChecked{Leg: "1"}, over(CallerLeg)}, false},
		"nobody heard of, for minutes":                  {[]Event{over(CallerLeg)}, false},
		"webhooks without conversations":                {[]Event{LegJoined{Leg: "1"}, LegJoined{Leg: CallerLeg}, over(CallerLeg)}, false},
		"both joined, the end of the responder told before that of the caller": {
			[]Event{in(CallerLeg), in("1"), over("1"), over(CallerLeg)}, true},
		"the caller's end told, who left before the responder came": {
			[]Event{in(CallerLeg), in("1"), over("1"), LegEnded{Leg: CallerLeg, Reason: Completed, At: time.Unix(0, 0).UTC()}}, false},
		"on the way to the room and in it, out of order": {
			[]Event{in(CallerLeg), onTheWay(CallerLeg), in("1"), LegChecked{Leg: CallerLeg}, over("1")}, true},
		"the caller was moved on before the responder came": {
			[]Event{in(CallerLeg), alone(CallerLeg), in("1"), LegChecked{Leg: CallerLeg}, over(CallerLeg)}, false},
		"the provider names the conversation a leg began in": {
			[]Event{in(CallerLeg), onTheWay(CallerLeg), in("1"), LegChecked{Leg: CallerLeg, Conversation: "CON-first"}, over("1")}, true},
	} {
		r := accepted(t)
		for _, e := range x.heard {
			r.now = r.now.Add(10 * time.Second)
			r.do(e)
		}
		if got := !r.c.TalkedAt.IsZero(); got != x.want {
			t.Errorf("%s: talked %v, want %v", name, got, x.want)
		}
	}
}

// The end of a responder is told after the caller came into the room, but was before it.
func TestAnEndThatWasBeforeIsNoTalk(t *testing.T) {
	r := accepted(t)
	left := r.now.Add(time.Second)
	r.do(LegJoined{Leg: "1", Conversation: room, At: r.now})
	r.pass(2 * time.Second)
	r.do(LegJoined{Leg: CallerLeg, Conversation: room, At: r.now})
	r.pass(time.Second)
	r.do(LegEnded{Leg: "1", Reason: Completed, At: left})
	if !r.c.TalkedAt.IsZero() || r.c.talking() {
		t.Errorf("talked at %s with %+v", r.c.TalkedAt, r.c.Ring)
	}
}

// A responder who was in the room and never with the caller: ringing goes on, and the caller waits
// in another room, where there is music.
func TestALostClaimLeavesNoSilentRoom(t *testing.T) {
	r := accepted(t)
	before := r.c.Room()
	r.do(LegJoined{Leg: "1", Conversation: room})
	r.do(LegEnded{Leg: "1", Reason: Completed})
	if r.c.talking() || r.c.Room() == before || len(r.c.Legs) < 2 {
		t.Fatalf("room %q, then %q; legs %+v", before, r.c.Room(), r.c.Legs)
	}
	r.wants("moved", r.moved(), "conversation")
}

// What the provider's fallback records names the conversation alone. The caller may have been in it in the
// middle of a call, and be moved on by us before its recording is told of.
func TestAConversationThatTheCallerWasMovedOutOfIsRemembered(t *testing.T) {
	r := newRig(t, queueFlow(supportQueue))
	r.do(CallArrived{Leg: "leg", Conversation: "CON-first", From: "+14155550199", To: "+14155550100"})
	r.do(LegJoined{Leg: CallerLeg, From: "CON-first", Conversation: room})
	r.do(LegJoined{Leg: CallerLeg, From: room, Conversation: "CON-fallback"})
	r.pass(10 * time.Minute)
	r.move()
	r.do(LegJoined{Leg: CallerLeg, From: "CON-fallback", Conversation: "CON-own"})
	for _, c := range []string{"CON-first", room, "CON-fallback"} {
		if !r.c.WasIn(c) {
			t.Errorf("%s is forgotten: %v, %v", c, r.c.Caller.Was, r.c.Caller.Places)
		}
	}
	if r.c.WasIn("") || r.c.WasIn("CON-other") {
		t.Error("a conversation of somebody else is taken for the caller's")
	}
}
