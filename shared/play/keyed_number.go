package play

import (
	"fmt"
	"strings"

	"ringdown/shared/e164"
)

// country is what is needed to read a number as people of a country dial it.
type country struct {
	code        string // ITU-T E.164 country code
	trunk       string // keyed before a national number at home, and left out from abroad
	least, most int    // digits of the national number
}

// countries are the numbering plans by ISO 3166 code (ITU-T Operational Bulletin, national
// numbering plans). Lengths are those of the plan as a whole: a number that passes may
// still not exist, which only ringing it tells.
var countries = map[string]country{
	"US": {"1", "1", 10, 10}, "CA": {"1", "1", 10, 10}, "PR": {"1", "1", 10, 10}, "DO": {"1", "1", 10, 10}, "JM": {"1", "1", 10, 10},
	"MX": {"52", "", 10, 10}, "BR": {"55", "0", 10, 11}, "AR": {"54", "0", 10, 11}, "CL": {"56", "", 9, 9}, "CO": {"57", "", 8, 10},
	"PE": {"51", "0", 8, 9}, "VE": {"58", "0", 10, 10}, "EC": {"593", "0", 8, 9}, "UY": {"598", "0", 8, 8}, "CR": {"506", "", 8, 8},
	"PA": {"507", "", 7, 8}, "GT": {"502", "", 8, 8},
	"GB": {"44", "0", 9, 10}, "IE": {"353", "0", 7, 9}, "DE": {"49", "0", 5, 11}, "AT": {"43", "0", 5, 13}, "CH": {"41", "0", 9, 9},
	"FR": {"33", "0", 9, 9}, "BE": {"32", "0", 8, 9}, "NL": {"31", "0", 9, 9}, "LU": {"352", "", 6, 11}, "ES": {"34", "", 9, 9},
	"PT": {"351", "", 9, 9}, "IT": {"39", "", 6, 11}, "MT": {"356", "", 8, 8}, "CY": {"357", "", 8, 8}, "GR": {"30", "", 10, 10},
	"DK": {"45", "", 8, 8}, "SE": {"46", "0", 7, 9}, "NO": {"47", "", 8, 8}, "FI": {"358", "0", 5, 12}, "IS": {"354", "", 7, 7},
	"PL": {"48", "", 9, 9}, "CZ": {"420", "", 9, 9}, "SK": {"421", "0", 9, 9}, "HU": {"36", "06", 8, 9}, "RO": {"40", "0", 9, 9},
	"BG": {"359", "0", 8, 9}, "HR": {"385", "0", 8, 9}, "SI": {"386", "0", 8, 8}, "RS": {"381", "0", 8, 9}, "LT": {"370", "0", 8, 8},
	"LV": {"371", "", 8, 8}, "EE": {"372", "", 7, 8}, "UA": {"380", "0", 9, 9}, "TR": {"90", "0", 10, 10}, "RU": {"7", "8", 10, 10},
	"IL": {"972", "0", 8, 9}, "AE": {"971", "0", 8, 9}, "SA": {"966", "0", 8, 9}, "EG": {"20", "0", 8, 10}, "ZA": {"27", "0", 9, 9},
	"NG": {"234", "0", 8, 10}, "KE": {"254", "0", 9, 9}, "GH": {"233", "0", 9, 9}, "MA": {"212", "0", 9, 9},
	"IN": {"91", "0", 10, 10}, "PK": {"92", "0", 9, 10}, "BD": {"880", "0", 8, 10}, "LK": {"94", "0", 9, 9}, "CN": {"86", "0", 10, 11},
	"HK": {"852", "", 8, 8}, "TW": {"886", "0", 8, 9}, "JP": {"81", "0", 9, 10}, "KR": {"82", "0", 8, 10}, "SG": {"65", "", 8, 8},
	"MY": {"60", "0", 8, 10}, "TH": {"66", "0", 8, 9}, "VN": {"84", "0", 9, 10}, "PH": {"63", "0", 8, 10}, "ID": {"62", "0", 8, 12},
	"AU": {"61", "0", 9, 9}, "NZ": {"64", "0", 8, 10},
}

// keyedNumber reads a phone number that a caller keyed, as a number of a country
// (format Local) or with its country code (E164), which a phone cannot begin with a
// plus: a leading 00 counts as one. The error holds no digit.
func keyedNumber(digits, format, iso string) (e164.Number, error) {
	if format == "E164" {
		return e164.Parse("+" + strings.TrimPrefix(digits, "00"))
	}
	c, ok := countries[strings.ToUpper(iso)]
	if !ok {
		return "", fmt.Errorf("read a keyed number of country %q: its numbering plan is not known", iso)
	}
	national := digits
	if c.trunk != "" && len(digits) > c.least {
		national = strings.TrimPrefix(digits, c.trunk)
	}
	if n := len(national); n < c.least || n > c.most {
		return "", fmt.Errorf("read a keyed number of country %s: %d digits, it has %d to %d", iso, n, c.least, c.most)
	}
	if c.code == "1" && (national[0] < '2' || national[3] < '2') { // NANPA: NPA-NXX-XXXX
		return "", fmt.Errorf("read a keyed number of country %s: neither area nor exchange begins with 0 or 1", iso)
	}
	return e164.Parse("+" + c.code + national)
}
