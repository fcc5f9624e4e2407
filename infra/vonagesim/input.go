package vonagesim

import (
	"slices"
	"time"
)

// Defaults of input (NCCO reference).
const (
	inputTimeOut   = 3
	inputMaxDigits = 4
)

// gathering is a synchronous input that waits for keys.
type gathering struct {
	action    action
	digits    string
	maxDigits int
	timeOut   time.Duration
	activity  int // counts keys, so that an old timer does not end it
}

// listener is an asynchronous input, or one registered over REST.
type listener struct {
	url, method string
	rest        bool
}

func (l *leg) input(a action) bool {
	l.barging = false
	ahead := l.ahead
	l.ahead = ""
	if a.Mode == "asynchronous" {
		l.listeners = append(l.listeners, listener{url: l.eventURLOf(a), method: a.EventMethod})
		for _, key := range ahead {
			l.tellListeners(string(key))
		}
		return false
	}
	g := &gathering{action: a, maxDigits: inputMaxDigits, timeOut: inputTimeOut * time.Second}
	if d := a.DTMF; d != nil {
		if d.MaxDigits != nil {
			g.maxDigits = *d.MaxDigits
		}
		if d.TimeOut != nil {
			g.timeOut = time.Duration(*d.TimeOut) * time.Second
		}
	}
	l.gathering = g
	l.awaitKey(g)
	for _, key := range ahead {
		l.gather(string(key))
	}
	if l.gathering == g {
		l.hear(noise{sound: Keys})
		l.actor.occurs(TriggerAsked)
	}
	return true
}

func (l *leg) eventURLOf(a action) string {
	if len(a.EventURL) == 0 {
		return l.eventURL
	}
	return a.EventURL[0]
}

// awaitKey closes the input timeOut after the last activity.
func (l *leg) awaitKey(g *gathering) {
	g.activity++
	activity := g.activity
	l.later(g.timeOut, func() {
		if l.gathering == g && g.activity == activity {
			l.submit(true)
		}
	})
}

func (l *leg) gather(key string) {
	g := l.gathering
	if g == nil {
		return
	}
	if key == "#" && g.action.DTMF != nil && g.action.DTMF.SubmitOnHash {
		l.submit(false)
		return
	}
	g.digits += key
	if len(g.digits) >= g.maxDigits {
		l.submit(false)
		return
	}
	l.awaitKey(g)
}

func (l *leg) submit(timedOut bool) {
	g := *l.gathering
	l.gathering = nil
	l.phase++
	l.hear(noise{sound: Silence})
	l.sendInput(g, timedOut, l.receive)
}

// sendInput sends an input webhook. timed_out says that the timer closed the
// input, not that nothing was pressed (captured).
func (l *leg) sendInput(g gathering, timedOut bool, done func(reply)) {
	var digits any = g.digits
	if g.digits == "" && l.n.o.Switches.NullDigits {
		digits = nil
	}
	phase := l.phase
	l.n.post(&delivery{
		hook:   l.webhook("input", l.eventURLOf(g.action), g.action.EventMethod),
		fields: l.keyFields(digits, timedOut), leg: l, wantsNCCO: done != nil,
		done: func(r reply) {
			if done != nil && !l.ended && l.phase == phase {
				done(r)
			}
		},
	})
}

func (l *leg) keyFields(digits any, timedOut bool) fields {
	return fields{
		"speech": fields{"error": "Speech was not enabled"},
		"dtmf":   fields{"digits": digits, "timed_out": timedOut},
		"from":   l.from, "to": l.to, "uuid": l.uuid, "conversation_uuid": l.conversation,
		"timestamp": stamp(l.n.clock.Now()),
	}
}

// press presses keys one after the other, the first at once.
func (l *leg) press(digits string) {
	for i, d := range digits {
		l.unlessEnded(time.Duration(i)*KeyGap, func() { l.key(string(d)) })
	}
}

// key is one key in the ear of the network: it ends a recording, or cuts a
// prompt short, or is collected, or goes to whoever listens for single keys.
func (l *leg) key(key string) {
	l.keys += key
	l.observe(Observation{Kind: SawPresses, Text: key})
	switch {
	case l.answeredAt.IsZero():
		return
	case l.recording != nil && l.recording.action.EndOnKey == key && l.recording.running:
		l.finishRecording()
		return
	case l.barging:
		l.bargeIn(key)
	case l.gathering != nil:
		l.gather(key)
	default:
		l.tellListeners(key)
		return
	}
	if l.n.o.Switches.ListenerHearsInput {
		l.tellListeners(key)
	}
}

// bargeIn skips to the input the prompt belongs to; the key is its first.
func (l *leg) bargeIn(key string) {
	for l.at < len(l.actions) && l.actions[l.at].Action != "input" {
		l.at++
	}
	l.ahead = key
	l.advance()
}

func (l *leg) tellListeners(key string) {
	for _, to := range l.listeners {
		phase := l.phase
		l.n.post(&delivery{
			hook:   l.webhook("digit", to.url, to.method),
			fields: l.keyFields(key, l.n.o.Switches.AsyncTimedOut), leg: l,
			wantsNCCO: !to.rest,
			done: func(r reply) {
				if l.n.o.Switches.AsyncReplyReplaces && !to.rest && !r.failed && !r.empty() && !l.ended && l.phase == phase {
					if l.room != nil {
						l.leaveRoom(false)
						l.move(l.n.conversationID())
					}
					l.replace(r)
				}
			},
		})
	}
}

// moved drops what may not survive a move to another conversation.
func (l *leg) moved() {
	if l.n.o.Switches.AsyncInputEndsOnMove {
		l.listeners = slices.DeleteFunc(l.listeners, func(x listener) bool { return !x.rest })
	}
}
