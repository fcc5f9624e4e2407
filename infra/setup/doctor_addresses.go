package setup

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"

	"ringdown/infra/audio/files"
	"ringdown/infra/stack/public"
	"ringdown/shared/routes"
	"ringdown/shared/vonage"
)

const (
	uploadAgain = "go run ./infra/dev public put --outputs cdk-outputs.json"
	// fileBytesMax bounds what is read of an address; the music has half a megabyte.
	fileBytesMax = 16 << 20
)

// noPath fits every route and was signed by nobody.
var noPath = strings.NewReplacer("{call}", "doctor", "{token}", "0.0.0", "{path+}", "lines", "{alert}", "doctor", "{person}", "doctor", "{purpose}", "look", "{id}", "doctor")

// addresses wants each route to refuse what it must refuse. That it is refused by the function, and
// in its words, shows that the function runs and has its secrets. The route that leads into a queue
// is left out: it takes whatever comes, and a message of ours would only be a dead letter.
func (e *examination) addresses(ctx context.Context) {
	for _, r := range routes.HTTP {
		if r.Function == "" {
			continue
		}
		want := http.StatusForbidden // a link that is not one of ours
		if r.Signed || r.Authorized {
			want = http.StatusUnauthorized
		}
		open := !r.Signed && !r.Authorized && !strings.Contains(r.Path, "{token}") // what the API is, for everybody
		if open {
			want = http.StatusOK
		}
		method := r.Method
		if method == "ANY" {
			method = http.MethodGet
		}
		at := r.Method + " " + r.Path
		resp, err := e.ask(ctx, method, e.Outputs.BaseURL()+noPath.Replace(r.Path))
		readLog := "read the log of the function " + r.Function + " and " + deployAgain
		switch {
		case err != nil:
			e.fail("look at the error, and whether the stack is still deployed", "%s does not answer: %v", at, err)
		case open && strings.Contains(r.Path, "{id}") && resp.status == http.StatusNotFound && bytes.Contains(resp.body, []byte("urn:ringdown:problem")):
			e.ok("%s refuses strangers", at) // the id is the secret; and it is the function that says so, not the gateway
		case open && resp.status == http.StatusOK:
			e.ok("%s answers", at)
		case resp.status == want:
			e.ok("%s refuses strangers", at)
		case resp.status < 300:
			e.fail("take the number off the application until this is mended: anybody can steer calls; "+readLog, "%s takes requests that nobody signed: status %d", at, resp.status)
		case resp.status == http.StatusNotFound:
			e.fail(deployAgain, "%s is not there: status 404", at)
		case resp.status >= 500:
			e.fail(readLog+"; most often a secret is missing", "%s fails: status %d", at, resp.status)
		default:
			e.fail(readLog, "%s answers with status %d, %d is wanted", at, resp.status, want)
		}
	}
}

// answer is what an address said.
type answer struct {
	status int
	header http.Header
	body   []byte
}

