package check

import (
	"slices"

	"ringdown/shared/flow"
)

func contactSpecs() []Spec {
	return slices.Concat(contactUpdateSpecs(), contactTransferSpecs(), contactElsewhereSpecs())
}

func contactUpdateSpecs() []Spec {
	return []Spec{
		updateContactAttributesSpec, updateContactTargetQueueSpec, updateContactEventHooksSpec, updateContactRecordingBehaviorSpec,
		updateContactRecordingAndAnalyticsBehaviorSpec, updateContactTextToSpeechVoiceSpec, updateContactRoutingBehaviorSpec,
		updateContactCallbackNumberSpec, updateContactDataSpec, tagContactSpec, untagContactSpec,
	}
}

// updateContactAttributesSpec sets attributes that every later flow of the call can read.
var updateContactAttributesSpec = Spec{
	Type: "UpdateContactAttributes", Category: contacts,
	Summary: "Sets attributes of the call.",
	Parameters: []Parameter{
		{Name: "Attributes", Required: true, Shape: Map, Reference: Anywhere},
		{Name: "TargetContact", Shape: Choice, Values: []string{"Current", "Related"}, Unread: lossUnless("Current", oneContact)},
	},
	Errors: anyError,
	Maps:   "nothing: decided at once",
}

// updateContactTargetQueueSpec names who TransferContactToQueue will ring.
var updateContactTargetQueueSpec = Spec{
	Type: "UpdateContactTargetQueue", Category: contacts,
	Summary:    "Chooses the queue for a later transfer.",
	Parameters: queueOrAgent(),
	OneOf:      []OneOf{{Names: []string{"QueueId", "AgentId"}, Presence: Required}},
	Errors:     anyError,
	Maps:       "nothing: decided at once",
}

var eventHooks = []string{"AgentHold", "AgentWhisper", "CustomerHold", "CustomerQueue", "CustomerRemaining", "CustomerWhisper",
	"DefaultAgentUI", "DisconnectAgentUI", "PauseContact", "ResumeContact"}

// runHooks are those whose flow runs here.
var runHooks = []string{"AgentWhisper", "CustomerQueue", "CustomerWhisper"}

// updateContactEventHooksSpec says which flow runs at a moment of the call. Saved exports add
// EventHooksConfiguration.
var updateContactEventHooksSpec = Spec{
	Type: "UpdateContactEventHooks", Category: contacts,
	Summary:    "Chooses the flow that runs at a moment of the call.",
	Parameters: append(hookParameters(), Parameter{Name: "EventHooksConfiguration", Shape: Free}),
	OneOf:      []OneOf{{In: "EventHooks", Names: eventHooks, Presence: Required}},
	Errors:     anyError,
	Maps:       "CustomerQueue: what the caller hears while phones ring; AgentWhisper, CustomerWhisper: what each hears before they talk; the others are about an agent's screen or hold, which a phone has not: passed over",
}

func hookParameters() []Parameter {
	var hooks []Parameter
	for _, name := range eventHooks {
		p := Parameter{Name: "EventHooks." + name, Reference: Anywhere}
		if !slices.Contains(runHooks, name) {
			p.Unread = loss("it is about an agent's screen or hold, which a phone has not")
		}
		hooks = append(hooks, p)
	}
	return hooks
}

const (
	noScreen   = "there is no screen"
	noAnalysis = "talks are not analysed"
	rewritten  = "where it makes a voicemail it is rewritten to RecordParticipantMessage; the automated part is not recorded otherwise"
	oneVoice   = "the phone provider's voice of that language speaks, in its own style"
)

// updateContactRecordingBehaviorSpec is written by the console without branches.
var updateContactRecordingBehaviorSpec = Spec{
	Type: "UpdateContactRecordingBehavior", Category: contacts,
	Summary: "Switches the recording of the conversation.",
	Parameters: []Parameter{
		{Name: "RecordingBehavior.RecordedParticipants", Shape: Words, Values: []string{"Agent", "Customer"}},
		{Name: "RecordingBehavior.ScreenRecordedParticipants", Shape: Words, Values: []string{"Agent"}, Unread: noLoss(noScreen)},
		{Name: "RecordingBehavior.IVRRecordingBehavior", Shape: Choice, Values: []string{"Enabled", "Disabled"}, Unread: noLoss(rewritten)},
		{Name: "AnalyticsBehavior", Shape: Free, Reference: Anywhere, Unread: noLoss(noAnalysis)},
	},
	Errors: errorsWith(Optional, flow.NoMatchingError),
	Maps:   "record in the room; of the automated part, a voicemail",
}

