package awsport

import (
	"context"
	"errors"
	"fmt"
	"sync"

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

func secret(ctx context.Context, client *secretsmanager.Client, id string) ([]byte, error) {
	out, err := client.GetSecretValue(ctx, &secretsmanager.GetSecretValueInput{SecretId: &id})
	if err != nil {
		return nil, fmt.Errorf("fetch secret %s: %w", id, Explain(err))
	}
	value := out.SecretBinary
	if out.SecretString != nil {
		value = []byte(*out.SecretString)
	}
	if len(value) == 0 {
		return nil, fmt.Errorf("secret %s is empty: set it as the deployment guide says", id)
	}
	return value, nil
}
