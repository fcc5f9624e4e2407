// Package switchboard is the shell around the core: load a call, let package call
// decide, save it, send what is owed to the orders queue, reply.
//
// Write, reply, then act: a function whose reply a caller is listening to never
// calls the phone provider. What the world owes a call is done by Act, from a queue,
// and reported back as an event. The save and the message to the queue go out
// together; a message that overtakes its save is put back (Act), one whose save lost
// a version finds the call of the winner, and one that is lost is made up for by the
// sweep. The option not taken was a stream behind the table: half a second later, and
// one more thing to run.
//
// What it asks of the world is in package port. To add an order, perform it in act.go.
package switchboard
