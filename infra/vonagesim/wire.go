package vonagesim

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/golang-jwt/jwt/v5"
)

// request writes the webhook: JSON by POST, or a query by GET in which objects
// are JSON strings (captured).
func (n *Network) request(d *delivery) (*http.Request, error) {
	address, body := d.hook.URL, []byte(nil)
	if d.hook.Method == "GET" {
		u, err := url.Parse(address)
		if err != nil {
			return nil, fmt.Errorf("parse webhook URL: %w", err)
		}
		u.RawQuery = strings.TrimPrefix(u.RawQuery+"&"+query(d.fields).Encode(), "&")
		address = u.String()
	} else {
		var err error
		if body, err = json.Marshal(d.fields); err != nil {
			return nil, fmt.Errorf("write %s webhook: %w", d.hook.Kind, err)
		}
	}
	req, err := http.NewRequest(d.hook.Method, address, bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("make %s webhook: %w", d.hook.Kind, err)
	}
	req.Header.Set("User-Agent", "Apache-HttpAsyncClient/4.1 (Java/1.8.0_66)") // captured
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if !n.o.Faults.unsigned(d.hook) {
		token, err := n.sign(d, body)
		if err != nil {
			return nil, err
		}
		req.Header.Set("Authorization", "Bearer "+token)
	}
	return req, nil
}

func query(f fields) url.Values {
	q := url.Values{}
	for k, v := range f {
		switch v := v.(type) {
		case string:
			q.Set(k, v)
		case nil:
		default:
			b, _ := json.Marshal(v) // numbers and objects of this package only
			q.Set(k, string(b))
		}
	}
	return q
}

// sign makes the JWT of a signed webhook: HS256, with the hash of the raw body.
func (n *Network) sign(d *delivery, body []byte) (string, error) {
	claims := jwt.MapClaims{
		"iat": n.clock.Now().Unix(), "jti": d.jti, "iss": "Vonage",
		"api_key": n.o.APIKey, "application_id": n.o.ApplicationID,
	}
	if body != nil || !n.o.Switches.GetWithoutHash {
		sum := sha256.Sum256(body)
		claims["payload_hash"] = hex.EncodeToString(sum[:])
	}
	token, err := jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString(n.o.SignatureSecret)
	if err != nil {
		return "", fmt.Errorf("sign %s webhook: %w", d.hook.Kind, err)
	}
	return token, nil
}
