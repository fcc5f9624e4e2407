package vonagesim

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// action is any NCCO action; the fields are the union of all kinds. Names are
// checked against actionFields first, letter by letter, because encoding/json
// would also take a key in the wrong case.
type action struct {
	Action string `json:"action"`

	Text      string   `json:"text"`      // talk
	StreamURL []string `json:"streamUrl"` // stream
	BargeIn   bool     `json:"bargeIn"`
	Loop      *int     `json:"loop"`
	Level     float64  `json:"level"`
	Language  string   `json:"language"`
	Style     int      `json:"style"`
	Premium   bool     `json:"premium"`
	VoiceName string   `json:"voiceName"`

	Type []string    `json:"type"` // input
	DTMF *dtmfOption `json:"dtmf"`
	Mode string      `json:"mode"`

	Format       string `json:"format"` // record
	Split        string `json:"split"`
	Channels     int    `json:"channels"`
	EndOnSilence *int   `json:"endOnSilence"`
	EndOnKey     string `json:"endOnKey"`
	TimeOut      *int   `json:"timeOut"`
	BeepStart    bool   `json:"beepStart"`

	Name           string   `json:"name"` // conversation
	MusicOnHoldURL []string `json:"musicOnHoldUrl"`
	StartOnEnter   *bool    `json:"startOnEnter"`
	EndOnExit      bool     `json:"endOnExit"`
	Record         bool     `json:"record"`
	Mute           bool     `json:"mute"`

	Payload map[string]any `json:"payload"` // notify
	Timeout *float64       `json:"timeout"` // wait

	EventURL    []string `json:"eventUrl"`
	EventMethod string   `json:"eventMethod"`
}

type dtmfOption struct {
	TimeOut      *int `json:"timeOut"`
	MaxDigits    *int `json:"maxDigits"`
	SubmitOnHash bool `json:"submitOnHash"`
}

// actionFields are the keys each action may have (NCCO reference).
var actionFields = map[string][]string{
	"talk":         {"action", "text", "bargeIn", "loop", "level", "language", "style", "premium", "voiceName"},
	"stream":       {"action", "streamUrl", "level", "bargeIn", "loop"},
	"input":        {"action", "type", "dtmf", "mode", "eventUrl", "eventMethod"},
	"record":       {"action", "format", "split", "channels", "endOnSilence", "endOnKey", "timeOut", "beepStart", "eventUrl", "eventMethod"},
	"conversation": {"action", "name", "musicOnHoldUrl", "startOnEnter", "endOnExit", "record", "mute", "eventUrl", "eventMethod"},
	"notify":       {"action", "payload", "eventUrl", "eventMethod"},
	"wait":         {"action", "timeout"},
}

// unsupported actions and fields exist at Vonage; this network does not play them.
var unsupported = []string{"connect", "transfer", "speech", "canSpeak", "canHear", "transcription"}

// parseNCCO reads an NCCO as strictly as Vonage might.
func (n *Network) parseNCCO(body []byte) ([]action, error) {
	var raw []json.RawMessage
	if err := json.Unmarshal(body, &raw); err != nil {
		return nil, fmt.Errorf("an NCCO is a JSON array of actions: %w", err)
	}
	actions := make([]action, len(raw))
	for i, item := range raw {
		if err := parseAction(item, &actions[i]); err != nil {
			return nil, fmt.Errorf("action %d: %w", i, err)
		}
	}
	for i, a := range actions {
		if a.BargeIn && !n.meetsInput(actions[i:]) {
			return nil, fmt.Errorf("action %d: %s with bargeIn is not followed by input", i, a.Action)
		}
	}
	return actions, nil
}

func parseAction(item json.RawMessage, a *action) error {
	var keys map[string]json.RawMessage
	if err := json.Unmarshal(item, &keys); err != nil {
		return fmt.Errorf("not an object: %w", err)
	}
	var kind string
	if err := json.Unmarshal(keys["action"], &kind); err != nil {
		return fmt.Errorf("no action name")
	}
	allowed, ok := actionFields[kind]
	if !ok {
		return unknown("action", kind)
	}
	if err := exactKeys(keys, allowed); err != nil {
		return fmt.Errorf("%s: %w", kind, err)
	}
	if raw, ok := keys["dtmf"]; ok {
		var inner map[string]json.RawMessage
		if err := json.Unmarshal(raw, &inner); err != nil {
			return fmt.Errorf("input: dtmf: %w", err)
		}
		if err := exactKeys(inner, []string{"timeOut", "maxDigits", "submitOnHash"}); err != nil {
			return fmt.Errorf("input: dtmf: %w", err)
		}
	}
	if err := json.Unmarshal(item, a); err != nil {
		return fmt.Errorf("%s: %w", kind, err)
	}
	if err := a.check(keys); err != nil {
		return fmt.Errorf("%s: %w", kind, err)
	}
	return nil
}

