package call

import (
	"slices"
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
	d.settleMessage()
	if c.callerHere() || !c.Flow.Ended || !c.AwaitRecording.IsZero() {
		return
	}
	c.EndedAt = d.now
	c.Caller.LastReply = nil // it may say what the caller keyed, and nobody is there to hear it again
	c.Outcome = c.outcome()
	d.tellOfMissed()
	d.tellOfMessage()
}

// tellOfMissed raises an alert for a caller to whom nobody spoke and who left nothing. That the team
// was told of the call while it rang does not tell them how it ended.
func (d *owed) tellOfMissed() {
	if d.c.Outcome == Missed && !d.c.raised(alert.Missed, alert.Voicemail, alert.Callback) && !d.misdialled() {
		d.raiseUnasked(alert.Missed, d.missedTitle())
	}
}

// misdialled reports whether the caller left so soon, or without the key that the line asks for,
// that nobody has to hear of the call. A call that we failed, or ended ourselves, is told however
// short it was.
func (d *present) misdialled() bool {
	c := d.c
	short := c.Caller.Left.Sub(c.Arrived) < time.Duration(d.plan.AlertAfterSeconds)*time.Second
	return c.leftEarly() && c.Failure == "" && (short || d.plan.Challenges(c.Flow.Flow))
}

// lateMessage takes what became known of a message after the call was closed: the provider repeats
// webhooks, our queue keeps them for days, and its audio may hold no word.
func (d *owed) lateMessage() {
	c := d.c
	if c.Outcome == VoicemailLeft || c.Outcome == Missed || !c.Voicemail().Empty() {
		c.Outcome = c.outcome()
	}
	d.withdrawMessage()
	d.tellOfMissed()
	d.tellOfMessage()
}

// withdrawMessage takes back the alert of a late message in which nobody speaks, where the missed call
// was told before: it would tell of that again.
func (d *owed) withdrawMessage() {
	c := d.c
	last := len(c.Alerts) - 1
	if last < 0 || !c.Voicemail().Empty() || !c.raised(alert.Missed) {
		return
	}
	if a := c.Alerts[last]; a.Kind == alert.Voicemail && a.Unasked && a.QueuedAt.IsZero() {
		c.Alerts = c.Alerts[:last]
	}
}

// tellOfMessage raises an alert for a message that no action of the flow tells of: one that the
// provider's fallback took while we could not be reached, a late one, or one after which the flow
// still waits for something.
func (d *owed) tellOfMessage() {
	if d.c.Voicemail().Empty() || d.c.raised(alert.Voicemail) {
		return
	}
	title := "Voicemail on " + d.plan.Description
	for i := range d.c.Alerts {
		if a := &d.c.Alerts[i]; a.Kind == alert.Missed && a.QueuedAt.IsZero() {
			a.Kind, a.Title = alert.Voicemail, title // nobody has heard yet that nothing was left
			return
		}
	}
	d.raiseUnasked(alert.Voicemail, title)
}

// settleMessage tells of a message at the latest messageToldWithin after it came.
func (d *owed) settleMessage() {
	if at := d.c.messageDue(); !at.IsZero() && !at.After(d.now) {
		d.tellOfMessage()
	}
}

// messageDue is when people have to be told of a message; zero when none is owed.
func (c *Call) messageDue() time.Time {
	if v := c.Voicemail(); !v.Empty() && c.EndedAt.IsZero() && !c.raised(alert.Voicemail) {
		return v.At.Add(messageToldWithin)
	}
	return time.Time{}
}

// raised reports whether the call owes, or has owed, an alert of one of these kinds.
func (c *Call) raised(kinds ...alert.Kind) bool {
	return slices.ContainsFunc(c.Alerts, func(a OwedAlert) bool { return slices.Contains(kinds, a.Kind) })
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
	case !c.Voicemail().Empty():
		return VoicemailLeft
	case c.Ring != nil || c.NobodyToRing || c.MessageAsked || !c.Flow.Ended || c.Flow.InSafeFlow() || c.leftEarly():
		return Missed
	}
	return Closed
}

// leftEarly reports whether the caller left before the flow had come to its end: a
// flow that ends as written stands at its last action.
func (c *Call) leftEarly() bool { return c.Caller.HangUp.IsZero() }
