package answer

import (
	"net/http"
	"strings"
	"testing"

	"ringdown/infra/desktest"
	"ringdown/shared/call"
	"ringdown/shared/ncco"
)

func TestACallerHearsTheWelcomeAndIsHeldInTheRoom(t *testing.T) {
	d := desktest.New(t)
	w, err := New(d.Edge, d.Switchboard)(t.Context(), d.Webhook(desktest.ArrivalBody, ncco.Callback{}))
	if err != nil || w.StatusCode != http.StatusOK {
		t.Fatalf("got %d, %v", w.StatusCode, err)
	}
	for _, want := range []string{"Acme support", `"action":"conversation"`, `"startOnEnter":false`, desktest.BaseURL + "/assets/hold.mp3"} {
		if !strings.Contains(w.Body, want) {
			t.Errorf("the reply lacks %s: %s", want, w.Body)
		}
	}
	c := d.Load(call.NewID("leg-1"))
	if c.Caller.Number != "+14155550199" || c.Region != "https://api-us-3.vonage.com" || c.Caller.Leg != "leg-1" {
		t.Errorf("stored %+v", c)
	}
}
