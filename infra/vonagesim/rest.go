package vonagesim

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"
)

const maxRequest = 1 << 20

// answer is a REST reply in the making.
type answer struct {
	status      int
	body        any // marshalled, unless it is []byte; nil for none
	contentType string
}

// ServeHTTP is the REST API: /v1/calls and /v1/files.
func (n *Network) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	body, err := io.ReadAll(io.LimitReader(req.Body, maxRequest))
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	var a answer
	var lost bool
	n.do(func() {
		n.requests[req.Method]++
		nth, path := n.requests[req.Method], strings.TrimSuffix(req.URL.Path, "/")
		a = n.serve(req, body, nth)
		lost = n.o.Faults.LoseReplyOf != nil && n.o.Faults.LoseReplyOf(req.Method, path, nth)
		seen := a.status
		if lost {
			seen = 0
		}
		o := Observation{Kind: SawREST, Text: req.Method, Path: path, Status: seen}
		l := n.byUUID[legOf(path)]
		if a.status == 201 {
			l = n.legs[len(n.legs)-1]
		}
		if l != nil {
			o.Leg, o.Who = l.uuid, l.who
		}
		n.observe(o)
	})
	if lost {
		panic(http.ErrAbortHandler)
	}
	a.write(w)
}

func (a answer) write(w http.ResponseWriter) {
	if a.body == nil {
		w.WriteHeader(a.status)
		return
	}
	raw, ok := a.body.([]byte)
	if !ok {
		raw, _ = json.Marshal(a.body) // maps and structs of this package only
	}
	if a.contentType == "" {
		a.contentType = "application/json"
	}
	w.Header().Set("Content-Type", a.contentType)
	w.WriteHeader(a.status)
	_, _ = w.Write(raw)
}

func legOf(path string) string {
	rest, ok := strings.CutPrefix(path, "/v1/calls/")
	if !ok {
		return ""
	}
	id, _, _ := strings.Cut(rest, "/")
	return id
}

func (n *Network) serve(req *http.Request, body []byte, nth int) answer {
	path := req.URL.Path
	if path != "/" && strings.HasSuffix(path, "/") {
		if n.o.Switches.SlashRefused {
			return n.notFound()
		}
		path = strings.TrimSuffix(path, "/")
	}
	if n.o.Faults.RefuseREST != nil {
		if status := n.o.Faults.RefuseREST(req.Method, path, nth); status != 0 {
			return n.refusal(status)
		}
	}
	if err := n.authorize(req); err != nil {
		return answer{status: 401, body: fields{"type": "UNAUTHORIZED", "error_title": "Unauthorized"}}
	}
	if id, ok := strings.CutPrefix(path, "/v1/files/"); ok && req.Method == "GET" {
		return n.serveFile(id)
	}
	if !n.paced(req.Method == "POST") {
		return n.refusal(429)
	}
	if path == "/v1/calls" {
		switch req.Method {
		case "POST":
			return n.createCall(body)
		case "GET":
			return n.listCalls(req.URL.Query())
		}
		return answer{status: 405}
	}
	l := n.byUUID[legOf(path)]
	if l == nil {
		return n.notFound()
	}
	tail := strings.TrimPrefix(path, "/v1/calls/"+l.uuid)
	if req.Method == "GET" && tail == "" {
		return answer{status: 200, body: l.view()}
	}
	if l.ended {
		return n.notFound()
	}
	return l.serve(req.Method, tail, body)
}

func (n *Network) notFound() answer { return n.refusal(404) }

// refusal is an error whose body nobody has recorded.
func (n *Network) refusal(status int) answer {
	if n.o.Switches.EmptyErrorBodies {
		return answer{status: status}
	}
	title := http.StatusText(status)
	return answer{status: status, body: fields{
		"type": strings.ToUpper(strings.ReplaceAll(title, " ", "_")), "error_title": title,
	}}
}

// badRequest is the captured form of a 400.
func badRequest(name, reason string) answer {
	return answer{status: 400, body: fields{
		"type": 400, "title": "Bad Request", "invalid_parameters": []fields{{"reason": reason, "name": name}},
	}}
}

// paced keeps to the calls, or other requests, per second.
func (n *Network) paced(call bool) bool {
	times, limit := &n.otherTimes, n.o.RequestsPerSecond
	if call {
		times, limit = &n.callTimes, n.o.CallsPerSecond
	}
	now := n.clock.Now()
	*times = slices.DeleteFunc(*times, func(t time.Time) bool { return now.Sub(t) >= time.Second })
	if len(*times) >= limit {
		return false
	}
	*times = append(*times, now)
	return true
}
