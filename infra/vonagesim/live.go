package vonagesim

import (
	"fmt"
	"time"
)

// The functions here are for a person at a terminal who plays a phone.

// HangUp hangs up a leg's phone: a ringing one declines, a caller gives up.
func (n *Network) HangUp(uuid string) error {
	return n.with(uuid, "hang up", (*leg).hangUp)
}

// Press presses keys on a leg's phone.
func (n *Network) Press(uuid, digits string) error {
	return n.with(uuid, "press a key", func(l *leg) { l.press(digits) })
}

// Speak speaks into a leg's phone for d.
func (n *Network) Speak(uuid string, d time.Duration, text string) error {
	return n.with(uuid, "speak", func(l *leg) { l.speak(d, text) })
}

// PickUp answers a ringing phone.
func (n *Network) PickUp(uuid string) error {
	return n.with(uuid, "pick up", func(l *leg) {
		if l.direction == "outbound" && l.status == "ringing" && l.answeredAt.IsZero() {
			l.answerOutbound()
			l.actor.picksUp()
		}
	})
}

func (n *Network) with(uuid, what string, f func(*leg)) error {
	var err error
	n.do(func() {
		l := n.byUUID[uuid]
		if l == nil || l.ended {
			err = fmt.Errorf("%s on leg %s: no such leg, or it has ended; Legs lists them", what, uuid)
			return
		}
		f(l)
	})
	return err
}

// hangUp is the person putting the phone down.
func (l *leg) hangUp() {
	switch {
	case !l.answeredAt.IsZero():
		l.end("completed", "user", "")
	case l.direction == "outbound":
		l.end("rejected", "user", "declined")
	case l.n.o.Switches.AbandonedCompletes:
		l.end("completed", "user", "")
	default:
		l.end("cancelled", "user", "")
	}
}
