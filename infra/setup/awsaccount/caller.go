package awsaccount

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

// Caller is the name by which AWS knows the credentials: the ARN of a user or of a session of a role.
func (a *Account) Caller(ctx context.Context) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, credentialsTime)
	defer cancel()
	out, err := sts.NewFromConfig(a.config, func(o *sts.Options) { o.RetryMaxAttempts = 1 }).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	if err != nil {
		return "", fmt.Errorf("ask AWS whose the credentials are: %w", err)
	}
	return aws.ToString(out.Arn), nil
}
