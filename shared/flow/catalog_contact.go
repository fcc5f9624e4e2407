package flow

import "slices"

func contactSpecs() []Spec {
	return slices.Concat(contactUpdateSpecs(), contactTransferSpecs(), contactElsewhereSpecs())
}

func contactUpdateSpecs() []Spec {
	return []Spec{
		UpdateContactAttributesSpec, UpdateContactTargetQueueSpec, UpdateContactEventHooksSpec, UpdateContactRecordingBehaviorSpec,
		UpdateContactRecordingAndAnalyticsBehaviorSpec, UpdateContactTextToSpeechVoiceSpec, UpdateContactRoutingBehaviorSpec,
		UpdateContactCallbackNumberSpec, UpdateContactDataSpec, TagContactSpec, UntagContactSpec,
	}
}

// UpdateContactAttributesSpec sets attributes that every later flow of the call can read.
var UpdateContactAttributesSpec = Spec{
	Type: "UpdateContactAttributes", Category: Contacts,
	Summary: "Sets attributes of the call.",
	Parameters: []Parameter{
		{Name: "Attributes", Required: true, Shape: Map, Reference: Anywhere},
		{Name: "TargetContact", Shape: Choice, Values: []string{"Current", "Related"}, Meaning: "Current when absent"},
	},
	Errors: anyError,
	Maps:   "nothing: decided at once",
}

// UpdateContactTargetQueueSpec names who TransferContactToQueue will ring.
var UpdateContactTargetQueueSpec = Spec{
	Type: "UpdateContactTargetQueue", Category: Contacts,
	Summary:    "Chooses the queue for a later transfer.",
	Parameters: queueOrAgent(),
	OneOf:      []OneOf{{Names: []string{"QueueId", "AgentId"}, Presence: Required}},
	Errors:     anyError,
	Maps:       "nothing: decided at once",
}

var eventHooks = []string{"AgentHold", "AgentWhisper", "CustomerHold", "CustomerQueue", "CustomerRemaining", "CustomerWhisper",
	"DefaultAgentUI", "DisconnectAgentUI", "PauseContact", "ResumeContact"}

// UpdateContactEventHooksSpec says which flow runs at a moment of the call. Saved exports add EventHooksConfiguration.
var UpdateContactEventHooksSpec = Spec{
	Type: "UpdateContactEventHooks", Category: Contacts,
	Summary:    "Chooses the flow that runs at a moment of the call.",
	Parameters: append(hookParameters(), Parameter{Name: "EventHooksConfiguration", Shape: Free}),
	OneOf:      []OneOf{{In: "EventHooks", Names: eventHooks, Presence: Required}},
	Errors:     anyError,
	Maps:       "CustomerQueue: what the caller hears while phones ring; AgentWhisper, CustomerWhisper: what each hears before they talk; the others are about an agent's screen or hold, which a phone has not: passed over",
}

func hookParameters() []Parameter {
	var hooks []Parameter
	for _, name := range eventHooks {
		hooks = append(hooks, Parameter{Name: "EventHooks." + name, Reference: Anywhere})
	}
	return hooks
}

// UpdateContactRecordingBehaviorSpec is written by the console without branches.
var UpdateContactRecordingBehaviorSpec = Spec{
	Type: "UpdateContactRecordingBehavior", Category: Contacts,
	Summary: "Switches the recording of the conversation.",
	Parameters: []Parameter{
		{Name: "RecordingBehavior.RecordedParticipants", Shape: Words, Values: []string{"Agent", "Customer"}},
		{Name: "RecordingBehavior.ScreenRecordedParticipants", Shape: Words, Values: []string{"Agent"}},
		{Name: "RecordingBehavior.IVRRecordingBehavior", Shape: Choice, Values: []string{"Enabled", "Disabled"}},
		{Name: "AnalyticsBehavior", Shape: Free, Reference: Anywhere},
	},
	Errors: errorsWith(Optional, NoMatchingError),
	Maps:   "record in the room; of the automated part, a voicemail",
}

