package sim

import (
	"os"
	"strings"
	"testing"
	"time"

	"ringdown/shared/resource"
	"ringdown/shared/settings"
)

// formSettings is what the form is filled in over: a line with one team of two, and one with a menu.
const formSettings = `
version: 1
users:
  - {id: ana, name: Ana, phones: [{number: +14155550101, label: mobile}]}
  - {id: ben, name: Ben, phones: [{number: +14155550102}]}
teams:
  - {id: platform, name: platform, tiers: [[ana, ben]], emails: [platform@example.com]}
  - {id: network, name: network, tiers: [[ben]], emails: [network@example.com]}
hours: [{id: office, tz: UTC, windows: [{days: [MO, TU, WE, TH, FR], start: "09:00", minutes: 480}]}]
prompts: {song: https://cdn.example.com/song.mp3}
lines:
  - {id: acme, number: +14155550100, description: Acme support, team: platform}
`

// The form's fields as an admin changes them: a merge patch of a resource, who does what, and what is
// heard or seen then and not before.
var form = []struct{ field, of, patch, script, now string }{
	{"description", "lines/acme", `{"description":"Zenith support"}`, "", `hears "You've reached Zenith support."`},
	{"description, in the alert", "lines/acme", `{"description":"Zenith support"}`, "caller: 1s after tone speak 12s", "Voicemail on Zenith support"},
	{"number", "lines/acme", `{"number":"+14155550177"}`, "", "" /* the old one is nobody's */},
	{"enabled", "lines/acme", `{"enabled":false}`, "", "isn't taking calls"},
	{"welcome, as text", "lines/acme", `{"messages":{"welcome":{"text":"Good evening."}}}`, "", `hears "Good evening."`},
	{"welcome, as a recording", "lines/acme", `{"messages":{"welcome":{"prompt":"song"}}}`, "", "hears the recording song.mp3"},
	{"auto attendant", "lines/acme", `{"team":null,"attendant":{"keys":{"1":"platform","2":"network"}}}`, "caller: 1s after hearing \"press 2\" press 2", "For network, press 2"},
	{"waiting time before the key", "lines/acme", `{"team":null,"attendant":{"keys":{"1":"platform"},"plays":1,"waitSeconds":3}}`, "", "I'll connect you now"},
	{"straight to voicemail", "lines/acme", `{"mode":"voicemail"}`, "", "go to voicemail"},
	{"allow voicemail", "lines/acme", `{"voicemail":{"enabled":false},"alert":"call"}`, "", `hears "Goodbye."`},
	{"longest message", "lines/acme", `{"voicemail":{"seconds":30}}`, "caller: 1s after tone speak 60s", "The time for a message is over."},
	{"alert on call", "lines/acme", `{"alert":"call"}`, "ana: answers after 2s; 1s after hearing \"to take it\" press 1\ncaller: 5s after talking hang up", "alert: Call on Acme support"},
	{"language", "lines/acme", `{"language":"de-DE"}`, "", "Sie sind verbunden mit"},
	{"show the caller's number", "lines/acme", `{"ring":{"callerId":"caller"}}`, "", ""},
	{"extension", "users/ana", `{"phones":[{"number":"+14155550101","label":"mobile","extension":"ww700#"}]}`, "ana: extension 700 after 5s", "is put through"},
	{"call simultaneously", "lines/acme", `{"ring":{"strategy":"all"}}`, "", "00:00.3  ben        the phone rings"},
	{"waiting message", "lines/acme", `{"messages":{"waiting":{"text":"One moment."}}}`, "", "One moment."},
	{"waiting recording", "lines/acme", `{"messages":{"waiting":{"prompt":"song"}}}`, "", "hears the recording song.mp3, again and again"},
	{"screening message", "lines/acme", `{"messages":{"screening":{"text":"A call for {team}. {accept} or {decline}."}}}`, "ana: answers after 2s", "A call for platform. 1 or 2."},
	{"no-response message", "lines/acme", `{"messages":{"noResponse":{"text":"They are all asleep."}}}`, "", "They are all asleep."},
	{"recording message", "lines/acme", `{"messages":{"recording":{"text":"Speak now."}}}`, "", "Speak now."},
	{"ring seconds", "lines/acme", `{"ring":{"ringSeconds":45}}`, "", "ring for 45 s"},
	{"rounds", "lines/acme", `{"ring":{"rounds":1}}`, "", "00:40.5  caller   ! move on"},
	{"pause between rounds", "lines/acme", `{"ring":{"pauseSeconds":60,"totalSeconds":300}}`, "", "ana      ! ring for 20 s\n01:41"},
	{"total wait", "lines/acme", `{"ring":{"totalSeconds":30}}`, "", "00:30."},
	{"leave key", "lines/acme", `{"ring":{"leaveKey":"7"}}`, "caller: 1s after hearing \"press 7\" press 7", "press 7 at any time"},
	{"decline key", "lines/acme", `{"ring":{"declineKey":"9"}}`, "ana: answers after 2s", "9 to pass"},
	{"comfort sentence", "lines/acme", `{"ring":{"comfortSeconds":20}}`, "", ""},
	{"hours", "teams/platform", `{"hours":"office"}`, "", "closed"},
	{"any sentence", "lines/acme", `{"words":{"goodbye":{"text":"Farewell."}}}`, "caller: 1s after tone speak 12s", "Farewell."},
}

// TestEachFieldOfTheFormIsHeard changes one field at a time, as the API does, and plays a call before
// and after.
func TestEachFieldOfTheFormIsHeard(t *testing.T) {
	conf, problems := settings.Parse([]byte(formSettings), nil)
	for _, p := range problems {
		if p.Fatal() {
			t.Fatal(p)
		}
	}
	stored, err := conf.Resources()
	if err != nil {
		t.Fatal(err)
	}
	for i := range stored {
		stored[i].Version = 1
	}
	before := resource.Snapshot{Resources: stored}
	for _, f := range form {
		t.Run(f.field, func(t *testing.T) {
			kind, id, _ := strings.Cut(f.of, "/")
			ref := resource.Ref{Kind: resource.Kind(kind), ID: id}
			e, err := settings.Edit(before, []settings.Change{{Ref: ref, Patch: []byte(f.patch), Follow: 1}}, settings.Author{At: time.Unix(0, 0)})
			if err != nil {
				t.Fatalf("%v: %+v", err, err)
			}
			was, is := formCall(t, before, f.script), formCall(t, e.After, f.script)
			switch {
			case was == is:
				t.Errorf("nobody hears a difference:\n%s", is)
			case !strings.Contains(is, f.now):
				t.Errorf("%q is not in\n%s", f.now, is)
			case f.now != "" && strings.Contains(was, f.now):
				t.Errorf("%q was there before", f.now)
			}
		})
	}
}

// formCall plays a call with the settings of a snapshot.
func formCall(t *testing.T, snapshot resource.Snapshot, script string) string {
	t.Helper()
	w, err := settings.Assemble(snapshot.Resources)
	if err != nil {
		t.Fatal(err)
	}
	s, err := ParseScenario("form", []byte("A field.\n-- given --\nsettings: none\n-- script --\n"+script+"\n-- want --\noutcome: any\n"))
	if err != nil {
		t.Fatal(err)
	}
	s.settings = w.Settings
	if s.compiled, err = w.Settings.Compile(); err != nil {
		t.Fatal(err)
	}
	for i := range s.compiled {
		s.compiled[i].Version = 1
	}
	p, err := Play(s, os.DirFS("../../testdata"), Playing{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	return p.Transcript.String()
}
