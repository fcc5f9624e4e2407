package main

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
)

// Programs know one shape: each file has its answer, and each answer all its keys, whatever is wrong with the file.
func TestFlowCheckAnswersForEachFileInOneShape(t *testing.T) {
	_, out, _ := ran("flow", "check", "--json", goodFlow, "nowhere.json", "../dev", first, flows+"legacy.json", flows+"bad_values.json")
	var got []map[string]any
	if err := json.Unmarshal([]byte(out), &got); err != nil || len(got) != 6 {
		t.Fatalf("%v, %d answers:\n%s", err, len(got), out)
	}
	for i, c := range got {
		if keys := strings.Join(slices.Sorted(maps.Keys(c)), " "); keys != "file findings ok runnable" {
			t.Errorf("answer %d has the keys %s", i, keys)
		}
		findings, isList := c["findings"].([]any)
		if !isList || (i == 0) != (len(findings) == 0) || c["ok"] != (i == 0) {
			t.Errorf("answer %d: %v", i, c)
		}
		for _, x := range findings {
			if keys := strings.Join(slices.Sorted(maps.Keys(x.(map[string]any))), " "); keys != "action column line message path rule severity" {
				t.Errorf("answer %d: a finding has the keys %s", i, keys)
			}
		}
	}
}

func TestFlowRunAnswersProgramsWithoutACall(t *testing.T) {
	for file, why := range map[string]string{
		"nowhere.json":        "there is no file nowhere.json: name one that exists",
		first:                 "not JSON here: a flow is a JSON object",
		flows + "legacy.json": "this is the legacy designer export",
	} {
		code, out, _ := ran("flow", "run", "--json", file)
		var got map[string]any
		if err := json.Unmarshal([]byte(out), &got); err != nil || code != exitFailed {
			t.Errorf("%s: exit %d, %v: %s", file, code, err, out)
			continue
		}
		if keys := strings.Join(slices.Sorted(maps.Keys(got)), " "); keys != "actions ended failure file silenceSecondsMax" {
			t.Errorf("%s: the keys %s", file, keys)
		}
		if failure, _ := got["failure"].(string); !strings.Contains(failure, why) || got["ended"] != "" {
			t.Errorf("%s: got %v, want a failure that says %q", file, got, why)
		}
	}
}

// Exports made for several instances put what they name into attributes first.
func TestFlowRunStandsInForWhatAttributesName(t *testing.T) {
	const byAttribute = `{"Version":"2019-10-30","StartAction":"names","Actions":[
	{"Identifier":"names","Type":"UpdateFlowAttributes","Parameters":{"FlowAttributes":{"asker":{"Value":"arn:aws:lambda:eu-west-2:111122223333:function:asker"},"hours":{"Value":"office"}}},"Transitions":{"NextAction":"ask","Errors":[{"ErrorType":"NoMatchingError","NextAction":"not set"}]}},
	{"Identifier":"ask","Type":"InvokeLambdaFunction","Parameters":{"LambdaFunctionARN":"$.FlowAttributes.asker","InvocationTimeLimitSeconds":"3"},"Transitions":{"NextAction":"open","Errors":[{"ErrorType":"NoMatchingError","NextAction":"not asked"}]}},
	{"Identifier":"open","Type":"CheckHoursOfOperation","Parameters":{"HoursOfOperationId":"$.FlowAttributes.hours"},"Transitions":{"NextAction":"no hours","Conditions":[{"NextAction":"bye","Condition":{"Operator":"Equals","Operands":["True"]}},{"NextAction":"closed","Condition":{"Operator":"Equals","Operands":["False"]}}],"Errors":[{"ErrorType":"NoMatchingError","NextAction":"no hours"}]}},
	{"Identifier":"not set","Type":"DisconnectParticipant"},{"Identifier":"not asked","Type":"DisconnectParticipant"},{"Identifier":"no hours","Type":"DisconnectParticipant"},
	{"Identifier":"closed","Type":"DisconnectParticipant"},{"Identifier":"bye","Type":"DisconnectParticipant"}]}`
	code, out, errOut := ranWith(byAttribute, "flow", "run", "-", "--json")
	var got ranFlow
	if err := json.Unmarshal([]byte(out), &got); err != nil || code != exitWell {
		t.Fatalf("exit %d, %v: %s%s", code, err, out, errOut)
	}
	if came := strings.Join(got.Actions, ", "); came != "names, ask, open, bye" {
		t.Errorf("came to %s", came)
	}
}
