// Package activity is the operations on what happened: calls, voicemails, recorded talks, alerts,
// statistics, files of them, and the audit of who looked at them.
//
// It decodes, reads through port.Activity, and encodes; what people see of a record is decided in
// the pure package of the same name. Nothing here writes a call: what people do with recordings is
// kept in marks beside it.
//
// Two things hold for every operation. Who may not read numbers gets masked forms, and filters see
// those alone. And what shows full numbers, or plays somebody's voice, is written into the audit of
// reads before it is answered: where that fails, nothing is shown.
//
// What a list costs: one query for the page, one request for its calls, and one more for the names
// where an instance meets a version of a dialplan for the first time. A list never looks at more
// than lookedMost calls; one that finds little for its filter answers a short page and a cursor.
//
// To add an operation: its line in operations.go, and its function in the file of its group.
package activity
