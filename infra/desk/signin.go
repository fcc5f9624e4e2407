package desk

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"ringdown/infra/console"
	"ringdown/infra/issuer"
	"ringdown/shared/access"
	"ringdown/shared/access/bearer"
	"ringdown/shared/routes"
)

// issuerPath is where people sign in on a desk.
const issuerPath = "/dev/issuer"

// keyBits is what the issuers of the cloud have, and the least that the product believes.
const keyBits = 2048

// signInKey returns the key kept in the state, or a new one, which goes into the state: a sign-in outlives a restart.
func signInKey(k *kept) (*rsa.PrivateKey, error) {
	if len(k.SignInKey) > 0 {
		key, err := x509.ParsePKCS1PrivateKey(k.SignInKey)
		if err != nil {
			return nil, errors.New("the key of sign-ins in the state cannot be read: end the desk, delete the state, and start again")
		}
		return key, nil
	}
	key, err := rsa.GenerateKey(rand.Reader, keyBits)
	if err != nil {
		return nil, fmt.Errorf("make a key for sign-ins: %w", err)
	}
	k.SignInKey = x509.MarshalPKCS1PrivateKey(key)
	return key, nil
}

// addIssuer makes the desk's issuer of tokens, and what checks them as in the cloud. The responder has the name of the first user
// of the settings, so that there are own matters to see.
func (d *Desk) addIssuer(key *rsa.PrivateKey) error {
	responder := "rio"
	if users := d.InForce().Settings.Users; len(users) > 0 {
		responder = users[0].ID
	}
	d.issuer = issuer.New(issuer.Options{
		URL: d.URL + issuerPath, Key: key, Now: d.clock.Now, Addresses: []string{d.URL + routes.ConsolePath},
		People: []issuer.Person{
			{Name: "ada", Role: string(access.Admin)}, {Name: "eva", Role: string(access.Editor)},
			{Name: responder, Role: string(access.Responder)}, {Name: "vic", Role: string(access.Viewer)},
		},
	})
	var err error
	d.tokens, err = bearer.New(access.Issuer{
		URL: d.URL + issuerPath, Clients: []string{issuer.ConsoleClient}, Machines: []string{issuer.MachineClient},
	}, d.clock.Now)
	return err
}

// console serves the web console, which signs people in at the desk's issuer.
func (d *Desk) console() http.Handler {
	return console.Handler(routes.ConsolePath, console.Config{
		Issuer: d.URL + issuerPath, Client: issuer.ConsoleClient, API: routes.APIPath, Address: d.URL + routes.ConsolePath, Desk: true,
	})
}

// Token signs in on a desk as the person of a role, and returns an access token.
func (a About) Token(ctx context.Context, role access.Role) (string, error) {
	return issuer.SignIn(ctx, a.Issuer, strings.TrimSuffix(a.Issuer, issuerPath)+routes.ConsolePath, string(role))
}

// MachineToken returns an access token of the desk's machine client, with a scope.
func (a About) MachineToken(ctx context.Context, scope access.Scope) (string, error) {
	return issuer.MachineToken(ctx, a.Issuer, access.ScopeResource+"/"+scope.Name)
}
