package settings

import (
	"strings"
	"testing"
)

// asksBot is an input that names a bot, as older documents do.
var asksBot = []byte(`{"Version":"2019-10-30","StartAction":"a","Metadata":{},"Actions":[
{"Identifier":"a","Type":"GetParticipantInput","Parameters":{"Text":"Well?","LexV2Bot":{"AliasArn":"arn:aws:lex:eu-west-2:111122223333:bot-alias/DESK/LIVE"}},"Transitions":{"NextAction":"b",
"Conditions":[{"NextAction":"b","Condition":{"Operator":"Equals","Operands":["Billing"]}}],"Errors":[{"ErrorType":"NoMatchingCondition","NextAction":"b"},` + failsOver + `]}},
{"Identifier":"b","Type":"DisconnectParticipant","Parameters":{},"Transitions":{}}]}`)

func TestWhatCannotRunIsForgivenWhereTheSettingsSaySo(t *testing.T) {
	view := one("ShowView", `{}`, failsOver)
	const forgiven = `action "a", Actions[0].Type: ShowView is not supported here: a phone has no screen to show a view on; every call takes its branch NoMatchingError`
	for _, c := range []struct {
		name, more string
		document   []byte
		want       string
		starts     string // the first action that runs; "" of settings that are refused
	}{
		{"a line that is strict", "", view, "7:5: lines[0].flow: own.json:2:1: ", ""},
		{"a lenient line", "    lenient: true\n", view, "7:5: warning: lines[0].flow: own.json:2:1: " + forgiven, "b"},
		{"a lenient account", "lenient: true\n", view, "warning: lines[0].flow: own.json:2:1: " + forgiven, "b"},
		{"a strict line of a lenient account", "    lenient: false\nlenient: true\n", view, "7:5: lines[0].flow: own.json:2:1: ", ""},
		{"without a branch to take", "    lenient: true\n", one("ShowView", `{}`, ""), "7:5: lines[0].flow: own.json:2:1: ", ""},
		{"a listed flow of a lenient line", "    lenient: true\nflows: {x: own.json}\n", view, "10:9: warning: flows.x: own.json:2:1: " + forgiven, "b"},
		{"a bot without keys", "", asksBot, "ConnectParticipantWithLexBot is not supported here: speech bots need Amazon Lex; give its intents keys under bots:", ""},
		{"a bot with keys", "bots: [{id: DESK, intents: [{intent: Billing, key: \"1\"}]}]\n", asksBot, "", "a"},
		{"a bot with keys, leniently", "    lenient: true\nbots: [{id: DESK, intents: [{intent: Billing, key: \"1\"}]}]\n", asksBot, "", "a"},
		{"an intent without a key", "bots: [{id: DESK, intents: [{intent: Sales, key: \"1\"}]}]\n", asksBot,
			`7:5: warning: lines[0].flow: own.json:2:1: action "a": no key of the bot DESK stands for the intent "Billing": give it one under bots:`, "a"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, problems := Parse([]byte(withFlow+c.more), map[string][]byte{"own.json": c.document})
			if said := told(problems); c.want == "" && said != "" || !strings.Contains(said, c.want) {
				t.Errorf("got %s\nwant %s", said, c.want)
			}
			plans, err := s.Compile()
			switch {
			case c.starts == "" && len(plans) > 0:
				t.Error("settings that should be refused are compiled")
			case c.starts != "" && (err != nil || plans[0].Flow.StartAction != c.starts):
				t.Errorf("%v, or begins elsewhere: %+v", err, plans)
			}
		})
	}
}
