package play

import (
	"strings"
	"time"

	"ringdown/shared/flow"
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
// number in the clear. Keys count from the first word. NCCO: talk or
// stream with bargeIn, input.
var getParticipantInput = action{
	begin: func(r *Run, a flow.Action) outcome {
		p := a.Parameters
		if !r.host.Listening() || p.Has("InputEncryption") {
			return failed(flow.NoMatchingError)
		}
		if !r.prompt(p) && (p.Has("PromptId") || p.Has("Media")) {
			return failed(flow.NoMatchingError)
		}
		r.said = speech.WithoutClosingPauses(r.said)
		k := r.keying(p)
		r.at.Keys = &Keys{Left: k.limit}
		r.askForKeys(k)
		return waiting
	},
	pressed: func(r *Run, a flow.Action, digits string) {
		if k := r.keying(a.Parameters); k.store {
			r.gather(k, digits)
		} else {
			r.menuKey(k, digits)
		}
	},
	overdue: func(r *Run, a flow.Action) {
		k := r.keying(a.Parameters)
		if !k.store {
			r.Proceed(flow.Fail(flow.InputTimeLimitExceeded))
			return
		}
		r.store(k, r.at.keys().Digits)
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
func (v View) keying(p flow.Parameters) keying {
	k := keying{limit: v.number(p, "InputTimeLimitSeconds", 5, 1, waitSecondsMax), most: 1}
	if k.store = isTrue(p, "StoreInput"); !k.store {
		return k
	}
	k.between = v.number(p, "DTMFConfiguration.InterdigitTimeLimitSeconds", 5, 1, inputSecondsMax)
	if k.end = v.Text(p, "DTMFConfiguration.InputTerminationSequence"); k.end == "" {
		k.end = "#"
	}
	k.cancel = !isTrue(p, "DTMFConfiguration.DisableCancelKey") && !strings.Contains(k.end, "*")
	k.most = v.number(p, "InputValidation.CustomValidation.MaximumLength", inputKeysMax, 1, storedKeysMax)
	if k.format = v.Text(p, "InputValidation.PhoneNumberValidation.NumberFormat"); k.format != "" {
		k.most, k.country = inputKeysMax, v.Text(p, "InputValidation.PhoneNumberValidation.CountryCode")
	}
	return k
}

func isTrue(p flow.Parameters, name string) bool {
	text, _ := p.String(name)
	return strings.EqualFold(text, "true")
}

// keys is the input under way, as a copy that may be changed.
func (p *Position) keys() *Keys {
	if p.Keys == nil {
		p.Keys = &Keys{}
	}
	return p.Keys
}

// askForKeys ends the script with an input. The provider has one time for the first key
// and for those after it, so the wait is never shorter than what may pass between keys:
// a number must not be cut in half.
func (r *Run) askForKeys(k keying) {
	keys := r.at.keys()
	seconds := max(min(keys.Left, inputSecondsMax), k.between)
	keys.Left = max(keys.Left-seconds, 0)
	keys.Asked = k.most - len(keys.Digits)
	if len(k.end) > 1 {
		keys.Asked += len(k.end) // the keys that end it are keys too
	}
	keys.Asked = min(max(keys.Asked, 1), inputKeysMax)
	between := betweenKeysSeconds
	if k.store {
		between = betweenNumberSeconds
	}
	pauses := time.Duration(changes(r.said)) * (time.Duration(between)*time.Second + betweenGrace)
	r.at.Until = r.host.Now().Add(speech.Duration(r.said) + pauses + time.Duration(seconds*keys.Asked)*time.Second + inputGrace)
	r.host.Ask(r.take(), Input{DigitsMax: keys.Asked, Seconds: seconds, SubmitOnHash: k.store && k.end == "#", BetweenSeconds: between})
}

// changes counts how often what is said changes from speech to a recording or back.
func changes(said []speech.Prompt) (n int) {
	for i := 1; i < len(said); i++ {
		if (said[i].Text == "") != (said[i-1].Text == "") || (said[i].URL == "") != (said[i-1].URL == "") {
			n++
		}
	}
	return n
}

// askAgainForKeys gives the caller another input, without saying anything.
func (r *Run) askAgainForKeys(k keying) {
	r.host.NewScript()
	r.askForKeys(k)
}

func (r *Run) menuKey(k keying, digits string) {
	switch {
	case digits != "":
		r.at.Keys = nil
		r.Answered()
		r.Proceed(flow.Return(digits[:1]))
	case r.at.keys().Left > 0:
		r.askAgainForKeys(k)
	default:
		r.at.Keys = nil
		r.Proceed(flow.Fail(flow.InputTimeLimitExceeded))
	}
}

// gather takes the keys of one input. Fewer than were asked for means that the time
// between keys was over, or that the provider saw the # it ends on.
func (r *Run) gather(k keying, digits string) {
	keys := r.at.keys()
	var ended bool
	before := keys.Digits
	keys.Digits, ended = k.read(before, digits)
	switch full := len(digits) >= keys.Asked; {
	case ended || len(keys.Digits) >= k.most:
	case r.early && digits != "": // keyed before the question was over; the rest may follow
		r.askAgainForKeys(k)
		return
	case keys.Digits != "" && full:
		r.askAgainForKeys(k)
		return
	case keys.Digits == "" && digits != "": // everything was cancelled: as at the beginning
		keys.Left = k.limit
		r.askAgainForKeys(k)
		return
	case digits == "" && before == "" && keys.Left > 0:
		r.askAgainForKeys(k)
		return
	}
	r.store(k, keys.Digits)
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
func (r *Run) store(k keying, digits string) {
	r.at.Keys = nil
	if len(digits) > k.most {
		digits = digits[:k.most]
	}
	if digits == "" {
		r.at.Stored = nothingKeyed
		r.Proceed(flow.Succeed())
		return
	}
	r.Answered()
	if k.format != "" {
		number, err := keyedNumber(digits, k.format, k.country)
		if err != nil {
			r.Proceed(flow.Fail(flow.InvalidPhoneNumber))
			return
		}
		digits = string(number)
	}
	r.at.Stored = digits
	r.Proceed(flow.Succeed())
}
