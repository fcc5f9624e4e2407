// Package awsport is the ports on AWS that answering a call needs: calls
// and dialplans in DynamoDB, orders in SQS, secrets from Secrets Manager.
//
// Each port is a file, named for its role and its technology, and a constructor that
// takes an Env; a bootstrap calls those it needs. What few functions use has a package
// of its own below this one, named for its technology (s3port, snsport, lambdaport):
// the linker drops the code of clients that nobody constructs, but not the tables that
// they fill when a program starts, which is half of the start-up. One package for each
// technology was the other option; every function a caller waits for uses these three.
// The configuration module of the SDK is not used: inside a function region and
// credentials are in the environment, and reading files and asking the metadata service
// for them costs a quarter of the start-up.
//
// A webhook's reply is worth 3 seconds, so an attempt has 0.9 of them, and there are
// three. What an error means is said by the errors of package port, and by none
// where nobody knows.
//
// To add a port: a file, a constructor that asks Env for what it needs, and its suite of
// infra/porttest in infra/awslocal. One that no webhook needs goes into a package of its
// own: infra/lambdatest says what each function carries.
package awsport

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
)

const (
	// attemptsMax bounds the attempts of one request; the queues repeat beyond that.
	attemptsMax = 3
	// quickAttempt is the time of one attempt on the way to a reply: three of them and
	// their pauses fit into the 3 s that the switchboard gives its stores.
	quickAttempt = 900 * time.Millisecond
	// PatientAttempt is the time of one attempt that nobody listens to: megabytes of
	// audio, a mail server's queue.
	PatientAttempt = 10 * time.Second
	// pauseMax bounds the pause between two attempts.
	pauseMax = 100 * time.Millisecond
)

// Config gives a client's configuration with that much time for an attempt.
func (e *Env) Config(attempt time.Duration) aws.Config {
	c := aws.Config{
		Region: e.Need(region), Credentials: e.credentials(),
		Retryer: func() aws.Retryer {
			return retry.NewStandard(func(o *retry.StandardOptions) { o.MaxAttempts, o.MaxBackoff = attemptsMax, pauseMax })
		},
		HTTPClient: awshttp.NewBuildableClient().WithTimeout(attempt),
	}
	if e.HTTP != nil {
		c.HTTPClient = e.HTTP(attempt)
	}
	if endpoint := e.Lookup(endpointURL); endpoint != "" {
		c.BaseEndpoint = aws.String(endpoint)
	}
	return c
}

// outcomes watches the attempts of one request. When one of them got no answer, the
// request may have been done, whatever a later attempt is told.
type outcomes struct {
	aws.Retryer
	unknown bool
}

// IsErrorRetryable is asked about the error of every attempt.
func (o *outcomes) IsErrorRetryable(err error) bool {
	if !refusedByService(err) {
		o.unknown = true
	}
	return o.Retryer.IsErrorRetryable(err)
}
