package dialplan

import (
	"slices"
	"testing"

	"ringdown/shared/e164"
)

func TestTeamsThatNoChannelReaches(t *testing.T) {
	none, mailed, texted := Team{ID: "none"}, Team{ID: "mailed", Emails: []string{"a@example.com"}}, Team{ID: "texted", Texts: []e164.Number{"+14155550101"}}
	line := func(quiet, enabled bool, id string) Dialplan {
		return Dialplan{Quiet: quiet, Enabled: enabled, Teams: map[string]Team{id: none, "mailed": mailed, "texted": texted}}
	}
	got := Unreached([]Dialplan{line(false, true, "b"), line(false, true, "a"), line(false, true, "a"), line(true, true, "quiet"), line(false, false, "off")})
	if want := []string{"a", "b"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
