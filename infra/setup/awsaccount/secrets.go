package awsaccount

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager/types"

	"ringdown/infra/setup"
)

// Secret reads a secret.
func (a *Account) Secret(ctx context.Context, name string) ([]byte, error) {
	out, err := a.secrets.GetSecretValue(ctx, &secretsmanager.GetSecretValueInput{SecretId: &name})
	var missing *types.ResourceNotFoundException
	switch {
	case errors.As(err, &missing):
		return nil, fmt.Errorf("secret %s: %w", name, setup.ErrNoSecret)
	case err != nil:
		return nil, fmt.Errorf("read secret %s: %w", name, err)
	case out.SecretString != nil:
		return []byte(*out.SecretString), nil
	}
	return out.SecretBinary, nil
}

// PutSecret gives a secret its value, and makes it first where there is none.
func (a *Account) PutSecret(ctx context.Context, name, value string) error {
	_, err := a.secrets.PutSecretValue(ctx, &secretsmanager.PutSecretValueInput{SecretId: &name, SecretString: &value})
	var missing *types.ResourceNotFoundException
	if errors.As(err, &missing) {
		_, err = a.secrets.CreateSecret(ctx, &secretsmanager.CreateSecretInput{Name: &name, SecretString: &value})
	}
	if err != nil {
		return fmt.Errorf("store secret %s: %w", name, err)
	}
	return nil
}
