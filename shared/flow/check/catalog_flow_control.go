package check

import "ringdown/shared/flow"

func flowControlSpecs() []Spec {
	return []Spec{
		compareSpec, checkHoursOfOperationSpec, checkMetricDataSpec, getMetricDataSpec, distributeByPercentageSpec, loopSpec,
		waitSpec, transferToFlowSpec, endFlowExecutionSpec, updateFlowAttributesSpec, updateFlowLoggingBehaviorSpec,
		updateRoutingCriteriaSpec, updateContactRoutingCriteriaSpec, checkOutboundCallStatusSpec, checkVoiceIdSpec,
		startVoiceIdStreamSpec, checkSegmentMembershipSpec,
	}
}

// compareSpec branches on one attribute.
var compareSpec = Spec{
	Type: "Compare", Category: flowControl,
	Summary:    "Branches on the value of an attribute.",
	Parameters: []Parameter{{Name: "ComparisonValue", Required: true, Reference: Only, Meaning: "the attribute"}},
	Results:    []Results{{Operators: operators}},
	Errors:     append(errorsWith(Required, flow.NoMatchingCondition), errorsWith(Optional, flow.NoMatchingError)...),
	Maps:       "nothing: decided at once",
}

// checkHoursOfOperationSpec asks a schedule; without an id it asks the target queue's.
var checkHoursOfOperationSpec = Spec{
	Type: "CheckHoursOfOperation", Category: flowControl,
	Summary:    "Branches on whether it is within working hours.",
	Parameters: []Parameter{{Name: "HoursOfOperationId", Reference: Single, Meaning: "the hours; the target queue's when absent"}},
	Results:    []Results{{Operators: []flow.Operator{flow.Equals}, Values: []string{"True", "False"}, Required: []string{"True", "False"}}},
	Errors:     append(errorsWith(Required, flow.NoMatchingError), errorsWith(Optional, flow.NoMatchingCondition)...),
	Maps:       "nothing: decided at once",
}

var agentMetrics = []string{"NumberOfAgentsAvailable", "NumberOfAgentsStaffed", "NumberOfAgentsOnline"}
var queueMetrics = []string{"OldestContactInQueueAgeSeconds", "NumberOfContactsInQueue"}

// checkMetricDataSpec compares a number. For agents the console offers only "more than none"; the
// age of the oldest contact is compared in milliseconds, whatever its name says.
var checkMetricDataSpec = Spec{
	Type: "CheckMetricData", Category: flowControl,
	Summary: "Branches on how many people are available, or how many callers wait.",
	Parameters: with(queueOrAgent(),
		Parameter{Name: "MetricType", Required: true, Shape: Choice, Values: append(agentMetrics, queueMetrics...)}),
	OneOf: []OneOf{{Names: []string{"QueueId", "AgentId"}, Presence: Optional}},
	Results: []Results{
		{When: When{Path: "MetricType", Value: agentMetrics[0]}, Operators: []flow.Operator{flow.NumberGreaterThan}, Values: []string{"0"}},
		{When: When{Path: "MetricType", Value: agentMetrics[1]}, Operators: []flow.Operator{flow.NumberGreaterThan}, Values: []string{"0"}},
		{When: When{Path: "MetricType", Value: agentMetrics[2]}, Operators: []flow.Operator{flow.NumberGreaterThan}, Values: []string{"0"}},
		{Operators: []flow.Operator{flow.Equals, flow.NumberGreaterThan, flow.NumberGreaterOrEqualTo, flow.NumberLessThan, flow.NumberLessOrEqualTo}},
	},
	Errors: errorsWith(Required, flow.NoMatchingError, flow.NoMatchingCondition),
	Maps:   "nothing: decided at once",
}

// getMetricDataSpec fills $.Metrics.
var getMetricDataSpec = Spec{
	Type: "GetMetricData", Category: flowControl,
	Summary: "Reads the numbers of a queue into $.Metrics.",
	Parameters: with(queueOrAgent(),
		Parameter{Name: "QueueChannel", Shape: Choice, Values: []string{"Voice", "Chat", "Task", "Email"}, Reference: Single, Unread: lossUnless("Voice", "only calls are counted")}),
	OneOf:  []OneOf{{Names: []string{"QueueId", "AgentId"}, Presence: Optional}},
	Errors: anyError,
	Maps:   "nothing: decided at once",
}

// distributeByPercentageSpec draws a number from 1 to 100 and compares it with running sums. The
// reference names the operator NumericLessThan; documents hold NumberLessThan.
var distributeByPercentageSpec = Spec{
	Type: "DistributeByPercentage", Category: flowControl,
	Summary: "Sends each share of callers down its own branch.",
	Results: []Results{{Operators: []flow.Operator{flow.NumberLessThan}}},
	Errors:  append(errorsWith(Required, flow.NoMatchingCondition), errorsWith(Optional, flow.NoMatchingError)...),
	Maps:    "nothing: decided at once",
}

// loopSpec counts by action and by call, says DoneLooping once, and begins again.
var loopSpec = Spec{
	Type: "Loop", Category: flowControl,
	Summary:    "Goes down one branch a number of times, then down the other.",
	Parameters: []Parameter{{Name: "LoopCount", Required: true, Shape: Integer, Max: 100, Reference: Single, Meaning: "times"}},
	Results:    []Results{{Operators: []flow.Operator{flow.Equals}, Values: []string{flow.ContinueLooping, flow.DoneLooping}, Required: []string{flow.ContinueLooping, flow.DoneLooping}}},
	Errors:     errorsWith(Optional, flow.NoMatchingError, flow.NoMatchingCondition),
	Maps:       "nothing: decided at once",
}

