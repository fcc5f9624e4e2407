package vonagesim

import (
	"slices"
	"time"
)

// Sound is what a leg hears.
type Sound string

const (
	Ringback  Sound = "ringback"      // the caller waits for the answer
	Speech    Sound = "speech"        // talk
	Audio     Sound = "audio"         // stream
	Music     Sound = "music"         // on hold
	Tone      Sound = "tone"          // before a recording
	Talk      Sound = "talk"          // a conversation with others
	Recording Sound = "recording"     // the person speaks, a recording runs
	Quiet     Sound = "quiet"         // a recording runs, nobody speaks
	Keys      Sound = "awaiting keys" // an input waits in silence
	Silence   Sound = "silence"
)

// noise is something heard from now on.
type noise struct {
	sound Sound
	text  string
	// language is that of the voice, as the action names it; "" is the provider's own choice.
	language string
	with     string
	lasts    time.Duration // 0: until further notice
	again    bool          // starts anew even if the same is heard already
}

// Segment is a stretch of a leg's timeline.
type Segment struct {
	From, Until time.Time
	Kind        Sound
	Text        string // spoken text, URL of audio or music
	With        string // the other parties of a talk
}

// heard is a leg's timeline. base is what the NCCO or the room plays, over what
// was put on top of it over REST.
type heard struct {
	base, over noise
	overlaid   bool
	overPhase  int
	open       bool
	current    Segment
	planned    time.Duration
	past       []Segment
}

func (h *heard) close(now time.Time) {
	if h.open && now.After(h.current.From) {
		h.current.Until = now
		h.past = append(h.past, h.current)
	}
	h.open = false
}

// hear sets what the NCCO or the room lets the leg hear.
func (l *leg) hear(s noise) {
	l.heard.base = s
	if !l.heard.overlaid {
		l.sound(s)
	}
}

// overlay plays something over it, and the base again afterwards.
func (l *leg) overlay(s noise) {
	h := &l.heard
	h.overlaid, h.over = true, s
	h.overPhase++
	phase := h.overPhase
	l.sound(s)
	if s.lasts > 0 {
		l.unlessEnded(s.lasts, func() {
			if h.overPhase == phase {
				l.endOverlay()
			}
		})
	}
}

func (l *leg) endOverlay() {
	if l.heard.overlaid {
		l.heard.overlaid = false
		l.heard.overPhase++
		l.heard.base.again, l.heard.base.lasts = false, 0
		l.sound(l.heard.base)
	}
}

func (l *leg) sound(s noise) {
	h := &l.heard
	same := h.open && h.current.Kind == s.sound && h.current.Text == s.text && h.current.With == s.with
	if l.ended || same && !s.again {
		return
	}
	now := l.n.clock.Now()
	l.noteCut(now)
	h.close(now)
	h.open, h.planned = true, s.lasts
	h.current = Segment{From: now, Kind: s.sound, Text: s.text, With: s.with}
	if s.sound != Recording && s.sound != Talk {
		l.observe(Observation{Kind: SawHears, Sound: s.sound, Text: s.text, For: s.lasts, Language: s.language})
	}
}

// noteCut observes that a prompt did not reach its end.
func (l *leg) noteCut(now time.Time) {
	h := &l.heard
	if h.open && h.planned > 0 && now.Sub(h.current.From) < h.planned {
		l.observe(Observation{Kind: SawCutShort, Sound: h.current.Kind, Text: h.current.Text, For: now.Sub(h.current.From)})
	}
}

// LegReport is what became of a leg.
type LegReport struct {
	Leg            string
	Who            string
	Number         string
	Direction      string
	Status         string
	Detail         string
	DisconnectedBy string
	Created        time.Time
	Answered       time.Time // zero: never
	PickedUp       time.Time // when a human was on the line; zero: never
	Ended          time.Time // zero: still up
	Keys           string    // all keys pressed
	Room           string    // the name of the room it is in
	Timeline       []Segment
	// LongestSilence counts every stretch, while the leg is up, in which nothing
	// is heard: Silence, Keys and Quiet in a row are one. DeadAir leaves out the
	// silences in which the person is expected to do something.
	LongestSilence, DeadAir time.Duration
	Recordings              []RecordingReport // in the order in which they ended
}

// RecordingReport is what was recorded of a leg.
type RecordingReport struct {
	ID     string        // the recording_uuid of its webhook
	Spoken time.Duration // how long the person speaks in it
	Talk   bool          // it is of all who were in a room
}

// Longest is the longest uninterrupted stretch of the given kinds after the
// answer; behind a switchboard, after the human picked up.
func (r LegReport) Longest(kinds ...Sound) time.Duration {
	var longest time.Duration
	var from, until time.Time
	up := r.Answered
	if !r.PickedUp.IsZero() {
		up = r.PickedUp
	}
	for _, s := range r.Timeline {
		if up.IsZero() || !s.Until.After(up) || !slices.Contains(kinds, s.Kind) {
			continue
		}
		if s.From.Before(up) {
			s.From = up
		}
		if !s.From.Equal(until) {
			from = s.From
		}
		until = s.Until
		longest = max(longest, until.Sub(from))
	}
	return longest
}

// Legs reports on all legs so far, in the order of their creation.
func (n *Network) Legs() []LegReport {
	var reports []LegReport
	n.do(func() {
		for _, l := range n.legs {
			reports = append(reports, l.report())
		}
	})
	return reports
}

func (l *leg) report() LegReport {
	r := LegReport{
		Leg: l.uuid, Who: l.who, Number: l.number, Direction: l.direction, Status: l.status, Detail: l.detail,
		DisconnectedBy: l.disconnectedBy, Created: l.createdAt, Answered: l.answeredAt, PickedUp: l.pickedUpAt, Ended: l.endedAt, Keys: l.keys,
	}
	if l.room != nil {
		r.Room = l.room.name
	}
	until := l.heard
	until.past = append([]Segment(nil), until.past...)
	until.close(l.n.clock.Now())
	r.Timeline = until.past
	r.LongestSilence = r.Longest(Silence, Keys, Quiet)
	r.DeadAir = r.Longest(Silence)
	r.Recordings = append([]RecordingReport(nil), l.recorded...)
	return r
}
