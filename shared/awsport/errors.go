package awsport

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws/retry"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/smithy-go"

	"ringdown/shared/port"
)

// throttles are the codes for "too fast" that the SDK does not know as such.
var throttles = map[string]bool{
	"Throttled":                    true, // SNS Publish
	"KMSThrottlingException":       true, // SNS, S3
	"KmsThrottled":                 true, // SQS
	"SendingPausedException":       true, // SES: paused by hand or by AWS, for a while
	"TransactionConflictException": true, // DynamoDB: a transaction on the same item is under way
}

// meaning gives the sentinel that a service's answer stands for, nil when it is unknown
// whether the thing was done.
func meaning(err error) error {
	var api smithy.APIError
	if !errors.As(err, &api) {
		return nil
	}
	code := api.ErrorCode()
	if _, ok := retry.DefaultThrottleErrorCodes[code]; ok || throttles[code] {
		return port.ErrThrottled
	}
	switch code {
	case "ConditionalCheckFailedException":
		return port.ErrConflict
	case "NoSuchKey", "NotFound":
		return port.ErrNotFound
	case "RequestTimeout", "RequestTimeoutException":
		return nil
	}
	var response *awshttp.ResponseError
	if !errors.As(err, &response) {
		return nil
	}
	switch status := response.HTTPStatusCode(); {
	case status == http.StatusTooManyRequests:
		return port.ErrThrottled
	case status >= 400 && status < 500:
		return port.ErrRefused
	}
	return nil
}

// refusedByService reports whether the service answered that it did not do it.
func refusedByService(err error) bool { return meaning(err) != nil }

// Explain adds the sentinel to an error.
func Explain(err error) error {
	if m := meaning(err); m != nil {
		return fmt.Errorf("%w: %w", m, err)
	}
	return err
}

// explainWatched is Explain for a request that must not be done twice: when an attempt
// got no answer, what a later one was told says nothing about the first.
func explainWatched(err error, o *outcomes) error {
	if o.unknown {
		return err
	}
	return Explain(err)
}

// Discreet is Explain without the service's words: they repeat the address that was refused.
func Discreet(err error) error {
	var api smithy.APIError
	if !errors.As(err, &api) {
		return err
	}
	if m := meaning(err); m != nil {
		return fmt.Errorf("%w: %s", m, api.ErrorCode())
	}
	return errors.New(api.ErrorCode())
}
