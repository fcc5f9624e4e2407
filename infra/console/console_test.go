package console

import (
	"compress/gzip"
	"encoding/json"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
)

var handler = Handler("/console/", Config{Issuer: "http://127.0.0.1:8080/dev/issuer", Client: "console", API: "/api/v1", Address: "http://127.0.0.1:8080/console/", Desk: true})

func ask(method, path string, headers ...string) *http.Response {
	r := httptest.NewRequest(method, path, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	return w.Result()
}

func TestEveryPageIsTheIndex(t *testing.T) {
	want, err := fs.ReadFile(Files(), Index)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/console/", "/console/lines", "/console/lines/acme-support", "/console/calls/0123abcd"} {
		resp := ask("GET", path)
		body, _ := io.ReadAll(resp.Body)
		if resp.StatusCode != http.StatusOK || string(body) != string(want) {
			t.Errorf("%s: %d, %d bytes", path, resp.StatusCode, len(body))
		}
	}
	for _, path := range []string{"/console/nothing.js", "/console/lines/nothing.css"} {
		if resp := ask("GET", path); resp.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", path, resp.StatusCode)
		}
	}
	if resp := ask("POST", "/console/"); resp.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", resp.StatusCode)
	}
}

func TestWhatTheIndexNamesIsThere(t *testing.T) {
	index, err := fs.ReadFile(Files(), Index)
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile(`(?:src|href)="(/console/[^"]+)"`).FindAllStringSubmatch(string(index), -1)
	if len(named) < 3 {
		t.Fatalf("the index names %d files: %s", len(named), index)
	}
	for _, n := range named {
		resp := ask("GET", n[1])
		if resp.StatusCode != http.StatusOK || resp.Header.Get("content-type") == "" {
			t.Errorf("%s: %d, %q", n[1], resp.StatusCode, resp.Header.Get("content-type"))
		}
	}
}

func TestFilesAreKeptByTag(t *testing.T) {
	for _, encoding := range []string{"", "gzip, deflate, br"} {
		first := ask("GET", "/console/index.js", "accept-encoding", encoding)
		tag := first.Header.Get("etag")
		if strings.HasPrefix(tag, "W/") || len(tag) < 10 || first.Header.Get("cache-control") != "no-cache" {
			t.Fatalf("etag %s, cache-control %s", tag, first.Header.Get("cache-control"))
		}
		again := ask("GET", "/console/index.js", "accept-encoding", encoding, "if-none-match", `"other", `+tag)
		if body, _ := io.ReadAll(again.Body); again.StatusCode != http.StatusNotModified || len(body) > 0 {
			t.Errorf("with %q: %d, %d bytes", encoding, again.StatusCode, len(body))
		}
	}
}

func TestPackedFilesAreTheSame(t *testing.T) {
	plain, _ := io.ReadAll(ask("GET", "/console/index.js").Body)
	resp := ask("GET", "/console/index.js", "accept-encoding", "gzip")
	if resp.Header.Get("content-encoding") != "gzip" || resp.Header.Get("vary") != "accept-encoding" {
		t.Fatalf("headers: %v", resp.Header)
	}
	r, err := gzip.NewReader(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(r); err != nil || string(got) != string(plain) {
		t.Errorf("unpacked it differs: %d bytes, want %d (%v)", len(got), len(plain), err)
	}
}

func TestThePolicyAllowsNothingInline(t *testing.T) {
	policy := ask("GET", "/console/").Header.Get("content-security-policy")
	if strings.Contains(policy, "unsafe") || !strings.Contains(policy, "default-src 'none'") || !strings.Contains(policy, "script-src 'self';") {
		t.Errorf("policy: %s", policy)
	}
	got := Policy([]string{"https://pool.example.com"}, []string{"https://bucket.example.com"})
	if !strings.Contains(got, "connect-src 'self' https://pool.example.com;") || !strings.Contains(got, "media-src 'self' https://bucket.example.com;") {
		t.Errorf("policy with hosts: %s", got)
	}
}

func TestConfigSaysWhereItStands(t *testing.T) {
	var c Config
	if err := json.NewDecoder(ask("GET", "/console/config.json").Body).Decode(&c); err != nil || c.Issuer != "http://127.0.0.1:8080/dev/issuer" || !c.Desk {
		t.Errorf("config.json is %+v (%v)", c, err)
	}
}

// TestNoFileNamesAnotherHost keeps the console on its own host: an address in a script would be asked for, or blocked, where
// nobody looks. Names of formats and pages of documentation are no requests.
func TestNoFileNamesAnotherHost(t *testing.T) {
	harmless := regexp.MustCompile(`^https?://(www\.w3\.org|react\.dev|tanstack\.com|cloudscape\.design|fb\.me|github\.com|reactjs\.org|tc39\.es|radix-ui\.com|localhost|bit\.ly)\b`)
	err := fs.WalkDir(Files(), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.HasSuffix(name, ".txt") {
			return err
		}
		body, err := fs.ReadFile(Files(), name)
		for _, address := range regexp.MustCompile(`https?://[a-zA-Z0-9.-]+\.[a-z]+`).FindAllString(string(body), -1) {
			if !harmless.MatchString(address) {
				t.Errorf("%s names %s", name, address)
			}
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
