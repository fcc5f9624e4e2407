package play

import (
	"cmp"
	"strings"

	"ringdown/shared/flow"
	"ringdown/shared/speech"
	"ringdown/shared/speech/words"
)

const (
	// botSeconds is how long a caller may think before a key: as long as in a line's own menu.
	botSeconds = 7
	// fallbackIntent is what the service names when a bot did not understand.
	fallbackIntent = "FallbackIntent"
)

// Bot stands in for one of Amazon Lex: keys for what a caller would have said.
type Bot struct{ Intents []Intent }

// Intent is one thing that callers want of a bot.
type Intent struct {
	Name  string
	Key   string
	Words string // for the menu: "For <words>, press <key>."
	Slots map[string]string
}

// Understood is what a bot made of the caller's answer.
type Understood struct {
	Intent     string            `json:"intent"`
	Slots      map[string]string `json:"slots,omitempty"`      // never changed in place
	Attributes map[string]string `json:"attributes,omitempty"` // of its session; never changed in place
}

// connectParticipantWithLexBot runs where the settings have keys for the bot: it says its prompt
// and a menu of the bot's intents, and waits for one key. Results: the name of the intent;
// FallbackIntent for a key that none has, and for silence where there is no branch
// InputTimeLimitExceeded. $.Lex has IntentName, Slots and SessionAttributes then. NoMatchingError
// where the settings have no such bot. NCCO: talk or stream with bargeIn, input.
var connectParticipantWithLexBot = action{
	begin: func(r *Run, a flow.Action) outcome {
		p := a.Parameters
		bot, ok := r.host.Bot(r.bot(p))
		if !ok || !r.host.Listening() {
			return failed(flow.NoMatchingError)
		}
		if !r.prompt(p) && (p.Has("PromptId") || p.Has("Media")) {
			return failed(flow.NoMatchingError)
		}
		for _, i := range bot.Intents {
			r.say(words.Fill(r.words.MenuChoice, "team", cmp.Or(i.Words, i.Name), "key", r.words.Key(i.Key)))
		}
		r.said = speech.WithoutClosingPauses(r.said)
		r.at.Keys = &Keys{Left: botSeconds}
		r.askForKeys(keying{limit: botSeconds, most: 1})
		return waiting
	},
	pressed: func(r *Run, a flow.Action, digits string) {
		if digits == "" {
			r.misunderstood(a)
			return
		}
		r.at.Keys = nil
		r.Answered()
		bot, _ := r.host.Bot(r.bot(a.Parameters))
		for _, i := range bot.Intents {
			if i.Key == digits[:1] {
				r.understood(a, i)
				return
			}
		}
		r.understood(a, Intent{Name: fallbackIntent})
	},
	overdue: func(r *Run, a flow.Action) { r.misunderstood(a) },
}

// bot is the name of the bot that an action asks: the ARN of its alias, or the name of one of the
// first generation.
func (v View) bot(p flow.Parameters) string {
	return cmp.Or(v.Text(p, "LexV2Bot.AliasArn"), v.Text(p, "LexBot.Name"))
}

// understood goes on with an intent.
func (r *Run) understood(a flow.Action, i Intent) {
	session, _ := r.merged(nil, a.Parameters.Pairs("LexSessionAttributes"), attributesBytesMax)
	r.at.Understood = &Understood{Intent: i.Name, Slots: i.Slots, Attributes: session}
	r.Proceed(flow.Return(i.Name))
}

// misunderstood goes on after silence.
func (r *Run) misunderstood(a flow.Action) {
	r.at.Keys = nil
	if _, ok := a.Transitions.OnError(flow.InputTimeLimitExceeded); ok {
		r.Proceed(flow.Fail(flow.InputTimeLimitExceeded))
		return
	}
	r.understood(a, Intent{Name: fallbackIntent})
}

// attribute reads $.Lex.
func (u *Understood) attribute(key string) (string, bool) {
	if u == nil {
		return "", false
	}
	field, name, _ := strings.Cut(key, ".")
	switch field {
	case "IntentName":
		return u.Intent, true
	case "Slots":
		return entry(u.Slots, name)
	case "SessionAttributes":
		return entry(u.Attributes, name)
	}
	return "", false
}
