// Package alert is what people have to be told about a call: what it says, whom it is for, how far
// it has got, and what comes next.
//
// An alert lives like a call: Decide takes what happened, Orders says what it is owed, a deadline
// says when it is looked at again. A call only says that an alert is owed; from then on the alert
// has a record, a store and a shell of its own, so a mail server that is down for hours holds up no
// call.
//
// Told means told: an alert counts as told when one channel has taken it. A channel that fails is
// tried again by itself, later and later, and one that has taken it is not used again. An alert
// that no channel took ends as failed, which is an error for the people who run the product.
//
// A Notice is complete: a channel needs neither the call nor the settings, so an email, a text
// message and a line in a terminal say the same. The option not taken was to let each channel ask
// the call for what it wants to show; then the channels disagree about who was tried.
//
// To add a channel: its name here, its addresses in Raised, and a way to deliver it in the adapters
// of port.Channels. To add a fact, add a field to Notice and a line in every rendering.
package alert
