package admin

import (
	"context"
	"net/http"
	"strings"
	"time"

	"ringdown/shared/access"
	"ringdown/shared/api"
	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
	"ringdown/shared/office"
	"ringdown/shared/rehearsal"
	"ringdown/shared/resource"
	"ringdown/shared/settings"
)

// What a preview may ask for.
const (
	// previewKeys bounds the keys of a caller, and previewPress how many come one after the other: as many
	// as the provider takes at once.
	previewKeys, previewPress = 50, 20
	// previewPeople bounds those who pick up: the phones that a call rings at most.
	previewPeople = 50
	// previewSeconds is the longest that anything takes: a call waits for twenty minutes at most.
	previewSeconds = 1200
	// previewTalk is how long they talk where nobody says.
	previewTalk = 20
)

// Preview asks what would be heard of a call.
type Preview struct {
	At              time.Time       `json:"at,omitzero"`               // of the call; now when left out
	Caller          string          `json:"caller,omitempty"`          // their number; withheld when left out
	Number          string          `json:"number,omitempty"`          // they dial; the line's first when left out
	Keys            []PreviewKeys   `json:"keys,omitempty"`            // the caller presses
	People          []PreviewPerson `json:"people,omitempty"`          // who pick up; nobody else does
	MessageSeconds  int             `json:"messageSeconds,omitempty"`  // the caller speaks after the tone; left out: they hang up at it
	TalkSeconds     int             `json:"talkSeconds,omitempty"`     // caller and responder talk
	PatienceSeconds int             `json:"patienceSeconds,omitempty"` // after which the caller hangs up; left out: they stay
	Changes         []Change        `json:"changes,omitempty"`         // that are not saved, and would be in force; what they follow is not looked at
}

// PreviewKeys are keys that the caller presses, one after the other.
type PreviewKeys struct {
	Press   string  `json:"press,omitempty"`   // of 0-9 * #; left out: silence, where something is asked
	Seconds float64 `json:"seconds,omitempty"` // after the call arrived; left out: when the caller is asked, each time for the next ones
}

// PreviewPerson is somebody who picks up.
type PreviewPerson struct {
	User    string         `json:"user"`
	Phone   string         `json:"phone,omitempty"`   // its label; left out: any of theirs
	Seconds int            `json:"seconds,omitempty"` // after it began to ring
	Does    rehearsal.Deed `json:"does,omitempty"`    // accept when left out
}

// Previewed is what would be heard. How long sentences last is estimated.
type Previewed struct {
	At         time.Time        `json:"at"`
	Outcome    string           `json:"outcome,omitempty"` // left out: the call goes on for longer than is shown
	Rung       []string         `json:"rung"`              // whose phones, in this order
	Transcript []rehearsal.Line `json:"transcript"`
	Warnings   []settings.Fault `json:"warnings,omitempty"` // of the changes
}

func (a admin) preview() api.Operation {
	example := kinds[0].id
	return api.Operation{
		ID: "previewLine", Method: http.MethodPost, Path: "/lines/{id}/preview", Group: string(resource.Lines), Summary: "Hear what a call to a line would sound like, second by second", Asks: access.WriteSettings,
		Detail: "The call is decided on as a real one is, with a phone network in which everything succeeds. Nobody is rung, nothing is saved, and functions of others are not asked. `changes` are settings that are not saved yet.",
		Takes:  Preview{}, Gives: Previewed{}, Status: http.StatusOK,
		Faults:  []int{http.StatusNotFound, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity},
		Example: api.Example{Path: "/lines/" + example + "/preview", Body: `{"at":"2026-11-28T10:00:00Z","caller":"+14155550199","people":[{"user":"ana","seconds":8}]}`}, Do: a.previewLine,
	}
}

func (a admin) previewLine(ctx context.Context, r *api.Request) (api.Answer, error) {
	var in struct {
		Preview
		Changes []sent `json:"changes"`
	}
	if err := r.Decode(&in); err != nil {
		return api.Answer{}, err
	}
	changes, err := changesOf(in.Changes)
	if err != nil {
		return api.Answer{}, err
	}
	scene, err := in.scene(r.Now)
	if err != nil {
		return api.Answer{}, err
	}
	line := r.Path("id")
	plans, warnings, err := a.office.Compiled(ctx, office.Order{By: author(r), Changes: changes})
	if err != nil {
		return api.Answer{}, problemOf(err, false)
	}
	found := false
	for _, plan := range plans {
		if plan.Line == line {
			scene.Plan, found = plan, true
		}
	}
	if !found {
		return api.Answer{}, missing(resource.Ref{Kind: resource.Lines, ID: line})
	}
	if err := castOf(scene); err != nil {
		return api.Answer{}, err
	}
	p := rehearsal.Rehearse(scene)
	return api.Answer{Body: Previewed{At: scene.At, Outcome: p.Outcome, Rung: append([]string{}, p.Rung...), Transcript: p.Lines, Warnings: warnings}}, nil
}

