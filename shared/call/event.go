package call

import (
	"time"

	"ringdown/shared/e164"
)

// Event is something that happened, told in the past tense.
type Event interface{ event() }

// CallerLeg names the caller's leg where a leg is named; responders' legs are numbered.
const CallerLeg = "caller"

type (
	// CallArrived is the first thing known of a call.
	CallArrived struct {
		Leg          string // the provider's id
		Conversation string // the provider's, in which the leg begins
		Region       string // base URL of the provider's region
		From, To     e164.Number
		FromUs       bool        // From is a number of a line of ours, or a phone that forwards our own call
		Back         *CalledBack // the caller was rung for another call, and is connected to its caller
		Came         string      // what came in place of From, or what From was completed of (e164.Caller)
	}
	// CallUnseen is a call that never reached us: the provider's fallback took a message, or, without
	// one, the caller's end is the first that is known of it.
	CallUnseen struct {
		Leg      string
		From, To e164.Number
		Came     string // as of CallArrived
		Message  MessageRecorded
		Seconds  int       // the caller was on the line, where it is told
		Ended    time.Time // when the caller's leg ended, where it is told
	}
	// DigitsPressed is the answer to an input: Digits is "" when nothing was pressed.
	// Prompt is the number the input was sent out with (its callback's epoch).
	// Like every webhook of a leg, it tells the provider's id of one whose dial was never answered.
	DigitsPressed struct {
		Leg, Provider string
		Epoch         int
		Digits        string
	}
	// PromptsEnded says that the caller's script came to its notify.
	PromptsEnded struct{ Epoch int }
	// LegAnswered says that somebody, or some machine, picked up.
	LegAnswered struct{ Leg, Provider string }
	// LegJoined says that the leg came into a conversation: the call's room, or one of its own on
	// the way there. The ids of conversations are the provider's.
	LegJoined struct {
		Leg, Provider string
		From          string    // the conversation it was in before; "" when not told
		Conversation  string    // "" when not told
		At            time.Time // by the provider's clock; zero when not told
	}
	// LegEnded says that the leg is over and why.
	LegEnded struct {
		Leg, Provider string
		Reason        End
		At            time.Time // by the provider's clock; zero when not told
	}
	// MessageRecorded says that the provider has audio of the caller.
	MessageRecorded struct {
		Recording string // the provider's id
		URL       string
		Bytes     int64
		Seconds   int
		Epoch     int // of the script that recorded it; 0 is one that no flow asked for
	}
	// TalkRecorded says that the provider has audio of a caller and a responder.
	TalkRecorded MessageRecorded
	// AudioStored says that the audio is in our own store under Key. Heard says that it was listened
	// to: SecondsSpoken is when the last word in it ends, 0 where nobody speaks.
	AudioStored struct {
		Recording, Key string
		Heard          bool
		SecondsSpoken  int
	}
	// TimerFired says that the deadline of the call may have passed.
	TimerFired struct{}

	// LegDialling says that the provider is about to be asked to dial; from here on
	// the leg may ring whatever becomes of the answer.
	LegDialling struct{ Leg string }
	// LegDialled says that the provider took the dial.
	LegDialled struct{ Leg, Provider string }
	// LegNotDialled says that the provider did not dial: Throttled asks for another
	// try, otherwise the number or our set-up is wrong.
	LegNotDialled struct {
		Leg       string
		Throttled bool
	}
	// LegHungUp says that the provider was told to end the leg; Gone that it knew of none.
	LegHungUp struct {
		Leg  string
		Gone bool
	}
	// LegDismissed says that a leg hears why it is not needed, or that it could not be told.
	LegDismissed struct {
		Leg    string
		Failed bool
	}
	// LegChecked says that the provider was asked about a leg. Gone: it has ended. Unknown: the
	// provider gave no answer.
	LegChecked struct {
		Leg           string
		Gone, Unknown bool
		Conversation  string    // it is in, "" when not told
		At            time.Time // when it was asked; zero is now
	}
	// CallerTransferred says that the caller's leg runs the script of that epoch.
	CallerTransferred struct{ Epoch int }
	// CallerNotTransferred says that the provider did not confirm it.
	CallerNotTransferred struct {
		Epoch int
		Gone  bool
	}
	// KeysListened says that the provider reports the caller's keys from now on.
	KeysListened struct{}
	// LegPassedOver says that a leg was not dialled: its owner is on another call of ours, or its
	// phone has rung often enough for now.
	LegPassedOver struct{ Leg string }
	// ResponderCalled says that a user called the line from a phone of their own.
	ResponderCalled struct {
		User     string
		Number   e164.Number
		Provider string // their leg
	}
	// CallTold says that the call to which the caller was connected knows that they joined, or ended.
	CallTold struct {
		Place string // a conversation's id
		Ended bool
	}
	// CallerSpokenTo says that the caller hears a sentence, or that it could not be said.
	CallerSpokenTo struct{ Sentence Sentence }
	// FunctionAsked says that a function is about to be asked; nobody else asks it then.
	FunctionAsked struct{ Invocation string }
	// FunctionAnswered is its answer, or why there is none.
	FunctionAnswered struct {
		Invocation string
		Answer     []byte
		Failed     string
	}
	// AlertQueued says that the alert is in the hands of its own function.
	AlertQueued struct{ Alert, Change string }
)

func (CallArrived) event()          {}
func (CallUnseen) event()           {}
func (DigitsPressed) event()        {}
func (PromptsEnded) event()         {}
func (LegAnswered) event()          {}
func (LegJoined) event()            {}
func (LegEnded) event()             {}
func (MessageRecorded) event()      {}
func (TalkRecorded) event()         {}
func (AudioStored) event()          {}
func (TimerFired) event()           {}
func (LegDialling) event()          {}
func (LegDialled) event()           {}
func (LegNotDialled) event()        {}
func (LegHungUp) event()            {}
func (LegChecked) event()           {}
func (LegDismissed) event()         {}
func (CallerTransferred) event()    {}
func (CallerNotTransferred) event() {}
func (LegPassedOver) event()        {}
func (ResponderCalled) event()      {}
func (CallTold) event()             {}
func (KeysListened) event()         {}
func (CallerSpokenTo) event()       {}
func (FunctionAsked) event()        {}
func (FunctionAnswered) event()     {}
func (AlertQueued) event()          {}