// updateContactRecordingAndAnalyticsBehaviorSpec is the successor of
// UpdateContactRecordingBehavior.
var updateContactRecordingAndAnalyticsBehaviorSpec = Spec{
	Type: "UpdateContactRecordingAndAnalyticsBehavior", Category: contacts,
	Summary: "Switches the recording and analysis of the conversation.",
	Parameters: []Parameter{
		{Name: "VoiceBehavior.VoiceRecordingBehavior.RecordedParticipants", Shape: Words, Values: []string{"Agent", "Customer"}},
		{Name: "VoiceBehavior.VoiceRecordingBehavior.IVRRecordingBehavior", Shape: Choice, Values: []string{"Enabled", "Disabled"}, Unread: noLoss(rewritten)},
		{Name: "VoiceBehavior.VoiceAnalyticsBehavior", Shape: Free, Reference: Anywhere, Unread: noLoss(noAnalysis)},
		{Name: "ChatBehavior", Shape: Free, Reference: Anywhere},
		{Name: "ScreenRecordingBehavior", Shape: Free, Reference: Anywhere, Unread: noLoss(noScreen)},
	},
	OneOf: []OneOf{{Names: []string{"VoiceBehavior", "ChatBehavior", "ScreenRecordingBehavior"}, Presence: Required}},
	Errors: []ErrorRule{
		{Type: flow.NoMatchingError}, {Type: flow.ChannelMismatch},
		{Type: flow.InFlightRedactionConfigurationFailed, When: When{Path: "ChatBehavior"}},
	},
	Maps: "record in the room",
}

// updateContactTextToSpeechVoiceSpec changes the voice of the prompts that follow.
var updateContactTextToSpeechVoiceSpec = Spec{
	Type: "UpdateContactTextToSpeechVoice", Category: contacts,
	Summary: "Chooses the voice of later prompts.",
	Parameters: []Parameter{
		{Name: "TextToSpeechVoice", Required: true, Reference: Single},
		{Name: "TextToSpeechEngine", Shape: Choice, Values: []string{"Standard", "Neural", "Generative"}, Reference: Single, Unread: noLoss(oneVoice)},
		{Name: "TextToSpeechStyle", Shape: Choice, Values: []string{"None", "Conversational", "Newscaster"}, Reference: Single, Unread: noLoss(oneVoice)},
	},
	Errors: errorsWith(Optional, flow.NoMatchingError),
	Maps:   "language and style of talk",
}

const atOnce = "responders are rung at once"

// updateContactRoutingBehaviorSpec is kept; there is one queue of one caller here.
var updateContactRoutingBehaviorSpec = Spec{
	Type: "UpdateContactRoutingBehavior", Category: contacts,
	Summary: "Moves the caller forward or back in the queue.",
	Parameters: []Parameter{
		{Name: "QueuePriority", Shape: Integer, Min: 1, Reference: Single, Unread: noLoss(atOnce)},
		{Name: "QueueTimeAdjustmentSeconds", Shape: Integer, Min: -1 << 31, Reference: Single, Meaning: "seconds, either way", Unread: noLoss(atOnce)},
	},
	OneOf:  []OneOf{{Names: []string{"QueuePriority", "QueueTimeAdjustmentSeconds"}, Presence: Required}},
	Errors: errorsWith(Optional, flow.NoMatchingError),
	Maps:   "kept and passed over: responders are rung at once",
}

// updateContactCallbackNumberSpec takes an attribute, never a number.
var updateContactCallbackNumberSpec = Spec{
	Type: "UpdateContactCallbackNumber", Category: contacts,
	Summary:    "Sets the number to call back.",
	Parameters: []Parameter{{Name: "CallbackNumber", Required: true, Reference: Only}},
	Errors:     append(errorsWith(Required, flow.InvalidCallbackNumber, flow.CallbackNumberNotDialable), errorsWith(Optional, flow.NoMatchingError)...),
	Maps:       "nothing: decided at once",
}

// updateContactDataSpec is open: the reference keeps adding fields.
var updateContactDataSpec = Spec{
	Type: "UpdateContactData", Category: contacts, Open: true,
	Summary: "Sets what is known about the contact, such as its language.",
	Parameters: []Parameter{
		{Name: "Name", Reference: Anywhere}, {Name: "Description", Reference: Anywhere},
		{Name: "LanguageCode", Reference: Single}, {Name: "CustomerId", Reference: Anywhere},
		{Name: "References", Shape: Free, Reference: Anywhere}, {Name: "WisdomSessionArn", Reference: Single, Unread: noLoss(noScreen)},
		{Name: "IsVoiceIdStreamingEnabled", Shape: Flag, Reference: Single, Unread: noLoss("Amazon Connect Voice ID has ended")},
		{Name: "TargetContact", Shape: Choice, Values: []string{"Current", "Related"}, Unread: lossUnless("Current", oneContact)},
	},
	Errors: anyError,
	Maps:   "LanguageCode: language of talk; others kept",
}

// tagContactSpec keeps tags; the service takes six.
var tagContactSpec = Spec{
	Type: "TagContact", Category: contacts,
	Summary:    "Puts tags on the contact.",
	Parameters: []Parameter{{Name: "Tags", Required: true, Shape: Map, Max: 6, Reference: Anywhere}},
	Errors:     anyError,
	Maps:       "nothing: decided at once",
}

// untagContactSpec has the spelling the service takes; the reference writes UnTagContact.
var untagContactSpec = Spec{
	Type: "UntagContact", Category: contacts,
	Summary:    "Takes tags off the contact.",
	Parameters: []Parameter{{Name: "TagKeys", Required: true, Shape: Words, Reference: Anywhere}},
	Errors:     anyError,
	Maps:       "nothing: decided at once",
}
