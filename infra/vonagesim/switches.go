package vonagesim

import (
	"fmt"
	"reflect"
)

// Switches holds the questions about Vonage that its documents leave open. The
// zero value is one answer to each, true is the other. Software that must work
// either way is tested under both: loop over SwitchNames.
type Switches struct {
	// When endOnExit ends a conversation, do the remaining legs end (false) or
	// go on with the next action of their NCCO (true)?
	LegsOutliveConversation bool
	// Does a REST transfer out of a room count as an exit for endOnExit?
	TransferCountsAsExit bool
	// Does hold music start again for somebody left alone in a room?
	MusicRestarts bool
	// Is a leg hung up over REST while it rings "cancelled" or "completed"?
	HangUpRingingCompletes bool
	// Is a caller who gives up before the answer "cancelled" or "completed"?
	AbandonedCompletes bool
	// Is dtmf.digits "" (false) or null (true) when nothing was pressed?
	NullDigits bool
	// Does an asynchronous input end when its leg moves to another conversation
	// (by a conversation action or a REST transfer)? A listener set over REST stays.
	AsyncInputEndsOnMove bool
	// Does the reply to one digit of an asynchronous input replace the NCCO?
	AsyncReplyReplaces bool
	// Does the listener also get the keys which a synchronous input collects?
	ListenerHearsInput bool
	// Is "answered" of an inbound leg sent before the answer webhook or after its reply?
	AnsweredBeforeReply bool
	// Does the record event of a hang-up come before "completed", or seconds after?
	RecordBeforeCompleted bool
	// Is an input webhook sent for a leg which hung up while keys were awaited?
	InputAfterHangUp bool
	// Is a path with a trailing slash refused with 404?
	SlashRefused bool
	// May "completed" follow another terminal status?
	CompletedFollowsTerminal bool
	// Are the bodies of 404 and 429 empty instead of JSON?
	EmptyErrorBodies bool
	// Do `to` and `from` of the inbound answer webhook carry a plus sign?
	PlusInNumbers bool
	// Does the signature of a GET lack payload_hash, instead of hashing nothing?
	GetWithoutHash bool
	// Does a repeated webhook carry the jti of the first attempt?
	RepeatKeepsJTI bool
	// Are plain status events delivered once only, without the retry?
	StatusNotRetried bool
	// May talk and stream follow each other between bargeIn and its input?
	MixedBargeIn bool
	// Is trailing silence cut from a recording that ended by silence?
	RecordingTrimmed bool
	// May the number of somebody calling in right now be `from` of a new call?
	CallerNumberAsFrom bool
	// Does speaking stop a bargeIn prompt before an input that wants keys only? A
	// mailbox speaks too.
	SpeechBargesIn bool
	// Are there events about prompts (type "talk" or "stream") at the event URL?
	// Their payload is unknown; they stand for any event nobody expects.
	PromptEvents bool
	// Does the carrier report a busy phone as rejected?
	BusyAsRejected bool
	// Does completed carry the from "Unknown"? It was captured once.
	CompletedFromUnknown bool
	// Does GET of a leg tell the conversation it began in, not the one it is in?
	LegShowsFirstConversation bool
	// Is timed_out true beside a digit of an asynchronous input?
	AsyncTimedOut bool
}

// SwitchNames lists the switches in the order of the struct.
func SwitchNames() []string {
	t := reflect.TypeFor[Switches]()
	names := make([]string, t.NumField())
	for i := range names {
		names[i] = t.Field(i).Name
	}
	return names
}

// Set turns the named switch to true.
func (s *Switches) Set(name string) error {
	f := reflect.ValueOf(s).Elem().FieldByName(name)
	if !f.IsValid() {
		return fmt.Errorf("set switch %q: no such switch; SwitchNames lists them", name)
	}
	f.SetBool(true)
	return nil
}
