package settings

import (
	"fmt"
	"strings"
)

// nearest gives the known word that a misspelt one most likely meant, or "". Case, dashes and underscores
// do not count, because people carry them over from other tools.
func nearest(word string, known []string) string {
	const longest = 64 // a longer word is no misspelling of ours, and the distance costs its square
	if len(word) > longest {
		return ""
	}
	best, bestDistance := "", max(2, len(word)/3+1)
	for _, k := range known {
		if len(k) > longest {
			continue
		}
		if d := distance(plain(word), plain(k)); d < bestDistance && d < len(k) {
			best, bestDistance = k, d
		}
	}
	return best
}

var separators = strings.NewReplacer("-", "", "_", "", " ", "")

func plain(word string) string { return separators.Replace(strings.ToLower(word)) }

// distance counts the letters to insert, remove, change or swap with their neighbour (optimal string alignment),
// in bytes.
func distance(a, b string) int {
	var before []int
	last := make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range len(a) {
		row := make([]int, len(b)+1)
		row[0] = i + 1
		for j := range len(b) {
			change := last[j]
			if a[i] != b[j] {
				change++
			}
			row[j+1] = min(change, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last = last, row
	}
	return last[len(b)]
}

// instead ends a message about an unknown word: the likely one, or all there are.
func instead(word string, known []string) string {
	switch k := nearest(word, known); {
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
