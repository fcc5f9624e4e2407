package awslocal

import (
	"bytes"
	"net/http"
	"testing"

	"ringdown/infra/porttest"
	"ringdown/shared/awsport/s3port"
	"ringdown/shared/routes"
)

func TestPrompts(t *testing.T) {
	porttest.Prompts(t, func(t *testing.T) porttest.Studio {
		b := StartS3(t)
		env := b.Env()
		return porttest.Studio{
			Prompts: s3port.NewPrompts(env), Pass: b.Pass,
			Send: func(address string, file []byte) int {
				r, err := http.NewRequestWithContext(t.Context(), http.MethodPut, address, bytes.NewReader(file))
				if err != nil {
					t.Fatal(err)
				}
				answer, err := http.DefaultClient.Do(r)
				if err != nil {
					t.Fatal(err)
				}
				answer.Body.Close()
				return answer.StatusCode
			},
			Fetch: func(name string) ([]byte, bool) {
				address, err := s3port.NewRecordings(env).Address(t.Context(), routes.AssetsPrefix+name, 60e9)
				if err != nil {
					return nil, false
				}
				status, kind, audio := open(address)
				return audio, status == http.StatusOK && kind == "audio/mpeg"
			},
		}
	})
}
