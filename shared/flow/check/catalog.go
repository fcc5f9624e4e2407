package check

import (
	"slices"

	"ringdown/shared/flow"
	"ringdown/shared/problem"
)

// Language is the catalogue of all action types: the four pages of the reference, types that exports use and no page
// names, and the two extensions. It is made when it is asked for, and may be kept: a program that runs flows and
// never checks one does not wait for it at every start.
func Language() Catalog { return newCatalog(allSpecs()...) }

func allSpecs() []Spec {
	return slices.Concat(participantSpecs(), contactSpecs(), flowControlSpecs(), interactionSpecs())
}

// What the language itself lists.
var (
	operators  = flow.Operators()
	errorTypes = flow.ErrorTypes()
)

// promptCharacters is what the service takes in one prompt, mark-up included; billedCharacters is what of it is spoken
// (Amazon Connect service quotas).
const (
	promptCharacters = 6_000
	billedCharacters = 3_000
)

// dialKeys are the keys of a phone.
const dialKeys = "0123456789*#"

var dialKeyValues = []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "#"}

var promptNames = []string{"Text", "SSML", "PromptId", "Media"}

// prompt lists the parameters of a prompt, which is spoken text, spoken SSML, a recording, or a file; in is "" or the
// object that holds the prompt, with its dot.
func prompt(in string) []Parameter {
	return []Parameter{
		{Name: in + "Text", Max: promptCharacters, Usual: billedCharacters, Reference: Anywhere, Meaning: "spoken text"},
		{Name: in + "SSML", Max: promptCharacters, Usual: billedCharacters, Reference: Anywhere, Meaning: "spoken text with SSML mark-up"},
		{Name: in + "PromptId", Reference: Single, Meaning: "a recorded prompt"},
		{Name: in + "Media.Uri", Reference: Anywhere, Meaning: "address of an audio file"},
		{Name: in + "Media.SourceType", Shape: Choice, Values: []string{"S3"}, Unread: only},
		{Name: in + "Media.MediaType", Shape: Choice, Values: []string{"Audio"}, Unread: only},
	}
}

// only is of a parameter that has but one value, noLoss of one that asks for nothing a caller could notice, loss of one
// whose absence is told, and refused of one that nobody should rely on.
var only = noLoss("there is but one value")

func noLoss(why string) Unread { return Unread{Why: why} }
func loss(why string) Unread   { return Unread{Why: why, Severity: problem.Warning} }
func lossUnless(value, why string) Unread {
	return Unread{Why: why, Unless: value, Severity: problem.Warning}
}
func refused(value, why string) Unread {
	return Unread{Why: why, Unless: value, Severity: problem.Error}
}

const (
	noNames      = "phones show a number and no name; say who calls in a prompt"
	undocumented = "written by the console, documented nowhere"
	oneContact   = "a call is one contact, and has no related one: the current one is meant"
)

// with joins lists of parameters in order.
func with(first []Parameter, more ...Parameter) []Parameter { return slices.Concat(first, more) }

func errorsWith(p Presence, types ...string) []ErrorRule {
	rules := make([]ErrorRule, 0, len(types))
	for _, t := range types {
		rules = append(rules, ErrorRule{Type: t, Presence: p})
	}
	return rules
}

// anyError is the one branch most actions have.
var anyError = errorsWith(Required, flow.NoMatchingError)

func equalsOneOf(values ...string) Results {
	return Results{Operators: []flow.Operator{flow.Equals}, Values: values}
}

// queueOrAgent lists the two ways to name who serves a contact.
func queueOrAgent() []Parameter {
	return []Parameter{
		{Name: "QueueId", Reference: Single, Meaning: "a queue; here a team"},
		{Name: "AgentId", Reference: Single, Meaning: "an agent; here a user"},
	}
}
