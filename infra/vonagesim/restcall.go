package vonagesim

import (
	"encoding/json"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"time"
)

type endpointBody struct {
	Type       string `json:"type"`
	Number     string `json:"number"`
	DTMFAnswer string `json:"dtmfAnswer"`
}

type createBody struct {
	To           []endpointBody  `json:"to"`
	From         *endpointBody   `json:"from"`
	NCCO         json.RawMessage `json:"ncco"`
	AnswerURL    []string        `json:"answer_url"`
	AnswerMethod string          `json:"answer_method"`
	EventURL     []string        `json:"event_url"`
	EventMethod  string          `json:"event_method"`
	LengthTimer  *int            `json:"length_timer"`
	RingingTimer *int            `json:"ringing_timer"`
}

var (
	createFields   = []string{"to", "from", "ncco", "answer_url", "answer_method", "event_url", "event_method", "length_timer", "ringing_timer"}
	endpointFields = []string{"type", "number", "dtmfAnswer"}
	numberPattern  = regexp.MustCompile(`^\+?[0-9]{7,15}$`) // Voice OpenAPI 1.10.0; the plus is tolerated
	tonePattern    = regexp.MustCompile(`^[0-9*#p]*$`)
)

// readExact reads a body whose keys must be spelled exactly. Vonage may ignore
// what it does not know; here a misspelt key is an error, so that it is found.
func readExact(raw []byte, allowed []string, into any) (name string, err error) {
	var keys map[string]json.RawMessage
	if err := json.Unmarshal(raw, &keys); err != nil {
		return "body", err
	}
	if err := exactKeys(keys, allowed); err != nil {
		return "body", err
	}
	for _, end := range []string{"to", "from"} {
		var each []map[string]json.RawMessage
		if json.Unmarshal(keys[end], &each) != nil {
			each = make([]map[string]json.RawMessage, 1)
			_ = json.Unmarshal(keys[end], &each[0])
		}
		for _, e := range each {
			if err := exactKeys(e, endpointFields); err != nil {
				return end, err
			}
		}
	}
	return "body", json.Unmarshal(raw, into)
}

func (n *Network) createCall(raw []byte) answer {
	var b createBody
	if name, err := readExact(raw, createFields, &b); err != nil {
		return badRequest(name, err.Error())
	}
	actions, bad := n.checkCreate(&b)
	if bad != nil {
		return *bad
	}
	o := Outbound{To: b.To[0].Number, From: b.From.Number, Tones: b.To[0].DTMFAnswer, Script: actions, EventMethod: b.EventMethod}
	if len(b.EventURL) == 1 {
		o.EventURL = b.EventURL[0]
	}
	if b.RingingTimer != nil {
		o.RingSeconds = *b.RingingTimer
	}
	l := n.ringOut(o)
	if len(b.AnswerURL) == 1 {
		l.answerURL, l.answerMethod = b.AnswerURL[0], "GET"
		if b.AnswerMethod != "" {
			l.answerMethod = b.AnswerMethod
		}
	}
	if b.LengthTimer != nil {
		l.length = time.Duration(*b.LengthTimer) * time.Second
	}
	return answer{status: 201, body: fields{
		"uuid": l.uuid, "status": "started", "direction": "outbound", "conversation_uuid": l.conversation,
	}}
}

// Outbound is a call to a phone.
type Outbound struct {
	To, From, Tones       string
	Script                []Action
	EventURL, EventMethod string
	RingSeconds           int // 0 is the default
}

// ringOut begins a call to a phone.
func (n *Network) ringOut(o Outbound) *leg {
	number := digitsOf(o.To)
	l := n.newLeg("outbound", n.uuid(), number)
	l.to, l.from, l.dtmfAnswer, l.inline = number, digitsOf(o.From), o.Tones, o.Script
	l.eventMethod = o.EventMethod
	if o.EventURL != "" {
		l.eventURL = o.EventURL
	}
	if o.RingSeconds > 0 {
		l.ringing = time.Duration(o.RingSeconds) * time.Second
	}
	person := DeadNumber()
	if p := n.phones[number]; p != nil {
		person = p.person.nth(p.calls)
		p.calls++
	}
	l.actor = newActor(l, person)
	refused := ""
	if !n.mayShow(l.from) {
		refused = "restricted"
	}
	l.unlessEnded(setUpTime, func() { l.ring(refused) })
	return l
}

