package api

import (
	"encoding/base64"
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"ringdown/shared/access"
)

// MaxBody is the largest body of a request, in bytes.
const MaxBody = 1 << 20

// Request is what an operation gets.
type Request struct {
	Who   access.Principal
	ID    string // of the request, as in the log
	From  string // network address
	Now   time.Time
	Body  []byte
	query url.Values
	http  *http.Request
}

// Path gives a part of the path by its name in the operation.
func (r *Request) Path(name string) string { return r.http.PathValue(name) }

// Target is what is asked for: the method and the path.
func (r *Request) Target() string { return r.http.Method + " " + r.http.URL.Path }

// By is who asks, as audits name people and machine clients.
func (r *Request) By() string {
	if r.Who.Client != "" {
		return "client:" + r.Who.Client
	}
	return r.Who.Subject
}

var month = regexp.MustCompile(`^\d{4}-\d\d$`)

// Month reads which month of an audit is asked for, the usual one where none is named, and the number
// of the record after which its page begins.
func (r *Request) Month(usual string) (of string, after int, err error) {
	if of = r.Query("month"); of == "" {
		of = usual
	}
	cursor, err := r.After()
	if err != nil {
		return "", 0, err
	}
	if cursor != "" {
		after, err = strconv.Atoi(cursor)
	}
	if err != nil || after < 0 || !month.MatchString(of) {
		return "", 0, Fail(http.StatusBadRequest, "query", "month %.40q: write one like 2026-11, and the cursor as it stood in next", of)
	}
	return of, after, nil
}

// Query gives a parameter of the query; "" where it was left out.
func (r *Request) Query(name string) string { return r.query.Get(name) }

// Has reports whether a parameter stands in the query, with a value or without, and is not false.
func (r *Request) Has(name string) bool {
	return r.query.Has(name) && r.query.Get(name) != "false"
}

// Number gives a whole number of the query, or the usual one. It was checked before.
func (r *Request) Number(name string, usual int) int {
	if n, err := strconv.Atoi(r.query.Get(name)); err == nil {
		return n
	}
	return usual
}

// Header gives a header of the request.
func (r *Request) Header(name string) string { return r.http.Header.Get(name) }

// Decode reads a JSON body into a value, for bodies that are no settings. Unknown keys are refused.
func (r *Request) Decode(into any) error {
	dec := json.NewDecoder(strings.NewReader(string(r.Body)))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		return Fail(http.StatusBadRequest, "body", "%s: send one JSON object as the API's document describes it", strings.TrimPrefix(err.Error(), "json: "))
	}
	if _, err := dec.Token(); err != io.EOF {
		return Fail(http.StatusBadRequest, "body", "something follows the JSON object: send that alone")
	}
	return nil
}

// Tag is the entity tag of a version (RFC 9110 §8.8.3): strong, because a version never changes.
func Tag(version int) string { return `"` + strconv.Itoa(version) + `"` }

// Precondition is what a change says about the version that it follows.
type Precondition struct {
	Version int  // of If-Match
	Any     bool // If-Match: *
	None    bool // If-None-Match: *
}

// Precondition reads If-Match and If-None-Match. Without one of them the answer is 428 (RFC 6585 §3).
func (r *Request) Precondition() (Precondition, error) {
	match, none := r.Header("if-match"), r.Header("if-none-match")
	switch {
	case match != "" && none != "":
		return Precondition{}, Fail(http.StatusBadRequest, "query", "If-Match and If-None-Match do not go together: send If-Match for a change, If-None-Match: * for something new")
	case none == "*":
		return Precondition{None: true}, nil
	case none != "":
		return Precondition{}, Fail(http.StatusBadRequest, "query", "If-None-Match is * or left out here")
	case match == "*":
		return Precondition{Any: true}, nil
	case match == "":
		return Precondition{}, Fail(http.StatusPreconditionRequired, "precondition-required", "send If-Match with the ETag of what you read, or If-None-Match: * for something new")
	}
	version, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(match, `"`), `"`))
	if err != nil || version < 1 || Tag(version) != match {
		return Precondition{}, Fail(http.StatusPreconditionFailed, "precondition-failed", "%.40q is no version of this: send the ETag as it came", match)
	}
	return Precondition{Version: version}, nil
}

