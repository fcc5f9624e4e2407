package call

import (
	"strings"
	"testing"
)

func TestAttributesAreReadWhereTheyAreSet(t *testing.T) {
	reaches(t, "a is 1 and 1 b | yes.", ends(
		act("start", "UpdateFlowAttributes", `{"FlowAttributes":{"a":{"Value":"1"}}}`, "more"),
		act("more", "UpdateFlowAttributes", `{"FlowAttributes":{"b":{"Value":"$.FlowAttributes.a"}}}`, "tell"),
		speak("tell", "a is $.FlowAttributes.a and $.FlowAttributes.b b", "yes")))
}

func TestAttributesOfOneActionAreReadBeforeAnyIsSet(t *testing.T) {
	reaches(t, "2 1 | yes.", ends(
		act("start", "UpdateContactAttributes", `{"Attributes":{"a":"1","b":"2"}}`, "swap"),
		act("swap", "UpdateContactAttributes", `{"Attributes":{"a":"$.Attributes.b","b":"$.Attributes.a"}}`, "tell"),
		speak("tell", "$.Attributes.a $.Attributes.b", "yes")))
}

func TestAttributesThatAreTooMuchToKeepFailAndChangeNothing(t *testing.T) {
	long := strings.Repeat("x", 8192)
	for _, c := range []struct{ kind, parameters, read string }{
		{"UpdateContactAttributes", `{"Attributes":{"a":"` + long + `","b":"2"}}`, "$.Attributes.b"},
		{"UpdateFlowAttributes", `{"FlowAttributes":{"a":{"Value":"` + long + `"},"b":{"Value":"2"}}}`, "$.FlowAttributes.b"},
	} {
		t.Run(c.kind, func(t *testing.T) {
			reaches(t, "[] | yes.", ends(act("start", c.kind, c.parameters, "no", "!NoMatchingError > tell"), speak("tell", "["+c.read+"]", "yes")))
		})
	}
}

func TestAnAttributeSetAgainDoesNotCountTwice(t *testing.T) {
	long := strings.Repeat("x", 8192-100)
	reaches(t, "yes.", ends(set("start", "a", long, "again"), set("again", "a", long, "yes")))
}

func TestUpdateFlowLoggingBehaviorIsPassedOver(t *testing.T) {
	reaches(t, "yes.", ends(act("start", "UpdateFlowLoggingBehavior", `{"FlowLoggingBehavior":"Enabled"}`, "yes")))
}

func TestRoutingIsPassedOver(t *testing.T) {
	reaches(t, "yes.", ends(act("start", "UpdateContactRoutingBehavior", `{"QueuePriority":"1"}`, "more"),
		act("more", "UpdateContactRoutingCriteria", `{"RoutingCriteria":{}}`, "last", "!NoMatchingError > failed"),
		act("last", "UpdateRoutingCriteria", `{"RoutingCriteria":{}}`, "yes", "!NoMatchingError > failed")))
}
