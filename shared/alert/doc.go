// Package alert is what people have to be told about a call: what it says, whom it is for, how far
// it has got, and what comes next.
//
// An alert lives like a call: Decide takes what happened, Orders says what it is owed, a deadline
// says when it is looked at again. A call only says that an alert is owed, and what has changed; from
// then on the alert has a record, a store and a shell of its own, so a mail server that is down for
// hours holds up no call.
//
// An alert is open until somebody acknowledges it, and over when somebody resolves it. While it is
// open, its escalation begins one step after the other (Rule, Escalation). The order BeginStep asks
// the shell whom the step means now, and StepBegun brings the answer; so a change of the schedule
// counts at once, and no list of people waits in the record to become wrong. A step begins once. An
// acknowledgement takes back what has not been sent; because everything that a minute decides is due a
// second after it (yields), an acknowledgement at the very instant wins.
//
// Told means told: an alert counts as told when one channel has taken it. A channel that fails is
// tried again by itself, later and later, and one that has taken a notification does not get it
// again. An alert that no channel took ends as failed, which is an error for the people who run the
// product.
//
// Programs follow an alert as well as people do: the bus is a channel whose taking tells nobody. It is
// numbered apart, so a program less or more changes no link.
//
// A phone is a channel like the others, but that it is dialled as for a call (ringing.go): once, in its
// turn, and told by webhooks how it is doing. The one who picks up is told; only a key acknowledges.
//
// A Notice is complete: a channel needs neither the call nor the settings, so an email, a text
// message and a line in a terminal say the same. The option not taken was to let each channel ask
// the call for what it wants to show; then the channels disagree about who was tried.
//
// To add a channel: its name in contact.go, and a way to deliver it in the adapters of port.Channels.
// To add a fact, add a field to Notice and a line in every rendering. To add something that people do
// to alerts: an event in decide.go, what becomes of it, and a What for the history.
package alert
