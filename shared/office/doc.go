// Package office is the shell of settings: it loads what is published, lets shared/settings say
// what new settings mean, and writes that.
//
// What a change means is decided in shared/settings, which is pure; what stands here is the order
// of loading and writing, and what happens when two people save at once: every write names the
// version it follows, so whoever is slower gets an OvertakenError, has written nothing over the
// other's work, and plans anew. The option not taken was a lock around all lines: it would have to
// be broken by hand after every run that died.
//
// To add something that people may do to settings: what it means as a function of shared/settings,
// the loading and writing in a file here named for it, and what it asks of the store in Dialplans
// with its case in infra/porttest.
package office
