package vonagesim

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// leg is one phone's connection. Everything in it is guarded by Network.mu.
type leg struct {
	n            *Network
	uuid         string
	conversation string // the one it is in now
	// firstConversation is the one it began in.
	firstConversation string
	direction         string
	number            string // the phone's, "" when withheld
	from, to          string
	who               string
	actor             *actor

	eventURL, eventMethod   string
	answerURL, answerMethod string
	inline                  []action
	dtmfAnswer              string
	ringing, length         time.Duration

	status, detail, disconnectedBy string
	createdAt, answeredAt, endedAt time.Time
	pickedUpAt                     time.Time
	ended                          bool

	// The interpreter. phase grows whenever what goes on is over or replaced, so
	// that a timer of the past cannot disturb the present.
	phase      int
	actions    []action
	at         int
	barging    bool
	ahead      string // keys pressed during a bargeIn prompt, for its input
	gathering  *gathering
	listeners  []listener
	recording  *recording
	background *recording
	recorded   []RecordingReport
	room       *room
	entry      action // the conversation action that brought it into room

	heard     heard
	speaking  string
	speakTill time.Time
	spoke     [][2]time.Time // from when until when, each time
	uttering  bool           // what spoke lists last comes by a microphone, and goes on
	keys      string
}

func (n *Network) newLeg(direction, uuid, number string) *leg {
	l := &leg{
		n: n, uuid: uuid, direction: direction, number: number, conversation: n.conversationID(),
		eventURL: n.o.EventURL, eventMethod: "POST", status: "started", createdAt: n.clock.Now(),
		length: defaultLength, ringing: defaultRinging,
	}
	l.firstConversation = l.conversation
	n.legs = append(n.legs, l)
	n.byUUID[uuid] = l
	return l
}

// later runs f after d unless the leg has moved on by then.
func (l *leg) later(d time.Duration, f func()) {
	phase := l.phase
	l.n.after(d, func() {
		if !l.ended && l.phase == phase {
			f()
		}
	})
}

// unlessEnded runs f after d if the leg is still there.
func (l *leg) unlessEnded(d time.Duration, f func()) {
	l.n.after(d, func() {
		if !l.ended {
			f()
		}
	})
}

// announce sends started and ringing, in either order and with one timestamp,
// as a captured inbound call shows.
func (l *leg) announce(rings bool) {
	kinds := []string{"started", "ringing"}
	if !rings {
		kinds = kinds[:1]
	} else if l.n.random.IntN(2) == 0 {
		kinds[0], kinds[1] = kinds[1], kinds[0]
	}
	for _, kind := range kinds {
		l.sendStatus(kind, nil)
	}
	if rings {
		l.status = "ringing"
	}
}

// arrive lets an inbound call reach the application.
func (l *leg) arrive() {
	l.unlessEnded(setUpTime, func() {
		l.announce(true)
		if l.n.o.Switches.AnsweredBeforeReply {
			l.pickUp()
			l.hear(noise{sound: Silence})
		}
		to, from := l.to, l.from
		if l.n.o.Switches.PlusInNumbers {
			to = "+" + to
			if international(from) {
				from = "+" + from
			}
		}
		l.askAnswer(l.n.o.AnswerURL, "POST", fields{
			"to": to, "from": from, "uuid": l.uuid, "conversation_uuid": l.conversation,
			"endpoint_type": "phone", "region_url": l.n.o.BaseURL,
		})
	})
}

// international reports whether a caller's number came with its country code. Whatever else a network sends, a number
// in national form or a name, is passed on as it came.
func international(from string) bool {
	return len(from) > 10 && from[0] != '0' && strings.Trim(from, "0123456789") == ""
}

// ring lets an outbound leg reach a phone.
func (l *leg) ring(refused string) {
	reaction := l.actor.person.Phone
	if refused == "" && reaction.Kind != ReactDead && l.n.engaged(l) {
		reaction = Reaction{Kind: ReactBusy}
	}
	switch {
	case refused != "":
		l.announce(false)
		l.unlessEnded(refusalTime, func() { l.end("rejected", "platform", refused) })
	case reaction.Kind == ReactDead:
		l.announce(false)
		l.unlessEnded(refusalTime, func() { l.end("failed", "platform", "cannot_route") })
	case reaction.Kind == ReactAway:
		l.announce(false)
		l.unlessEnded(refusalTime, func() { l.end("failed", "platform", "internal_error") })
	case reaction.Kind == ReactBusy:
		l.announce(l.n.random.IntN(2) == 0)
		status := "busy"
		if l.n.o.Switches.BusyAsRejected {
			status = "rejected"
		}
		l.unlessEnded(refusalTime, func() { l.end(status, "platform", "") })
	default:
		l.announce(true)
		l.observe(Observation{Kind: SawRings, With: l.from})
		l.actor.occurs(TriggerDialled)
		l.whileRinging(reaction)
	}
}

