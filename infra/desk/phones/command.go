package phones

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"ringdown/infra/vonagesim"
)

// verb is one thing that a visitor can do.
type verb struct {
	phone bool // needs one that the tab holds
	do    func(h *Hub, s *session, c command) error
}

// verbs are all of them. hello is done by the socket, before there is a session.
var verbs map[string]verb

func init() { // they ask what a frame says, and frames ask for them
	verbs = map[string]verb{
		"hello":  {},
		"take":   {do: (*Hub).take},
		"let go": {phone: true, do: (*Hub).letGo},
		"dial":   {phone: true, do: (*Hub).dial},
		"answer": {phone: true, do: onLeg(func(h *Hub, leg string, c command) error { return h.network.PickUp(leg) })},
		"hang up": {phone: true, do: onLeg(func(h *Hub, leg string, c command) error {
			return h.network.HangUp(leg)
		})},
		"press":  {phone: true, do: onLeg(func(h *Hub, leg string, c command) error { return h.network.Press(leg, c.Keys) })},
		"say":    {phone: true, do: onLeg((*Hub).say)},
		"mode":   {phone: true, do: (*Hub).setMode},
		"signal": {phone: true, do: (*Hub).signal},
		"pace":   {do: (*Hub).setPace},
	}
}

// held finds a phone of a session; the hub is locked.
func (h *Hub) held(s *session, id string) (*phone, error) {
	if id == CallerID {
		return s.caller, nil
	}
	p := h.phones[id]
	switch {
	case p == nil:
		return nil, fmt.Errorf("there is no phone %q on this desk", id)
	case p.holder != s:
		return nil, fmt.Errorf("the phone of %s is not in this tab: take it first", p.Person)
	}
	return p, nil
}

// onLeg is a verb of a phone with a call.
func onLeg(do func(h *Hub, leg string, c command) error) func(*Hub, *session, command) error {
	return func(h *Hub, s *session, c command) error {
		h.mu.Lock()
		p, err := h.held(s, c.Phone)
		leg := ""
		if err == nil {
			leg = p.line.leg
		}
		h.mu.Unlock()
		switch {
		case err != nil:
			return err
		case leg == "" || do(h, leg, c) != nil:
			return errors.New("there is no call on this phone any more")
		}
		return nil
	}
}

// take brings a phone into this tab, also out of another one, which is told.
func (h *Hub) take(s *session, c command) error {
	h.mu.Lock()
	p := h.phones[c.Phone]
	if p == nil {
		h.mu.Unlock()
		return fmt.Errorf("there is no phone %q on this desk", c.Phone)
	}
	if p.holder != nil && p.holder != s {
		p.holder.tell(notice{Kind: "notice", Says: "The phone of " + p.Person + " was taken by another tab."})
	}
	p.holder = s
	people := map[string]vonagesim.Person{p.Number: p.mode.person(p.ID)}
	h.changed()
	h.mu.Unlock()
	h.place(people)
	return nil
}

// letGo leaves a phone for another tab.
func (h *Hub) letGo(s *session, c command) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	p, err := h.held(s, c.Phone)
	if err != nil || p == s.caller {
		return err
	}
	p.holder = nil
	h.changed()
	return nil
}

func (h *Hub) dial(s *session, c command) error {
	h.mu.Lock()
	busy := c.Phone != CallerID || s.caller.line.leg != ""
	h.mu.Unlock()
	if busy {
		return errors.New("this phone has a call already: hang up first")
	}
	leg, err := h.o.Dial(c.From, c.To)
	if err != nil {
		return err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if p := h.legs[leg]; p != nil { // what was seen of it by now
		count := s.caller.line.count
		s.caller.line = p.line
		s.caller.line.count += count
		s.caller.line.hears.Count += count
		h.legs[leg] = s.caller
	} else if s.caller.line.state == Idle {
		s.caller.line = line{leg: leg, state: Dialling, since: h.o.Now(), count: s.caller.line.count}
		h.legs[leg] = s.caller
	}
	s.caller.Number = c.From
	h.changed()
	return nil
}

func (h *Hub) setMode(s *session, c command) error {
	if !slices.Contains(modes, Mode(c.Mode)) {
		return fmt.Errorf("a phone has no mode %.40q", c.Mode)
	}
	h.mu.Lock()
	p, err := h.held(s, c.Phone)
	if err != nil || p == s.caller {
		h.mu.Unlock()
		return err
	}
	p.mode = Mode(c.Mode)
	people := map[string]vonagesim.Person{p.Number: p.mode.person(p.ID)}
	h.changed()
	h.mu.Unlock()
	h.place(people)
	return nil
}

// paceMax is how fast the clock runs at most: what people hear and say takes its time.
const paceMax = 10

func (h *Hub) setPace(_ *session, c command) error {
	if c.Pace < 1 || c.Pace > paceMax {
		return fmt.Errorf("the clock runs 1 to %d times as fast as a real one", paceMax)
	}
	h.o.SetPace(c.Pace)
	h.Changed()
	return nil
}

// signal passes on what a browser says to one that it talks with.
func (h *Hub) signal(s *session, c command) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	p, err := h.held(s, c.Phone)
	if err != nil {
		return err
	}
	to := h.legs[c.To]
	if to == nil || to.holder == nil || !slices.Contains(p.line.with, c.To) {
		return errors.New("who should hear that is not on the line any more")
	}
	to.holder.tell(signal{Kind: "signal", Phone: to.ID, From: p.line.leg, Body: c.Body})
	return nil
}

// voice takes what a microphone picked up.
func (h *Hub) voice(s *session, v piece) error {
	return onLeg(func(h *Hub, leg string, _ command) error { return h.network.Voice(leg, v.samples) })(h, s, command{Phone: v.phone})
}

// sayPiece is how much of a sentence the network gets at a time.
const sayPiece = 100 * time.Millisecond

// say speaks words for somebody without a microphone: by the voice of the machine where it has one, else
// as long as they take.
func (h *Hub) say(leg string, c command) error {
	samples := h.speech.samples(c.Text, c.Language)
	if samples == nil {
		return h.network.Speak(leg, time.Duration(len(c.Text)+1)*time.Second/14, c.Text)
	}
	const size = int(sayPiece * sampleRate / time.Second)
	var next func()
	next = func() {
		n := min(size, len(samples))
		if h.network.Voice(leg, samples[:n]) != nil {
			return
		}
		if samples = samples[n:]; len(samples) > 0 {
			h.o.After(sayPiece, next)
		}
	}
	h.o.After(sayPiece, next)
	return nil
}
