package awsport

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// What Lambda puts there (Lambda developer guide, "Defined runtime environment variables").
const (
	region       = "AWS_REGION"
	accessKey    = "AWS_ACCESS_KEY_ID"
	secretKey    = "AWS_SECRET_ACCESS_KEY"
	sessionToken = "AWS_SESSION_TOKEN"
	// endpointURL leads every client to a local engine.
	endpointURL = "AWS_ENDPOINT_URL"
)

// Env is where constructors find out what is theirs. They note what is missing; ask
// Err once all are made.
type Env struct {
	Lookup func(name string) string
	// HTTP replaces the client of requests, which has that much time for each attempt.
	HTTP func(attempt time.Duration) aws.HTTPClient

	missing []string
}

// FromEnv is the environment of the process.
func FromEnv() *Env { return &Env{Lookup: os.Getenv} }

// Err says what the environment lacked.
func (e *Env) Err() error {
	if len(e.missing) == 0 {
		return nil
	}
	return fmt.Errorf("the environment lacks %s: deploy the stack again", strings.Join(e.missing, ", "))
}

// Need looks a variable up and notes it when it is missing.
func (e *Env) Need(name string) string {
	value := e.Lookup(name)
	if value == "" && !slices.Contains(e.missing, name) {
		e.missing = append(e.missing, name)
	}
	return value
}

// credentials are the function's own. They are looked up for every signature, at no
// cost, and never held.
func (e *Env) credentials() aws.CredentialsProvider {
	e.Need(accessKey)
	e.Need(secretKey)
	return aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		c := aws.Credentials{
			AccessKeyID: e.Lookup(accessKey), SecretAccessKey: e.Lookup(secretKey), SessionToken: e.Lookup(sessionToken), Source: "environment",
		}
		if !c.HasKeys() {
			return c, errors.New("no credentials in the environment")
		}
		return c, nil
	})
}
