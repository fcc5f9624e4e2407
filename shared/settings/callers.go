package settings

import (
	"fmt"
	"slices"
	"strings"

	"ringdown/shared/dialplan"
	"ringdown/shared/e164/measure"
	"ringdown/shared/flow"
)

// callers checks who is not put through.
func (c *checker) callers(path string, l Line) {
	c.count(path+".block", len(l.Block), MaxBlocked)
	for i, entry := range l.Block {
		c.blocked(fmt.Sprintf("%s.block[%d]", path, i), entry)
	}
	at := path + ".withheld"
	c.oneOf(at, l.Withheld)
	switch blocks := slices.Contains(l.Block, dialplan.Withheld); {
	case blocks && l.Withheld != "" && l.Withheld != WithheldIsRejected:
		c.wrong(at, "block: lists withheld, so callers without a number hear a goodbye: remove one of both")
	case l.Withheld != WithheldLeaves:
	case !l.TakesVoicemail():
		c.wrong(at, "the voicemail is off, so no message can be taken: write reject or ring")
	case l.Flow != "" && l.Team == "":
		c.wrong(at, "nobody would be told of the message: write team: with an id")
	}
}

// challenged checks that there is something to ask a key for.
func (c *checker) challenged(path string, l Line) {
	if l.Challenge && l.Mode == VoicemailOnly {
		c.warn(path+".challenge", "the mode is voicemail, so nobody is rung and no key is asked for: remove it")
	}
}

// blocked checks one entry of a block list.
func (c *checker) blocked(path, entry string) {
	if entry == dialplan.Withheld {
		return
	}
	beginning, isRange := strings.CutSuffix(entry, "*")
	if !isRange {
		if _, err := measure.Number(entry, c.home); err != nil {
			c.wrong(path, "%s; for many numbers write what they begin with, like +4470*, and withheld for callers without one", err)
		}
		return
	}
	digits, plus := strings.CutPrefix(beginning, "+")
	if !plus || digits == "" || digits[0] == '0' || strings.Trim(digits, "0123456789") != "" {
		c.wrong(path, "%q is no beginning of numbers: write + and digits from the country code on, and a * behind them, like +4470*", entry)
	}
}

// The ids of the flows that some callers take.
const (
	flowBlocked         = "blocked callers"
	flowWithheld        = "withheld callers"
	flowWithheldMessage = "messages of withheld callers"
	flowChallenge       = "callers who press a key first"
)

// entrances compiles what becomes of callers who are not put through.
func (s Settings) entrances(d *dialplan.Dialplan, l Line) {
	if !l.IsEnabled() {
		return // everybody hears that the line is switched off
	}
	say, whole := s.wordsOn(l), l
	var numbers []string
	rejects := l.Withheld == WithheldIsRejected
	for _, entry := range l.Block {
		if entry == dialplan.Withheld {
			rejects = true
			continue
		}
		numbers = append(numbers, entry)
	}
	if len(numbers) > 0 {
		enter(d, flowBlocked, farewell(l, say.Blocked), numbers)
	}
	switch {
	case rejects:
		enter(d, flowWithheld, farewell(l, say.BlockedWithheld), []string{dialplan.Withheld})
	case l.Withheld == WithheldLeaves:
		l.Team, l.Attendant, l.Flow, l.Mode = l.defaultTeam(), nil, "", VoicemailOnly
		c := compiler{line: l, words: say, teams: d.Teams}
		enter(d, flowWithheldMessage, c.flow(), []string{dialplan.Withheld})
	}
	s.beyondLimits(d, whole, say)
	if l = whole; l.Challenge && l.Mode == Live {
		c := compiler{line: l, words: say, teams: d.Teams}
		enter(d, flowChallenge, c.challenge(), []string{dialplan.Everybody})
		d.Entrances[len(d.Entrances)-1].Challenge = true
	}
}

func enter(d *dialplan.Dialplan, id string, f flow.Flow, callers []string) {
	if d.Flows == nil {
		d.Flows = map[string]flow.Flow{}
	}
	d.Flows[id] = f
	d.Entrances = append(d.Entrances, dialplan.Entrance{Callers: callers, Flow: id})
}

// farewell is a flow of one sentence.
func farewell(l Line, text string) flow.Flow {
	c := compiler{line: l}
	c.say(goodbye, c.text(text), hangUp)
	c.disconnect()
	return c.document()
}
