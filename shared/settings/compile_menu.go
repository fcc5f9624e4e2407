package settings

import (
	"strconv"
	"strings"

	"ringdown/shared/flow"
	"ringdown/shared/speech/words"
)

// The keys of the menu that no team may have.
const (
	repeatKey = "0"
	backKey   = "*"
)

// menu asks for a key. Every reading, the first too, passes the one Loop, so the menu is read at
// most plays times, whatever is pressed; then the default team is taken, and nobody is ever hung up
// on.
func (c *compiler) menu(a Attendant, after string) {
	c.add(flow.Action{
		Identifier: menuAgain, Type: "Loop",
		Parameters: flow.NewParameters(text("LoopCount", strconv.Itoa(a.Plays))),
		Transitions: flow.Transitions{NextAction: menuDefault, Conditions: []flow.ConditionBranch{
			equals("ContinueLooping", menu), equals("DoneLooping", menuDefault),
		}},
	})
	c.ask(a)
	c.say(wrongKey, c.text(c.words.WrongKey), menuAgain)
	c.say(noKeyPressed, c.text(c.words.NoKey), menuAgain)
	for _, team := range a.picked() {
		c.pickOpen(pick(team), "Hours of "+team, team, after)
	}
	if c.line.Mode == VoicemailOnly {
		c.pick(menuDefault, a.Default, after) // nobody is put through to anybody
		return
	}
	c.pickOpen(menuDefault, hoursOfDefault, a.Default, putThrough)
	c.say(putThrough, c.text(c.words.DefaultTeam), after)
}

// ask reads the menu and waits for one key.
func (c *compiler) ask(a Attendant) {
	var choices []flow.ConditionBranch
	for _, key := range a.keys() {
		choices = append(choices, equals(key, pick(a.Keys[key])))
	}
	choices = append(choices, equals(repeatKey, menuAgain), equals(backKey, welcome))
	c.add(flow.Action{
		Identifier: menu, Type: "GetParticipantInput",
		Parameters: flow.NewParameters(
			c.prompt(c.line.Sentences.Menu, c.choices(a)),
			text("InputTimeLimitSeconds", strconv.Itoa(a.WaitSeconds)),
			text("StoreInput", "False"),
		),
		Transitions: flow.Transitions{NextAction: wrongKey, Conditions: choices, Errors: []flow.ErrorBranch{
			failing(flow.InputTimeLimitExceeded, noKeyPressed),
			failing(flow.NoMatchingCondition, wrongKey),
			failing(flow.NoMatchingError, menuDefault),
		}},
	})
}

// choices is the menu as it is read when the settings have no sentence for it.
func (c *compiler) choices(a Attendant) string {
	var all []string
	for _, key := range a.keys() {
		all = append(all, words.Fill(c.words.MenuChoice, "team", c.teams[a.Keys[key]].Name, "key", key))
	}
	return strings.Join(all, " ")
}

// picked lists the teams that have a key, each once, from the lowest key.
func (a Attendant) picked() []string {
	return Line{Attendant: &Attendant{Keys: a.Keys}}.teams()
}
