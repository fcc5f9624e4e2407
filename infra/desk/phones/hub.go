package phones

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"time"

	"ringdown/infra/vonagesim"
)

const (
	// sessionsMax bounds the tabs at one desk.
	sessionsMax = 32
	// signalsMax bounds what waits for a tab: a talk needs about twenty.
	signalsMax = 64
	// graceTime is how long a tab that lost its socket keeps its phones.
	graceTime = 15 * time.Second
)

// Network is what the hub does with the phone network.
type Network interface {
	AddPhone(number string, p vonagesim.Person)
	PickUp(leg string) error
	HangUp(leg string) error
	Press(leg, digits string) error
	Speak(leg string, d time.Duration, text string) error
	Voice(leg string, samples []int16) error
	Others(leg string) []string
}

// Line can be called.
type Line struct {
	Line        string `json:"line"`
	Number      string `json:"number"`
	Description string `json:"description"`
}

// Phone is one of the settings. Its id is the name that scripts have for it.
type Phone struct {
	ID, Person, Label string
	Number            string
}

// Moment is one line of a transcript.
type Moment struct {
	Seconds float64 `json:"seconds"`
	Who     string  `json:"who"`
	Ordered bool    `json:"ordered"`
	What    string  `json:"what"`
}

// Options are what the hub is given by its desk. The functions are asked at any time, and may be
// asked while the hub is locked: they must not call it.
type Options struct {
	BaseURL string // of the desk
	Console string // path of the console; "" without one
	Now     func() time.Time
	After   func(time.Duration, func())
	Pace    func() float64
	SetPace func(float64)
	Lines   func() []Line
	Phones  func() []Phone
	// Dial lets a caller dial a line's number, or the first line where it is "".
	Dial   func(from, to string) (leg string, err error)
	Calls  func() []string // ids of calls, the latest last
	Read   func(call string, after int) (lines []Moment, told any, ok bool)
	Passed func(after int) (list []any, last int) // webhooks and orders
	Posted func(after int) (list []any, last int) // the outbox
	Alerts func() any
	Grace  time.Duration // 0: graceTime
	Speech *Speech
}

// Hub knows who holds which phone, and what goes on there.
type Hub struct {
	o       Options
	network Network
	speech  *Speech

	mu       sync.Mutex
	phones   map[string]*phone // of the settings, by id
	order    []string
	legs     map[string]*phone
	sessions map[string]*session
	news     chan struct{} // closed at the next change
}

// session is one tab.
type session struct {
	id       string
	caller   *phone
	signals  chan any
	replaced context.CancelCauseFunc // ends its present socket; nil: it has none
	lost     int                     // counts lost sockets
}

// New makes a hub. Connect must follow before anybody comes.
func New(o Options) *Hub {
	if o.Grace == 0 {
		o.Grace = graceTime
	}
	return &Hub{o: o, speech: o.Speech, phones: map[string]*phone{}, legs: map[string]*phone{}, sessions: map[string]*session{}, news: make(chan struct{})}
}

// Connect says which network the phones are of.
func (h *Hub) Connect(n Network) {
	h.network = n
	h.Follow()
}

// Follow takes the phones that the settings have now.
func (h *Hub) Follow() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.order = nil
	for _, in := range h.o.Phones() {
		p := h.phones[in.ID]
		if p == nil {
			p = &phone{mode: Rings, line: line{state: Idle}}
			h.phones[in.ID] = p
		}
		p.Phone = in
		h.order = append(h.order, in.ID)
	}
	for id := range h.phones {
		if !slices.Contains(h.order, id) {
			delete(h.phones, id)
		}
	}
	h.changed()
}

// Changed says that something of the desk that pages show is another.
func (h *Hub) Changed() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.changed()
}

func (h *Hub) changed() {
	close(h.news)
	h.news = make(chan struct{})
}

// Person is who is at a phone that a tab holds. A script that does not name the phone leaves it to them.
func (h *Hub) Person(id string) (p vonagesim.Person, held bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	found := h.phones[id]
	if found == nil || found.holder == nil {
		return p, false
	}
	return found.mode.person(id), true
}

// enter begins a session, or goes on with one whose socket was lost. It takes the phones that no tab with a socket holds.
func (h *Hub) enter(id string, replace context.CancelCauseFunc) (*session, error) {
	h.mu.Lock()
	s := h.sessions[id]
	switch {
	case s == nil && len(h.sessions) >= sessionsMax:
		h.mu.Unlock()
		return nil, fmt.Errorf("%d tabs have phones of this desk: close one", sessionsMax)
	case s == nil:
		s = &session{id: id, signals: make(chan any, signalsMax)}
		s.caller = &phone{Phone: Phone{ID: CallerID, Person: "the caller"}, mode: Rings, holder: s, line: line{state: Idle}}
		h.sessions[id] = s
	case s.replaced != nil:
		s.replaced(errReplaced)
	}
	s.replaced = replace
	s.lost++
	taken := map[string]vonagesim.Person{}
	for _, p := range h.phones {
		if p.holder == nil || p.holder.replaced == nil { // nobody's, or of a tab that lost its socket
			p.holder = s
			taken[p.Number] = p.mode.person(p.ID)
		}
	}
	h.changed()
	h.mu.Unlock()
	h.place(taken)
	return s, nil
}

// place puts people at phones; the hub must not be locked, for the network tells it what follows.
func (h *Hub) place(people map[string]vonagesim.Person) {
	for number, p := range people {
		h.network.AddPhone(number, p)
	}
}

// lose says that a session's socket is gone. A tab that was closed, and one that does not come back in
// time, lets go of its phones; a call that its caller had goes down.
func (h *Hub) lose(s *session, socket int, closed bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if s.lost != socket {
		return // another socket has taken over
	}
	s.replaced = nil
	gone := func() {
		h.mu.Lock()
		if s.lost != socket {
			h.mu.Unlock()
			return
		}
		leg := s.caller.line.leg
		for _, p := range h.phones {
			if p.holder == s {
				p.holder = nil
			}
		}
		delete(h.sessions, s.id)
		h.changed()
		h.mu.Unlock()
		if leg != "" {
			_ = h.network.HangUp(leg) // it may have ended by itself
		}
	}
	if closed {
		go gone()
		return
	}
	time.AfterFunc(h.o.Grace, gone)
}

// tell sends a session something that is no state. One that does not read loses it.
func (s *session) tell(m any) {
	select {
	case s.signals <- m:
	default:
	}
}

// notice is a sentence for the visitor.
type notice struct {
	Kind string `json:"kind"` // notice, or refused
	Do   string `json:"do,omitempty"`
	Says string `json:"says"`
}

// signal is what one browser says to another to find it.
type signal struct {
	Kind  string          `json:"kind"`
	Phone string          `json:"phone"`
	From  string          `json:"from"`
	Body  json.RawMessage `json:"body"`
}