func exactKeys(keys map[string]json.RawMessage, allowed []string) error {
	var bad []string
	for k := range keys {
		if !slices.Contains(allowed, k) {
			bad = append(bad, k)
		}
	}
	if len(bad) == 0 {
		return nil
	}
	slices.Sort(bad)
	return unknown("field", bad[0])
}

func unknown(what, name string) error {
	if slices.Contains(unsupported, name) {
		return fmt.Errorf("%s %q exists, but this network does not play it", what, name)
	}
	return fmt.Errorf("unknown %s %q", what, name)
}

// meetsInput: after bargeIn the next action of another kind must be input (NCCO
// reference: for talk the next that is not talk, for stream not stream).
func (n *Network) meetsInput(rest []action) bool {
	for _, a := range rest[1:] {
		prompt := a.Action == rest[0].Action
		if n.o.Switches.MixedBargeIn {
			prompt = a.Action == "talk" || a.Action == "stream"
		}
		if !prompt {
			return a.Action == "input"
		}
	}
	return false
}

// maxTextLength of talk, without SSML tags (NCCO reference).
const maxTextLength = 1500

func (a *action) check(keys map[string]json.RawMessage) error {
	for k, v := range keys {
		if string(v) == "null" {
			return fmt.Errorf("%s is null", k)
		}
	}
	if a.EventMethod != "" && a.EventMethod != "POST" && a.EventMethod != "GET" {
		return fmt.Errorf("eventMethod %q", a.EventMethod)
	}
	if _, ok := keys["eventUrl"]; ok && !oneURL(a.EventURL) {
		return fmt.Errorf("eventUrl is an array of one URL")
	}
	if a.Level < -1 || a.Level > 1 || a.Loop != nil && *a.Loop < 0 || a.Style < 0 {
		return fmt.Errorf("level, loop or style out of range")
	}
	switch a.Action {
	case "talk":
		return a.checkTalk()
	case "stream":
		if !oneURL(a.StreamURL) {
			return fmt.Errorf("streamUrl is an array of one URL")
		}
	case "input":
		return a.checkInput()
	case "record":
		return a.checkRecord()
	case "conversation":
		if a.Name == "" {
			return fmt.Errorf("name is required")
		}
		if a.Mute {
			return fmt.Errorf("mute exists, but this network does not play it")
		}
		if _, ok := keys["musicOnHoldUrl"]; ok && !oneURL(a.MusicOnHoldURL) {
			return fmt.Errorf("musicOnHoldUrl is an array of one URL")
		}
	case "notify":
		if a.Payload == nil || a.EventURL == nil {
			return fmt.Errorf("payload and eventUrl are required")
		}
	}
	return nil
}

func (a *action) checkTalk() error {
	text := plainText(a.Text)
	if strings.TrimSpace(text) == "" {
		return fmt.Errorf("text is required")
	}
	if len([]rune(text)) > maxTextLength {
		return fmt.Errorf("text is longer than %d characters", maxTextLength)
	}
	speak := strings.HasPrefix(a.Text, "<speak>")
	if speak && !wellFormed(a.Text) || !speak && strings.Contains(a.Text, "<break") {
		return fmt.Errorf("SSML is XML inside <speak>")
	}
	return nil
}

func (a *action) checkInput() error {
	if !slices.Equal(a.Type, []string{"dtmf"}) {
		return fmt.Errorf(`type must be ["dtmf"] here`)
	}
	switch a.Mode {
	case "", "synchronous":
	case "asynchronous":
		if a.DTMF != nil {
			return fmt.Errorf("an asynchronous input has no dtmf settings")
		}
	default:
		return fmt.Errorf("mode %q", a.Mode)
	}
	if d := a.DTMF; d != nil {
		if outside(d.TimeOut, 0, 10) || outside(d.MaxDigits, 1, 20) {
			return fmt.Errorf("dtmf.timeOut or dtmf.maxDigits out of range")
		}
	}
	return nil
}

func (a *action) checkRecord() error {
	if !slices.Contains([]string{"", "mp3", "wav", "ogg"}, a.Format) {
		return fmt.Errorf("format %q", a.Format)
	}
	if outside(a.EndOnSilence, 3, 10) || outside(a.TimeOut, 3, 7200) {
		return fmt.Errorf("endOnSilence or timeOut out of range")
	}
	if a.EndOnKey != "" && (len(a.EndOnKey) != 1 || !strings.Contains("0123456789*#", a.EndOnKey)) {
		return fmt.Errorf("endOnKey %q is not one key", a.EndOnKey)
	}
	if a.Channels < 0 || a.Channels > 32 || a.Channels > 0 && a.Split == "" {
		return fmt.Errorf("channels out of range or without split")
	}
	if a.Split != "" && a.Split != "conversation" {
		return fmt.Errorf("split %q", a.Split)
	}
	return nil
}

func outside(v *int, low, high int) bool { return v != nil && (*v < low || *v > high) }

func oneURL(urls []string) bool {
	return len(urls) == 1 && (strings.HasPrefix(urls[0], "https://") || strings.HasPrefix(urls[0], "http://"))
}
