package notice

import (
	"time"
)

// The types are how others find our events on a bus, below the source routes.EventSource.
const (
	AlertType = "ringdown.alert"
	CallType  = "ringdown.call"
)

// schemaVersion changes when a field changes its meaning or goes. A new field does not change it.
const schemaVersion = 1

// AlertEvent is what machines are told of an alert: on the topic, on the bus, and by a webhook
// (testdata/schemas/alert.json).
type AlertEvent struct {
	Version int       `json:"version"`
	Type    string    `json:"type"`
	ID      string    `json:"id"` // of the alert
	State   State     `json:"state"`
	News    News      `json:"news,omitempty"`
	Person  string    `json:"person,omitempty"` // who acknowledged, resolved, passed on, or did not answer
	Kind    string    `json:"kind"`
	Time    time.Time `json:"time"`    // of the change
	Subject string    `json:"subject"` // for people, in English unless the reader has a language
	Line    lineOf    `json:"line"`
	Team    *teamOf   `json:"team,omitempty"`
	Call    callOf    `json:"call"`
	Calls   int       `json:"calls"` // that the alert is about
	Message *audioOf  `json:"message,omitempty"`
	Link    string    `json:"link,omitempty"`
	Expires time.Time `json:"linkExpires,omitzero"`
}

// CallEvent is what machines are told of a call that concerns a team (testdata/schemas/call.json).
type CallEvent struct {
	Version  int         `json:"version"`
	Type     string      `json:"type"`
	ID       string      `json:"id"`
	Ended    bool        `json:"ended"`
	Outcome  string      `json:"outcome"` // the kind of notice it came to
	Line     lineOf      `json:"line"`
	Team     *teamOf     `json:"team,omitempty"`
	Call     callOf      `json:"call"`
	Attempts []attemptOf `json:"attempts"`
	Message  *audioOf    `json:"message,omitempty"`
}

type (
	lineOf struct {
		Name   string `json:"name"`
		Number string `json:"number"`
	}
	teamOf struct {
		ID   string `json:"id"`
		Name string `json:"name,omitempty"`
	}
	callOf struct {
		ID     string    `json:"id"`
		Caller string    `json:"caller,omitempty"`     // E.164; absent when withheld or unverified
		Came   string    `json:"callerCame,omitempty"` // what the network told instead of a number
		At     time.Time `json:"arrived"`
	}
	attemptOf struct {
		Who   string    `json:"who"`
		Phone string    `json:"phone,omitempty"`
		At    time.Time `json:"at"`
		End   string    `json:"end"`
	}
	audioOf struct {
		Seconds int  `json:"seconds"`
		Missing bool `json:"audioMissing,omitempty"`
	}
)

// Alert is the event for machines.
func (m Message) Alert() AlertEvent {
	at := m.Changed
	if at.IsZero() {
		at = m.At
	}
	return AlertEvent{
		Version: schemaVersion, Type: AlertType, ID: m.ID, State: m.state(), News: m.News, Person: m.Person, Kind: string(m.Kind), Time: at.UTC(),
		Subject: m.Subject(), Line: m.line(), Team: m.team(), Call: m.call(), Calls: max(len(m.Calls), 1), Message: m.message(),
		Link: m.link(), Expires: m.Expires.UTC(),
	}
}

// CallEvent is the event about the call behind the message.
func (m Message) CallEvent() CallEvent {
	attempts := []attemptOf{}
	for _, a := range m.Tried {
		attempts = append(attempts, attemptOf{a.Who, a.Phone, a.At.UTC(), a.End})
	}
	return CallEvent{
		Version: schemaVersion, Type: CallType, ID: m.Call, Ended: m.Ended, Outcome: string(m.Kind),
		Line: m.line(), Team: m.team(), Call: m.call(), Attempts: attempts, Message: m.message(),
	}
}

func (m Message) line() lineOf { return lineOf{m.Line, string(m.Number)} }

func (m Message) team() *teamOf {
	if m.Team == "" {
		return nil
	}
	return &teamOf{m.Team, m.TeamName}
}

func (m Message) call() callOf {
	return callOf{m.Notice.Call, string(m.Caller), m.Came, m.At.UTC()}
}

func (m Message) message() *audioOf {
	if m.Seconds == 0 && !m.AudioMissing {
		return nil
	}
	return &audioOf{m.Seconds, m.AudioMissing}
}

// Topic is the message that the topic publishes: JSON for machines, with a subject that a person who
// subscribed by mail can read.
func (m Message) Topic() string { return encode(m.Alert()) }

// TopicAttributes are what subscriptions filter by. One without a value is left out: SNS refuses it.
func (m Message) TopicAttributes() map[string]string {
	out := map[string]string{"state": string(m.state()), "line": string(m.Number)}
	if m.Team != "" {
		out["team"] = m.Team
	}
	return out
}

// Event is one event on the bus: its type, and its detail as JSON.
type Event struct{ Type, Detail string }

// Events are what the bus carries of the message: one about the alert, and one about the call, unless
// nothing but what people do with the alert has changed.
func (m Message) Events() []Event {
	out := []Event{{AlertType, encode(m.Alert())}}
	if m.state() == Open || m.TalkEnded {
		out = append(out, Event{CallType, encode(m.CallEvent())})
	}
	return out
}
