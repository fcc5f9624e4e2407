// Package switchboard is the shell of calls: it gathers what a decision may know, has package call
// decide, and performs what a call is owed. The loop around that is package engine.
//
// A function whose reply a caller is listening to never calls the phone provider. What the world
// owes a call is done by Act, from a queue, and reported back as an event. The option not taken was
// a stream behind the table: half a second later, and one more thing to run.
//
// What it asks of the world is in package port. To add an order, perform it in act.go.
package switchboard