func unfit(format string, args ...any) error {
	return api.Fail(http.StatusBadRequest, "body", format, args...)
}

// scene is what the request asks for, within its bounds.
func (p Preview) scene(now time.Time) (rehearsal.Scene, error) {
	s := rehearsal.Scene{At: p.At, MessageSeconds: p.MessageSeconds, TalkSeconds: p.TalkSeconds, PatienceSeconds: p.PatienceSeconds}
	if s.At.IsZero() {
		s.At = now
	}
	if y := s.At.Year(); y < 2000 || y > 2100 {
		return s, unfit("at is %s: write a moment between 2000 and 2100", s.At.Format(time.RFC3339))
	}
	for name, number := range map[string]struct {
		text string
		to   *e164.Number
	}{"caller": {p.Caller, &s.Caller}, "number": {p.Number, &s.Number}} {
		parsed, err := e164.Parse(number.text)
		if err != nil && number.text != "" {
			return s, unfit("%s is %.40q: write a number like +14155550199, or leave it out", name, number.text)
		}
		*number.to = parsed
	}
	if len(p.Keys) > previewKeys || len(p.People) > previewPeople {
		return s, unfit("there are %d keys and %d people: send %d and %d at most", len(p.Keys), len(p.People), previewKeys, previewPeople)
	}
	for name, seconds := range map[string]int{"messageSeconds": p.MessageSeconds, "talkSeconds": p.TalkSeconds, "patienceSeconds": p.PatienceSeconds} {
		if seconds < 0 || seconds > previewSeconds {
			return s, unfit("%s is %d: write 0 to %d", name, seconds, previewSeconds)
		}
	}
	if s.TalkSeconds == 0 {
		s.TalkSeconds = previewTalk
	}
	for i, k := range p.Keys {
		if len(k.Press) > previewPress || strings.Trim(k.Press, "0123456789*#") != "" || k.Seconds < 0 || k.Seconds > previewSeconds {
			return s, unfit("keys[%d]: press is at most %d of 0-9 * #, and seconds are 0 to %d", i, previewPress, previewSeconds)
		}
		s.Keys = append(s.Keys, rehearsal.Keys{Press: k.Press, Seconds: k.Seconds})
	}
	return s, p.people(&s)
}

// people adds who picks up.
func (p Preview) people(s *rehearsal.Scene) error {
	for i, a := range p.People {
		switch a.Does {
		case "":
			a.Does = rehearsal.Accepts
		case rehearsal.Accepts, rehearsal.Declines, rehearsal.Nothing:
		default:
			return unfit("people[%d]: does is %.20q: write accept, decline or nothing", i, a.Does)
		}
		if a.Seconds < 0 || a.Seconds > previewSeconds || a.User == "" {
			return unfit("people[%d]: user is missing, or seconds are not 0 to %d", i, previewSeconds)
		}
		s.People = append(s.People, rehearsal.Answer{User: a.User, Phone: a.Phone, Seconds: a.Seconds, Does: a.Does})
	}
	return nil
}

// castOf refuses numbers and people that the line does not know: nobody would see why nobody answers.
func castOf(s rehearsal.Scene) error {
	known := s.Number == ""
	for _, n := range s.Plan.Numbers() {
		known = known || n == s.Number
	}
	if !known {
		return unfit("number is none of the line: leave it out for the first one")
	}
	for i, a := range s.People {
		u, ok := s.Plan.Users[a.User]
		if !ok {
			return unfit("people[%d]: the line rings no user %.40q", i, a.User)
		}
		if !hasPhone(u, a.Phone) {
			return unfit("people[%d]: %s has no phone with the label %.40q", i, a.User, a.Phone)
		}
	}
	return nil
}

func hasPhone(u dialplan.User, label string) bool {
	for _, p := range u.Phones {
		if label == "" || p.Label == label {
			return true
		}
	}
	return false
}
