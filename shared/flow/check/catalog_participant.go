package check

import "ringdown/shared/flow"

func participantSpecs() []Spec {
	return []Spec{
		messageParticipantSpec, getParticipantInputSpec, messageParticipantIterativelySpec, connectParticipantWithLexBotSpec,
		disconnectParticipantSpec, showViewSpec, transferParticipantToThirdPartySpec, authenticateParticipantSpec,
		loadContactContentSpec, routeContactToAgentSpec, transferParticipantToTeamSpec, recordParticipantMessageSpec,
	}
}

// messageParticipantSpec plays one prompt. Most exports carry no error branch on it.
var messageParticipantSpec = Spec{
	Type: "MessageParticipant", Category: participants,
	Summary: "Plays a prompt to the caller.",
	Parameters: with(prompt(""),
		Parameter{Name: "MustBeHeard", Shape: Flag, Meaning: "ours. True: nothing cuts it short, and no talk is recorded without it"},
		Parameter{Name: "SkipWhenDTMFBufferEnabled", Shape: Flag, Unread: noLoss(undocumented)}),
	OneOf:  []OneOf{{Names: promptNames, Presence: Expected}},
	Errors: errorsWith(Optional, flow.NoMatchingError),
	Maps:   "talk or stream",
}

var storesInput = When{Path: "StoreInput", Value: "True"}
var readsMenu = When{Path: "StoreInput", Value: "True", Not: true}

const unencrypted = "nothing is encrypted; ask for nothing that must be, and remove it"

// getParticipantInputSpec has two forms that share little: a menu, whose key is compared, and a
// stored number. The service insists on different error branches for each; in older exports a menu
// lacks NoMatchingError.
var getParticipantInputSpec = Spec{
	Type: "GetParticipantInput", Category: participants, Waiting: true,
	Summary: "Plays a prompt and reads keys: one key of a menu, or a number to store.",
	Parameters: with(prompt(""),
		Parameter{Name: "InputTimeLimitSeconds", Required: true, Shape: Integer, Min: 1, Usual: 300, Meaning: "seconds to the first key"},
		Parameter{Name: "StoreInput", Shape: Flag, Meaning: "True: keep the digits as $.StoredCustomerInput; False: compare one key"},
		Parameter{Name: "InputValidation.PhoneNumberValidation.NumberFormat", Shape: Choice, Values: []string{"Local", "E164"}},
		Parameter{Name: "InputValidation.PhoneNumberValidation.CountryCode", Reference: Single},
		Parameter{Name: "InputValidation.CustomValidation.MaximumLength", Shape: Integer, Min: 1, Usual: 20, Reference: Single, Meaning: "digits"},
		Parameter{Name: "InputEncryption.EncryptionKeyId", Reference: Single, Unread: refused("", unencrypted)},
		Parameter{Name: "InputEncryption.Key", Reference: Single, Unread: refused("", unencrypted)},
		Parameter{Name: "DTMFConfiguration.InputTerminationSequence", Shape: Keys, Values: []string{dialKeys}, Max: 5, Meaning: "keys that end the input; # when absent"},
		Parameter{Name: "DTMFConfiguration.DisableCancelKey", Shape: Flag, Meaning: "True: * is a digit and does not clear the input"},
		Parameter{Name: "DTMFConfiguration.InterdigitTimeLimitSeconds", Shape: Integer, Min: 1, Max: 20, Reference: Single, Meaning: "seconds between keys; 5 when absent"}),
	OneOf: []OneOf{
		{Names: promptNames, Presence: Expected},
		{In: "InputValidation", Names: []string{"PhoneNumberValidation", "CustomValidation"}, Presence: Required, When: storesInput},
		{Names: []string{"InputEncryption", "InputValidation.PhoneNumberValidation"}, Presence: Optional},
	},
	Results: []Results{{When: storesInput}, {Operators: []flow.Operator{flow.Equals}, Values: dialKeyValues}},
	Errors: []ErrorRule{
		{Type: flow.InputTimeLimitExceeded, When: readsMenu},
		{Type: flow.NoMatchingCondition, When: readsMenu},
		{Type: flow.NoMatchingError, Presence: Expected, When: readsMenu},
		{Type: flow.NoMatchingError, When: storesInput},
		{Type: flow.InputTimeLimitExceeded, Presence: Refused, When: storesInput},
		{Type: flow.NoMatchingCondition, Presence: Refused, When: storesInput},
		{Type: flow.InvalidPhoneNumber, When: When{Path: "InputValidation.PhoneNumberValidation"}},
		{Type: flow.InvalidPhoneNumber, Presence: Refused, When: When{Path: "InputValidation.PhoneNumberValidation", Not: true}},
	},
	Maps: "talk or stream with barge-in, then input",
}

// messageParticipantIterativelySpec may have no NextAction: then it plays until the contact moves
// on.
var messageParticipantIterativelySpec = Spec{
	Type: "MessageParticipantIteratively", Category: participants, Waiting: true, Leaves: true,
	Summary: "Plays prompts in turn, over and over, while the caller waits.",
	Parameters: with(prompt("Messages[]."),
		Parameter{Name: "InterruptFrequencySeconds", Shape: Integer, Min: 1, Reference: Single, Meaning: "seconds between interruptions"},
		Parameter{Name: "ContinueMessagingDuringInterrupt", Shape: Flag, Unread: noLoss(undocumented)}),
	OneOf: []OneOf{
		{Names: []string{"Messages"}, Presence: Required},
		{In: "Messages[]", Names: promptNames, Presence: Expected},
	},
	Results: []Results{equalsOneOf("MessagesInterrupted")},
	Errors:  errorsWith(Optional, flow.NoMatchingError, flow.NoMatchingCondition),
	Maps:    "talk or stream in a loop, or the room's hold audio",
}

