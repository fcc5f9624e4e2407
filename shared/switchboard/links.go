package switchboard

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"ringdown/shared/token"
)

// Links makes and checks the addresses that people open. They carry their own end:
// nothing has to be stored for a link to expire.
type Links struct {
	BaseURL string
	Key     []byte
}

// The two ways a link fails.
var (
	ErrExpired = errors.New("the link has expired")
	ErrForged  = errors.New("the link is not one of ours")
)

// Listen is the address of the page with a call's message and attempts.
func (l Links) Listen(callID string, expires time.Time) string {
	end := strconv.FormatInt(expires.Unix(), 10)
	return l.BaseURL + "/listen/" + callID + "/" + end + "." + token.Sign(l.Key, "listen", callID, end)
}

// CheckListen proves a link's token.
func (l Links) CheckListen(callID, proof string, now time.Time) error {
	end, mac, ok := strings.Cut(proof, ".")
	if !ok || !token.Check(l.Key, mac, "listen", callID, end) {
		return fmt.Errorf("link to call %s: %w", callID, ErrForged)
	}
	seconds, err := strconv.ParseInt(end, 10, 64)
	if err != nil {
		return fmt.Errorf("link to call %s: %w", callID, ErrForged)
	}
	if now.Unix() >= seconds {
		return fmt.Errorf("link to call %s: %w", callID, ErrExpired)
	}
	return nil
}
