package flow

func flowControlSpecs() []Spec {
	return []Spec{
		CompareSpec, CheckHoursOfOperationSpec, CheckMetricDataSpec, GetMetricDataSpec, DistributeByPercentageSpec, LoopSpec,
		WaitSpec, TransferToFlowSpec, EndFlowExecutionSpec, UpdateFlowAttributesSpec, UpdateFlowLoggingBehaviorSpec,
		UpdateRoutingCriteriaSpec, UpdateContactRoutingCriteriaSpec, CheckOutboundCallStatusSpec, CheckVoiceIdSpec,
		StartVoiceIdStreamSpec, CheckSegmentMembershipSpec,
	}
}

// CompareSpec branches on one attribute.
var CompareSpec = Spec{
	Type: "Compare", Category: FlowControl,
	Summary:    "Branches on the value of an attribute.",
	Parameters: []Parameter{{Name: "ComparisonValue", Required: true, Reference: Only, Meaning: "the attribute"}},
	Results:    []Results{{Operators: operators}},
	Errors:     append(errorsWith(Required, NoMatchingCondition), errorsWith(Optional, NoMatchingError)...),
	Maps:       "nothing: decided at once",
}

// CheckHoursOfOperationSpec asks a schedule; without an id it asks the target queue's.
var CheckHoursOfOperationSpec = Spec{
	Type: "CheckHoursOfOperation", Category: FlowControl,
	Summary:    "Branches on whether it is within working hours.",
	Parameters: []Parameter{{Name: "HoursOfOperationId", Reference: Single, Meaning: "the hours; the target queue's when absent"}},
	Results:    []Results{{Operators: []Operator{Equals}, Values: []string{"True", "False"}, Required: []string{"True", "False"}}},
	Errors:     append(errorsWith(Required, NoMatchingError), errorsWith(Optional, NoMatchingCondition)...),
	Maps:       "nothing: decided at once",
}

var agentMetrics = []string{"NumberOfAgentsAvailable", "NumberOfAgentsStaffed", "NumberOfAgentsOnline"}
var queueMetrics = []string{"OldestContactInQueueAgeSeconds", "NumberOfContactsInQueue"}

// CheckMetricDataSpec compares a number. For agents the console offers only "more than none"; the age of the oldest
// contact is compared in milliseconds, whatever its name says.
var CheckMetricDataSpec = Spec{
	Type: "CheckMetricData", Category: FlowControl,
	Summary: "Branches on how many people are available, or how many callers wait.",
	Parameters: with(queueOrAgent(),
		Parameter{Name: "MetricType", Required: true, Shape: Choice, Values: append(agentMetrics, queueMetrics...)}),
	OneOf: []OneOf{{Names: []string{"QueueId", "AgentId"}, Presence: Optional}},
	Results: []Results{
		{When: When{Path: "MetricType", Value: agentMetrics[0]}, Operators: []Operator{NumberGreaterThan}, Values: []string{"0"}},
		{When: When{Path: "MetricType", Value: agentMetrics[1]}, Operators: []Operator{NumberGreaterThan}, Values: []string{"0"}},
		{When: When{Path: "MetricType", Value: agentMetrics[2]}, Operators: []Operator{NumberGreaterThan}, Values: []string{"0"}},
		{Operators: []Operator{Equals, NumberGreaterThan, NumberGreaterOrEqualTo, NumberLessThan, NumberLessOrEqualTo}},
	},
	Errors: errorsWith(Required, NoMatchingError, NoMatchingCondition),
	Maps:   "nothing: decided at once",
}

// GetMetricDataSpec fills $.Metrics.
var GetMetricDataSpec = Spec{
	Type: "GetMetricData", Category: FlowControl,
	Summary: "Reads the numbers of a queue into $.Metrics.",
	Parameters: with(queueOrAgent(),
		Parameter{Name: "QueueChannel", Shape: Choice, Values: []string{"Voice", "Chat", "Task", "Email"}, Reference: Single}),
	OneOf:  []OneOf{{Names: []string{"QueueId", "AgentId"}, Presence: Optional}},
	Errors: anyError,
	Maps:   "nothing: decided at once",
}

// DistributeByPercentageSpec draws a number from 1 to 100 and compares it with running sums. The reference names the
// operator NumericLessThan; documents hold NumberLessThan.
var DistributeByPercentageSpec = Spec{
	Type: "DistributeByPercentage", Category: FlowControl,
	Summary: "Sends each share of callers down its own branch.",
	Results: []Results{{Operators: []Operator{NumberLessThan}}},
	Errors:  append(errorsWith(Required, NoMatchingCondition), errorsWith(Optional, NoMatchingError)...),
	Maps:    "nothing: decided at once",
}

// The results of a Loop.
const (
	ContinueLooping = "ContinueLooping"
	DoneLooping     = "DoneLooping"
)

// LoopSpec counts by action and by call, says DoneLooping once, and begins again.
var LoopSpec = Spec{
	Type: "Loop", Category: FlowControl,
	Summary:    "Goes down one branch a number of times, then down the other.",
	Parameters: []Parameter{{Name: "LoopCount", Required: true, Shape: Integer, Max: 100, Reference: Single, Meaning: "times"}},
	Results:    []Results{{Operators: []Operator{Equals}, Values: []string{ContinueLooping, DoneLooping}, Required: []string{ContinueLooping, DoneLooping}}},
	Errors:     errorsWith(Optional, NoMatchingError, NoMatchingCondition),
	Maps:       "nothing: decided at once",
}

