package call

import (
	"time"

	"ringdown/shared/e164"
	"ringdown/shared/ncco"
	"ringdown/shared/speech/words"
)

// callback names where an answer about a leg goes. Prompt is the epoch by which a
// late answer is told from the present one.
func (c *Call) callback(kind, leg string, prompt int) ncco.Callback {
	return ncco.Callback{Kind: kind, Call: c.ID, Leg: leg, Epoch: prompt}
}

// arrived begins the call, once: the repeated webhook gets the reply it got before.
func (t *turn) arrived(e CallArrived) {
	c := t.c
	if !c.Arrived.IsZero() {
		t.repeated(0)
		return
	}
	*c = Call{
		ID: NewID(e.Leg), Line: t.plan.Line, Dialplan: t.plan.Version, Called: e.To, Region: e.Region,
		Arrived: t.now, Caller: Caller{Leg: e.Leg, Number: e.From, Came: e.Came}, Version: c.Version,
	}
	c.Flow.Attributes = map[string]string{"callerSpoken": spokenCaller(c.Caller.ID(), t.say)}
	t.steers = true
	t.walk(t.plan.Flow.StartAction)
}

// unseen makes a record, and an alert, of a call that the provider's fallback took
// while we could not be reached.
func (t *turn) unseen(e CallUnseen) {
	c := t.c
	if !c.Arrived.IsZero() {
		return
	}
	*c = Call{
		ID: NewID(e.Leg), Line: t.plan.Line, Dialplan: t.plan.Version, Called: e.To, Arrived: t.now,
		Caller: Caller{Leg: e.Leg, Number: e.From, Left: t.now}, Asked: true, Failure: "the call never reached us",
	}
	c.Flow.Ended = true
	t.messageRecorded(e.Message)
	t.raiseUnasked(AlertVoicemail, "Voicemail taken while we could not be reached")
}

// repeated answers a webhook of the caller that was answered already.
func (t *turn) repeated(prompt int) {
	k := &t.c.Caller
	switch {
	case k.Kept != nil && k.Kept.Prompt == prompt:
		t.reply = Reply{Script: k.Kept.Script}
	case k.Move != nil && k.Move.Reply && prompt == k.Prompt-1:
		// The leg waits for a reply, and its next script is due: it needs no transfer.
		t.reply = Reply{Script: k.Move.Script}
		k.Kept, k.Move = &Kept{Prompt: prompt, Script: k.Move.Script}, nil
	}
}

// callerPressed takes the caller's keys. An input whose prompt is over by now is
// either a repeat, or too late to mean anything.
func (t *turn) callerPressed(e DigitsPressed) {
	if e.Prompt != t.c.Caller.Prompt {
		t.repeated(e.Prompt)
		return
	}
	a, ok := t.current()
	if !ok || t.c.Flow.Ended || t.c.Flow.Paused {
		return
	}
	if run := actions[a.Type]; run.pressed != nil {
		run.pressed(t, a, e.Digits)
	}
}

// promptsEnded goes on after the last words of a script that asked to be told.
func (t *turn) promptsEnded(e PromptsEnded) {
	if e.Prompt != t.c.Caller.Prompt {
		t.repeated(e.Prompt)
		return
	}
	if t.c.Flow.Paused && !t.c.Flow.Ended {
		t.steers = true
		t.resume()
		return
	}
	a, ok := t.current()
	if !ok || t.c.Flow.Ended {
		return
	}
	if run := actions[a.Type]; run.spoken != nil {
		t.steers = true
		run.spoken(t, a)
	}
}

// callerLeft stops everything that was done for a caller who listened. What the
// flow does without a caller (a message being recorded) goes on.
func (t *turn) callerLeft() {
	c := t.c
	if !c.callerHere() {
		return
	}
	c.Caller.Left = t.now
	c.Caller.Move = nil
	t.noteTalk()
	c.closeRing()
	t.cancelLegs(Cancelled)
	c.Flow.Until = time.Time{}
	if !c.AwaitRecording.IsZero() {
		c.AwaitRecording = earliest(c.AwaitRecording, t.now.Add(recordingWait))
	}
	a, ok := t.current()
	if run := actions[a.Type]; ok && !c.Flow.Ended && !c.Flow.Paused && run.left != nil {
		run.left(t, a)
		return
	}
	c.Flow.Ended = true
}

func (t *turn) callerJoined() {
	if t.c.Ring != nil && !t.c.Ring.Closed {
		t.c.Caller.Joined = t.now
	}
}

func (t *turn) callerNotMoved(e CallerNotMoved) {
	k := &t.c.Caller
	switch {
	case e.Prompt != k.Prompt || k.Move == nil:
	case e.Gone:
		t.callerLeft()
	case k.Move.Tries+1 >= moveTriesMax:
		k.Move = nil
		k.HangUp = t.now
		t.c.Flow.Ended = true
		if t.c.Failure == "" {
			t.c.Failure = "the provider did not transfer the caller"
		}
	default:
		m := *k.Move
		m.Tries++
		m.At = t.now.Add(moveAgain << (m.Tries - 1))
		k.Move = &m
	}
}

// listenDue says when the provider should be asked for the caller's keys in the
// room: from the moment the caller is there, where the flow has a key for leaving.
func (c *Call) listenDue() (time.Time, bool) {
	r := c.Ring
	if r == nil || r.Closed || r.LeaveDigit == "" || r.Winner != "" || c.Caller.Listened || c.Caller.Move != nil {
		return time.Time{}, false
	}
	return c.Caller.Joined, !c.Caller.Joined.IsZero()
}

// spokenCaller says who calls: the number digit by digit, or what came of it and that it is not sure.
func spokenCaller(caller e164.Caller, say words.Words) string {
	switch {
	case caller.Withheld():
		return say.Withheld
	case caller.Unverified():
		return words.Fill(say.Unverified, "caller", caller.Spoken())
	}
	return caller.Spoken()
}

func earliest(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}
