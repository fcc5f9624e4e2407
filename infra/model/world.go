package model

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"ringdown/shared/call"
	"ringdown/shared/ncco"
	"ringdown/shared/port"
)

// world is one state. Nothing that it points to is ever changed, so a copy of its slices is a copy.
type world struct {
	now    time.Time
	stored *record // nil: no call yet
	legs   []leg   // the caller's first
	mail   []message
	tasks  []task
	faults int      // that may still happen
	sent   []string // alerts, to their queue
	said   []said   // by the caller into a recording
	met    bool     // caller and a responder were in the room together
	put    int      // messages that were put aside
}

// record is a call as it is stored.
type record struct {
	call call.Call
	sum  string
}

func recordOf(c call.Call) *record {
	text, err := json.Marshal(c)
	if err != nil {
		panic(fmt.Sprintf("a call cannot be written: %v", err)) // of plain fields only
	}
	sum := sha256.Sum256(text)
	return &record{c, string(sum[:16])}
}

// said is a message that was spoken.
type said struct{ recording string }

// message is something under way to a function: a webhook, or an envelope.
type message struct {
	text     string // what it is, in words
	due      time.Time
	leg      int // whose script waits for the reply; -1 is none
	phase    int // of that leg, when it was sent
	event    call.Event
	envelope *port.Envelope
	tries    int
	repeated bool // the reply to it is ignored
}

func (m message) key() string {
	text := make([]byte, 0, len(m.text)+40)
	text = append(text, m.text...)
	for _, n := range [...]int64{m.due.UnixMilli(), int64(m.leg), int64(m.phase), int64(m.tries)} {
		text = strconv.AppendInt(append(text, ' '), n, 10)
	}
	return string(strconv.AppendBool(text, m.repeated))
}

// task is a function under way.
type task struct {
	message message
	answers []answer // of its ports, in order
	saves   []answer // of its saves, which go out beside what it sends
	next    []request
	ended   *ending
	sum     string
}

// doing is what a leg does.
type doing int

const (
	arrives doing = iota // the caller, until there is a script
	rings
	speaks // prompts are played
	asks   // keys are awaited
	waits  // for the reply to a webhook
	records
	inRoom
	hears // music without end
	over
)

// leg is one phone's connection.
type leg struct {
	ours, provider string
	doing          doing
	script         ncco.Script
	sum            string // of the script
	at             int
	phase          int
	until          time.Time // when what it does ends by itself; zero is never
	since          time.Time // when it began to do that
	up             bool
	place          string
	moves          int
	endOnExit      bool
	pressed        bool // the key that takes the call
}

func (w *world) clone() *world {
	n := *w
	n.legs, n.mail, n.tasks = slices.Clone(w.legs), slices.Clone(w.mail), slices.Clone(w.tasks)
	n.sent, n.said = slices.Clone(w.sent), slices.Clone(w.said)
	return &n
}

// key is equal for states that are equal.
func (w *world) key() [16]byte {
	text := make([]byte, 0, 2048)
	number := func(n int64) { text = strconv.AppendInt(append(text, ' '), n, 10) }
	number(w.now.UnixMilli())
	number(int64(w.faults))
	number(int64(w.put))
	text = strconv.AppendBool(text, w.met)
	if w.stored != nil {
		text = append(text, w.stored.sum...)
	}
	for _, l := range w.legs {
		text = append(append(append(append(text, '|'), l.ours...), l.sum...), l.place...)
		number(int64(l.doing))
		number(int64(l.at))
		number(int64(l.phase))
		number(l.until.UnixMilli())
		for _, is := range [...]bool{l.since.Equal(w.now), l.up, l.endOnExit, l.pressed} {
			text = strconv.AppendBool(text, is)
		}
	}
	under := make([]string, 0, len(w.mail)+len(w.tasks))
	for _, m := range w.mail {
		under = append(under, m.key())
	}
	for _, t := range w.tasks {
		under = append(under, t.sum)
	}
	slices.Sort(under)
	for _, u := range under {
		text = append(append(text, '|'), u...)
	}
	for _, s := range w.sent {
		text = append(append(text, '+'), s...)
	}
	for _, s := range w.said {
		text = append(append(text, '-'), s.recording...)
	}
	sum := sha256.Sum256(text)
	return [16]byte(sum[:16])
}

// underWay counts the messages that are due and the functions that take one.
func (w *world) underWay() int {
	n := len(w.tasks)
	for _, m := range w.mail {
		if !m.due.After(w.now) {
			n++
		}
	}
	return n
}
