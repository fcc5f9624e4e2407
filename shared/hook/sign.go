package hook

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"strconv"
	"strings"
	"time"
)

// secretPrefix is what the secret of a Standard Webhook begins with; base64 follows.
const secretPrefix = "whsec_"

// SecretOf is the secret of a webhook that has none of its own: the same for the same address, and
// another one after the key has changed.
func SecretOf(key []byte, address string) string {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte("webhook\n" + address))
	return secretPrefix + base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// sign is the signature over id, time and body (Standard Webhooks, symmetric, v1). A secret that is
// not written as the standard has it counts as it stands.
func sign(secret, id string, at time.Time, body []byte) string {
	key := []byte(secret)
	if encoded, ok := strings.CutPrefix(secret, secretPrefix); ok {
		if raw, err := base64.StdEncoding.DecodeString(encoded); err == nil {
			key = raw
		}
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(id + "." + strconv.FormatInt(at.Unix(), 10) + "."))
	mac.Write(body)
	return "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
}
