// Package document serves the API's own document, and the page to read it on.
//
// Both are files that infra/openapi makes from the table of operations; a test there fails when they
// are stale. They are served without sign-in: they say what any copy of the product can do, and
// nothing of this one. The page loads nothing, runs no script, and is kept from both by its policy.
//
// To change what they say, change the operations; then `go run ./infra/dev openapi`.
package document

import (
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"net/http"
	"strings"

	"ringdown/shared/api"
)

//go:generate go run ringdown/infra/dev openapi

// JSON is the document, OpenAPI 3.1.
//
//go:embed openapi.json
var JSON []byte

// Page is the document for people, HTML.
//
//go:embed page.html
var Page []byte

// Operations are those that serve them.
func Operations() []api.Operation {
	return []api.Operation{
		{ID: "getDocument", Method: http.MethodGet, Path: "/openapi.json", Group: "document", Summary: "Read this document", Open: true,
			Gives: map[string]any{}, Status: http.StatusOK, Paints: "application/json", Example: api.Example{Path: "/openapi.json"}, Do: serve(JSON, "application/json", "")},
		{ID: "getPage", Method: http.MethodGet, Path: "/docs", Group: "document", Summary: "Read this document as a page", Open: true,
			Status: http.StatusOK, Paints: "text/html", Example: api.Example{Path: "/docs"}, Do: serve(Page, "text/html; charset=utf-8", Policy(Page))},
	}
}

// cached is for how long a browser or a proxy may keep them: as long as a deployment may take to be seen.
const cached = "public, max-age=300"

func serve(file []byte, media, policy string) func(context.Context, *api.Request) (api.Answer, error) {
	headers := http.Header{"Cache-Control": {cached}}
	if policy != "" {
		headers.Set("Content-Security-Policy", policy)
	}
	return func(context.Context, *api.Request) (api.Answer, error) {
		return api.Answer{Raw: file, Media: media, Headers: headers}, nil
	}
}

// Policy lets a page have its one style sheet, and nothing else.
func Policy(page []byte) string {
	_, style, _ := strings.Cut(string(page), "<style>")
	style, _, _ = strings.Cut(style, "</style>")
	sum := sha256.Sum256([]byte(style))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
}
