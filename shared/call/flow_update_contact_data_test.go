package call

import (
	"strings"
	"testing"

	"ringdown/shared/ncco"
)

func TestContactDataIsReadBack(t *testing.T) {
	reaches(t, "Ann, VIP, c-7, en-AU, https://crm.example/7 URL, plain | yes.", ends(
		act("start", "UpdateContactData", `{"Name":"Ann","Description":"$.Attributes.none VIP","CustomerId":"c-7","LanguageCode":"en-AU",
			"References":{"crm":{"Value":"https://crm.example/7","Type":"URL"},"note":"plain"},"WisdomSessionArn":"x"}`, "tell", "!NoMatchingError > failed"),
		speak("tell", "$.Name,$.Description, $.CustomerId, $.LanguageCode, $.References.crm.Value $.References.crm.Type, $.References.note.Value", "yes")))
}

func TestContactDataKeepsWhatIsNotNamed(t *testing.T) {
	reaches(t, "Ann c-8 | yes.", ends(
		act("start", "UpdateContactData", `{"Name":"Ann","CustomerId":"c-7"}`, "more"),
		act("more", "UpdateContactData", `{"CustomerId":"c-8"}`, "tell"),
		speak("tell", "$.Name $.CustomerId", "yes")))
}

func TestContactDataThatIsTooMuchFails(t *testing.T) {
	reaches(t, "failed.", ends(act("start", "UpdateContactData", `{"Description":"`+strings.Repeat("x", 4096+1)+`"}`, "yes", "!NoMatchingError > failed")))
}

// spokenIn lists the language of every talk.
func spokenIn(s ncco.Script) (out []string) {
	for _, a := range s {
		if talk, ok := a.(ncco.Talk); ok {
			out = append(out, talk.Language)
		}
	}
	return out
}

func TestTheLanguageOfAContactIsSpoken(t *testing.T) {
	for _, c := range []struct{ name, language, voice, want string }{
		{"a language the provider has", "es-US", "", "es-US"},
		{"a language it has not", "xx-XX", "", "en-US"},
		{"a voice chosen before wins", "es-US", "Amy", "en-GB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newRig(t, ends(act("start", "UpdateContactTextToSpeechVoice", `{"TextToSpeechVoice":"`+c.voice+`"}`, "data"),
				act("data", "UpdateContactData", `{"LanguageCode":"`+c.language+`"}`, "yes")))
			if got := strings.Join(spokenIn(r.arrive().Script), " "); got != c.want {
				t.Errorf("spoken in %q, want %q", got, c.want)
			}
		})
	}
}