// waitSpec uses the names documents have; the reference says TimeoutSeconds, which the service
// refuses.
var waitSpec = Spec{
	Type: "Wait", Category: flowControl, Waiting: true,
	Summary: "Waits.",
	Parameters: []Parameter{
		{Name: "TimeLimitSeconds", Required: true, Shape: Integer, Max: 604_800, Reference: Single, Meaning: "seconds"},
		{Name: "Events", Shape: Words, Values: []string{"CustomerReturned", "BotParticipantDisconnected"}, Unread: loss("they happen in chats; a call waits for its time alone")},
	},
	Results: []Results{{Operators: []flow.Operator{flow.Equals}, Values: []string{flow.WaitCompleted, "CustomerReturned", "BotParticipantDisconnected"}}},
	Errors:  append(errorsWith(Required, flow.NoMatchingError), errorsWith(Optional, flow.ParticipantNotFound, flow.NoMatchingCondition)...),
	Maps:    "silence for that long, or hold audio",
}

// transferToFlowSpec never returns: its NextAction is where a failure goes.
var transferToFlowSpec = Spec{
	Type: "TransferToFlow", Category: flowControl, Leaves: true,
	Summary:    "Goes on in another flow and does not come back.",
	Parameters: []Parameter{{Name: "ContactFlowId", Required: true, Reference: Anywhere, Meaning: "the flow"}},
	Errors:     anyError,
	Maps:       "nothing: decided at once",
}

// endFlowExecutionSpec ends this flow; a caller in a queue stays there.
var endFlowExecutionSpec = Spec{
	Type: "EndFlowExecution", Category: flowControl, Terminal: true, Waiting: true,
	Summary: "Ends this flow; a waiting caller goes on waiting.",
	Maps:    "nothing: decided at once",
}

// updateFlowAttributesSpec wraps each value; the service refuses flat texts and insists on the
// error branch, although the reference lists none.
var updateFlowAttributesSpec = Spec{
	Type: "UpdateFlowAttributes", Category: flowControl,
	Summary:    "Sets attributes that live as long as this flow runs.",
	Parameters: []Parameter{{Name: "FlowAttributes", Required: true, Shape: ValueMap, Reference: Anywhere}},
	Errors:     anyError,
	Maps:       "nothing: decided at once",
}

// updateFlowLoggingBehaviorSpec switches the trace of the call.
var updateFlowLoggingBehaviorSpec = Spec{
	Type: "UpdateFlowLoggingBehavior", Category: flowControl,
	Summary:    "Is passed over: every call keeps what its flow did.",
	Parameters: []Parameter{{Name: "FlowLoggingBehavior", Required: true, Shape: Choice, Values: []string{"Enabled", "Disabled"}, Unread: noLoss("every call keeps what its flow did")}},
	Errors:     errorsWith(Optional, flow.NoMatchingError),
	Maps:       "nothing: decided at once",
}

// updateRoutingCriteriaSpec is the name in the reference.
var updateRoutingCriteriaSpec = routingCriteria("UpdateRoutingCriteria")

// updateContactRoutingCriteriaSpec is the name in documents.
var updateContactRoutingCriteriaSpec = routingCriteria("UpdateContactRoutingCriteria")

func routingCriteria(name string) Spec {
	return Spec{
		Type: name, Category: flowControl,
		Summary:    "Prefers agents with a skill, or one agent.",
		Parameters: []Parameter{{Name: "RoutingCriteria", Required: true, Shape: Free, Reference: Anywhere, Unread: noLoss("the team's schedule says who is rung")}},
		Errors:     anyError,
		Maps:       "kept and passed over: the team's schedule says who is rung",
	}
}

// checkOutboundCallStatusSpec is for campaigns.
var checkOutboundCallStatusSpec = Spec{
	Type: "CheckOutboundCallStatus", Category: flowControl, Open: true,
	Summary:     "Branches on who answered a campaign's call.",
	Results:     []Results{equalsOneOf("CallAnswered", "VoicemailBeep", "VoicemailNoBeep", "NotDetected")},
	Errors:      errorsWith(Optional, flow.NoMatchingError, flow.NoMatchingCondition),
	Unsupported: "it belongs to outbound campaigns; this product only answers calls",
}

const voiceIDEnded = "Amazon Connect Voice ID has ended; ask for a code with GetParticipantInput"

// checkVoiceIdSpec is for a service that has ended.
var checkVoiceIdSpec = Spec{
	Type: "CheckVoiceId", Category: flowControl, Open: true,
	Summary:     "Branches on a voice comparison.",
	Results:     []Results{{Operators: operators}},
	Errors:      errorsWith(Optional, flow.NoMatchingError, flow.NoMatchingCondition),
	Unsupported: voiceIDEnded,
}

// startVoiceIdStreamSpec is for a service that has ended.
var startVoiceIdStreamSpec = Spec{
	Type: "StartVoiceIdStream", Category: flowControl, Open: true,
	Summary:     "Starts a voice comparison.",
	Errors:      errorsWith(Optional, flow.NoMatchingError, flow.NoMatchingCondition),
	Unsupported: voiceIDEnded,
}

// checkSegmentMembershipSpec asks customer profiles.
var checkSegmentMembershipSpec = Spec{
	Type: "CheckSegmentMembership", Category: flowControl, Open: true,
	Summary:     "Branches on the segment a customer belongs to.",
	Results:     []Results{{Operators: operators}},
	Errors:      errorsWith(Optional, errorTypes...),
	Unsupported: "it needs Amazon Connect Customer Profiles; branch on an attribute or a Lambda function's answer",
}
