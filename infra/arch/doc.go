// Package arch holds the house rules as tests.
//
// A rule that only a person checks is kept until the first busy week. So what the
// README says about folders, arrows, names and sizes is written here as tables that a
// test holds against the source itself: each ban with its reason, each exception too.
// Imports are checked where they are written, because the standard library pulls in
// nearly everything (fmt alone brings os); between our own packages they are followed
// all the way as well. The option not taken was a linter's settings file: it can say
// what is banned, but neither why nor that the rule still matches something.
//
// To add a folder, give it its line in arrows.go. To add a rule, write it as a function
// from Source to findings, call it in arch_test.go, and show in rules_test.go, on a
// snippet of a few lines, that it finds what it is for.
package arch
