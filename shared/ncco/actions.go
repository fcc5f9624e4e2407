package ncco

import "maps"

// LoopForever as a Loop repeats without end (the provider's 0).
const LoopForever = -1

// Talk speaks a text.
type Talk struct {
	Text     string  // plain, or SSML inside <speak>…</speak>; at most 1500 characters without its tags
	Language string  // BCP 47; "" means the provider's default, en-US
	Style    int     // voice of that language, from 0
	BargeIn  bool    // a key stops it; an Input must follow
	Loop     int     // times; 0 means once
	Level    float64 // loudness, -1 to 1
}

// Stream plays an audio file (mp3 or 16-bit wav).
type Stream struct {
	URL     string
	BargeIn bool    // a key stops it; an Input must follow
	Loop    int     // times; 0 means once
	Level   float64 // loudness, -1 to 1
}

// Input waits for keys and posts them to EventURL, whose reply may replace the rest of the script.
// Asynchronous, it waits for nothing: each key is posted by itself while the script goes on, and
// the other fields stay zero.
type Input struct {
	MaxDigits      int // 1 to 20; 0 means the provider's default, 4
	TimeOutSeconds int // 1 to 10 after the last key; 0 means the provider's default, 3
	SubmitOnHash   bool
	Asynchronous   bool
	EventURL       string
}

// Record records the caller until one of its end conditions, then posts to EventURL. The reply
// cannot steer the call: follow it with Notify.
type Record struct {
	Format              string // mp3, wav or ogg; "" means mp3
	EndOnSilenceSeconds int    // 3 to 10; 0 means none
	EndOnKey            string // one of 0-9 * #; "" means none
	TimeOutSeconds      int    // 3 to 7200; 0 means none
	BeepStart           bool
	EventURL            string
}

// Conversation joins a room by name. Both rules of the room are always written out, because the
// provider's defaults (start: yes, end: no) are the opposite of what a waiting caller needs.
type Conversation struct {
	Name           string // the provider keeps a name for two days: use a new one for every call
	MusicOnHoldURL string // mp3, played until someone joins who starts the conversation
	StartOnEnter   bool   // my joining ends the waiting music
	EndOnExit      bool   // my leaving ends it for everyone
	Record         bool
	Mute           bool
	EventURL       string // for the recording
}

// Notify posts Payload to EventURL, whose reply may replace the rest of the script.
type Notify struct {
	Payload  map[string]string
	EventURL string
}

// Wait is silence.
type Wait struct {
	Seconds float64 // 0.1 to 7200
}

func (Talk) Verb() string         { return "talk" }
func (Stream) Verb() string       { return "stream" }
func (Input) Verb() string        { return "input" }
func (Record) Verb() string       { return "record" }
func (Conversation) Verb() string { return "conversation" }
func (Notify) Verb() string       { return "notify" }
func (Wait) Verb() string         { return "wait" }

func (a Talk) resolve(func(string) string) Action { return a }
func (a Wait) resolve(func(string) string) Action { return a }

func (a Stream) resolve(url func(string) string) Action {
	a.URL = url(a.URL)
	return a
}

func (a Input) resolve(url func(string) string) Action {
	a.EventURL = url(a.EventURL)
	return a
}

func (a Record) resolve(url func(string) string) Action {
	a.EventURL = url(a.EventURL)
	return a
}

func (a Conversation) resolve(url func(string) string) Action {
	a.MusicOnHoldURL, a.EventURL = url(a.MusicOnHoldURL), url(a.EventURL)
	return a
}

func (a Notify) resolve(url func(string) string) Action {
	a.Payload, a.EventURL = maps.Clone(a.Payload), url(a.EventURL)
	return a
}
