package call

import (
	"strings"
	"time"

	"ringdown/shared/flow"
	"ringdown/shared/ncco"
	"ringdown/shared/speech"
)

const (
	// inputSecondsMax is the provider's longest wait for a key (NCCO reference, dtmf.timeOut).
	inputSecondsMax = 10
	// inputKeysMax is the most keys the provider gathers in one input (NCCO reference, dtmf.maxDigits).
	inputKeysMax = 20
	// storedKeysMax bounds a stored number; it is kept with the call.
	storedKeysMax = 100
	// nothingKeyed is what the language stores when no key was pressed in time.
	nothingKeyed = "Timeout"
)

// Keys is an input under way: the provider waits ten seconds at most and gathers twenty
// keys at most, so a longer one is asked for again until the flow's own limit. What is
// left is counted in seconds asked for, not by the clock: nobody tells when a prompt
// was spoken.
type Keys struct {
	Digits string `json:"digits,omitempty"` // so far, after the cancel key
	Left   int    `json:"left,omitempty"`   // seconds for the first key, beyond the input under way
	Asked  int    `json:"asked"`            // keys the input under way may take
}

// getParticipantInput says its prompt and reads keys. As a menu it waits for one key.
// Results: the key; InputTimeLimitExceeded when none was pressed. With StoreInput it
// keeps a number as $.StoredCustomerInput, Timeout when nothing was keyed; its one
// error of its own is InvalidPhoneNumber. InterdigitTimeLimitSeconds counts up to the
// provider's ten. InputEncryption cannot be had: NoMatchingError, rather than a card
// number in the clear. NCCO: talk or stream with bargeIn, input.
var getParticipantInput = action{
	begin: func(t *turn, a flow.Action) outcome {
		p := a.Parameters
		if !t.callerListens() || p.Has("InputEncryption") {
			return failed(flow.NoMatchingError)
		}
		if !t.prompt(p) && (p.Has("PromptId") || p.Has("Media")) {
			return failed(flow.NoMatchingError)
		}
		t.script = speech.WithoutClosingPauses(t.script)
		speech.BargeIn(t.script)
		k := t.keying(p)
		t.c.Flow.Keys = &Keys{Left: k.limit}
		t.askForKeys(k)
		return waiting
	},
	pressed: func(t *turn, a flow.Action, digits string) {
		t.steers = true
		if k := t.keying(a.Parameters); k.store {
			t.gather(k, digits)
		} else {
			t.menuKey(k, digits)
		}
	},
	overdue: func(t *turn, a flow.Action) {
		k := t.keying(a.Parameters)
		if !k.store {
			t.proceed(flow.Fail(flow.InputTimeLimitExceeded))
			return
		}
		t.store(k, t.keys().Digits)
	},
}

// keying is what the parameters ask for.
type keying struct {
	store   bool
	limit   int    // seconds to the first key
	between int    // seconds between keys, within the provider's bound
	most    int    // keys
	end     string // the keys that end the input
	cancel  bool   // * clears what was keyed
	format  string // of a phone number; "" for any digits
	country string // of a local one
}

// keying reads an input's parameters. Defaults are the language's: # ends, * clears, and
// five seconds may pass between keys.
func (t *turn) keying(p flow.Parameters) keying {
	k := keying{limit: t.number(p, "InputTimeLimitSeconds", 5, 1, int(waitLongest/time.Second)), most: 1}
	if k.store = isTrue(p, "StoreInput"); !k.store {
		return k
	}
	k.between = t.number(p, "DTMFConfiguration.InterdigitTimeLimitSeconds", 5, 1, inputSecondsMax)
	if k.end = t.text(p, "DTMFConfiguration.InputTerminationSequence"); k.end == "" {
		k.end = "#"
	}
	k.cancel = !isTrue(p, "DTMFConfiguration.DisableCancelKey") && !strings.Contains(k.end, "*")
	k.most = t.number(p, "InputValidation.CustomValidation.MaximumLength", inputKeysMax, 1, storedKeysMax)
	if k.format = t.text(p, "InputValidation.PhoneNumberValidation.NumberFormat"); k.format != "" {
		k.most, k.country = inputKeysMax, t.text(p, "InputValidation.PhoneNumberValidation.CountryCode")
	}
	return k
}

