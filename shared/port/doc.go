// Package port holds what the product asks of the world, and the four errors by which the world
// answers.
//
// It is a leaf: it knows calls and dialplans as data, and neither the shells that ask nor the
// adapters that answer. Adapters satisfy the ports themselves and return these errors; the option
// not taken was a package between the two, which only translated one set of errors into another.
//
// What holds of every port, unless its comment says more:
//
//   - It is safe for concurrent use.
//   - With a context that is cancelled already nothing is done, and the error is the context's.
//     One that is cancelled while it works ends the wait and not the work: nobody knows whether it
//     was done.
//   - nil means done. ErrNotFound, ErrConflict, ErrRefused and ErrThrottled mean not done. Any
//     other error means that nobody knows.
//
// To add a port: its interface here, what it promises in its comment, a suite in infra/porttest
// that holds every adapter to those words, and an adapter in memory and in AWS.
package port
