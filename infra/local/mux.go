package local

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/aws/aws-lambda-go/events"

	"ringdown/infra/audio/files"
	"ringdown/infra/memport"
	"ringdown/shared/port"
	"ringdown/shared/routes"
)

// bodyMax is the largest request we take; webhooks have some hundred bytes.
const bodyMax = 1 << 20

// FallbackPath is where the static document for the provider's fallback is served.
const FallbackPath = "/fallback.json"

// mux serves the routes of the table as API Gateway would, and what in the cloud is
// served from a bucket: the fallback document and the recordings.
func (d *Desk) mux(functions map[string]invoke) http.Handler {
	m := http.NewServeMux()
	for _, r := range routes.HTTP {
		if r.Queue != "" {
			m.Handle(Pattern(r), d.toQueue(r))
		} else {
			m.Handle(Pattern(r), d.toFunction(r, functions[r.Function]))
		}
	}
	m.HandleFunc("GET "+FallbackPath, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("content-type", "application/json")
		if err := json.NewEncoder(w).Encode(d.Fallback()); err != nil {
			d.options.Log.Error("fallback document not sent", "error", err)
		}
	})
	m.HandleFunc("GET /recordings/{key...}", d.play)
	m.HandleFunc("PUT /uploads/{key}", d.takeUpload)
	m.HandleFunc("GET /assets/prompts/{name}", d.playPrompt)
	m.Handle("GET /assets/", http.StripPrefix("/assets/", http.FileServerFS(files.FS())))
	return m
}

// Pattern writes a route as ServeMux does: API Gateway has a word for any method, and a plus for the
// rest of a path.
func Pattern(r routes.Route) string {
	path := strings.ReplaceAll(r.Path, "+}", "...}")
	if r.Method == "ANY" {
		return path
	}
	return r.Method + " " + path
}

var pathParameter = regexp.MustCompile(`\{(\w+)\}`)

func parameters(pattern string, r *http.Request) map[string]string {
	out := map[string]string{}
	for _, name := range pathParameter.FindAllStringSubmatch(pattern, -1) {
		out[name[1]] = r.PathValue(name[1])
	}
	return out
}

// toFunction turns a request into an API Gateway event (HTTP API, payload 2.0) and
// the function's answer into a response.
func (d *Desk) toFunction(route routes.Route, call invoke) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, bodyMax))
		if err != nil {
			http.Error(w, "request too large", http.StatusRequestEntityTooLarge)
			return
		}
		event := events.APIGatewayV2HTTPRequest{
			Version: "2.0", RouteKey: route.Method + " " + route.Path, RawPath: r.URL.Path, RawQueryString: r.URL.RawQuery,
			Headers: map[string]string{}, PathParameters: parameters(route.Path, r), Body: string(body),
		}
		if !utf8.Valid(body) {
			event.Body, event.IsBase64Encoded = base64.StdEncoding.EncodeToString(body), true
		}
		for name := range r.Header {
			event.Headers[strings.ToLower(name)] = strings.Join(r.Header.Values(name), ",")
		}
		event.RequestContext.HTTP.Method, event.RequestContext.HTTP.Path = r.Method, r.URL.Path
		event.RequestContext.HTTP.SourceIP, _, _ = net.SplitHostPort(r.RemoteAddr)
		event.RequestContext.RequestID = rand.Text()
		in, err := json.Marshal(event)
		if err != nil {
			http.Error(w, "request not understood", http.StatusBadRequest)
			return
		}
		out, err := call(r.Context(), in)
		var answer events.APIGatewayV2HTTPResponse
		if err == nil {
			err = json.Unmarshal(out, &answer)
		}
		text := []byte(answer.Body)
		if err == nil && answer.IsBase64Encoded {
			text, err = base64.StdEncoding.DecodeString(answer.Body)
		}
		if err != nil {
			d.options.Log.Error("function failed", "function", route.Function, "error", err)
			http.Error(w, "Internal Server Error", http.StatusInternalServerError)
			return
		}
		for name, value := range answer.Headers {
			w.Header().Set(name, value)
		}
		w.WriteHeader(answer.StatusCode)
		_, _ = w.Write(text) // the other side went away: nobody to tell
	})
}

// toQueue puts a request's body into a queue, as the HTTP API's own integration with
// SQS does: attributes from the path, and no function in between.
func (d *Desk) toQueue(route routes.Route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, bodyMax))
		if err == nil {
			attributes := parameters(route.Path, r)
			for _, name := range route.Headers {
				attributes[name] = routes.HeaderMark + r.Header.Get(name)
			}
			err = d.Queue.SendRaw(port.Queue(route.Queue), string(body), attributes)
		}
		if err != nil {
			http.Error(w, "message refused", http.StatusBadRequest)
			return
		}
		w.WriteHeader(http.StatusOK)
	})
}

// play serves a recording to whoever holds an address that is still good.
func (d *Desk) play(w http.ResponseWriter, r *http.Request) {
	store, ok := d.Switchboard.Recordings.(*memport.Recordings)
	if !ok {
		http.NotFound(w, r)
		return
	}
	rec, err := store.Play(r.PathValue("key"), r.URL.Query().Get("until"), r.URL.Query().Get("token"))
	if err != nil {
		http.Error(w, "this address is not, or no longer, good", http.StatusForbidden)
		return
	}
	w.Header().Set("content-type", rec.ContentType)
	// The time it was kept does not change, so a player can go on where it stopped
	// (RFC 9110 §13.1.5, If-Range).
	http.ServeContent(w, r, "", rec.KeptAt, strings.NewReader(string(rec.Audio)))
}