func isTrue(p flow.Parameters, name string) bool {
	text, _ := p.String(name)
	return strings.EqualFold(text, "true")
}

// keys is the input under way, as a copy that may be changed.
func (t *turn) keys() *Keys {
	if t.c.Flow.Keys == nil {
		t.c.Flow.Keys = &Keys{}
	}
	return t.c.Flow.Keys
}

// askForKeys ends the script with an input. The provider has one time for the first key
// and for those after it, so the wait is never shorter than what may pass between keys:
// a number must not be cut in half.
func (t *turn) askForKeys(k keying) {
	keys := t.keys()
	seconds := max(min(keys.Left, inputSecondsMax), k.between)
	keys.Left = max(keys.Left-seconds, 0)
	keys.Asked = k.most - len(keys.Digits)
	if len(k.end) > 1 {
		keys.Asked += len(k.end) // the keys that end it are keys too
	}
	keys.Asked = min(max(keys.Asked, 1), inputKeysMax)
	t.c.Flow.Until = t.now.Add(speech.Duration(t.script) + time.Duration(seconds*keys.Asked)*time.Second + inputGrace)
	t.script = append(t.script, ncco.Input{
		MaxDigits: keys.Asked, TimeOutSeconds: seconds, SubmitOnHash: k.store && k.end == "#",
		EventURL: t.c.callback("input", CallerLeg, t.c.Caller.Prompt).String(),
	})
}

// askAgainForKeys gives the caller another input, without saying anything.
func (t *turn) askAgainForKeys(k keying) {
	t.turnPage()
	t.askForKeys(k)
	t.deliver()
}

func (t *turn) menuKey(k keying, digits string) {
	switch {
	case digits != "":
		t.c.Flow.Keys = nil
		t.proceed(flow.Return(digits[:1]))
	case t.keys().Left > 0:
		t.askAgainForKeys(k)
	default:
		t.c.Flow.Keys = nil
		t.proceed(flow.Fail(flow.InputTimeLimitExceeded))
	}
}

// gather takes the keys of one input. Fewer than were asked for means that the time
// between keys was over, or that the provider saw the # it ends on.
func (t *turn) gather(k keying, digits string) {
	keys := t.keys()
	var ended bool
	before := keys.Digits
	keys.Digits, ended = k.read(before, digits)
	switch full := len(digits) >= keys.Asked; {
	case ended || len(keys.Digits) >= k.most:
	case keys.Digits != "" && full:
		t.askAgainForKeys(k)
		return
	case keys.Digits == "" && digits != "": // everything was cancelled: as at the beginning
		keys.Left = k.limit
		t.askAgainForKeys(k)
		return
	case digits == "" && before == "" && keys.Left > 0:
		t.askAgainForKeys(k)
		return
	}
	t.store(k, keys.Digits)
}

// read adds keys to those before, until the keys that end the input.
func (k keying) read(before, digits string) (read string, ended bool) {
	all := before
	for _, key := range digits {
		all += string(key)
		if rest, ok := strings.CutSuffix(all, k.end); ok {
			return rest, true
		}
		if key == '*' && k.cancel {
			all = ""
		}
	}
	return all, false
}

// store ends the input with what was keyed.
func (t *turn) store(k keying, digits string) {
	t.c.Flow.Keys = nil
	if len(digits) > k.most {
		digits = digits[:k.most]
	}
	if digits == "" {
		t.c.Flow.Stored = nothingKeyed
		t.proceed(flow.Succeed())
		return
	}
	if k.format != "" {
		number, err := keyedNumber(digits, k.format, k.country)
		if err != nil {
			t.proceed(flow.Fail(flow.InvalidPhoneNumber))
			return
		}
		digits = string(number)
	}
	t.c.Flow.Stored = digits
	t.proceed(flow.Succeed())
}
