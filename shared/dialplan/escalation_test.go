package dialplan

import (
	"errors"
	"reflect"
	"testing"

	"ringdown/shared/alert"
)

func told(t *testing.T, d Dialplan, team string, targets ...alert.Target) []string {
	t.Helper()
	people, _, _, err := d.Meant(targets, team, week)
	if err != nil {
		t.Fatal(err)
	}
	ids := []string{}
	for _, p := range people {
		ids = append(ids, p.ID)
	}
	return ids
}

func TestWhomAStepMeans(t *testing.T) {
	d := plan()
	for _, test := range []struct {
		name, team string
		targets    []alert.Target
		want       []string
	}{
		{"the first tier", "tiers", []alert.Target{{Tier: 1}}, []string{"ana", "ben"}},
		{"a tier whose people stand in an earlier one", "tiers", []alert.Target{{Tier: 2}}, []string{}},
		{"a tier keeps its number where one before it is empty", "tiers", []alert.Target{{Tier: 4}}, []string{"cy"}},
		{"a tier that is not there", "tiers", []alert.Target{{Tier: 9}}, []string{}},
		{"whoever is named twice is meant once", "tiers", []alert.Target{{User: "cy"}, {Tier: 4}, {User: "ghost"}}, []string{"cy"}},
		{"everybody of a team, on call or not", "schedule", []alert.Target{{Team: "schedule"}}, []string{"ana", "ben"}},
		{"by the schedule", "schedule", []alert.Target{{Tier: 1}}, []string{"ben"}},
	} {
		if got := told(t, d, test.team, test.targets...); !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s: got %v, want %v", test.name, got, test.want)
		}
	}
	if _, _, _, err := d.Meant([]alert.Target{{Tier: 1}}, "gone", week); !errors.Is(err, ErrUnknownSchedule) {
		t.Errorf("a failed look-up is nobody: %v", err)
	}
}

func TestWhichRuleAnAlertFollows(t *testing.T) {
	d := plan()
	if r := d.RuleFor("tiers"); len(r.Steps) != 0 {
		t.Errorf("nobody has a contact, and the rule is %+v", r)
	}
	d.Users["cy"] = User{ID: "cy", Contacts: []alert.Contact{{Kind: alert.Text, Address: "+14155550101"}}}
	if r := d.RuleFor("tiers"); len(r.Steps) != 3 || r.Repeat != 1 || r.Steps[2].Targets[0].Team != "tiers" {
		t.Errorf("the built-in rule is %+v", r)
	}
	step := []alert.Step{{Targets: []alert.Target{{Tier: 1}}}}
	d.Rules = map[string]alert.Rule{"team's": {ID: "team's", Steps: step}, "line's": {ID: "line's", Steps: step}}
	team := d.Teams["tiers"]
	team.Escalation = "team's"
	d.Teams["tiers"] = team
	if r := d.RuleFor("tiers"); r.ID != "team's" {
		t.Errorf("got %+v, want the team's", r)
	}
	d.Escalation = "line's"
	if r := d.RuleFor("tiers"); r.ID != "line's" {
		t.Errorf("got %+v, want the line's", r)
	}
}
