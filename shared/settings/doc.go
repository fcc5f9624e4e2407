// Package settings holds the settings of lines, teams and users, and compiles each line to a
// dialplan.
//
// Settings are written by people, in YAML, so Parse names every fault at once, with its place and
// with what to write instead, and gives no settings while one is left. It is apart from
// shared/dialplan so that no function a caller waits for loads it.
//
// To add a setting: a field with its json name in settings.go (the decoder reads the fields), its
// range in limits.go, its rule in a check file, what it does in a compile file, and a line in
// testdata/config/good/everything.yaml, which a test compares with the fields. A line with a flow
// of its own names the document (attached.go); the reader of the settings file reads the documents
// too, because this package opens nothing.
//
// Settings live as resources (package resource), each with versions of its own: Assemble makes the
// whole of them, and Edit applies changes to it, checks the whole, and says what is new. A settings
// file is one way to write them: Resources. JSON goes through the same decoder as YAML (json.go).
//
// What saving means is decided here as well: NewPlan compares compiled settings with what is
// published, Changes says each difference in words, Writes puts the writes in order. shared/office
// loads and writes. To change what a save does to a line: plan.go, and writes.go for its order.
package settings
