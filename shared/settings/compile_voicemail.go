package settings

import (
	"strconv"

	"ringdown/shared/dialplan"
	"ringdown/shared/flow"
)

// endKey ends a message; the usual sentence names it.
const endKey = "#"

// voicemail takes a message, tells the team and thanks the caller. When it is unknown whether a
// message was taken, the team is told all the same: a call too many is better than one lost.
func (c *compiler) voicemail() {
	v := c.line.Voicemail
	recorded, unknown := thanks, goodbye // who is thanked for a message must have left one
	if c.line.Alert == AlertOnVoicemail {
		recorded, unknown = alertVoicemail, alertVoicemail
	}
	c.add(flow.Action{
		Identifier: takeMessage, Type: "RecordParticipantMessage",
		Parameters: flow.NewParameters(
			c.prompt(c.line.Sentences.Recording, c.words.Recording),
			text("RecordingTimeLimitSeconds", strconv.Itoa(v.Seconds)),
			text("EndOnSilenceSeconds", strconv.Itoa(v.SilenceSeconds)),
			object("DTMFConfiguration", text("InputTerminationSequence", endKey)),
			text("PlayTone", "True"),
			text("MinimumRecordingSeconds", strconv.Itoa(MinMessageSeconds)),
		),
		Transitions: flow.Transitions{
			NextAction: recorded,
			Conditions: []flow.ConditionBranch{equals(flow.MessageRecorded, recorded), equals(flow.MessageEmpty, goodbye)},
			Errors:     []flow.ErrorBranch{failing(flow.NoMatchingCondition, unknown), failing(flow.NoMatchingError, unknown)},
		},
	})
	if c.line.Alert == AlertOnVoicemail {
		c.alert(alertVoicemail, dialplan.TaskVoicemail, thanks)
	}
	c.say(thanks, c.text(c.words.Thanks, c.words.Goodbye), hangUp)
}
