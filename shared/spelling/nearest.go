// Package spelling finds the word that somebody meant and misspelt.
//
// Settings and flows are checked in different packages, and the same slip should get the
// same hint in both. It is a leaf with one function. The option not taken was a library of
// distances: the distance is twenty lines, and which words are near enough is ours to say.
//
// To hint at a word in another check, give Nearest the words that are known there.
package spelling

import "strings"

// Nearest returns the known word that a misspelt one most likely meant, or "". Case, dashes and
// underscores do not count, because people carry them over from other tools.
func Nearest(word string, known []string) string {
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

// distance counts the letters to insert, remove, change or swap with their neighbour (optimal
// string alignment), in bytes.
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
