package check

import (
	"strings"
	"testing"
)

func TestDraw(t *testing.T) {
	const uuid = "0f5a3c1e-1111-4222-8333-abcdefabcdef"
	f := parseText(t, `{"Version":"2019-10-30","StartAction":"Menu","Actions":[
	{"Identifier":"Menu","Type":"GetParticipantInput","Parameters":{"Text":"Press 1 & \"wait\"\n<now>"},"Transitions":{"NextAction":"`+uuid+`","Conditions":[{"NextAction":"`+uuid+`","Condition":{"Operator":"Equals","Operands":["1"]}},{"NextAction":"`+uuid+`","Condition":{"Operator":"NumberLessThan","Operands":["5"]}}],"Errors":[{"NextAction":"Menu","ErrorType":"NoMatchingCondition"}]}},
	{"Identifier":"`+uuid+`","Type":"MessageParticipant","Transitions":{"NextAction":"nowhere"}},
	{"Identifier":"end\"]; n0 --> n9[\"","Type":"DisconnectParticipant"}]}`)
	want := `flowchart TD
  start((" "))
  n0["Menu<br/>GetParticipantInput<br/>Press 1 #38; #34;wait#34; #60;now#62;"]
  n1["MessageParticipant"]
  n2(["end#34;#93;#59; n0 --#62; n9#91;#34;<br/>DisconnectParticipant"])
  start --> n0
  n0 -->|"1, #60; 5"| n1
  n0 -.->|"NoMatchingCondition"| n0
  n1 --> missing
  missing{{"no such action"}}
`
	if got := Draw(f); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestDrawShowsEveryAction(t *testing.T) {
	f := parseSample(t, "support_line.json")
	if got := Draw(f); strings.Count(got, "\"]\n")+strings.Count(got, "\"])\n") != len(f.Actions) || strings.Contains(got, "missing") {
		t.Errorf("got\n%s", got)
	}
}
