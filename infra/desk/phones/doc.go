// Package phones are the telephones of a desk in a browser: one for a caller, and those of the people
// in the settings.
//
// A page in a tab holds phones, and one WebSocket connects it with the hub. What is done with a phone
// goes to the phone network by the verbs that a scripted person has (PickUp, Press, HangUp, Voice), so
// a call played by hand is a call like any other. Back come whole states and never single events: a
// tab that was gone for a while gets the state of each phone and has missed nothing. Sound is fetched
// by address; talk goes from browser to browser, and the hub only passes on what they say to find each
// other. The option not taken was to mix sound here, with a media stack that is larger than the product.
//
// The socket is opened by pages of the desk alone: by an origin that is the host it was asked at, and a
// host that no name of somebody else's can lead to.
//
// To add something that a visitor can do: its verb in the table of command.go, with what it needs in
// frame.go. To show something more of a phone: a field of view, set in observe.go.
package phones
