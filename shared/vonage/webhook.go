package vonage

import (
	"cmp"
	"net/http"
	"strings"
	"time"

	"ringdown/shared/e164"
)

// Answer says that a call arrived (or that a leg dialled with an answer address was picked up) and
// wants a script.
type Answer struct {
	UUID             string // of the leg
	ConversationUUID string
	From             e164.Caller // none when withheld
	To               e164.Number
	FromUser         string // of an application's user, in place of From
	EndpointType     string // phone, sip, app, …; "" in old payloads
	RegionURL        string // base address for requests about this call; untrusted
}

// DecodeAnswer reads an answer webhook, from a query or a body. A leg id is required.
func DecodeAnswer(req Request) (Answer, error) {
	f, err := req.fields()
	r := reading{fields: f, err: err}
	a := Answer{
		UUID: r.id("uuid"), ConversationUUID: r.id("conversation_uuid"),
		To: r.number("to"), FromUser: r.brief("from_user"),
		EndpointType: r.brief("endpoint_type"), RegionURL: r.text("region_url"),
	}
	a.From = e164.ReadCaller(cmp.Or(r.text("from"), a.FromUser), a.To)
	if a.UUID == "" {
		r.fault("answer without uuid")
	}
	return checked(a, r.err)
}

// EventType tells the shapes of an event apart.
type EventType string

const (
	EventStatus   EventType = "status"   // a leg's state: Status is set
	EventTransfer EventType = "transfer" // a leg moved into another conversation
	EventError    EventType = "error"    // something went wrong: Reason is set, a leg often is not
	EventOther    EventType = "other"    // a shape of the future; ignore it
)

// Event is a state of a leg, a move between conversations, or an error. Statuses may be ones
// unknown today: ignore those.
type Event struct {
	Type                 EventType
	Status               string // started, ringing, answered, human, machine, completed, busy, …
	SubState             string // of machine: beep_start, beep_timeout
	Detail               string // of a failure: cannot_route, declined, …
	Reason               string // of an error, in words
	UUID                 string
	ConversationUUID     string
	ConversationUUIDFrom string // of a transfer
	ConversationUUIDTo   string // of a transfer
	From, To             e164.Number
	Caller               e164.Caller // From as it came, where the leg is a caller's
	Direction            string      // inbound, outbound
	DisconnectedBy       string      // platform, user
	SIPCode              int         // 0 when not told
	DurationSeconds      int         // of a completed call
	Price, Rate, Network string
	Timestamp            time.Time // of the event; the provider's order is not the order of these
	StartTime, EndTime   time.Time
}

// DecodeEvent reads an event webhook. A status needs a leg id; an error may come without. By GET
// the provider tells errors, and nothing else is taken: a signature covers no query, so a thief of
// one could say anything.
func DecodeEvent(req Request) (Event, error) {
	f, err := req.fields()
	r := reading{fields: f, err: err}
	e := Event{
		Status: r.text("status"), SubState: r.brief("sub_state"), Detail: r.brief("detail"), Reason: r.brief("reason"),
		UUID: r.id("uuid"), ConversationUUID: r.id("conversation_uuid"),
		ConversationUUIDFrom: r.id("conversation_uuid_from"), ConversationUUIDTo: r.id("conversation_uuid_to"),
		From: r.number("from"), To: r.number("to"), Direction: r.brief("direction"), DisconnectedBy: r.brief("disconnected_by"),
		SIPCode: int(r.whole("sip_code", 0, 999)), DurationSeconds: int(r.whole("duration", 0, maxDurationSeconds)),
		Price: r.brief("price"), Rate: r.brief("rate"), Network: r.brief("network"),
		Timestamp: r.moment("timestamp"), StartTime: r.moment("start_time"), EndTime: r.moment("end_time"),
	}
	if e.Direction == "inbound" {
		e.Caller = e164.ReadCaller(r.text("from"), e.To)
	}
	if e.UUID == "" {
		e.UUID = r.id("call_uuid") // so it is called by answering-machine detection
	}
	switch {
	case r.text("type") == "transfer" || e.Status == "transfer":
		e.Type, e.Status = EventTransfer, ""
	case e.Status != "":
		e.Type = EventStatus
	case e.Reason != "":
		e.Type = EventError
	default:
		e.Type = EventOther
	}
	if req.Method == http.MethodGet && e.Type != EventError {
		r.fault("%s by GET", e.Type)
	}
	if e.UUID == "" && (e.Type == EventTransfer || e.Type == EventStatus && e.Status != "transcribed") {
		r.fault("%s without uuid", e.Type)
	}
	return checked(e, r.err)
}

