package local

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"ringdown/infra/memport"
)

// TestAPlayerGoesOnWhereItStopped: it asks for the rest under the condition that the
// audio has not changed since.
func TestAPlayerGoesOnWhereItStopped(t *testing.T) {
	b := newBench(t)
	store := b.Switchboard.Recordings.(*memport.Recordings)
	kept := now.Add(-time.Hour)
	store.Now = func() time.Time { return kept }
	if err := store.Keep(t.Context(), "voicemail/c1/r1", "audio/mpeg", strings.NewReader("0123456789")); err != nil {
		t.Fatal(err)
	}
	store.Now = func() time.Time { return now }
	address, err := store.Address(t.Context(), "voicemail/c1/r1", time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodGet, address, nil)
	r.Header.Set("range", "bytes=5-")
	r.Header.Set("if-range", kept.Format(http.TimeFormat))
	w := httptest.NewRecorder()
	b.Handler.ServeHTTP(w, r)
	if w.Code != http.StatusPartialContent || w.Body.String() != "56789" || w.Header().Get("last-modified") != kept.Format(http.TimeFormat) {
		t.Errorf("%d %q, %v", w.Code, w.Body, w.Header())
	}
}
