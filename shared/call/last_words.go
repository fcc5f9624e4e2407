package call

import (
	"ringdown/shared/ncco"
	"ringdown/shared/speech/words"
)

// LastWords are what a responder hears at the end. A leg keeps which they were and not their text:
// most legs have some, a call has many legs, and its record is saved with each step.
type LastWords string

// The last words, each for what is true of the call when they are said.
const (
	SayCallerLeft      LastWords = "caller left"
	SayTaken           LastWords = "taken"
	SayLeavesMessage   LastWords = "leaves message"
	SayNotNeeded       LastWords = "not needed"
	SayDeclined        LastWords = "declined"
	SayDeclinedLast    LastWords = "declined, nobody next"
	SayNotAccepted     LastWords = "not accepted"
	SayNotAcceptedLast LastWords = "not accepted, nobody next"
	SayApology         LastWords = "apology" // to somebody of whom nothing is known
)

// of returns the sentence for the last words.
func (w LastWords) of(say words.Words) string {
	switch w {
	case SayCallerLeft:
		return say.CallerLeft
	case SayTaken:
		return say.Taken
	case SayLeavesMessage:
		return say.LeavesMessage
	case SayNotNeeded:
		return say.NotNeeded
	case SayDeclined:
		return say.Declined
	case SayDeclinedLast:
		return say.DeclinedLast
	case SayNotAccepted:
		return say.NotAccepted
	case SayNotAcceptedLast:
		return say.NotAcceptedLast
	}
	return say.ApologyResponder
}

// lastWords chooses the last words of a leg from what is true of the call now; nil is somebody we
// know nothing of.
func (c *Call) lastWords(l *Leg) LastWords {
	switch {
	case !c.callerHere():
		return SayCallerLeft
	case c.talking() && (l == nil || l.ID != c.Ring.Winner):
		return SayTaken
	case !c.ringing() && !c.AwaitRecording.IsZero():
		return SayLeavesMessage
	case l == nil:
		return SayApology
	case !c.ringing() || !c.ofRing(l):
		return SayNotNeeded
	case l.End == Declined && c.anyoneBut(l):
		return SayDeclined
	case l.End == Declined:
		return SayDeclinedLast
	case c.anyoneBut(l):
		return SayNotAccepted
	}
	return SayNotAcceptedLast
}

// lastScript is the last reply to a leg as a script, for the first time or again.
func (v view) lastScript(l *Leg) ncco.Script {
	last := l.LastReply
	if last.LastWords == "" {
		return last.Script
	}
	script := v.sentence(last.LastWords.of(v.words))
	if last.LateKey {
		bargeIn(script)
		script = append(script, ncco.Input{
			MaxDigits: 1, TimeOutSeconds: lateKeySeconds, EventURL: v.c.callback("accept", l.ID, last.Epoch+1).String(),
		})
	}
	return script
}
