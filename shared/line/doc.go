// Package line holds the settings of lines, teams and users, and compiles each line to a dialplan.
//
// Settings are written by people, in YAML, so Parse names every fault at once, with its place and with what to
// write instead, and gives no settings while one is left. A call never reads settings: it runs the flow of a
// Dialplan, a document in the Amazon Connect flow language. The option not taken was to let the call interpret
// settings directly; then there would be two ways for a call to go, the settings' and the custom flow's, and
// every rule of ringing and recording would be written twice.
//
// To add a setting: a field with its json name in settings.go (the decoder reads the fields), its range in
// limits.go, its rule in a check file, what it does in a compile file, and a line in
// testdata/config/good/everything.yaml, which a test compares with the fields.
// A line with a flow of its own names the document (attached.go); the documents are read by whoever reads the
// settings file, because this package opens nothing.
package line
