package awsport

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
)

// Secrets fetches secrets, all at once: a function does so when it starts, and a caller
// may be waiting for it. Each is named by the environment variable with its id
// (SIGNATURE_SECRET_NAME and so on); they come in the same order. What the environment
// lacks is reported here, too.
func Secrets(ctx context.Context, e *Env, variables ...string) ([][]byte, error) {
	client := secretsmanager.NewFromConfig(e.Config(PatientAttempt))
	ids := make([]string, len(variables))
	for i, name := range variables {
		ids[i] = e.Need(name)
	}
	if err := e.Err(); err != nil {
		return nil, err
	}
	values, errs := make([][]byte, len(ids)), make([]error, len(ids))
	var all sync.WaitGroup
	for i, id := range ids {
		all.Go(func() { values[i], errs[i] = secret(ctx, client, id) })
	}
	all.Wait()
	return values, errors.Join(errs...)
}

// previousTime is how long the value before the newest is still returned: long enough to
// change a secret here and where it is signed with, in either order.
const previousTime = 24 * time.Hour

// SecretAndPrevious fetches the newest value of a secret, and the one before if the change
// is not older than a day.
func SecretAndPrevious(ctx context.Context, e *Env, variable string, now time.Time) ([][]byte, error) {
	client := secretsmanager.NewFromConfig(e.Config(PatientAttempt))
	id := e.Need(variable)
	if err := e.Err(); err != nil {
		return nil, err
	}
	newest, err := client.GetSecretValue(ctx, &secretsmanager.GetSecretValueInput{SecretId: &id})
	if err != nil {
		return nil, fmt.Errorf("fetch secret %s: %w", id, Explain(err))
	}
	values := [][]byte{valueOf(newest)}
	if len(values[0]) == 0 {
		return nil, fmt.Errorf("secret %s is empty: set it as the deployment guide says", id)
	}
	if newest.CreatedDate == nil || now.Sub(*newest.CreatedDate) > previousTime {
		return values, nil
	}
	stage := "AWSPREVIOUS" // Secrets Manager guide, staging labels
	before, err := client.GetSecretValue(ctx, &secretsmanager.GetSecretValueInput{SecretId: &id, VersionStage: &stage})
	if err != nil {
		return values, nil // most often there is none
	}
	return append(values, valueOf(before)), nil
}

func valueOf(out *secretsmanager.GetSecretValueOutput) []byte {
	if out.SecretString != nil {
		return []byte(*out.SecretString)
	}
	return out.SecretBinary
}

func secret(ctx context.Context, client *secretsmanager.Client, id string) ([]byte, error) {
	out, err := client.GetSecretValue(ctx, &secretsmanager.GetSecretValueInput{SecretId: &id})
	if err != nil {
		return nil, fmt.Errorf("fetch secret %s: %w", id, Explain(err))
	}
	value := valueOf(out)
	if len(value) == 0 {
		return nil, fmt.Errorf("secret %s is empty: set it as the deployment guide says", id)
	}
	return value, nil
}
