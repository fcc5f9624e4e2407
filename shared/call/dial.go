package call

import (
	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
	"ringdown/shared/flow"
	"ringdown/shared/ncco"
	"ringdown/shared/play"
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
	Policy      e164.Policy // which To has to meet
}

// DialOf gives the dial of a wanted leg; false when the leg is not, or no longer, to
// be dialled. The script is given along, so nothing has to be fetched at the moment
// somebody picks up, and nobody listens to silence.
func DialOf(c Call, id string, plan dialplan.Dialplan) (Dial, bool) {
	v := viewOf(&c, plan)
	l := c.leg(id)
	if l == nil || c.Ring == nil || l.State != Wanted && l.State != Dialling {
		return Dial{}, false
	}
	phone, ok := l.phone(plan.Users)
	if !ok {
		return Dial{}, false
	}
	policy := plan.Dialling
	if l.Outside.Number != "" {
		policy = plan.MayDial()
	}
	shown := v.shownNumber()
	if shown == phone.Number {
		shown = c.Called // nobody is shown their own number
	}
	return Dial{
		Policy: policy,
		From:   shown, To: phone.Number, Extension: phone.Extension,
		RingSeconds: c.Ring.RingSeconds, Region: c.Region,
		Script: v.screening(l, phone), Status: c.callback("leg", l.ID, 0),
	}, true
}

// shownNumber is what a rung phone displays: what the flow asks for, unless the provider
// has refused it, else the line's own.
func (v view) shownNumber() e164.Number {
	if v.c.Ring.ShowLine {
		return v.c.Called
	}
	return v.wantedNumber()
}

// wantedNumber is the number the flow asks to display, if it is one.
func (v view) wantedNumber() e164.Number {
	number, err := e164.Parse(v.position().Text(v.ringAction().Parameters, "CallerId.Number"))
	if err != nil {
		return v.c.Called
	}
	return number
}

// showsCaller reports whether another number than the line's is displayed.
func (v view) showsCaller() bool { return v.shownNumber() != v.c.Called }

// ringAction is the action that began the ring; the flow may be elsewhere by now.
func (v view) ringAction() flow.Action {
	r := v.c.Ring
	a, _ := v.position().Document(r.Flow).Action(r.Action)
	return a
}

// screening is what a responder hears on picking up: the prompt and a wait for the key, twice; a
// phone with an extension gives the switchboard behind it time first. It is also what the phone
// falls back to when a reply of ours is lost: so what comes last fits whatever has happened.
func (v view) screening(l *Leg, phone dialplan.Phone) ncco.Script {
	var script ncco.Script
	if pause := extensionSeconds(phone.Extension); pause > 0 {
		script = append(script, ncco.Wait{Seconds: pause})
	}
	if l.Outside.Number != "" {
		return append(script, v.winnersRoom()) // nothing is asked of a third party
	}
	for prompt := 1; prompt <= promptsDialledWith(phone); prompt++ {
		script = append(script, v.askForKey(l, prompt)...)
	}
	return append(script, v.sentence(v.words.ApologyResponder)...)
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
func (v view) askForKey(l *Leg, prompt int) ncco.Script {
	script := v.acceptanceMessage()
	bargeIn(script)
	return append(script, ncco.Input{MaxDigits: 1, TimeOutSeconds: v.c.Ring.AcceptSeconds, EventURL: v.c.callback("accept", l.ID, prompt).String()})
}

// acceptanceMessage says who calls and which keys do what: in the flow's words, else in ours. Ours
// say the line, the caller and the keys in the first five seconds, because somebody may have been
// woken; what else there is to know comes after.
func (v view) acceptanceMessage() ncco.Script {
	if body, ok := v.ringAction().Parameters.Object("AcceptanceMessage"); ok {
		if said, ok := v.position().Prompts(body); ok {
			return scriptOf(said)
		}
	}
	c, say := v.c, v.words
	text := words.Fill(say.Screening+" "+say.AcceptKeys, "line", v.plan.Description, "caller", spokenCaller(c.Caller.ID(), say),
		"accept", c.Ring.Keys.Digit(play.Accept), "decline", c.Ring.Keys.Digit(play.Decline))
	if team := v.plan.Teams[c.Ring.Team].Name; team != "" {
		text += " " + words.Fill(say.ForTeam, "team", team)
	}
	return v.sentence(text)
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
