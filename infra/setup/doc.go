// Package setup takes a deployed stack to a ringing phone, and says what is missing on the way.
//
// Everything here can be done twice: it looks at what is there, says what differs from what is
// wanted, and does that much. So a run that broke off is mended by running it again, and a check
// (Doctor) and a change (Connect, Upload) share one description of how things should be. The option
// not taken was to do all this in the stack, with custom resources: then the deployment would hold
// the account's API secret, and a typing error in a settings file would roll back functions.
//
// The provider's official SDK carries what it can express: listing and reading applications,
// listing and linking numbers. Its application type knows neither time-outs nor region nor
// signed_callbacks, and an update with it would delete them, and with them all that others have
// set; so creating and changing an application are requests of our own, through the same guarded
// transport (guard.go). That transport is needed: the SDK panics on a refused connection, knows no
// deadline, and writes the account's secret into addresses, where proxies log it.
//
// Publishing settings is no part of it: shared/office does that, wherever it is asked.
//
// To add a check: a function of type check in a doctor file, its line in the table checks, and a
// test for each of its failing lines. To add a step of setting up: a function that looks, says and
// does, in a file named for its thing.
package setup
