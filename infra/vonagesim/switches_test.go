package vonagesim

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"
)

// switchScenes shows each switch: the same scene must end differently.
var switchScenes = map[string]func(d *desk) string{
	"LegsOutliveConversation": func(d *desk) string {
		d.reply("/answer", holding[:len(holding)-1]+`,{"action":"talk","text":"You are back."}]`)
		leg := d.net.Dial(callerNo, line, Caller())
		d.net.AddPhone(annNo, Answers(0).Then(OnTalking().After(time.Second).HangUp()))
		d.call(annNo, joining, "")
		d.run(time.Minute)
		return lastHeard(d, leg)
	},
	"TransferCountsAsExit": func(d *desk) string {
		d.reply("/answer", holding)
		leg := d.net.Dial(callerNo, line, Caller())
		d.net.AddPhone(annNo, Answers(0))
		ann := d.call(annNo, joining, "")
		d.run(20 * time.Second)
		d.rest("PUT", "/v1/calls/"+ann, `{"action":"transfer","destination":{"type":"ncco","ncco":`+bye+`}}`)
		d.run(20 * time.Second)
		return d.leg(leg).Status
	},
	"MusicRestarts": func(d *desk) string {
		d.reply("/answer", holding)
		leg := d.net.Dial(callerNo, line, Caller())
		d.net.AddPhone(annNo, Answers(0).Then(OnTalking().After(time.Second).HangUp()))
		d.call(annNo, `[{"action":"conversation","name":"r1"}]`, "")
		d.run(time.Minute)
		return lastHeard(d, leg)
	},
	"HangUpRingingCompletes": func(d *desk) string {
		d.net.AddPhone(annNo, NeverAnswers())
		leg := d.call(annNo, bye, "")
		d.run(5 * time.Second)
		d.rest("PUT", "/v1/calls/"+leg, `{"action":"hangup"}`)
		d.run(5 * time.Second)
		return d.got[len(d.got)-1].kind()
	},
	"AbandonedCompletes": func(d *desk) string {
		leg := d.net.Dial(callerNo, line, Caller(AfterDialling(120*time.Millisecond).HangUp()))
		d.run(time.Minute)
		return d.leg(leg).Status
	},
	"NullDigits": func(d *desk) string {
		d.reply("/answer", menu)
		d.net.Dial(callerNo, line, Caller())
		d.run(time.Minute)
		return fmt.Sprint(d.find("input").body["dtmf"])
	},
	"LegShowsFirstConversation": func(d *desk) string {
		d.reply("/answer", holding)
		leg := d.net.Dial(callerNo, line, Caller())
		d.net.AddPhone(annNo, Answers(0))
		ann := d.call(annNo, joining, "")
		d.run(20 * time.Second)
		_, caller := d.rest("GET", "/v1/calls/"+leg, "")
		_, responder := d.rest("GET", "/v1/calls/"+ann, "")
		return fmt.Sprint(caller["conversation_uuid"] == responder["conversation_uuid"])
	},
	"AsyncInputEndsOnMove": func(d *desk) string {
		d.reply("/answer", listening(holding))
		leg := d.net.Dial(callerNo, line, Caller(AfterAnswer(10*time.Second).Press("9")))
		d.run(5 * time.Second)
		d.rest("PUT", "/v1/calls/"+leg+"/input/dtmf", `{"event_url":["https://app.test/always"]}`)
		d.run(20 * time.Second)
		d.find("always")
		return strings.Join(d.kinds(), " ")
	},
	"AsyncReplyReplaces": func(d *desk) string {
		d.reply("/answer", listening(holding))
		d.reply("/keys", bye)
		leg := d.net.Dial(callerNo, line, Caller(AfterAnswer(10*time.Second).Press("9")))
		d.run(20 * time.Second)
		return d.leg(leg).Status
	},
	"AsyncTimedOut": func(d *desk) string {
		d.reply("/answer", listening(holding))
		d.net.Dial(callerNo, line, Caller(AfterAnswer(10*time.Second).Press("9")))
		d.run(20 * time.Second)
		return fmt.Sprint(d.find("keys").body["dtmf"])
	},
	"ListenerHearsInput": func(d *desk) string {
		d.reply("/answer", listening(menu))
		d.net.Dial(callerNo, line, Caller(AfterAnswer(time.Second).Press("1")))
		d.run(20 * time.Second)
		return strings.Join(d.kinds(), " ")
	},
	"AnsweredBeforeReply": func(d *desk) string {
		d.reply("/answer", bye)
		d.net.Dial(callerNo, line, Caller())
		d.run(time.Minute)
		return d.got[2].kind()
	},
	"RecordBeforeCompleted": func(d *desk) string {
		d.reply("/answer", `[{"action":"record","endOnKey":"#","eventUrl":["https://app.test/recording"]}]`)
		d.net.Dial(callerNo, line, Caller(OnTone().After(3*time.Second).HangUp()))
		d.run(time.Minute)
		return d.got[len(d.got)-1].kind()
	},
	"InputAfterHangUp": func(d *desk) string {
		d.reply("/answer", menu)
		d.net.Dial(callerNo, line, Caller(AfterAnswer(4*time.Second).HangUp()))
		d.run(time.Minute)
		return strings.Join(d.kinds(), " ")
	},
	"SlashRefused": func(d *desk) string {
		status, _ := d.rest("GET", "/v1/calls/", "")
		return fmt.Sprint(status)
	},
	"CompletedFollowsTerminal": func(d *desk) string {
		d.net.AddPhone(annNo, Declines(time.Second))
		d.call(annNo, bye, "")
		d.run(time.Minute)
		return d.got[len(d.got)-1].kind()
	},
	"EmptyErrorBodies": func(d *desk) string {
		_, raw := d.restRaw("GET", "/v1/calls/none", "", d.token(nil))
		return string(raw)
	},
	"PlusInNumbers": func(d *desk) string {
		d.net.Dial(callerNo, line, Caller())
		d.run(time.Second)
		return fmt.Sprint(d.find("answer").body["to"], d.find("answer").body["from"])
	},
	"GetWithoutHash": func(d *desk) string {
		d.reply("/answer", 500)
		d.net.Dial(callerNo, line, Caller())
		d.run(time.Minute)
		return fmt.Sprint(claimsOf(d, d.find("fallback"))["payload_hash"])
	},
	"RepeatKeepsJTI": func(d *desk) string {
		d.reply("/answer", 503, bye)
		d.net.Dial(callerNo, line, Caller())
		d.run(time.Minute)
		var ids []any
		for _, h := range d.got {
			if h.path == "/answer" {
				ids = append(ids, claimsOf(d, h)["jti"])
			}
		}
		return fmt.Sprint(len(ids), ids[0] == ids[1])
	},
	"StatusNotRetried": func(d *desk) string {
		d.reply("/event", 503)
		d.reply("/answer", bye)
		d.net.Dial(callerNo, line, Caller())
		d.run(time.Minute)
		return fmt.Sprint(len(d.got))
	},
	"MixedBargeIn": func(d *desk) string {
		_, err := d.net.parseNCCO([]byte(`[{"action":"talk","text":"a","bargeIn":true},{"action":"stream","streamUrl":["https://a.test/b.mp3"]},{"action":"input","type":["dtmf"]}]`))
		return fmt.Sprint(err)
	},
	"RecordingTrimmed": func(d *desk) string {
		d.reply("/answer", `[{"action":"record","endOnSilence":4,"eventUrl":["https://app.test/recording"]}]`)
		d.net.Dial(callerNo, line, Caller(OnTone().Speak(10*time.Second, "help")))
		d.run(time.Minute)
		return fmt.Sprint(d.find("recording").body["size"])
	},
	"SpeechBargesIn": func(d *desk) string {
		d.reply("/answer", menu)
		leg := d.net.Dial(callerNo, line, Caller(AfterAnswer(500*time.Millisecond).Speak(time.Second, "hello")))
		d.run(time.Minute)
		return fmt.Sprint(d.leg(leg).Longest(Speech))
	},
	"PromptEvents": func(d *desk) string {
		d.reply("/answer", bye)
		d.net.Dial(callerNo, line, Caller())
		d.run(time.Minute)
		return strings.Join(d.kinds(), " ")
	},
	"BusyAsRejected": func(d *desk) string {
		d.net.AddPhone(annNo, Busy())
		leg := d.call(annNo, bye, "")
		d.run(time.Minute)
		return d.leg(leg).Status
	},
	"CompletedFromUnknown": func(d *desk) string {
		d.reply("/answer", bye)
		d.net.Dial(callerNo, line, Caller())
		d.run(time.Minute)
		return fmt.Sprint(d.find("completed").body["from"])
	},
	"CallerNumberAsFrom": func(d *desk) string {
		d.reply("/answer", holding)
		d.net.Dial(callerNo, line, Caller())
		d.net.AddPhone(annNo, Answers(0))
		d.run(5 * time.Second)
		_, v := d.rest("POST", "/v1/calls", `{"to":[{"type":"phone","number":"`+annNo+`"}],"from":{"type":"phone","number":"`+callerNo+`"},"ncco":`+bye+`}`)
		d.run(5 * time.Second)
		return d.leg(v["uuid"].(string)).Status
	},
}

