package vonagesim

import (
	"fmt"
	"net/http"
	"time"
)

// The network without a wire: an Application takes webhooks as data and answers with scripts, and asks by
// the functions below what it would ask over REST. Legs, rooms, people, switches, faults and times are the
// same; JSON, signatures, tokens and HTTP are left out, because they take nearly all the time.

// Application is the application of Options where no wire lies between.
type Application interface {
	// Take answers a webhook: an HTTP status, 0 where the connection is cut, and the script of the reply.
	Take(w Webhook, f map[string]any) (status int, script []Action)
}

// Action is one of an NCCO, as it is on the wire.
type Action = action

// DTMF are the settings of an input.
type DTMF = dtmfOption

// Field gives what stands in an object of a webhook's fields; nil is nothing.
func Field(f map[string]any, object, name string) any {
	inner, _ := f[object].(fields)
	return inner[name]
}

// hand gives a webhook to the application.
func (n *Network) hand(d *delivery) reply {
	status, script := n.o.Application.Take(d.hook, d.fields)
	if status == 0 {
		return reply{reason: "Connection closed."}
	}
	return reply{status: status, script: script, reason: fmt.Sprintf("HTTP status %d", status)}
}

// scriptIn reads the script of a reply.
func (n *Network) scriptIn(r reply) ([]action, error) {
	if n.o.Application != nil {
		return r.script, nil
	}
	return n.parseNCCO(r.body)
}

// asked carries out a request as ServeHTTP does: its faults, its pace, what is observed. It returns the HTTP
// status, 0 where the reply is lost.
func (n *Network) asked(method, path string, does func() (int, *leg)) (status int) {
	n.do(func() {
		n.requests[method]++
		nth := n.requests[method]
		var l *leg
		status, l = n.carry(method, path, nth, does)
		seen := status
		if n.o.Faults.LoseReplyOf != nil && n.o.Faults.LoseReplyOf(method, path, nth) {
			seen = 0
		}
		o := Observation{Kind: SawREST, Text: method, Path: path, Status: seen}
		if l == nil {
			l = n.byUUID[legOf(path)]
		}
		if l != nil {
			o.Leg, o.Who = l.uuid, l.who
		}
		n.observe(o)
		status = seen
	})
	return status
}

func (n *Network) carry(method, path string, nth int, does func() (int, *leg)) (int, *leg) {
	if n.o.Faults.RefuseREST != nil {
		if status := n.o.Faults.RefuseREST(method, path, nth); status != 0 {
			return status, nil
		}
	}
	if !n.paced(method == http.MethodPost) {
		return http.StatusTooManyRequests, nil
	}
	return does()
}

// onLive is a request about a leg that is up.
func (n *Network) onLive(uuid, tail string, does func(*leg) int) int {
	return n.asked(http.MethodPut, "/v1/calls/"+uuid+tail, func() (int, *leg) {
		l := n.byUUID[uuid]
		if l == nil || l.ended {
			return http.StatusNotFound, nil
		}
		return does(l), nil
	})
}

// CreateCall is POST /v1/calls.
func (n *Network) CreateCall(o Outbound) (uuid string, status int) {
	status = n.asked(http.MethodPost, "/v1/calls", func() (int, *leg) {
		l := n.ringOut(o)
		uuid = l.uuid
		return http.StatusCreated, l
	})
	return uuid, status
}

// CutOff is PUT /v1/calls/{uuid} with hangup.
func (n *Network) CutOff(uuid string) int {
	return n.onLive(uuid, "", func(l *leg) int { l.cutOff(); return http.StatusNoContent })
}

// Transfer is PUT /v1/calls/{uuid} with transfer.
func (n *Network) Transfer(uuid string, script []Action) int {
	return n.onLive(uuid, "", func(l *leg) int {
		if l.answeredAt.IsZero() {
			return http.StatusBadRequest
		}
		l.transfer(func() { l.run(script) })
		return http.StatusNoContent
	})
}

// Talk is PUT /v1/calls/{uuid}/talk.
func (n *Network) Talk(uuid, text string) int {
	return n.onLive(uuid, "/talk", func(l *leg) int {
		return l.overlayPrompt("", action{Text: text}, noise{sound: Speech, text: plainText(text), lasts: speakingTime(text), again: true}, "").status
	})
}

// Listen is PUT /v1/calls/{uuid}/input/dtmf.
func (n *Network) Listen(uuid, eventURL string) int {
	return n.onLive(uuid, "/input/dtmf", func(l *leg) int {
		l.listeners = append(l.listeners, listener{url: eventURL, method: http.MethodPost, rest: true})
		return http.StatusOK
	})
}

// Look is GET /v1/calls/{uuid}.
func (n *Network) Look(uuid string) (up bool, conversation string, status int) {
	status = n.asked(http.MethodGet, "/v1/calls/"+uuid, func() (int, *leg) {
		l := n.byUUID[uuid]
		if l == nil {
			return http.StatusNotFound, nil
		}
		up = !l.ended && (l.status == "started" || l.status == "ringing" || l.status == "answered")
		if conversation = l.conversation; n.o.Switches.LegShowsFirstConversation {
			conversation = l.firstConversation
		}
		return http.StatusOK, nil
	})
	return up, conversation, status
}

// Origin is what the list of a conversation's calls tells of its caller; uuid is "" where none began it.
func (n *Network) Origin(conversation string) (uuid, from, to string, status int) {
	status = n.asked(http.MethodGet, "/v1/calls", func() (int, *leg) {
		found := http.StatusNotFound
		for _, l := range n.legs {
			if l.conversation != conversation {
				continue
			}
			if found = http.StatusOK; l.direction == "inbound" && uuid == "" {
				uuid, from, to = l.uuid, l.from, l.to
			}
		}
		return found, nil
	})
	return uuid, from, to, status
}

// Spoken is GET of a recording: how long it is, how much of it somebody speaks, and until when.
func (n *Network) Spoken(id string) (spoken, until time.Duration, status int) {
	n.do(func() {
		n.requests[http.MethodGet]++
		status = http.StatusOK
		nth := n.requests[http.MethodGet]
		path := "/v1/files/" + id
		if n.o.Faults.RefuseREST != nil {
			if refused := n.o.Faults.RefuseREST(http.MethodGet, path, nth); refused != 0 {
				status = refused
			}
		}
		f := n.files[id]
		switch {
		case status != http.StatusOK:
		case f == nil || n.clock.Now().Before(f.readyAt):
			status = http.StatusNotFound
		default:
			f.fetched++
			if n.o.Faults.FileStatus != nil {
				if failed := n.o.Faults.FileStatus(f.fetched); failed != 0 {
					status = failed
				}
			}
			for _, s := range f.spoken {
				spoken, until = spoken+s.until-s.from, max(until, s.until)
			}
		}
		if n.o.Faults.LoseReplyOf != nil && n.o.Faults.LoseReplyOf(http.MethodGet, path, nth) {
			status = 0
		}
		n.observe(Observation{Kind: SawREST, Text: http.MethodGet, Path: path, Status: status})
	})
	return spoken, until, status
}
