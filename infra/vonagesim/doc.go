// Package vonagesim is a phone network on a desk: Vonage's Voice API, phones, and the people who
// hold them.
//
// A whole call needs three parties that a test cannot have: a provider which
// interprets NCCOs and sends webhooks, phones that ring, and people who listen
// and press keys. This package plays all three over HTTP alone. It shares no
// type with the application and spells every Vonage name itself: were both ends
// built from one struct, a misspelt field would agree with itself. It is also
// stricter than Vonage, because what it refuses at the desk is cheap.
//
// A Network runs on a Clock. On the VirtualClock all happens on one goroutine,
// in the order of a seed, and an hour of calls takes milliseconds; on the
// RealClock people can join in (live.go: PickUp, Press, HangUp, and Voice, which is a
// microphone, by voice.go). Nothing is locked while
// a webhook is delivered or an observer is told: both may call the network.
//
// What Vonage's documents leave open is a Switch, and what may go wrong is a
// Fault. Not played: connect, speech input, mute, one-way
// conversations, machine detection, SIP, several regions.
//
// To extend it: a new open question is a bool in Switches, whose comment asks
// the question, read at the one place that behaves either way; SwitchNames finds
// it by itself. A new behaviour of people is a TriggerKind or DeedKind with its
// constructor in person.go and its case in actor.go; of phones, a ReactionKind
// and a case in leg.whileRinging. A new NCCO action is a line in actionFields, a
// check, and a case in leg.takesTime.
package vonagesim
