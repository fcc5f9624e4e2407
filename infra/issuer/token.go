package issuer

import (
	"crypto/sha256"
	"crypto/subtle"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

const (
	// formBytesMax bounds what is read of a form.
	formBytesMax = 64 << 10
	// accessTime and refreshTime are those of the stack's own pool.
	accessTime  = 30 * time.Minute
	refreshTime = 12 * time.Hour
)

// exchange gives tokens (RFC 6749 §3.2).
func (i *Issuer) exchange(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, formBytesMax)
	if err := r.ParseForm(); err != nil || r.URL.RawQuery != "" {
		refuse(w, http.StatusBadRequest, "invalid_request", "send a form in the body")
		return
	}
	switch r.PostForm.Get("grant_type") {
	case "authorization_code":
		i.exchangeCode(w, r)
	case "refresh_token":
		i.refresh(w, r)
	case "client_credentials":
		i.exchangeSecret(w, r)
	default:
		refuse(w, http.StatusBadRequest, "unsupported_grant_type", "grant_type is authorization_code, refresh_token or client_credentials")
	}
}

// exchangeCode gives the tokens of a person. A code is gone once it was tried, rightly or not.
func (i *Issuer) exchangeCode(w http.ResponseWriter, r *http.Request) {
	code := r.PostForm.Get("code")
	i.mu.Lock()
	g, known := i.codes[code]
	delete(i.codes, code)
	i.mu.Unlock()
	sum := sha256.Sum256([]byte(r.PostForm.Get("code_verifier")))
	switch {
	case !known || !i.Now().Before(g.ends):
		refuse(w, http.StatusBadRequest, "invalid_grant", "the code is not known, was used, or is older than a minute")
	case r.PostForm.Get("client_id") != g.client || r.PostForm.Get("redirect_uri") != g.address:
		refuse(w, http.StatusBadRequest, "invalid_grant", "the code was given to another client, or for another redirect_uri")
	case subtle.ConstantTimeCompare([]byte(encode(sum[:])), []byte(g.challenge)) != 1:
		refuse(w, http.StatusBadRequest, "invalid_grant", "the code_verifier does not fit the code_challenge")
	default:
		i.give(w, g)
	}
}

// refresh gives new tokens for a refresh token, which is a signed one like the others: nothing has to be remembered.
func (i *Issuer) refresh(w http.ResponseWriter, r *http.Request) {
	claims := jwt.MapClaims{}
	_, err := jwt.NewParser(jwt.WithValidMethods([]string{"RS256"}), jwt.WithIssuer(i.URL), jwt.WithExpirationRequired(), jwt.WithTimeFunc(i.Now)).
		ParseWithClaims(r.PostForm.Get("refresh_token"), claims, func(*jwt.Token) (any, error) { return &i.Key.PublicKey, nil })
	role, _ := claims["role"].(string)
	scope, _ := claims["scope"].(string)
	person, known := i.person(role)
	if err != nil || claims["token_use"] != "refresh" || claims["client_id"] != r.PostForm.Get("client_id") || !known {
		refuse(w, http.StatusBadRequest, "invalid_grant", "the refresh_token is not valid: sign in again")
		return
	}
	i.give(w, grant{person: person, client: ConsoleClient, scope: scope})
}

// give answers with the tokens of a person, with Cognito's claims.
func (i *Issuer) give(w http.ResponseWriter, g grant) {
	subject, groups := "desk-"+g.person.Role, []string{g.person.Role}
	access := i.sign("JWT", jwt.MapClaims{
		"sub": subject, "client_id": g.client, "token_use": "access", "scope": g.scope, "username": g.person.Name, "cognito:groups": groups, "version": 2,
	}, accessTime)
	identity := jwt.MapClaims{
		"sub": subject, "aud": g.client, "token_use": "id", "cognito:username": g.person.Name, "cognito:groups": groups,
		"email": g.person.Name + "@example.com", "email_verified": true,
	}
	if g.nonce != "" {
		identity["nonce"] = g.nonce
	}
	answer(w, http.StatusOK, map[string]any{
		"access_token": access, "id_token": i.sign("JWT", identity, accessTime), "token_type": "Bearer", "expires_in": int(accessTime.Seconds()), "scope": g.scope,
		"refresh_token": i.sign("refresh+jwt", jwt.MapClaims{"token_use": "refresh", "client_id": g.client, "role": g.person.Role, "scope": g.scope}, refreshTime),
	})
}

// exchangeSecret gives the token of the machine client, which is in no group.
func (i *Issuer) exchangeSecret(w http.ResponseWriter, r *http.Request) {
	client, secret, basic := r.BasicAuth()
	if !basic {
		client, secret = r.PostForm.Get("client_id"), r.PostForm.Get("client_secret")
	}
	if client != MachineClient || subtle.ConstantTimeCompare([]byte(secret), []byte(MachineSecret)) != 1 {
		w.Header().Set("www-authenticate", "Basic")
		refuse(w, http.StatusUnauthorized, "invalid_client", "that is not a machine client and its secret")
		return
	}
	scopes := strings.Fields(r.PostForm.Get("scope"))
	if len(scopes) == 0 {
		scopes = machineScopes // Cognito's way: all that the client may have
	}
	if slices.ContainsFunc(scopes, func(s string) bool { return !slices.Contains(machineScopes, s) }) {
		refuse(w, http.StatusBadRequest, "invalid_scope", "the client may ask for "+strings.Join(machineScopes, " "))
		return
	}
	answer(w, http.StatusOK, map[string]any{
		"access_token": i.sign("JWT", jwt.MapClaims{
			"sub": client, "client_id": client, "token_use": "access", "scope": strings.Join(scopes, " "), "version": 2,
		}, accessTime),
		"token_type": "Bearer", "expires_in": int(accessTime.Seconds()),
	})
}
