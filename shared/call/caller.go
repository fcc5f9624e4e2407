package call

import (
	"slices"
	"time"

	"ringdown/shared/alert"
	"ringdown/shared/dialplan"
	"ringdown/shared/flow"
	"ringdown/shared/ncco"
)

// arrived begins the call, once: the repeated webhook gets the reply it got before.
func (d *decider) arrived(e CallArrived) {
	c := d.c
	switch {
	case c.Failure == neverReached && c.EndedAt.IsZero():
		d.overtaken(e)
		return
	case !c.Arrived.IsZero():
		d.repeated(0)
		return
	}
	*c = Call{
		ID: NewID(e.Leg), Line: d.plan.Line, Dialplan: d.plan.Version, Called: e.To, Region: e.Region,
		Arrived: d.now, Caller: Caller{Leg: e.Leg, Number: e.From, Came: e.Came, Seen: d.now, Was: wasIn(nil, e.Conversation)}, Version: c.Version,
	}
	c.Flow.Attributes = map[string]string{"callerSpoken": spokenCaller(c.Caller.ID(), d.words)}
	c.Flow.Flow = d.plan.FlowFor(c.Caller.ID())
	if e.Back != nil {
		d.calledBack(*e.Back)
		return
	}
	if c.FromUs = e.FromUs || slices.Contains(d.plan.Numbers(), e.From); c.FromUs {
		d.raiseUnasked(alert.Missed, "A call from a number of your own reached "+d.plan.Description+": look for a phone that is forwarded to it")
	}
	if d.beyondLimit(c.Flow.Flow) {
		c.Flow.Flow = d.plan.Limits.Flow
	}
	if d.plan.Challenges(c.Flow.Flow) {
		c.Flow.Attributes[dialplan.AttributeChallenge] = challengeKey(c.ID)
	}
	d.Reply()
	d.run.Start()
}

// challengeKey derives a key from a call's id, so that it is the same for a repeated webhook and
// another for the next call. It is 2 to 9: machines that press a key press 1.
func challengeKey(id string) string {
	const keys = "23456789"
	sum := 0
	for i := range len(id) {
		sum += int(id[i])
	}
	return keys[sum%len(keys) : sum%len(keys)+1]
}

// neverReached is the failure of a call that the provider could not hand to us.
const neverReached = "the call never reached us"

// unseen makes a record, and an alert, of a call that never reached us. One whose end is known alone may
// still have left a message, which the provider's fallback took: people are told once of both.
func (d *decider) unseen(e CallUnseen) {
	c := d.c
	if !c.Arrived.IsZero() {
		return
	}
	left := d.now
	if !e.Ended.IsZero() && e.Ended.Before(left) { // the end may have waited in a queue
		left = e.Ended
	}
	*c = Call{
		ID: NewID(e.Leg), Line: d.plan.Line, Dialplan: d.plan.Version, Called: e.To, Arrived: left.Add(-time.Duration(e.Seconds) * time.Second),
		Caller: Caller{Leg: e.Leg, Number: e.From, Came: e.Came, Left: left}, MessageAsked: true, Failure: neverReached,
	}
	c.Flow.Ended = true
	if e.Message.Recording == "" {
		c.AwaitRecording = d.now.Add(recordingWait)
		return
	}
	d.messageRecorded(e.Message)
	d.raiseUnasked(alert.Voicemail, "Voicemail taken while we could not be reached")
}

// overtaken takes the arrival of a caller whose end was handled first: the call has reached us, and
// nobody is rung for a caller who has gone.
func (d *decider) overtaken(e CallArrived) {
	d.c.Failure, d.c.Region = "", e.Region
	d.c.Caller.Number, d.c.Caller.Came = e.From, e.Came
}

// repeated answers a webhook of the caller that was answered already.
func (d *callerScript) repeated(epoch int) {
	k := &d.c.Caller
	switch {
	case k.LastReply != nil && k.LastReply.Epoch == epoch:
		d.reply = Reply{Script: k.LastReply.Script}
	case k.Transfer != nil && k.Transfer.MayReply && epoch == k.firstEpoch()-1:
		// The leg waits for a reply, and its next script is due: it needs no transfer.
		d.reply = Reply{Script: k.Transfer.Script}
		k.LastReply, k.Transfer = &LastReply{Epoch: epoch, Script: k.Transfer.Script}, nil
		d.begins(k.LastReply.Script)
	}
}

