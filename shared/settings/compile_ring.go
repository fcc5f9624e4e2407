package settings

import (
	"strconv"
	"strings"

	"ringdown/shared/dialplan"
	"ringdown/shared/flow"
)

// What a responder presses. 1 is the same on every line, so that a woken person need not listen for
// it.
const (
	acceptKey  = "1"
	declineKey = "2" // where a line has no other
)

// ring rings the team and says so where nobody took the call. After a talk the call is over.
func (c *compiler) ring() {
	r := c.line.Ring
	members := []flow.Member{
		text("TeamId", reference(dialplan.AttributeTeam)),
		text("RingStrategy", map[Strategy]string{Sequence: "Sequential", All: "Simultaneous"}[r.Strategy]),
		text("ParticipantConnectionTimeLimitSeconds", strconv.Itoa(r.RingSeconds)),
		text("ConnectionTimeLimitSeconds", strconv.Itoa(r.TotalSeconds)),
		text("MaximumRounds", strconv.Itoa(r.Rounds)),
		text("ComfortSeconds", strconv.Itoa(*r.ComfortSeconds)),
		text("RingPauseSeconds", strconv.Itoa(*r.PauseSeconds)),
		text("RingsPerMinute", strconv.Itoa(r.RingsPerMinute)),
		text("AcceptanceRequired", "True"),
		object("AcceptanceMessage", c.screening()),
		text("AcceptanceDigit", acceptKey),
		text("DeclineDigit", r.DeclineKey),
		text("AcceptanceTimeLimitSeconds", strconv.Itoa(r.AcceptSeconds)),
		{Name: "WaitingMessages", Value: c.waiting()},
	}
	next := flow.Transitions{NextAction: hangUp, Errors: []flow.ErrorBranch{
		failing(flow.ConnectionTimeLimitExceeded, noResponse),
		failing(flow.NoParticipantAvailable, nobodyOnCall),
		failing(flow.CallFailed, noResponse),
		failing(flow.NoMatchingError, noResponse), // the look-up failed: nobody knows that nobody is on call
	}}
	if r.LeaveKey != NoKey {
		members = append(members, text("LeaveDigit", r.LeaveKey))
		next.Conditions = []flow.ConditionBranch{equals(flow.LeaveDigitPressed, c.unanswered())}
	}
	members = append(members,
		object("CallerId", text("Number", map[CallerID]string{
			ShowLine: "$.SystemEndpoint.Address", ShowCaller: "$.CustomerEndpoint.Address",
		}[r.CallerID])),
		text("ContinueFlowExecution", "True"),
	)
	c.add(flow.Action{Identifier: ringTeam, Type: "TransferParticipantToTeam", Parameters: flow.NewParameters(members...), Transitions: next})
	c.say(noResponse, c.prompt(c.line.Sentences.NoResponse, c.words.NoResponse), c.unanswered())
	c.say(nobodyOnCall, c.text(c.words.NobodyOnCall), c.unanswered())
}

// screening is what a responder hears. The keys are always said, unless the sentence says them
// itself or is a recording, which is taken to be whole.
func (c *compiler) screening() flow.Member {
	own := c.line.Sentences.Screening
	switch {
	case own.Audio != "" || strings.Contains(own.Text, "{accept}"):
		return c.prompt(own)
	case own.Text != "":
		return c.text(own.Text, c.words.AcceptKeys)
	}
	return c.text(c.words.Screening, c.words.AcceptKeys, c.words.ForTeam)
}

// waiting is what the caller hears while phones ring: the sentence, how to leave unless the
// sentence says it itself, and last a recording, because the last one loops.
func (c *compiler) waiting() flow.Value {
	own := c.line.Sentences.Waiting
	hint := c.words.LeaveHint
	if c.line.Ring.LeaveKey == NoKey || strings.Contains(own.Text, "{key}") {
		hint = ""
	}
	said := or(own.Text, c.words.Waiting)
	if own.Audio != "" {
		said = ""
	}
	var messages []flow.Value
	if all := strings.TrimSpace(said + " " + hint); all != "" {
		messages = append(messages, flow.ObjectValue(c.text(all)))
	}
	if own.Audio != "" {
		messages = append(messages, flow.ObjectValue(c.prompt(own)))
	}
	return flow.ListValue(messages...)
}
