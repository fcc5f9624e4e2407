// Package call decides what a phone call does next.
//
// Decide takes a call, a past-tense event and the facts of the moment, and returns the call as it
// is now and the reply to the webhook that told of the event. Orders reads off a call what the
// world still owes it: phones to ring, legs to hang up, a script to move the caller to, alerts to
// raise. Neither reads a clock, a store or a network, so a whole night of calls can be replayed
// from a list of events.
//
// Why orders are derived and not stored: a list of pending effects has to be kept true against the
// state it came from; a leg that is wanted and has no provider id is itself the order to dial it.
// An event says that an order was performed, and the order is gone.
//
// A call runs its line's flow. Package play does that, and this package is its host: host.go turns
// what a flow asks for into scripts, rings and alerts. A flow that fails anywhere goes on in the
// safe flow of package play: an apology and a voicemail, never silence.
//
// A decision is made of parts (present.go, caller_script.go), each a type: present reads the call at a
// moment and changes nothing, callerScript makes what the caller is told, phones moves the legs of
// responders, owed keeps alerts and recordings. The decider has them all: it takes events, and runs
// the flow. A function belongs to the least of these types that it can do with.
//
// The files, from the bottom: the record (leg.go, ring.go, call.go), what reads it (view.go,
// script.go, dial.go, room.go), what changes it (ringing.go, claim.go, legs.go, caller.go,
// recording.go, alerts.go), what time decides (waiting.go, ending.go, deadlines.go), and Decide
// and Orders on top.
//
// A caller in the room is spoken to by a request of its own (SpeakToCaller, comfort.go): that somebody
// is still being called, and that somebody comes. It leaves the leg where it is. The other way, to
// transfer the caller to a sentence and back into the room, was not taken: nobody could confirm that
// a room plays its music again to somebody who comes back, nor that a room is the same after its last
// member left; the listener for the leave key may end with the move; and a responder who accepts in
// those seconds would meet an empty room. A sentence that cannot be said costs nothing.
//
// To add something that happens to a call, add the event in event.go and its case in decide.go.
// To add something to be done outside, add the order in order.go. To change what is said, see
// package words; to change how long things take, limits.go. What a flow can do is package play's.
package call
