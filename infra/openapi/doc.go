// Package openapi makes the document of the admins' API from the table of operations that serves it,
// and the page that people read it on.
//
// Schemas are those of the Go types. What tags do not say comes from where the checks have it: ranges
// and counts from package settings (limits.go), words from the Enum of their type, descriptions from
// the comments of the fields. The answers that the document shows are those that the examples get on
// a store in memory, so an example that no longer works fails the test that compares the committed
// document. The option not taken was a document written by hand that code is generated from: package
// settings finds faults that no schema can say, and two truths drift apart.
//
// To add a limit or a key that must be given, see limits.go. A changed document is written with
// `go run ./infra/dev openapi`. What clients would stumble over is found by breaking.go, against the
// document of the last release.
package openapi
