package call

import (
	"time"

	"ringdown/shared/dialplan"
	"ringdown/shared/play"
)

// Ring is one team being rung for a caller. Who is rung is fixed when it begins: a
// handoff while phones ring changes nobody.
type Ring struct {
	Team    string         `json:"team"`
	Tiers   [][]string     `json:"tiers"`            // user ids, as on call when the ring began
	Outside dialplan.Phone `json:"outside,omitzero"` // instead of Tiers: a third party, who presses no key
	AtOnce  bool           `json:"atOnce,omitempty"`
	Started time.Time      `json:"started"`
	Until   time.Time      `json:"until"` // the caller's patience

	RingSeconds    int                `json:"ringSeconds"`
	AcceptSeconds  int                `json:"acceptSeconds"`
	Rounds         int                `json:"rounds"`
	ComfortSeconds int                `json:"comfortSeconds,omitempty"` // between sentences to the caller who waits
	PauseSeconds   int                `json:"pauseSeconds,omitempty"`   // before a round, and before a phone rings again
	RingsPerMinute int                `json:"ringsPerMinute,omitempty"` // of one phone, for all calls together; 0 is any number
	Keys           play.ResponderKeys `json:"keys,omitempty"`
	LeaveDigit     string             `json:"leaveDigit,omitempty"`
	ShowLine       bool               `json:"showLine,omitempty"`  // the provider refused to show the caller's number
	EndOnExit      bool               `json:"endOnExit,omitempty"` // the flow ends when the responder leaves

	Flow           string    `json:"flow,omitempty"`           // where the flow began the ring, and where it goes on
	Action         string    `json:"action,omitempty"`         //
	First          int       `json:"first,omitempty"`          // index of the ring's first leg
	Leaves         bool      `json:"leaves,omitempty"`         // the flow is over once somebody has talked
	Queue          bool      `json:"queue,omitempty"`          // it is a queue's: there are whispers
	NotBefore      time.Time `json:"notBefore,omitzero"`       // no phone rings again earlier
	WhisperSeconds int       `json:"whisperSeconds,omitempty"` // what the winner hears before the room

	Wave   int    `json:"wave"`             // the next to ring, counted through all rounds
	Winner string `json:"winner,omitempty"` // the one leg that may be in the room
	// Fetched says that the caller was moved into the room once more, because the winner waited there
	// alone.
	Fetched bool   `json:"fetched,omitempty"`
	Result  string `json:"result,omitempty"` // why nobody accepted; waits until the greeting is over
	Closed  bool   `json:"closed,omitempty"`
}

// target is one phone of one user, or a third party's.
type target struct {
	user        string
	phone, tier int
	outside     dialplan.Phone
}

// waves gives the phones of one round in the order in which they ring: each by
// itself, or all of a tier at once (as many as may ring together). A number is in it
// once, however many users have it.
func (r *Ring) waves(users map[string]dialplan.User) [][]target {
	if r.Outside.Number != "" {
		return [][]target{{{outside: r.Outside}}}
	}
	var out [][]target
	seen := map[dialplan.Phone]bool{}
	for tier, ids := range r.Tiers {
		var all []target
		for _, id := range ids {
			for i, phone := range users[id].Phones {
				if phone.Label = ""; !seen[phone] {
					seen[phone] = true
					all = append(all, target{user: id, phone: i, tier: tier})
				}
			}
		}
		size := 1
		if r.AtOnce {
			size = legsAtOnceMax
		}
		for len(all) > 0 {
			n := min(size, len(all))
			out = append(out, all[:n])
			all = all[n:]
		}
	}
	return out
}

func (r *Ring) pause() time.Duration { return time.Duration(r.PauseSeconds) * time.Second }

func (r *Ring) ringTime() time.Duration { return time.Duration(r.RingSeconds) * time.Second }

// acceptTime is how long a phone may be picked up without the key: every prompt it
// may hear, the wait after each, the extension dialled before, and some air.
func (r *Ring) acceptTime(l *Leg) time.Duration {
	const promptTime = 15 * time.Second
	return acceptPromptsMax*(time.Duration(r.AcceptSeconds)*time.Second+promptTime) + legGrace
}

// ringing reports whether a ring is under way, or somebody has accepted it.
func (c *Call) ringing() bool { return c.Ring != nil && !c.Ring.Closed }

func (c *Call) closeRing() {
	if c.Ring != nil {
		c.Ring.Closed = true
	}
	c.Caller.Connecting = false
	c.Flow.RingOver()
	c.Caller.RoomAt = time.Time{}
}

// rings reports whether the leg is one of the present ring, and nobody has accepted
// yet. A phone that rang for an earlier one may still be picked up.
func (c *Call) rings(l *Leg) bool { return c.ringing() && c.Ring.Winner == "" && c.ofRing(l) }

// ofRing reports whether the leg was rung for the last ring.
func (c *Call) ofRing(l *Leg) bool {
	if c.Ring == nil {
		return false
	}
	for i := min(c.Ring.First, len(c.Legs)); i < len(c.Legs); i++ {
		if c.Legs[i].ID == l.ID {
			return true
		}
	}
	return false
}

func (c *Call) anyLive() bool {
	for i := range c.Legs {
		if l := &c.Legs[i]; l.live() && !l.Unwanted {
			return true
		}
	}
	return false
}

// talking reports whether a responder holds the call.
func (c *Call) talking() bool { return c.ringing() && c.Ring.Winner != "" }

// winner is the leg that accepted the last ring, nil when none did.
func (c *Call) winner() *Leg {
	if c.Ring == nil || c.Ring.Winner == "" {
		return nil
	}
	return c.leg(c.Ring.Winner)
}
