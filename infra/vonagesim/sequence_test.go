package vonagesim

import (
	"testing"
	"time"
)

const (
	menu    = `[{"action":"talk","text":"Press 1 for help.","bargeIn":true},{"action":"input","type":["dtmf"],"dtmf":{"maxDigits":1,"timeOut":5},"eventUrl":["https://app.test/input"]}]`
	bye     = `[{"action":"talk","text":"Goodbye."}]`
	holding = `[{"action":"talk","text":"Please hold."},{"action":"conversation","name":"r1","startOnEnter":false,"musicOnHoldUrl":["` + hold + `"]}]`
	joining = `[{"action":"talk","text":"Connecting."},{"action":"conversation","name":"r1","startOnEnter":true,"endOnExit":true}]`
)

// (a) inbound, talk and input.
func TestACallerPressesAKeyAndTheReplyReplacesTheNCCO(t *testing.T) {
	d := newDesk(t)
	d.reply("/answer", menu)
	d.reply("/input", bye)
	leg := d.net.Dial(callerNo, line, Caller(OnHearing("press 1").After(time.Second).Press("1")))
	d.run(time.Minute)
	d.wants("started", "ringing", "answer", "answered", "input", "completed")
	if got := d.find("input").body["dtmf"].(map[string]any); got["digits"] != "1" || got["timed_out"] != false {
		t.Errorf("dtmf is %v", got)
	}
	if got := d.find("completed").body["disconnected_by"]; got != "platform" {
		t.Errorf("disconnected by %v", got)
	}
	if got := d.find("answer").body["region_url"]; got != "http://vonage.test" {
		t.Errorf("region_url is %v", got)
	}
	if r := d.leg(leg); r.Status != "completed" || r.Keys != "1" {
		t.Errorf("the leg's report is %+v", r)
	}
}

func TestNoKeyTimesOutAndAnEmptyReplyGoesOn(t *testing.T) {
	d := newDesk(t)
	d.reply("/answer", menu[:len(menu)-1]+`,{"action":"talk","text":"Nothing heard."}]`)
	leg := d.net.Dial(callerNo, line, Caller())
	d.run(time.Minute)
	d.wants("started", "ringing", "answer", "answered", "input", "completed")
	if got := d.find("input").body["dtmf"].(map[string]any); got["digits"] != "" || got["timed_out"] != true {
		t.Errorf("dtmf is %v", got)
	}
	last := d.leg(leg).Timeline
	if s := last[len(last)-1]; s.Text != "Nothing heard." {
		t.Errorf("the last thing heard is %+v", s)
	}
	if got := d.leg(leg).LongestSilence; got != 5*time.Second+100*time.Millisecond {
		t.Errorf("longest silence is %v; five seconds for a key and a webhook's way are expected", got)
	}
}

func TestACallerWhoHangsUpDuringAPromptLeavesNoInput(t *testing.T) {
	for _, on := range []bool{false, true} {
		d := newDesk(t, func(o *Options) { o.Switches.InputAfterHangUp = on })
		d.reply("/answer", menu)
		d.net.Dial(callerNo, line, Caller(AfterAnswer(4*time.Second).HangUp()))
		d.run(time.Minute)
		want := []string{"started", "ringing", "answer", "answered", "completed"}
		if on {
			want = []string{"started", "ringing", "answer", "answered", "input", "completed"}
		}
		d.wants(want...)
		if got := d.find("completed").body["disconnected_by"]; got != "user" {
			t.Errorf("disconnected by %v", got)
		}
	}
}

