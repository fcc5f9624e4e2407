package e164

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestPolicyAllowsItsCountriesOnly(t *testing.T) {
	for _, tt := range []struct {
		countries string
		number    Number
		allowed   bool
	}{
		{"US", "+14155550199", true},
		{"US", "+18005550199", true},
		{"US", "+18765550199", false}, // Jamaica
		{"US", "+18095550199", false}, // Dominican Republic
		{"US", "+16045550199", false}, // Canada
		{"US CA", "+16045550199", true},
		{"CA", "+16045550199", true},
		{"CA", "+14155550199", false},
		{"CA", "+18005550199", true},
		{"JM", "+18765550199", true},
		{"JM", "+14155550199", false},
		{"US JM", "+18765550199", true},
		{"US", "+25261234567", false}, // Somalia
		{"US", "+5312345678", false},  // Cuba
		{"US", "+24712345", false},    // Ascension
		{"US", "+447700900199", false},
		{"US GB", "+447700900199", true},
		{"GB", "+441481960199", false}, // Guernsey, priced as abroad
		{"GB GG", "+441481960199", true},
		{"GB", "+449098790000", false}, // premium, whatever the country
		{"US", "+19005550199", false},
		{"US", "+881612345678", false},
		{"US", "+19115550199", false},
		{"RU", "+77011234567", false}, // Kazakhstan
		{"KZ", "+77011234567", true},
		{"DE", "+493023125001", true},
		{"", "+14155550199", false},
		{"US", "+14155550100", false}, // our own
		{"US", "", false},
	} {
		p := PolicyFor(strings.Fields(tt.countries), []Number{"+14155550100"})
		err := p.Check(tt.number)
		if (err == nil) != tt.allowed || err != nil && !errors.Is(err, ErrNotDialable) {
			t.Errorf("%q may call %s: %v", tt.countries, tt.number, err)
		}
		if err != nil && len(tt.number) > 6 && strings.Contains(err.Error(), string(tt.number[6:])) {
			t.Errorf("%v: the error tells the number", err)
		}
	}
}

func TestNoPolicyIsDialable(t *testing.T) {
	if err := (Policy{}).Check("+5312345678"); err != nil {
		t.Error(err)
	}
	if err := (Policy{}).Check("+449098790000"); err == nil {
		t.Error("a premium number passes")
	}
}

// A dialplan carries the policy, and is loaded for every call.
func TestAPolicyIsSmallAndHasOneForm(t *testing.T) {
	a, b := PolicyFor([]string{"US", "GB", "DE"}, []Number{"+2", "+1"}), PolicyFor([]string{"DE", "US", "GB"}, []Number{"+1", "+2"})
	if !slices.Equal(a.Allowed, b.Allowed) || !slices.Equal(a.Denied, b.Denied) || !slices.Equal(a.Own, b.Own) {
		t.Errorf("%+v is not %+v", a, b)
	}
	if text, err := json.Marshal(a); err != nil || len(text) > 1000 {
		t.Errorf("%d bytes: %s, %v", len(text), text, err)
	}
}
