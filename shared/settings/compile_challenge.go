package settings

import (
	"strconv"

	"ringdown/shared/dialplan"
	"ringdown/shared/flow"
	"ringdown/shared/speech/words"
)

const (
	// challengePlays is how often the key is asked for: enough for somebody who was not listening.
	challengePlays = 3
	// challengeSeconds is the wait for the key: people who heard it press it at once.
	challengeSeconds = 5
)

// The identifiers of the flow in front of a line's own.
const (
	challengeAgain = "Key again"
	challenge      = "Key"
	challengeDone  = "Key pressed"
)

// challenge asks for a key and then goes on to the line's own flow. A caller who presses none, or
// another, may leave a message: not every telephone can send keys.
func (c *compiler) challenge() flow.Flow {
	l := c.line
	team := l.defaultTeam()
	otherwise := goodbye
	if l.TakesVoicemail() && team != "" {
		otherwise = pick(team)
	}
	c.add(flow.Action{
		Identifier: challengeAgain, Type: "Loop",
		Parameters: flow.NewParameters(text("LoopCount", strconv.Itoa(challengePlays))),
		Transitions: flow.Transitions{NextAction: otherwise, Conditions: []flow.ConditionBranch{
			equals("ContinueLooping", challenge), equals("DoneLooping", otherwise),
		}},
	})
	key := reference(dialplan.AttributeChallenge)
	c.add(flow.Action{
		Identifier: challenge, Type: "GetParticipantInput",
		Parameters: flow.NewParameters(
			c.text(words.Fill(c.words.Challenge, "key", key)),
			text("InputTimeLimitSeconds", strconv.Itoa(challengeSeconds)),
			text("StoreInput", "False"),
		),
		Transitions: flow.Transitions{
			NextAction: challengeAgain, Conditions: []flow.ConditionBranch{equals(key, challengeDone)},
			Errors: []flow.ErrorBranch{
				failing(flow.InputTimeLimitExceeded, challengeAgain),
				failing(flow.NoMatchingCondition, challengeAgain),
				failing(flow.NoMatchingError, otherwise),
			},
		},
	})
	c.add(flow.Action{
		Identifier: challengeDone, Type: "TransferToFlow",
		Parameters:  flow.NewParameters(text("ContactFlowId", dialplan.OwnFlow)),
		Transitions: flow.Transitions{NextAction: otherwise, Errors: anyError(otherwise)},
	})
	if otherwise != goodbye {
		c.pick(otherwise, team, takeMessage)
		c.voicemail()
	}
	c.say(goodbye, c.text(c.words.Goodbye), hangUp)
	c.disconnect()
	return c.document()
}
