// Package admin is the operations on settings: every kind of resource alike, with its versions, and
// several changes at once.
//
// It decodes, asks package office, and encodes; what a change means and what is wrong with it is
// decided in package settings. A kind of resource is a line in kinds: its operations, their types in
// the API's document and their examples follow from it. Single resources are read and written as they
// are, with the version in the ETag; lists and the answers of changes say version, author and time
// around them.
//
// To add a kind: its line in kinds (after package settings knows it). To add an operation on all
// kinds: its line in operationsOf.
package admin
