package play

import (
	"time"

	"ringdown/shared/flow"
	"ringdown/shared/speech"
)

// recordParticipantMessage takes a voicemail. Results: MessageRecorded, MessageEmpty.
// NCCO: talk, record, notify — the reply to a record event cannot steer a call, the
// reply to a notify can (NCCO reference). A caller who hangs up while speaking has
// left a message all the same, and the flow goes on without a caller.
var recordParticipantMessage = action{
	departs: true,
	begin: func(r *Run, a flow.Action) outcome {
		if !r.host.Listening() {
			return done(flow.Return(flow.MessageEmpty))
		}
		p := a.Parameters
		r.prompt(p)
		seconds := r.messageSeconds(a)
		endKey, ok := p.String("DTMFConfiguration.InputTerminationSequence")
		if !ok || len(endKey) != 1 {
			endKey = "#"
		}
		tone, _ := p.String("PlayTone")
		r.at.Until = r.host.Now().Add(speech.Duration(r.said) + time.Duration(seconds)*time.Second + inputGrace)
		r.host.Record(r.take(), Recording{
			SecondsMax: seconds, SilenceSeconds: r.number(p, "EndOnSilenceSeconds", 10, 3, 10), EndKey: endKey,
			Tone: tone != "False" && tone != "false", Until: r.at.Until,
		})
		return waiting
	},
	spoken: func(r *Run, a flow.Action) {
		if r.host.Message().Known && !r.left(a) {
			r.Proceed(flow.Return(flow.MessageEmpty))
			return
		}
		if r.timeUp(a) {
			r.say(r.words.MessageTimeOver) // somebody was cut off in the middle of a word
		}
		// The audio's own webhook may still be on its way; nearly every message has words in it.
		r.Proceed(flow.Return(flow.MessageRecorded))
	},
	overdue: func(r *Run, a flow.Action) { r.Proceed(r.recordingResult(a)) },
	left: func(r *Run, a flow.Action) {
		// Speaking until one hangs up is how most people leave a message: the flow waits for the
		// audio (MessageKnown), and goes on without a caller.
		if r.host.Message().Known {
			r.MessageKnown()
		}
	},
}

func (v View) messageSeconds(a flow.Action) int {
	return v.number(a.Parameters, "RecordingTimeLimitSeconds", 180, 3, 7200)
}

// timeUp reports whether the message has reached its longest time. As long as nobody has told how
// long it is, time tells: it began when all was said before it.
func (h hostView) timeUp(a flow.Action) bool {
	if m := h.host.Message(); m.Known {
		return m.Seconds >= h.messageSeconds(a)
	}
	return !h.host.Now().Before(h.at.Until.Add(-inputGrace - speechSlack))
}

func (h hostView) recordingResult(a flow.Action) flow.Result {
	if h.left(a) {
		return flow.Return(flow.MessageRecorded)
	}
	return flow.Return(flow.MessageEmpty)
}

// left reports whether the caller has left a message that is as long as the flow wants one to be. People
// are told of a shorter one all the same: this is about where the flow goes on.
func (h hostView) left(a flow.Action) bool {
	m := h.host.Message()
	return m.Left && m.Seconds >= h.number(a.Parameters, "MinimumRecordingSeconds", 0, 0, 60)
}

// MessageKnown continues a flow whose caller hung up while a message was recorded.
func (r *Run) MessageKnown() {
	a, ok := r.current()
	if ok && !r.host.Listening() && !r.at.Ended && a.Type == "RecordParticipantMessage" {
		r.Proceed(r.recordingResult(a))
	}
}
