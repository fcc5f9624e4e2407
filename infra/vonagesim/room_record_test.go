package vonagesim

import (
	"testing"
	"time"
)

func TestATalkIsRecordedFromItsStartToTheEndOfTheRoom(t *testing.T) {
	for name, tt := range map[string]struct {
		ncco string
		want float64 // seconds; 0: none
	}{
		"the end of the room":  {`[{"action":"conversation","name":"r1","record":true,"endOnExit":true,"eventUrl":["https://app.test/recording"]}]`, 20},
		"the last one leaves":  {`[{"action":"conversation","name":"r1","record":true,"eventUrl":["https://app.test/recording"]}]`, 50},
		"nobody asked for it":  {`[{"action":"conversation","name":"r1","endOnExit":true}]`, 0},
		"who only waits there": {`[{"action":"conversation","name":"r1","record":true,"startOnEnter":false,"eventUrl":["https://app.test/recording"]}]`, 0},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			d.reply("/answer", holding)
			d.net.Dial(callerNo, line, Caller(AfterDialling(60*time.Second).HangUp()))
			d.run(10 * time.Second)
			d.net.AddPhone(annNo, Answers(0).Then(AfterAnswer(20*time.Second).HangUp()))
			d.call(annNo, tt.ncco, "")
			d.run(2 * time.Minute)
			count := 0
			for _, h := range d.got {
				if h.path == "/recording" {
					count++
				}
			}
			if want := min(tt.want, 1); float64(count) != want {
				t.Fatalf("%d recordings, want %v", count, want)
			}
			if tt.want == 0 {
				return
			}
			e := d.find("recording").body
			from, _ := time.Parse(time.RFC3339, e["start_time"].(string))
			until, _ := time.Parse(time.RFC3339, e["end_time"].(string))
			if got := until.Sub(from).Seconds(); got < tt.want-2 || got > tt.want+2 {
				t.Errorf("%v s recorded, want about %v", got, tt.want)
			}
		})
	}
}

func TestWhoIsLetIntoARoomAtOnceTalks(t *testing.T) {
	d := newDesk(t)
	d.reply("/answer", holding)
	d.net.Dial(callerNo, line, Caller())
	d.run(5 * time.Second)
	d.net.AddPhone(annNo, Answers(0).Then(OnTalking().After(3*time.Second).HangUp()))
	ann := d.call(annNo, `[{"action":"conversation","name":"r1"}]`, "")
	d.run(20 * time.Second)
	if r := d.leg(ann); r.Longest(Talk) == 0 || r.Longest(Talk) > 4*time.Second {
		t.Errorf("the deed that waits for a talk was not done: %+v", r)
	}
}
