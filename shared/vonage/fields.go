package vonage

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"ringdown/shared/e164"
)

// maxPayloadBytes bounds a webhook; the longest seen has 2 kB.
const maxPayloadBytes = 64 << 10

// maxFieldCharacters bounds one field that is kept: ids have 40 characters, addresses a few
// hundred. What is longer is cut where it only describes, and refused where something hangs on it.
const maxFieldCharacters = 2048

// maxDurationSeconds bounds what a call or a recording can have lasted: the provider ends a
// conversation after two days (Application API, conversations_ttl).
const maxDurationSeconds = 48 * 60 * 60

// Request is the part of an HTTP request that a webhook consists of.
type Request struct {
	Method        string // GET or POST
	RawQuery      string // read on GET
	Body          []byte // read on POST; the raw bytes, which the signature covers
	Authorization string
}

// fields is a webhook before its kind is known: name to raw JSON. Of a query, every value is a JSON
// string.
type fields map[string]json.RawMessage

func (r Request) fields() (fields, error) {
	switch r.Method {
	case http.MethodGet:
		return queryFields(r.RawQuery)
	case http.MethodPost:
		return bodyFields(r.Body)
	}
	return nil, fmt.Errorf("%w: method %.10q", ErrMalformed, r.Method)
}

func bodyFields(body []byte) (fields, error) {
	if len(body) > maxPayloadBytes {
		return nil, fmt.Errorf("%w: body of %d bytes, at most %d", ErrMalformed, len(body), maxPayloadBytes)
	}
	var f fields
	if err := json.Unmarshal(body, &f); err != nil || f == nil {
		return nil, fmt.Errorf("%w: body is no JSON object", ErrMalformed)
	}
	return f, nil
}

func queryFields(rawQuery string) (fields, error) {
	if len(rawQuery) > maxPayloadBytes {
		return nil, fmt.Errorf("%w: query of %d bytes, at most %d", ErrMalformed, len(rawQuery), maxPayloadBytes)
	}
	query, err := url.ParseQuery(rawQuery)
	if err != nil {
		return nil, fmt.Errorf("%w: query cannot be read", ErrMalformed)
	}
	f := fields{}
	for name, values := range query {
		quoted, err := json.Marshal(values[0])
		if err != nil {
			return nil, fmt.Errorf("%w: query cannot be read", ErrMalformed)
		}
		f[name] = quoted
	}
	return f, nil
}

// text is a JSON string, number or boolean as text; null is "". The provider writes the same field
// now one way, now the other.
type text string

func (t *text) UnmarshalJSON(raw []byte) error {
	switch raw[0] {
	case 'n':
		*t = ""
	case '"':
		var s string
		if err := json.Unmarshal(raw, &s); err != nil {
			return err
		}
		*t = text(s)
	case '{', '[':
		return fmt.Errorf("%w: an object or array where a text is expected", ErrMalformed)
	default:
		*t = text(raw)
	}
	return nil
}

// reading collects the first fault while fields are read one after the other.
type reading struct {
	fields fields
	err    error
}

func (r *reading) text(name string) string {
	raw, ok := r.fields[name]
	if !ok || r.err != nil {
		return ""
	}
	var t text
	switch err := json.Unmarshal(raw, &t); {
	case err != nil:
		r.err = fmt.Errorf("%w: field %s is no text", ErrMalformed, name)
	case len(t) > maxFieldCharacters:
		r.err = fmt.Errorf("%w: field %s has %d characters, at most %d", ErrMalformed, name, len(t), maxFieldCharacters)
	}
	return string(t)
}

// brief reads a text that only describes, cut to what is kept of one.
func (r *reading) brief(name string) string {
	raw, ok := r.fields[name]
	if !ok || r.err != nil {
		return ""
	}
	var t text
	if err := json.Unmarshal(raw, &t); err != nil {
		r.err = fmt.Errorf("%w: field %s is no text", ErrMalformed, name)
		return ""
	}
	if len(t) > maxFieldCharacters {
		return strings.ToValidUTF8(string(t[:maxFieldCharacters]), "")
	}
	return string(t)
}

// id reads an opaque id: short, printable, without blanks.
func (r *reading) id(name string) string {
	s := r.text(name)
	if len(s) > maxLegID || strings.ContainsFunc(s, func(c rune) bool { return c <= ' ' || c > '~' }) {
		r.fault("field %s is no id", name)
		return ""
	}
	return s
}

func (r *reading) fault(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf("%w: "+format, append([]any{ErrMalformed}, args...)...)
	}
}

func (r *reading) number(name string) e164.Number { return e164.FromProvider(r.text(name)) }

// whole reads a number of things, at most so many; absent gives the default given, and so does a
// text that is no number, because nothing the product decides hangs on these.
func (r *reading) whole(name string, absent, most int64) int64 {
	n, err := strconv.ParseFloat(r.brief(name), 64)
	if err != nil || !(n >= 0) {
		return absent
	}
	return int64(min(n, float64(most)))
}

// moment reads a time in either of the two spellings seen; an unreadable one is the zero time,
// since no decision trusts these clocks.
func (r *reading) moment(name string) time.Time {
	s := r.text(name)
	for _, layout := range []string{time.RFC3339, time.DateTime} {
		if at, err := time.Parse(layout, s); err == nil {
			return at.UTC()
		}
	}
	return time.Time{}
}

// nested reads a field that is an object, also when it arrives as a text of JSON, which is how it
// looks in a query. It returns nil for null, for absent and for a plain text, which is returned
// beside it.
func (r *reading) nested(name string) (fields, string) {
	raw := bytes.TrimSpace(r.fields[name])
	if len(raw) == 0 || r.err != nil {
		return nil, ""
	}
	plain := ""
	if raw[0] != '{' {
		plain = strings.TrimSpace(r.text(name))
		if !strings.HasPrefix(plain, "{") {
			return nil, plain
		}
		raw = []byte(plain)
	}
	var inner fields
	if err := json.Unmarshal(raw, &inner); err != nil {
		r.fault("field %s is no object", name)
	}
	return inner, ""
}
