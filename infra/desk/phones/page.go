package phones

import (
	"embed"
	"io/fs"
	"net/http"
)

//go:embed page
var files embed.FS

// Path is where the page is.
const Path = "/phones/"

// policy lets the page load what this desk serves, and nothing else from anywhere.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self' blob:; connect-src 'self'; " +
	"frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

// Mount adds the page, its socket and what is spoken.
func (h *Hub) Mount(m *http.ServeMux) {
	page, err := fs.Sub(files, "page")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	serve := http.StripPrefix(Path, http.FileServerFS(page))
	m.HandleFunc("GET "+Path, func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		header.Set("Content-Security-Policy", policy)
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("Referrer-Policy", "no-referrer")
		header.Set("Cache-Control", "no-cache")
		header.Set("Permissions-Policy", "microphone=(self), camera=(), geolocation=()")
		serve.ServeHTTP(w, r)
	})
	m.Handle("GET "+Path+"socket", h)
	m.Handle("GET "+SpeechPath+"{key}", h.speech)
}
