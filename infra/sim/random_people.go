package sim

import (
	"fmt"
	"strconv"
	"time"

	"ringdown/infra/vonagesim"
)

// answerers gives every phone of the world somebody, or something.
func (d *drawn) answerers() {
	for _, u := range d.settings.Users {
		for i, p := range u.Phones {
			person, words := d.responder(p.Extension != "")
			for range d.r.IntN(3) {
				next, more := d.responder(p.Extension != "")
				person, words = person.NextTime(next), words+"; then "+more
			}
			name := u.ID + " " + strconv.Itoa(i+1)
			d.people[p.Number.Digits()] = person.Named(name)
			d.names[p.Number.Digits()] = name
			d.tell("%s: %s", name, words)
		}
	}
}

// responder draws how a phone meets a call, in words too.
func (d *drawn) responder(extension bool) (vonagesim.Person, string) {
	after := d.r.after(500*time.Millisecond, 25*time.Second)
	switch d.r.IntN(13) {
	case 0:
		return vonagesim.NeverAnswers(), "never answers"
	case 1:
		return vonagesim.Busy(), "busy"
	case 2:
		return vonagesim.Declines(after), fmt.Sprintf("declines after %s", after)
	case 3:
		return vonagesim.DeadNumber(), "dead"
	case 12:
		return vonagesim.OutOfReach(), "out of reach"
	case 4:
		return vonagesim.Mailbox(after, d.r.after(time.Second, 20*time.Second), d.r.after(0, 40*time.Second)), fmt.Sprintf("mailbox after %s", after)
	}
	person, words := vonagesim.Answers(after), fmt.Sprintf("answers after %s", after)
	if extension {
		person, words = vonagesim.Extension("700", after), fmt.Sprintf("extension, then answers after %s", after)
	}
	acts, more := d.deeds()
	return person.Then(acts...), words + more
}

// deeds are what somebody who picked up does.
func (d *drawn) deeds() (acts []vonagesim.Act, words string) {
	do := func(a vonagesim.Act) {
		acts = append(acts, a)
		words += fmt.Sprintf(", %s after %s %q: %s %s", a.When.Wait, a.When.Kind, a.When.Phrase, a.Do.Kind, a.Do.Text)
	}
	when := func() vonagesim.Trigger {
		if d.r.chance(50) {
			return vonagesim.OnHearing("1").After(d.r.after(0, 6*time.Second))
		}
		return vonagesim.AfterAnswer(d.r.after(0, 40*time.Second))
	}
	switch d.r.IntN(8) {
	case 0: // silence
	case 1:
		do(when().Press("2"))
	case 2:
		do(when().Press(oneOf(d.r, "5", "#", "*", "0")))
		do(when().Press("1"))
	case 3:
		do(when().Press(oneOf(d.r, "11", "12", "21")))
	default:
		do(when().Press("1"))
	}
	if d.r.chance(20) {
		do(vonagesim.AfterAnswer(d.r.after(0, 60*time.Second)).HangUp())
	}
	if d.r.chance(90) {
		do(vonagesim.OnTalking().After(d.r.after(0, 90*time.Second)).HangUp())
	}
	if d.r.chance(80) {
		do(vonagesim.OnLeftAlone().After(d.r.after(0, 5*time.Second)).HangUp())
	}
	return acts, words
}

// startsWithin is the time in which all calls of a world begin.
const startsWithin = 4 * time.Minute

// placeCalls lets people call, several of them at a time.
func (d *drawn) placeCalls() {
	for i := range d.r.from(1, 6) {
		c := drawnCaller{
			from: callerNumber(i).Digits(), starts: d.r.after(0, startsWithin),
			to: oneOf(d.r, d.settings.Lines...).Number.Digits(),
		}
		if d.r.chance(15) {
			c.from = ""
		}
		acts, words := d.wants()
		c.person = vonagesim.Caller(acts...).Named("caller " + strconv.Itoa(i+1))
		d.tell("caller %d: at %s to %s%s", i+1, c.starts, c.to, words)
		d.callers = append(d.callers, c)
	}
}

// wants is what a caller does.
func (d *drawn) wants() (acts []vonagesim.Act, words string) {
	do := func(a vonagesim.Act) {
		acts = append(acts, a)
		words += fmt.Sprintf(", %s after %s: %s %s %s", a.When.Wait, a.When.Kind, a.Do.Kind, a.Do.Text, a.Do.For)
	}
	if d.r.chance(25) {
		do(vonagesim.AfterDialling(d.r.after(0, 180*time.Second)).HangUp())
	}
	for range d.r.IntN(4) {
		do(vonagesim.AfterAnswer(d.r.after(0, 60*time.Second)).Press(oneOf(d.r, "1", "2", "3", "9", "0", "*", "#")))
	}
	if d.r.chance(85) {
		do(vonagesim.OnTone().After(d.r.after(0, 2*time.Second)).Speak(d.r.after(500*time.Millisecond, 30*time.Second), "…"))
	}
	switch d.r.IntN(6) {
	case 0:
		do(vonagesim.OnTone().After(d.r.after(0, 30*time.Second)).Press("#"))
	case 1, 2:
		do(vonagesim.OnTone().After(d.r.after(0, 30*time.Second)).HangUp())
	}
	if d.r.chance(50) {
		do(vonagesim.OnTalking().After(d.r.after(0, 2*time.Minute)).HangUp())
	}
	if d.r.chance(50) {
		do(vonagesim.OnLeftAlone().After(d.r.after(0, 5*time.Second)).HangUp())
	}
	return acts, words
}
