// Package rehearsal says what a caller and the responders would hear of a call that nobody places: the
// same decisions as in a call (call.Decide), on the dialplan that a call would get, with a plain stand-in
// for the phone network and for the people.
//
// It is pure, so it ships with the API, and people hear their settings before they save them. The stand-in
// is as simple as it can be: every request to the provider succeeds at once, nothing is lost, nobody is on
// another call. What the phone network may do besides is the simulation's (infra/vonagesim), which
// cannot ship; a test holds this package against its transcripts, sentence by sentence.
//
// How long a sentence takes is estimated as calls estimate it (package speech), so moments are those that
// the product reckons with. A rehearsal is bounded: stepsMax events, longest on the clock.
//
// The files: scene.go is what is asked and what is answered, stage.go the clock and the call's orders,
// phone.go a phone and its script, keys.go what is pressed. To add something that people do, add it to
// Scene; to add an order or an action of scripts, add its case in stage.order or phone.begin.
package rehearsal
