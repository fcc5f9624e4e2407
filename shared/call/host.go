package call

import (
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"ringdown/shared/alert"
	"ringdown/shared/ncco"
	"ringdown/shared/oncall"
	"ringdown/shared/play"
	"ringdown/shared/speech"
)

// decider is the host of the flow: what a flow asks for becomes scripts, legs and alerts.
var _ play.Host = (*decider)(nil)

// Now is the moment of the decision.
func (d *decider) Now() time.Time { return d.now }

// Listening reports whether there is somebody to speak to. A flow whose caller hung up during a
// recording goes on without one.
func (d *decider) Listening() bool { return d.c.callerHere() }

// Open looks up hours of the line. A team without hours is always there.
func (d *decider) Open(hours string) (open, known bool) {
	if hours == "" {
		if hours = d.plan.Teams[d.team()].Hours; hours == "" {
			return true, true
		}
	}
	h, known := byID(d.plan.Hours, hours)
	return known && oncall.Open(h, d.now), known
}

// Queue finds a team by its id or name, a user by id, or either by an ARN that ends in one.
func (d *decider) Queue(id, agent string) (play.Queue, bool) {
	if agent != "" {
		u, ok := byID(d.plan.Users, agent)
		return play.Queue{User: u.ID}, ok
	}
	if team, ok := byID(d.plan.Teams, id); ok {
		return play.Queue{Team: team.ID}, true
	}
	for _, key := range slices.Sorted(maps.Keys(d.plan.Teams)) {
		if slices.ContainsFunc(spellings(id), func(s string) bool { return strings.EqualFold(s, d.plan.Teams[key].Name) }) {
			return play.Queue{Team: key}, true
		}
	}
	return play.Queue{}, false
}

// MayAsk reports whether the line allows to ask a function, whatever its version or alias.
func (d *decider) MayAsk(arn string) bool {
	return slices.ContainsFunc(d.plan.LambdaARNs, func(allowed string) bool { return arn == allowed || strings.HasPrefix(arn, allowed+":") })
}

// Message says what is known of the caller's message.
func (d *decider) Message() play.Message {
	c := d.c
	asked := c.asked()
	m := play.Message{Asked: c.MessageAsked, Known: asked != nil || c.AwaitRecording.IsZero(), Left: !asked.Empty()}
	if asked != nil {
		m.Seconds = asked.Seconds
	}
	return m
}

// Turn begins a new script for the caller, once in a decision.
func (d *decider) Turn() {
	if !d.turned {
		d.turned = true
		d.c.Caller.Epoch++
	}
}

// Script is the number of the caller's script.
func (d *decider) Script() int { return d.c.Caller.Epoch }

// Reply lets the next script be the reply to the webhook of this decision.
func (d *decider) Reply() { d.replies = true }

// Interrupt says that the next script cuts one that would have ended in a webhook.
func (d *decider) Interrupt() { d.interrupts = true }

// Ask ends the script with an input.
func (d *decider) Ask(said []speech.Prompt, in play.Input) {
	script, said := d.mustBeHeard(said)
	script = append(script, d.asking(said, in)...)
	d.deliver(append(script, ncco.Input{
		MaxDigits: in.DigitsMax, TimeOutSeconds: in.Seconds, SubmitOnHash: in.SubmitOnHash, EventURL: d.c.callerCallback("input"),
	}))
}

// Notify ends the script with a notify, whose webhook is PromptsEnded.
func (d *decider) Notify(said []speech.Prompt, after string) {
	script, said := d.mustBeHeard(said)
	script = append(script, scriptOf(said)...)
	d.deliver(append(script, d.notify(after)))
}

func (d *decider) notify(after string) ncco.Notify {
	return ncco.Notify{Payload: map[string]string{"after": after}, EventURL: d.c.callerCallback("input")}
}

// Record ends the script with a recording, and a notify: the reply to a record event cannot
// steer a call, the reply to a notify can (NCCO reference).
func (d *decider) Record(said []speech.Prompt, as play.Recording) {
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
func (d *decider) Music(said []speech.Prompt) {
	script, said := d.mustBeHeard(said)
	script = append(script, scriptOf(said)...)
	d.deliver(append(script, ncco.Stream{URL: speech.HoldMusic, Loop: ncco.LoopForever}))
}

// Hold ends the script in the room. The key for leaving is listened for first, so that it works
// from the first word; the input that does it is asynchronous, so nothing has to be cut by it and
// the provider's rule on mixed bargeIn does not apply.
func (d *decider) Hold(said, waiting []speech.Prompt) {
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
func (d *decider) End(said []speech.Prompt) {
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

// Raise notes that people have to know. A quiet line tells only what its own flow asks for.
func (d *decider) Raise(t play.Task) bool {
	if t.Unasked && d.plan.Quiet || d.c.warned() {
		return true
	}
	kind := alert.Call
	switch {
	case t.Callback != "":
		kind = alert.Callback
	case t.OfMessage:
		kind = alert.Voicemail
	}
	team := t.Team
	if team == "" {
		team = d.alertTeam()
	}
	if kind == alert.Voicemail && d.c.messageTold(team) {
		return true
	}
	if !d.raise(kind, t.Title) {
		return false
	}
	raised := &d.c.Alerts[len(d.c.Alerts)-1]
	raised.Number, raised.Due, raised.Team = t.Callback, t.Due, team
	return true
}

// Failed keeps the first reason.
func (d *decider) Failed(reason string) {
	if d.c.Failure == "" {
		d.c.Failure = reason
	}
}

// deliver gives the caller a script: as the reply to the webhook that waits for it, or
// else by a transfer.
func (d *decider) deliver(script ncco.Script) {
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
