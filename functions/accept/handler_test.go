package accept

import (
	"net/http"
	"strings"
	"testing"

	"ringdown/infra/desktest"
	"ringdown/shared/ncco"
)

func press(t *testing.T, d *desktest.Desk, id, digit string) (int, string) {
	t.Helper()
	body := `{"dtmf":{"digits":"` + digit + `","timed_out":false},"uuid":"out-1","conversation_uuid":"CON-2"}`
	w, err := New(d.Edge, d.Switchboard)(t.Context(), d.Webhook(body, ncco.Callback{Kind: "accept", Call: id, Leg: "1", Epoch: 1}))
	if err != nil {
		t.Fatal(err)
	}
	return w.StatusCode, w.Body
}

func TestOneTakesTheCall(t *testing.T) {
	d := desktest.New(t)
	id := d.Arrive()
	d.Work()
	code, reply := press(t, d, id, "1")
	if code != http.StatusOK || !strings.Contains(reply, `"name":"`+d.Load(id).Room()+`"`) || !strings.Contains(reply, `"startOnEnter":true`) {
		t.Errorf("got %d %s, want the way into the room", code, reply)
	}
	if again, repeated := press(t, d, id, "1"); again != code || repeated != reply {
		t.Errorf("the repeat got %d %s", again, repeated)
	}
}

func TestTwoPassesItOn(t *testing.T) {
	d := desktest.New(t)
	id := d.Arrive()
	d.Work()
	if _, reply := press(t, d, id, "2"); !strings.Contains(reply, "Passing the call on") {
		t.Errorf("got %s", reply)
	}
	d.Work()
	if got := d.Load(id).Legs; len(got) != 2 || got[0].End != "declined" {
		t.Errorf("the legs are %+v, want the first declined and the next rung", got)
	}
}

func TestSilenceGoesOnToTheSecondPrompt(t *testing.T) {
	d := desktest.New(t)
	id := d.Arrive()
	d.Work()
	if code, reply := press(t, d, id, ""); code != http.StatusNoContent || reply != "" {
		t.Errorf("got %d %s, want nothing: the script says it a second time", code, reply)
	}
}
