package call

import (
	"time"

	"ringdown/shared/alert"
)

// settleEnd closes the call once the caller is gone, the flow has ended and no audio
// of the caller is on its way, and says how it ended. A call that nobody talked on
// and that left no message is told to the team, unless an alert about it went out
// before: no call is lost in silence.
func (d *decider) settleEnd() {
	c := d.c
	if c.Arrived.IsZero() {
		return
	}
	if !c.EndedAt.IsZero() {
		d.lateMessage()
		return
	}
	d.settleRecording()
	if c.callerHere() || !c.Flow.Ended || !c.AwaitRecording.IsZero() {
		return
	}
	c.EndedAt = d.now
	c.Caller.LastReply = nil // it may say what the caller keyed, and nobody is there to hear it again
	c.Outcome = c.outcome()
	if c.Outcome == Missed && len(c.Alerts) == 0 && !d.misdialled() {
		d.raiseUnasked(alert.Missed, "Missed call on "+d.plan.Description)
	}
	d.tellOfMessage()
}

// misdialled reports whether the caller left so soon, or without the key that the line asks for,
// that nobody has to hear of the call. A call that we failed, or ended ourselves, is told however
// short it was.
func (d *decider) misdialled() bool {
	c := d.c
	short := c.Caller.Left.Sub(c.Arrived) < time.Duration(d.plan.AlertAfterSeconds)*time.Second
	return c.leftEarly() && c.Failure == "" && (short || d.plan.Challenges(c.Flow.Flow))
}

// lateMessage takes a message that came in after the call was closed: the provider
// repeats webhooks, and our queue keeps them for days.
func (d *decider) lateMessage() {
	c := d.c
	if !c.Voicemail.Empty() && c.Outcome != Talked {
		c.Outcome = VoicemailLeft
	}
	d.tellOfMessage()
}

// tellOfMessage raises an alert for a message that no step of the flow tells of: one
// that the provider's fallback took while we could not be reached, or a late one.
func (d *decider) tellOfMessage() {
	if d.c.Voicemail.Empty() {
		return
	}
	for _, a := range d.c.Alerts {
		if a.Kind != alert.Missed {
			return
		}
	}
	d.raiseUnasked(alert.Voicemail, "Voicemail on "+d.plan.Description)
}

// settleRecording stops waiting for audio. A caller who hung up before the tone left
// none, and no webhook ever says so: the flow then goes on with an empty message.
func (d *decider) settleRecording() {
	c := d.c
	if c.AwaitRecording.IsZero() || c.AwaitRecording.After(d.now) {
		return
	}
	c.AwaitRecording = time.Time{}
	d.run.MessageKnown()
}

func (c *Call) outcome() Outcome {
	switch {
	case !c.TalkedAt.IsZero():
		return Talked
	case !c.Voicemail.Empty():
		return VoicemailLeft
	case c.Ring != nil || c.MessageAsked || !c.Flow.Ended || c.Flow.InSafeFlow() || c.leftEarly():
		return Missed
	}
	return Closed
}

// leftEarly reports whether the caller left before the flow had come to its end: a
// flow that ends as written stands at its last action.
func (c *Call) leftEarly() bool { return c.Caller.HangUp.IsZero() }
