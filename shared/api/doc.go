// Package api is what all operations of the admins' API have in common: who may ask, what comes in,
// what goes out, and how a fault is told.
//
// An operation is a line in a table (Operation): its method and path, what it asks of the person, its
// types, and the function that does it. The same table serves requests, makes the document of the API
// (infra/openapi) and tells the stack which function gets which path, so none of them can lag behind.
// The option not taken was a framework: none of those tried finds every fault of a body at once, and
// package settings already does.
//
// Each request goes the same way, in Serve: prove who asks, hold that against the operation, read and
// bound the body, do it, write the answer. Whatever is wrong is a problem document (RFC 9457).
//
// To add an operation: its line in the table of its package (api/admin, api/activity) and its
// function; the tests ask for a summary, an example and its faults. Nothing here knows settings or
// calls.
package api
