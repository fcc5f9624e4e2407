package vonagesim

import (
	"slices"
	"testing"
	"time"
)

// heardBy lists what a leg heard, in order.
func heardBy(r LegReport, kinds ...Sound) []string {
	var all []string
	for _, s := range r.Timeline {
		if slices.Contains(kinds, s.Kind) {
			all = append(all, s.Text)
		}
	}
	return all
}

func TestAPhraseCountsWhenItWasHeardToItsEnd(t *testing.T) {
	d := newDesk(t)
	d.reply("/answer", `[{"action":"talk","text":"Press 1 for sales or press 2 for help.","bargeIn":true,"loop":0},{"action":"input","type":["dtmf"],"dtmf":{"maxDigits":1},"eventUrl":["https://app.test/input"]}]`)
	leg := d.net.Dial(callerNo, line, Caller(
		OnHearing("PRESS 2").Nth(2).Press("2"),  // in the second round
		OnHearing("for help").Nth(3).Press("9"), // never: the prompt is cut
		OnHearing("press 2").Nth(2).After(time.Second).Press("8")))
	d.run(30 * time.Second)
	whole := speakingTime("Press 1 for sales or press 2 for help.")
	part := speakingTime("Press 1 for sales or press 2")
	if got := d.find("input").body["dtmf"].(map[string]any)["digits"]; got != "2" {
		t.Errorf("pressed %v", got)
	}
	r := d.leg(leg)
	if first := r.Timeline[1]; first.Until.Sub(first.From) != whole {
		t.Errorf("the first round lasts %v, want %v", first.Until.Sub(first.From), whole)
	}
	if second := r.Timeline[2]; second.Until.Sub(second.From) != part {
		t.Errorf("the second round lasts %v, want %v", second.Until.Sub(second.From), part)
	}
	if !d.saw("caller", SawCutShort) {
		t.Error("nobody saw the prompt cut short")
	}
}

func TestSomebodyAskedActsOnceThePromptIsOver(t *testing.T) {
	d := newDesk(t)
	ask := `{"action":"talk","text":"Which one?","bargeIn":true},{"action":"input","type":["dtmf"],"dtmf":{"maxDigits":1,"timeOut":3},"eventUrl":["https://app.test/input"]}`
	d.reply("/answer", "["+ask+","+ask+"]")
	leg := d.net.Dial(callerNo, line, Caller(OnAsked().Nth(2).After(time.Second).Press("7")))
	d.run(30 * time.Second)
	if r := d.leg(leg); r.Keys != "7" {
		t.Fatalf("pressed %q", r.Keys)
	}
	if said := heardBy(d.leg(leg), Speech); len(said) != 2 {
		t.Errorf("heard %q before the key: it was to be the second question", said)
	}
	if got := d.find("input").body["dtmf"].(map[string]any)["digits"]; got != "" {
		t.Errorf("the first question was answered with %v, want silence", got)
	}
}

func TestTheNextCallIsMetByTheNextPerson(t *testing.T) {
	d := newDesk(t)
	d.net.AddPhone(annNo, Declines(time.Second).Named("Ann").NextTime(NeverAnswers()).NextTime(Answers(time.Second)))
	var got []string
	for range 4 {
		leg := d.call(annNo, bye, `,"ringing_timer":5`)
		d.run(time.Minute)
		r := d.leg(leg)
		got = append(got, r.Who+" "+r.Status)
	}
	if want := []string{"Ann rejected", "Ann timeout", "Ann completed", "Ann completed"}; !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
}

func TestAPhoneInUseIsBusy(t *testing.T) {
	d := newDesk(t)
	d.net.AddPhone(annNo, Answers(time.Second))
	first := d.call(annNo, `[{"action":"wait","timeout":60}]`, "")
	d.run(5 * time.Second)
	second := d.call(annNo, bye, "")
	d.run(5 * time.Second)
	if a, b := d.leg(first), d.leg(second); a.Status != "answered" || b.Status != "busy" {
		t.Errorf("%s and %s", a.Status, b.Status)
	}
}

func TestAMailboxPressesNothingAndHangsUp(t *testing.T) {
	d := newDesk(t)
	d.net.AddPhone(annNo, Mailbox(10*time.Second, 5*time.Second, 20*time.Second).Then(OnHearing("press").Press("1")))
	leg := d.call(annNo, `[{"action":"talk","text":"Press 1.","loop":0}]`, "")
	d.run(2 * time.Minute)
	r := d.leg(leg)
	if r.Keys != "" || r.DisconnectedBy != "user" || r.Ended.Sub(r.Answered) != 25*time.Second || !r.PickedUp.IsZero() {
		t.Errorf("%+v", r)
	}
}

func TestFallingSilentEndsARecordingSooner(t *testing.T) {
	d := newDesk(t)
	d.reply("/answer", `[{"action":"record","endOnSilence":3,"eventUrl":["https://app.test/recording"]}]`)
	leg := d.net.Dial(callerNo, line, Caller(OnTone().Speak(time.Minute, "help"), OnTone().After(5*time.Second).StopSpeaking()))
	d.run(2 * time.Minute)
	r := d.leg(leg)
	if r.Longest(Recording) != 5*time.Second || r.Longest(Quiet) != 3*time.Second || r.LongestSilence != 3*time.Second {
		t.Errorf("speaks %v, is quiet %v, silence %v", r.Longest(Recording), r.Longest(Quiet), r.LongestSilence)
	}
}

func TestTheLengthTimerEndsACall(t *testing.T) {
	d := newDesk(t)
	d.net.AddPhone(annNo, Answers(time.Second))
	leg := d.call(annNo, `[{"action":"wait","timeout":600}]`, `,"length_timer":30`)
	d.run(time.Hour)
	if r := d.leg(leg); r.Ended.Sub(r.Answered) != 30*time.Second || r.DisconnectedBy != "platform" {
		t.Errorf("%+v", r)
	}
}

func TestInputCollectsAsItIsTold(t *testing.T) {
	input := func(dtmf string) string {
		return `[{"action":"input","type":["dtmf"],"dtmf":` + dtmf + `,"eventUrl":["https://app.test/input"]}]`
	}
	tests := []struct {
		name, dtmf, keys, want string
		timedOut               bool
		after                  time.Duration
	}{
		{"the hash submits", `{"submitOnHash":true,"timeOut":5}`, "12#", "12", false, 2 * KeyGap},
		{"the hash is a key", `{"timeOut":5}`, "12#", "12#", true, 2*KeyGap + 5*time.Second},
		{"four by default", `{}`, "12345", "1234", false, 3 * KeyGap},
		{"three seconds by default", `{}`, "1", "1", true, 3 * time.Second},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := newDesk(t)
			d.reply("/answer", input(tt.dtmf))
			leg := d.net.Dial(callerNo, line, Caller(AfterAnswer(time.Second).Press(tt.keys)))
			d.run(time.Minute)
			h := d.find("input")
			dtmf := h.body["dtmf"].(map[string]any)
			answered := d.leg(leg).Answered.Sub(start)
			if at := h.at - answered - time.Second - webhookLatency; at != tt.after || dtmf["digits"] != tt.want || dtmf["timed_out"] != tt.timedOut {
				t.Errorf("%v after %v", dtmf, at)
			}
		})
	}
}

func TestSingleKeysReachTheirListenersWhileMusicPlays(t *testing.T) {
	d := newDesk(t)
	d.reply("/answer", listening(holding))
	leg := d.net.Dial(callerNo, line, Caller(AfterAnswer(10*time.Second).Press("12"), AfterAnswer(20*time.Second).Press("3")))
	d.run(15 * time.Second)
	if status, _ := d.rest("PUT", "/v1/calls/"+leg+"/input/dtmf", `{"event_url":["https://app.test/rest"]}`); status != 200 {
		t.Fatal(status)
	}
	d.run(10 * time.Second)
	if status, _ := d.rest("DELETE", "/v1/calls/"+leg+"/input/dtmf", ""); status != 200 {
		t.Fatal(status)
	}
	if err := d.net.Press(leg, "4"); err != nil {
		t.Fatal(err)
	}
	d.run(time.Second)
	var got []string
	for _, h := range d.got {
		if dtmf, ok := h.body["dtmf"].(map[string]any); ok {
			got = append(got, h.path+dtmf["digits"].(string))
		}
	}
	if want := []string{"/keys1", "/keys2", "/keys3", "/rest3", "/keys4"}; !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
	if r := d.leg(leg); r.Room != "r1" || r.Timeline[len(r.Timeline)-1].Kind != Music {
		t.Errorf("the music is disturbed: %+v", r)
	}
}

func TestAudioLastsAsLongAsTheTableSays(t *testing.T) {
	d := newDesk(t)
	d.reply("/answer", `[{"action":"stream","streamUrl":["`+hold+`"]},{"action":"stream","streamUrl":["https://app.test/other.mp3"],"loop":2}]`)
	leg := d.net.Dial(callerNo, line, Caller())
	d.run(2 * time.Minute)
	r := d.leg(leg)
	if got := heardBy(r, Audio); len(got) != 3 || r.Ended.Sub(r.Answered) != 40*time.Second {
		t.Errorf("heard %v in %v", got, r.Ended.Sub(r.Answered))
	}
}

func TestACallToNobodyReachesNoApplication(t *testing.T) {
	d := newDesk(t)
	leg := d.net.Dial(callerNo, "19995550000", Caller())
	d.run(time.Minute)
	if len(d.got) != 0 || d.leg(leg).Status != "failed" || !d.net.Idle() {
		t.Errorf("webhooks %v, %+v", d.kinds(), d.leg(leg))
	}
}

func TestAWithheldNumberIsAnonymous(t *testing.T) {
	d := newDesk(t)
	d.reply("/answer", bye)
	d.net.Dial("", line, Caller())
	d.run(time.Minute)
	if got := d.find("answer").body["from"]; got != "anonymous" {
		t.Errorf("from is %v", got)
	}
}
