package notice

import (
	"time"

	"ringdown/shared/alert"
	"ringdown/shared/e164"
	"ringdown/shared/ncco"
	"ringdown/shared/notice/phrases"
	"ringdown/shared/speech"
)

const (
	// promptsMax bounds how often one phone is told the same, whatever it presses.
	promptsMax = 10
	// keySeconds is how long a key is waited for at the end; in between it is waited for shortly, because
	// a mailbox stops recording when nobody speaks, and keys count also while something is said.
	keySeconds, keySecondsBetween = 5, 3
)

// Keys is where a key goes that is pressed after the prompt of that number, from 1: a callback.
type Keys func(prompt int) string

// Readout is what a phone says when it is picked up. It is dialled with all of it, so nobody listens to
// silence; and because a mailbox picks up too, and presses nothing, its owner is told what to do after
// the first time, while the mailbox still records, and at the end.
func (m Message) Readout(keys Keys) ncco.Script {
	out := append(bargeIn(m.say(m.readOut())), awaitKey(keys, 1, keySecondsBetween))
	out = append(out, bargeIn(m.say(m.words().ToMailbox))...)
	return append(append(out, m.ask(m.readOut(), keys, 2)...), m.say(m.words().ToMailbox)...)
}

// Again reads the alert out once more, after a key that asks for it or means nothing. Standing is what
// has become of the alert, for somebody who could not do what they asked for; "" is nothing new.
func (m Message) Again(standing string, pressedAfter int, keys Keys) ncco.Script {
	if pressedAfter >= promptsMax {
		return m.say(m.words().ToMailbox)
	}
	text := m.readOut()
	if standing != "" {
		text = standing + " " + text
	}
	return append(m.ask(text, keys, pressedAfter+1), m.say(m.words().ToMailbox)...)
}

// Played plays what the caller has left, which a key cuts short, and asks for a key again.
func (m Message) Played(audio []string, pressedAfter int, keys Keys) ncco.Script {
	if len(audio) == 0 || pressedAfter >= promptsMax {
		standing := ""
		if m.AudioMissing || m.Kind == alert.Voicemail {
			standing = m.words().AudioMissing
		}
		return m.Again(standing, pressedAfter, keys)
	}
	var out ncco.Script
	for _, address := range audio {
		out = append(out, ncco.Stream{URL: address, BargeIn: true})
	}
	out = append(out, awaitKey(keys, pressedAfter+1, keySeconds))
	out = append(out, m.ask(m.words().PressKeys, keys, pressedAfter+2)...)
	return append(out, m.say(m.words().ToMailbox)...)
}

// Farewell is the last thing that a phone says to who has acknowledged the alert, or passed it on.
func (m Message) Farewell(passedOn bool) ncco.Script {
	if passedOn {
		return m.say(m.words().YouPassedOn)
	}
	return m.say(m.words().YouHaveIt)
}

// readOut is the alert as it is spoken: what has happened, who called, how long they spoke, for which
// line, and when; then what is new in it, and the keys.
func (m Message) readOut() string {
	p := m.words()
	text := phrases.Fill(p.ReadOut, "subject", m.subject(m.spokenCaller(), m.spokenLength()), "time", m.timeOfDay(m.At))
	if status := m.Status(); status != "" {
		text += " " + status
	}
	if m.Seconds > 0 {
		text += " " + p.PressToPlay
	}
	return text + " " + p.PressKeys
}

// ask says a text that a key may cut short, and waits for the key.
func (m Message) ask(text string, keys Keys, prompt int) ncco.Script {
	return append(bargeIn(m.say(text)), awaitKey(keys, prompt, keySeconds))
}

// bargeIn lets a key cut a text short. An input has to follow (NCCO reference, talk.bargeIn).
func bargeIn(talks ncco.Script) ncco.Script {
	for i, action := range talks {
		if talk, ok := action.(ncco.Talk); ok {
			talk.BargeIn = true
			talks[i] = talk
		}
	}
	return talks
}

func awaitKey(keys Keys, prompt, seconds int) ncco.Input {
	return ncco.Input{MaxDigits: 1, TimeOutSeconds: seconds, EventURL: keys(prompt)}
}

func (m Message) say(text string) ncco.Script {
	var out ncco.Script
	for _, p := range speech.Speak(text, m.words().Language, 0) {
		if p.Text != "" {
			out = append(out, ncco.Talk{Text: p.Text, Language: p.Language})
		}
	}
	return out
}

func (m Message) spokenCaller() string {
	spoken := speech.Caller(e164.Caller{Number: m.Caller, Came: m.Came})
	return m.callerAs(spoken, spoken)
}

func (m Message) spokenLength() string {
	p := m.words()
	return lengthIn(p.SaySeconds, p.SayMinutes, m.Seconds)
}

func (m Message) timeOfDay(at time.Time) string { return at.In(m.zone()).Format("15:04") }