// UpdateContactRecordingAndAnalyticsBehaviorSpec is the successor of UpdateContactRecordingBehavior.
var UpdateContactRecordingAndAnalyticsBehaviorSpec = Spec{
	Type: "UpdateContactRecordingAndAnalyticsBehavior", Category: Contacts,
	Summary: "Switches the recording and analysis of the conversation.",
	Parameters: []Parameter{
		{Name: "VoiceBehavior.VoiceRecordingBehavior.RecordedParticipants", Shape: Words, Values: []string{"Agent", "Customer"}},
		{Name: "VoiceBehavior.VoiceRecordingBehavior.IVRRecordingBehavior", Shape: Choice, Values: []string{"Enabled", "Disabled"}},
		{Name: "VoiceBehavior.VoiceAnalyticsBehavior", Shape: Free, Reference: Anywhere},
		{Name: "ChatBehavior", Shape: Free, Reference: Anywhere},
		{Name: "ScreenRecordingBehavior", Shape: Free, Reference: Anywhere},
	},
	OneOf: []OneOf{{Names: []string{"VoiceBehavior", "ChatBehavior", "ScreenRecordingBehavior"}, Presence: Required}},
	Errors: []ErrorRule{
		{Type: NoMatchingError}, {Type: ChannelMismatch},
		{Type: InFlightRedactionConfigurationFailed, When: When{Path: "ChatBehavior"}},
	},
	Maps: "record in the room",
}

// UpdateContactTextToSpeechVoiceSpec changes the voice of the prompts that follow.
var UpdateContactTextToSpeechVoiceSpec = Spec{
	Type: "UpdateContactTextToSpeechVoice", Category: Contacts,
	Summary: "Chooses the voice of later prompts.",
	Parameters: []Parameter{
		{Name: "TextToSpeechVoice", Required: true, Reference: Single},
		{Name: "TextToSpeechEngine", Shape: Choice, Values: []string{"Standard", "Neural", "Generative"}, Reference: Single},
		{Name: "TextToSpeechStyle", Shape: Choice, Values: []string{"None", "Conversational", "Newscaster"}, Reference: Single},
	},
	Errors: errorsWith(Optional, NoMatchingError),
	Maps:   "language and style of talk",
}

// UpdateContactRoutingBehaviorSpec is kept; there is one queue of one caller here.
var UpdateContactRoutingBehaviorSpec = Spec{
	Type: "UpdateContactRoutingBehavior", Category: Contacts,
	Summary: "Moves the caller forward or back in the queue.",
	Parameters: []Parameter{
		{Name: "QueuePriority", Shape: Integer, Min: 1, Reference: Single},
		{Name: "QueueTimeAdjustmentSeconds", Shape: Integer, Min: -1 << 31, Reference: Single, Meaning: "seconds, either way"},
	},
	OneOf:  []OneOf{{Names: []string{"QueuePriority", "QueueTimeAdjustmentSeconds"}, Presence: Required}},
	Errors: errorsWith(Optional, NoMatchingError),
	Maps:   "kept and passed over: responders are rung at once",
}

// UpdateContactCallbackNumberSpec takes an attribute, never a number.
var UpdateContactCallbackNumberSpec = Spec{
	Type: "UpdateContactCallbackNumber", Category: Contacts,
	Summary:    "Sets the number to call back.",
	Parameters: []Parameter{{Name: "CallbackNumber", Required: true, Reference: Only}},
	Errors:     append(errorsWith(Required, InvalidCallbackNumber, CallbackNumberNotDialable), errorsWith(Optional, NoMatchingError)...),
	Maps:       "nothing: decided at once",
}

// UpdateContactDataSpec is open: the reference keeps adding fields.
var UpdateContactDataSpec = Spec{
	Type: "UpdateContactData", Category: Contacts, Open: true,
	Summary: "Sets what is known about the contact, such as its language.",
	Parameters: []Parameter{
		{Name: "Name", Reference: Anywhere}, {Name: "Description", Reference: Anywhere},
		{Name: "LanguageCode", Reference: Single}, {Name: "CustomerId", Reference: Anywhere},
		{Name: "References", Shape: Free, Reference: Anywhere}, {Name: "WisdomSessionArn", Reference: Single},
		{Name: "IsVoiceIdStreamingEnabled", Shape: Flag, Reference: Single},
		{Name: "TargetContact", Shape: Choice, Values: []string{"Current", "Related"}},
	},
	Errors: anyError,
	Maps:   "LanguageCode: language of talk; others kept",
}

// TagContactSpec keeps tags; the service takes six.
var TagContactSpec = Spec{
	Type: "TagContact", Category: Contacts,
	Summary:    "Puts tags on the contact.",
	Parameters: []Parameter{{Name: "Tags", Required: true, Shape: Map, Max: 6, Reference: Anywhere}},
	Errors:     anyError,
	Maps:       "nothing: decided at once",
}

// UntagContactSpec has the spelling the service takes; the reference writes UnTagContact.
var UntagContactSpec = Spec{
	Type: "UntagContact", Category: Contacts,
	Summary:    "Takes tags off the contact.",
	Parameters: []Parameter{{Name: "TagKeys", Required: true, Shape: Words, Reference: Anywhere}},
	Errors:     anyError,
	Maps:       "nothing: decided at once",
}
