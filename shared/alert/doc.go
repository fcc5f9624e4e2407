// Package alert holds what people are told about a call, and how it reads.
//
// A Notice is complete: whoever delivers it needs neither the call nor the settings,
// so an e-mail, a text message and a line in a terminal say the same. The option not
// taken was to let each channel ask the call for what it wants to show; then the
// channels disagree about who was tried.
//
// To add a channel, render a Notice in a file of its own and deliver it in an
// adapter. To add a fact, add a field here and a line in every rendering.
package alert
