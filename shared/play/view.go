package play

import (
	"strconv"

	"ringdown/shared/flow"
	"ringdown/shared/speech/words"
)

// Line is how a line speaks.
type Line struct {
	Language string // BCP 47, as the settings have it
	Style    int    // of the provider's voices
	Words    words.Words
}

// View reads a position: attributes, texts, prompts. It changes nothing.
type View struct {
	facts Facts
	at    *Position
	line  Line
	words words.Words
}

// hostView reads a position and what its host knows of the call; it changes neither.
type hostView struct {
	*View
	host Host
}

// NewView returns a view of a position on a line.
func NewView(facts Facts, at *Position, line Line) View {
	return View{facts: facts, at: at, line: line, words: line.Words}
}

// document returns the flow the call is in.
func (v View) document() flow.Flow { return v.Document(v.at.Flow) }

// Document returns a flow by the name under which it is kept; "" is the line's own.
func (v View) Document(name string) flow.Flow {
	if f, ok := builtIn[name]; ok {
		return f
	}
	_, f, _ := v.facts.Flow(name)
	return f
}

// named finds a flow or module that an action names.
func (v View) named(id string) (string, flow.Flow, bool) {
	if id == "" {
		return "", flow.Flow{}, false
	}
	name, f, ok := v.facts.Flow(id)
	return name, f, ok && f.StartAction != ""
}

// expand fills the attribute references in a text.
func (v View) expand(text string) string { return flow.Expand(text, v.attribute) }

// Text reads a parameter that may be, or hold, references.
func (v View) Text(p flow.Parameters, name string) string {
	text, _ := p.String(name)
	return v.expand(text)
}

// number reads a whole number from a parameter that may be a reference; otherwise
// when it is absent or none, and kept inside its bounds.
func (v View) number(p flow.Parameters, name string, otherwise, low, high int) int {
	n, err := strconv.Atoi(v.Text(p, name))
	if err != nil {
		n = otherwise
	}
	return min(max(n, low), high)
}
