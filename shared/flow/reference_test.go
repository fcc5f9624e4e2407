package flow

import (
	"slices"
	"strings"
	"testing"
)

func TestReferencesEndWhereTheSentenceGoesOn(t *testing.T) {
	cases := map[string][]string{
		"$.External.a, $.External.b, and $.External.c. Bye.":        {"$.External.a", "$.External.b", "$.External.c"},
		"<say-as>$.External.Nr</say-as>":                            {"$.External.Nr"},
		"arn:aws:lambda:$.AwsRegion:1:function:f":                   {"$.AwsRegion"},
		"$.Customer.FirstName $.Customer.LastName!":                 {"$.Customer.FirstName", "$.Customer.LastName"},
		"$.Attributes.Journey >> more":                              {"$.Attributes.Journey"},
		"$.Attributes.voicemail-destination...":                     {"$.Attributes.voicemail-destination"},
		"result_$.Attributes.n":                                     {"$.Attributes.n"},
		"$.SegmentAttributes['connect:Subtype'].ValueString is set": {"$.SegmentAttributes['connect:Subtype'].ValueString"},
		"$.Attributes.a['b":                                         {"$.Attributes.a"},
		"$ $. $.. 5$.":                                              nil,
		"$.$.Channel":                                               {"$.Channel"},
	}
	for text, want := range cases {
		if got := References(text); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestIsReference(t *testing.T) {
	for text, want := range map[string]bool{"$.Channel": true, "$.Attributes.a_b-c": true, "$.Nonsense": true, "$.Channel ": false, "x$.Channel": false, "$.": false, "": false, "$.Channel.": false} {
		if IsReference(text) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
}

func TestKnownReference(t *testing.T) {
	for path, want := range map[string]bool{"$.Channel": true, "$.Attributes.x": true, "$.Attributes": false, "$.BadValue": false, "$.attributes.x": false, "$.StoredCustomerInput": true, "$.Tags['a b']": true} {
		if KnownReference(path) != want {
			t.Errorf("%q: %v", path, !want)
		}
	}
}

func TestExpand(t *testing.T) {
	values := map[string]string{"$.Attributes.name": "Åse", "$.External.sly": "$.Attributes.name", "$.Nonsense": "found", "$.Attributes.['a b']": "quoted"}
	look := func(path string) (string, bool) { v, ok := values[path]; return v, ok }
	for text, want := range map[string]string{
		"Hello $.Attributes.name.":     "Hello Åse.",
		"It costs $.50, $5":            "It costs $.50, $5",
		"Hello $.Attributes.nobody!":   "Hello !",
		"$.BadValue":                   "$.BadValue",
		"$.External.sly":               "$.Attributes.name",
		"$.Nonsense":                   "found",
		"all of $.Views":               "all of ",
		"to $.Attributes.['a b'].":     "to quoted.",
		"blåbær $.Attributes.name bær": "blåbær Åse bær",
		"":                             "",
	} {
		if got := Expand(text, look); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	long := func(string) (string, bool) { return strings.Repeat("é", 20<<10), true }
	if got := Expand("$.Attributes.a $.Attributes.b", long); len(got) > maximumExpandedBytes {
		t.Errorf("%d bytes, at most %d", len(got), maximumExpandedBytes)
	}
}

func TestPlainReference(t *testing.T) {
	for path, want := range map[string]string{"$.Attributes.['a b']": "$.Attributes.a b", "$.Tags['a']": "$.Tags.a", "$.SegmentAttributes['connect:Subtype'].ValueString": "$.SegmentAttributes.connect:Subtype.ValueString", "$.Channel": "$.Channel"} {
		if got := PlainReference(path); got != want {
			t.Errorf("%q: got %q, want %q", path, got, want)
		}
	}
}
