package vonagesim

import "time"

// A Person is plain data: how a phone reacts to being rung, and what is done
// once it is answered. A caller is a Person too; only the Acts count then.
//
//	Answers(4*time.Second).Named("Ann").
//		Then(OnHearing("press 1").After(time.Second).Press("1"))
type Person struct {
	Name  string
	Phone Reaction
	Acts  []Act
	// Later are the reactions to the second, third … call to this phone; the last
	// one stands for all that follow. Empty: every call meets the same Person.
	Later []Person
}

// ReactionKind is what a phone does when it is called.
type ReactionKind string

const (
	ReactAnswer    ReactionKind = "answer"    // picks up after After
	ReactNever     ReactionKind = "never"     // rings until a timer or a live PickUp ends it
	ReactBusy      ReactionKind = "busy"      // is engaged
	ReactDecline   ReactionKind = "decline"   // turns the call down after After
	ReactDead      ReactionKind = "dead"      // the number does not exist
	ReactAway      ReactionKind = "away"      // cannot be reached for now
	ReactMailbox   ReactionKind = "mailbox"   // a machine: greeting, then listens, then hangs up
	ReactExtension ReactionKind = "extension" // a switchboard which wants Digits first
)

// Reaction is a phone's behaviour when called.
type Reaction struct {
	Kind     ReactionKind
	After    time.Duration // from the first ring; an extension: from the digits
	Greeting time.Duration // how long a mailbox speaks
	Listens  time.Duration // how long it then records before it hangs up
	Digits   string        // what an extension wants to hear
}

// Answers is somebody who picks up d after the first ring.
func Answers(d time.Duration) Person { return Person{Phone: Reaction{Kind: ReactAnswer, After: d}} }

// NeverAnswers rings until ringing_timer ends it, or the carrier after CarrierPatience.
func NeverAnswers() Person { return Person{Phone: Reaction{Kind: ReactNever}} }

// Busy is a phone in use.
func Busy() Person { return Person{Phone: Reaction{Kind: ReactBusy}} }

// Declines turns the call down d after the first ring.
func Declines(d time.Duration) Person { return Person{Phone: Reaction{Kind: ReactDecline, After: d}} }

// DeadNumber cannot be reached at all.
func DeadNumber() Person { return Person{Phone: Reaction{Kind: ReactDead}} }

// OutOfReach is a phone that the network cannot reach for now.
func OutOfReach() Person { return Person{Phone: Reaction{Kind: ReactAway}} }

// Mailbox answers after d, speaks its greeting, listens, and hangs up. It presses nothing.
func Mailbox(d, greeting, listens time.Duration) Person {
	return Person{Phone: Reaction{Kind: ReactMailbox, After: d, Greeting: greeting, Listens: listens}}
}

// Extension is a switchboard that answers at once and rings somebody when it
// hears digits; that person picks up d later.
func Extension(digits string, d time.Duration) Person {
	return Person{Phone: Reaction{Kind: ReactExtension, Digits: digits, After: d}}
}

// Caller is somebody to Dial with.
func Caller(acts ...Act) Person { return Person{Acts: acts} }

// Named gives the person a name for observations and reports.
func (p Person) Named(name string) Person { p.Name = name; return p }

// Then adds acts. Each fires at most once per call.
func (p Person) Then(acts ...Act) Person {
	p.Acts = append(append([]Act(nil), p.Acts...), acts...)
	return p
}

// NextTime adds how the following call to this phone is met.
func (p Person) NextTime(next Person) Person {
	p.Later = append(append([]Person(nil), p.Later...), next)
	return p
}

// nth is the person met by the nth call (from 0).
func (p Person) nth(n int) Person {
	if n == 0 || len(p.Later) == 0 {
		return p
	}
	next := p.Later[min(n, len(p.Later))-1]
	if next.Name == "" {
		next.Name = p.Name
	}
	return next
}

// An Act is one thing a person does, once, when its trigger fires.
type Act struct {
	When Trigger
	Do   Deed
}

// TriggerKind is the occasion of an Act.
type TriggerKind string

const (
	TriggerDialled   TriggerKind = "dialled"    // a caller dialled; a phone began to ring
	TriggerAnswered  TriggerKind = "answered"   // the person is on the line
	TriggerHearing   TriggerKind = "hearing"    // Phrase was spoken, or a sound with Phrase in its URL began
	TriggerTalking   TriggerKind = "talking"    // can talk with somebody
	TriggerTone      TriggerKind = "tone"       // the recording tone has sounded
	TriggerAsked     TriggerKind = "asked"      // prompts are over and keys are awaited
	TriggerLeftAlone TriggerKind = "left alone" // the last other party has gone
)

// Trigger is an occasion and a wait after it.
type Trigger struct {
	Kind   TriggerKind
	Phrase string
	Times  int // fires on this occurrence; 0 means 1
	Wait   time.Duration
}

// AfterAnswer fires d after the person is on the line.
func AfterAnswer(d time.Duration) Trigger { return Trigger{Kind: TriggerAnswered, Wait: d} }

// AfterDialling fires d after a caller dialled (or a called phone began to ring).
func AfterDialling(d time.Duration) Trigger { return Trigger{Kind: TriggerDialled, Wait: d} }

// OnHearing fires when phrase has been spoken to the end. Case does not matter.
func OnHearing(phrase string) Trigger { return Trigger{Kind: TriggerHearing, Phrase: phrase} }

// OnTalking fires when somebody else is in the same started room.
func OnTalking() Trigger { return Trigger{Kind: TriggerTalking} }

// OnTone fires when the recording begins.
func OnTone() Trigger { return Trigger{Kind: TriggerTone} }

// OnAsked fires when an input begins to wait in silence, whatever its prompt said.
func OnAsked() Trigger { return Trigger{Kind: TriggerAsked} }

// OnLeftAlone fires when the others have left the room.
func OnLeftAlone() Trigger { return Trigger{Kind: TriggerLeftAlone} }

// After adds a wait between the occasion and the deed.
func (t Trigger) After(d time.Duration) Trigger { t.Wait += d; return t }

// Nth waits for the nth occurrence (from 1).
func (t Trigger) Nth(n int) Trigger { t.Times = n; return t }

// Press presses keys, KeyGap apart.
func (t Trigger) Press(digits string) Act { return Act{t, Deed{Kind: DeedPress, Text: digits}} }

// HangUp hangs up.
func (t Trigger) HangUp() Act { return Act{t, Deed{Kind: DeedHangUp}} }

// Speak speaks for d.
func (t Trigger) Speak(d time.Duration, text string) Act {
	return Act{t, Deed{Kind: DeedSpeak, Text: text, For: d}}
}

// StopSpeaking falls silent.
func (t Trigger) StopSpeaking() Act { return Act{t, Deed{Kind: DeedStop}} }

// DeedKind is what an Act does.
type DeedKind string

const (
	DeedPress  DeedKind = "press"
	DeedHangUp DeedKind = "hang up"
	DeedSpeak  DeedKind = "speak"
	DeedStop   DeedKind = "stop"
)

// Deed is something done with a phone in hand.
type Deed struct {
	Kind DeedKind
	Text string
	For  time.Duration
}
