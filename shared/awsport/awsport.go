// Package awsport is the switchboard's ports on AWS: calls and dialplans in DynamoDB,
// recordings in S3, orders in SQS, alerts through SNS and SES, secrets from Secrets
// Manager.
//
// Each port is a file, named for its role and its technology, and a constructor that
// takes an Env; a bootstrap calls those it needs. All are in one package because the
// linker drops the clients that nobody constructs: what is left of the unused ones are
// their tables of names, 0.4 MB and about a millisecond of start-up. The configuration
// module of the SDK is not used: inside a function region and credentials are in the
// environment, and reading files and asking the metadata service for them costs a
// quarter of the start-up.
//
// A webhook's reply is worth 3 seconds, so an attempt has 0.9 of them, and there are
// three. What an error means for the switchboard is said by its sentinels, and by none
// where nobody knows.
//
// To add a port: a file, a constructor, its need of the environment in env.go, and its
// suite of infra/porttest in infra/awslocal.
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
	// patientAttempt is the time of one attempt that nobody listens to: megabytes of
	// audio, a mail server's queue.
	patientAttempt = 10 * time.Second
	// pauseMax bounds the pause between two attempts.
	pauseMax = 100 * time.Millisecond
)

// config gives a client's configuration with that much time for an attempt.
func (e *Env) config(attempt time.Duration) aws.Config {
	c := aws.Config{
		Region: e.need(region), Credentials: e.credentials(),
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
