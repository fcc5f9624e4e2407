package local

import (
	"io"
	"net/http"

	"ringdown/shared/routes"
)

// uploadBytesMax bounds what is taken into memory; more than a prompt may have, so that the product
// says what is wrong with it.
const uploadBytesMax = 16 << 20

// takeUpload keeps an uploaded file, as a presigned address of a bucket would.
func (d *Desk) takeUpload(w http.ResponseWriter, r *http.Request) {
	file, err := io.ReadAll(http.MaxBytesReader(w, r.Body, uploadBytesMax))
	if err != nil {
		http.Error(w, "EntityTooLarge", http.StatusRequestEntityTooLarge)
		return
	}
	if err := d.prompts.Take(r.PathValue("key"), r.URL.Query().Get("until"), r.URL.Query().Get("token"), file); err != nil {
		http.Error(w, "AccessDenied", http.StatusForbidden)
	}
}

// playPrompt plays a prompt, as the public bucket does.
func (d *Desk) playPrompt(w http.ResponseWriter, r *http.Request) {
	audio, ok := d.prompts.Published(routes.PromptsPrefix + r.PathValue("name"))
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("content-type", "audio/mpeg")
	w.Header().Set("cache-control", "public, max-age=31536000, immutable")
	_, _ = w.Write(audio) // the other side went away: nobody to tell
}
