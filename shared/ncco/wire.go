package ncco

import (
	"encoding/json"
	"errors"
	"fmt"
)

// The wire structs spell the fields as the NCCO reference does, in its order. A field that is
// absent has the provider's default.

type talkWire struct {
	Action   string  `json:"action"`
	Text     string  `json:"text"`
	BargeIn  bool    `json:"bargeIn,omitempty"`
	Loop     *int    `json:"loop,omitempty"`
	Level    float64 `json:"level,omitempty"`
	Language string  `json:"language,omitempty"`
	Style    int     `json:"style,omitempty"`
}

type streamWire struct {
	Action    string  `json:"action"`
	StreamURL one     `json:"streamUrl"`
	BargeIn   bool    `json:"bargeIn,omitempty"`
	Loop      *int    `json:"loop,omitempty"`
	Level     float64 `json:"level,omitempty"`
}

type eventWire struct {
	EventURL    one    `json:"eventUrl,omitempty"`
	EventMethod string `json:"eventMethod,omitempty"`
}

type dtmfWire struct {
	MaxDigits    int  `json:"maxDigits,omitempty"`
	TimeOut      int  `json:"timeOut,omitempty"`
	SubmitOnHash bool `json:"submitOnHash,omitempty"`
}

type inputWire struct {
	Action string    `json:"action"`
	Type   []string  `json:"type"`
	DTMF   *dtmfWire `json:"dtmf,omitempty"`
	Mode   string    `json:"mode,omitempty"`
	eventWire
}

type recordWire struct {
	Action       string `json:"action"`
	Format       string `json:"format,omitempty"`
	EndOnSilence int    `json:"endOnSilence,omitempty"`
	EndOnKey     string `json:"endOnKey,omitempty"`
	TimeOut      int    `json:"timeOut,omitempty"`
	BeepStart    bool   `json:"beepStart,omitempty"`
	eventWire
}

type conversationWire struct {
	Action         string `json:"action"`
	Name           string `json:"name"`
	MusicOnHoldURL one    `json:"musicOnHoldUrl,omitempty"`
	StartOnEnter   *bool  `json:"startOnEnter"`
	EndOnExit      bool   `json:"endOnExit"`
	Record         bool   `json:"record,omitempty"`
	Mute           bool   `json:"mute,omitempty"`
	eventWire
}

type notifyWire struct {
	Action  string            `json:"action"`
	Payload map[string]string `json:"payload"`
	eventWire
}

type waitWire struct {
	Action  string  `json:"action"`
	Timeout float64 `json:"timeout"`
}

// one is an address, which the provider wants as an array of a single string.
type one []string

func some(url string) one {
	if url == "" {
		return nil
	}
	return one{url}
}

func (o one) url() (string, error) {
	switch len(o) {
	case 0:
		return "", nil
	case 1:
		return o[0], nil
	}
	return "", fmt.Errorf("%d addresses where one is allowed", len(o))
}

// asynchronous is the only mode besides the default, and dtmf the only type of input spoken here.
const (
	asynchronous = "asynchronous"
	synchronous  = "synchronous"
	dtmf         = "dtmf"
)

func event(url string) eventWire {
	if url == "" {
		return eventWire{}
	}
	return eventWire{EventURL: one{url}, EventMethod: "POST"}
}

func (w eventWire) url() (string, error) {
	if w.EventMethod != "" && w.EventMethod != "POST" {
		return "", fmt.Errorf("eventMethod %q: events are posted", w.EventMethod)
	}
	return w.EventURL.url()
}

// loopOut and loopIn translate between the provider's loop (absent: once, 0: forever) and ours (0:
// once, -1: forever).
func loopOut(loop int) *int {
	switch loop {
	case 0:
		return nil
	case LoopForever:
		loop = 0
	}
	return &loop
}

func loopIn(loop *int) (int, error) {
	switch {
	case loop == nil:
		return 0, nil
	case *loop == 0:
		return LoopForever, nil
	case *loop < 0:
		return 0, fmt.Errorf("loop %d: write 0 for without end", *loop)
	}
	return *loop, nil
}

func (a Talk) MarshalJSON() ([]byte, error) {
	return json.Marshal(talkWire{a.Verb(), a.Text, a.BargeIn, loopOut(a.Loop), a.Level, a.Language, a.Style})
}

func (a Stream) MarshalJSON() ([]byte, error) {
	return json.Marshal(streamWire{a.Verb(), one{a.URL}, a.BargeIn, loopOut(a.Loop), a.Level})
}

