// Package play runs flows: documents in the Amazon Connect flow language.
//
// It steps through immediate actions, collects the prompts they say, and stops at the first
// action that waits. It knows no telephone. Whatever a flow needs of the world it asks of a Host,
// and package call is one: it has legs, rings, a room and orders, and play sees none of them.
// The option not taken was one package for both: then every rule about phones can reach every rule
// about flows, and did.
//
// The interface, as it was designed before it was cut:
//
//	what is so         Now, Listening, Attribute, Flow, Audio, Open, Queue, Measure, MayAsk, Message
//	the script         NewScript (a new one begins), Reply (it may answer the webhook), Interrupt (it cuts one)
//	the script's end   Ask (keys), Notify (tell me when it is spoken), Record, Music, Hold (until
//	                   somebody comes), End (and then hang up)
//	phones             Ring, StopRinging
//	people             Raise (they have to know), Failed (the safe flow takes over)
//
// A waiting action ends the script with exactly one verb of the third row. The result of it comes
// back by a method of Run: Pressed, Spoken, Overdue, Left, Proceed, FunctionAnswered.
//
// Position is all that is kept between events. Its host stores it and never writes to it.
// View reads a position (attributes, texts, prompts) and can change nothing; hostView reads what the
// host knows as well; collected is what was said since the last script. Run has them all, and is what
// takes a flow on.
//
// To add an action type, write action_<type>.go with its parameters and what it does, register it
// in actions.go and run go generate, which writes ACTIONS.md, the table of what every type does.
package play

//go:generate go test -run TestActionsTable -update .
