package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// exported are flows as AWS's tools write them: the first names the second by its ARN and the third by
// the name of its file.
var exported = map[string]string{
	"main.json": `{"Version":"2019-10-30","StartAction":"hello","Metadata":{},"Actions":[
{"Identifier":"hello","Type":"InvokeFlowModule","Parameters":{"FlowModuleId":"arn:aws:connect:eu-west-2:111122223333:instance/i/flow-module/m-1:$LATEST"},"Transitions":{"NextAction":"bot","Errors":[{"ErrorType":"NoMatchingError","NextAction":"end"}]}},
{"Identifier":"bot","Type":"ConnectParticipantWithLexBot","Parameters":{"Text":"Well?","LexV2Bot":{"AliasArn":"arn:aws:lex:eu-west-2:111122223333:bot-alias/DESK/LIVE"}},"Transitions":{"NextAction":"end","Conditions":[{"NextAction":"go","Condition":{"Operator":"Equals","Operands":["Billing"]}}],"Errors":[{"ErrorType":"NoMatchingCondition","NextAction":"end"},{"ErrorType":"NoMatchingError","NextAction":"end"}]}},
{"Identifier":"go","Type":"TransferToFlow","Parameters":{"ContactFlowId":"billing"},"Transitions":{"NextAction":"end","Errors":[{"ErrorType":"NoMatchingError","NextAction":"end"}]}},
{"Identifier":"end","Type":"DisconnectParticipant","Parameters":{},"Transitions":{}}]}`,
	"greeting.json": `{"ContactFlowModule":{"Arn":"arn:aws:connect:eu-west-2:111122223333:instance/i/flow-module/m-1","Id":"m-1","Name":"Greeting","Content":"{\"Version\":\"2019-10-30\",\"StartAction\":\"say\",\"Metadata\":{},\"Settings\":{\"InputParameters\":[],\"OutputParameters\":[],\"Transitions\":[]},\"Actions\":[{\"Identifier\":\"say\",\"Type\":\"MessageParticipant\",\"Parameters\":{\"Text\":\"Good day.\"},\"Transitions\":{\"NextAction\":\"back\",\"Errors\":[{\"ErrorType\":\"NoMatchingError\",\"NextAction\":\"back\"}]}},{\"Identifier\":\"back\",\"Type\":\"EndFlowModuleExecution\",\"Parameters\":{},\"Transitions\":{}}]}"}}`,
	"billing.json": `{"Version":"2019-10-30","StartAction":"queue","Metadata":{},"Actions":[
{"Identifier":"queue","Type":"UpdateContactTargetQueue","Parameters":{"QueueId":"arn:aws:connect:eu-west-2:111122223333:instance/i/queue/q-1"},"Transitions":{"NextAction":"hours","Errors":[{"ErrorType":"NoMatchingError","NextAction":"bye"}]}},
{"Identifier":"hours","Type":"CheckHoursOfOperation","Parameters":{"HoursOfOperationId":"arn:aws:connect:eu-west-2:111122223333:instance/i/operating-hours/h-1"},"Transitions":{"NextAction":"bye","Conditions":[{"NextAction":"ask","Condition":{"Operator":"Equals","Operands":["True"]}},{"NextAction":"bye","Condition":{"Operator":"Equals","Operands":["False"]}}],"Errors":[{"ErrorType":"NoMatchingError","NextAction":"bye"}]}},
{"Identifier":"ask","Type":"InvokeLambdaFunction","Parameters":{"LambdaFunctionARN":"arn:aws:lambda:eu-west-2:111122223333:function:who","InvocationTimeLimitSeconds":"3"},"Transitions":{"NextAction":"play","Errors":[{"ErrorType":"NoMatchingError","NextAction":"play"}]}},
{"Identifier":"play","Type":"MessageParticipant","Parameters":{"PromptId":"arn:aws:connect:eu-west-2:111122223333:instance/i/prompt/p-1"},"Transitions":{"NextAction":"put","Errors":[{"ErrorType":"NoMatchingError","NextAction":"put"}]}},
{"Identifier":"put","Type":"TransferContactToQueue","Parameters":{},"Transitions":{"NextAction":"bye","Errors":[{"ErrorType":"QueueAtCapacity","NextAction":"bye"},{"ErrorType":"NoMatchingError","NextAction":"bye"}]}},
{"Identifier":"bye","Type":"DisconnectParticipant","Parameters":{},"Transitions":{}}]}`,
}

// exportedTo writes them into a folder, and returns it.
func exportedTo(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	for name, text := range exported {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func TestFlowsOfASetFindEachOther(t *testing.T) {
	folder := exportedTo(t)
	at := func(name string) string { return filepath.Join(folder, name) }
	_, out, errOut := ran("flow", "run", "--keys", "1", at("main.json"), at("greeting.json"), at("billing.json"))
	if !strings.Contains(out, `hears "Good day."`) || !strings.Contains(out, "ended: talked with ana\nactions: hello, say, back, bot, go, queue, hours, ask, play, put\n") {
		t.Errorf("%s%s", out, errOut)
	}
	if _, out, _ := ran("flow", "run", "--keys", "1", at("main.json")); !strings.Contains(out, "actions: hello, end\n") {
		t.Errorf("alone: %s", out)
	}
}
