package call

import (
	"strings"
	"testing"
	"time"

	"ringdown/shared/dialplan"
	"ringdown/shared/ncco"
	"ringdown/shared/play"
	"ringdown/shared/speech"
	"ringdown/shared/speech/words"
)

// Somebody may have been woken: the line, the caller and the key come first in every language.
func TestScreeningNamesTheKeyWithinFiveSeconds(t *testing.T) {
	for _, language := range words.Languages {
		plan := dialplan.Dialplan{Description: "Acme operations", Language: language, Number: "+14155550100",
			Teams: map[string]dialplan.Team{"t": {ID: "t", Name: "Teamname"}}}
		c := Call{Caller: Caller{Number: "+14155550199"}, Ring: &Ring{Team: "t", Keys: play.ResponderKeys{"7": play.Accept, "8": play.Decline}}}
		text := viewOf(&c, plan).acceptanceMessage()[0].(ncco.Talk).Text
		before, after, ok := strings.Cut(text, "7")
		if !ok || !strings.Contains(before, "Acme operations") || !strings.Contains(before, "1 9 9") || !strings.Contains(after, "8") || !strings.Contains(after, "Teamname") {
			t.Errorf("%s: %q does not name line, caller, keys and team in this order", language, text)
		}
		if got := speech.TextDuration(before + "7"); got > 5*time.Second {
			t.Errorf("%s: the key comes after %v in %q", language, got, text)
		}
	}
}
