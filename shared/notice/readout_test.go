package notice

import (
	"fmt"
	"strings"
	"testing"

	"ringdown/shared/alert"
	"ringdown/shared/ncco"
	"ringdown/shared/speech/words"
)

func keys(prompt int) string { return fmt.Sprintf("https://ringdown.example/key/%d", prompt) }

func spoken(s ncco.Script) string {
	var out []string
	for _, a := range s {
		if talk, ok := a.(ncco.Talk); ok {
			out = append(out, talk.Text)
		}
	}
	return strings.Join(out, " | ")
}

func TestEveryLanguageReadsAnAlertOut(t *testing.T) {
	for _, tag := range words.Languages {
		m := sample()
		m.Language, m.Timezone, m.News, m.Person = tag, "Europe/Berlin", Silent, "Ana Lopez"
		for name, script := range map[string]ncco.Script{
			"readout": m.Readout(keys), "again": m.Again("", 2, keys), "played": m.Played([]string{"https://ringdown.example/a.mp3"}, 3, keys),
			"acknowledged": m.Farewell(false), "passed on": m.Farewell(true),
		} {
			if err := script.Validate(); err != nil {
				t.Errorf("%s %s: %v", tag, name, err)
			}
			for _, a := range script {
				if talk, ok := a.(ncco.Talk); ok && talk.Language != tag {
					t.Errorf("%s %s speaks %s", tag, name, talk.Language)
				}
			}
		}
		for _, want := range []string{"Acme support", "4 9 3 0 9 0 1 8 2 0", "42", "03:14", "Ana Lopez", "1", "4", "6"} {
			if text := spoken(m.Readout(keys)); strings.Count(text, want) < 2 {
				t.Errorf("%s: %q is not said twice in %q", tag, want, text)
			}
		}
	}
}

func TestAMailboxHearsWhatToDoAfterTheFirstTimeAndAtTheEnd(t *testing.T) {
	said := strings.Split(spoken(sample().Readout(keys)), " | ")
	if len(said) != 4 || said[1] != said[3] || !strings.Contains(said[1], "voicemail") {
		t.Errorf("it says %q", said)
	}
}

func TestTheMessageIsPlayedAndAKeyCutsIt(t *testing.T) {
	m := sample()
	s := m.Played([]string{"https://ringdown.example/a.mp3"}, 4, keys)
	stream, _ := s[0].(ncco.Stream)
	first, _ := s[1].(ncco.Input)
	if !stream.BargeIn || first.EventURL != keys(5) {
		t.Errorf("it begins with %+v %+v", s[0], s[1])
	}
	if got := spoken(m.Played(nil, 4, keys)); !strings.Contains(got, "still being fetched") || !strings.Contains(got, "press 4") {
		t.Errorf("without its audio: %q", got)
	}
	if m.Kind = alert.Missed; strings.Contains(spoken(m.Played(nil, 4, keys)), "fetched") {
		t.Error("a missed call has no message to fetch")
	}
}

func TestWhatHasNoMessageOffersNone(t *testing.T) {
	m := sample()
	m.Kind, m.Seconds = alert.Missed, 0
	if got := spoken(m.Readout(keys)); strings.Contains(got, "press 1.") || !strings.Contains(got, "Missed call") {
		t.Errorf("got %q", got)
	}
}

func TestNobodyIsAskedForEver(t *testing.T) {
	m := sample()
	for name, s := range map[string]ncco.Script{"again": m.Again("", promptsMax, keys), "played": m.Played([]string{"https://ringdown.example/a.mp3"}, promptsMax, keys)} {
		for _, a := range s {
			if _, asks := a.(ncco.Input); asks {
				t.Errorf("%s asks again after %d prompts", name, promptsMax)
			}
		}
	}
}
