package phones

import (
	"ringdown/infra/vonagesim"
)

// Observe takes what the phone network saw. It is called without the network locked.
func (h *Hub) Observe(o vonagesim.Observation) {
	var others []string
	if o.Kind == vonagesim.SawTalksWith {
		others = h.network.Others(o.Leg)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	p := h.legs[o.Leg]
	if p == nil {
		p = h.begins(o)
	}
	if p == nil {
		return
	}
	h.apply(p, o, others)
	h.changed()
}

// begins finds the phone that an observation is the first of; nil when it is of none.
func (h *Hub) begins(o vonagesim.Observation) *phone {
	switch o.Kind {
	case vonagesim.SawDials: // its holder learns of the leg in a moment; a scripted caller has none
		p := &phone{Phone: Phone{ID: CallerID, Person: o.Who}}
		h.legs[o.Leg] = p
		return p
	case vonagesim.SawRings:
		p := h.phones[o.Who]
		if p != nil {
			p.line = line{leg: o.Leg, count: p.line.count}
			h.legs[o.Leg] = p
		}
		return p
	case vonagesim.SawEnded: // it never rang
		if p := h.phones[o.Who]; p != nil && p.line.leg == "" {
			p.line = line{leg: o.Leg, count: p.line.count}
			return p
		}
	}
	return nil
}

func (h *Hub) apply(p *phone, o vonagesim.Observation, others []string) {
	l := &p.line
	l.leg = o.Leg
	enters := func(s State) { l.state, l.since = s, o.At }
	switch o.Kind {
	case vonagesim.SawDials:
		enters(Dialling)
	case vonagesim.SawRings:
		enters(Ringing)
		l.shown = o.With
	case vonagesim.SawAnswers:
		enters(Up)
	case vonagesim.SawHears:
		l.hears = h.hearing(o, l.count+1)
		l.count++
	case vonagesim.SawPresses:
		l.keys += o.Text
	case vonagesim.SawTalksWith:
		l.with, l.hears = others, Hears{}
	case vonagesim.SawLeftAlone:
		l.with = nil
	case vonagesim.SawEnded:
		delete(h.legs, o.Leg)
		*l = line{state: Idle, since: o.At, ended: o.Text, count: l.count}
	}
}

// hearing is a sound, with the address of its audio.
func (h *Hub) hearing(o vonagesim.Observation, count int) Hears {
	s := Hears{Count: count, Sound: o.Sound, Language: o.Language, Seconds: o.For.Seconds(), At: o.At}
	switch o.Sound {
	case vonagesim.Speech:
		s.Text = o.Text
		if key := h.speech.expect(o.Text, o.Language); key != "" {
			s.Audio = SpeechPath + key
		}
	case vonagesim.Audio, vonagesim.Music:
		s.Text = o.Text[lastSlash(o.Text):]
		s.Audio = local(h.o.BaseURL, o.Text)
	}
	return s
}

func lastSlash(address string) int {
	for i := len(address) - 1; i >= 0; i-- {
		if address[i] == '/' {
			return i + 1
		}
	}
	return 0
}
