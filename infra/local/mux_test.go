package local

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"ringdown/shared/routes"
)

// API Gateway decodes an answer that is said to be base64, and passes on a body that is no text as
// base64 (HTTP API, payload format 2.0).
func TestBytesPassBothWays(t *testing.T) {
	picture := []byte{0x89, 'P', 'N', 'G', 0, 0xff}
	d := &Desk{options: Options{Log: slog.New(slog.DiscardHandler)}}
	handler := d.toFunction(routes.Route{Method: http.MethodPost, Path: "/x"}, func(_ context.Context, in []byte) ([]byte, error) {
		var r events.APIGatewayV2HTTPRequest
		if err := json.Unmarshal(in, &r); err != nil {
			return nil, err
		}
		if got, err := base64.StdEncoding.DecodeString(r.Body); err != nil || !r.IsBase64Encoded || !bytes.Equal(got, picture) {
			t.Errorf("the function gets %q, base64 %v", r.Body, r.IsBase64Encoded)
		}
		return json.Marshal(events.APIGatewayV2HTTPResponse{StatusCode: http.StatusOK, Body: r.Body, IsBase64Encoded: true})
	})
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/x", bytes.NewReader(picture)))
	if got, err := io.ReadAll(w.Result().Body); err != nil || !bytes.Equal(got, picture) {
		t.Errorf("got %q, error %v, want the picture", got, err)
	}
}
