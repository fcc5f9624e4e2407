package settings

import (
	"fmt"
	"strings"

	"ringdown/shared/spelling"
)

// instead ends a message about an unknown word: the likely one, or all there are.
func instead(word string, known []string) string {
	switch k := spelling.Nearest(word, known); {
	case k != "":
		return fmt.Sprintf("did you mean %q?", k)
	case len(known) == 0:
		return "there is none yet"
	}
	return "use one of " + listed(known)
}

// listed names what exists, in the order given, and not more than a screen holds.
func listed(known []string) string {
	const most = 20
	if n := len(known); n > most {
		return strings.Join(known[:most], ", ") + fmt.Sprintf(" and %d more", n-most)
	}
	return strings.Join(known, ", ")
}
