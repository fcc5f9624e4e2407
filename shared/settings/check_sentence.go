package settings

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"ringdown/shared/flow"
	"ringdown/shared/speech"
)

// sentence is one message that settings may replace: its key, where it stands, and the places to
// fill in that have a value by the time it is spoken.
type sentence struct {
	key    string
	of     func(*Sentences) *Sentence
	places []string
}

// sentences lists the messages in the order in which a caller meets them.
var sentences = []sentence{
	{"disabled", func(m *Sentences) *Sentence { return &m.Disabled }, []string{"line"}},
	{"welcome", func(m *Sentences) *Sentence { return &m.Welcome }, []string{"line"}},
	{"menu", func(m *Sentences) *Sentence { return &m.Menu }, []string{"line"}},
	{"waiting", func(m *Sentences) *Sentence { return &m.Waiting }, []string{"line", "team", "key"}},
	{"screening", func(m *Sentences) *Sentence { return &m.Screening }, []string{"line", "team", "caller", "accept", "decline"}},
	{"noResponse", func(m *Sentences) *Sentence { return &m.NoResponse }, []string{"line", "team"}},
	{"closed", func(m *Sentences) *Sentence { return &m.Closed }, []string{"line", "team"}},
	{"recording", func(m *Sentences) *Sentence { return &m.Recording }, []string{"line", "team"}},
}

func (c *checker) messages(path string, l Line) {
	for _, s := range sentences {
		c.sentence(path+"."+s.key, *s.of(&l.Sentences), s.places)
	}
	if a := c.s.recorded(l.Sentences.Waiting).Audio; a != "" && strings.EqualFold(suffix(a), ".wav") {
		// NCCO reference, conversation.musicOnHoldUrl names mp3 alone.
		c.warn(path+".waiting.audio", "the waiting message loops as hold audio, for which the provider names mp3 only: use an mp3 file")
	}
	if strings.Contains(l.Sentences.Waiting.Text, "{key}") && l.withDefaults(c.s).Ring.LeaveKey == NoKey {
		c.wrong(path+".waiting.text", "{key} is the leave key, and this line has none: remove {key}")
	}
}

// text checks a sentence in the words of an administrator.
func (c *checker) text(at, text string, places []string) {
	if n := len([]rune(text)); n > MaxText {
		c.wrong(at, "%d characters, at most %d can be spoken at once: shorten it, or use audio:", n, MaxText)
		return
	}
	if strings.TrimSpace(text) == "" {
		c.wrong(at, "nothing but blanks would be spoken: write a sentence, or leave the message out for the usual one")
	}
	if strings.HasPrefix(text, "<speak") {
		if _, ok := speech.SplitSSML(c.forms.place.ReplaceAllString(text, "")); !ok {
			c.wrong(at, "this begins as SSML and is not well formed: close every tag, end with </speak>, and write &amp; for &")
			return
		}
	}
	if strings.ContainsFunc(text, func(r rune) bool { return unspeakable(r) && r != '\n' && r != '\t' }) {
		c.wrong(at, "a control character cannot be spoken: remove it")
	}
	if len(places) == 0 && strings.ContainsAny(text, "{}") {
		c.wrong(at, "nothing is filled in here: remove the braces")
		return
	}
	for _, p := range c.forms.place.FindAllString(text, -1) {
		if name := strings.Trim(p, "{}"); !slices.Contains(places, name) {
			c.wrong(at, "%s has no value in this message: use %s", p, "{"+strings.Join(places, "}, {")+"}")
		}
	}
	if strings.ContainsAny(c.forms.place.ReplaceAllString(text, ""), "{}") {
		c.wrong(at, "a brace stands alone: write a place such as {%s}, or remove the brace", places[0])
	}
	if m := c.forms.swallowed.FindString(text); m != "" {
		c.wrong(at, "text follows %s without a blank and would be read as part of it: write a blank after the }", m[:strings.Index(m, "}")+1])
	}
	for _, r := range flow.References(text) {
		if !flow.KnownReference(r) && !isPrice(r) {
			c.wrong(at, "%s is no attribute of a call: write one like $.Attributes.teamName, or remove the $.", r)
		}
	}
}

// isPrice tells "$.50" from a misspelt attribute.
func isPrice(reference string) bool {
	return strings.Trim(reference, "$.0123456789") == ""
}

func unspeakable(r rune) bool { return !unicode.IsPrint(r) }

// uploaded is the address of a recording of our own, which is resolved where a call plays it.
var uploaded = regexp.MustCompile(`^asset:prompts/[0-9a-f]{64}\.mp3$`)

// audio checks the address of a recorded message. The provider fetches it, without credentials.
func (c *checker) audio(at, address string) {
	if uploaded.MatchString(address) {
		return
	}
	u, err := url.Parse(address)
	switch {
	case len(address) > MaxURL:
		c.wrong(at, "the address has %d characters: write at most %d", len(address), MaxURL)
	case err != nil || u.Scheme != "https" || u.Hostname() == "" || strings.ContainsFunc(address, unspeakable) || strings.Contains(address, " "):
		c.wrong(at, "%q is no https address: write one like https://cdn.example.com/welcome.mp3", address)
	case u.User != nil:
		c.wrong(at, "the address holds a user or password, which the provider does not send: remove it")
	case suffix(address) != ".mp3" && suffix(address) != ".wav":
		c.wrong(at, "the provider plays mp3 and 16-bit wav: write an address that ends in .mp3 or .wav")
	case strings.ContainsAny(address, "{}") || len(flow.References(address)) > 0:
		c.wrong(at, "nothing is filled in here: write the address without { } and $.")
	}
}

// suffix of the file an address names, in lower case, without the query.
func suffix(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(path.Ext(u.Path))
}
