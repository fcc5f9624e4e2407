package vonagesim

import "time"

// Kinds of observation.
const (
	SawDials     = "dials"      // With: the number dialled
	SawRings     = "rings"      // a phone rings; With: the number it shows
	SawAnswers   = "answers"    // the leg is up
	SawPicksUp   = "picks up"   // the person behind an extension is on the line
	SawHears     = "hears"      // Sound, Text, For
	SawCutShort  = "cut short"  // Sound, Text; For is how long it was heard
	SawPresses   = "presses"    // Text: one key
	SawSpeaks    = "speaks"     // Text, For
	SawJoins     = "joins"      // Text: the room's name
	SawTalksWith = "talks with" // With: names
	SawLeftAlone = "left alone"
	SawHangsUp   = "hangs up"
	SawEnded     = "ended"   // Text: final status, detail
	SawWebhook   = "webhook" // Text: Webhook.Kind; Path, Status, Repeated
	SawREST      = "rest"    // Text: method; Path, Status
)

// Observation is one thing that happened. It is comparable, so that two runs
// can be compared with slices.Equal. Fields that do not apply are zero.
type Observation struct {
	At       time.Time
	Leg      string
	Who      string // the person's name, "caller", or the number
	Kind     string
	Sound    Sound
	Text     string
	For      time.Duration
	With     string
	Language string // of speech, as the script names it
	Path     string // of a webhook or a request, without the query
	Status   int    // HTTP; 0 when no answer came
	Repeated bool   // a webhook's second attempt or duplicate
}

func (n *Network) observe(o Observation) {
	o.At = n.clock.Now()
	n.unseen = append(n.unseen, o)
}

func (l *leg) observe(o Observation) {
	o.Leg, o.Who = l.uuid, l.who
	l.n.observe(o)
}

// do runs f with the network to itself and then shows the observer what f
// caused. The observer runs unlocked, so it may call the network; one goroutine
// at a time hands observations on, so they stay in order.
func (n *Network) do(f func()) {
	n.mu.Lock()
	f()
	if n.showing {
		n.mu.Unlock()
		return
	}
	n.showing = true
	for len(n.unseen) > 0 {
		batch := n.unseen
		n.unseen = nil
		n.mu.Unlock()
		if n.o.Observe != nil {
			for _, o := range batch {
				n.o.Observe(o)
			}
		}
		n.mu.Lock()
	}
	n.showing = false
	n.mu.Unlock()
}

// after runs f, locked, when d has passed.
func (n *Network) after(d time.Duration, f func()) {
	n.clock.After(d, func() { n.do(f) })
}
