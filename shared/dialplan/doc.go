// Package dialplan holds the compiled snapshot of a line: what a running call needs to know, and
// nothing else of settings.
//
// A call never reads settings. It runs the flow of a Dialplan, a document in the Amazon Connect
// flow language, and asks the Dialplan who is on call. The package is apart from shared/settings
// because every function that a caller waits for loads it when it starts, and reading YAML, checks
// and the compiler would be loaded with it. The option not taken was to let the call interpret
// settings directly: then there would be two ways for a call to go, the settings' and the custom
// flow's, and every rule of ringing and recording would be written twice.
//
// To add a fact that calls need: a field with a short json name in dialplan.go (never rename one:
// it is part of the stored format), what fills it in shared/settings (compileLine), and there how
// people read its change (keysInWords). To add a name that compiled flows and the call agree on:
// names.go.
package dialplan
