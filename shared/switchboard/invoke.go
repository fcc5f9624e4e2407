package switchboard

import (
	"context"
	"errors"
	"fmt"

	"ringdown/shared/call"
	"ringdown/shared/play"
	"ringdown/shared/port"
)

// invokeTriesMax is how often a function is asked inside its time, as Amazon Connect
// does: a throttled or cold one is there at the second try.
const invokeTriesMax = 3

// invoke asks a function for the flow, by one asker only: that it is about to be asked
// is saved first. An answer that is lost is made up for by the flow's own time.
func (s *Switchboard) invoke(ctx context.Context, c call.Call, id string) (call.Call, error) {
	plan, err := s.plan(ctx, c)
	if err != nil {
		return c, err
	}
	request, ok := call.RequestOf(c, id, plan)
	claimed, ours, err := s.loop().Claim(ctx, c, call.FunctionAsked{Invocation: id})
	if err != nil || !ours || !ok {
		return claimed, err
	}
	if request.Async && s.Functions != nil {
		if err := s.Functions.Send(ctx, request.ARN, request.Payload); err != nil {
			return claimed, fmt.Errorf("send function %s the request of call %s: %w", request.ARN, c.ID, err)
		}
		return claimed, nil
	}
	answered := call.FunctionAnswered{Invocation: id}
	if answered.Answer, err = s.ask(ctx, request); err != nil {
		s.Log.WarnContext(ctx, "a function gave no answer; the flow takes its error branch", "call", c.ID, "function", request.ARN, "error", err)
		answered.Failed = reasonOf(err)
	}
	return s.loop().Report(ctx, claimed, answered)
}

// ask tries until there is an answer, the time is over, or asking is of no use.
func (s *Switchboard) ask(ctx context.Context, request play.Request) (answer []byte, err error) {
	if s.Functions == nil {
		return nil, fmt.Errorf("ask function %s: this desk asks none: %w", request.ARN, port.ErrNotFound)
	}
	ctx, cancel := context.WithTimeout(ctx, request.Limit)
	defer cancel()
	for range invokeTriesMax {
		answer, err = s.Functions.Invoke(ctx, request.ARN, request.Payload, request.Limit)
		if err == nil || errors.Is(err, port.ErrRefused) || errors.Is(err, port.ErrNotFound) || ctx.Err() != nil {
			break
		}
	}
	return answer, err
}

// reasonOf is what the call's record says; the log has the whole error.
func reasonOf(err error) string {
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return "no answer in time"
	case errors.Is(err, port.ErrNotFound):
		return "there is no such function"
	case errors.Is(err, port.ErrRefused):
		return "it failed"
	case errors.Is(err, port.ErrThrottled):
		return "it is throttled"
	}
	return "it could not be reached"
}
