package check

import "ringdown/shared/flow"

func contactTransferSpecs() []Spec {
	return []Spec{
		transferContactToQueueSpec, dequeueContactAndTransferToQueueSpec, createTaskSpec, invokeFlowModuleSpec, endFlowModuleExecutionSpec,
	}
}

// transferContactToQueueSpec has no parameters: UpdateContactTargetQueue named the queue.
var transferContactToQueueSpec = Spec{
	Type: "TransferContactToQueue", Category: contacts, Waiting: true, Leaves: true,
	Summary: "Puts the caller in the chosen queue; here, rings the team of that name.",
	Errors:  errorsWith(Required, flow.QueueAtCapacity, flow.NoMatchingError),
	Maps:    "phones rung into the room, as TransferParticipantToTeam, while the caller is in the CustomerQueue flow; rung in vain the caller may leave a message, unless the branch NoMatchingError offers something",
}

// dequeueContactAndTransferToQueueSpec moves a waiting caller.
var dequeueContactAndTransferToQueueSpec = Spec{
	Type: "DequeueContactAndTransferToQueue", Category: contacts, Waiting: true, Leaves: true,
	Summary:    "Moves a waiting caller to another queue.",
	Parameters: queueOrAgent(),
	OneOf:      []OneOf{{Names: []string{"QueueId", "AgentId"}, Presence: Required}},
	Errors:     errorsWith(Required, flow.QueueAtCapacity, flow.NoMatchingError),
	Maps:       "as TransferContactToQueue; the waiting flow begins anew",
}

// createTaskSpec makes work for people: here, an alert.
var createTaskSpec = Spec{
	Type: "CreateTask", Category: contacts,
	Summary: "Makes a task for people; here, raises an alert.",
	Parameters: []Parameter{
		{Name: "ContactFlowId", Reference: Single, Meaning: "the flow of the task; here an escalation rule"},
		{Name: "Name", Required: true, Reference: Anywhere}, {Name: "Description", Reference: Anywhere},
		{Name: "Attributes", Shape: Map, Reference: Anywhere, Unread: loss("an alert has no attributes; put what matters into Name, Description or References")}, {Name: "References", Shape: Free, Reference: Anywhere},
		{Name: "DelaySeconds", Shape: Integer, Min: 1, Max: 518_400, Reference: Single, Meaning: "seconds before it begins"},
		{Name: "ScheduledTime", Reference: Single}, {Name: "TaskTemplateId", Unread: loss("there are no templates; write Name and Description")},
	},
	OneOf:  []OneOf{{Names: []string{"DelaySeconds", "ScheduledTime"}, Presence: Optional}},
	Errors: anyError,
	Maps:   "an alert",
}

// invokeFlowModuleSpec runs a module and comes back to NextAction.
var invokeFlowModuleSpec = Spec{
	Type: "InvokeFlowModule", Category: contacts, Open: true,
	Summary:    "Runs a module and goes on.",
	Parameters: []Parameter{{Name: "FlowModuleId", Required: true, Reference: Anywhere, Meaning: "the module"}},
	Results:    []Results{{Operators: operators}},
	Errors:     append(errorsWith(Required, flow.NoMatchingError), errorsWith(Optional, flow.NoMatchingCondition)...),
	Maps:       "nothing: decided at once",
}

// endFlowModuleExecutionSpec returns from a module.
var endFlowModuleExecutionSpec = Spec{
	Type: "EndFlowModuleExecution", Category: contacts, Terminal: true, Open: true,
	Summary: "Ends a module.",
	Maps:    "nothing: decided at once",
}

func contactElsewhereSpecs() []Spec {
	return []Spec{
		transferContactToAgentSpec, updatePreviousContactParticipantStateSpec, completeOutboundCallSpec,
		updateContactMediaStreamingBehaviorSpec, createCaseSpec, getCaseSpec, updateCaseSpec, createWisdomSessionSpec,
		startOutboundChatContactSpec, updateContactMediaProcessingSpec, resumeContactSpec,
	}
}

// updateContactMediaStreamingBehaviorSpec sends the caller's audio to Amazon Kinesis Video Streams.
var updateContactMediaStreamingBehaviorSpec = Spec{
	Type: "UpdateContactMediaStreamingBehavior", Category: contacts,
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
	transferContactToAgentSpec = terminal(contactElsewhere("TransferContactToAgent", "Transfers to the agent who was chosen.",
		"transfer flows begin in the agent panel, and there is none; ring a team with TransferParticipantToTeam"))
	updatePreviousContactParticipantStateSpec = contactElsewhere("UpdatePreviousContactParticipantState", "Puts the caller or the agent on hold.",
		"transfer flows begin in the agent panel, and there is none")
	completeOutboundCallSpec = contactElsewhere("CompleteOutboundCall", "Lets an outbound call go out.",
		"it belongs to outbound calls; this product only answers calls")
	createCaseSpec          = contactElsewhere("CreateCase", "Creates a case.", needsCases)
	getCaseSpec             = contactElsewhere("GetCase", "Finds a case.", needsCases)
	updateCaseSpec          = contactElsewhere("UpdateCase", "Changes a case.", needsCases)
	createWisdomSessionSpec = contactElsewhere("CreateWisdomSession", "Starts an assistant for the agent.",
		"there is no agent screen for an assistant to help on; remove the action")
	startOutboundChatContactSpec = contactElsewhere("StartOutboundChatContact", "Writes to the customer by SMS or chat.",
		"chats cannot be begun here")
	updateContactMediaProcessingSpec = contactElsewhere("UpdateContactMediaProcessing", "Changes how messages of a chat are processed.",
		"it works on chats, and a call is not a chat")
	resumeContactSpec = contactElsewhere("ResumeContact", "Resumes a paused task.", "tasks cannot be paused here")
)

func contactElsewhere(name, summary, reason string) Spec {
	s := elsewhere(name, summary, reason)
	s.Category = contacts
	return s
}

func terminal(s Spec) Spec {
	s.Terminal, s.Results, s.Errors = true, nil, nil
	return s
}
