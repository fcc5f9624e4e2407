// Package flow is the Amazon Connect flow language, version 2019-10-30: read, write, branch, refer
// to attributes.
//
// Ringdown executes documents of this language on another phone network, so the language must stand
// apart from any way to run it: nothing here knows what an action does. The option not taken was
// one Go struct per action type with its own decoder: each decoder would have to be lenient in the
// same way, and a flow exported by a newer console would lose the keys the structs do not name.
// Parameters therefore stay an ordered JSON object that remembers its spelling and its place in the
// source, so that a document survives a round trip and a finding can point at a line.
//
// What an action may hold, and whether a document is right, is package check's to say; a flow that
// runs needs neither. To add an error type or an operator, list it here; an action type is added
// there.
package flow
