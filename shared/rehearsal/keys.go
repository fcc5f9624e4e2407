package rehearsal

import (
	"time"

	"ringdown/shared/call"
	"ringdown/shared/ncco"
	"ringdown/shared/play"
)

// ask waits for keys.
func (p *phone) ask(a ncco.Input) bool {
	ahead := p.ahead
	p.barging, p.ahead = false, ""
	if a.Asynchronous {
		p.listens, _ = ncco.ParseCallback(a.EventURL)
		return false
	}
	p.gathers, p.gathered = &a, ""
	p.patience()
	if ahead != "" {
		p.gather(ahead)
		return true
	}
	p.say(p.who, Asked, "")
	if keys := p.responds(); keys != "" {
		phase := p.phase
		p.after(reaction, func() {
			if p.phase == phase {
				p.pressAll(keys)
			}
		})
	}
	return true
}

// responds is what somebody presses who is asked.
func (p *phone) responds() string {
	if p.id == call.CallerLeg {
		if len(p.asked) == 0 {
			return ""
		}
		keys := p.asked[0]
		p.asked = p.asked[1:]
		return keys
	}
	if p.person == nil {
		return ""
	}
	switch keys := p.call.Ring.Keys; p.person.Does {
	case Accepts:
		return keys.Digit(play.Accept)
	case Declines:
		return keys.Digit(play.Decline)
	}
	return ""
}

// patience submits what was pressed when nothing more comes.
func (p *phone) patience() {
	seconds := p.gathers.TimeOutSeconds
	if seconds == 0 {
		seconds = defaultTimeOut
	}
	p.then(time.Duration(seconds)*time.Second, p.submit)
}

func (p *phone) gather(key string) {
	most := p.gathers.MaxDigits
	if most == 0 {
		most = defaultMaxDigits
	}
	if key == "#" && p.gathers.SubmitOnHash {
		p.submit()
		return
	}
	if p.gathered += key; len(p.gathered) >= most {
		p.submit()
		return
	}
	p.patience()
}

func (p *phone) submit() {
	a := *p.gathers
	p.gathers = nil
	p.phase++
	p.receive(p.decide(call.DigitsPressed{Leg: p.id, Provider: p.provider, Epoch: epochOf(a.EventURL), Digits: p.gathered}))
}

// pressAll presses keys one after the other.
func (p *phone) pressAll(keys string) {
	for i, key := range keys {
		p.after(time.Duration(i)*keyGap, func() { p.press(string(key)) })
	}
}

// press is a key: it ends a recording, cuts what is being said, answers a question, or goes to who
// listens for single keys.
func (p *phone) press(key string) {
	if p.over {
		return
	}
	p.say(p.who, Presses, key)
	switch {
	case p.records != nil && p.records.EndOnKey == key:
		p.recorded()
	case p.barging:
		for len(p.script) > 0 {
			if _, ok := p.script[0].(ncco.Input); ok {
				break
			}
			p.script = p.script[1:]
		}
		p.ahead = key
		p.phase++
		p.next()
	case p.gathers != nil:
		p.gather(key)
	case p.listens.Kind != "":
		p.decide(call.DigitsPressed{Leg: p.id, Provider: p.provider, Epoch: p.listens.Epoch, Digits: key})
	}
}
