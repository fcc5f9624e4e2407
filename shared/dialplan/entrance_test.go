package dialplan

import (
	"testing"

	"ringdown/shared/e164"
	"ringdown/shared/flow"
)

func TestFlowFor(t *testing.T) {
	d := Dialplan{
		Flows: map[string]flow.Flow{"bye": {}, "message": {}},
		Entrances: []Entrance{
			{Callers: []string{"+14155550199", "+4470*"}, Flow: "bye"},
			{Callers: []string{Withheld}, Flow: "message"},
			{Callers: []string{"+1*"}, Flow: "gone"}, // a flow that is not there leads nobody away
		},
	}
	for _, tt := range []struct {
		caller e164.Caller
		want   string
	}{
		{e164.Caller{Number: "+14155550199"}, "bye"},
		{e164.Caller{Number: "+14155550199", Came: "4155550199"}, "bye"},
		{e164.Caller{Number: "+141555501990"}, ""},
		{e164.Caller{Number: "+447012345678"}, "bye"},
		{e164.Caller{Number: "+447112345678"}, ""},
		{e164.Caller{}, "message"},
		{e164.Caller{Came: "2025550123"}, ""},
		{e164.Caller{Number: "+14155550111"}, ""},
	} {
		if got := d.FlowFor(tt.caller); got != tt.want {
			t.Errorf("%+v: got %q, want %q", tt.caller, got, tt.want)
		}
	}
}
