package ncco

import (
	"errors"
	"fmt"
	"strings"
)

// Limits that others keep as well, so that what they make is never refused here.
const (
	// TalkCharactersMax is the longest text of one talk action, its tags not counted (NCCO
	// reference, talk.text).
	TalkCharactersMax = 1500
	// URLCharactersMax is ours: no longer address was ever needed.
	URLCharactersMax = 2048
)

// Limits of the NCCO reference, but for maxActions, which is ours: no caller listens to more, and
// it bounds what is stored.
const (
	maxActions        = 100
	maxInputDigits    = 20
	maxInputSeconds   = 10
	minSilenceSeconds = 3
	maxSilenceSeconds = 10
	minRecordSeconds  = 3
	maxRecordSeconds  = 7200
	minWaitSeconds    = 0.1
	maxWaitSeconds    = 7200

	maxRoomNameCharacters = 200 // ours; the reference names no limit
)

// isLanguage reports whether a text has the shape of the provider's language codes: BCP 47 with a
// region and perhaps a variant of three letters, or "ar". It is no pattern, because those are
// compiled whenever a function starts.
func isLanguage(code string) bool {
	parts := strings.Split(code, "-")
	if n := len(parts[0]); n < 2 || n > 3 || !allWithin(parts[0], 'a', 'z') {
		return false
	}
	region := 0
	for _, part := range parts[1:] {
		if !allWithin(part, 'A', 'Z') || len(part) != 2 && len(part) != 3 || len(part) <= region {
			return false
		}
		region = len(part)
	}
	return true
}

func allWithin(text string, first, last rune) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r < first || r > last })
}

// Validate returns every fault of the script at once, each with the number of its action counted
// from 1, or nil. An empty script is a fault: it hangs up on the caller without a word.
func (s Script) Validate() error {
	var faults []error
	if len(s) == 0 {
		faults = append(faults, errors.New("script is empty: it would end the call in silence; speak a goodbye instead"))
	}
	if len(s) > maxActions {
		faults = append(faults, fmt.Errorf("script has %d actions, at most %d are allowed", len(s), maxActions))
	}
	for i, a := range s {
		if a == nil {
			faults = append(faults, fmt.Errorf("action %d: is nil", i+1))
			continue
		}
		for _, f := range a.faults() {
			faults = append(faults, fmt.Errorf("action %d (%s): %w", i+1, a.Verb(), f))
		}
	}
	return errors.Join(append(faults, s.bargeInFaults()...)...)
}

// bargeInFaults finds prompts that a key may interrupt although nobody reads the key. Further
// prompts may stand between the prompt and its input (NCCO reference, talk and stream).
func (s Script) bargeInFaults() []error {
	var faults []error
	open := 0 // number of the first interruptible prompt still without an input
	for i, a := range s {
		switch a := a.(type) {
		case Talk:
			open = opened(open, i+1, a.BargeIn)
			continue
		case Stream:
			open = opened(open, i+1, a.BargeIn)
			continue
		case Input:
			if !a.Asynchronous {
				open = 0
			}
		}
		if open != 0 {
			faults = append(faults, bargeInFault(open))
			open = 0
		}
	}
	if open != 0 {
		faults = append(faults, bargeInFault(open))
	}
	return faults
}

func opened(open, number int, bargeIn bool) int {
	if open == 0 && bargeIn {
		return number
	}
	return open
}

func bargeInFault(number int) error {
	return fmt.Errorf("action %d: bargeIn needs a synchronous input as the next action that is no talk or stream", number)
}

// collected gathers the faults of one action.
type collected []error

func (c *collected) when(bad bool, format string, args ...any) {
	if bad {
		*c = append(*c, fmt.Errorf(format, args...))
	}
}

func (c *collected) address(field, url string, required bool) {
	c.when(required && url == "", "%s is missing", field)
	c.when(len(url) > URLCharactersMax, "%s has %d characters, at most %d", field, len(url), URLCharactersMax)
	c.when(strings.ContainsAny(url, " \t\r\n\"<>"), "%s holds a blank, quote or angle bracket", field)
}