func (e *examination) ask(ctx context.Context, method, address string) (answer, error) {
	var body io.Reader
	if method == http.MethodPost {
		body = strings.NewReader("{}")
	}
	ctx, cancel := context.WithTimeout(ctx, requestTime)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, method, address, body)
	if err != nil {
		return answer{}, err
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	resp, err := e.HTTP.RoundTrip(req)
	if err != nil {
		return answer{}, err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(io.LimitReader(resp.Body, fileBytesMax))
	if err != nil {
		return answer{}, fmt.Errorf("the reply was cut after %d bytes: %w", len(text), err)
	}
	return answer{resp.StatusCode, resp.Header, text}, nil
}

// fallback wants the document that callers hear when nothing of ours answers: there, valid, and
// recording to an address whose token the consumer believes.
func (e *examination) fallback(ctx context.Context) {
	// As the provider asks: with the call in the query, which must make no difference.
	a, err := e.ask(ctx, http.MethodGet, e.Outputs.FallbackURL+"?reason=doctor")
	switch {
	case err != nil:
		e.fail("look at the error, and whether the stack is still deployed", "the document does not answer: %v", err)
		return
	case a.status != http.StatusOK:
		e.fail(uploadAgain, "the document is not there: status %d", a.status)
		return
	case !strings.HasPrefix(a.header.Get("Content-Type"), "application/json"):
		e.fail(uploadAgain, "the document comes as %q, application/json is wanted", a.header.Get("Content-Type"))
		return
	}
	address, err := recordsTo(a.body)
	if err != nil {
		e.fail(uploadAgain, "the document is no script: %v", err)
		return
	}
	if e.callbacks == nil {
		e.fail("mend the callback key, then look again", "the document's token cannot be checked without the callback key")
		return
	}
	path, ok := strings.CutPrefix(address, e.Outputs.BaseURL()+"/voice/recording/"+vonage.FallbackCall+"/")
	if !ok {
		e.fail(uploadAgain, "the document records to another installation")
		return
	}
	callback, err := e.callbacks.Check("recording", vonage.FallbackCall, path)
	switch {
	case err != nil:
		e.fail(uploadAgain, "the document's token was made with another key: messages would be refused")
		return
	case callback.Epoch < e.callbacks.Deployment:
		e.fail(uploadAgain, "the document's token is of an earlier deployment: its messages are dead letters from an hour after the last one")
		return
	}
	wanted, err := public.Files(*e.callbacks)
	if f, ok := fileOf(wanted, routes.FallbackKey); err == nil && ok && !bytes.Equal(f.Body, a.body) {
		e.warn(uploadAgain, "the document works, and is that of another version")
		return
	}
	e.ok("the document is there and takes messages")
}

// recordsTo reads an NCCO as far as it matters here: actions that speak, and one that records by
// POST to a URL.
func recordsTo(document []byte) (address string, err error) {
	var script []struct {
		Action   string   `json:"action"`
		Text     string   `json:"text"`
		EventURL []string `json:"eventUrl"`
		Method   string   `json:"eventMethod"`
	}
	if err := json.Unmarshal(document, &script); err != nil {
		return "", err
	}
	spoken := false
	for i, a := range script {
		switch {
		case a.Action == "talk" && a.Text != "" || a.Action == "stream":
			spoken = true
		case a.Action == "record" && len(a.EventURL) == 1 && (a.Method == "" || a.Method == http.MethodPost):
			address = a.EventURL[0]
		default:
			return "", fmt.Errorf("action %d, %q, is not complete or not one of talk, stream and record", i+1, a.Action)
		}
	}
	if !spoken || address == "" {
		return "", fmt.Errorf("it has %d actions, and not both a sentence and a record", len(script))
	}
	return address, nil
}

var maxAge = regexp.MustCompile(`max-age=[1-9]`)

// music wants the shipped audio to be there, as audio, and to be kept by caches: the provider
// fetches it for every caller.
func (e *examination) music(ctx context.Context) {
	for _, name := range files.Names() {
		a, err := e.ask(ctx, http.MethodGet, strings.TrimSuffix(e.Outputs.AssetsURL, "/")+"/"+name)
		switch kind, caching := a.header.Get("Content-Type"), a.header.Get("Cache-Control"); {
		case err != nil:
			e.fail("look at the error, and whether the stack is still deployed", "%s does not answer: %v", name, err)
		case a.status != http.StatusOK || len(a.body) == 0:
			e.fail(uploadAgain, "%s is not there: status %d, %d bytes; callers wait in silence", name, a.status, len(a.body))
		case !strings.HasPrefix(kind, "audio/"):
			e.fail(uploadAgain, "%s comes as %q, audio is wanted", name, kind)
		case !maxAge.MatchString(caching) || strings.Contains(caching, "no-store"):
			e.fail(uploadAgain, "%s may not be kept by caches: Cache-Control is %q", name, caching)
		default:
			e.ok("%s plays", name)
		}
	}
}
