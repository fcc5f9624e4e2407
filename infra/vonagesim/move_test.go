package vonagesim

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func (d *desk) transfer(leg, ncco string) {
	d.t.Helper()
	status, v := d.rest("PUT", "/v1/calls/"+leg, `{"action":"transfer","destination":{"type":"ncco","ncco":`+ncco+`}}`)
	if status != 204 {
		d.t.Fatalf("transfer answers %d %v", status, v)
	}
}

func TestAnEmptiedRoomHasNotStarted(t *testing.T) {
	d := newDesk(t)
	d.reply("/answer", holding)
	d.net.AddPhone(annNo, Answers(0).Then(AfterAnswer(5*time.Second).HangUp()))
	d.call(annNo, `[{"action":"conversation","name":"r1"}]`, "")
	d.run(10 * time.Second)
	leg := d.net.Dial(callerNo, line, Caller())
	d.run(10 * time.Second)
	if got := lastHeard(d, leg); got != string(Music) {
		t.Errorf("the caller hears %s", got)
	}
}

func TestSomebodyWhoEntersAStartedRoomTalksAtOnce(t *testing.T) {
	d := newDesk(t)
	d.reply("/answer", holding)
	d.net.AddPhone(annNo, Answers(0))
	d.call(annNo, `[{"action":"conversation","name":"r1"}]`, "")
	leg := d.net.Dial(callerNo, line, Caller())
	d.run(20 * time.Second)
	if r := d.leg(leg); r.Longest(Music) != 0 || r.Longest(Talk) == 0 {
		t.Errorf("%+v", r.Timeline)
	}
}

func TestLeavingATalkForAnEmptyRoomIsNotBeingLeft(t *testing.T) {
	d := newDesk(t)
	d.reply("/answer", holding)
	d.net.AddPhone(annNo, Answers(0).Named("Ann"))
	d.net.Dial(callerNo, line, Caller().Named("Carl"))
	ann := d.call(annNo, `[{"action":"conversation","name":"r1"}]`, "")
	d.run(20 * time.Second)
	d.transfer(ann, `[{"action":"conversation","name":"r2"}]`)
	d.run(5 * time.Second)
	if d.saw("Ann", SawLeftAlone) || !d.saw("Carl", SawLeftAlone) {
		t.Error("it is Carl who was left alone, not Ann")
	}
	if r := d.leg(ann); r.Room != "r2" {
		t.Errorf("Ann is in %q", r.Room)
	}
}

func TestATransferEndsARecordingAndWhatIsPlayedOverIt(t *testing.T) {
	d := newDesk(t)
	d.reply("/answer", `[{"action":"record","timeOut":60,"eventUrl":["https://app.test/recording"]}]`)
	leg := d.net.Dial(callerNo, line, Caller())
	d.run(5 * time.Second)
	if status, _ := d.rest("PUT", "/v1/calls/"+leg+"/stream", `{"stream_url":["`+hold+`"],"loop":0}`); status != 200 {
		t.Fatal(status)
	}
	d.run(5 * time.Second)
	d.transfer(leg, bye)
	d.run(10 * time.Second)
	if size := d.find("recording").body["size"].(float64); size < 39000 || size > 40000 {
		t.Errorf("ten seconds until the transfer give %v bytes", size)
	}
	r := d.leg(leg)
	if got := heardBy(r, Audio, Speech); !slices.Equal(got, []string{hold, "Goodbye."}) {
		t.Errorf("heard %v", got)
	}
}

func TestBargeInLastsUntilTheInput(t *testing.T) {
	d := newDesk(t)
	d.reply("/answer", `[{"action":"talk","text":"One.","bargeIn":true},{"action":"talk","text":"A second and rather longer sentence."},
		{"action":"input","type":["dtmf"],"dtmf":{"maxDigits":1},"eventUrl":["https://app.test/input"]}]`)
	d.net.Dial(callerNo, line, Caller(OnHearing("second").Press("7")))
	d.run(time.Minute)
	if got := d.find("input").body["dtmf"].(map[string]any)["digits"]; got != "7" {
		t.Errorf("digits %v", got)
	}
}

func TestWithoutBargeInAKeyIsLost(t *testing.T) {
	d := newDesk(t)
	d.reply("/answer", strings.Replace(menu, `,"bargeIn":true`, "", 1))
	d.net.Dial(callerNo, line, Caller(AfterAnswer(500*time.Millisecond).Press("1")))
	d.run(time.Minute)
	if got := d.find("input").body["dtmf"].(map[string]any)["digits"]; got != "" {
		t.Errorf("digits %v", got)
	}
}

func TestAPhraseBehindTheCutIsNotHeard(t *testing.T) {
	d := newDesk(t)
	d.reply("/answer", menu)
	leg := d.net.Dial(callerNo, line, Caller(AfterAnswer(500*time.Millisecond).Press("1"), OnHearing("for help").Press("9")))
	d.reply("/input", `[{"action":"wait","timeout":20}]`)
	d.run(time.Minute)
	if got := d.leg(leg).Keys; got != "1" {
		t.Errorf("keys %q", got)
	}
}

func TestSilenceBehindASwitchboardCountsFromThePickUp(t *testing.T) {
	d := newDesk(t)
	d.net.AddPhone(annNo, Extension("12", 8*time.Second))
	status, v := d.rest("POST", "/v1/calls", `{"to":[{"type":"phone","number":"`+annNo+`","dtmfAnswer":"12"}],"from":{"type":"phone","number":"`+line+`"},"ncco":[{"action":"wait","timeout":12},`+bye[1:]+`}`)
	if status != 201 {
		t.Fatal(status, v)
	}
	d.run(time.Minute)
	if got := d.leg(v["uuid"].(string)).LongestSilence; got != 12*time.Second-8*time.Second-2*KeyGap {
		t.Errorf("longest silence %v", got)
	}
}

func TestAGETWebhookKeepsItsQuery(t *testing.T) {
	d := newDesk(t)
	d.reply("/answer", `[{"action":"input","type":["dtmf"],"eventUrl":["https://app.test/input?c=7"],"eventMethod":"GET"}]`)
	d.net.Dial(callerNo, line, Caller())
	d.run(time.Minute)
	if h := d.find("input"); !strings.HasPrefix(h.query, "c=7&") || !strings.Contains(h.query, "speech=%7B") {
		t.Errorf("the query is %s", h.query)
	}
}
