package settings

import "regexp"

// forms are the shapes of texts that the checker looks for. They are compiled for each
// check: every function knows dialplans, hardly any checks settings, and what a package
// compiles for itself a caller waits for whenever a function starts.
type forms struct {
	// email is what mail is really sent to: RFC 5321 §4.1.2 without quoted names and address
	// literals, which net/mail would let pass (and which would bring the network packages into a
	// pure one).
	email *regexp.Regexp
	// place is a value's place in a sentence, whatever its name.
	place *regexp.Regexp
	// swallowed is a place that becomes an attribute path (flow.Expand), with text behind it that
	// the path would take for its own.
	swallowed *regexp.Regexp
}

func newForms() forms {
	return forms{
		email:     regexp.MustCompile(`^[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$`),
		place:     regexp.MustCompile(`\{[^{}]*\}`),
		swallowed: regexp.MustCompile(`\{(?:team|caller)\}(?:[A-Za-z0-9_-]|\.[A-Za-z0-9_-])`),
	}
}
