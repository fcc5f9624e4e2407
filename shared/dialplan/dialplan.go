package dialplan

import (
	"errors"
	"fmt"
	"time"

	"ringdown/shared/alert"
	"ringdown/shared/e164"
	"ringdown/shared/flow"
	"ringdown/shared/oncall"
	"ringdown/shared/speech/words"
)

// Dialplan is the compiled, immutable snapshot of a line: all that a call needs to know, so that no
// edit touches a call that has begun. It is stored as gzipped JSON, which is why its keys are
// short. They are part of the stored format: never rename one.
type Dialplan struct {
	Line        string        `json:"line"`
	Description string        `json:"desc,omitempty"`
	Number      e164.Number   `json:"num"`
	More        []e164.Number `json:"more,omitempty"` // further numbers that reach the line
	Enabled     bool          `json:"on"`
	Version     int           `json:"v"`    // given when it is stored; 0 until then
	Language    string        `json:"lang"` // BCP 47, as sent with every sentence
	Style       int           `json:"style,omitempty"`

	// Words are said in place of those that the product has for the language.
	Words *words.Words `json:"words,omitempty"`

	Flow  flow.Flow            `json:"flow"`            // what a call to the line does
	Flows map[string]flow.Flow `json:"flows,omitempty"` // others that Flow may go to, by id

	// Entrances are other beginnings for some callers, tried in order before Flow.
	Entrances []Entrance `json:"doors,omitempty"`
	Limits    Limits     `json:"limits,omitzero"` // of the calls that are put through

	Users     map[string]User            `json:"users,omitempty"`
	Teams     map[string]Team            `json:"teams,omitempty"`
	Schedules map[string]oncall.Schedule `json:"scheds,omitempty"`
	Hours     map[string]oncall.Hours    `json:"hours,omitempty"`

	// DefaultTeam is told of calls that never got as far as choosing a team.
	DefaultTeam string `json:"team,omitempty"`
	Quiet       bool   `json:"quiet,omitempty"` // no alert is raised, not even for a missed call
	// AlertAfterSeconds is how long the caller of a missed call has to have stayed for it to be
	// told.
	AlertAfterSeconds int `json:"after,omitempty"`

	// Escalation is the id of the line's own rule, and Rules are those that the line and its teams
	// name.
	Escalation string                `json:"esc,omitempty"`
	Rules      map[string]alert.Rule `json:"rules,omitempty"`

	// QueueSeconds is how long a flow of the line's own keeps a caller in a queue; 0 is the usual
	// time.
	QueueSeconds int `json:"queue,omitempty"`

	// Dialling says which numbers a flow of the line's own may ring; a compiled flow rings users
	// alone.
	Dialling e164.Policy `json:"dialling,omitzero"`

	Prompts map[string]string `json:"prompts,omitempty"` // addresses of recorded prompts, by id

	LambdaARNs []string `json:"arns,omitempty"` // functions that InvokeLambdaFunction may call

	Bots []Bot `json:"bots,omitempty"` // what stands in for bots that flows name
}

// Sentences returns what is said on the line.
func (d Dialplan) Sentences() words.Words {
	if d.Words == nil {
		return words.In(d.Language)
	}
	w := *d.Words
	w.Language = d.Language
	return w
}

// Numbers are all those that reach the line, the one it is known by first.
func (d Dialplan) Numbers() []e164.Number { return append([]e164.Number{d.Number}, d.More...) }

// MaxBytes is the largest dialplan, as gzipped JSON, that a store may accept: it stands in
// one DynamoDB item, of 400 kB at most, beside its keys and its audit.
const MaxBytes = 300_000

// User is a person who may be rung, phone after phone.
type User struct {
	ID     string  `json:"id"`
	Name   string  `json:"name"`
	Phones []Phone `json:"phones,omitempty"` // in ring order
	Email  string  `json:"email,omitempty"`

	Contacts []alert.Contact    `json:"contacts,omitempty"` // how alerts reach them, the best first
	Notify   []alert.NotifyRule `json:"notify,omitempty"`   // when, by which of them; every one at once without
	Language string             `json:"language,omitempty"` // of what they read; the line's when left out
	Timezone string             `json:"timezone,omitempty"` // IANA; UTC when left out
}

// Phone is one of a user's phones; Extension is keyed after it was picked up.
type Phone struct {
	Number    e164.Number    `json:"number"`
	Extension e164.Extension `json:"extension,omitempty"`
	Label     string         `json:"label,omitempty"`
}

// Team is who is rung together. Either Tiers or Schedule says who; Emails and Texts are told of
// alerts.
type Team struct {
	ID       string        `json:"id"`
	Name     string        `json:"name"`
	Tiers    [][]string    `json:"tiers,omitempty"`    // user ids, first tier first, in ring order
	Schedule string        `json:"schedule,omitempty"` // id of a schedule, instead of Tiers
	Hours    string        `json:"hours,omitempty"`    // id of hours, for flows that ask whether the team is there
	Emails   []string      `json:"emails,omitempty"`
	Texts    []e164.Number `json:"texts,omitempty"` // numbers that get an SMS
	// Escalation is the id of the rule by which its alerts reach people, on lines that name none.
	Escalation string `json:"escalation,omitempty"`
}

// The two ways in which OnCall fails. Neither means "nobody is on call".
var (
	ErrUnknownTeam     = errors.New("no such team in this dialplan")
	ErrUnknownSchedule = errors.New("no such schedule in this dialplan")
)

// OnCall returns who is rung for a team at an instant: users by tier, first tier first, each tier
// in ring order. A user listed twice is rung once, in the first tier that names them; ids without a
// user are skipped, and tiers left empty are dropped. Nobody on call is an empty result and no
// error. An error wraps ErrUnknownTeam or ErrUnknownSchedule, or is the schedule's own: then the
// look-up failed, and nothing is known.
func (d Dialplan) OnCall(team string, at time.Time) ([][]User, error) {
	tiers, err := d.tiersOf(team, at)
	if err != nil {
		return nil, err
	}
	return d.usersOf(tiers), nil
}

// tiersOf are the ids of those on call, tier by tier.
func (d Dialplan) tiersOf(team string, at time.Time) ([][]string, error) {
	t, ok := d.Teams[team]
	if !ok {
		return nil, fmt.Errorf("who is on call for team %q of line %q: %w", team, d.Line, ErrUnknownTeam)
	}
	tiers := t.Tiers
	if t.Schedule != "" {
		s, ok := d.Schedules[t.Schedule]
		if !ok {
			return nil, fmt.Errorf("who is on call for team %q of line %q by schedule %q: %w", team, d.Line, t.Schedule, ErrUnknownSchedule)
		}
		tiers = oncall.OnCall(s, at)
	}
	return tiers, nil
}

// usersOf resolves ids tier by tier; the first mention of a user wins.
func (d Dialplan) usersOf(tiers [][]string) [][]User {
	var found [][]User
	seen := map[string]bool{}
	for _, ids := range tiers {
		var tier []User
		for _, id := range ids {
			u, ok := d.Users[id]
			if !ok || seen[id] {
				continue
			}
			seen[id] = true
			tier = append(tier, u)
		}
		if len(tier) > 0 {
			found = append(found, tier)
		}
	}
	return found
}
