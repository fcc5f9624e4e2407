// Package lambdaport is the switchboard's functions of flows, in AWS Lambda.
//
// It is apart from package awsport, whose Env it takes, so that only the function that
// asks others carries the client, whose tables take a millisecond to fill. To ask
// functions elsewhere, write another adapter of the port.
package lambdaport

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"

	"ringdown/shared/awsport"
	"ringdown/shared/port"
)

var _ port.Functions = (*Functions)(nil)

// Functions asks the functions of flows. Which may be asked is written down in the
// settings, and once more for AWS: in the stack's parameter FlowFunctionArns, or, as
// with Amazon Connect, in the function's own policy (aws lambda add-permission).
type Functions struct{ client *lambda.Client }

// NewFunctions makes the port. A caller waits: the switchboard tries again itself, inside
// the function's time.
func NewFunctions(e *awsport.Env) *Functions {
	config := e.Config(awsport.PatientAttempt)
	config.RetryMaxAttempts, config.Retryer = 1, func() aws.Retryer { return aws.NopRetryer{} }
	return &Functions{client: lambda.NewFromConfig(config)}
}

// Invoke asks a function and gives its answer. An error that the function itself raised
// is ErrRefused; its text may hold anything, a caller's number among it, and stays in the
// function's own log.
func (s *Functions) Invoke(ctx context.Context, arn string, payload []byte, limit time.Duration) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	out, err := s.client.Invoke(ctx, &lambda.InvokeInput{FunctionName: aws.String(arn), Payload: payload})
	var none *types.ResourceNotFoundException
	switch {
	case ctx.Err() != nil:
		return nil, fmt.Errorf("invoke %s: %w", arn, ctx.Err())
	case errors.As(err, &none):
		return nil, fmt.Errorf("invoke %s: %w: %w", arn, port.ErrNotFound, err)
	case err != nil:
		return nil, fmt.Errorf("invoke %s: %w", arn, awsport.Explain(err))
	case out.FunctionError != nil:
		return nil, fmt.Errorf("invoke %s: it failed (%s): %w", arn, *out.FunctionError, port.ErrRefused)
	}
	return out.Payload, nil
}

// Send hands a function its request; Lambda tries it again by itself.
func (s *Functions) Send(ctx context.Context, arn string, payload []byte) error {
	_, err := s.client.Invoke(ctx, &lambda.InvokeInput{FunctionName: aws.String(arn), Payload: payload, InvocationType: types.InvocationTypeEvent})
	if err != nil {
		return fmt.Errorf("send to %s: %w", arn, awsport.Explain(err))
	}
	return nil
}