// begins takes it that the caller hears a script from now on. It may be long after it was decided: a
// leg that has to end is hung up when it was heard out.
func (d *callerScript) begins(script ncco.Script) {
	if k := &d.c.Caller; !k.HangUp.IsZero() {
		k.HangUp = latest(k.HangUp, d.now.Add(scriptTime(script)+closingGrace))
	}
}

// callerPressed takes the caller's keys. An input of an earlier script is
// either a repeat, or too late to mean anything.
func (d *decider) callerPressed(e DigitsPressed) {
	k := &d.c.Caller
	early := k.asksBetween(e.Epoch)
	switch {
	case early && e.Digits == "":
		return // the script goes on with what comes after the pause
	case e.Epoch != k.Epoch && !early:
		d.repeated(e.Epoch)
		return
	}
	d.answers = e.Epoch
	if e.Digits != "" && d.c.Flow.Surplus(d.now) {
		d.surplusKey(e)
		return
	}
	if d.c.leaveDigit() == e.Digits && e.Digits != "" {
		d.run.Answered()
		d.closeWith(flow.Return(flow.LeaveDigitPressed))
		return
	}
	if early {
		d.run.PressedEarly(e.Digits)
		return
	}
	d.run.Pressed(e.Digits)
}

// surplusKey takes a key that still belongs to the question before. It decides nothing; where it cut
// the next question short, all that was being said is said again.
func (d *decider) surplusKey(e DigitsPressed) {
	k := &d.c.Caller
	if d.c.Flow.Keys == nil {
		return
	}
	if k.LastReply == nil || k.LastReply.Epoch != k.firstEpoch()-1 {
		d.run.AskAgain()
		return
	}
	shift := k.Between + 1
	k.Epoch += shift
	k.LastReply = &LastReply{Epoch: e.Epoch, Script: renumbered(k.LastReply.Script, shift)}
	d.reply = Reply{Script: k.LastReply.Script}
}

// leaveDigit is the key that ends the ring under way; "" is none.
func (c *Call) leaveDigit() string {
	if r := c.Ring; r != nil && !r.Closed && r.Winner == "" {
		return r.LeaveDigit
	}
	return ""
}

// promptsEnded goes on after the last words of a script that asked to be told.
func (d *decider) promptsEnded(e PromptsEnded) {
	switch {
	case d.noticeHeard(e.Epoch):
		return
	case e.Epoch != d.c.Caller.Epoch:
		d.repeated(e.Epoch)
		return
	}
	d.answers = e.Epoch
	d.run.Spoken()
}

// callerLeft stops everything that was done for a caller who listened. What the
// flow does without a caller (a message being recorded) goes on.
func (d *decider) callerLeft() {
	c := d.c
	if !c.callerHere() {
		return
	}
	c.Caller.Left = d.now
	c.Caller.Transfer = nil
	d.settleTalk()
	c.closeRing()
	d.cancelLegs(Cancelled)
	if !c.AwaitRecording.IsZero() {
		c.AwaitRecording = earliest(c.AwaitRecording, d.now.Add(recordingWait))
	}
	d.run.Left()
}

func (d *decider) callerJoined(e LegJoined) {
	k := &d.c.Caller
	k.Was = wasIn(k.Was, e.From)
	if !d.c.callerHere() || d.c.Back == nil && !d.c.ringing() {
		return
	}
	at := d.moment(e.At)
	k.Joined, k.Seen, k.Places = d.now, latest(k.Seen, at), heardIn(k.Places, Place{In: e.Conversation, At: at})
	d.noticePassed()
}

func (d *decider) callerNotTransferred(e CallerNotTransferred) {
	k := &d.c.Caller
	switch {
	case e.Epoch != k.Epoch || k.Transfer == nil:
	case e.Gone:
		d.callerLeft()
	case k.Transfer.Tries+1 >= transferTriesMax:
		k.Transfer = nil
		k.HangUp = d.now
		d.c.Flow.Ended = true
		if d.c.Failure == "" {
			d.c.Failure = "the provider did not transfer the caller"
		}
	default:
		m := *k.Transfer
		m.Tries++
		m.At = d.now.Add(transferAgain << (m.Tries - 1))
		k.Transfer = &m
	}
}

// listenDue says when the provider should be asked for the caller's keys in the
// room: from the moment the caller is there, where the flow has a key for leaving.
func (c *Call) listenDue() (time.Time, bool) {
	r := c.Ring
	if r == nil || r.Closed || r.LeaveDigit == "" || r.Winner != "" || c.Caller.Listened || c.Caller.Transfer != nil {
		return time.Time{}, false
	}
	return c.Caller.Joined, !c.Caller.Joined.IsZero()
}
