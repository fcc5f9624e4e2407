// Package notice words one telling of an alert for each way out: a text message, a mail, a push
// message, a chat message, a webhook's body, and the events that machines read.
//
// It is pure and knows no provider's client: what people see at night is decided here, by tests that
// need no network, and an adapter only carries it. Everything is said in the reader's language and
// zone; what a caller or a setting wrote is escaped for the form it goes into. The option not taken
// was a template per channel: a template is parsed when a function starts, and each would say
// something else.
//
// To add a way out, write its file here as a function from Message to bytes, and send those in an
// adapter of port.Channels. To change words, see package phrases; a fact that is new in alert.Notice
// belongs into facts, from where all ways out take it.
package notice
