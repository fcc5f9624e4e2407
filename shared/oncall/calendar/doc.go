// Package calendar writes schedules as iCalendar feeds (RFC 5545) and reads other products'
// calendars into fixed shifts.
//
// A feed holds instants in UTC, so it needs no VTIMEZONE and no reader can get an offset wrong. It
// is written by hand: sixty lines, and every byte is ours. Reading uses libraries for what they do
// well, unfolding lines and expanding recurrence rules, and takes no time from them: golang-ical
// and rrule-go map local times with time.Date, which in a missing hour goes back an hour in the
// Americas. Rules are expanded on the wall clock, in a zone without clock changes, and each result
// is mapped by oncall.Instant, the rule of all schedules. So a shift from 09:00 to 09:00 stays one
// also on a day of 23 hours, although RFC 5545 §3.8.5.3 keeps the elapsed time.
//
// What people type into calendars is not trusted: sizes, events, rules and their results are
// bounded, rules finer than a day are refused, and what cannot be read is told and left out.
// Fetching, with its own dangers, is the caller's.
//
// To read another property: add it to event in read.go. To write one: add it to Render, with its
// section of the RFC.
package calendar
