package dialplan

import (
	"testing"

	"ringdown/shared/e164"
)

func TestMayDial(t *testing.T) {
	compiled := Dialplan{Number: "+14155550100", Dialling: e164.PolicyFor([]string{"GB"}, nil)}
	for _, tt := range []struct {
		plan    Dialplan
		number  e164.Number
		allowed bool
	}{
		{compiled, "+447700900199", true},
		{compiled, "+14155550199", false},
		{Dialplan{Number: "+14155550100"}, "+14155550199", true}, // stored before there was a policy
		{Dialplan{Number: "+14155550100"}, "+447700900199", false},
		{Dialplan{Number: "+14155550100"}, "+14155550100", false},
		{Dialplan{}, "+14155550199", false},
	} {
		if err := tt.plan.MayDial().Check(tt.number); (err == nil) != tt.allowed {
			t.Errorf("%+v may dial %s: %v", tt.plan.Dialling, tt.number, err)
		}
	}
}
