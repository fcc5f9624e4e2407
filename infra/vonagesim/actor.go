package vonagesim

import (
	"strings"
	"time"
)

// actor is a Person on one leg.
type actor struct {
	l       *leg
	person  Person
	present bool // a human is on the line: not a machine, not a switchboard
	fired   []bool
	seen    []int
	tones   string // keys that a switchboard has heard
	wants   Reaction
}

func newActor(l *leg, p Person) *actor {
	if l.who == "" {
		l.who = p.Name
	}
	if l.who == "" {
		l.who = l.number
	}
	return &actor{l: l, person: p, fired: make([]bool, len(p.Acts)), seen: make([]int, len(p.Acts))}
}

// picksUp puts the person on the line.
func (a *actor) picksUp() {
	a.present, a.l.pickedUpAt = true, a.l.n.clock.Now()
	a.occurs(TriggerAnswered)
	if a.l.heard.base.sound == Talk { // the script let them into a room at once
		a.occurs(TriggerTalking)
	}
}

// occurs counts an occasion for every act that waits for it.
func (a *actor) occurs(kind TriggerKind) {
	if !a.present && kind != TriggerDialled {
		return
	}
	for i, act := range a.person.Acts {
		if act.When.Kind == kind {
			a.count(i)
		}
	}
}

func (a *actor) count(i int) {
	act := a.person.Acts[i]
	a.seen[i]++
	if a.fired[i] || a.seen[i] != max(act.When.Times, 1) {
		return
	}
	a.fired[i] = true
	a.l.unlessEnded(act.When.Wait, func() { a.perform(act.Do) })
}

func (a *actor) perform(d Deed) {
	switch d.Kind {
	case DeedPress:
		a.l.press(d.Text)
	case DeedHangUp:
		a.l.hangUp()
	case DeedSpeak:
		a.l.speak(d.For, d.Text)
	case DeedStop:
		a.l.stopSpeaking()
	}
}

// listens lets the person follow a spoken text. A phrase counts when it has
// been heard to its end, so a prompt that is cut short may miss it. goesOn says
// whether the text is still being spoken.
func (a *actor) listens(text string, goesOn func() bool) {
	plain := strings.ToLower(plainText(text))
	for i, act := range a.person.Acts {
		if act.When.Kind != TriggerHearing {
			continue
		}
		phrase := strings.ToLower(act.When.Phrase)
		for from := 0; phrase != ""; {
			at := strings.Index(plain[from:], phrase)
			if at < 0 {
				break
			}
			from += at + len(phrase)
			a.l.unlessEnded(speakingTime(plain[:from]), func() {
				if a.present && goesOn() {
					a.count(i)
				}
			})
		}
	}
}

// hearsURL is for audio and music: known by its address, at its beginning.
func (a *actor) hearsURL(url string) {
	if !a.present {
		return
	}
	for i, act := range a.person.Acts {
		if act.When.Kind == TriggerHearing && strings.Contains(strings.ToLower(url), strings.ToLower(act.When.Phrase)) {
			a.count(i)
		}
	}
}

// mailbox speaks its greeting, listens, and hangs up.
func (a *actor) mailbox(r Reaction) {
	l := a.l
	if r.Greeting > 0 {
		l.speak(r.Greeting, "mailbox greeting")
	}
	l.unlessEnded(r.Greeting+r.Listens, l.hangUp)
}

// switchboard waits for the extension's digits.
func (a *actor) switchboard(r Reaction) {
	a.wants = r
	a.l.unlessEnded(switchboardWait, func() {
		if !a.present && a.wants.Digits != "" {
			a.l.hangUp()
		}
	})
	a.hearsTones("")
}

func (a *actor) hearsTones(digits string) {
	a.tones += digits
	if a.wants.Kind != ReactExtension || !strings.Contains(a.tones, a.wants.Digits) {
		return
	}
	after := a.wants.After
	a.wants = Reaction{}
	a.l.unlessEnded(after, func() {
		a.l.observe(Observation{Kind: SawPicksUp})
		a.picksUp()
	})
}

// sendTones plays keys into the phone. p is a pause of 500 ms (NCCO reference).
func (l *leg) sendTones(digits string) {
	var at time.Duration
	for _, d := range digits {
		if d == 'p' {
			at += 500 * time.Millisecond
			continue
		}
		at += KeyGap
		l.unlessEnded(at, func() { l.actor.hearsTones(string(d)) })
	}
}
