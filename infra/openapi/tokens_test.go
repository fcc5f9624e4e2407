package openapi

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"ringdown/infra/issuer"
	"ringdown/shared/access"
	"ringdown/shared/access/bearer"
)

// TestATokenIsGoodUntilItExpires holds every operation against a real, signed token before and after it
// has expired, and against one of another issuer's key.
func TestATokenIsGoodUntilItExpires(t *testing.T) {
	clock := moment
	tokens := map[string]*issuer.Issuer{}
	for _, name := range []string{"ours", "theirs"} {
		key, err := rsa.GenerateKey(rand.Reader, 2048)
		if err != nil {
			t.Fatal(err)
		}
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { tokens[name].ServeHTTP(w, r) }))
		t.Cleanup(server.Close)
		tokens[name] = issuer.New(issuer.Options{URL: server.URL + "/dev/issuer", Key: key, Now: func() time.Time { return clock }})
	}
	v, err := bearer.New(access.Issuer{URL: tokens["ours"].URL, Machines: []string{issuer.MachineClient}}, func() time.Time { return clock })
	if err != nil {
		t.Fatal(err)
	}
	given := map[string]string{}
	for name, i := range tokens {
		if given[name], err = issuer.MachineToken(t.Context(), i.URL, "ringdown/admin"); err != nil {
			t.Fatal(err)
		}
	}
	filling := true
	p, r := filled(t, func(ctx context.Context, authorization string) (access.Principal, error) {
		if filling {
			return anAdmin(ctx, authorization)
		}
		return v.Verify(ctx, authorization)
	}), router(t)
	filling = false
	ask := func(token string) (codes map[int]int) {
		codes = map[int]int{}
		for _, o := range p.Operations {
			if o.Open || o.Asks == access.Own { // a machine has no matters of its own
				continue
			}
			method, target, body, headers := Example(o)
			headers[3] = "Bearer " + token
			w := p.Ask(method, target, body, headers...)
			codes[w.Code/100*100]++
			if w.Code >= 300 && (w.Code != http.StatusUnauthorized || !strings.Contains(w.Body.String(), "expired") && token == given["ours"]) {
				t.Errorf("%s: %d %s", o.ID, w.Code, w.Body)
			}
			if err := against(r, method, target, w); err != nil {
				t.Errorf("%s: %v", o.ID, err)
			}
		}
		return codes
	}
	if codes := ask(given["ours"]); codes[200] < 100 || len(codes) > 1 {
		t.Errorf("a good token: %v", codes)
	}
	if codes := ask(given["theirs"]); codes[400] < 100 || len(codes) > 1 {
		t.Errorf("a token of another issuer: %v", codes)
	}
	clock = clock.Add(2 * time.Hour)
	if codes := ask(given["ours"]); codes[400] < 100 || len(codes) > 1 {
		t.Errorf("an expired token: %v", codes)
	}
}
