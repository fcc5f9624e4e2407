package ncco

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Callback names where an answer about a leg goes: "input/CALL/LEG/EPOCH". It is what the core
// writes as a relative address; the edge turns it into a URL that proves its origin. Epoch counts
// how often the call's course has changed, so that an answer to yesterday's question is recognised.
type Callback struct {
	Kind, Call, Leg string // each of letters, digits, - and _
	Epoch           int    // from 0
}

// maxName bounds one name of a callback; the provider's own ids have 40 characters.
const maxName = 80

// ErrCallback is wrapped by every refusal of ParseCallback.
var ErrCallback = errors.New("not a callback")

// String returns the relative address.
func (c Callback) String() string {
	return c.Kind + "/" + c.Call + "/" + c.Leg + "/" + strconv.Itoa(c.Epoch)
}

// ParseCallback reads what String wrote, and nothing else.
func ParseCallback(ref string) (Callback, error) {
	part := strings.Split(ref, "/")
	if len(part) != 4 {
		return Callback{}, fmt.Errorf("%w: %d parts; it is written kind/call/leg/epoch", ErrCallback, len(part))
	}
	for _, name := range part[:3] {
		if !plain(name) {
			return Callback{}, fmt.Errorf("%w: a kind, call or leg is 1 to %d letters, digits, - and _", ErrCallback, maxName)
		}
	}
	epoch, err := strconv.Atoi(part[3])
	if err != nil || epoch < 0 || strconv.Itoa(epoch) != part[3] {
		return Callback{}, fmt.Errorf("%w: the epoch is a whole number from 0", ErrCallback)
	}
	return Callback{Kind: part[0], Call: part[1], Leg: part[2], Epoch: epoch}, nil
}

func plain(s string) bool {
	if s == "" || len(s) > maxName {
		return false
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_') {
			return false
		}
	}
	return true
}
