// Package awsaccount is the team's AWS account, as setting up and examining an installation see it.
//
// It speaks with a person's credentials, found where the AWS command line finds them: profiles,
// single sign-on, the environment. The functions' adapters (shared/awsport) read the environment
// alone, to start faster; Env gives them what was found here, so that both read the same tables in
// the same way.
//
// To ask another service: a client in Account, a method that an interface of package setup names,
// and its words on the wire in the stub of the tests.
package awsaccount

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"ringdown/infra/setup"
	"ringdown/shared/awsport"
	"ringdown/shared/routes"
)

// Account is what a person's credentials lead to.
type Account struct {
	config  aws.Config
	outputs setup.Outputs

	secrets *secretsmanager.Client
	files   *s3.Client
	mail    *sesv2.Client
	texts   *sns.Client
	queues  *sqs.Client
}

var (
	_ setup.Secrets = (*Account)(nil)
	_ setup.Files   = (*Account)(nil)
	_ setup.Mail    = (*Account)(nil)
	_ setup.Texts   = (*Account)(nil)
	_ setup.Queues  = (*Account)(nil)
)

// credentialsTime bounds the search for credentials; without any, the metadata service of a machine
// in the cloud is asked last.
const credentialsTime = 20 * time.Second

// Open finds credentials and speaks to the region of the stack.
func Open(ctx context.Context, outputs setup.Outputs) (*Account, error) {
	ctx, cancel := context.WithTimeout(ctx, credentialsTime)
	defer cancel()
	var options []func(*config.LoadOptions) error
	if region := outputs.AWSRegion(); region != "" {
		options = append(options, config.WithRegion(region))
	}
	c, err := config.LoadDefaultConfig(ctx, options...)
	if err != nil {
		return nil, fmt.Errorf("read the AWS configuration: %w", err)
	}
	if c.Region == "" {
		return nil, errors.New("no AWS region is known: give --outputs, or set AWS_REGION")
	}
	if _, err := c.Credentials.Retrieve(ctx); err != nil {
		return nil, fmt.Errorf("no AWS credentials were found: sign in as for the AWS command line (aws sts get-caller-identity should work): %w", err)
	}
	return New(c, outputs), nil
}

// New uses a configuration as it is.
func New(c aws.Config, outputs setup.Outputs) *Account {
	return &Account{
		config: c, outputs: outputs, secrets: secretsmanager.NewFromConfig(c), mail: sesv2.NewFromConfig(c), texts: sns.NewFromConfig(c), queues: sqs.NewFromConfig(c),
		// Path style works at every endpoint, a bucket's name as a host does not.
		files: s3.NewFromConfig(c, func(o *s3.Options) { o.UsePathStyle = true }),
	}
}

// Env is the environment a function of the stack would find, for the ports on AWS.
func (a *Account) Env(ctx context.Context) (*awsport.Env, error) {
	keys, err := a.config.Credentials.Retrieve(ctx)
	if err != nil {
		return nil, fmt.Errorf("the AWS credentials cannot be used: %w", err)
	}
	all := map[string]string{
		"AWS_REGION": a.config.Region, "AWS_ACCESS_KEY_ID": keys.AccessKeyID, "AWS_SECRET_ACCESS_KEY": keys.SecretAccessKey, "AWS_SESSION_TOKEN": keys.SessionToken,
		"AWS_ENDPOINT_URL":      aws.ToString(a.config.BaseEndpoint),
		routes.EnvCallsTable:    a.outputs.CallsTable,
		routes.EnvAlertsTable:   a.outputs.AlertsTable,
		routes.EnvSettingsTable: a.outputs.SettingsTable, routes.EnvRecordingsBucket: a.outputs.RecordingsBucket,
	}
	return &awsport.Env{Lookup: func(name string) string { return all[name] }}, nil
}
