package webhook_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"ringdown/infra/desktest"
	"ringdown/shared/call"
	"ringdown/shared/ncco"
	"ringdown/shared/port"
	"ringdown/shared/webhook"
)

// An error, a panic and a script that the provider would refuse end in words, wherever somebody listens;
// an empty answer would end the call in silence.
func TestWhoListensHearsAnApologyWhateverGoesWrong(t *testing.T) {
	d := desktest.New(t)
	id := d.Arrive()
	for name, handle := range map[string]webhook.Handle{
		"an error": func(context.Context, webhook.Proven) (call.Reply, error) {
			return call.Reply{}, errors.New("the store is away")
		},
		"a panic": func(context.Context, webhook.Proven) (call.Reply, error) { panic("a fault of ours") },
		"a script that is none": func(context.Context, webhook.Proven) (call.Reply, error) {
			return call.Reply{Script: ncco.Script{ncco.Talk{Text: ""}}}, nil
		},
	} {
		w, err := d.Edge.Handler("input", true, handle)(t.Context(), toInput(d, id))
		if err != nil || w.StatusCode != http.StatusOK || !strings.Contains(w.Body, `"action":"talk"`) || !strings.Contains(w.Body, "sorry") {
			t.Errorf("%s: %d %s, %v, want an apology", name, w.StatusCode, w.Body, err)
		}
	}
	silent := func(context.Context, webhook.Proven) (call.Reply, error) { return call.Reply{}, port.ErrNotFound }
	if w, err := d.Edge.Handler("input", true, silent)(t.Context(), toInput(d, id)); err != nil || w.StatusCode != http.StatusNoContent {
		t.Errorf("a call that is not known: %d %s, %v, want nothing", w.StatusCode, w.Body, err)
	}
}
