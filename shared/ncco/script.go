// Package ncco holds what a phone is told to do: a script of actions, its JSON, and its validation.
//
// The provider calls the document an NCCO (call control object). Its rules sit in one place, so
// that a bad script is found by a test or by the person saving a setting, never by a caller: the
// provider answers a bad one by ending the call. The SDK's own action types were not taken: they
// cannot say `type` on an input, `language` on a talk, or an event address on a conversation.
// Addresses inside a script may be relative ("input/CALL/LEG/EPOCH", "asset:hold.mp3"), so the core
// can write and compare scripts without knowing where it is deployed; Resolve makes them absolute
// at the edge.
//
// To add an action: a struct in actions.go, its wire form in wire.go with an entry in decoders, its
// faults in validate.go, and a golden file in testdata/ncco.
package ncco

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// Script is a list of actions, carried out in order; the call ends after the last.
type Script []Action

// Action is one of this package's action structs, held by value. Verb is the provider's word for
// it.
type Action interface {
	json.Marshaler
	Verb() string
	faults() []error
	resolve(url func(ref string) string) Action
}

// ErrMalformed is wrapped by every failure to decode a script.
var ErrMalformed = errors.New("malformed script")

// MarshalJSON writes the provider's JSON array; a nil script is an empty one.
func (s Script) MarshalJSON() ([]byte, error) {
	if s == nil {
		return []byte("[]"), nil
	}
	return json.Marshal([]Action(s))
}

// UnmarshalJSON reads the provider's JSON array. It is strict: an unknown action, an unknown field
// or a wrong type is an error, because a field dropped in silence is a call that behaves in another
// way than its script says.
func (s *Script) UnmarshalJSON(text []byte) error {
	var raw []json.RawMessage
	if err := json.Unmarshal(text, &raw); err != nil {
		return fmt.Errorf("%w: not an array: %w", ErrMalformed, err)
	}
	script := make(Script, 0, len(raw))
	for i, one := range raw {
		a, err := decodeAction(one)
		if err != nil {
			return fmt.Errorf("%w: action %d: %w", ErrMalformed, i+1, err)
		}
		script = append(script, a)
	}
	*s = script
	return nil
}

func decodeAction(text []byte) (Action, error) {
	var head struct {
		Action string `json:"action"`
	}
	if err := json.Unmarshal(text, &head); err != nil {
		return nil, err
	}
	decode, ok := decoders[head.Action]
	if !ok {
		return nil, fmt.Errorf("unknown action %q", head.Action)
	}
	return decode(text)
}

// strictly decodes into v and refuses fields v does not have.
func strictly(text []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	return d.Decode(v)
}

// Resolve returns a copy in which every relative address (event, audio, music) is replaced by
// url(ref). Absolute ones (http:// or https://) and absent ones stay as they are.
func (s Script) Resolve(url func(ref string) string) Script {
	if s == nil {
		return nil
	}
	resolved := make(Script, len(s))
	for i, a := range s {
		resolved[i] = a.resolve(func(ref string) string {
			if ref == "" || strings.HasPrefix(ref, "http://") || strings.HasPrefix(ref, "https://") {
				return ref
			}
			return url(ref)
		})
	}
	return resolved
}
