package settings

import (
	"ringdown/shared/alert"
	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
	"ringdown/shared/oncall"
	"ringdown/shared/speech/words"
)

// Settings is the whole settings file. The json names are the keys of the file.
type Settings struct {
	Version   int               `json:"version"`            // of the file's form: FileVersion
	Language  string            `json:"language,omitempty"` // of lines that name none; BCP 47
	Style     int               `json:"style,omitempty"`    // voice of lines that name none; VoiceStyle
	Dialling  Dialling          `json:"dialling,omitzero"`
	Users     []dialplan.User   `json:"users,omitempty"`
	Teams     []dialplan.Team   `json:"teams,omitempty"`
	Schedules []oncall.Schedule `json:"schedules,omitempty"`
	Hours     []oncall.Hours    `json:"hours,omitempty"`
	Lines     []Line            `json:"lines,omitempty"`

	EscalationRules []alert.Rule `json:"escalationRules,omitempty"`
	Feeds           []Feed       `json:"feeds,omitempty"`

	Words map[string]words.Words `json:"words,omitempty"` // sentences in place of the product's, by language

	Flows     map[string]string `json:"flows,omitempty"`     // documents that flows and modules are in, by the id that others name
	Prompts   map[string]string `json:"prompts,omitempty"`   // https addresses of recorded prompts, by the id that flows name
	Functions []string          `json:"functions,omitempty"` // ARNs of the functions that flows may call
	Bots      []dialplan.Bot    `json:"bots,omitempty"`      // keys in place of the bots that flows name
	Lenient   bool              `json:"lenient,omitempty"`   // of lines that do not say: what cannot run in a flow takes its error branch

	Documents map[string][]byte `json:"-"` // the flow documents, by the name of their file
}

// Dialling says which numbers may be rung and texted.
type Dialling struct {
	Countries []string `json:"countries,omitempty"` // ISO 3166; those of the settings' own numbers when left out
}

// Line is one number and what happens to its callers. A zero value stands for the default. What is
// tagged flow:"applies" has its effect on a line with a flow of its own as well; the rest is what
// compiled flows are made of, and refused beside one.
type Line struct {
	ID          string        `json:"id" flow:"applies"`
	Number      e164.Number   `json:"number" flow:"applies"`
	Numbers     []e164.Number `json:"numbers,omitempty" flow:"applies"`     // in place of number, where several reach the line; the first names it
	Description string        `json:"description,omitempty" flow:"applies"` // spoken as {line}; the id when left out
	Enabled     *bool         `json:"enabled,omitempty" flow:"applies"`     // true when left out
	Language    string        `json:"language,omitempty" flow:"applies"`
	Style       int           `json:"style,omitempty" flow:"applies"`
	Block       []string      `json:"block,omitempty" flow:"applies"`     // callers who hear a goodbye: numbers, beginnings such as +4470*, withheld
	Withheld    WithheldRule  `json:"withheld,omitempty" flow:"applies"`  // what callers without a number get; ring when left out
	Challenge   bool          `json:"challenge,omitempty" flow:"applies"` // callers press a key before anybody is rung
	Limits      CallLimits    `json:"limits,omitzero" flow:"applies"`
	Mode        Mode          `json:"mode,omitempty"`                             // live when left out
	Alert       AlertOn       `json:"alert,omitempty" flow:"applies"`             // voicemail when left out
	AlertAfter  int           `json:"alertAfterSeconds,omitempty" flow:"applies"` // AlertAfterSeconds
	Flow        string        `json:"flow,omitempty" flow:"applies"`              // a document of its own, in place of the settings that make one; team is told then
	Lenient     *bool         `json:"lenient,omitempty" flow:"applies"`           // what cannot run in that document takes its error branch
	Team        string        `json:"team,omitempty" flow:"applies"`              // one team, or
	Escalation  string        `json:"escalation,omitempty" flow:"applies"`        // rule by which its alerts reach people; the team's when left out
	Attendant   *Attendant    `json:"attendant,omitempty"`
	Ring        Ring          `json:"ring,omitzero"`
	Voicemail   Voicemail     `json:"voicemail,omitzero"`
	Closed      Closed        `json:"closed,omitempty"` // what follows the closed message, outside the hours of a team
	Sentences   Sentences     `json:"messages,omitzero"`
	// Words are said in place of any of the product's sentences, by the name that the table of words
	// has for them. Messages come before them.
	Words map[string]Sentence `json:"words,omitempty" flow:"applies"`
}

