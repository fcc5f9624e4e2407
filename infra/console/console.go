// Package console is the web console: its source (TypeScript, in src), and its built files, which this package embeds so that a
// desk shows the console with Go alone.
//
// The console is a client of the admins' API and of nothing else; a desk serves its files at /console/, the stack from a private
// bucket behind the same host as the API. One build serves both: config.json, which is made where it is served, names the issuer
// of sign-ins and the API. The files have stable names, so a change of one page is a small commit, and entity tags do what hashes
// in names would do. The options not taken were a build when the desk starts, which needs Node, and templates made by a server,
// which would need sessions and a second way to every setting.
//
// To add a page: a folder in src/pages with its component and its texts, its line in src/routes.tsx and in src/frame/frame.tsx,
// a test in e2e, and `make console`.
package console

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"slices"
	"strings"
	"sync"
)

//go:embed all:dist
var built embed.FS

// Files are the built files.
func Files() fs.FS {
	files, err := fs.Sub(built, "dist")
	if err != nil {
		panic(err) // the folder is embedded
	}
	return files
}

// Index is the page that every address of the console shows, and ConfigFile what it asks for first.
const (
	Index      = "index.html"
	ConfigFile = "config.json"
)

// Config is config.json: what one build has to be told about where it stands.
type Config struct {
	Issuer  string `json:"issuer"`            // of the tokens
	Client  string `json:"client"`            // that people sign in with
	API     string `json:"api"`               // where the API's paths begin
	Address string `json:"address"`           // of the console, to which sign-ins come back
	SignOut string `json:"signOut,omitempty"` // where sign-outs go, where the issuer does not publish it
	Desk    bool   `json:"desk,omitempty"`    // people without passwords, and a simulated phone network
}

// Policy is the content security policy of the console: scripts and styles of its own host alone. Connect are the other hosts that
// it may ask (the issuer's), media those that recordings are played from.
func Policy(connect, media []string) string {
	list := func(name string, more []string) string {
		return strings.Join(append([]string{name, "'self'"}, more...), " ")
	}
	return strings.Join([]string{
		"default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'", list("connect-src", connect),
		list("media-src", media), "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
	}, "; ")
}

// IsPage reports whether a path below the console's is one of its pages, not one of its files: the name at its end has no dot. The
// last part of such a path may be an id, and ids have no dots.
func IsPage(name string) bool { return !strings.Contains(path.Base("/"+name), ".") }

// file is one built file, as it is served.
type file struct {
	kind, tag string
	plain     []byte
	packed    func() []byte // with gzip
}

// Handler serves the console below a path that ends in a slash.
func Handler(below string, c Config) http.Handler {
	config, err := json.Marshal(c)
	if err != nil {
		panic(err) // it is texts
	}
	files := map[string]file{ConfigFile: newFile(ConfigFile, config)}
	err = fs.WalkDir(Files(), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		body, err := fs.ReadFile(Files(), name)
		files[name] = newFile(name, body)
		return err
	})
	if err != nil {
		panic(fmt.Errorf("read the console's built files: %w", err)) // they are embedded
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("allow", "GET, HEAD")
			http.Error(w, "the console's files are only read", http.StatusMethodNotAllowed)
			return
		}
		name := strings.TrimPrefix(r.URL.Path, below)
		if IsPage(name) {
			name = Index
		}
		if f, ok := files[name]; ok {
			f.serve(w, r)
			return
		}
		http.NotFound(w, r)
	})
}

func newFile(name string, body []byte) file {
	sum := sha256.Sum256(body)
	kind := mime.TypeByExtension(path.Ext(name))
	if path.Ext(name) == ".js" {
		kind = "text/javascript; charset=utf-8" // some machines' tables say otherwise
	}
	return file{kind: kind, tag: base64.RawURLEncoding.EncodeToString(sum[:12]), plain: body, packed: sync.OnceValue(func() []byte { return pack(body) })}
}

func pack(body []byte) []byte {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err == nil {
		_, err = w.Write(body)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		panic(err) // it is written to memory
	}
	return out.Bytes()
}

func (f file) serve(w http.ResponseWriter, r *http.Request) {
	h, body, tag := w.Header(), f.plain, `"`+f.tag+`"`
	if slices.ContainsFunc(strings.Split(r.Header.Get("accept-encoding"), ","), func(s string) bool { return strings.TrimSpace(s) == "gzip" }) {
		body, tag = f.packed(), `"`+f.tag+`-gzip"` // another representation, so another strong tag (RFC 9110 §8.8.1)
		h.Set("content-encoding", "gzip")
	}
	h.Set("content-type", f.kind)
	h.Set("cache-control", "no-cache")
	h.Set("vary", "accept-encoding")
	h.Set("etag", tag)
	h.Set("content-security-policy", Policy(nil, nil))
	h.Set("x-content-type-options", "nosniff")
	h.Set("referrer-policy", "no-referrer")
	for _, known := range strings.Split(r.Header.Get("if-none-match"), ",") {
		if strings.TrimSpace(known) == tag {
			h.Del("content-encoding")
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	h.Set("content-length", fmt.Sprint(len(body)))
	if r.Method == http.MethodGet {
		_, _ = w.Write(body) // who asked may be gone
	}
}
