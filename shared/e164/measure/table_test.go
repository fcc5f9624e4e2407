package measure

import (
	"fmt"
	"slices"
	"testing"

	"github.com/nyaruka/phonenumbers"

	"ringdown/shared/e164"
)

// TestTheTableOfCountriesIsTheMetadatas holds the small table, by which calls are judged, against
// the metadata: it fails when a newer version of the module knows a country, code, trunk digit or
// length that the table does not.
func TestTheTableOfCountriesIsTheMetadatas(t *testing.T) {
	all, err := phonenumbers.MetadataCollection()
	if err != nil {
		t.Fatal(err)
	}
	countries := 0
	for _, m := range all.GetMetadata() {
		if m.GetId() == "001" {
			continue // a network without a country
		}
		countries++
		lengths := lengthsRung(m)
		want := e164.Country{
			ISO: m.GetId(), Code: fmt.Sprint(m.GetCountryCode()), Trunk: m.GetNationalPrefix(),
			Least: int(slices.Min(lengths)), Most: int(slices.Max(lengths)),
		}
		if got, ok := e164.CountryByISO(m.GetId()); !ok || got != want {
			t.Errorf("the table has %+v, the metadata %+v", got, want)
		}
	}
	if countries < 240 {
		t.Errorf("%d countries: the metadata was not read", countries)
	}
}

// lengthsRung lists the lengths of what can be rung or calls: landlines, mobiles, telephony over
// IP.
func lengthsRung(m *phonenumbers.PhoneMetadata) (lengths []int32) {
	for _, d := range []*phonenumbers.PhoneNumberDesc{m.GetFixedLine(), m.GetMobile(), m.GetVoip()} {
		some := d.GetPossibleLength()
		if len(some) == 0 && d.GetNationalNumberPattern() != "" && d.GetNationalNumberPattern() != "NA" {
			some = m.GetGeneralDesc().GetPossibleLength() // those of the whole plan
		}
		lengths = append(lengths, slices.DeleteFunc(slices.Clone(some), func(n int32) bool { return n < 1 })...)
	}
	if len(lengths) == 0 {
		return m.GetGeneralDesc().GetPossibleLength()
	}
	return lengths
}

// TestAreasTellCountriesApart holds the area codes of North America against the metadata.
func TestAreasTellCountriesApart(t *testing.T) {
	known := 0
	for area := 200; area < 1000; area++ {
		n := e164.Number(fmt.Sprintf("+1%d2345678", area))
		p, err := phonenumbers.Parse(string(n), "")
		if err != nil || !phonenumbers.IsValidNumber(p) {
			continue
		}
		region := phonenumbers.GetRegionCodeForNumber(p)
		if region == "" || region == "001" {
			continue
		}
		known++
		if c, ok := e164.CountryOf(n); !ok || c.ISO != region && phonenumbers.GetNumberType(p) != phonenumbers.TOLL_FREE {
			t.Errorf("%s: the table has %s, the metadata %s", n, c.ISO, region)
		}
	}
	if known < 300 {
		t.Errorf("only %d areas are known", known)
	}
}
