package awslocal

import (
	"io"
	"net/http"
	"testing"

	"ringdown/infra/porttest"
	"ringdown/shared/awsport/s3port"
)

func TestRecordings(t *testing.T) {
	porttest.Recordings(t, func(t *testing.T) porttest.Library {
		b := StartS3(t)
		return porttest.Library{Archive: s3port.NewRecordings(b.Env()), Open: open, Pass: b.Pass}
	})
}

func open(address string) (int, string, []byte) {
	r, err := http.Get(address)
	if err != nil {
		return 0, "", nil
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return 0, "", nil
	}
	return r.StatusCode, r.Header.Get("content-type"), body
}
