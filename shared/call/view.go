package call

import (
	"strconv"
	"strings"

	"ringdown/shared/alert"
	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
	"ringdown/shared/flow"
	"ringdown/shared/ncco"
	"ringdown/shared/play"
	"ringdown/shared/speech"
	"ringdown/shared/speech/words"
)

// view reads a call and its dialplan; it changes nothing. It is what a flow may know of the call
// (play.Facts).
type view struct {
	c     *Call
	plan  dialplan.Dialplan
	words words.Words
}

func viewOf(c *Call, plan dialplan.Dialplan) view {
	return view{c: c, plan: plan, words: plan.Sentences()}
}

// line is how the line speaks.
func (v view) line() play.Line {
	return play.Line{Language: v.plan.Language, Style: v.plan.Style, Words: v.words}
}

// position reads texts and prompts of the flow.
func (v view) position() play.View { return play.NewView(v, &v.c.Flow, v.line()) }

// sentence is one of our own.
func (v view) sentence(text string) ncco.Script {
	return scriptOf(speech.Speak(text, v.words.Language, v.plan.Style))
}

// Flow finds a flow of the line.
func (v view) Flow(id string) (string, flow.Flow, bool) {
	if id == "" || id == dialplan.OwnFlow {
		return "", v.plan.Flow, true
	}
	for _, name := range spellings(id) {
		if f, ok := v.plan.Flows[name]; ok {
			return name, f, true
		}
	}
	return "", flow.Flow{}, false
}

// Audio returns the address of a prompt of the line.
func (v view) Audio(id string) (string, bool) { return byID(v.plan.Prompts, id) }

// Attribute returns what a flow may read of the call. The names are the language's (Amazon Connect
// admin guide, contact attributes); $.Recording, $.Team and $.Participant come with our extension
// actions.
func (v view) Attribute(path string) (string, bool) {
	c := v.c
	root, key, _ := strings.Cut(strings.TrimPrefix(flow.PlainReference(path), "$."), ".")
	switch root {
	case "CustomerEndpoint":
		return endpoint(string(c.Caller.Number), key)
	case "SystemEndpoint":
		return endpoint(string(c.Called), key)
	case "ContactId", "InitialContactId":
		return c.ID, true
	case "Task":
		if n := len(c.Alerts); n > 0 && key == "ContactId" {
			return alert.IDOf(c.ID, c.Alerts[n-1].ID), true
		}
	case "Channel":
		return "VOICE", true
	case "InitiationMethod":
		return "INBOUND", true
	case "CustomerCallBackPhoneNumber":
		number := c.callbackNumber()
		return string(number), number != ""
	case "Recording":
		return c.recordingAttribute(key)
	case "Team":
		if c.Ring != nil && key == "Name" {
			return v.plan.Teams[c.Ring.Team].Name, true
		}
	case "Queue":
		return v.queueAttribute(key)
	case "Agent":
		return v.agentAttribute(key)
	case "Participant":
		return v.participant(key)
	}
	return "", false
}

func endpoint(number, key string) (string, bool) {
	switch key {
	case "Address":
		return number, true
	case "Type":
		return "TELEPHONE_NUMBER", true
	}
	return "", false
}

// callbackNumber is the number to call back: the one the flow has set, else the caller's.
func (c *Call) callbackNumber() e164.Number {
	if c.Flow.Callback != "" {
		return c.Flow.Callback
	}
	return c.Caller.Number
}

func (c *Call) recordingAttribute(key string) (string, bool) {
	v := c.asked()
	if v == nil {
		return "", false
	}
	switch key {
	case "Id":
		return v.ID, true
	case "Url":
		return v.URL, true
	case "DurationSeconds":
		return strconv.Itoa(v.Seconds), true
	}
	return "", false
}

// queueAttribute describes the queue that was chosen.
func (v view) queueAttribute(key string) (string, bool) {
	q := v.c.Flow.Queue
	if q == (play.Queue{}) {
		return "", false
	}
	switch key {
	case "Name":
		if q.User != "" {
			return v.plan.Users[q.User].Name, true
		}
		return v.plan.Teams[q.Team].Name, true
	case "ARN":
		return q.Team + q.User, true // one of them is empty
	case "OutboundCallerId.Address", "OutboundCallerId.Type":
		return endpoint(string(v.c.Called), strings.TrimPrefix(key, "OutboundCallerId."))
	}
	return "", false
}

// agentAttribute describes the responder who accepted, as whispers greet them.
func (v view) agentAttribute(key string) (string, bool) {
	w := v.c.winner()
	if w == nil {
		return "", false
	}
	u := v.plan.Users[w.User]
	first, last, _ := strings.Cut(u.Name, " ")
	switch key {
	case "UserName", "ARN":
		return u.ID, true
	case "FirstName":
		return first, true
	case "LastName":
		return last, true
	}
	return "", false
}

// participant describes the responder who accepted last.
func (v view) participant(key string) (string, bool) {
	w := v.c.winner()
	if w == nil {
		return "", false
	}
	switch key {
	case "Name":
		return v.plan.Users[w.User].Name, true
	case "Digit":
		return v.c.Ring.Keys.Digit(play.Accept), true
	case "Number":
		if phone, ok := w.phone(v.plan.Users); ok {
			return string(phone.Number), true
		}
	}
	return "", false
}

// byID finds something of the dialplan by an id that a flow names.
func byID[T any](all map[string]T, id string) (T, bool) {
	for _, name := range spellings(id) {
		if v, ok := all[name]; ok {
			return v, true
		}
	}
	var none T
	return none, false
}

// spellings are the ids something may have by which a flow names it.
func spellings(id string) []string { return dialplan.Spellings(id) }

// RequestOf returns what a function is to be asked for the call; false when it was asked already,
// or is not to be asked any more.
func RequestOf(c Call, invocation string, plan dialplan.Dialplan) (play.Request, bool) {
	return viewOf(&c, plan).position().Request(invocation)
}
