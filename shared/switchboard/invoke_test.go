package switchboard_test

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"ringdown/infra/desktest"
	"ringdown/infra/memport"
	"ringdown/shared/call"
	"ringdown/shared/flow"
	"ringdown/shared/port"
)

const lookUp = "arn:aws:lambda:eu-west-2:111122223333:function:look-up"

// asking is a desk whose line has a flow with that action at its start.
func asking(t *testing.T, action string) *desktest.Desk {
	t.Helper()
	b := desktest.New(t)
	doc, err := flow.Parse([]byte(`{"Version":"2019-10-30","StartAction":"ask","Actions":[{"Identifier":"ask",` + action + `,
		"Transitions":{"NextAction":"yes","Errors":[{"ErrorType":"NoMatchingError","NextAction":"no"},{"ErrorType":"NoMatchingCondition","NextAction":"no"}]}},
		{"Identifier":"yes","Type":"Wait","Parameters":{"TimeLimitSeconds":"60"},"Transitions":{"NextAction":"end"}},
		{"Identifier":"no","Type":"Wait","Parameters":{"TimeLimitSeconds":"60"},"Transitions":{"NextAction":"end"}},
		{"Identifier":"end","Type":"DisconnectParticipant","Parameters":{},"Transitions":{}}]}`))
	if err != nil {
		t.Fatal(err)
	}
	plan := desktest.Plans(t)[0]
	plan.Version, plan.Flow, plan.LambdaARNs = 2, doc, []string{lookUp}
	if err := b.Dialplans.Publish(t.Context(), plan); err != nil {
		t.Fatal(err)
	}
	return b
}

const invokes = `"Type":"InvokeLambdaFunction","Parameters":{"LambdaFunctionARN":"` + lookUp + `","InvocationTimeLimitSeconds":"1"}`

func answering(answer func() ([]byte, error)) *memport.Functions {
	return &memport.Functions{Local: map[string]func(context.Context, []byte) ([]byte, error){
		lookUp: func(context.Context, []byte) ([]byte, error) { return answer() },
	}}
}

func TestAFunctionIsAskedOnceHoweverOftenTheOrderComes(t *testing.T) {
	b := asking(t, invokes)
	functions := answering(func() ([]byte, error) { return []byte(`{"name":"Zoe"}`), nil })
	b.Functions = functions
	id := b.Arrive()
	for range 3 {
		if err := b.Act(t.Context(), port.Envelope{Queue: port.AsksQueue, Order: "ask 1", Call: id, Version: 1}); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(functions.Requests()); n != 1 {
		t.Errorf("asked %d times", n)
	}
	c := b.Load(id)
	if c.Flow.Action != "ask" || c.Flow.External != `{"name":"Zoe"}` {
		t.Errorf("at %q with %q: the caller comes for the answer when the prompts are over", c.Flow.Action, c.Flow.External)
	}
	if _, err := b.Steer(t.Context(), id, call.PromptsEnded{Epoch: c.Caller.Epoch}); err != nil || b.Load(id).Flow.Action != "yes" {
		t.Errorf("at %q, %v", b.Load(id).Flow.Action, err)
	}
}

func TestAFunctionThatFails(t *testing.T) {
	for name, tt := range map[string]struct {
		functions port.Functions
		tries     int32
	}{
		"refuses":          {answering(func() ([]byte, error) { return nil, errors.New("it panicked") }), 1},
		"is throttled":     {tired{port.ErrThrottled}, 3},
		"cannot be known":  {tired{errors.New("the connection broke")}, 3},
		"is not there":     {&memport.Functions{}, 1},
		"nobody asks them": {nil, 0},
	} {
		t.Run(name, func(t *testing.T) {
			b := asking(t, invokes)
			tries.Store(0)
			b.Functions = tt.functions
			id := b.Arrive()
			b.Work()
			c := b.Load(id)
			if _, counted := tt.functions.(tired); counted && tries.Load() != tt.tries {
				t.Errorf("asked %d times, want %d", tries.Load(), tt.tries)
			}
			if _, err := b.Steer(t.Context(), id, call.PromptsEnded{Epoch: c.Caller.Epoch}); err != nil {
				t.Fatal(err)
			}
			if c := b.Load(id); c.Flow.Action != "no" || c.Flow.Reason == "" {
				t.Errorf("at %q, reason %q", c.Flow.Action, c.Flow.Reason)
			}
		})
	}
}

var tries atomic.Int32

type tired struct{ err error }

func (f tired) Invoke(context.Context, string, []byte, time.Duration) ([]byte, error) {
	tries.Add(1)
	return nil, fmt.Errorf("invoke: %w", f.err)
}

func (f tired) Send(context.Context, string, []byte) error { return f.err }

const counts = `"Type":"CheckMetricData","Parameters":{"MetricType":"NumberOfContactsInQueue"}`

// counted notes how often the calls of a day are looked up.
type counted struct {
	port.Calls
	days int
	err  error
}

func (s *counted) OnDay(ctx context.Context, line string, day time.Time, limit int) ([]call.Call, error) {
	s.days++
	if s.err != nil {
		return nil, s.err
	}
	return s.Calls.OnDay(ctx, line, day, limit)
}

func TestCallsInProgressAreCountedOnlyForAFlowThatAsks(t *testing.T) {
	b := desktest.New(t)
	calls := &counted{Calls: b.Calls}
	b.Calls = calls
	b.Arrive()
	b.Work()
	if calls.days != 0 {
		t.Errorf("a line that does not ask cost %d look-ups", calls.days)
	}

	b = asking(t, counts+"")
	calls = &counted{Calls: b.Calls}
	b.Calls = calls
	b.Time = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	b.Arrive()
	if calls.days != 1 {
		t.Errorf("%d look-ups at noon, want one", calls.days)
	}
	calls.days = 0
	b = asking(t, counts)
	b.Calls = calls
	b.Time = time.Date(2026, 3, 3, 0, 30, 0, 0, time.UTC)
	b.Arrive()
	if calls.days < 2 {
		t.Errorf("%d look-ups at half past midnight: calls of yesterday go on", calls.days)
	}
}

func TestCallsInProgressThatCannotBeCounted(t *testing.T) {
	b := asking(t, counts)
	b.Calls = &counted{Calls: b.Calls, err: errors.New("the index is away")}
	id := b.Arrive()
	if c := b.Load(id); c.Flow.Action != "no" {
		t.Errorf("at %q, want the branch of the error", c.Flow.Action)
	}
}
