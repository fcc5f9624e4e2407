package call

import "testing"

func TestCompareByEveryOperator(t *testing.T) {
	for _, c := range []struct{ value, condition, want string }{
		{"gold", "Equals gold", "yes."},
		{"Gold", "Equals gold", "rest."},
		{"gold-card", "TextStartsWith gold", "yes."},
		{"a-gold", "TextStartsWith gold", "rest."},
		{"a-gold", "TextEndsWith gold", "yes."},
		{"gold-a", "TextEndsWith gold", "rest."},
		{"a-gold-b", "TextContains gold", "yes."},
		{"silver", "TextContains gold", "rest."},
		{"10", "NumberGreaterThan 9", "yes."},
		{"9", "NumberGreaterThan 9", "rest."},
		{"9", "NumberGreaterOrEqualTo 9", "yes."},
		{"8.9", "NumberGreaterOrEqualTo 9", "rest."},
		{"8", "NumberLessThan 9", "yes."},
		{"9", "NumberLessThan 9", "rest."},
		{"9", "NumberLessOrEqualTo 9", "yes."},
		{"9.1", "NumberLessOrEqualTo 9", "rest."},
		{"many", "NumberGreaterThan 9", "rest."},
		{"gold", "Equals $.Attributes.same", "yes."},
		{"gold", "Equals $.Attributes.other", "rest."},
		{"", "Equals ", "yes."},
	} {
		t.Run(c.value+" "+c.condition, func(t *testing.T) {
			reaches(t, c.want, ends(
				act("start", "UpdateContactAttributes", `{"Attributes":{"v":"`+c.value+`","same":"`+c.value+`","other":"x"}}`, "compare"),
				act("compare", "Compare", `{"ComparisonValue":"$.Attributes.v"}`, "next", c.condition+" > yes", "!NoMatchingCondition > rest")))
		})
	}
}

func TestCompareTakesTheFirstConditionThatHolds(t *testing.T) {
	reaches(t, "no.", ends(act("start", "Compare", `{"ComparisonValue":"$.Channel"}`, "next",
		"Equals CHAT > yes", "TextStartsWith VO > no", "Equals VOICE > rest", "!NoMatchingCondition > failed")))
}

func TestCompareOfWhatWasNeverSetMatchesNothing(t *testing.T) {
	reaches(t, "rest.", ends(act("start", "Compare", `{"ComparisonValue":"$.Attributes.none"}`, "next",
		"TextContains  > yes", "Equals  > yes", "!NoMatchingCondition > rest")))
}

func TestReferencesOfACall(t *testing.T) {
	for path, want := range map[string]string{
		"$.CustomerEndpoint.Address": "+14155550199", "$.CustomerEndpoint.Type": "TELEPHONE_NUMBER", "$.SystemEndpoint.Address": "+14155550100",
		"$.Channel": "VOICE", "$.InitiationMethod": "INBOUND", "$.LanguageCode": "en-US", "$.ContactId": NewID("leg"), "$.InitialContactId": NewID("leg"),
		"$.Attributes.callerSpoken": "1 4 1 5 5 5 5 0 1 9 9", "$.Attributes.['callerSpoken']": "1 4 1 5 5 5 5 0 1 9 9", "$.CustomerEndpoint['Address']": "+14155550199",
	} {
		t.Run(path, func(t *testing.T) {
			reaches(t, "yes.", ends(act("start", "Compare", `{"ComparisonValue":"`+path+`"}`, "next", "Equals "+want+" > yes", "!NoMatchingCondition > rest")))
		})
	}
}
