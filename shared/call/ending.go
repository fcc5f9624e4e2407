package call

import "time"

// settleEnd closes the call once the caller is gone, the flow has ended and no audio
// of the caller is on its way, and says how it ended. A call that nobody talked on
// and that left no message is told to the team, unless an alert about it went out
// before: no call is lost in silence.
func (t *turn) settleEnd() {
	c := t.c
	if c.Arrived.IsZero() {
		return
	}
	if !c.EndedAt.IsZero() {
		t.lateMessage()
		return
	}
	t.settleRecording()
	if c.callerHere() || !c.Flow.Ended || !c.AwaitRecording.IsZero() {
		return
	}
	c.EndedAt = t.now
	c.Outcome = c.outcome()
	if c.Outcome == Missed && len(c.Alerts) == 0 {
		t.raiseUnasked(AlertMissed, "Missed call on "+t.plan.Description)
	}
	t.tellOfMessage()
}

// lateMessage takes a message that came in after the call was closed: the provider
// repeats webhooks, and our queue keeps them for days.
func (t *turn) lateMessage() {
	c := t.c
	if !c.Voicemail.Empty() && c.Outcome != Talked {
		c.Outcome = Message
	}
	t.tellOfMessage()
}

// tellOfMessage raises an alert for a message that no step of the flow tells of: one
// that the provider's fallback took while we could not be reached, or a late one.
func (t *turn) tellOfMessage() {
	if t.c.Voicemail.Empty() {
		return
	}
	for _, a := range t.c.Alerts {
		if a.Kind != AlertMissed {
			return
		}
	}
	t.raiseUnasked(AlertVoicemail, "Voicemail on "+t.plan.Description)
}

// settleRecording stops waiting for audio. A caller who hung up before the tone left
// none, and no webhook ever says so: the flow then goes on with an empty message.
func (t *turn) settleRecording() {
	c := t.c
	if c.AwaitRecording.IsZero() || c.AwaitRecording.After(t.now) {
		return
	}
	c.AwaitRecording = time.Time{}
	t.goOnAlone()
}

func (c *Call) outcome() Outcome {
	switch {
	case !c.TalkedAt.IsZero():
		return Talked
	case !c.Voicemail.Empty():
		return Message
	case c.Ring != nil || c.Asked || !c.Flow.Ended || c.Flow.Flow == safeFlowName || c.leftEarly():
		return Missed
	}
	return Closed
}

// leftEarly reports whether the caller left before the flow had come to its end: a
// flow that ends as written stands at its last action.
func (c *Call) leftEarly() bool { return c.Caller.HangUp.IsZero() }
