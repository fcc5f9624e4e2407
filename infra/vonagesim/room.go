package vonagesim

import (
	"slices"
	"strings"
	"time"
)

// room is a named conversation. A name stays bound to its id for longer than
// any call (conversations_ttl, 48 h), so rooms are never forgotten here.
type room struct {
	name    string
	id      string
	started bool
	members []*leg

	recording *recording // of everybody in it, and whose action asked for it
	recorder  *leg
}

// join moves the leg into a named conversation, which it announces by transfer.
func (l *leg) join(a action) {
	r := l.n.rooms[a.Name]
	if r == nil {
		r = &room{name: a.Name, id: l.n.conversationID()}
		l.n.rooms[a.Name] = r
	}
	l.move(r.id)
	l.room, l.entry = r, a
	r.members = append(r.members, l)
	if a.StartOnEnter == nil || *a.StartOnEnter {
		r.started = true
		r.record(l, a)
	}
	l.observe(Observation{Kind: SawJoins, Text: r.name})
	r.settle()
}

// move changes the leg's conversation and sends the transfer event.
func (l *leg) move(to string) {
	from := l.conversation
	l.conversation = to
	l.moved()
	l.n.post(&delivery{hook: l.webhook("transfer", l.eventURL, l.eventMethod), leg: l, fields: fields{
		"conversation_uuid_from": from, "conversation_uuid_to": to, "type": "transfer", "uuid": l.uuid,
		"timestamp": stamp(l.n.clock.Now()),
	}})
}

// leaveRoom takes the leg out. exit says that it counts for endOnExit.
func (l *leg) leaveRoom(exit bool) {
	r := l.room
	if r == nil {
		return
	}
	l.room = nil
	l.heard.base = noise{sound: Silence} // what follows will be heard
	r.members = slices.DeleteFunc(r.members, func(m *leg) bool { return m == l })
	if exit && l.entry.EndOnExit {
		r.end()
		return
	}
	if len(r.members) == 0 {
		r.started = false
		r.endRecording()
	}
	r.settle()
}

// end ends the conversation for everybody in it.
func (r *room) end() {
	r.started = false
	r.endRecording()
	rest := r.members
	r.members = nil
	for _, m := range rest {
		m.room = nil
		m.heard.base = noise{sound: Silence}
		if m.n.o.Switches.LegsOutliveConversation {
			m.advance()
		} else {
			m.end("completed", "platform", "")
		}
	}
}

// record begins with the first who starts the conversation and asks for it, and ends
// with the conversation (NCCO reference, conversation.record).
func (r *room) record(l *leg, a action) {
	if !a.Record || r.recording != nil {
		return
	}
	r.recording, r.recorder = &recording{action: a, id: l.n.uuid(), conversation: r.id, talk: true}, l
	r.recording.start(l)
}

func (r *room) endRecording() {
	if r.recording != nil {
		r.recorder.sendRecording(r.recording, fileDelay)
	}
	r.recording, r.recorder = nil, nil
}

// settle lets every member hear what is to be heard now.
func (r *room) settle() {
	for _, m := range slices.Clone(r.members) {
		before := m.heard.base
		m.hear(r.soundFor(m))
		after := m.heard.base
		switch {
		case after.sound == Talk && before != after:
			m.observe(Observation{Kind: SawTalksWith, With: after.with})
			if before.sound != Talk {
				m.actor.occurs(TriggerTalking)
			}
		case before.sound == Talk && after.sound != Talk:
			m.observe(Observation{Kind: SawLeftAlone})
			m.actor.occurs(TriggerLeftAlone)
		}
		if after.sound == Music && before.sound != Music {
			m.actor.hearsURL(after.text)
		}
	}
}

func (r *room) soundFor(m *leg) noise {
	var others []string
	for _, o := range r.members {
		if o != m {
			others = append(others, o.who)
		}
	}
	switch {
	case r.started && len(others) > 0:
		return noise{sound: Talk, with: strings.Join(others, ", ")}
	case len(m.entry.MusicOnHoldURL) > 0 && (!r.started || m.n.o.Switches.MusicRestarts):
		return noise{sound: Music, text: m.entry.MusicOnHoldURL[0]}
	}
	return noise{sound: Silence}
}

// transfer is PUT {action: transfer}: the leg leaves its room for a new
// conversation of its own and runs another NCCO there.
func (l *leg) transfer(run func()) {
	l.n.after(time.Millisecond, func() {
		if l.ended {
			return
		}
		l.phase++
		l.endRecordings(fileDelay)
		l.gathering, l.barging = nil, false
		l.leaveRoom(l.n.o.Switches.TransferCountsAsExit)
		l.endOverlay()
		l.move(l.n.conversationID())
		run()
	})
}
