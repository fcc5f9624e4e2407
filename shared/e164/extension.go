package e164

import (
	"errors"
	"fmt"
	"strings"
)

// Extension is what is keyed after a phone was picked up: digits, * and #, and w for a pause of
// half a second ("wwww700#").
type Extension string

// maxExtension bounds the keys and pauses of an extension: 40 pauses are 20 seconds, which is as
// long as a phone rings.
const maxExtension = 40

// ErrExtension is wrapped by every refusal of ParseExtension.
var ErrExtension = errors.New("not an extension")

// ParseExtension accepts "" (none) or up to 40 of 0-9 * # w with at least one key among them.
func ParseExtension(s string) (Extension, error) {
	switch {
	case len(s) > maxExtension:
		return "", fmt.Errorf("%w: %d characters, at most %d are dialled", ErrExtension, len(s), maxExtension)
	case strings.ContainsFunc(s, notKeyed):
		return "", fmt.Errorf("%w: write digits, * and #, and w for a pause of half a second, like wwww700#", ErrExtension)
	case s != "" && strings.Trim(s, "w") == "":
		return "", fmt.Errorf("%w: only pauses; write the digits to press, like wwww700#", ErrExtension)
	}
	return Extension(s), nil
}

func notKeyed(r rune) bool { return !strings.ContainsRune("0123456789*#w", r) }

// DTMF returns the provider's dtmfAnswer, where p is the pause of half a second (NCCO reference,
// connect, phone endpoint).
func (x Extension) DTMF() string { return strings.ReplaceAll(string(x), "w", "p") }