// mayShow reports whether a number may be `from` (Vonage's numbers guide).
func (n *Network) mayShow(from string) bool {
	if n.owns(from) {
		return true
	}
	return n.o.Switches.CallerNumberAsFrom && slices.ContainsFunc(n.legs, func(l *leg) bool {
		return l.direction == "inbound" && !l.ended && l.number == from
	})
}

func (n *Network) checkCreate(b *createBody) ([]action, *answer) {
	bad := func(name, reason string) ([]action, *answer) {
		a := badRequest(name, reason)
		return nil, &a
	}
	switch {
	case len(b.To) != 1 || b.To[0].Type != "phone":
		return bad("to", "must be one phone")
	case b.From == nil || b.From.Type != "phone":
		return bad("from", "must be a phone")
	case !numberPattern.MatchString(b.To[0].Number), !numberPattern.MatchString(b.From.Number):
		return bad("number", "can contain up to 15 digits prefixed with +")
	case !tonePattern.MatchString(b.To[0].DTMFAnswer):
		return bad("dtmfAnswer", "can contain 0-9, *, # and p")
	case (len(b.NCCO) == 0) == (len(b.AnswerURL) == 0):
		return bad("ncco", "exactly one of ncco and answer_url is required")
	case len(b.AnswerURL) > 0 && !oneURL(b.AnswerURL), b.EventURL != nil && !oneURL(b.EventURL):
		return bad("answer_url", "answer_url and event_url are arrays of one URL")
	case b.EventURL == nil && n.o.EventURL == "":
		return bad("event_url", "is required")
	case !isMethod(b.AnswerMethod), !isMethod(b.EventMethod):
		return bad("method", "must be GET or POST")
	case outside(b.LengthTimer, 1, 86400):
		return bad("length_timer", "must be 1 to 86400")
	case outside(b.RingingTimer, 1, 120):
		return bad("ringing_timer", "must be 1 to 120")
	case len(b.NCCO) == 0:
		return nil, nil
	}
	actions, err := n.parseNCCO(b.NCCO)
	if err != nil {
		return bad("ncco", err.Error())
	}
	return actions, nil
}

func isMethod(m string) bool { return m == "" || m == "GET" || m == "POST" }

// view is a leg as GET shows it.
func (l *leg) view() fields {
	conversation := l.conversation
	if l.n.o.Switches.LegShowsFirstConversation {
		conversation = l.firstConversation
	}
	v := fields{
		"_links": fields{"self": fields{"href": "/v1/calls/" + l.uuid}},
		"uuid":   l.uuid, "conversation_uuid": conversation, "status": l.status, "direction": l.direction,
		"to": fields{"type": "phone", "number": l.to}, "from": fields{"type": "phone", "number": l.from},
	}
	if l.ended {
		for k, x := range l.bill() {
			switch k {
			case "rate", "price", "duration", "start_time", "end_time", "network":
				v[k] = x
			}
		}
	}
	return v
}

func (n *Network) listCalls(q url.Values) answer {
	size, index := 10, 0
	for key, into := range map[string]*int{"page_size": &size, "record_index": &index} {
		if v := q.Get(key); v != "" {
			number, err := strconv.Atoi(v)
			if err != nil || number < 0 || key == "page_size" && (number < 1 || number > 100) {
				return badRequest(key, "out of range")
			}
			*into = number
		}
	}
	found := []fields{}
	for _, l := range n.legs {
		if !matches(q.Get("status"), l.status) || !matches(q.Get("conversation_uuid"), l.conversation) {
			continue
		}
		found = append(found, l.view())
	}
	if q.Get("order") == "desc" {
		slices.Reverse(found)
	}
	count := len(found)
	found = found[min(index, count):min(index+size, count)]
	return answer{status: 200, body: fields{
		"count": count, "page_size": size, "record_index": index,
		"_links":    fields{"self": fields{"href": "/v1/calls?" + q.Encode()}},
		"_embedded": fields{"calls": found},
	}}
}

func matches(want, have string) bool { return want == "" || want == have }