// listening puts an asynchronous input before an NCCO.
func listening(ncco string) string {
	return `[{"action":"input","type":["dtmf"],"mode":"asynchronous","eventUrl":["https://app.test/keys"]},` + ncco[1:]
}

func lastHeard(d *desk, leg string) string {
	all := d.leg(leg).Timeline
	return string(all[len(all)-1].Kind)
}

func claimsOf(d *desk, h hook) map[string]any {
	d.t.Helper()
	parts := strings.Split(h.auth, ".")
	if len(parts) != 3 {
		d.t.Fatalf("no token in %q", h.auth)
	}
	raw, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		d.t.Fatal(err)
	}
	var claims map[string]any
	if err := json.Unmarshal(raw, &claims); err != nil {
		d.t.Fatal(err)
	}
	return claims
}

func TestEverySwitchChangesWhatHappens(t *testing.T) {
	for _, name := range SwitchNames() {
		t.Run(name, func(t *testing.T) {
			scene := switchScenes[name]
			if scene == nil {
				t.Fatal("this switch has no scene")
			}
			off := scene(newDesk(t))
			on := scene(newDesk(t, func(o *Options) {
				if err := o.Switches.Set(name); err != nil {
					t.Fatal(err)
				}
			}))
			if off == on {
				t.Errorf("both positions end in %q", off)
			}
		})
	}
}

func TestAnUnknownSwitchIsAnError(t *testing.T) {
	var s Switches
	if err := s.Set("NoSuchSwitch"); err == nil {
		t.Error("no error")
	}
}
