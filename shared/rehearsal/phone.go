package rehearsal

import (
	"time"

	"ringdown/shared/call"
	"ringdown/shared/ncco"
	"ringdown/shared/speech"
)

// What the provider does where a script does not say (NCCO reference), and how long its tone is.
const (
	defaultTimeOut   = 3
	defaultMaxDigits = 4
	tone             = 500 * time.Millisecond
	// stored is how long audio is under way into our own store.
	stored = 2 * time.Second
	// messageBytes stands for audio with words in it.
	messageBytes = 64 << 10
)

// phone is one phone, and the script that its leg runs.
type phone struct {
	*stage
	id, provider    string // of the leg, here and at the provider
	who             string
	user, label     string
	person          *Answer // who picks it up; nil: nobody
	screening       ncco.Script
	answered, over  bool
	conversation    string
	room            *ncco.Conversation // the leg is in
	listens         ncco.Callback      // where single keys go; none has no kind
	script          ncco.Script        // what is left of it
	phase           int                // counts what the leg does, so that what was to follow is dropped when it does something else
	barging         bool               // a key cuts what is being said
	gathers         *ncco.Input        // an input that waits
	gathered, ahead string             // its keys; the key that cut what came before it
	records         *ncco.Record
	spoke           int // seconds into the recording
}

// then has the leg go on after a while, unless it does something else by then.
func (p *phone) then(d time.Duration, do func()) {
	p.phase++
	phase := p.phase
	p.after(d, func() {
		if !p.over && p.phase == phase {
			do()
		}
	})
}

// answer is somebody's picking up.
func (p *phone) answer() {
	if p.over {
		return
	}
	p.answered = true
	p.say(p.who, PicksUp, "")
	p.decide(call.LegAnswered{Leg: p.id, Provider: p.provider})
	p.run(p.screening)
}

// receive takes the reply to a webhook: without a script the leg goes on with what it has.
func (p *phone) receive(r call.Reply) {
	if r.Unchanged() {
		p.next()
		return
	}
	p.run(r.Script)
}

func (p *phone) run(script ncco.Script) {
	p.script, p.barging, p.ahead, p.gathers, p.records = script, false, "", nil, nil
	p.next()
}

// next goes on with the script. After its end so is the leg.
func (p *phone) next() {
	for !p.over {
		if len(p.script) == 0 {
			p.end(call.Completed)
			return
		}
		a := p.script[0]
		p.script = p.script[1:]
		if p.begin(a) {
			return
		}
	}
}

// begin begins an action, and reports whether it takes time.
func (p *phone) begin(a ncco.Action) bool {
	switch a := a.(type) {
	case ncco.Talk:
		p.barging = p.barging || a.BargeIn
		p.sound(Hears, plain(a.Text), speech.TextDuration(a.Text), a.Loop)
	case ncco.Stream:
		p.barging = p.barging || a.BargeIn
		p.sound(fileKind(a.URL), a.URL, speech.Duration([]speech.Prompt{{URL: a.URL}}), a.Loop)
	case ncco.Wait:
		p.then(time.Duration(a.Seconds*float64(time.Second)), p.next)
	case ncco.Input:
		return p.ask(a)
	case ncco.Record:
		return p.record(a)
	case ncco.Notify:
		p.then(0, func() { p.receive(p.decide(call.PromptsEnded{Epoch: epochOf(a.EventURL)})) })
	case ncco.Conversation:
		p.join(a)
	default:
		return false
	}
	return true
}

func fileKind(url string) Does {
	if url == speech.HoldMusic {
		return Music
	}
	return HearsFile
}

// sound lets the phone hear something so often.
func (p *phone) sound(does Does, text string, lasts time.Duration, loop int) {
	if p.say(p.who, does, text); loop == ncco.LoopForever {
		p.phase++ // until something else comes
		return
	}
	times := max(loop, 1)
	p.then(lasts, func() {
		if times > 1 {
			p.sound(does, text, lasts, times-1)
			return
		}
		p.next()
	})
}

func epochOf(url string) int {
	c, err := ncco.ParseCallback(url)
	if err != nil {
		return 0 // no callback of ours: nothing waits for it
	}
	return c.Epoch
}

// record lets the caller speak.
func (p *phone) record(a ncco.Record) bool {
	if a.EndOnSilenceSeconds == 0 && a.EndOnKey == "" && a.TimeOutSeconds == 0 {
		return false // in the background, to the end of the call
	}
	p.say(p.who, Tone, "")
	p.then(tone, func() {
		if p.scene.MessageSeconds == 0 {
			p.hangUp(call.Completed)
			return
		}
		p.records, p.spoke = &a, p.scene.MessageSeconds
		if a.TimeOutSeconds > 0 {
			p.spoke = min(p.spoke, a.TimeOutSeconds)
		}
		p.say(p.who, Speaks, "")
		quiet := 0
		if p.spoke == p.scene.MessageSeconds {
			quiet = a.EndOnSilenceSeconds
		}
		p.then(time.Duration(p.spoke+quiet)*time.Second, p.recorded)
	})
	return true
}

// recorded ends the recording; its audio comes a moment later.
func (p *phone) recorded() {
	a, seconds := *p.records, p.spoke
	p.records = nil
	p.phase++
	e := call.MessageRecorded{Recording: "message", URL: "https://example.com/message", Bytes: messageBytes, Seconds: seconds, Epoch: epochOf(a.EventURL)}
	p.after(orderTime, func() { p.decide(e) })
	p.after(stored, func() {
		p.decide(call.AudioStored{Recording: e.Recording, Key: "message", Heard: true, SecondsSpoken: seconds})
	})
	p.next()
}

// join takes the leg into the room.
func (p *phone) join(a ncco.Conversation) {
	p.phase++
	p.room = &a
	p.moveTo(a.Name)
	if a.StartOnEnter {
		p.open = a.Name
	}
	p.meet()
	if p.open != a.Name && a.MusicOnHoldURL != "" {
		p.say(p.who, fileKind(a.MusicOnHoldURL), a.MusicOnHoldURL)
	}
}

// moveTo changes the leg's conversation, of which the provider tells.
func (p *phone) moveTo(conversation string) {
	from := p.conversation
	p.conversation = conversation
	p.decide(call.LegJoined{Leg: p.id, Provider: p.provider, From: from, Conversation: conversation, At: p.now})
}

// transfer gives the leg another script, out of the room.
func (p *phone) transfer(script ncco.Script) {
	if p.over {
		return
	}
	p.phase++
	p.leave()
	p.moveTo(p.stage.conversation())
	p.run(script)
}

// leave takes the leg out of the room.
func (p *phone) leave() {
	if p.room == nil {
		return
	}
	p.room = nil
	for _, other := range p.phones {
		if other.room != nil {
			return
		}
	}
	p.open = ""
}

// hangUp ends the leg, however far it has got.
func (p *phone) hangUp(why call.End) {
	if !p.answered && p.id != call.CallerLeg {
		why = call.Cancelled
	}
	p.end(why)
}

// end is the end of the leg. Who leaves a room that is theirs to end ends it for all.
func (p *phone) end(why call.End) {
	if p.over {
		return
	}
	p.over = true
	p.phase++
	exits := p.room != nil && p.room.EndOnExit
	p.leave()
	p.say(p.who, Ends, string(why))
	p.decide(call.LegEnded{Leg: p.id, Provider: p.provider, Reason: why, At: p.now})
	for _, other := range p.phones {
		if exits && other.room != nil {
			other.end(call.Completed)
		}
	}
}
