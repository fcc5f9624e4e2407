// Package activity is what people see of calls: the list with one entry for each, one call with
// everything that was done for it in the order of time, figures over many, and all of that as a
// file.
//
// It reads records of calls and of alerts and writes none: a call's record is made for deciding
// what comes next, and what people want to see of it is derived here and stored nowhere. So a
// sentence or a column that is added holds for the calls of last week as well. The option not taken
// was a second record that is written beside each call; it would cost every save a write, and could
// disagree.
//
// Names are those of the dialplan that the call kept to its end. Where that is gone, ids stand for
// them. People who may not see numbers get the masked form of an entry, and filters look at that
// form: what somebody may not see they cannot find either.
//
// To add a column: its field in Entry, its line in columns (export.go). To add to a call's
// timeline: its sentence in timeline.go.
package activity
