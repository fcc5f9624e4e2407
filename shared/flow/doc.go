// Package flow is the Amazon Connect flow language, version 2019-10-30: read, check, write, branch, refer to attributes.
//
// Ringdown executes documents of this language on another phone network, so the language must stand apart from any
// way to run it: nothing here knows what an action does. An action type is described by a Spec, which is data; a
// Catalog of Specs drives the checker, the reference table and the tests of the package that runs the actions. The
// option not taken was one Go struct per action type with its own decoder: each decoder would have to be lenient
// in the same way, and a flow exported by a newer console would lose the keys the structs do not name. Parameters
// therefore stay an ordered JSON object that remembers its spelling and its place in the source, so that a document
// survives a round trip and a finding can point at a line.
//
// To add an action type, write its Spec in the catalog file of its category and list it in Language; to make it run,
// give it a runner where calls are decided.
package flow
