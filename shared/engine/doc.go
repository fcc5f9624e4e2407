// Package engine is the loop by which things live: load, decide, save, send what is owed, perform.
//
// Calls and alerts live by the same loop. What each of them does is decided in its own pure package
// (call, alert) and performed by its own shell (switchboard, pager); a Machine is what the loop has
// to know of it. The option not taken was a loop in each shell: then a lost version, a lost timer
// and a message that came twice are dealt with twice, and the second time differently.
//
// Write, reply, then act. The save comes before the reply and before every order: the function that
// performs orders loads the thing first. The save and the envelope that asks for orders go out side
// by side, because somebody on the phone waits for both. So there are five ways they can fall, and
// none of them loses an order or does one that was not saved:
//
//   - saved, then taken: the usual one (TestSavedThenTaken);
//   - taken before it is saved: the envelope names the version and is put back, a second later, a few
//     times (TestTakenBeforeItIsSaved);
//   - sent, and the save lost its version: the envelope finds what the winner saved, and does what that
//     owes (TestSentAndTheSaveLostItsVersion);
//   - sent, and nothing saved at all: the envelope is put back until it is given up (TestSentAndNothingSaved);
//   - saved, and not sent: the sweep finds it by its deadline (TestSavedAndNotSent).
//
// An order may be performed before the reply is on the wire. So a machine owes nothing that the
// reply of the same decision does.
//
// To let something else live by it: a pure package with Decide, Orders, a deadline and a wake, a
// store, and a Machine in its shell.
package engine
