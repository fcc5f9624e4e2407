package issuer

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// signInTime is how long a sign-in may take: two requests on one machine.
const signInTime = 5 * time.Second

// SignIn returns an access token of the person of a role, as a browser would get it: by a code and its proof. Issuer is the URL of
// a running one, and back an address it may send people to.
func SignIn(ctx context.Context, issuer, back, role string) (string, error) {
	proof := random()
	sum := sha256.Sum256([]byte(proof))
	resp, err := post(ctx, issuer+"/oauth2/authorize", url.Values{
		"client_id": {ConsoleClient}, "redirect_uri": {back}, "response_type": {"code"}, "scope": {"openid"}, "person": {role},
		"code_challenge": {encode(sum[:])}, "code_challenge_method": {"S256"},
	})
	if err != nil {
		return "", fmt.Errorf("sign in as %s: %w", role, err)
	}
	defer resp.Body.Close()
	to, err := resp.Location()
	if err != nil {
		return "", fmt.Errorf("sign in as %s: %w", role, refusal(resp))
	}
	if to.Query().Get("code") == "" {
		return "", fmt.Errorf("sign in as %s: %s", role, to.Query().Get("error_description"))
	}
	return token(ctx, issuer, url.Values{
		"grant_type": {"authorization_code"}, "code": {to.Query().Get("code")}, "client_id": {ConsoleClient}, "redirect_uri": {back}, "code_verifier": {proof},
	})
}

// MachineToken returns an access token of the machine client with some scopes.
func MachineToken(ctx context.Context, issuer string, scopes ...string) (string, error) {
	return token(ctx, issuer, url.Values{
		"grant_type": {"client_credentials"}, "client_id": {MachineClient}, "client_secret": {MachineSecret}, "scope": {strings.Join(scopes, " ")},
	})
}

func token(ctx context.Context, issuer string, form url.Values) (string, error) {
	resp, err := post(ctx, issuer+"/oauth2/token", form)
	if err != nil {
		return "", fmt.Errorf("ask for a token: %w", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return "", fmt.Errorf("ask for a token: %w", refusal(resp))
	}
	var given struct {
		Token string `json:"access_token"`
	}
	if err := json.NewDecoder(io.LimitReader(resp.Body, formBytesMax)).Decode(&given); err != nil || given.Token == "" {
		return "", fmt.Errorf("ask for a token: the answer has none in it (%v)", err)
	}
	return given.Token, nil
}

func refusal(resp *http.Response) error {
	var r struct {
		Description string `json:"error_description"`
	}
	if json.NewDecoder(io.LimitReader(resp.Body, formBytesMax)).Decode(&r) != nil || r.Description == "" {
		return fmt.Errorf("the issuer answers %s", resp.Status)
	}
	return errors.New(r.Description)
}

func post(ctx context.Context, to string, form url.Values) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, to, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	req.Header.Set("content-type", "application/x-www-form-urlencoded")
	client := http.Client{Timeout: signInTime, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return client.Do(req)
}
