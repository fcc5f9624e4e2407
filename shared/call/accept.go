package call

import (
	"time"

	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
	"ringdown/shared/flow"
	"ringdown/shared/ncco"
	"ringdown/shared/speech"
	"ringdown/shared/speech/words"
)

// Dial is everything needed to ring one leg.
type Dial struct {
	From, To    e164.Number
	Extension   e164.Extension
	RingSeconds int
	Region      string
	Script      ncco.Script
	Status      ncco.Callback
	Policy      e164.Policy // which To has to meet, whoever dials
}

// DialOf gives the dial of a wanted leg; false when the leg is not, or no longer, to
// be dialled. The script is given along, so nothing has to be fetched at the moment
// somebody picks up, and nobody listens to silence.
func DialOf(c Call, id string, plan dialplan.Dialplan) (Dial, bool) {
	l := c.leg(id)
	if l == nil || c.Ring == nil || l.State != Wanted && l.State != Dialling {
		return Dial{}, false
	}
	phone, ok := l.phone(plan.Users)
	if !ok {
		return Dial{}, false
	}
	say := words.In(plan.Language)
	policy := plan.Dialling
	if l.Outside.Number != "" {
		policy = plan.MayDial()
	}
	return Dial{
		Policy: policy,
		From:   c.shownNumber(plan), To: phone.Number, Extension: phone.Extension,
		RingSeconds: c.Ring.RingSeconds, Region: c.Region,
		Script: screening(&c, l, phone, plan, say), Status: c.callback("leg", l.ID, 0),
	}, true
}

// shownNumber is what a rung phone displays: what the flow asks for, unless the provider
// has refused it, else the line's own.
func (c *Call) shownNumber(plan dialplan.Dialplan) e164.Number {
	if c.Ring.ShowLine {
		return c.Called
	}
	return c.wantedNumber(plan)
}

// wantedNumber is the number the flow asks to display, if it is one.
func (c *Call) wantedNumber(plan dialplan.Dialplan) e164.Number {
	t := &turn{c: c, plan: plan}
	number, err := e164.Parse(t.text(t.ringAction().Parameters, "CallerId.Number"))
	if err != nil {
		return c.Called
	}
	return number
}

// showsCaller reports whether another number than the line's is displayed.
func (c *Call) showsCaller(plan dialplan.Dialplan) bool { return c.shownNumber(plan) != c.Called }

// ringAction is the action that began the ring; the flow may be elsewhere by now.
func (t *turn) ringAction() flow.Action {
	r := t.c.Ring
	a, _ := t.document(r.Flow).Action(r.Action)
	return a
}

// screening is what a responder hears on picking up: the prompt and a wait for the
// key, twice; a phone with an extension gives the switchboard behind it time first.
func screening(c *Call, l *Leg, phone dialplan.Phone, plan dialplan.Dialplan, say words.Words) ncco.Script {
	var script ncco.Script
	if pause := extensionSeconds(phone.Extension); pause > 0 {
		script = append(script, ncco.Wait{Seconds: pause})
	}
	if l.Outside.Number != "" {
		t := &turn{c: c, plan: plan, say: say}
		return append(script, t.room(c.Ring, true)) // nothing is asked of a third party
	}
	for prompt := 1; prompt <= promptsDialledWith(phone); prompt++ {
		script = append(script, askForKey(c, l, prompt, plan, say)...)
	}
	return append(script, talkTo(plan, say, say.NotAccepted))
}

// promptsDialledWith is how often the prompt is said without anybody pressing a key.
// Behind an extension somebody has to be found first.
func promptsDialledWith(phone dialplan.Phone) int {
	if phone.Extension != "" {
		return acceptPromptsMax
	}
	return 2
}

// askForKey is one prompt and one wait.
func askForKey(c *Call, l *Leg, prompt int, plan dialplan.Dialplan, say words.Words) ncco.Script {
	t := &turn{c: c, plan: plan, say: say}
	if body, ok := t.ringAction().Parameters.Object("AcceptanceMessage"); !ok || !t.prompt(body) {
		t.talk(words.Fill(say.Screening, "line", plan.Description, "team", plan.Teams[c.Ring.Team].Name, "caller", spokenCaller(c.Caller.ID(), say)))
		t.talk(words.Fill(say.AcceptKeys, "accept", c.Ring.AcceptDigit, "decline", c.Ring.DeclineDigit))
	}
	speech.BargeIn(t.script)
	return append(t.script, ncco.Input{MaxDigits: 1, TimeOutSeconds: c.Ring.AcceptSeconds, EventURL: c.callback("accept", l.ID, prompt).String()})
}

func talkTo(plan dialplan.Dialplan, say words.Words, text string) ncco.Talk {
	return ncco.Talk{Text: text, Language: say.Language, Style: plan.Style}
}

