package leg

import (
	"net/http"
	"testing"

	"ringdown/infra/desktest"
	"ringdown/shared/call"
	"ringdown/shared/ncco"
)

// Each status of a responder's leg leaves the leg in the state, and with the end, on its right.
func TestStatuses(t *testing.T) {
	for body, want := range map[string]call.Leg{
		`{"status":"started","uuid":"out-1"}`:                                           {State: call.Dialled},
		`{"status":"ringing","uuid":"out-1"}`:                                           {State: call.Dialled},
		`{"status":"answered","uuid":"out-1"}`:                                          {State: call.Answered},
		`{"status":"human","call_uuid":"out-1"}`:                                        {State: call.Dialled},
		`{"status":"of the future","uuid":"out-1"}`:                                     {State: call.Dialled},
		`{"status":"busy","uuid":"out-1"}`:                                              {State: call.Over, End: call.Busy},
		`{"status":"timeout","uuid":"out-1"}`:                                           {State: call.Over, End: call.Unanswered},
		`{"status":"unanswered","uuid":"out-1","detail":"unavailable"}`:                 {State: call.Over, End: call.Unanswered},
		`{"status":"rejected","uuid":"out-1","detail":"declined"}`:                      {State: call.Over, End: call.Rejected},
		`{"status":"rejected","uuid":"out-1","detail":"restricted"}`:                    {State: call.Over, End: call.Restricted},
		`{"status":"failed","uuid":"out-1","detail":"cannot_route"}`:                    {State: call.Over, End: call.NoNumber},
		`{"status":"failed","uuid":"out-1","detail":"number_out_of_service"}`:           {State: call.Over, End: call.NoNumber},
		`{"status":"rejected","uuid":"out-1","detail":"invalid_number"}`:                {State: call.Over, End: call.NoNumber},
		`{"status":"failed","uuid":"out-1","detail":"internal_error"}`:                  {State: call.Over, End: call.Failed},
		`{"status":"failed","uuid":"out-1"}`:                                            {State: call.Over, End: call.Failed},
		`{"status":"rejected","uuid":"out-1"}`:                                          {State: call.Over, End: call.Busy},
		`{"status":"cancelled","uuid":"out-1"}`:                                         {State: call.Over, End: call.Cancelled},
		`{"status":"completed","uuid":"out-1","duration":"7"}`:                          {State: call.Over, End: call.Completed},
		`{"type":"transfer","uuid":"out-1","conversation_uuid_from":"CON-1"}`:           {State: call.Dialled},
		`{"reason":"Syntax error in NCCO. Invalid value.","conversation_uuid":"CON-1"}`: {State: call.Dialled},
	} {
		d := desktest.New(t)
		id := d.Arrive()
		d.Work()
		w, err := New(d.Edge, d.Switchboard)(t.Context(), d.Webhook(body, ncco.Callback{Kind: "leg", Call: id, Leg: "1"}))
		if err != nil || w.StatusCode != http.StatusNoContent {
			t.Fatalf("%s: got %d, %v", body, w.StatusCode, err)
		}
		if got := d.Load(id).Legs[0]; got.State != want.State || got.End != want.End {
			t.Errorf("%s: the leg is %s %q, want %s %q", body, got.State, got.End, want.State, want.End)
		}
	}
}

// The caller's leg reports to the application's own URL, without a token: its id names the call.
func TestTheCallersOwnLeg(t *testing.T) {
	d := desktest.New(t)
	id := d.Arrive()
	for _, body := range []string{`{"status":"answered","uuid":"leg-1"}`, `{"status":"completed","uuid":"leg-1"}`} {
		if _, err := New(d.Edge, d.Switchboard)(t.Context(), d.Webhook(body, ncco.Callback{})); err != nil {
			t.Fatal(err)
		}
	}
	if c := d.Load(id); c.Outcome != call.Missed || c.Caller.Left.IsZero() {
		t.Errorf("the call is %q, the caller left at %s", c.Outcome, c.Caller.Left)
	}
}
