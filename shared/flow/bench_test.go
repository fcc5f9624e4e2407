package flow

import (
	"bytes"
	"fmt"
	"testing"
)

// largeFlow has as many actions as the largest flow we know to be published, with designer metadata
// for each.
func largeFlow(t testing.TB) []byte {
	t.Helper()
	const actions = 94
	var b bytes.Buffer
	b.WriteString(`{"Version":"2019-10-30","StartAction":"step 0","Metadata":{"entryPointPosition":{"x":20,"y":20},"ActionMetadata":{`)
	for i := range actions {
		fmt.Fprintf(&b, `"step %d":{"position":{"x":%d.4,"y":120},"isFriendlyName":true,"parameters":{"Text":{"useDynamic":false}}},`, i, i*200)
	}
	b.WriteString(`"last":{"position":{"x":0,"y":0}}}},"Actions":[`)
	for i := range actions - 1 {
		next, loop := fmt.Sprintf("step %d", i+1), fmt.Sprintf("step %d", max(i-3, 0))
		switch i % 4 {
		case 0:
			fmt.Fprintf(&b, `{"Identifier":"step %d","Type":"MessageParticipant","Parameters":{"Text":"Hello $.Attributes.name, this is step %d of many."},"Transitions":{"NextAction":%q,"Errors":[{"NextAction":%q,"ErrorType":"NoMatchingError"}]}},`, i, i, next, next)
		case 1:
			fmt.Fprintf(&b, `{"Identifier":"step %d","Type":"GetParticipantInput","Parameters":{"Text":"Press 1 or 2.","StoreInput":"False","InputTimeLimitSeconds":"5"},"Transitions":{"NextAction":%[2]q,"Errors":[{"NextAction":%[2]q,"ErrorType":"InputTimeLimitExceeded"},{"NextAction":%[2]q,"ErrorType":"NoMatchingCondition"},{"NextAction":%[2]q,"ErrorType":"NoMatchingError"}],"Conditions":[{"NextAction":%[2]q,"Condition":{"Operator":"Equals","Operands":["1"]}},{"NextAction":%[3]q,"Condition":{"Operator":"Equals","Operands":["2"]}}]}},`, i, next, loop)
		case 2:
			fmt.Fprintf(&b, `{"Identifier":"step %d","Type":"UpdateContactAttributes","Parameters":{"Attributes":{"name":"$.External.name","step":"%d"},"TargetContact":"Current"},"Transitions":{"NextAction":%q,"Errors":[{"NextAction":%q,"ErrorType":"NoMatchingError"}]}},`, i, i, next, next)
		case 3:
			fmt.Fprintf(&b, `{"Identifier":"step %d","Type":"Compare","Parameters":{"ComparisonValue":"$.Attributes.step"},"Transitions":{"NextAction":%[2]q,"Errors":[{"NextAction":%[2]q,"ErrorType":"NoMatchingCondition"}],"Conditions":[{"NextAction":%[2]q,"Condition":{"Operator":"NumberGreaterThan","Operands":["3"]}}]}},`, i, next)
		}
	}
	fmt.Fprintf(&b, `{"Identifier":"step %d","Type":"DisconnectParticipant","Parameters":{},"Transitions":{}}]}`, actions-1)
	return b.Bytes()
}

func BenchmarkParse94Actions(b *testing.B) {
	text := largeFlow(b)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(text); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkChoose(b *testing.B) {
	f, err := Parse(largeFlow(b))
	if err != nil {
		b.Fatal(err)
	}
	menu, r := f.Actions[1], Return("2")
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := Choose(menu, r); !ok {
			b.Fatal("nowhere to go")
		}
	}
}