// (b) outbound.
func TestOutboundCallsEndAsThePhoneReacts(t *testing.T) {
	tests := []struct {
		name   string
		person Person
		more   string
		hangUp time.Duration
		want   []string
		detail any
	}{
		{name: "human", person: Answers(4 * time.Second), want: []string{"started", "ringing", "answered", "completed"}},
		{name: "mailbox", person: Mailbox(8*time.Second, 5*time.Second, 20*time.Second), want: []string{"started", "ringing", "answered", "completed"}},
		{name: "declined", person: Declines(3 * time.Second), want: []string{"started", "ringing", "rejected"}, detail: "declined"},
		{name: "carrier gives up", person: NeverAnswers(), more: `,"ringing_timer":120`, want: []string{"started", "ringing", "unanswered"}, detail: "timeout"},
		{name: "ringing_timer", person: NeverAnswers(), more: `,"ringing_timer":20`, want: []string{"started", "ringing", "timeout"}},
		{name: "dead number", person: DeadNumber(), want: []string{"started", "failed"}, detail: "cannot_route"},
		{name: "out of reach", person: OutOfReach(), want: []string{"started", "failed"}, detail: "internal_error"},
		{name: "hung up by the application", person: NeverAnswers(), hangUp: 5 * time.Second, want: []string{"started", "ringing", "cancelled"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := newDesk(t)
			d.net.AddPhone(annNo, tt.person.Named("Ann"))
			leg := d.call(annNo, bye, tt.more)
			if len(d.got) != 0 {
				t.Fatalf("webhooks before the 201: %v", d.kinds())
			}
			if tt.hangUp > 0 {
				d.run(tt.hangUp)
				if status, _ := d.rest("PUT", "/v1/calls/"+leg, `{"action":"hangup"}`); status != 204 {
					t.Fatalf("hangup answers %d", status)
				}
			}
			d.run(3 * time.Minute)
			d.wants(tt.want...)
			last := d.got[len(d.got)-1]
			if last.body["detail"] != tt.detail {
				t.Errorf("detail is %v, want %v", last.body["detail"], tt.detail)
			}
			if last.path != "/leg" {
				t.Errorf("the event went to %s instead of the call's event_url", last.path)
			}
		})
	}
}

func TestABusyPhoneMayOrMayNotRing(t *testing.T) {
	rang := map[bool]bool{}
	for seed := range int64(20) {
		d := newDesk(t, func(o *Options) { o.Seed = seed })
		d.net.AddPhone(annNo, Busy())
		d.call(annNo, bye, "")
		d.run(time.Minute)
		kinds := d.kinds()
		if last := d.got[len(d.got)-1]; last.kind() != "busy" || last.body["sip_code"] != 486.0 {
			t.Fatalf("ends with %v", last.body)
		}
		rang[len(kinds) == 3] = true
	}
	if !rang[true] || !rang[false] {
		t.Errorf("twenty seeds show only one order: %v", rang)
	}
}

// (c) join and hang up.
func TestTwoLegsMeetInARoom(t *testing.T) {
	d := newDesk(t)
	d.reply("/answer", holding)
	d.reply("/accept", joining)
	d.net.AddPhone(annNo, Answers(4*time.Second).Named("Ann").Then(
		OnHearing("press 1").After(time.Second).Press("1"), OnTalking().After(30*time.Second).HangUp()))
	caller := d.net.Dial(callerNo, line, Caller().Named("Carl"))
	d.run(10 * time.Second)
	d.wants("started", "ringing", "answer", "answered", "transfer")
	carls := d.find("transfer").body
	d.got = nil
	ann := d.call(annNo, `[{"action":"talk","text":"Press 1 to accept."},{"action":"input","type":["dtmf"],"dtmf":{"maxDigits":1},"eventUrl":["https://app.test/accept"]}]`, "")
	d.run(2 * time.Minute)
	d.wants("started", "ringing", "answered", "accept", "transfer", "completed", "completed")
	anns := d.find("transfer").body
	if carls["conversation_uuid_to"] != anns["conversation_uuid_to"] || carls["conversation_uuid_from"] == anns["conversation_uuid_from"] {
		t.Errorf("the two are not in one room: %v and %v", carls, anns)
	}
	if got := d.leg(caller).Longest(Talk); got != 30*time.Second {
		t.Errorf("they talk for %v", got)
	}
	if a, c := d.leg(ann), d.leg(caller); a.DisconnectedBy != "user" || c.DisconnectedBy != "platform" || c.Longest(Music) == 0 {
		t.Errorf("ann %+v, caller %+v", a, c)
	}
}