// Input is what a caller keyed. Digits is "" when nothing was pressed in time. Whether the
// provider's timer ran out is left out on purpose: it is set also when fewer keys than the maximum
// were pressed.
type Input struct {
	UUID             string // "" in some shapes: the callback's address says whose keys these are
	ConversationUUID string
	From, To         e164.Number
	Digits           string // of 0-9 * #
	Timestamp        time.Time
}

// maxDigits bounds one input; the provider collects 20 keys at most (NCCO reference).
const maxDigits = 64

// DecodeInput reads an input webhook, whose keys come as an object, as a text, or as a text that
// holds the object.
func DecodeInput(req Request) (Input, error) {
	f, err := req.fields()
	r := reading{fields: f, err: err}
	in := Input{
		UUID: r.id("uuid"), ConversationUUID: r.id("conversation_uuid"),
		From: r.number("from"), To: r.number("to"), Timestamp: r.moment("timestamp"),
	}
	object, plain := r.nested("dtmf")
	in.Digits = plain
	if object != nil {
		inner := reading{fields: object, err: r.err}
		in.Digits, r.err = inner.text("digits"), inner.err
	}
	if len(in.Digits) > maxDigits || strings.Trim(in.Digits, "0123456789*#") != "" {
		r.fault("digits are not of 0-9 * #")
	}
	return checked(in, r.err)
}

// Recording says that audio can be fetched. It names no leg and no number: the callback's address
// says whose it is.
type Recording struct {
	RecordingUUID      string // the same in every repetition
	URL                string // untrusted: Fetch checks it; "" when not told
	ConversationUUID   string
	Bytes              int64 // -1 when not told
	StartTime, EndTime time.Time
	Timestamp          time.Time
}

// Seconds is how long the recording is, as far as the provider's clock can be believed.
func (r Recording) Seconds() int {
	if r.StartTime.IsZero() || r.EndTime.IsZero() {
		return 0
	}
	return int(min(max(r.EndTime.Sub(r.StartTime), 0), maxDurationSeconds*time.Second).Seconds())
}

// maxSizeTold bounds the size a webhook tells, so that it can be added up.
const maxSizeTold = 1 << 40

// DecodeRecording reads a record webhook; the recording's id is required. The address is not:
// webhooks without one were seen, and that somebody has spoken is worth telling also when it has to
// be looked for.
func DecodeRecording(req Request) (Recording, error) {
	f, err := req.fields()
	r := reading{fields: f, err: err}
	rec := Recording{
		RecordingUUID: r.id("recording_uuid"), URL: r.text("recording_url"), ConversationUUID: r.id("conversation_uuid"),
		Bytes: r.whole("size", -1, maxSizeTold), StartTime: r.moment("start_time"), EndTime: r.moment("end_time"), Timestamp: r.moment("timestamp"),
	}
	if rec.RecordingUUID == "" {
		r.fault("recording without id")
	}
	return checked(rec, r.err)
}

// Notify brings back the payload of a notify action, when the script got that far.
type Notify struct {
	Payload          map[string]string // never nil; values that are no text are kept as JSON
	ConversationUUID string
	Timestamp        time.Time
}

// DecodeNotify reads a notify webhook, whose payload comes as an object or as a text that holds it.
func DecodeNotify(req Request) (Notify, error) {
	f, err := req.fields()
	r := reading{fields: f, err: err}
	n := Notify{ConversationUUID: r.id("conversation_uuid"), Timestamp: r.moment("timestamp"), Payload: map[string]string{}}
	object, _ := r.nested("payload")
	inner := reading{fields: object}
	for name, raw := range object {
		if raw[0] == '{' || raw[0] == '[' {
			n.Payload[name] = string(raw)
			continue
		}
		n.Payload[name] = inner.text(name)
	}
	if r.err == nil {
		r.err = inner.err
	}
	return checked(n, r.err)
}

// checked returns nothing beside an error, so that no half-read webhook is acted on.
func checked[T any](v T, err error) (T, error) {
	if err != nil {
		var none T
		return none, err
	}
	return v, nil
}