// Mode says whether a line rings people.
type Mode string

// The modes of a line.
const (
	Live          Mode = "live"      // people are rung, voicemail is what remains
	VoicemailOnly Mode = "voicemail" // straight to voicemail
)

// WithheldRule says what becomes of callers who hide their number.
type WithheldRule string

// The rules for callers who hide their number.
const (
	WithheldRings      WithheldRule = "ring"      // like everybody else
	WithheldLeaves     WithheldRule = "voicemail" // nobody is rung, a message is taken
	WithheldIsRejected WithheldRule = "reject"    // a goodbye that says why
)

// Closed says what a caller may do while the team is closed, once that was said.
type Closed string

// A message is taken, or the caller is wished goodbye. Left out, it is a message where the line takes any.
const (
	ClosedVoicemail Closed = "voicemail"
	ClosedGoodbye   Closed = "goodbye"
)

// AlertOn is what makes a line raise an alert for the team.
type AlertOn string

// The times of an alert. An alert on the call tells the team even if somebody answers.
const (
	AlertOnCall      AlertOn = "call"
	AlertOnVoicemail AlertOn = "voicemail"
	AlertNever       AlertOn = "none"
)

// Attendant is the menu: a key per team.
type Attendant struct {
	Keys        map[string]string `json:"keys"`                  // "1" to "9" to team id
	Default     string            `json:"default,omitempty"`     // team id; the team of the lowest key when left out
	WaitSeconds int               `json:"waitSeconds,omitempty"` // WaitSeconds
	Plays       int               `json:"plays,omitempty"`       // Plays
}

// Strategy is the order in which phones ring.
type Strategy string

// The strategies: one after the other, or all users of a tier at once.
const (
	Sequence Strategy = "sequence"
	All      Strategy = "all"
)

// CallerID says which number a responder's phone shows.
type CallerID string

// A responder sees the line's number, which can be let through "do not disturb", or the caller's.
const (
	ShowLine   CallerID = "line"
	ShowCaller CallerID = "caller"
)

// NoKey is the leave key of a line whose callers can only wait.
const NoKey = "none"

// Ring says how a team is rung.
type Ring struct {
	Strategy       Strategy `json:"strategy,omitempty"`                    // sequence when left out
	RingSeconds    int      `json:"ringSeconds,omitempty"`                 // RingSeconds
	AcceptSeconds  int      `json:"acceptSeconds,omitempty"`               // AcceptSeconds
	TotalSeconds   int      `json:"totalSeconds,omitempty" flow:"applies"` // TotalSeconds
	Rounds         int      `json:"rounds,omitempty"`                      // Rounds
	ComfortSeconds *int     `json:"comfortSeconds,omitempty"`              // ComfortSeconds; 0 is never
	PauseSeconds   *int     `json:"pauseSeconds,omitempty"`                // PauseSeconds; 0 is no pause
	RingsPerMinute int      `json:"ringsPerMinute,omitempty"`              // RingsPerMinute
	LeaveKey       string   `json:"leaveKey,omitempty"`                    // one of 0-9 * #, or none; * when left out
	DeclineKey     string   `json:"declineKey,omitempty"`                  // of responders: one of 0 2-9 * #; 2 when left out
	CallerID       CallerID `json:"callerId,omitempty"`                    // line when left out
}

// Voicemail says how a message is taken.
type Voicemail struct {
	Enabled        *bool `json:"enabled,omitempty"`        // true when left out
	Seconds        int   `json:"seconds,omitempty"`        // VoicemailSeconds
	SilenceSeconds int   `json:"silenceSeconds,omitempty"` // SilenceSeconds
}

