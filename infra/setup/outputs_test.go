package setup

import (
	"strings"
	"testing"

	"ringdown/shared/routes"
	"ringdown/shared/vonage"
)

// What may come unsigned is led to an address with a token, and nothing else is.
func TestUnsignedWebhooksAreLedToAddressesWithTokens(t *testing.T) {
	o := Outputs{AnswerURL: "https://calls.example/voice/answer", EventURL: "https://calls.example/voice/event", Unsigned: []string{"answer", "leg"}}
	c := vonage.Callbacks{BaseURL: o.BaseURL(), Key: []byte("a key of the callbacks")}
	h := o.Hooked(c)
	token, ok := strings.CutPrefix(h.AnswerURL, "https://calls.example/voice/answer/any/")
	if _, err := c.Check("answer", vonage.AnyCall, token); !ok || err != nil {
		t.Errorf("the answer webhook is led to %s: %v", h.AnswerURL, err)
	}
	if h.EventURL != o.EventURL || h.BaseURL() != o.BaseURL() {
		t.Errorf("events are led to %s, the routes are at %s", h.EventURL, h.BaseURL())
	}
	found := false
	for _, r := range routes.HTTP {
		found = found || r.Method == "POST" && r.Path == "/voice/answer/{call}/{token}"
	}
	if !found {
		t.Error("no route takes it")
	}
	_, differences := voiceOf(Application{}, h, "")
	if text := strings.Join(differences, "\n"); strings.Contains(text, token) || !strings.Contains(text, "/voice/answer/any/…") {
		t.Errorf("printed:\n%s", text)
	}
}
