package phones

import (
	"encoding/json"
	"time"
)

// sent is what a page knows already.
type sent struct {
	states map[string]string // by what they are of: the message
	lines  map[string]int    // of each call's transcript
	told   map[string]bool   // calls whose end it knows
	passed int
	posted int
}

func newSent() *sent {
	return &sent{states: map[string]string{}, lines: map[string]int{}, told: map[string]bool{}}
}

// desk is what can be called, and by whom.
type desk struct {
	Kind    string   `json:"kind"`
	Lines   []Line   `json:"lines"`
	Phones  []string `json:"phones"` // ids, in the order of the settings
	Voice   bool     `json:"voice"`  // the machine speaks
	Console string   `json:"console,omitempty"`
}

type clock struct {
	Kind string    `json:"kind"`
	Now  time.Time `json:"now"`
	Pace float64   `json:"pace"`
}

type transcript struct {
	Kind  string   `json:"kind"`
	Call  string   `json:"call"`
	After int      `json:"after"` // how many lines came before
	Lines []Moment `json:"lines"`
	Told  any      `json:"told,omitempty"`
}

type list struct {
	Kind string `json:"kind"`
	List any    `json:"list"`
}

// due are the messages that bring a page up to date. It asks the desk without the hub locked, except
// for what is of the hub itself.
func (t *sent) due(h *Hub, s *session) (messages []any) {
	changed := func(of string, m any) {
		text, err := json.Marshal(m)
		if err == nil && t.states[of] != string(text) {
			t.states[of] = string(text)
			messages = append(messages, m)
		}
	}
	lines := h.o.Lines()
	h.mu.Lock()
	views := []view{s.caller.seen(s, h.legs)}
	for _, id := range h.order {
		views = append(views, h.phones[id].seen(s, h.legs))
	}
	d := desk{Kind: "desk", Lines: lines, Phones: append([]string{}, h.order...), Voice: h.speech.Speaks(), Console: h.o.Console}
	h.mu.Unlock()
	changed("desk", d)
	if pace := h.o.Pace(); t.states["pace"] == "" || t.states["pace"] != number(pace) {
		t.states["pace"] = number(pace)
		messages = append(messages, clock{"clock", h.o.Now(), pace})
	}
	for _, v := range views {
		changed("phone "+v.ID, v)
	}
	messages = append(messages, t.transcripts(h)...)
	if l, last := h.o.Passed(t.passed); len(l) > 0 {
		t.passed = last
		messages = append(messages, list{"passed", l})
	}
	if l, last := h.o.Posted(t.posted); len(l) > 0 {
		t.posted = last
		messages = append(messages, list{"posted", l})
	}
	changed("alerts", list{"alerts", h.o.Alerts()})
	return messages
}

func number(f float64) string {
	text, _ := json.Marshal(f) // of a finite number
	return string(text)
}

// transcripts are the new lines of the latest calls.
func (t *sent) transcripts(h *Hub) (messages []any) {
	calls := h.o.Calls()
	for _, id := range calls[max(0, len(calls)-callsShown):] {
		if t.told[id] {
			continue
		}
		lines, told, ok := h.o.Read(id, t.lines[id])
		if !ok || len(lines) == 0 && told == nil {
			continue
		}
		messages = append(messages, transcript{"transcript", id, t.lines[id], lines, told})
		t.lines[id] += len(lines)
		t.told[id] = told != nil
	}
	return messages
}
