// Package token proves that a URL was made by us: a short keyed hash over the words the URL speaks
// of.
//
// Anybody who can name a call could otherwise press its keys: ids travel through logs, browsers and
// a provider. A keyed hash needs no table of issued tokens, so checking one costs no read and works
// while the store is down; the price is that a token lives as long as its key, and what must expire
// says so in its words (an epoch, an hour). A JWT was not taken: it would be three times as long in
// every URL and bring a choice of algorithms that an attacker could try to make.
//
// To protect another kind of URL, sign its words with the kind as the first of them, so that no
// token serves two purposes.
package token

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
)

// macBytes is how much of the hash is kept: 128 bits, which is half of it, the least RFC 2104 §5
// recommends.
const macBytes = 16

// Sign returns the keyed hash over the parts: 22 characters of unpadded base64url. The order and
// the borders of the parts count, so ("ab", "c") and ("a", "bc") differ.
func Sign(key []byte, parts ...string) string {
	current, _, _ := bytes.Cut(key, []byte("\n"))
	return sign(current, parts)
}

func sign(key []byte, parts []string) string {
	return base64.RawURLEncoding.EncodeToString(sum(key, parts))
}

// Check tells, in constant time, whether mac is Sign(key, parts...). The texts are compared, not
// the bytes they decode to, so a token has one spelling. An empty key checks nothing: it is always
// false, so that a missing secret closes the door.
//
// A key that is to be replaced stays valid on a second line behind the new one, which signs: so no link
// breaks that was sent out before. What stands on further lines is nobody's key.
func Check(key []byte, mac string, parts ...string) bool {
	current, former, _ := bytes.Cut(key, []byte("\n"))
	former, _, _ = bytes.Cut(former, []byte("\n"))
	return proves(current, mac, parts) || proves(former, mac, parts)
}

func proves(key []byte, mac string, parts []string) bool {
	return len(key) > 0 && hmac.Equal([]byte(mac), []byte(sign(key, parts)))
}

func sum(key []byte, parts []string) []byte {
	h := hmac.New(sha256.New, key)
	var length [8]byte
	for _, p := range parts {
		binary.BigEndian.PutUint64(length[:], uint64(len(p)))
		h.Write(length[:])
		h.Write([]byte(p))
	}
	return h.Sum(nil)[:macBytes]
}
