package check

import "ringdown/shared/flow"

// The two extensions follow the language's style: a verb, Participant, a noun; keys in Pascal case;
// scalars as strings; the same branches. They exist because the language rings people only through
// queues and an agent panel, without a branch for "nobody answered" and without a key to accept,
// and because it cannot record a message.

var hasLeaveDigit = When{Path: "LeaveDigit"}

// transferParticipantToTeamSpec rings the people of a team until one of them accepts.
var transferParticipantToTeamSpec = Spec{
	Type: "TransferParticipantToTeam", Category: participants, Extension: true, Waiting: true,
	Summary: "Rings the people on call of a team, in turn or all at once, until one accepts, while the caller waits.",
	Parameters: with(
		with(
			[]Parameter{
				{Name: "TeamId", Required: true, Reference: Single, Meaning: "the team to ring"},
				{Name: "RingStrategy", Shape: Choice, Values: []string{"Sequential", "Simultaneous"}},
				{Name: "ParticipantConnectionTimeLimitSeconds", Shape: Integer, Min: 10, Max: 60, Reference: Single, Meaning: "seconds to ring each phone"},
				{Name: "ConnectionTimeLimitSeconds", Shape: Integer, Min: 30, Max: 600, Reference: Single, Meaning: "seconds for the whole step"},
				{Name: "MaximumRounds", Shape: Integer, Min: 1, Max: 5, Reference: Single, Meaning: "times through the team"},
				{Name: "ComfortSeconds", Shape: Integer, Min: 0, Max: 120, Reference: Single, Meaning: "seconds between sentences to the caller who waits; 0: none; 30 when absent"},
				{Name: "RingPauseSeconds", Shape: Integer, Min: 0, Max: 60, Reference: Single, Meaning: "seconds between two rounds, and before a phone rings again"},
				{Name: "RingsPerMinute", Shape: Integer, Min: 1, Max: 20, Reference: Single, Meaning: "rings of one phone in a minute, for all calls together"},
				{Name: "AcceptanceRequired", Shape: Flag, Meaning: "True: a responder must press a key", Unread: refused("True", "a responder always presses a key, because a mailbox answers too")},
				{Name: "AcceptanceDigit", Shape: Keys, Values: []string{dialKeys}, Max: 1, Meaning: "key that accepts"},
				{Name: "DeclineDigit", Shape: Keys, Values: []string{dialKeys}, Max: 1, Meaning: "key that passes to the next responder"},
				{Name: "AcceptanceTimeLimitSeconds", Shape: Integer, Min: 3, Max: 60, Reference: Single, Meaning: "seconds to wait for the key"},
				{Name: "LeaveDigit", Shape: Keys, Values: []string{dialKeys}, Max: 1, Meaning: "key with which the caller stops waiting"},
				{Name: "CallerId.Number", Shape: Phone, Reference: Single, Meaning: "number shown to responders"},
				{Name: "CallerId.Name", Reference: Anywhere, Unread: refused("", noNames)},
				{Name: "ContinueFlowExecution", Shape: Flag, Meaning: "True: the flow goes on when the team's call ends", Unread: refused("True", "the flow always goes on; let DisconnectParticipant follow")},
			},
			prompt("AcceptanceMessage.")...),
		prompt("WaitingMessages[].")...),
	OneOf: []OneOf{
		{In: "AcceptanceMessage", Names: promptNames, Presence: Expected},
		{In: "WaitingMessages[]", Names: promptNames, Presence: Expected},
	},
	Results: []Results{
		{When: hasLeaveDigit, Operators: []flow.Operator{flow.Equals}, Values: []string{flow.LeaveDigitPressed}, Required: []string{flow.LeaveDigitPressed}},
		equalsOneOf(flow.LeaveDigitPressed),
	},
	Errors: []ErrorRule{
		{Type: flow.ConnectionTimeLimitExceeded}, {Type: flow.NoParticipantAvailable}, {Type: flow.NoMatchingError},
		{Type: flow.CallFailed, Presence: Expected},
		{Type: flow.NoMatchingCondition, Presence: Optional},
	},
	Maps: "a conversation for the caller, and a call of its own for each responder",
}

// recordParticipantMessageSpec records a voicemail. A caller who hangs up while speaking has left a
// message.
var recordParticipantMessageSpec = Spec{
	Type: "RecordParticipantMessage", Category: participants, Extension: true, Waiting: true,
	Summary: "Plays a prompt and a tone and records what the caller says.",
	Parameters: with(prompt(""),
		Parameter{Name: "RecordingTimeLimitSeconds", Shape: Integer, Min: 3, Max: 7200, Reference: Single, Meaning: "seconds at most"},
		Parameter{Name: "EndOnSilenceSeconds", Shape: Integer, Min: 3, Max: 10, Reference: Single, Meaning: "seconds of silence that end it"},
		Parameter{Name: "DTMFConfiguration.InputTerminationSequence", Shape: Keys, Values: []string{dialKeys}, Max: 1, Meaning: "key that ends it"},
		Parameter{Name: "PlayTone", Shape: Flag, Meaning: "True: a tone before the recording"},
		Parameter{Name: "MinimumRecordingSeconds", Shape: Integer, Max: 60, Reference: Single, Meaning: "seconds below which it counts as empty"},
		Parameter{Name: "TranscriptionEnabled", Shape: Flag, Unread: refused("False", "messages are not transcribed; leave it out")}),
	OneOf:   []OneOf{{Names: promptNames, Presence: Optional}},
	Results: []Results{equalsOneOf(flow.MessageRecorded, flow.MessageEmpty)},
	Errors:  append(errorsWith(Required, flow.NoMatchingError), errorsWith(Optional, flow.NoMatchingCondition)...),
	Maps:    "talk, record, notify",
}
