package access

import (
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

const (
	// TokenBytesMax bounds what is read of a token: API Gateway takes 10,240 bytes of headers in all (HTTP API quotas).
	TokenBytesMax = 10240
	// leeway is how far the issuer's clock may be before ours.
	leeway = 30 * time.Second
	// keyIDBytesMax bounds the name of a key: Cognito's have 44 characters.
	keyIDBytesMax = 256
	// groupsMax bounds the groups that are looked at: one of ours is enough.
	groupsMax = 1000
)

// CognitoGroups is the claim in which Cognito lists a person's groups.
const CognitoGroups = "cognito:groups"

// Issuer is whose tokens are believed, and how they are read.
type Issuer struct {
	URL string // as the tokens have it, to the letter
	// Clients are the ids of the clients that people sign in with. A token names its client in client_id, as Cognito's do, or is
	// meant for one in aud. For an issuer that gives out tokens for an API, the API's identifier stands here.
	Clients []string
	// Machines are the ids of machine clients. Their scopes are looked at and no groups; of people, groups and no scopes: a person
	// could otherwise ask for a scope at sign-in.
	Machines []string
	// GroupsClaim is the claim that lists groups; "" is CognitoGroups.
	GroupsClaim string
}

// Key returns the public key of a name; false where the issuer has none of that name.
type Key func(id string) (*rsa.PublicKey, bool)

// Token returns the token in the value of an Authorization header; the word Bearer may be missing.
func Token(authorization string) (string, error) {
	authorization = strings.TrimSpace(authorization)
	scheme, token, spaced := strings.Cut(authorization, " ")
	if !spaced {
		token = authorization
	} else if !strings.EqualFold(scheme, "Bearer") {
		return "", unauthenticated("send the header Authorization: Bearer TOKEN")
	}
	token = strings.TrimLeft(token, " ")
	switch {
	case token == "" || !spaced && strings.EqualFold(token, "Bearer"):
		return "", unauthenticated("no token was sent: send the header Authorization: Bearer TOKEN")
	case len(token) > TokenBytesMax:
		return "", unauthenticated("the token is too long to be one")
	case strings.Count(token, ".") != 2:
		return "", unauthenticated("what was sent is not a signed token")
	}
	return token, nil
}

// KeyID returns the name of the key that a token says it is signed with. Nothing of the token is proven.
func KeyID(token string) (string, error) {
	first, _, _ := strings.Cut(token, ".")
	raw, err := base64.RawURLEncoding.Strict().DecodeString(first)
	var header map[string]any // a struct would take "KID" for "kid"
	if err != nil || json.Unmarshal(raw, &header) != nil {
		return "", unauthenticated("what was sent is not a signed token")
	}
	id, _ := header["kid"].(string)
	if !isAccessToken(header["typ"]) {
		return "", unauthenticated("this is not an access token: send the access token")
	}
	if _, ok := header["crit"]; ok { // what must be understood to trust the token, and is not (RFC 7515 §4.1.11)
		return "", unauthenticated("the token has a header that is not understood here")
	}
	if header["alg"] != jwt.SigningMethodRS256.Alg() {
		return "", unauthenticated("the token is not signed with RS256")
	}
	if id == "" || len(id) > keyIDBytesMax {
		return "", unauthenticated("the token does not name the key it is signed with")
	}
	return id, nil
}

// isAccessToken reports whether a token's type is one of access tokens: RFC 9068 §2.1, or what most issuers write. Logout tokens
// and the like are signed with the same key for the same client.
func isAccessToken(typ any) bool {
	name, isText := typ.(string)
	return typ == nil || isText && slices.Contains([]string{"jwt", "at+jwt", "application/at+jwt"}, strings.ToLower(name))
}

// Read proves a token and returns whom it speaks for.
func (i Issuer) Read(token string, key Key, now time.Time) (Principal, error) {
	if _, err := KeyID(token); err != nil {
		return Principal{}, err
	}
	parser := jwt.NewParser(jwt.WithValidMethods([]string{jwt.SigningMethodRS256.Alg()}), jwt.WithIssuer(i.URL), jwt.WithExpirationRequired(),
		jwt.WithIssuedAt(), jwt.WithLeeway(leeway), jwt.WithStrictDecoding(), jwt.WithTimeFunc(func() time.Time { return now }))
	claims := jwt.MapClaims{} // exact names: a struct would take "Token_Use" for "token_use"
	_, err := parser.ParseWithClaims(token, claims, func(t *jwt.Token) (any, error) {
		id, _ := t.Header["kid"].(string)
		if k, ok := key(id); ok {
			return k, nil
		}
		return nil, errNoKey
	})
	if err == nil {
		// The leeway is for clocks that differ at the beginning of a token's time; its end is its end.
		if end, wrong := claims.GetExpirationTime(); wrong != nil || end == nil || !now.Before(end.Time) {
			err = jwt.ErrTokenExpired
		}
	}
	if err != nil {
		return Principal{}, unauthenticated(reasonOf(err))
	}
	return i.principal(claims)
}

var errNoKey = errors.New("no such key")

// reasonOf says what is wrong with a token, in words that hold nothing of it.
func reasonOf(err error) string {
	for _, r := range []struct {
		is  error
		say string
	}{
		{errNoKey, "the token is signed with a key that the issuer does not have"},
		{jwt.ErrTokenSignatureInvalid, "the token's signature is wrong"},
		{jwt.ErrTokenExpired, "the token has expired: sign in again"},
		{jwt.ErrTokenInvalidIssuer, "the token is from another issuer"},
		{jwt.ErrTokenUsedBeforeIssued, "the token is from the future: compare the clocks"},
		{jwt.ErrTokenNotValidYet, "the token is not valid yet: compare the clocks"},
		{jwt.ErrTokenRequiredClaimMissing, "the token does not say who issued it, or when it ends"},
	} {
		if errors.Is(err, r.is) {
			return r.say
		}
	}
	return "what was sent is not a signed token"
}

// identityMarks are claims that ID tokens have (OpenID Connect Core §2, §3.1.3.6), and logout tokens (Back-Channel Logout §2.4). An
// ID token says who signed in to a client, and is no permission to do anything.
var identityMarks = []string{"nonce", "at_hash", "c_hash", "s_hash", "events"}

// principal reads proven claims.
func (i Issuer) principal(claims jwt.MapClaims) (Principal, error) {
	use, marked := claims["token_use"]
	if marked && use != "access" {
		return Principal{}, unauthenticated("this is not an access token: send the access token, not the ID token")
	}
	for _, mark := range identityMarks {
		if _, ok := claims[mark]; ok && !marked {
			return Principal{}, unauthenticated("this is not an access token: send the access token")
		}
	}
	client := text(claims, "client_id")
	known := slices.Contains(i.Clients, client) || slices.Contains(i.Machines, client)
	if !marked { // Cognito's access tokens have no aud; others' are meant for us by it
		client, known = text(claims, "client_id", "azp"), i.meantForUs(claims)
	}
	if !known {
		return Principal{}, unauthenticated("the token was made for another client")
	}
	p := Principal{Subject: text(claims, "sub")}
	if p.Subject == "" {
		return Principal{}, unauthenticated("the token does not say whom it speaks for")
	}
	if slices.Contains(i.Machines, client) {
		p.Client, p.Name = client, client
		p.Roles = rolesOf(strings.Fields(text(claims, "scope")), roleOfScope)
		return p, nil
	}
	p.Name = text(claims, "name", "preferred_username", "username", "email", "sub")
	p.Roles = rolesOf(texts(claims[i.groupsClaim()]), roleOfGroup)
	return p, nil
}

// meantForUs reports whether one of our names stands in a token's aud.
func (i Issuer) meantForUs(claims jwt.MapClaims) bool {
	audience, err := claims.GetAudience()
	return err == nil && slices.ContainsFunc(audience, func(a string) bool {
		return slices.Contains(i.Clients, a) || slices.Contains(i.Machines, a)
	})
}

func (i Issuer) groupsClaim() string {
	if i.GroupsClaim == "" {
		return CognitoGroups
	}
	return i.GroupsClaim
}

// rolesOf returns the roles that words stand for, in the order of the list Roles, each once.
func rolesOf(words []string, role func(string) (Role, bool)) []Role {
	var out []Role
	for _, r := range Roles {
		if slices.ContainsFunc(words[:min(len(words), groupsMax)], func(w string) bool { got, ok := role(w); return ok && got == r }) {
			out = append(out, r)
		}
	}
	return out
}

// text returns the first of some claims that is a text with something in it.
func text(claims jwt.MapClaims, names ...string) string {
	for _, name := range names {
		if s, ok := claims[name].(string); ok && s != "" {
			return s
		}
	}
	return ""
}

// texts returns a claim that is a list of texts. One text by itself is a list of one: some issuers write it so.
func texts(claim any) []string {
	switch c := claim.(type) {
	case string:
		return []string{c}
	case []any:
		var out []string
		for _, item := range c {
			if s, ok := item.(string); ok {
				out = append(out, s)
			}
		}
		return out
	}
	return nil
}
