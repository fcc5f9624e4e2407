// Package mutants holds the tests against the rules: each mutant is a small bug that a careless colleague
// could write, with the rule it breaks and the tests that must notice. A rule without such a test is a
// wish. `make mutants` plays them all; it writes nothing into the tree, because the go command takes the
// changed file beside it (-overlay).
//
// A mutant is a patch of a few lines without line numbers: what it takes out must stand in its file once.
// So it moves with the code around it, and where the code itself is rewritten, a test of this package says
// in `make test` that the mutant has to be written anew; whether the tests catch it is left to `make
// mutants`, which takes minutes. The option not taken was a program that makes mutants by itself: it makes
// thousands that break no rule, and none that says which rule it broke.
//
// To add one: an entry in the file of its package (shared_call.txtar and the like; the first of them shows
// the form). Leave the line *caught by* out at first: `make mutants ARGS="--only NAME"` then runs all tests
// of the package and says which of them fail. Name the one that states the rule; where none does, write it.
package mutants