// WaitCompleted is the result of a Wait whose time is over.
const WaitCompleted = "WaitCompleted"

// WaitSpec uses the names documents have; the reference says TimeoutSeconds, which the service refuses.
var WaitSpec = Spec{
	Type: "Wait", Category: FlowControl, Waiting: true,
	Summary: "Waits.",
	Parameters: []Parameter{
		{Name: "TimeLimitSeconds", Required: true, Shape: Integer, Max: 604_800, Reference: Single, Meaning: "seconds"},
		{Name: "Events", Shape: Words, Values: []string{"CustomerReturned", "BotParticipantDisconnected"}},
	},
	Results: []Results{{Operators: []Operator{Equals}, Values: []string{WaitCompleted, "CustomerReturned", "BotParticipantDisconnected"}}},
	Errors:  append(errorsWith(Required, NoMatchingError), errorsWith(Optional, ParticipantNotFound, NoMatchingCondition)...),
	Maps:    "silence for that long, or hold audio",
}

// TransferToFlowSpec never returns: its NextAction is where a failure goes.
var TransferToFlowSpec = Spec{
	Type: "TransferToFlow", Category: FlowControl, Leaves: true,
	Summary:    "Goes on in another flow and does not come back.",
	Parameters: []Parameter{{Name: "ContactFlowId", Required: true, Reference: Anywhere, Meaning: "the flow"}},
	Errors:     anyError,
	Maps:       "nothing: decided at once",
}

// EndFlowExecutionSpec ends this flow; a caller in a queue stays there.
var EndFlowExecutionSpec = Spec{
	Type: "EndFlowExecution", Category: FlowControl, Terminal: true, Waiting: true,
	Summary: "Ends this flow; a waiting caller goes on waiting.",
	Maps:    "nothing: decided at once",
}

// UpdateFlowAttributesSpec wraps each value; the service refuses flat texts and insists on the error branch, although
// the reference lists none.
var UpdateFlowAttributesSpec = Spec{
	Type: "UpdateFlowAttributes", Category: FlowControl,
	Summary:    "Sets attributes that live as long as this flow runs.",
	Parameters: []Parameter{{Name: "FlowAttributes", Required: true, Shape: ValueMap, Reference: Anywhere}},
	Errors:     anyError,
	Maps:       "nothing: decided at once",
}

// UpdateFlowLoggingBehaviorSpec switches the trace of the call.
var UpdateFlowLoggingBehaviorSpec = Spec{
	Type: "UpdateFlowLoggingBehavior", Category: FlowControl,
	Summary:    "Switches the log of the flow on or off.",
	Parameters: []Parameter{{Name: "FlowLoggingBehavior", Required: true, Shape: Choice, Values: []string{"Enabled", "Disabled"}}},
	Errors:     errorsWith(Optional, NoMatchingError),
	Maps:       "nothing: decided at once",
}

// UpdateRoutingCriteriaSpec is the name in the reference.
var UpdateRoutingCriteriaSpec = routingCriteria("UpdateRoutingCriteria")

// UpdateContactRoutingCriteriaSpec is the name in documents.
var UpdateContactRoutingCriteriaSpec = routingCriteria("UpdateContactRoutingCriteria")

func routingCriteria(name string) Spec {
	return Spec{
		Type: name, Category: FlowControl,
		Summary:    "Prefers agents with a skill, or one agent.",
		Parameters: []Parameter{{Name: "RoutingCriteria", Required: true, Shape: Free, Reference: Anywhere}},
		Errors:     anyError,
		Maps:       "kept and passed over: the team's schedule says who is rung",
	}
}

// CheckOutboundCallStatusSpec is for campaigns.
var CheckOutboundCallStatusSpec = Spec{
	Type: "CheckOutboundCallStatus", Category: FlowControl, Open: true,
	Summary:     "Branches on who answered a campaign's call.",
	Results:     []Results{equalsOneOf("CallAnswered", "VoicemailBeep", "VoicemailNoBeep", "NotDetected")},
	Errors:      errorsWith(Optional, NoMatchingError, NoMatchingCondition),
	Unsupported: "it belongs to outbound campaigns; this product only answers calls",
}

const voiceIDEnded = "Amazon Connect Voice ID has ended; ask for a code with GetParticipantInput"

// CheckVoiceIdSpec is for a service that has ended.
var CheckVoiceIdSpec = Spec{
	Type: "CheckVoiceId", Category: FlowControl, Open: true,
	Summary:     "Branches on a voice comparison.",
	Results:     []Results{{Operators: operators}},
	Errors:      errorsWith(Optional, NoMatchingError, NoMatchingCondition),
	Unsupported: voiceIDEnded,
}

// StartVoiceIdStreamSpec is for a service that has ended.
var StartVoiceIdStreamSpec = Spec{
	Type: "StartVoiceIdStream", Category: FlowControl, Open: true,
	Summary:     "Starts a voice comparison.",
	Errors:      errorsWith(Optional, NoMatchingError, NoMatchingCondition),
	Unsupported: voiceIDEnded,
}

// CheckSegmentMembershipSpec asks customer profiles.
var CheckSegmentMembershipSpec = Spec{
	Type: "CheckSegmentMembership", Category: FlowControl, Open: true,
	Summary:     "Branches on the segment a customer belongs to.",
	Results:     []Results{{Operators: operators}},
	Errors:      errorsWith(Optional, errorTypes...),
	Unsupported: "it needs Amazon Connect Customer Profiles; branch on an attribute or a Lambda function's answer",
}
