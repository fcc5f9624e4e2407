package flow

func contactTransferSpecs() []Spec {
	return []Spec{
		TransferContactToQueueSpec, DequeueContactAndTransferToQueueSpec, CreateTaskSpec, InvokeFlowModuleSpec, EndFlowModuleExecutionSpec,
	}
}

// TransferContactToQueueSpec has no parameters: UpdateContactTargetQueue named the queue.
var TransferContactToQueueSpec = Spec{
	Type: "TransferContactToQueue", Category: Contacts, Waiting: true, Leaves: true,
	Summary: "Puts the caller in the chosen queue; here, rings the team of that name.",
	Errors:  errorsWith(Required, QueueAtCapacity, NoMatchingError),
	Maps:    "phones rung into the room, as TransferParticipantToTeam, while the caller is in the CustomerQueue flow; rung in vain takes NoMatchingError",
}

// DequeueContactAndTransferToQueueSpec moves a waiting caller.
var DequeueContactAndTransferToQueueSpec = Spec{
	Type: "DequeueContactAndTransferToQueue", Category: Contacts, Waiting: true, Leaves: true,
	Summary:    "Moves a waiting caller to another queue.",
	Parameters: queueOrAgent(),
	OneOf:      []OneOf{{Names: []string{"QueueId", "AgentId"}, Presence: Required}},
	Errors:     errorsWith(Required, QueueAtCapacity, NoMatchingError),
	Maps:       "as TransferContactToQueue; the waiting flow begins anew",
}

// CreateTaskSpec makes work for people: here, an alert.
var CreateTaskSpec = Spec{
	Type: "CreateTask", Category: Contacts,
	Summary: "Makes a task for people; here, raises an alert.",
	Parameters: []Parameter{
		{Name: "ContactFlowId", Reference: Single, Meaning: "the flow of the task; here an escalation rule"},
		{Name: "Name", Required: true, Reference: Anywhere}, {Name: "Description", Reference: Anywhere},
		{Name: "Attributes", Shape: Map, Reference: Anywhere}, {Name: "References", Shape: Free, Reference: Anywhere},
		{Name: "DelaySeconds", Shape: Integer, Min: 1, Max: 518_400, Reference: Single, Meaning: "seconds before it begins"},
		{Name: "ScheduledTime", Reference: Single}, {Name: "TaskTemplateId"},
	},
	OneOf:  []OneOf{{Names: []string{"DelaySeconds", "ScheduledTime"}, Presence: Optional}},
	Errors: anyError,
	Maps:   "an alert",
}

// InvokeFlowModuleSpec runs a module and comes back to NextAction.
var InvokeFlowModuleSpec = Spec{
	Type: "InvokeFlowModule", Category: Contacts, Open: true,
	Summary:    "Runs a module and goes on.",
	Parameters: []Parameter{{Name: "FlowModuleId", Required: true, Reference: Anywhere, Meaning: "the module"}},
	Results:    []Results{{Operators: operators}},
	Errors:     append(errorsWith(Required, NoMatchingError), errorsWith(Optional, NoMatchingCondition)...),
	Maps:       "nothing: decided at once",
}

// EndFlowModuleExecutionSpec returns from a module.
var EndFlowModuleExecutionSpec = Spec{
	Type: "EndFlowModuleExecution", Category: Contacts, Terminal: true, Open: true,
	Summary: "Ends a module.",
	Maps:    "nothing: decided at once",
}

func contactElsewhereSpecs() []Spec {
	return []Spec{
		TransferContactToAgentSpec, UpdatePreviousContactParticipantStateSpec, CompleteOutboundCallSpec,
		UpdateContactMediaStreamingBehaviorSpec, CreateCaseSpec, GetCaseSpec, UpdateCaseSpec, CreateWisdomSessionSpec,
		StartOutboundChatContactSpec, UpdateContactMediaProcessingSpec, ResumeContactSpec,
	}
}

// UpdateContactMediaStreamingBehaviorSpec sends the caller's audio to Amazon Kinesis Video Streams.
var UpdateContactMediaStreamingBehaviorSpec = Spec{
	Type: "UpdateContactMediaStreamingBehavior", Category: Contacts,
	Summary: "Streams the caller's audio to another service.",
	Parameters: []Parameter{
		{Name: "MediaStreamingState", Required: true, Shape: Choice, Values: []string{"Enabled", "Disabled"}},
		{Name: "MediaStreamType", Shape: Choice, Values: []string{"Audio"}},
		{Name: "Participants", Shape: Free},
	},
	Errors:      anyError,
	Unsupported: "live audio cannot be streamed elsewhere; to keep what the caller says, use RecordParticipantMessage",
}

const needsCases = "it needs Amazon Connect Cases; raise an alert with CreateTask, or ask a Lambda function"

// The contact actions that need another service or an agent panel.
var (
	TransferContactToAgentSpec = terminal(contactElsewhere("TransferContactToAgent", "Transfers to the agent who was chosen.",
		"transfer flows begin in the agent panel, and there is none; ring a team with TransferParticipantToTeam"))
	UpdatePreviousContactParticipantStateSpec = contactElsewhere("UpdatePreviousContactParticipantState", "Puts the caller or the agent on hold.",
		"transfer flows begin in the agent panel, and there is none")
	CompleteOutboundCallSpec = contactElsewhere("CompleteOutboundCall", "Lets an outbound call go out.",
		"it belongs to outbound calls; this product only answers calls")
	CreateCaseSpec          = contactElsewhere("CreateCase", "Creates a case.", needsCases)
	GetCaseSpec             = contactElsewhere("GetCase", "Finds a case.", needsCases)
	UpdateCaseSpec          = contactElsewhere("UpdateCase", "Changes a case.", needsCases)
	CreateWisdomSessionSpec = contactElsewhere("CreateWisdomSession", "Starts an assistant for the agent.",
		"there is no agent screen for an assistant to help on; remove the action")
	StartOutboundChatContactSpec = contactElsewhere("StartOutboundChatContact", "Writes to the customer by SMS or chat.",
		"chats cannot be begun here")
	UpdateContactMediaProcessingSpec = contactElsewhere("UpdateContactMediaProcessing", "Changes how messages of a chat are processed.",
		"it works on chats, and a call is not a chat")
	ResumeContactSpec = contactElsewhere("ResumeContact", "Resumes a paused task.", "tasks cannot be paused here")
)

func contactElsewhere(name, summary, reason string) Spec {
	s := elsewhere(name, summary, reason)
	s.Category = Contacts
	return s
}

func terminal(s Spec) Spec {
	s.Terminal, s.Results, s.Errors = true, nil, nil
	return s
}
