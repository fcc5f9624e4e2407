package play

import (
	"time"

	"ringdown/shared/flow"
	"ringdown/shared/speech"
)

const (
	messagesInterrupted = "MessagesInterrupted"
	// messagesTime is how long one script of repeated messages is made, where there is
	// one message only: each script costs a webhook and a save.
	messagesTime = time.Minute
	// messagesLoopMax bounds the repetitions in one script.
	messagesLoopMax = 20
	// interruptEarly is how much too early an interruption may come, where the messages
	// have just been played to their end.
	interruptEarly = time.Second
)

// messageParticipantIteratively plays its messages in turn, over and over, until the
// call moves on: somebody accepts, or the queue gives up. Every
// InterruptFrequencySeconds the flow goes on with the result MessagesInterrupted, where
// it has that branch. Exports name the service's own music by an id that no line has: a
// recording that is not there is the music here. NCCO: talk or stream, notify; an interruption cuts them short.
var messageParticipantIteratively = action{
	begin: func(r *Run, a flow.Action) outcome {
		if !r.host.Listening() {
			return failed(flow.NoMatchingError)
		}
		if !r.repeatMessages(a) {
			return r.failed(flow.NoMatchingError, "there is nothing to play")
		}
		if seconds := r.interruptSeconds(a); seconds > 0 {
			r.at.Until = r.host.Now().Add(time.Duration(seconds) * time.Second)
		}
		return waiting
	},
	spoken: func(r *Run, a flow.Action) {
		until := r.at.Until
		interrupts := r.interruptSeconds(a) > 0
		if interrupts && !until.After(r.host.Now().Add(interruptEarly)) {
			r.interrupt()
			return
		}
		r.sayAgain(a)
		if interrupts {
			r.at.Until = until
		}
	},
	overdue: func(r *Run, a flow.Action) {
		if r.interruptSeconds(a) > 0 {
			r.host.Interrupt()
			r.interrupt()
			return
		}
		r.sayAgain(a)
	},
}

// interruptSeconds is 0 where nothing interrupts.
func (v View) interruptSeconds(a flow.Action) int {
	if _, ok := flow.Choose(a, flow.Return(messagesInterrupted)); !ok {
		return 0
	}
	return v.number(a.Parameters, "InterruptFrequencySeconds", 0, 0, waitSecondsMax)
}

func (r *Run) sayAgain(a flow.Action) {
	r.host.NewScript()
	r.repeatMessages(a)
}

// repeatMessages appends the messages and asks to be told when they are over.
func (r *Run) repeatMessages(a flow.Action) bool {
	before := len(r.said)
	messages := a.Parameters.Objects("Messages")
	for _, m := range messages {
		r.prompt(m)
	}
	if len(r.said) == before && len(messages) > 0 {
		r.add(speech.Prompt{URL: speech.HoldMusic})
	}
	said := r.said[before:]
	if len(said) == 0 {
		return false
	}
	if len(said) == 1 {
		said[0] = looped(said[0])
	}
	r.notify("messages")
	return true
}

// looped repeats one message for about messagesTime.
func looped(p speech.Prompt) speech.Prompt {
	if p.Text == "" && p.URL == "" {
		return p
	}
	once := max(speech.Duration([]speech.Prompt{p}), time.Second)
	p.Loop = min(max(int(messagesTime/once), 1), messagesLoopMax)
	return p
}
