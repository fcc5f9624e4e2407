package access

import "errors"

// The kinds of refusal, for errors.Is.
var (
	// ErrUnauthenticated is 401: nobody knows who asks. Signing in again may help.
	ErrUnauthenticated = errors.New("not signed in")
	// ErrForbidden is 403: it is known who asks, and they may not.
	ErrForbidden = errors.New("not allowed")
	// ErrTooOften is 429: asked more often than a client may.
	ErrTooOften = errors.New("asked too often")
	// ErrIssuer is 503: the issuer's keys cannot be fetched, so no token can be proven. Nothing is wrong with the token.
	ErrIssuer = errors.New("the issuer of tokens cannot be asked")
)

// Refusal is why a request was refused. Its reason holds nothing of the token, and may be shown to the client.
type Refusal struct {
	Kind   error // one of the kinds above
	Reason string
}

func (r *Refusal) Error() string { return r.Kind.Error() + ": " + r.Reason }

// Unwrap returns the kind.
func (r *Refusal) Unwrap() error { return r.Kind }

// Reason returns the part of an error that may be shown to the client; "" when it is no refusal.
func Reason(err error) string {
	var r *Refusal
	if errors.As(err, &r) {
		return r.Reason
	}
	return ""
}

func unauthenticated(reason string) error { return &Refusal{ErrUnauthenticated, reason} }

func forbidden(reason string) error { return &Refusal{ErrForbidden, reason} }
