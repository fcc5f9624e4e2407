package check

import (
	"cmp"

	"ringdown/shared/flow"
)

// botType is the type of an action that speaks with a bot.
const botType = "ConnectParticipantWithLexBot"

// WithBots is the catalogue where some bots have keys that stand in for them: an action that asks
// one of them can run. One that reads the bot's name from an attribute can, too.
func (c Catalog) WithBots(known func(name string) bool) Catalog {
	c.bots = known
	return c
}

// refuses says why an action cannot run here; "" when it can.
func (c Catalog) refuses(a flow.Action, s Spec) string {
	if s.ByBot && c.bots != nil {
		if name := Bot(a); flow.IsReference(name) || c.bots(name) {
			return ""
		}
	}
	return s.Unsupported
}

// Bot is the name of the bot that an action speaks with: the ARN of its alias, or the name of one
// of the first generation; "" of any other action.
func Bot(a flow.Action) string {
	if asBot(a).Type != botType {
		return ""
	}
	arn, _ := a.Parameters.String("LexV2Bot.AliasArn")
	name, _ := a.Parameters.String("LexBot.Name")
	return cmp.Or(arn, name)
}

// asBot gives an input that names a bot, as older documents do, the type of its own.
func asBot(a flow.Action) flow.Action {
	if a.Type == "GetParticipantInput" && (a.Parameters.Has("LexV2Bot") || a.Parameters.Has("LexBot")) {
		a.Type = botType
	}
	return a
}
