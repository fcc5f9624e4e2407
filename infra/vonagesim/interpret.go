package vonagesim

import (
	"time"
)

// run replaces the leg's NCCO.
func (l *leg) run(actions []action) {
	l.actions, l.at, l.barging, l.ahead, l.gathering = actions, 0, false, "", nil
	l.advance()
}

// advance performs actions until one takes time. After the last the call ends.
func (l *leg) advance() {
	l.phase++
	for !l.ended {
		if l.at >= len(l.actions) {
			l.end("completed", "platform", "")
			return
		}
		a := l.actions[l.at]
		l.at++
		if l.takesTime(a) {
			return
		}
	}
}

// takesTime performs an action and says whether it will advance the leg itself.
func (l *leg) takesTime(a action) bool {
	switch a.Action {
	case "talk":
		l.barging = l.barging || a.BargeIn
		l.play(noise{sound: Speech, text: plainText(a.Text), language: a.Language, lasts: speakingTime(a.Text), again: true}, loops(a), 1, l.advance)
		return true
	case "stream":
		l.barging = l.barging || a.BargeIn
		url := a.StreamURL[0]
		l.play(noise{sound: Audio, text: url, lasts: l.n.audioTime(url), again: true}, loops(a), 1, l.advance)
		return true
	case "input":
		return l.input(a)
	case "record":
		return l.record(a)
	case "conversation":
		l.join(a)
		return true
	case "notify":
		l.hear(noise{sound: Silence})
		l.sendWanting("notify", a.EventURL[0], a.EventMethod, fields{
			"payload": a.Payload, "conversation_uuid": l.conversation, "timestamp": stamp(l.n.clock.Now()),
		})
		return true
	case "wait":
		seconds := 10.0 // NCCO reference: default; out of range is clamped to 0.1 … 7200
		if a.Timeout != nil {
			seconds = min(max(*a.Timeout, 0.1), 7200)
		}
		l.hear(noise{sound: Silence})
		l.later(time.Duration(seconds*float64(time.Second)), l.advance)
		return true
	}
	return false
}

func loops(a action) int {
	if a.Loop == nil {
		return 1
	}
	return *a.Loop
}

// play lets the leg hear s times over (0: forever) and then calls done.
func (l *leg) play(s noise, times, pass int, done func()) {
	l.hear(s)
	phase := l.phase
	if s.sound == Speech {
		l.actor.listens(s.text, func() bool { return l.phase == phase })
	} else {
		l.actor.hearsURL(s.text)
	}
	l.later(s.lasts, func() {
		if times == 0 || pass < times {
			l.play(s, times, pass+1, done)
			return
		}
		if l.n.o.Switches.PromptEvents {
			l.sendPromptEvent(l.actions[l.at-1].Action)
		}
		done()
	})
}

// receive takes the reply to a webhook that may bring a new NCCO. An empty one
// lets the next action run (DTMF guide), and so does a failure during a call.
func (l *leg) receive(r reply) {
	if r.failed || r.empty() {
		l.advance()
		return
	}
	l.replace(r)
}

// replace runs an NCCO that came in a reply; a bad one ends the call.
func (l *leg) replace(r reply) {
	actions, err := l.n.scriptIn(r)
	if err != nil {
		l.sendError("Syntax error in NCCO. Invalid value type or action. " + err.Error())
		l.end("completed", "platform", "")
		return
	}
	l.run(actions)
}

// askAnswer fetches the leg's first NCCO. Without one the call ends.
func (l *leg) askAnswer(url, method string, f fields) {
	phase := l.phase
	l.n.post(&delivery{
		hook: l.webhook("answer", url, method), fields: f, leg: l, answer: true, wantsNCCO: true,
		done: func(r reply) {
			switch {
			case l.ended || l.phase != phase:
			case r.failed || r.empty():
				if r.failed {
					l.sendError("NCCO download error")
				}
				l.endUnanswered()
			default:
				if actions, err := l.n.scriptIn(r); err != nil {
					l.sendError("Syntax error in NCCO. Invalid value type or action. " + err.Error())
					l.endUnanswered()
				} else {
					l.pickUp()
					l.run(actions)
				}
			}
		},
	})
}

// endUnanswered ends a leg whose application had no (valid) NCCO for it.
func (l *leg) endUnanswered() {
	if l.answeredAt.IsZero() {
		l.end("failed", "platform", "internal_error")
		return
	}
	l.end("completed", "platform", "")
}
