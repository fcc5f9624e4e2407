package play

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"ringdown/shared/flow"
)

const (
	// invocationsMax bounds the functions that are being asked for one call.
	invocationsMax = 5
	// invocationsPerCallMax bounds them over the whole call: each costs.
	invocationsPerCallMax = 100
	// externalBytesMax is how much of an answer is kept with the call, which is saved on
	// every step; the service takes 32 KB.
	externalBytesMax = 4 * 1024
	// parametersBytesMax bounds what a flow gives a function along, for the same reason.
	parametersBytesMax = 2 * 1024
	// functionGrace is added to a function's time for the queue in front of it.
	functionGrace = 3 * time.Second
)

// Invocation is a function that is asked, or is to be asked, on behalf of the flow.
type Invocation struct {
	ID         string            `json:"id"`
	ARN        string            `json:"arn"`
	Parameters map[string]string `json:"parameters,omitempty"`
	Seconds    int               `json:"seconds"`         // the function's time
	Async      bool              `json:"async,omitempty"` // nobody waits for an answer
	Flat       bool              `json:"flat,omitempty"`  // the answer is to be a map of texts
	Asked      time.Time         `json:"asked,omitzero"`
	Until      time.Time         `json:"until,omitzero"` // when the flow goes on without it
	Done       bool              `json:"done,omitempty"`
	Failed     string            `json:"failed,omitempty"`  // why there is no answer
	Whisper    string            `json:"whisper,omitempty"` // the action of a whisper that it was asked for, and
	Answer     string            `json:"answer,omitempty"`  // the answer, kept until the whisper is heard
}

// Request is everything needed to ask a function.
type Request struct {
	ARN     string
	Payload []byte
	Limit   time.Duration
	Async   bool // hand it over and do not wait
}

// Request returns what a function is to be asked; false when it was asked already, or is not to
// be asked any more.
func (v View) Request(invocation string) (Request, bool) {
	i := v.at.invocation(invocation)
	if i == nil || !i.Asked.IsZero() {
		return Request{}, false
	}
	return Request{ARN: i.ARN, Payload: v.payload(i), Limit: time.Duration(i.Seconds) * time.Second, Async: i.Async}, true
}

func (p *Position) invocation(id string) *Invocation {
	for n := range p.Invocations {
		if p.Invocations[n].ID == id {
			return &p.Invocations[n]
		}
	}
	return nil
}

// awaited is the function whose answer the flow waits for.
func (p *Position) awaited() *Invocation {
	for n := range p.Invocations {
		if !p.Invocations[n].Async && p.Invocations[n].Whisper == "" {
			return &p.Invocations[n]
		}
	}
	return nil
}

func (p *Position) forget(id string) {
	p.Invocations = slices.DeleteFunc(p.Invocations, func(i Invocation) bool { return i.ID == id })
	if len(p.Invocations) == 0 {
		p.Invocations = nil // as it is read from storage
	}
}

// FunctionAsked says that somebody is about to ask: from here on nobody else does.
func (p *Position) FunctionAsked(id string, now time.Time) {
	i := p.invocation(id)
	switch {
	case i == nil || !i.Asked.IsZero():
	case i.Async, p.Ended:
		p.forget(id)
	default:
		i.Asked = now
	}
}

// AwaitsFunction reports whether the flow waits for the answer of a function.
func (p *Position) AwaitsFunction() bool { return p.awaited() != nil }

// FunctionAnswered keeps the answer of a function, or why there is none. The caller comes for it
// when the script before it is spoken; a flow without a caller goes on at once.
func (r *Run) FunctionAnswered(id string, answer []byte, failed string) {
	i := r.at.invocation(id)
	if i == nil || i.Done {
		return
	}
	i.Done, i.Failed = true, failed
	if failed == "" {
		external, err := readAnswer(answer, i.Flat)
		if err != nil {
			i.Failed = err.Error()
		}
		if i.Answer = external; i.Whisper == "" {
			i.Answer, r.at.External = "", external
		}
	}
	if i.Whisper != "" {
		r.prepareWhispers()
		return
	}
	if !r.host.Listening() {
		r.takeAnswer(i)
	}
}

// takeAnswer leaves the action that waited for a function.
func (r *Run) takeAnswer(i *Invocation) {
	result := flow.Succeed()
	switch {
	case !i.Done:
		r.reason("the function did not answer within %d s", i.Seconds)
		result = flow.Fail(flow.NoMatchingError)
	case i.Failed != "":
		r.reason("the function: %s", i.Failed)
		result = flow.Fail(flow.NoMatchingError)
	}
	r.at.forget(i.ID)
	if !r.at.Ended {
		r.Proceed(result)
	}
}

// readAnswer checks a function's answer and gives it as it is kept: compact JSON, or ""
// where there is nothing in it.
func readAnswer(answer []byte, flat bool) (string, error) {
	answer = bytes.TrimSpace(answer)
	if len(answer) == 0 || string(answer) == "null" {
		return "", nil
	}
	var members map[string]any
	if err := json.Unmarshal(answer, &members); err != nil {
		return "", fmt.Errorf("its answer is no JSON object")
	}
	for _, name := range slices.Sorted(maps.Keys(members)) {
		switch members[name].(type) {
		case map[string]any, []any:
			if flat {
				return "", fmt.Errorf("its answer is not flat: %.40q holds more than one value; ask for JSON instead of STRING_MAP", name)
			}
		}
	}
	var compact bytes.Buffer
	if err := json.Compact(&compact, answer); err != nil {
		return "", fmt.Errorf("its answer is no JSON object")
	}
	if compact.Len() > externalBytesMax {
		return "", fmt.Errorf("its answer has %d bytes, at most %d are kept with a call", compact.Len(), externalBytesMax)
	}
	return compact.String(), nil
}

// external reads one value of the last answer: "$.External.customer.name".
func (p Position) external(key string) (string, bool) {
	d := json.NewDecoder(strings.NewReader(p.External))
	d.UseNumber() // an account number is not to come back as 1.2e+15
	var v any
	if len(p.External) == 0 || d.Decode(&v) != nil {
		return "", false
	}
	for key != "" {
		members, ok := v.(map[string]any)
		if !ok {
			return "", false
		}
		if whole, ok := members[key]; ok { // a name may hold a full stop
			v, key = whole, ""
			break
		}
		var name string
		name, key, _ = strings.Cut(key, ".")
		if v, ok = members[name]; !ok {
			return "", false
		}
	}
	switch v := v.(type) {
	case nil:
		return "", false
	case string:
		return v, true
	case json.Number:
		return v.String(), true
	case bool:
		return strconv.FormatBool(v), true
	}
	text, err := json.Marshal(v)
	return string(text), err == nil
}
