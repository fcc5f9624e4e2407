package respond

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"ringdown/infra/memport"
	"ringdown/shared/access"
	"ringdown/shared/alert"
	"ringdown/shared/api"
	"ringdown/shared/port"
)

// An address that was marked bad is written to again when an editor has said so, and by nobody else's word.
func TestAnAddressIsCleared(t *testing.T) {
	now := time.Date(2026, 11, 28, 10, 0, 0, 0, time.UTC)
	bad := &memport.BadAddresses{}
	if err := bad.Mark(t.Context(), alert.BadAddress{Address: "ana@example.com", Fate: alert.FateBounced, At: now}); err != nil {
		t.Fatal(err)
	}
	server := api.New(api.Gate{
		Prove: func(_ context.Context, role string) (access.Principal, error) {
			return access.Principal{Subject: role, Name: role, Roles: []access.Role{access.Role(strings.TrimPrefix(role, "Bearer "))}}, nil
		},
		Take: func(access.Principal) (int, error) { return 0, nil }, Now: func() time.Time { return now }, Log: slog.New(slog.DiscardHandler),
	}, Operations(nil, bad, ""))
	ask := func(role access.Role, body string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodPost, api.Base+"/addresses/clear", strings.NewReader(body))
		r.Header.Set("content-type", "application/json")
		r.Header.Set("authorization", "Bearer "+string(role))
		w := httptest.NewRecorder()
		server.ServeHTTP(w, r)
		return w
	}
	if w := ask(access.Responder, `{"address":"ana@example.com"}`); w.Code != http.StatusForbidden {
		t.Errorf("a responder: %d %s", w.Code, w.Body)
	}
	if w := ask(access.Editor, `{"address":"Ana <ana@example.com>"}`); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), `"/address"`) {
		t.Errorf("no address: %d %s", w.Code, w.Body)
	}
	if _, err := bad.Bad(t.Context(), "ana@example.com"); err != nil {
		t.Fatalf("it was cleared by a request that was refused: %v", err)
	}
	if w := ask(access.Editor, `{"address":"Ana@example.com"}`); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `"fate":"bounced"`) {
		t.Errorf("an editor: %d %s", w.Code, w.Body)
	}
	if _, err := bad.Bad(t.Context(), "ana@example.com"); !errors.Is(err, port.ErrNotFound) {
		t.Errorf("after that: %v, want nothing known", err)
	}
	if w := ask(access.Editor, `{"address":"ana@example.com"}`); w.Code != http.StatusOK || strings.Contains(w.Body.String(), "was") {
		t.Errorf("again: %d %s", w.Code, w.Body)
	}
}