func (a Input) MarshalJSON() ([]byte, error) {
	w := inputWire{Action: a.Verb(), Type: []string{dtmf}, eventWire: event(a.EventURL)}
	if a.Asynchronous {
		w.Mode = asynchronous // the reference leaves dtmf out in this mode
	} else if d := (dtmfWire{a.MaxDigits, a.TimeOutSeconds, a.SubmitOnHash}); d != (dtmfWire{}) {
		w.DTMF = &d
	}
	return json.Marshal(w)
}

func (a Record) MarshalJSON() ([]byte, error) {
	return json.Marshal(recordWire{a.Verb(), a.Format, a.EndOnSilenceSeconds, a.EndOnKey, a.TimeOutSeconds, a.BeepStart, event(a.EventURL)})
}

func (a Conversation) MarshalJSON() ([]byte, error) {
	return json.Marshal(conversationWire{a.Verb(), a.Name, some(a.MusicOnHoldURL), &a.StartOnEnter, a.EndOnExit, a.Record, a.Mute, event(a.EventURL)})
}

func (a Notify) MarshalJSON() ([]byte, error) {
	w := notifyWire{a.Verb(), a.Payload, event(a.EventURL)}
	if w.Payload == nil {
		w.Payload = map[string]string{} // the field is required
	}
	return json.Marshal(w)
}

func (a Wait) MarshalJSON() ([]byte, error) { return json.Marshal(waitWire{a.Verb(), a.Seconds}) }

var decoders = map[string]func([]byte) (Action, error){
	Talk{}.Verb():         decodeTalk,
	Stream{}.Verb():       decodeStream,
	Input{}.Verb():        decodeInput,
	Record{}.Verb():       decodeRecord,
	Conversation{}.Verb(): decodeConversation,
	Notify{}.Verb():       decodeNotify,
	Wait{}.Verb():         decodeWait,
}

func decodeTalk(text []byte) (Action, error) {
	var w talkWire
	err := strictly(text, &w)
	loop, loopErr := loopIn(w.Loop)
	return Talk{w.Text, w.Language, w.Style, w.BargeIn, loop, w.Level}, errors.Join(err, loopErr)
}

func decodeStream(text []byte) (Action, error) {
	var w streamWire
	err := strictly(text, &w)
	url, urlErr := w.StreamURL.url()
	loop, loopErr := loopIn(w.Loop)
	return Stream{url, w.BargeIn, loop, w.Level}, errors.Join(err, urlErr, loopErr)
}

func decodeInput(text []byte) (Action, error) {
	var w inputWire
	err := strictly(text, &w)
	url, urlErr := w.eventWire.url()
	if len(w.Type) != 1 || w.Type[0] != dtmf {
		err = errors.Join(err, fmt.Errorf("input type %q: only [\"dtmf\"] is understood", w.Type))
	}
	a := Input{EventURL: url, Asynchronous: w.Mode == asynchronous}
	if w.Mode != "" && w.Mode != synchronous && w.Mode != asynchronous {
		err = errors.Join(err, fmt.Errorf("input mode %q: write %s or %s", w.Mode, synchronous, asynchronous))
	}
	if w.DTMF != nil {
		a.MaxDigits, a.TimeOutSeconds, a.SubmitOnHash = w.DTMF.MaxDigits, w.DTMF.TimeOut, w.DTMF.SubmitOnHash
		if a.Asynchronous {
			err = errors.Join(err, errors.New("an asynchronous input has no dtmf object"))
		}
	}
	return a, errors.Join(err, urlErr)
}

func decodeRecord(text []byte) (Action, error) {
	var w recordWire
	err := strictly(text, &w)
	url, urlErr := w.eventWire.url()
	return Record{w.Format, w.EndOnSilence, w.EndOnKey, w.TimeOut, w.BeepStart, url}, errors.Join(err, urlErr)
}

func decodeConversation(text []byte) (Action, error) {
	var w conversationWire
	err := strictly(text, &w)
	music, musicErr := w.MusicOnHoldURL.url()
	url, urlErr := w.eventWire.url()
	start := w.StartOnEnter == nil || *w.StartOnEnter // absent means true
	return Conversation{w.Name, music, start, w.EndOnExit, w.Record, w.Mute, url}, errors.Join(err, musicErr, urlErr)
}

func decodeNotify(text []byte) (Action, error) {
	var w notifyWire
	err := strictly(text, &w)
	url, urlErr := w.eventWire.url()
	return Notify{w.Payload, url}, errors.Join(err, urlErr)
}

func decodeWait(text []byte) (Action, error) {
	var w waitWire
	err := strictly(text, &w)
	return Wait{w.Timeout}, err
}
