// Package check says what is wrong with a flow before a caller hears it, which parts of a flow mean
// more than each of its actions says, and what a flow looks like.
//
// What an action may hold is a Spec, which is data; Language is the Catalog of them all, and drives
// the checker, the reference table and the tests of the package that runs the actions. It stands
// apart from package flow because a flow that runs needs none of it: a function that answers calls
// does not carry the catalogue, and a document is checked when it is saved. The option not taken
// was one check beside each action's runner: the rules of the language would then be spread over
// the code of one phone network, and a flow could not be checked without it.
//
// To add an action type, write its Spec in the catalogue file of its category and list it there; to
// make it run, give it a runner where calls are decided. To add a rule about whole documents, add
// it to a checker of findings.go, paths.go or transitions.go, with a sample beside which its
// findings stand.
package check