// (d) record.
func TestRecordings(t *testing.T) {
	ncco := `[{"action":"record","format":"mp3","endOnSilence":4,"endOnKey":"#","timeOut":20,"beepStart":true,"eventUrl":["https://app.test/recording"]},{"action":"talk","text":"Thank you."}]`
	tests := []struct {
		name    string
		acts    []Act
		seconds float64
		want    []string
		by      string
	}{
		{"a key ends it", []Act{OnTone().Speak(10*time.Second, "help"), OnTone().After(6 * time.Second).Press("#")}, 6,
			[]string{"started", "ringing", "answer", "answered", "recording", "completed"}, "platform"},
		{"silence ends it", []Act{OnTone().Speak(10*time.Second, "help")}, 14,
			[]string{"started", "ringing", "answer", "answered", "recording", "completed"}, "platform"},
		{"timeOut ends it", []Act{OnTone().Speak(time.Minute, "help")}, 20,
			[]string{"started", "ringing", "answer", "answered", "recording", "completed"}, "platform"},
		{"hanging up ends it, and its event comes later", []Act{OnTone().Speak(time.Minute, "help"), OnTone().After(7 * time.Second).HangUp()}, 7,
			[]string{"started", "ringing", "answer", "answered", "completed", "recording"}, "user"},
		{"hanging up before the tone leaves nothing", []Act{AfterAnswer(300 * time.Millisecond).HangUp()}, 0,
			[]string{"started", "ringing", "answer", "answered", "completed"}, "user"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := newDesk(t)
			d.reply("/answer", ncco)
			leg := d.net.Dial(callerNo, line, Caller(tt.acts...))
			d.run(2 * time.Minute)
			d.wants(tt.want...)
			if got := d.leg(leg).DisconnectedBy; got != tt.by {
				t.Errorf("disconnected by %s", got)
			}
			if tt.seconds == 0 {
				return
			}
			body := d.find("recording").body
			if body["uuid"] != nil || body["from"] != nil || body["recording_uuid"] == "" {
				t.Errorf("the record event is %v", body)
			}
			if size := body["size"].(float64); size < 4000*tt.seconds || size > 4000*tt.seconds+200 {
				t.Errorf("size is %v for %v s", size, tt.seconds)
			}
		})
	}
}

func TestARecordingWithoutAnEndRunsBehindTheCall(t *testing.T) {
	d := newDesk(t)
	d.reply("/answer", `[{"action":"record","eventUrl":["https://app.test/recording"]},{"action":"talk","text":"Hello there."}]`)
	d.net.Dial(callerNo, line, Caller())
	d.run(time.Minute)
	d.wants("started", "ringing", "answer", "answered", "completed", "recording")
}

// (e) REST transfer.
func TestATransferTakesOneLegOutOfItsRoom(t *testing.T) {
	d := newDesk(t)
	d.reply("/answer", holding)
	d.net.AddPhone(annNo, Answers(time.Second).Named("Ann"))
	caller := d.net.Dial(callerNo, line, Caller().Named("Carl"))
	ann := d.call(annNo, `[{"action":"conversation","name":"r1"}]`, "")
	d.run(10 * time.Second)
	d.got = nil
	status, _ := d.rest("PUT", "/v1/calls/"+caller, `{"action":"transfer","destination":{"type":"ncco","ncco":`+bye+`}}`)
	if status != 204 {
		t.Fatalf("transfer answers %d", status)
	}
	d.run(time.Minute)
	d.wants("transfer", "completed")
	if !d.saw("Ann", SawLeftAlone) || !d.leg(ann).Ended.IsZero() {
		t.Errorf("Ann is not left alone in the room: %+v", d.leg(ann))
	}
	if got := d.leg(ann).DeadAir; got < 50*time.Second {
		t.Errorf("Ann alone hears nothing for %v", got)
	}
}