// checkQuery refuses parameters that the operation does not have, and numbers that are none.
func (o Operation) checkQuery(q url.Values) error {
	for _, name := range slices.Sorted(keys(q)) {
		i := slices.IndexFunc(o.Query, func(p Parameter) bool { return p.Name == name })
		if i < 0 {
			return Fail(http.StatusBadRequest, "query", "there is no parameter %.40q here: %s", name, o.parameters())
		}
		if len(q[name]) > 1 {
			return Fail(http.StatusBadRequest, "query", "the parameter %s stands there %d times: send it once", name, len(q[name]))
		}
		if err := o.Query[i].check(q.Get(name)); err != nil {
			return err
		}
	}
	return nil
}

func (o Operation) parameters() string {
	if len(o.Query) == 0 {
		return "it takes none"
	}
	var names []string
	for _, p := range o.Query {
		names = append(names, p.Name)
	}
	return "it takes " + strings.Join(names, ", ")
}

func (p Parameter) check(value string) error {
	switch p.Kind {
	case "integer":
		n, err := strconv.Atoi(value)
		if err != nil || p.Most > 0 && (n < p.Least || n > p.Most) {
			return Fail(http.StatusBadRequest, "query", "%s is %.40q: write a whole number from %d to %d", p.Name, value, p.Least, p.Most)
		}
	case "boolean":
		if value != "" && value != "true" && value != "false" {
			return Fail(http.StatusBadRequest, "query", "%s is %.40q: write true or false", p.Name, value)
		}
	case "date-time":
		if _, err := time.Parse(time.RFC3339, value); err != nil {
			return Fail(http.StatusBadRequest, "query", "%s is %.40q: write a time with its offset, like 2026-03-30T09:00:00+02:00", p.Name, value)
		}
	}
	if len(p.Enum) > 0 && !slices.Contains(p.Enum, value) {
		return Fail(http.StatusBadRequest, "query", "%s is %.40q: write one of %s", p.Name, value, strings.Join(p.Enum, ", "))
	}
	return nil
}

// read takes the body, bounded, in one of the types that the operation takes.
func (o Operation) read(r *http.Request) ([]byte, error) {
	if o.Takes == nil {
		return nil, nil
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, MaxBody+1))
	if err != nil {
		return nil, Fail(http.StatusBadRequest, "body", "the body ended before its end: send it again").Because(err)
	}
	if len(body) > MaxBody {
		return nil, Fail(http.StatusRequestEntityTooLarge, "too-large", "the body has more than %d bytes: send less at once", MaxBody)
	}
	media, _, _ := mime.ParseMediaType(r.Header.Get("content-type"))
	if media != "application/json" && (o.Media == "" || media != o.Media) {
		return nil, Fail(http.StatusUnsupportedMediaType, "media", "the body is %.60q: send application/json", r.Header.Get("content-type"))
	}
	return body, nil
}

// Cursor and After make and read the place at which a list goes on: opaque to clients.
func Cursor(after string) string { return base64.RawURLEncoding.EncodeToString([]byte(after)) }

// After reads the cursor of the query; "" is the beginning.
func (r *Request) After() (string, error) {
	after, err := base64.RawURLEncoding.DecodeString(r.query.Get("cursor"))
	if err != nil {
		return "", Fail(http.StatusBadRequest, "query", "the cursor is not one of ours: send what stood in next")
	}
	return string(after), nil
}

func keys(q url.Values) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for k := range q {
			if !yield(k) {
				return
			}
		}
	}
}