func (c *collected) playing(loop int, level float64) {
	c.when(loop < LoopForever, "loop %d: write a count, or LoopForever", loop)
	c.when(!(level >= -1 && level <= 1), "level %v is outside -1 to 1", level)
}

func (a Talk) faults() []error {
	var c collected
	c.when(strings.TrimSpace(a.Text) == "", "text is missing")
	n, err := spokenCharacters(a.Text)
	c.when(err != nil, "%w", err)
	c.when(n > TalkCharactersMax, "text has %d characters without tags, at most %d", n, TalkCharactersMax)
	c.when(a.Language != "" && !isLanguage(a.Language), "language %q is not written like en-US", a.Language)
	c.when(a.Style < 0, "style %d: styles count from 0", a.Style)
	c.playing(a.Loop, a.Level)
	return c
}

func (a Stream) faults() []error {
	var c collected
	c.address("streamUrl", a.URL, true)
	c.playing(a.Loop, a.Level)
	return c
}

func (a Input) faults() []error {
	var c collected
	c.address("eventUrl", a.EventURL, true)
	c.when(a.MaxDigits < 0 || a.MaxDigits > maxInputDigits, "maxDigits %d is outside 1 to %d", a.MaxDigits, maxInputDigits)
	c.when(a.TimeOutSeconds < 0 || a.TimeOutSeconds > maxInputSeconds, "timeOut %d s is outside 1 to %d", a.TimeOutSeconds, maxInputSeconds)
	c.when(a.Asynchronous && (a.MaxDigits != 0 || a.TimeOutSeconds != 0 || a.SubmitOnHash), "asynchronous: maxDigits, timeOut and submitOnHash have no meaning; leave them out")
	return c
}

func (a Record) faults() []error {
	var c collected
	c.address("eventUrl", a.EventURL, true)
	switch a.Format {
	case "", "mp3", "wav", "ogg":
	default:
		c.when(true, "format %q: write mp3, wav or ogg", a.Format)
	}
	c.when(a.EndOnSilenceSeconds == 0 && a.EndOnKey == "" && a.TimeOutSeconds == 0, "no end condition: it would record in the background and the script would run on; set silence, key or time")
	c.when(a.EndOnSilenceSeconds != 0 && (a.EndOnSilenceSeconds < minSilenceSeconds || a.EndOnSilenceSeconds > maxSilenceSeconds), "endOnSilence %d s is outside %d to %d", a.EndOnSilenceSeconds, minSilenceSeconds, maxSilenceSeconds)
	c.when(a.EndOnKey != "" && (len(a.EndOnKey) != 1 || !strings.Contains("0123456789*#", a.EndOnKey)), "endOnKey %q is none of 0-9 * #", a.EndOnKey)
	c.when(a.TimeOutSeconds != 0 && (a.TimeOutSeconds < minRecordSeconds || a.TimeOutSeconds > maxRecordSeconds), "timeOut %d s is outside %d to %d", a.TimeOutSeconds, minRecordSeconds, maxRecordSeconds)
	return c
}

func (a Conversation) faults() []error {
	var c collected
	c.when(strings.TrimSpace(a.Name) == "", "name is missing")
	c.when(len(a.Name) > maxRoomNameCharacters, "name has %d characters, at most %d", len(a.Name), maxRoomNameCharacters)
	c.address("musicOnHoldUrl", a.MusicOnHoldURL, false)
	c.address("eventUrl", a.EventURL, false)
	return c
}

func (a Notify) faults() []error {
	var c collected
	c.address("eventUrl", a.EventURL, true)
	return c
}

func (a Wait) faults() []error {
	var c collected
	c.when(!(a.Seconds >= minWaitSeconds && a.Seconds <= maxWaitSeconds), "timeout %v s is outside %v to %v", a.Seconds, minWaitSeconds, maxWaitSeconds)
	return c
}
