// Package call decides what a phone call does next.
//
// Decide takes a call, a past-tense event and the facts of the moment, and gives
// back the call as it is now and the reply to whoever is waiting. Orders reads off
// a call what the world still owes it: phones to ring, legs to hang up, a script
// to move the caller to, alerts to raise. Neither reads a clock, a store or a
// network, so a whole night of calls can be replayed from a list of events.
//
// Why orders are derived and not stored: a list of pending effects has to be kept
// true against the state it came from; a leg that is wanted and has no provider id
// is itself the order to dial it. Whoever performs an order reports what happened
// as an event, and the order is gone.
//
// A call executes its line's flow, a document in the Amazon Connect flow language.
// Immediate actions are stepped through, prompts are collected, and the first
// waiting action ends the reply. A flow that fails anywhere goes on in the safe
// flow (safe.go): an apology and a voicemail, never silence.
//
// To add an action type, write action_<type>.go with its parameters and what it
// does, register it in actions.go and run go generate, which writes ACTIONS.md, the
// table of what every type does. To add something that happens to a call, add the
// event in event.go and its case in decide.go. To change what is said, see package
// words; to change how long things take, limits.go.
package call

//go:generate go test -run TestActionsTable -update .
