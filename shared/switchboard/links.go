package switchboard

import (
	"errors"
	"fmt"
	"net/url"
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
	return l.BaseURL + "/listen/" + callID + "/" + l.proof(expires, "listen", callID)
}

// CheckListen proves a link's token.
func (l Links) CheckListen(callID, proof string, now time.Time) error {
	return l.check(proof, now, "listen", callID)
}

// Seeing is the purpose of a link that shows an alert. The other purposes are what people do to alerts,
// and a page that shows one makes their links.
const Seeing = "see"

// Alert is the address at which one person sees an alert.
func (l Links) Alert(alertID, person string, expires time.Time) string {
	return l.BaseURL + "/alert/" + alertID + "/" + url.PathEscape(person) + "/" + l.proof(expires, "alert", alertID, person, Seeing)
}

// Deed is the address at which one person does something to an alert, by POST.
func (l Links) Deed(alertID, person, purpose string, expires time.Time) string {
	return l.BaseURL + "/alert/" + alertID + "/" + url.PathEscape(person) + "/" + purpose + "/" + l.proof(expires, "alert", alertID, person, purpose)
}

// CheckAlert proves the token of a link for one person and purpose, and says when it expires.
func (l Links) CheckAlert(alertID, person, purpose, proof string, now time.Time) (expires time.Time, err error) {
	if err := l.check(proof, now, "alert", alertID, person, purpose); err != nil {
		return time.Time{}, err
	}
	end, _, _ := strings.Cut(proof, ".")
	seconds, err := strconv.ParseInt(end, 10, 64)
	return time.Unix(seconds, 0), err
}

func (l Links) proof(expires time.Time, words ...string) string {
	end := strconv.FormatInt(expires.Unix(), 10)
	return end + "." + token.Sign(l.Key, append(words, end)...)
}

func (l Links) check(proof string, now time.Time, words ...string) error {
	end, mac, ok := strings.Cut(proof, ".")
	if !ok || !token.Check(l.Key, mac, append(words, end)...) {
		return fmt.Errorf("link to %s %s: %w", words[0], words[1], ErrForged)
	}
	seconds, err := strconv.ParseInt(end, 10, 64)
	if err != nil {
		return fmt.Errorf("link to %s %s: %w", words[0], words[1], ErrForged)
	}
	if now.Unix() >= seconds {
		return fmt.Errorf("link to %s %s: %w", words[0], words[1], ErrExpired)
	}
	return nil
}
