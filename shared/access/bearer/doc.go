// Package bearer proves who sends a request: it fetches the issuer's keys and holds tokens against them at the present time.
//
// It is the part of access that touches the network and the clock, apart from the rules, so that those stay pure and the functions
// that callers wait for link neither. Keys are fetched by OIDC discovery and kept by name; an unknown name asks the issuer again,
// but at most once a minute, so that a storm of forged tokens is not passed on to it. The options not taken were libraries that
// fetch keys at the start of a function, or in a goroutine that a frozen Lambda never runs.
//
// To believe another kind of token, change access.Issuer: nothing here looks into one.
package bearer
