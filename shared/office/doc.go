// Package office is the shell of settings: it loads what is in force, lets shared/settings say what
// a change means, and writes that.
//
// A save reads the head, every resource and the state of every line, applies the change, checks and
// compiles the whole, and writes resources, versions, audit record and the dialplans that differ in
// one transaction on the head's epoch. The slower of two has written nothing and begins anew. The
// option not taken was a lock: it would have to be broken by hand after every function that died.
//
// More lines than a transaction holds are published after the save, one by one, each wholly or not
// at all (CatchUp). The head says so meanwhile (Behind). What is left to do is not stored: it is the
// difference between what the resources compile to and what is in service, so the next save or the
// sweep ends what a function that died began. A line is published only on the condition that the
// head has not moved, and a save that finds the head behind publishes afterwards too; so no older
// dialplan can stand over a newer one.
//
// To add something that people may do to settings: what it means as a function of shared/settings,
// the loading and writing in a file here named for it, and what it asks of the store in package port
// with its case in infra/porttest.
package office