// Sentences replace sentences of the words table. A zero Sentence stands for the default.
type Sentences struct {
	Welcome    Sentence `json:"welcome,omitzero"`
	Menu       Sentence `json:"menu,omitzero"`
	Waiting    Sentence `json:"waiting,omitzero"` // audio loops while the caller waits
	Screening  Sentence `json:"screening,omitzero"`
	NoResponse Sentence `json:"noResponse,omitzero"`
	Closed     Sentence `json:"closed,omitzero"` // outside the hours of a team
	Recording  Sentence `json:"recording,omitzero"`
	Disabled   Sentence `json:"disabled,omitzero"`
	// WelcomeMustBeHeard keeps keys, and a responder who accepts meanwhile, from cutting the welcome
	// short: a legal notice.
	WelcomeMustBeHeard bool `json:"welcomeMustBeHeard,omitempty"`
}

// Sentence is spoken text, or a recording by its address or by the id of a prompt: one of them.
type Sentence struct {
	Text   string `json:"text,omitempty"`   // SSML where it begins with <speak>
	Audio  string `json:"audio,omitempty"`  // https address of an mp3 or wav file
	Prompt string `json:"prompt,omitempty"` // id of one of the prompts
}

// numbers are all those that reach the line, the one it is known by first.
func (l Line) numbers() []e164.Number {
	if l.Number == "" {
		return l.Numbers
	}
	return append([]e164.Number{l.Number}, l.Numbers...)
}

// lenient reports whether what cannot run in the flow of a line takes its error branch.
func (s Settings) lenient(l Line) bool {
	if l.Lenient == nil {
		return s.Lenient
	}
	return *l.Lenient
}

// IsEnabled reports whether the line takes calls.
func (l Line) IsEnabled() bool { return l.Enabled == nil || *l.Enabled }

// TakesVoicemail reports whether a caller may leave a message.
func (l Line) TakesVoicemail() bool { return l.Voicemail.Enabled == nil || *l.Voicemail.Enabled }

// withDefaults fills in what was left out, except for sentences, which depend on the language.
func (l Line) withDefaults(s Settings) Line {
	l.Description = or(l.Description, l.ID)
	l.Language = s.language(l.Language)
	if l.Style == 0 {
		l.Style = s.Style
	}
	l.Mode = or(l.Mode, Live)
	l.Alert = or(l.Alert, AlertOnVoicemail)
	l.AlertAfter = AlertAfterSeconds.or(l.AlertAfter)
	l.Ring = l.Ring.withDefaults(l.TakesVoicemail())
	l.Voicemail.Seconds = VoicemailSeconds.or(l.Voicemail.Seconds)
	l.Voicemail.SilenceSeconds = SilenceSeconds.or(l.Voicemail.SilenceSeconds)
	if l.Attendant != nil {
		a := *l.Attendant
		a.WaitSeconds = WaitSeconds.or(a.WaitSeconds)
		a.Plays = Plays.or(a.Plays)
		if keys := a.keys(); a.Default == "" && len(keys) > 0 {
			a.Default = a.Keys[keys[0]]
		}
		l.Attendant = &a
	}
	return l
}

// withDefaults: without voicemail there is nothing to leave the queue for, so no key is offered.
func (r Ring) withDefaults(voicemail bool) Ring {
	r.Strategy = or(r.Strategy, Sequence)
	r.RingSeconds = RingSeconds.or(r.RingSeconds)
	r.AcceptSeconds = AcceptSeconds.or(r.AcceptSeconds)
	r.TotalSeconds = TotalSeconds.or(r.TotalSeconds)
	r.Rounds = Rounds.or(r.Rounds)
	r.RingsPerMinute = RingsPerMinute.or(r.RingsPerMinute)
	if r.ComfortSeconds == nil {
		r.ComfortSeconds = &ComfortSeconds.Default
	}
	if r.PauseSeconds == nil {
		r.PauseSeconds = &PauseSeconds.Default
	}
	r.CallerID = or(r.CallerID, ShowLine)
	if r.LeaveKey == "" && voicemail {
		r.LeaveKey = "*"
	}
	r.LeaveKey = or(r.LeaveKey, NoKey)
	r.DeclineKey = or(r.DeclineKey, declineKey)
	return r
}

// or returns the value, or the fallback when the value was left out.
func or[T comparable](value, fallback T) T {
	var zero T
	if value == zero {
		return fallback
	}
	return value
}
