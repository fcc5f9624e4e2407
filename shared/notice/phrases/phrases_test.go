package phrases

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"ringdown/shared/speech/words"
)

var place = regexp.MustCompile(`\{([a-z]+)\}`)

func TestEverySpokenLanguageIsWrittenToo(t *testing.T) {
	for _, tag := range words.Languages {
		p := In(tag)
		if p.Language != tag {
			t.Errorf("%s is answered by %q", tag, p.Language)
		}
		if !strings.Contains(p.Clock, "2006") || !strings.Contains(p.Clock, "15") || time.Unix(0, 0).Format(p.Clock) == p.Clock {
			t.Errorf("%s: %q is no way to write a time", tag, p.Clock)
		}
		n := 0
		p.Each(func(name string, places []string, text string) {
			n++
			var found []string
			for _, m := range place.FindAllStringSubmatch(text, -1) {
				found = append(found, m[1])
			}
			slices.Sort(found)
			if strings.TrimSpace(text) == "" || text != strings.Join(strings.Fields(text), " ") {
				t.Errorf("%s/%s: %q is empty, or has blanks at an end or in a row", tag, name, text)
			}
			if !slices.Equal(found, places) {
				t.Errorf("%s/%s: %q holds %v, want %v", tag, name, text, found, places)
			}
		})
		if n < 30 {
			t.Errorf("%s: %d phrases were read", tag, n)
		}
	}
}

func TestNoLanguageIsAnotherOne(t *testing.T) {
	seen := map[string]string{}
	for _, tag := range words.Languages {
		p := In(tag)
		if other := seen[p.SilentAll]; other != "" {
			t.Errorf("%s says the same as %s", tag, other)
		}
		seen[p.SilentAll] = tag
	}
	for tag, want := range map[string]string{"": "en-US", "xx": "en-US", "de-CH": "de-DE", "no": "nb-NO", "zh-Hant-TW": "cmn-CN", "pt_PT": "pt-BR"} {
		if got := In(tag).Language; got != want {
			t.Errorf("%q is answered by %s, want %s", tag, got, want)
		}
	}
}

func TestWhatIsFilledInIsNoPlace(t *testing.T) {
	if got := Fill("{caller}: {line}", "caller", "{line}", "line", "Acme"); got != "{line}: Acme" {
		t.Errorf("got %q", got)
	}
}
