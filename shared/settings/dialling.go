package settings

import (
	"fmt"
	"slices"
	"strings"

	"ringdown/shared/alert"
	"ringdown/shared/e164"
	"ringdown/shared/flow"
)

// policy is what may be rung: numbers of the installation's countries, and never a line of ours,
// whose call would come back.
func (s Settings) policy() e164.Policy { return e164.PolicyFor(s.countries(), s.own()) }

// countries are those that the settings list, or those that their own numbers are of, by their two
// letters.
func (s Settings) countries() (isos []string) {
	for _, iso := range s.Dialling.Countries {
		isos = append(isos, strings.ToUpper(iso))
	}
	if len(isos) == 0 {
		for _, n := range append(s.responders(), s.own()...) {
			if c, ok := e164.CountryOf(n); ok {
				isos = append(isos, c.ISO)
			}
		}
	}
	slices.Sort(isos)
	return slices.Compact(isos)
}

// own are the numbers that callers dial.
func (s Settings) own() (numbers []e164.Number) {
	for _, l := range s.Lines {
		numbers = append(numbers, l.numbers()...)
	}
	return numbers
}

// responders are the numbers that the settings say to ring or to text.
func (s Settings) responders() (numbers []e164.Number) {
	for _, u := range s.Users {
		for _, p := range u.Phones {
			numbers = append(numbers, p.Number)
		}
		for _, contact := range u.Contacts {
			if contact.Kind == alert.Text || contact.Kind == alert.Voice {
				numbers = append(numbers, e164.Number(contact.Address))
			}
		}
	}
	for _, t := range s.Teams {
		numbers = append(numbers, t.Texts...)
	}
	return numbers
}

// misnamed are countries that people write by other letters than ISO 3166 gives them.
var misnamed = map[string]string{"UK": "GB", "EN": "GB", "USA": "US", "GER": "DE", "EL": "GR"}

func (c *checker) checkDialling() {
	list := c.s.Dialling.Countries
	if len(list) == 0 && c.given("dialling.countries") {
		c.wrong("dialling.countries", "no country is listed, so nobody could be rung: list some, like [US, GB], or leave it out for those of your own numbers")
	}
	for i, iso := range list {
		if _, ok := e164.CountryByISO(iso); ok {
			continue
		}
		meant := "write two letters of ISO 3166, like US, GB or DE"
		if m, ok := misnamed[strings.ToUpper(iso)]; ok {
			meant = fmt.Sprintf("did you mean %q?", m)
		}
		c.wrong(fmt.Sprintf("dialling.countries[%d]", i), "%q is no country: %s", iso, meant)
	}
}

// allowed checks a number against the countries that are listed.
func (c *checker) allowed(path string, n e164.Number) bool {
	if len(c.s.Dialling.Countries) == 0 || c.policy.Check(n) == nil {
		return true
	}
	at, _ := e164.CountryOf(n)
	c.wrong(path, "%s is a number of %s, which dialling.countries does not list: add %s there, or write another number", n, at.ISO, at.ISO)
	return false
}

// outside checks the number that a flow rings besides users.
func (c *checker) outside(path, at string, a flow.Action) {
	if a.Type != "TransferParticipantToThirdParty" {
		return
	}
	to, _ := a.Parameters.String("ThirdPartyPhoneNumber")
	switch references := flow.References(to); {
	case slices.ContainsFunc(references, func(r string) bool { return strings.HasPrefix(flow.PlainReference(r), "$.StoredCustomerInput") }):
		c.warn(path, "%s: callers key the number that is rung, at your cost: keep dialling.countries, which allows %s, as short as can be", at, listed(c.s.countries()))
	case len(references) > 0 || to == "":
	default:
		n, err := e164.Parse(to)
		if err != nil {
			return // the flow checker says so
		}
		abroad, _ := e164.CountryOf(n)
		switch err := c.policy.Check(n); {
		case err == nil:
		case abroad.ISO != "" && !slices.Contains(c.s.countries(), abroad.ISO) && e164.Dialable(n) == nil:
			c.wrong(path, "%s: %s is a number of %s, and numbers of %s alone are rung: list %s too, under dialling: countries:", at, to, abroad.ISO, listed(c.s.countries()), abroad.ISO)
		default:
			c.wrong(path, "%s: %s may not be rung: %s", at, to, err)
		}
	}
}
