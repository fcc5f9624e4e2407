package call

import (
	"time"

	"ringdown/shared/flow"
	"ringdown/shared/ncco"
	"ringdown/shared/speech"
)

// recordParticipantMessage takes a voicemail. Results: MessageRecorded, MessageEmpty.
// NCCO: talk, record, notify — the reply to a record event cannot steer a call, the
// reply to a notify can (NCCO reference). A caller who hangs up while speaking has
// left a message all the same, and the flow goes on without a caller.
var recordParticipantMessage = action{
	departs: true,
	begin: func(t *turn, a flow.Action) outcome {
		if !t.callerListens() {
			return done(flow.Return(messageEmpty))
		}
		p := a.Parameters
		t.prompt(p)
		seconds := t.number(p, "RecordingTimeLimitSeconds", 180, 3, 7200)
		endKey, ok := p.String("DTMFConfiguration.InputTerminationSequence")
		if !ok || len(endKey) != 1 {
			endKey = "#"
		}
		tone, _ := p.String("PlayTone")
		t.c.Voicemail, t.c.Asked = nil, true
		t.c.Flow.Until = t.now.Add(speech.Duration(t.script) + time.Duration(seconds)*time.Second + inputGrace)
		t.c.AwaitRecording = t.c.Flow.Until.Add(recordingWait)
		t.script = append(t.script,
			ncco.Record{
				EndOnSilenceSeconds: t.number(p, "EndOnSilenceSeconds", 8, 3, 10), EndOnKey: endKey, TimeOutSeconds: seconds,
				BeepStart: tone != "False" && tone != "false", EventURL: t.c.callback("recording", CallerLeg, t.c.Caller.Prompt).String(),
			},
			ncco.Notify{Payload: map[string]string{"after": "recording"}, EventURL: t.c.callback("input", CallerLeg, t.c.Caller.Prompt).String()})
		return waiting
	},
	spoken: func(t *turn, a flow.Action) {
		if t.c.Voicemail == nil {
			// The audio's own webhook is still on its way; nearly every message has words in it.
			t.c.AwaitRecording = t.now.Add(recordingWait)
			t.proceed(flow.Return(messageRecorded))
			return
		}
		t.proceed(t.recordingResult())
	},
	overdue: func(t *turn, a flow.Action) { t.proceed(t.recordingResult()) },
	left: func(t *turn, a flow.Action) {
		// Speaking until one hangs up is how most people leave a message: the flow waits for
		// the audio (settleRecording), and goes on without a caller. Audio that came before
		// the caller left is all there will be.
		if t.c.AwaitRecording.IsZero() {
			t.goOnAlone()
		}
	},
}

const (
	messageRecorded = flow.MessageRecorded
	messageEmpty    = flow.MessageEmpty
)

func (t *turn) recordingResult() flow.Result {
	if t.c.Voicemail.Empty() {
		return flow.Return(messageEmpty)
	}
	return flow.Return(messageRecorded)
}

// messageRecorded takes the provider's word that there is audio. The same recording
// told twice changes nothing.
func (t *turn) messageRecorded(e MessageRecorded) {
	c := t.c
	if c.Voicemail != nil && (c.Voicemail.Recording == e.Recording || !c.Voicemail.Empty()) {
		return
	}
	c.Voicemail = &Voicemail{Recording: e.Recording, URL: e.URL, Bytes: e.Bytes, Seconds: e.Seconds, At: t.now}
	c.AwaitRecording = time.Time{}
	t.goOnAlone()
}

// goOnAlone continues a flow whose caller hung up while a message was recorded.
func (t *turn) goOnAlone() {
	a, ok := t.current()
	if ok && !t.c.callerHere() && !t.c.Flow.Ended && a.Type == "RecordParticipantMessage" {
		t.proceed(t.recordingResult())
	}
}