// extensionSeconds is how long the extension's keys and pauses take: half a second a
// pause (NCCO reference, dtmfAnswer), a quarter a key, and two seconds for the other
// side to put the call through.
func extensionSeconds(x e164.Extension) float64 {
	if x == "" {
		return 0
	}
	sum := 2.0
	for _, key := range x {
		if key == 'w' {
			sum += 0.5
		} else {
			sum += 0.25
		}
	}
	return sum
}

// responderPressed takes the key of somebody who picked up.
func (t *turn) responderPressed(e DigitsPressed) {
	c := t.c
	l := c.leg(e.Leg)
	if l == nil {
		t.reply = Reply{Script: ncco.Script{talkTo(t.plan, t.say, t.say.Taken)}}
		return
	}
	if l.Kept != nil && e.Prompt <= l.Kept.Prompt {
		if e.Prompt == l.Kept.Prompt {
			t.reply = Reply{Script: l.Kept.Script}
		}
		return
	}
	l.reach(Answered, t.now)
	t.reply = Reply{Script: t.screened(l, e)}
	l.Kept = &Kept{Prompt: e.Prompt, Script: t.reply.Script}
}

// screened decides what a picked-up phone hears next; nil lets its script go on to
// the second prompt.
func (t *turn) screened(l *Leg, e DigitsPressed) ncco.Script {
	c, r := t.c, t.c.Ring
	last := func(text string, reason End) ncco.Script {
		if l.End == "" {
			l.End = reason
		}
		l.Unwanted = true
		l.HangUpAt = t.now.Add(speech.TextDuration(text) + closingGrace)
		return ncco.Script{talkTo(t.plan, t.say, text)}
	}
	switch {
	case r != nil && r.Winner == l.ID && l.live():
		return t.joinScript(r) // the reply to the key was lost: say it again
	case !c.callerHere():
		return last(t.say.CallerLeft, Cancelled)
	case !c.rings(l) || !l.live():
		return last(t.say.Taken, Taken)
	case l.Unwanted && e.Digits != r.AcceptDigit:
		return last(t.say.NotAccepted, NoKey)
	case e.Digits == r.AcceptDigit:
		return t.claim(l, r)
	case r.DeclineDigit != "" && e.Digits == r.DeclineDigit:
		return last(t.say.Declined, Declined)
	}
	return t.askAgain(l, e, last)
}

// askAgain goes on after silence or a wrong key, a bounded number of times.
func (t *turn) askAgain(l *Leg, e DigitsPressed, last func(string, End) ncco.Script) ncco.Script {
	phone, _ := l.phone(t.plan.Users)
	dialledWith := promptsDialledWith(phone)
	switch {
	case e.Prompt < dialledWith:
		return nil
	case e.Digits == "" || e.Prompt >= acceptPromptsMax:
		return last(t.say.NotAccepted, NoKey)
	}
	return append(askForKey(t.c, l, e.Prompt+1, t.plan, t.say), talkTo(t.plan, t.say, t.say.NotAccepted))
}

// acceptUnasked takes a third party's picking up for the key that nobody asks of them.
func (t *turn) acceptUnasked(l *Leg) {
	r := t.c.Ring
	if !t.c.rings(l) || r.Outside.Number == "" || l.State != Answered || l.Unwanted || !t.c.callerHere() {
		return
	}
	t.claim(l, r)
}

// claim makes the leg the winner: the only one that may join the room. Every other
// phone stops, and a caller who still hears the greeting is brought in.
func (t *turn) claim(l *Leg, r *Ring) ncco.Script {
	r.Winner = l.ID
	r.Result = ""
	l.Unwanted, l.End, l.HangUpAt = false, "", time.Time{}
	l.reach(Accepted, t.now)
	for i := range t.c.Legs {
		if other := &t.c.Legs[i]; other.ID != l.ID {
			other.unwant(Cancelled, t.now)
		}
	}
	t.bring(r)
	return t.joinScript(r)
}

// joinScript takes the winner into the room.
func (t *turn) joinScript(r *Ring) ncco.Script {
	script := ncco.Script{talkTo(t.plan, t.say, t.say.Connecting)}
	if whisper := t.whisper(r, t.c.Hooks.AgentWhisper); len(whisper) > 0 {
		script = append(script, whisper...)
		r.WhisperSeconds = int(speech.Duration(whisper) / time.Second)
	}
	return append(script, t.room(r, true))
}

// room is the conversation of this call. Only the winner starts it, and only where
// the flow is over afterwards does the winner's leaving end it for the caller too.
func (t *turn) room(r *Ring, winner bool) ncco.Conversation {
	if winner {
		room := ncco.Conversation{Name: t.c.Room(), StartOnEnter: true, EndOnExit: r.EndOnExit}
		if t.c.Recorded && r.Outside.Number == "" { // nobody outside has agreed to it
			room.Record, room.EventURL = true, t.c.callback("recording", RoomLeg, t.c.Rings).String()
		}
		return room
	}
	return ncco.Conversation{Name: t.c.Room(), MusicOnHoldURL: t.holdAudio()}
}
