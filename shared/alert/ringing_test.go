package alert

import (
	"testing"
	"time"
)

// carl has a phone first, and the same number for texts after three minutes.
var carl = Person{ID: "carl", Name: "Carl", Contacts: []Contact{{Kind: Voice, Address: "+14155550107"}, {Kind: Text, Address: "+14155550107"}},
	Notify: []NotifyRule{{Contact: "voice"}, {Contact: "sms", AfterMinutes: 3}}}

// dialled is an alert whose first step rings Carl: the phone is notification 2, the text 3.
func dialled() Alert {
	a := decide(Alert{ID: "c1-1"}, 0, Raised{Notice: full(), Rule: BuiltIn("support")})
	return decide(a, 0, StepBegun{People: []Person{carl}}, Dialling{ID: "2"})
}

func phone(a Alert) Notification {
	n, _ := a.Notification("2")
	return n
}

func text(a Alert) Notification {
	n, _ := a.Notification("3")
	return n
}

func TestAPhoneIsDialledOnce(t *testing.T) {
	a := dialled()
	if n := phone(a); n.State != Ringing || n.Tries != 1 {
		t.Fatalf("the phone is %+v", n)
	}
	for _, o := range Orders(a) {
		if d, ok := o.(Dial); ok {
			t.Errorf("it is dialled again: %+v", d)
		}
	}
	if again := decide(a, 0, Dialling{ID: "2"}, Sendings{}); phone(again).Tries != 1 || phone(again).State != Ringing {
		t.Errorf("claimed twice: %+v", phone(again))
	}
}

// What became of the dial is not known: its first webhook tells, or its time runs out.
func TestADialOfWhichNobodyTellsIsLostAndTheNextMethodIsUsed(t *testing.T) {
	a := dialled()
	if !a.Wake.Equal(night.Add(ringLost)) {
		t.Fatalf("it wakes at %s, want when the phone is lost", a.Wake)
	}
	lost := decide(a, ringLost, TimerFired{})
	if n, text := phone(lost), text(lost); n.State != Failed || n.Reason != reasonLost || !text.Due.Equal(night.Add(ringLost)) {
		t.Errorf("the phone is %+v, the text %+v", n, text)
	}
	if late := decide(lost, ringLost+time.Second, PhonePickedUp{ID: "2", Provider: "p1"}); phone(late).State != Sent || late.ToldAt.IsZero() {
		t.Errorf("picked up after all: %+v", phone(late))
	}
	shown := decide(a, 10*time.Second, PhonePickedUp{ID: "2", Provider: "p1"}, PhoneEnded{ID: "2", Provider: "p1"})
	if n := phone(shown); n.State != Sent || n.Reason != reasonNoKey || shown.Status() != StatusOpen {
		t.Errorf("picked up without a key: %+v, %s", n, shown.Status())
	}
}

func TestABusyOrDeadPhoneIsTheEndOfThatMethod(t *testing.T) {
	for name, events := range map[string][]Event{
		"busy":    {PhoneEnded{ID: "2", Provider: "p1", Reason: "busy"}},
		"refused": {NotDialled{ID: "2"}},
	} {
		a := decide(dialled(), 5*time.Second, events...)
		if n, text := phone(a), text(a); n.State != Failed || n.Reason != name || !text.Due.Equal(night.Add(5*time.Second)) {
			t.Errorf("%s: the phone is %+v, the text %+v", name, n, text)
		}
	}
}

func TestAThrottledDialWaitsItsTurnAndNotForEver(t *testing.T) {
	a := decide(dialled(), time.Second, NotDialled{ID: "2", Throttled: true})
	if n := phone(a); n.State != Queued || !n.Due.Equal(night.Add(time.Second+dialAgain)) {
		t.Fatalf("the phone is %+v", n)
	}
	a = decide(a, dialPatience, Dialling{ID: "2"}, NotDialled{ID: "2", Throttled: true})
	if n := phone(a); n.State != Failed || n.Reason != reasonThrottled {
		t.Errorf("after %s it is %+v", dialPatience, n)
	}
}

// The provider repeats webhooks, and tells an end before that the phone was picked up.
func TestAKeyCountsOnceHoweverOftenItComes(t *testing.T) {
	by := Who{ID: "carl", Name: "Carl"}
	a := decide(dialled(), 9*time.Second, KeyPressed{ID: "2", Provider: "p1", Key: KeyAcknowledge}, KeyPressed{ID: "2", Provider: "p1", Key: KeyPassOn})
	if a.Status() != StatusAcknowledged || a.Acknowledged.By != by || a.Acknowledged.How != ByVoice || phone(a).State != Sent {
		t.Errorf("it is %s by %+v, the phone %+v", a.Status(), a.Acknowledged, phone(a))
	}
	passed := decide(dialled(), 9*time.Second, KeyPressed{ID: "2", Provider: "p1", Key: KeyPassOn}, StepBegun{Step: 1, People: []Person{ben}})
	again := decide(passed, 10*time.Second, KeyPressed{ID: "2", Provider: "p1", Key: KeyPassOn}, PhoneEnded{ID: "2", Provider: "p1"})
	if s, _ := step(again); s.Step != 2 || !s.At.After(night.Add(time.Minute)) {
		t.Errorf("it was passed on twice: next is %+v", s)
	}
	for _, key := range []string{KeyPlay, "*", "5"} {
		if other := decide(dialled(), 9*time.Second, KeyPressed{ID: "2", Provider: "p1", Key: key}); other.Status() != StatusOpen || phone(other).Key != "" || phone(other).State != Sent {
			t.Errorf("key %s: %s, %+v", key, other.Status(), phone(other))
		}
	}
	if strange := decide(a, 9*time.Second, PhoneEnded{ID: "2", Provider: "p0", Reason: "busy"}); phone(strange).State != Sent {
		t.Errorf("an earlier connection's end changed %+v", phone(strange))
	}
}

func TestAPhoneThatRingsInVainIsHungUp(t *testing.T) {
	taken := Acknowledged{By: Who{ID: "ben"}, How: ByLink}
	unknown := decide(dialled(), 5*time.Second, taken)
	if hangUps(unknown) != 0 {
		t.Error("a phone is hung up that the provider has not named")
	}
	a := decide(unknown, 6*time.Second, Dialled{ID: "2", Provider: "p1"})
	if hangUps(a) != 1 {
		t.Fatalf("owed are %+v", Orders(a))
	}
	for _, end := range []Event{PhoneHungUp{ID: "2"}, PhoneEnded{ID: "2", Provider: "p1", Reason: "unanswered"}, NotDialled{ID: "2"}} {
		from := a
		if _, not := end.(NotDialled); not {
			from = unknown
		}
		if b := decide(from, 7*time.Second, end); phone(b).State != Cancelled || hangUps(b) != 0 || !b.Wake.IsZero() {
			t.Errorf("%T: %+v, wake %s", end, phone(b), b.Wake)
		}
	}
	if b := decide(a, ringLost, TimerFired{}); phone(b).State != Cancelled {
		t.Errorf("nobody told of its end: %+v", phone(b))
	}
}

func hangUps(a Alert) (n int) {
	for _, o := range Orders(a) {
		if _, ok := o.(HangUp); ok {
			n++
		}
	}
	return n
}
