package call

import (
	"math"
	"time"

	"ringdown/shared/ncco"
	"ringdown/shared/play"
	"ringdown/shared/speech"
)

// callerScript is what the caller's leg is told in one decision: the next script, and whether it goes
// out as the reply to the webhook that waits or by a transfer.
type callerScript struct {
	*present
	reply      Reply
	replies    bool // the caller's webhook waits, and its reply may be a script
	begun      bool // a new script of the caller has begun in this decision
	interrupts bool // it cuts one that ends in a webhook
	answers    int  // the epoch of the caller's webhook that told of the event
	between    int  // callbacks of the new script so far that are not its last
	notice     *Notice
}

// NewScript begins a new script for the caller, once in a decision.
func (d *callerScript) NewScript() {
	if !d.begun {
		d.begun = true
		d.c.Caller.Epoch++
	}
}

// Script is the number of the caller's script.
func (d *callerScript) Script() int { return d.c.Caller.Epoch }

// Reply lets the next script be the reply to the webhook of this decision.
func (d *callerScript) Reply() { d.replies = true }

// Interrupt says that the next script cuts one that would have ended in a webhook.
func (d *callerScript) Interrupt() { d.interrupts = true }

// Ask ends the script with an input.
func (d *callerScript) Ask(said []speech.Prompt, in play.Input) {
	script, said := d.mustBeHeard(said)
	script = append(script, d.asking(said, in)...)
	d.deliver(append(script, ncco.Input{
		MaxDigits: in.DigitsMax, TimeOutSeconds: in.Seconds, SubmitOnHash: in.SubmitOnHash, EventURL: d.c.callerCallback("input"),
	}))
}

// Notify ends the script with a notify, whose webhook is PromptsEnded.
func (d *callerScript) Notify(said []speech.Prompt, after string) {
	script, said := d.mustBeHeard(said)
	script = append(script, scriptOf(said)...)
	d.deliver(append(script, d.notify(after)))
}

func (d *callerScript) notify(after string) ncco.Notify {
	return ncco.Notify{Payload: map[string]string{"after": after}, EventURL: d.c.callerCallback("input")}
}

// Record ends the script with a recording, and a notify: the reply to a record event cannot
// steer a call, the reply to a notify can (NCCO reference).
func (d *callerScript) Record(said []speech.Prompt, as play.Recording) {
	c := d.c
	c.MessageAsked, c.MessageEpoch, c.MessageAction = true, c.Caller.Epoch, c.Flow.Action
	c.AwaitRecording = as.Until.Add(recordingWait)
	script := scriptOf(said)
	if dead := c.Flow.DeadTime(d.now) - speech.Duration(said); dead > 0 { // a surplus key would end the recording
		script = append(script, ncco.Wait{Seconds: math.Ceil(dead.Seconds()*10) / 10})
	}
	d.deliver(append(script,
		ncco.Record{
			EndOnSilenceSeconds: as.SilenceSeconds, EndOnKey: as.EndKey, TimeOutSeconds: as.SecondsMax, BeepStart: as.Tone,
			EventURL: c.callerCallback("recording"),
		}, d.notify("recording")))
}

// Music ends the script with music that plays until a transfer.
func (d *callerScript) Music(said []speech.Prompt) {
	script, said := d.mustBeHeard(said)
	script = append(script, scriptOf(said)...)
	d.deliver(append(script, ncco.Stream{URL: speech.HoldMusic, Loop: ncco.LoopForever}))
}

// Hold ends the script in the room. The key for leaving is listened for first, so that it works
// from the first word; the input that does it is asynchronous, so nothing has to be cut by it and
// the provider's rule on mixed bargeIn does not apply.
func (d *callerScript) Hold(said, waiting []speech.Prompt) {
	script, said := d.mustBeHeard(said)
	if d.c.Ring.LeaveDigit != "" {
		script = append(ncco.Script{ncco.Input{Asynchronous: true, EventURL: d.c.callerCallback("input")}}, script...)
	}
	script = append(script, scriptOf(said)...)
	script = append(script, scriptOf(waiting)...)
	d.deliver(append(script, d.waitingRoom()))
}

// End says what is left to say, and the leg ends with it. Should it not, it is hung up. A webhook
// that waits for a reply gets a word at least. A caller who has left hears nothing, and did not stay
// to the end.
func (d *callerScript) End(said []speech.Prompt) {
	if !d.c.callerHere() {
		return
	}
	script := scriptOf(said)
	if len(script) == 0 && d.replies {
		script = d.sentence(d.words.Goodbye)
	}
	d.c.Caller.HangUp = d.now
	if len(script) > 0 {
		d.c.Caller.HangUp = d.now.Add(scriptTime(script) + closingGrace)
	}
	d.deliver(script)
}

// deliver gives the caller a script: as the reply to the webhook that waits for it, or
// else by a transfer.
func (d *callerScript) deliver(script ncco.Script) {
	k := &d.c.Caller
	k.Transfer, k.Between, d.between = nil, d.between, 0
	notice := d.notice
	d.notice = nil
	if !d.c.callerHere() || len(script) == 0 {
		return
	}
	k.Joined, k.Listened, k.Places = time.Time{}, false, nil
	k.RoomAt = time.Time{}
	if leadsToRoom(script) {
		k.RoomAt = d.now.Add(scriptTime(script))
	}
	if d.replies {
		d.reply = Reply{Script: script}
		k.LastReply = &LastReply{Epoch: d.answers, Script: script}
		k.Notice = notice
		return
	}
	d.transfer(Transfer{Script: script, MayReply: d.interrupts, Notice: notice})
}
