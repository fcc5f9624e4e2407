package call

import (
	"testing"
	"time"

	"ringdown/shared/dialplan"
	"ringdown/shared/oncall"
)

func TestCheckHoursOfOperation(t *testing.T) {
	open := oncall.Hours{ID: "office", TZ: "Europe/London", Windows: []oncall.Window{{Start: "09:00", Minutes: 480}}}
	branches := []string{"Equals True > yes", "Equals False > no", "!NoMatchingError > failed"}
	for _, c := range []struct{ name, parameters, at, team, want string }{
		{"open", `{"HoursOfOperationId":"office"}`, "10:00", "", "yes."},
		{"closed", `{"HoursOfOperationId":"office"}`, "20:00", "", "no."},
		{"by an ARN", `{"HoursOfOperationId":"arn:aws:connect:eu-west-2:1:instance/i/operating-hours/office"}`, "10:00", "", "yes."},
		{"by an attribute", `{"HoursOfOperationId":"$.Attributes.hours"}`, "10:00", "", "yes."},
		{"unknown", `{"HoursOfOperationId":"shop"}`, "10:00", "", "failed."},
		{"an attribute without a value", `{"HoursOfOperationId":"$.Attributes.none"}`, "10:00", "billing", "failed."},
		{"none: the chosen team's", `{}`, "10:00", "billing", "yes."},
		{"none: the chosen team has none", `{}`, "03:00", "support", "yes."},
		{"none: no team but the line's, which has none", `{}`, "03:00", "", "yes."},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newRig(t, ends(
				act("start", "UpdateContactAttributes", `{"Attributes":{"hours":"office","team":"`+c.team+`"}}`, "open"),
				act("open", "CheckHoursOfOperation", c.parameters, "next", branches...)))
			r.plan.Hours = map[string]oncall.Hours{"office": open}
			r.plan.Teams["billing"] = dialplan.Team{ID: "billing", Hours: "office"}
			at, err := time.Parse("15:04", c.at)
			if err != nil {
				t.Fatal(err)
			}
			r.now = time.Date(2026, 3, 2, at.Hour(), at.Minute(), 0, 0, time.UTC)
			r.wants("hears", r.arrive().Script, c.want)
		})
	}
}
