package call

import (
	"time"

	"ringdown/shared/flow"
	"ringdown/shared/ncco"
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
	begin: func(t *turn, a flow.Action) outcome {
		if !t.callerListens() {
			return failed(flow.NoMatchingError)
		}
		if !t.repeatMessages(a) {
			return t.failed(flow.NoMatchingError, "there is nothing to play")
		}
		if seconds := t.interruptSeconds(a); seconds > 0 {
			t.c.Flow.Until = t.now.Add(time.Duration(seconds) * time.Second)
		}
		return waiting
	},
	spoken: func(t *turn, a flow.Action) {
		until := t.c.Flow.Until
		interrupts := t.interruptSeconds(a) > 0
		if interrupts && !until.After(t.now.Add(interruptEarly)) {
			t.proceed(flow.Return(messagesInterrupted))
			return
		}
		t.sayAgain(a)
		if interrupts {
			t.c.Flow.Until = until
		}
	},
	overdue: func(t *turn, a flow.Action) {
		if t.interruptSeconds(a) > 0 {
			t.breaksOff = true
			t.proceed(flow.Return(messagesInterrupted))
			return
		}
		t.sayAgain(a)
	},
}

// interruptSeconds is 0 where nothing interrupts.
func (t *turn) interruptSeconds(a flow.Action) int {
	if _, ok := flow.Choose(a, flow.Return(messagesInterrupted)); !ok {
		return 0
	}
	return t.number(a.Parameters, "InterruptFrequencySeconds", 0, 0, int(waitLongest/time.Second))
}

func (t *turn) sayAgain(a flow.Action) {
	t.turnPage()
	t.repeatMessages(a)
	t.deliver()
}

// repeatMessages appends the messages and asks to be told when they are over.
func (t *turn) repeatMessages(a flow.Action) bool {
	before := len(t.script)
	messages := a.Parameters.Objects("Messages")
	for _, m := range messages {
		t.prompt(m)
	}
	if len(t.script) == before && len(messages) > 0 {
		t.add(ncco.Stream{URL: holdMusic})
	}
	said := t.script[before:]
	if len(said) == 0 {
		return false
	}
	if len(said) == 1 {
		said[0] = looped(said[0])
	}
	t.c.Flow.Until = t.now.Add(speech.Duration(t.script) + inputGrace)
	t.script = append(t.script, t.notify("messages"))
	return true
}

// looped repeats one message for about messagesTime.
func looped(a ncco.Action) ncco.Action {
	once := max(speech.Duration(ncco.Script{a}), time.Second)
	times := min(max(int(messagesTime/once), 1), messagesLoopMax)
	switch m := a.(type) {
	case ncco.Talk:
		m.Loop = times
		return m
	case ncco.Stream:
		m.Loop = times
		return m
	}
	return a
}