func (l *leg) whileRinging(r Reaction) {
	unlessAnswered := func(d time.Duration, f func()) {
		l.unlessEnded(d, func() {
			if l.answeredAt.IsZero() {
				f()
			}
		})
	}
	switch r.Kind {
	case ReactAnswer:
		unlessAnswered(r.After, func() { l.answerOutbound(); l.actor.picksUp() })
	case ReactMailbox:
		unlessAnswered(r.After, func() { l.answerOutbound(); l.actor.mailbox(r) })
	case ReactExtension:
		unlessAnswered(setUpTime, func() { l.answerOutbound(); l.actor.switchboard(r) })
	case ReactDecline:
		unlessAnswered(r.After, func() { l.end("rejected", "user", "declined") })
	}
	unlessAnswered(l.ringing, func() { l.end("timeout", "platform", "") })
	unlessAnswered(CarrierPatience, func() { l.end("unanswered", "platform", "timeout") })
}

// pickUp marks the leg answered.
func (l *leg) pickUp() {
	if !l.answeredAt.IsZero() {
		return
	}
	l.answeredAt = l.n.clock.Now()
	l.status = "answered"
	l.observe(Observation{Kind: SawAnswers})
	l.sendStatus("answered", fields{"start_time": nil, "rate": nil, "network": nil})
	if l.direction == "inbound" {
		l.actor.picksUp()
	}
	l.unlessEnded(l.length, func() { l.end("completed", "platform", "") })
}

func (l *leg) answerOutbound() {
	l.pickUp()
	if l.dtmfAnswer != "" {
		l.sendTones(l.dtmfAnswer)
	}
	if l.answerURL != "" {
		l.hear(noise{sound: Silence})
		l.askAnswer(l.answerURL, l.answerMethod, l.answerFields())
		return
	}
	l.run(l.inline)
}

func (l *leg) answerFields() fields {
	return fields{"to": l.to, "from": l.from, "uuid": l.uuid, "conversation_uuid": l.conversation,
		"endpoint_type": "phone", "region_url": l.n.o.BaseURL}
}

// sipCodes are those captured or documented beside the status.
var sipCodes = map[string]int{"busy": 486, "unanswered": 480, "rejected": 603, "failed": 404}

// end is the leg's only way out.
func (l *leg) end(status, by, detail string) {
	if l.ended {
		return
	}
	l.phase++
	l.utteranceEnds()
	l.ended, l.endedAt, l.status, l.detail, l.disconnectedBy = true, l.n.clock.Now(), status, detail, by
	if by == "user" && status != "failed" {
		l.observe(Observation{Kind: SawHangsUp})
	}
	l.heard.close(l.endedAt)
	if l.gathering != nil && l.n.o.Switches.InputAfterHangUp {
		l.sendInput(*l.gathering, true, nil)
	}
	l.gathering = nil
	first := l.n.o.Switches.RecordBeforeCompleted
	if first {
		l.endRecordings(0)
	}
	l.sendEnd()
	if !first {
		l.endRecordings(fileDelay)
	}
	text := status
	if detail != "" {
		text += " (" + detail + ")"
	}
	l.observe(Observation{Kind: SawEnded, Text: text})
	l.leaveRoom(true)
	if status != "completed" && l.n.o.Switches.CompletedFollowsTerminal {
		l.n.after(setUpTime, func() {
			l.sendStatus("completed", l.bill())
		})
	}
}

func (l *leg) sendEnd() {
	if l.status == "completed" {
		bill := l.bill()
		if l.n.o.Switches.CompletedFromUnknown {
			bill["from"] = "Unknown"
		}
		l.sendStatus("completed", bill)
		return
	}
	extra := fields{}
	if code := sipCodes[l.status]; code != 0 {
		extra["sip_code"] = code
	}
	if l.detail != "" {
		extra["detail"] = l.detail
	}
	l.sendStatus(l.status, extra)
}

// ratePerMinute is in EUR; prices on the wire are strings.
const ratePerMinute = 0.01

// bill is what completed carries beyond the common fields. Captured durations
// are whole seconds, rounded up.
func (l *leg) bill() fields {
	start := l.answeredAt
	if start.IsZero() {
		start = l.endedAt
	}
	seconds := math.Ceil(l.endedAt.Sub(start).Seconds())
	start = start.Truncate(time.Second)
	return fields{
		"start_time": stamp(start), "end_time": stamp(start.Add(time.Duration(seconds) * time.Second)),
		"duration": strconv.Itoa(int(seconds)), "rate": decimal(ratePerMinute),
		"price": decimal(ratePerMinute * seconds / 60), "network": "US-VIRTUAL-RINGDOWN",
		"sip_code": 200, "disconnected_by": l.disconnectedBy,
	}
}

func decimal(f float64) string { return strconv.FormatFloat(f, 'f', 8, 64) }

// stamp is Vonage's timestamp: UTC with milliseconds.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }
