package vonagesim

import (
	"strings"
	"testing"
	"time"
)

func TestTheValidatorIsStrict(t *testing.T) {
	input := `{"action":"input","type":["dtmf"],"eventUrl":["https://a.test"]}`
	tests := []struct{ name, ncco, fault string }{
		{"all in order", menu, ""},
		{"several prompts before input", `[{"action":"talk","text":"a","bargeIn":true},{"action":"talk","text":"b"},` + input + `]`, ""},
		{"empty", `[]`, ""},
		{"wait without a time", `[{"action":"wait"}]`, ""},
		{"not an array", `{"action":"talk","text":"a"}`, "array"},
		{"not an object", `["talk"]`, "not an object"},
		{"null action", `[null]`, "no action name"},
		{"unknown action", `[{"action":"hangup"}]`, `"hangup"`},
		{"connect", `[{"action":"connect","endpoint":[]}]`, "does not play"},
		{"unknown field", `[{"action":"talk","text":"a","txt":"b"}]`, `"txt"`},
		{"field in the wrong case", `[{"action":"talk","text":"a","bargein":true}]`, `"bargein"`},
		{"unknown dtmf field", `[{"action":"input","type":["dtmf"],"dtmf":{"timeout":3}}]`, `"timeout"`},
		{"number as text", `[{"action":"talk","text":"a","loop":"2"}]`, "loop"},
		{"no text", `[{"action":"talk"}]`, "text is required"},
		{"long text", `[{"action":"talk","text":"` + strings.Repeat("x", 1501) + `"}]`, "longer"},
		{"tags do not count", `[{"action":"talk","text":"<speak>` + strings.Repeat("x", 1499) + `<break time='1s'/>y</speak>"}]`, ""},
		{"broken SSML", `[{"action":"talk","text":"<speak>a & b</speak>"}]`, "SSML"},
		{"break outside speak", `[{"action":"talk","text":"a <break time='1s'/> b"}]`, "SSML"},
		{"level", `[{"action":"talk","text":"a","level":2}]`, "level"},
		{"streamUrl as text", `[{"action":"stream","streamUrl":"https://a.test/b.mp3"}]`, "streamUrl"},
		{"no streamUrl", `[{"action":"stream"}]`, "streamUrl"},
		{"no type", `[{"action":"input"}]`, "type"},
		{"timeOut of input", `[{"action":"input","type":["dtmf"],"dtmf":{"timeOut":11}}]`, "timeOut"},
		{"maxDigits", `[{"action":"input","type":["dtmf"],"dtmf":{"maxDigits":21}}]`, "maxDigits"},
		{"asynchronous with dtmf", `[{"action":"input","type":["dtmf"],"mode":"asynchronous","dtmf":{}}]`, "asynchronous"},
		{"mode", `[{"action":"input","type":["dtmf"],"mode":"async"}]`, "mode"},
		{"endOnSilence", `[{"action":"record","endOnSilence":2}]`, "endOnSilence"},
		{"endOnKey", `[{"action":"record","endOnKey":"##"}]`, "endOnKey"},
		{"format", `[{"action":"record","format":"flac"}]`, "format"},
		{"no name", `[{"action":"conversation"}]`, "name"},
		{"music as text", `[{"action":"conversation","name":"a","musicOnHoldUrl":[]}]`, "musicOnHoldUrl"},
		{"startOnEnter as text", `[{"action":"conversation","name":"a","startOnEnter":"false"}]`, "startOnEnter"},
		{"no payload", `[{"action":"notify","eventUrl":["https://a.test"]}]`, "payload"},
		{"null field", `[{"action":"talk","text":"a","language":null}]`, "null"},
		{"eventMethod", `[{"action":"input","type":["dtmf"],"eventMethod":"PUT"}]`, "eventMethod"},
		{"bargeIn at the end", `[{"action":"talk","text":"a","bargeIn":true}]`, "bargeIn"},
		{"bargeIn before conversation", `[{"action":"talk","text":"a","bargeIn":true},{"action":"conversation","name":"a"}]`, "bargeIn"},
		{"bargeIn over another kind", `[{"action":"stream","streamUrl":["https://a.test/b.mp3"],"bargeIn":true},{"action":"talk","text":"a"},` + input + `]`, "bargeIn"},
	}
	n := newDesk(t).net
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := n.parseNCCO([]byte(tt.ncco))
			switch {
			case tt.fault == "" && err != nil:
				t.Errorf("refused: %v", err)
			case tt.fault != "" && (err == nil || !strings.Contains(err.Error(), tt.fault)):
				t.Errorf("error is %v, want one that names %s", err, tt.fault)
			}
		})
	}
}

// FuzzNCCO: whatever is accepted can be played, and the call ends.
func FuzzNCCO(f *testing.F) {
	for _, s := range []string{menu, bye, holding, joining, listening(holding), `[{"action":"wait","timeout":-1}]`,
		`[{"action":"record","endOnSilence":3,"beepStart":true}]`, `[{"action":"talk","text":"<speak>a<break time='9s'/></speak>","loop":0}]`,
		`[{"action":"input","type":["dtmf"],"dtmf":{"timeOut":0}}]`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, ncco string) {
		d := newDesk(t, func(o *Options) { o.Observe, o.PublicKey = nil, nil })
		if _, err := d.net.parseNCCO([]byte(ncco)); err != nil {
			return
		}
		d.reply("/answer", ncco)
		leg := d.net.Dial(callerNo, line, Caller(AfterAnswer(time.Second).Press("12#*"), AfterAnswer(time.Minute).HangUp()))
		d.run(2 * time.Minute)
		if r := d.leg(leg); r.Ended.IsZero() || !d.net.Idle() {
			t.Errorf("the call did not end: %+v", r)
		}
	})
}

func TestSpeakingTakesTime(t *testing.T) {
	tests := []struct {
		text string
		want time.Duration
	}{
		{"Fourteen chars", 1300 * time.Millisecond},
		{"<speak>Fourteen chars</speak>", 1300 * time.Millisecond},
		{"<speak>Fourteen<break time='1500ms'/> chars</speak>", 2800 * time.Millisecond},
		{`<speak>Fourteen<break time="2s"/> chars</speak>`, 3300 * time.Millisecond},
		{"<speak>Fourteen<break/> chars</speak>", 2300 * time.Millisecond},
		{"<speak>Fourteen &amp;char</speak>", 1300 * time.Millisecond},
	}
	for _, tt := range tests {
		if got := speakingTime(tt.text); got != tt.want {
			t.Errorf("%q takes %v, want %v", tt.text, got, tt.want)
		}
	}
}
