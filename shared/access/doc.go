// Package access says who may do what: roles and their permissions, who a token speaks for, and how often each may ask.
//
// One table (roles.go) leads from a role to its permissions and is the only place that does; an operation asks for a permission
// and never for a role, so that a new role changes one line and no operation. Tokens are those of any OpenID Connect issuer, with
// Cognito's claim names where the standard has none. They are read here again although API Gateway's authorizer has seen them:
// it hands groups on as one flattened text, and on a desk there is no authorizer. The package is pure: the keys of the issuer and
// the time come in. Package bearer fetches keys and keeps the time. The option not taken was to trust the authorizer's claims,
// which would have left a route that lost its authorizer open.
//
// To add a permission, write its constant and its words in permissions.go, and give it to roles in roles.go; the test of the table
// names what is missing. To add a role, add its line there and its group to the stack.
package access
