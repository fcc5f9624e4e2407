package api

import (
	"context"
	"net/http"

	"ringdown/shared/access"
	"ringdown/shared/routes"
)

// Base is what the paths of all operations begin with.
const Base = routes.APIPath

// Operation is one thing that may be asked of the API.
type Operation struct {
	ID      string // unique, as generated clients name it: listLines
	Method  string
	Path    string // below Base, in ServeMux's form: /lines/{id}
	Group   string // of the document: lines, calls, …
	Summary string // one sentence
	Detail  string // what has to be known besides; Markdown

	Asks  access.Permission // "": everybody who is signed in; Public asks nobody
	Open  bool              // nobody has to be signed in
	Query []Parameter
	// Takes and Gives are values of the types of the body and of the answer; nil is none.
	Takes, Gives any
	// Tries is what it gives in place of Gives where the query has dryRun; nil: it takes none.
	Tries  any
	Media  string // of the body, where it is not JSON: application/merge-patch+json
	Paints string // media type of the answer, where it is not JSON
	Status int    // of success
	Also   []int  // further statuses of success
	Once   bool   // it may have an Idempotency-Key
	Tagged bool   // the answer has an ETag
	// Precondition says that a change needs If-Match or If-None-Match.
	Precondition bool
	Faults       []int   // statuses besides those that all operations have
	Example      Example // executed by a test

	Do func(ctx context.Context, r *Request) (Answer, error)
}

// Parameter is one of the query.
type Parameter struct {
	Name, About string
	Kind        string // string, integer, boolean, date-time
	Enum        []string
	Least, Most int // of integers; 0 both: not bounded here
}

// Example is a request whose answer the document shows.
type Example struct {
	Path  string // with real ids: /lines/acme-support
	Query string
	Body  string
}

// Answer is what an operation came to.
type Answer struct {
	Status  int    // 0: the operation's
	Body    any    // JSON; nil: no body
	Raw     []byte // in place of Body, of the type Media
	Media   string
	Version int // of the ETag; 0: none
	Headers http.Header
}
