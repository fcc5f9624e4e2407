package setup

import (
	"bytes"
	"context"
	"errors"

	"ringdown/shared/routes"
	"ringdown/shared/vonage"
)

const (
	putKey       = "go run ./infra/dev secrets put --private-key FILE"
	putSignature = "go run ./infra/dev secrets put --signature-secret FILE"
	deployAgain  = "make deploy"
)

// secret reads one, or says what is to be done for it.
func (e *examination) secret(ctx context.Context, name, do string) ([]byte, bool) {
	value, err := e.Secrets.Secret(ctx, name)
	switch {
	case errors.Is(err, ErrNoSecret), err == nil && len(value) == 0:
		e.fail(do, "%s has no value", name)
	case err != nil:
		e.fail(askAgain, "%s cannot be read: %v", name, err)
	default:
		return value, true
	}
	return nil, false
}

func (e *examination) callbackKey(ctx context.Context) {
	key, ok := e.secret(ctx, routes.CallbackKeyName, deployAgain)
	if !ok {
		return
	}
	if len(key) < callbackKeyBytesMin {
		e.fail("delete the secret and deploy again, which makes a new one", "%s has %d bytes, at least %d are wanted", routes.CallbackKeyName, len(key), callbackKeyBytesMin)
		return
	}
	e.callbacks = &vonage.Callbacks{BaseURL: e.Outputs.BaseURL(), AssetsURL: e.Outputs.AssetsURL, Key: key, Deployment: e.Outputs.Deployment}
	e.ok("%s is there", routes.CallbackKeyName)
}

func (e *examination) signatureSecret(ctx context.Context) {
	secret, ok := e.secret(ctx, routes.SignatureSecretName, putSignature)
	switch {
	case !ok:
	case len(bytes.TrimSpace(secret)) != len(secret):
		e.fail(putSignature, "%s has blanks or a line break around it, so no signature fits", routes.SignatureSecretName)
	default:
		e.ok("%s is there", routes.SignatureSecretName)
	}
}

func (e *examination) privateKey(ctx context.Context) {
	text, ok := e.secret(ctx, routes.PrivateKeyName, putKey)
	if !ok {
		return
	}
	key, err := parseKey(text)
	if err != nil {
		e.fail(putKey, "%s is no private key", routes.PrivateKeyName)
		return
	}
	e.key = key
	e.ok("%s is a private key", routes.PrivateKeyName)
}
