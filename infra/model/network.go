package model

import (
	"crypto/sha256"
	"fmt"
	"strconv"
	"time"

	"ringdown/shared/call"
	"ringdown/shared/e164"
	"ringdown/shared/ncco"
	"ringdown/shared/speech"
)

// The names of the one call.
const (
	callerProvider = "caller-leg"
	callerPlace    = "conversation-caller-0"
	callerNumber   = e164.Number("+15035553000")
	lineNumber     = e164.Number("+16285552000")
)

var theCall = call.NewID(callerProvider)

// tell puts a webhook on its way.
func (w *world) tell(leg int, wants bool, e call.Event) {
	m := message{text: fmt.Sprintf("%T%+v", e, e), due: w.now, leg: -1, event: e}
	if wants {
		m.leg, m.phase = leg, w.legs[leg].phase
	}
	w.mail = append(w.mail, m)
}

// play gives a leg a script.
func (w *world) play(i int, s ncco.Script) {
	l := &w.legs[i]
	l.script, l.at, l.sum = s, 0, sumOfScript(s)
	w.goOn(i)
}

// sumOfScript is equal for scripts that are equal.
func sumOfScript(s ncco.Script) string {
	sum := sha256.Sum256(fmt.Append(nil, s))
	return string(sum[:16])
}

// goOn performs a leg's script up to what takes time.
func (w *world) goOn(i int) {
	l := &w.legs[i]
	l.phase++
	l.until, l.since = time.Time{}, w.now
	var heard []speech.Prompt
	for ; l.at < len(l.script); l.at++ {
		switch a := l.script[l.at].(type) {
		case ncco.Talk:
			heard = append(heard, speech.Prompt{Text: a.Text, Loop: a.Loop})
			continue
		case ncco.Wait:
			heard = append(heard, speech.Prompt{Pause: time.Duration(a.Seconds * float64(time.Second))})
			continue
		case ncco.Stream:
			if a.Loop == ncco.LoopForever {
				l.doing = hears
				return
			}
			heard = append(heard, speech.Prompt{URL: a.URL, Loop: a.Loop})
			continue
		}
		break
	}
	if d := speech.Duration(heard); d > 0 {
		l.doing, l.until = speaks, w.now.Add(d.Round(time.Second))
		return
	}
	w.act(i)
}

// act performs the action that a leg has come to; past the last one the leg ends.
func (w *world) act(i int) {
	l := &w.legs[i]
	l.until, l.since = time.Time{}, w.now
	if l.at >= len(l.script) {
		w.end(i, call.Completed)
		return
	}
	a := l.script[l.at]
	l.at++
	switch a := a.(type) {
	case ncco.Input:
		if a.Asynchronous {
			w.goOn(i)
			return
		}
		l.doing, l.until = asks, w.now.Add(time.Duration(a.TimeOutSeconds)*time.Second)
	case ncco.Record:
		l.doing, l.until = records, w.now.Add(time.Duration(a.TimeOutSeconds)*time.Second)
	case ncco.Notify:
		l.doing = waits
		to, _ := ncco.ParseCallback(a.EventURL)
		w.tell(i, true, call.PromptsEnded{Epoch: to.Epoch})
	case ncco.Conversation:
		l.doing, l.endOnExit = inRoom, a.EndOnExit
		w.move(i, a.Name)
		w.meet()
	}
}

// move takes a leg into a conversation, of which the provider tells.
func (w *world) move(i int, to string) {
	l := &w.legs[i]
	from := l.place
	l.place = to
	w.tell(i, false, call.LegJoined{Leg: l.ours, Provider: l.provider, From: from, Conversation: to, At: w.now})
}

// meet notes that the caller and a responder are together. Who left in the moment in which the other came
// counts as well: within a moment nothing tells what was first.
func (w *world) meet() {
	k := w.legs[0]
	if k.doing != inRoom && !(k.doing == over && k.since.Equal(w.now)) {
		return
	}
	for _, l := range w.legs[1:] {
		w.met = w.met || l.place == k.place && (l.doing == inRoom || l.doing == over && l.since.Equal(w.now))
	}
}

// talking reports whether the caller is with somebody right now.
func (w *world) talking() bool {
	for _, l := range w.legs[1:] {
		if l.doing == inRoom && w.legs[0].doing == inRoom && l.place == w.legs[0].place {
			return true
		}
	}
	return false
}

// end ends a leg, and with it the room where its script says so.
func (w *world) end(i int, reason call.End) {
	l := &w.legs[i]
	if l.doing == over {
		return
	}
	ends := l.doing == inRoom && l.endOnExit
	l.phase++
	l.doing, l.until, l.since = over, time.Time{}, w.now
	w.tell(i, false, call.LegEnded{Leg: l.ours, Provider: l.provider, Reason: reason, At: w.now})
	if !ends {
		return
	}
	for j := range w.legs {
		if o := &w.legs[j]; o.doing == inRoom && o.place == l.place {
			w.end(j, call.Completed)
		}
	}
}

// transfer moves a leg out of where it is to another script.
func (w *world) transfer(i int, s ncco.Script) {
	l := &w.legs[i]
	l.moves++
	w.move(i, "conversation-"+l.ours+"-"+strconv.Itoa(l.moves))
	w.play(i, s)
}

// press answers what a leg is asked; "" is silence.
func (w *world) press(i int, key string) {
	l := &w.legs[i]
	at := l.at - 1 // of the input
	for l.doing == speaks && at < len(l.script) {
		at++
		if _, ok := l.script[at].(ncco.Input); ok {
			break
		}
	}
	in := l.script[at].(ncco.Input)
	to, _ := ncco.ParseCallback(in.EventURL)
	l.at, l.doing, l.until = at+1, waits, time.Time{}
	l.phase++
	l.pressed = l.pressed || key == "1"
	w.tell(i, true, call.DigitsPressed{Leg: l.ours, Provider: l.provider, Epoch: to.Epoch, Digits: key})
}

// barges reports whether a key cuts short what a leg hears.
func (l *leg) barges() bool {
	if l.doing != speaks || l.at >= len(l.script) {
		return false
	}
	in, ok := l.script[l.at].(ncco.Input)
	if !ok || in.Asynchronous || l.at == 0 {
		return false
	}
	t, ok := l.script[l.at-1].(ncco.Talk)
	return ok && t.BargeIn
}

// leaves ends a recording, in which the caller spoke.
func (w *world) leaves(i int) {
	l := &w.legs[i]
	r, _ := l.script[l.at-1].(ncco.Record)
	to, _ := ncco.ParseCallback(r.EventURL)
	id := "recording-" + strconv.Itoa(len(w.said)+1)
	w.said = append(w.said, said{id})
	w.tell(i, false, call.MessageRecorded{Recording: id, URL: "https://vonage.example/" + id, Bytes: 40000, Seconds: 10, Epoch: to.Epoch})
}
