package check

func interactionSpecs() []Spec {
	return []Spec{
		invokeLambdaFunctionSpec, createCallbackContactSpec,
		createCustomerProfileSpec, getCustomerProfileSpec, updateCustomerProfileSpec, getCustomerProfileObjectSpec,
		getCalculatedAttributesForCustomerProfileSpec, associateContactToCustomerProfileSpec,
		evaluateDataTableValuesSpec, listDataTableValuesSpec, upsertDataTableValuesSpec, createPersistentContactAssociationSpec,
	}
}

// invokeLambdaFunctionSpec asks a function; its answer replaces all of $.External.
var invokeLambdaFunctionSpec = Spec{
	Type: "InvokeLambdaFunction", Category: interactions, Waiting: true,
	Summary: "Asks an AWS Lambda function and keeps its answer in $.External.",
	Parameters: []Parameter{
		{Name: "LambdaFunctionARN", Required: true, Reference: Anywhere, Meaning: "the function"},
		{Name: "InvocationTimeLimitSeconds", Required: true, Shape: Integer, Min: 1, Max: 8, Meaning: "seconds"},
		{Name: "InvocationType", Shape: Choice, Values: []string{"SYNCHRONOUS", "ASYNCHRONOUS"}},
		{Name: "LambdaInvocationAttributes", Shape: Map, Reference: Anywhere, Meaning: "Parameters of the request"},
		{Name: "ResponseValidation.ResponseType", Shape: Choice, Values: []string{"STRING_MAP", "JSON"}, Meaning: "flat texts, or any JSON"},
	},
	Errors: anyError,
	Maps:   "an order, with the caller on hold until the answer",
}

const peopleCall = "people call back, from their own phones, when they can"

// createCallbackContactSpec calls the caller back later.
var createCallbackContactSpec = Spec{
	Type: "CreateCallbackContact", Category: interactions,
	Summary: "Asks for the caller to be called back.",
	Parameters: with(queueOrAgent(),
		Parameter{Name: "InitialCallDelaySeconds", Shape: Integer, Min: 1, Max: 259_200, Reference: Single, Meaning: "seconds before the first try", Unread: noLoss(peopleCall)},
		Parameter{Name: "MaximumConnectionAttempts", Shape: Integer, Min: 1, Reference: Single, Meaning: "tries", Unread: noLoss(peopleCall)},
		Parameter{Name: "RetryDelaySeconds", Shape: Integer, Min: 1, Max: 259_200, Reference: Single, Meaning: "seconds between tries", Unread: noLoss(peopleCall)},
		Parameter{Name: "ContactFlowId", Reference: Single, Unread: loss("people call back from their own phones, and no flow runs then")},
		Parameter{Name: "CallerId.Number", Shape: Phone, Reference: Single, Unread: noLoss(peopleCall)},
		Parameter{Name: "CallerId.Name", Reference: Anywhere, Unread: noLoss(peopleCall)}),
	OneOf:  []OneOf{{Names: []string{"QueueId", "AgentId"}, Presence: Optional}},
	Errors: anyError,
	Maps:   "an alert that asks the team to call back",
}

const needsProfiles = "it needs Amazon Connect Customer Profiles; ask a Lambda function for what is known about the caller"

// The actions on customer profiles.
var (
	createCustomerProfileSpec                     = elsewhere("CreateCustomerProfile", "Creates a customer profile.", needsProfiles)
	getCustomerProfileSpec                        = elsewhere("GetCustomerProfile", "Finds a customer profile.", needsProfiles)
	updateCustomerProfileSpec                     = elsewhere("UpdateCustomerProfile", "Changes a customer profile.", needsProfiles)
	getCustomerProfileObjectSpec                  = elsewhere("GetCustomerProfileObject", "Finds an object of a customer profile.", needsProfiles)
	getCalculatedAttributesForCustomerProfileSpec = elsewhere("GetCalculatedAttributesForCustomerProfile", "Reads calculated attributes of a customer profile.", needsProfiles)
	associateContactToCustomerProfileSpec         = elsewhere("AssociateContactToCustomerProfile", "Ties the contact to a customer profile.", needsProfiles)
)

const needsTables = "it needs Amazon Connect data tables; ask a Lambda function instead"

// The actions on data tables and persistent contacts.
var (
	evaluateDataTableValuesSpec            = elsewhere("EvaluateDataTableValues", "Looks values up in a data table.", needsTables)
	listDataTableValuesSpec                = elsewhere("ListDataTableValues", "Lists values of a data table.", needsTables)
	upsertDataTableValuesSpec              = elsewhere("UpsertDataTableValues", "Writes values to a data table.", needsTables)
	createPersistentContactAssociationSpec = elsewhere("CreatePersistentContactAssociation", "Ties a chat to an earlier one.", "it continues chats, and a call is not a chat")
)

// elsewhere describes an action that needs another service: known, not checked closely, not run
// here.
func elsewhere(name, summary, reason string) Spec {
	return Spec{
		Type: name, Category: interactions, Summary: summary, Open: true, Unsupported: reason,
		Results: []Results{{Operators: operators}}, Errors: errorsWith(Optional, errorTypes...),
	}
}
