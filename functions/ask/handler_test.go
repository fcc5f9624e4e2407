package ask

import (
	"context"
	"log/slog"
	"slices"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"ringdown/infra/desktest"
	"ringdown/infra/memport"
	"ringdown/shared/flow"
	"ringdown/shared/port"
)

const lookUp = "arn:aws:lambda:eu-west-2:111122223333:function:look-up"

// A function is asked for its envelope, and its answer goes on from there: what the flow does next is
// for act. A message that cannot be read is reported alone.
func TestTheFunctionIsAskedAndWhatFollowsIsForAct(t *testing.T) {
	d := desktest.New(t)
	doc, err := flow.Parse([]byte(`{"Version":"2019-10-30","StartAction":"ask","Actions":[
		{"Identifier":"ask","Type":"InvokeLambdaFunction","Parameters":{"LambdaFunctionARN":"` + lookUp + `","InvocationTimeLimitSeconds":"8"},"Transitions":{"NextAction":"wait","Errors":[{"ErrorType":"NoMatchingError","NextAction":"end"}]}},
		{"Identifier":"wait","Type":"Wait","Parameters":{"TimeLimitSeconds":"60"},"Transitions":{"NextAction":"end"}},
		{"Identifier":"end","Type":"DisconnectParticipant","Parameters":{},"Transitions":{}}]}`))
	if err != nil {
		t.Fatal(err)
	}
	plan := desktest.Plans(t)[0]
	plan.Version, plan.Flow, plan.LambdaARNs = 2, doc, []string{lookUp}
	if err := d.Dialplans.Publish(t.Context(), plan); err != nil {
		t.Fatal(err)
	}
	functions := &memport.Functions{Local: map[string]func(context.Context, []byte) ([]byte, error){
		lookUp: func(context.Context, []byte) ([]byte, error) { return []byte(`{"name":"Zoe"}`), nil },
	}}
	d.Functions = functions
	id := d.Arrive()
	due := d.Queue.Receive(port.AsksQueue, 10)
	if len(due) != 1 || due[0].Group != plan.Line {
		t.Fatalf("asked for %+v, want one request of the line", due)
	}
	good, bad := desktest.Batch("good", due[0].Body, nil), desktest.Batch("bad", `{"call":`, nil)
	out, err := New(d.Switchboard, slog.New(slog.DiscardHandler))(t.Context(), events.SQSEvent{Records: append(bad.Records, good.Records...)})
	if err != nil {
		t.Fatal(err)
	}
	if want := []events.SQSBatchItemFailure{{ItemIdentifier: "bad"}}; !slices.Equal(out.BatchItemFailures, want) {
		t.Errorf("failures %+v, want %+v", out.BatchItemFailures, want)
	}
	if len(functions.Requests()) != 1 || d.Load(id).Flow.External != `{"name":"Zoe"}` {
		t.Errorf("asked %d times, the flow has %q", len(functions.Requests()), d.Load(id).Flow.External)
	}
	if len(d.Phones.Asked) != 0 {
		t.Errorf("the provider was asked %v: that is for act", d.Phones.Asked)
	}
}