// connectParticipantWithLexBotSpec runs only where the settings have keys for its bot, which a
// document alone does not tell: WithBots says so.
var connectParticipantWithLexBotSpec = Spec{
	Type: "ConnectParticipantWithLexBot", Category: participants, Waiting: true, Open: true,
	Summary: "Lets the caller speak with an Amazon Lex bot; here a key stands for each of its intents.",
	Parameters: with(prompt(""),
		Parameter{Name: "LexV2Bot.AliasArn", Reference: Single, Meaning: "the bot"},
		Parameter{Name: "LexBot.Name", Reference: Single, Meaning: "a bot of the first generation"},
		Parameter{Name: "LexSessionAttributes", Shape: Map, Reference: Anywhere, Meaning: "read back as $.Lex.SessionAttributes"}),
	Results:     []Results{{Operators: operators}},
	Errors:      append(errorsWith(Required, flow.NoMatchingCondition, flow.NoMatchingError), errorsWith(Optional, flow.InputTimeLimitExceeded)...),
	Maps:        "talk or stream with barge-in, then input",
	ByBot:       true,
	Unsupported: "speech bots need Amazon Lex; give its intents keys under bots: in the settings, or offer a menu of keys with GetParticipantInput",
}

// disconnectParticipantSpec without a caller ends the flow's execution, so that a flow may go on
// after a hang-up.
var disconnectParticipantSpec = Spec{
	Type: "DisconnectParticipant", Category: participants, Terminal: true, Waiting: true,
	Summary: "Hangs up; nothing follows.",
	Maps:    "the end of the call script",
}

// showViewSpec needs an agent's screen or a chat.
var showViewSpec = Spec{
	Type: "ShowView", Category: participants, Waiting: true, Open: true,
	Summary: "Shows a form on the agent's screen or in a chat.",
	Parameters: []Parameter{
		{Name: "ViewResource.Id", Required: true, Reference: Anywhere},
		{Name: "ViewResource.Version", Reference: Single},
		{Name: "InvocationTimeLimitSeconds", Required: true, Shape: Integer, Min: 1, Reference: Single, Meaning: "seconds"},
		{Name: "ViewData", Shape: Free, Reference: Anywhere},
		{Name: "SensitiveDataConfiguration.HideResponseOn", Shape: Words},
	},
	Results:     []Results{{Operators: operators}},
	Errors:      errorsWith(Required, flow.NoMatchingCondition, flow.NoMatchingError, flow.TimeLimitExceeded),
	Unsupported: "a phone has no screen to show a view on",
}

var flowContinues = When{Path: "ContinueFlowExecution", Value: "True"}

// transferParticipantToThirdPartySpec stands on no page of the current reference; it is described
// as exports have it.
var transferParticipantToThirdPartySpec = Spec{
	Type: "TransferParticipantToThirdParty", Category: participants, Waiting: true, Open: true,
	Summary: "Rings an outside number and connects the caller to it.",
	Parameters: []Parameter{
		{Name: "ThirdPartyPhoneNumber", Required: true, Shape: Phone, Reference: Anywhere, Meaning: "number to ring"},
		{Name: "ThirdPartyConnectionTimeLimitSeconds", Required: true, Shape: Integer, Max: 600, Reference: Single, Meaning: "seconds to ring"},
		{Name: "ContinueFlowExecution", Required: true, Shape: Flag, Meaning: "True: the flow goes on when the other side hangs up"},
		{Name: "ThirdPartyDTMFDigits", Shape: Keys, Values: []string{dialKeys + ","}, Max: 50, Reference: Single, Meaning: "keys sent on answer; a comma pauses"},
		{Name: "CallerId.Number", Shape: Phone, Reference: Single, Meaning: "number shown to the other side"},
		{Name: "CallerId.Name", Reference: Anywhere, Unread: loss(noNames)},
	},
	Errors: []ErrorRule{
		{Type: flow.NoMatchingError},
		{Type: flow.CallFailed, Presence: Expected, When: flowContinues},
		{Type: flow.ConnectionTimeLimitExceeded, Presence: Expected, When: flowContinues},
	},
	Maps: "a call of its own into the room",
}

// authenticateParticipantSpec is for chats.
var authenticateParticipantSpec = Spec{
	Type: "AuthenticateParticipant", Category: participants, Open: true, Waiting: true,
	Summary:     "Asks a chat customer to sign in.",
	Results:     []Results{{Operators: operators}},
	Errors:      errorsWith(Optional, errorTypes...),
	Unsupported: "a caller cannot sign in on a web page during a call",
}

// loadContactContentSpec is for e-mail.
var loadContactContentSpec = Spec{
	Type: "LoadContactContent", Category: participants, Open: true,
	Summary:     "Loads the text of an e-mail contact.",
	Results:     []Results{{Operators: operators}},
	Errors:      errorsWith(Optional, errorTypes...),
	Unsupported: "it reads e-mail, and a call has none",
}

// routeContactToAgentSpec needs the agent panel.
var routeContactToAgentSpec = Spec{
	Type: "RouteContactToAgent", Category: participants, Open: true,
	Summary:     "Offers the contact to one agent.",
	Results:     []Results{{Operators: operators}},
	Errors:      errorsWith(Optional, errorTypes...),
	Unsupported: "there is no agent panel; ring a team with TransferParticipantToTeam",
}
