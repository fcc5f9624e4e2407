package dialplan

import (
	"slices"
	"strings"
)

// Bot stands in for a bot of Amazon Lex: callers press a key for what they would have said.
type Bot struct {
	ID      string   `json:"id"` // as flows name it: the ARN of its alias, an id in that, or a name
	Intents []Intent `json:"intents"`
}

// Intent is one thing that callers want of a bot.
type Intent struct {
	Intent string            `json:"intent"` // its name, as flows compare it
	Key    string            `json:"key"`
	Words  string            `json:"words,omitempty"` // said for it in the menu; the name when left out
	Slots  map[string]string `json:"slots,omitempty"` // what the bot would have asked for, by its name
}

// BotOf finds a bot by the name that a flow has for it.
func BotOf(bots []Bot, name string) (Bot, bool) {
	for _, s := range botSpellings(name) {
		if i := slices.IndexFunc(bots, func(b Bot) bool { return b.ID == s }); i >= 0 {
			return bots[i], true
		}
	}
	return Bot{}, false
}

// botSpellings are the ids by which settings may know a bot: as a flow writes it, and of the ARN of
// an alias ("arn:aws:lex:…:bot-alias/BOT/ALIAS") the bot's id, too.
func botSpellings(name string) []string {
	if name == "" {
		return nil
	}
	_, ids, ok := strings.Cut(name, ":bot-alias/")
	if !ok {
		return []string{name}
	}
	bot, _, _ := strings.Cut(ids, "/")
	return []string{name, ids, bot}
}
