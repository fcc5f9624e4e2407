package desk

import (
	"slices"
	"sync"
	"time"

	"ringdown/infra/sim"
	"ringdown/infra/vonagesim"
	"ringdown/shared/alert"
	"ringdown/shared/call"
	"ringdown/shared/settings"
)

const (
	// pagesMax bounds the transcripts kept for those who follow.
	pagesMax = 200
	// unplacedMax bounds what was seen of legs that no call has claimed yet.
	unplacedMax = 1000
)

// book keeps the transcripts of the calls placed on this desk, while they happen.
type book struct {
	settings func() settings.Settings // that are in force
	over     func(id string, gone time.Duration) (call.Call, bool)
	after    func(time.Duration, func())
	ended    func(call.Call, Told) // told of each call once, at its end
	changed  func()                // told of each change, while the book is locked

	mu       sync.Mutex
	pages    map[string]*page // by call
	order    []string
	legs     map[string]string                  // a leg's call
	unplaced map[string][]vonagesim.Observation // of legs whose call is not known yet
	recorded []string                           // calls whose recording was announced
}

// page is one call.
type page struct {
	transcript *sim.Transcript
	rung       []string
	notices    []alert.Notice
	left       bool // the caller's leg has ended
	told       *Told
	changed    chan struct{} // closed at the next change
}

// Told is what came of a call, in the words of a scenario's want lines.
type Told struct {
	Outcome string   `json:"outcome"`
	Rung    []string `json:"rung"`
	Alerts  []string `json:"alerts"`
	Message string   `json:"message"`
}

func newBook(d *Desk) *book {
	return &book{settings: func() settings.Settings { return d.InForce().Settings }, over: d.callOver, after: d.after, ended: d.ended, changed: func() { d.phones.Changed() }, pages: map[string]*page{}, legs: map[string]string{}, unplaced: map[string][]vonagesim.Observation{}}
}

// observe takes what the phone network saw. A leg belongs to no call until its dial
// is answered; what is seen of it until then waits.
func (b *book) observe(o vonagesim.Observation) {
	b.mu.Lock()
	id, known := b.legs[o.Leg]
	if !known && o.Kind == vonagesim.SawDials {
		id, known = call.NewID(o.Leg), true
		b.open(id, o)
	}
	switch {
	case known:
		b.note(id, o)
	case len(b.unplaced) < unplacedMax:
		b.unplaced[o.Leg] = append(b.unplaced[o.Leg], o)
	}
	b.mu.Unlock()
	if known && o.Kind == vonagesim.SawEnded {
		b.settle(id, 0)
		if call.NewID(o.Leg) == id {
			b.after(unknownAfter, func() { b.settle(id, unknownAfter) })
		}
	}
}

// open begins a call's page; the oldest ones are forgotten.
func (b *book) open(id string, o vonagesim.Observation) {
	b.legs[o.Leg] = id
	b.pages[id] = &page{transcript: sim.NewTranscript(o.At, b.settings()), changed: make(chan struct{})}
	b.order = append(b.order, id)
	if len(b.order) > pagesMax {
		delete(b.pages, b.order[0])
		for leg, of := range b.legs {
			if of == b.order[0] {
				delete(b.legs, leg)
			}
		}
		b.order = b.order[1:]
	}
}

func (b *book) note(id string, o vonagesim.Observation) {
	p := b.pages[id]
	if p == nil {
		return
	}
	switch {
	case o.Kind == vonagesim.SawWebhook && o.Text == "record":
		b.recorded = append(b.recorded, id)
	case o.Kind == vonagesim.SawEnded && call.NewID(o.Leg) == id:
		p.left = true
	}
	p.transcript.Observe(o)
	b.change(p)
}

func (b *book) change(p *page) {
	close(p.changed)
	p.changed = make(chan struct{})
	b.changed()
}

// calls lists the calls with pages, the latest last.
func (b *book) calls() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.order)
}

// dialled says which call a leg is for, and catches up on what was seen of it.
func (b *book) dialled(id, leg string) {
	if leg == "" {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.legs[leg] = id
	for _, o := range b.unplaced[leg] {
		b.note(id, o)
	}
	delete(b.unplaced, leg)
}

// ordered takes what the product had done for a call.
func (b *book) ordered(id string, o sim.Order) {
	b.mu.Lock()
	defer b.mu.Unlock()
	p := b.pages[id]
	if p == nil {
		return
	}
	switch o.Kind {
	case "dial":
		p.rung = append(p.rung, p.transcript.Who(o))
	case "alert":
		if o.Notification.Channel == alert.Topic && o.Notification.Why != alert.WhyStatus { // once for all whom it tells
			p.notices = append(p.notices, o.Notice)
		}
	}
	p.transcript.Ordered(o)
	b.change(p)
}

func (b *book) orderedLeg(leg string, o sim.Order) {
	b.mu.Lock()
	id := b.legs[leg]
	b.mu.Unlock()
	b.ordered(id, o)
}

// fetched takes the fetching of the recording that was announced first.
func (b *book) fetched(o sim.Order) {
	b.mu.Lock()
	var id string
	if len(b.recorded) > 0 {
		id = b.recorded[0]
		if o.Err == nil {
			b.recorded = b.recorded[1:]
		}
	}
	b.mu.Unlock()
	b.ordered(id, o)
}

// settle closes the page of a call to which nothing more will happen.
func (b *book) settle(id string, gone time.Duration) {
	c, over := b.over(id, gone)
	b.mu.Lock()
	defer b.mu.Unlock()
	p := b.pages[id]
	if p == nil || !over || !p.left || p.told != nil {
		return
	}
	facts := sim.FactsOf(sim.Played{Calls: []call.Call{c}, Notices: p.notices, Rung: p.rung})
	p.told = &Told{Outcome: facts["outcome"], Rung: slices.Clone(p.rung), Alerts: []string{}, Message: facts["message"]}
	for _, n := range p.notices {
		p.told.Alerts = append(p.told.Alerts, string(n.Kind)+" to "+n.Team)
	}
	if p.told.Rung == nil {
		p.told.Rung = []string{}
	}
	b.ended(c, *p.told)
	b.change(p)
}

// read gives the lines of a call after the first ones, what came of it once it is
// over, and a channel closed at the next change. ok is false for a call of no page.
func (b *book) read(id string, after int) (lines []sim.Line, told *Told, changed <-chan struct{}, ok bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	p := b.pages[id]
	if p == nil {
		return nil, nil, nil, false
	}
	return slices.Clone(p.transcript.Lines[min(after, len(p.transcript.Lines)):]), p.told, p.changed, true
}
