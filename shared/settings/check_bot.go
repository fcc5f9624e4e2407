package settings

import (
	"fmt"
	"slices"
	"strings"

	"ringdown/shared/dialplan"
	"ringdown/shared/flow"
	"ringdown/shared/flow/check"
)

// MaxBots bounds the bots, each of which comes into the dialplan of every flow; maxIntents is one
// for each key of a telephone.
const MaxBots, maxIntents = 50, 12

// flowLanguage is what flows may hold here: bots as well where keys stand in for them.
func (s Settings) flowLanguage() check.Catalog {
	return check.Language().WithBots(func(name string) bool {
		_, ok := dialplan.BotOf(s.Bots, name)
		return ok
	})
}

// checkBots checks the keys that stand in for bots.
func (c *checker) checkBots() {
	c.count("bots", len(c.s.Bots), MaxBots)
	ids := map[string]int{}
	for i, b := range c.s.Bots[:min(len(c.s.Bots), MaxBots)] {
		path := fmt.Sprintf("bots[%d]", i)
		first, twice := ids[b.ID]
		switch {
		case b.ID == "":
			c.wrong(path+".id", "the bot has no id: write the ARN of its alias, as flows name it, or its name")
		case twice:
			c.wrong(path+".id", "bots[%d] already has the id %q: put the intents of both into one", first, b.ID)
		default:
			ids[b.ID] = i
		}
		c.intents(path+".intents", b)
	}
}

// intents checks that each has a name and a key of its own.
func (c *checker) intents(path string, b dialplan.Bot) {
	if len(b.Intents) == 0 {
		c.wrong(path, "the bot has no intents: write those that flows compare, each with a key")
	}
	c.count(path, len(b.Intents), maxIntents)
	taken := map[string]string{}
	for i, in := range b.Intents[:min(len(b.Intents), maxIntents)] {
		at := fmt.Sprintf("%s[%d]", path, i)
		if in.Intent == "" {
			c.wrong(at+".intent", "the intent has no name: write the one that flows compare")
		}
		switch other, twice := taken[in.Key]; {
		case len(in.Key) != 1 || !strings.Contains("0123456789*#", in.Key):
			c.wrong(at+".key", "%q is no key of a telephone: write one of 0 to 9, \"*\" or \"#\"", in.Key)
		case twice:
			c.wrong(at+".key", "%s has the key %s already: choose another", other, in.Key)
		default:
			taken[in.Key] = in.Intent
		}
		if strings.ContainsFunc(in.Words, unspeakable) {
			c.wrong(at+".words", "%q cannot be spoken: write plain text", in.Words)
		}
	}
}

// asks looks at an action that asks a bot: every intent that its branches wait for has a key.
func (c *checker) asks(path, file string, a flow.Action) {
	b, ok := dialplan.BotOf(c.s.Bots, check.Bot(a))
	if !ok {
		return
	}
	for _, branch := range a.Transitions.Conditions {
		for _, intent := range branch.Condition.Operands {
			known := slices.ContainsFunc(b.Intents, func(i dialplan.Intent) bool { return i.Intent == intent })
			if !known && intent != "FallbackIntent" && branch.Condition.Operator == flow.Equals && !flow.IsReference(intent) {
				c.warn(path, "%s: no key of the bot %s stands for the intent %q: give it one under bots:, or nobody takes that branch", actionAt(file, a), b.ID, intent)
			}
		}
	}
}

// lenientlyListed reports whether a flow that others go on to may hold what cannot run: the lines
// with flows of their own all say so.
func (s Settings) lenientlyListed() bool {
	own, lenient := 0, 0
	for _, l := range s.Lines {
		if l.Flow == "" {
			continue
		}
		if own++; s.lenient(l) {
			lenient++
		}
	}
	return own == lenient && (own > 0 || s.Lenient)
}
