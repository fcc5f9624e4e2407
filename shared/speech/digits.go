package speech

import (
	"slices"
	"strings"
)

const (
	// numberDigitsMin is how many digits in a row are no quantity that anybody says as one: a voice
	// reads 48213 as forty-eight thousand. Years, amounts and hours are shorter.
	numberDigitsMin = 5
	// phoneDigitsMin is how many digits follow a plus sign in a telephone number (E.164 numbers
	// have at least seven with their country).
	phoneDigitsMin = 7
	// writtenDigitsMin is how many digits a number has that is written in groups ("415 555-0123"):
	// a date has eight at most.
	writtenDigitsMin = 9
)

// Digits writes the numbers of a text so that a voice reads them digit by digit, in groups: those
// that people key, note down or call. Amounts, years and times stay as they are.
func Digits(text string) string {
	if strings.IndexByte(text, '+') < 0 && !hasRun(text) {
		return text
	}
	var out strings.Builder
	for i := 0; i < len(text); {
		n := written(text, i)
		if n.end == i {
			out.WriteByte(text[i])
			i++
			continue
		}
		out.WriteString(n.spoken(text))
		i = n.end
	}
	return out.String()
}

// Spell writes a number of which it is known that it is to be read digit by digit, however short;
// anything else comes back as it is.
func Spell(number string) string {
	digits := strings.TrimPrefix(number, "+")
	if digits == "" || strings.Trim(digits, "0123456789") != "" {
		return number
	}
	return grouped(digits, digits != number)
}

// hasRun reports whether digits stand together at all, which most texts have not.
func hasRun(text string) bool {
	for i := 1; i < len(text); i++ {
		if isDigit(text[i-1]) && isDigit(text[i]) {
			return true
		}
	}
	return false
}

// run is a stretch of a text that is a number, written in one or more groups.
type run struct {
	plus       bool
	groups     []string
	start, end int
}

// written reads the number that begins at i; its end is i where none does.
func written(text string, i int) run {
	n := run{start: i, end: i}
	if text[i] == '+' {
		n.plus = true
		i++
	}
	if i > 0 && !n.plus && isDigit(text[i-1]) {
		return n
	}
	for i < len(text) && isDigit(text[i]) {
		from := i
		for i < len(text) && isDigit(text[i]) {
			i++
		}
		n.groups, n.end = append(n.groups, text[from:i]), i
		gap := 0 // between two groups: "555-0123", "415) 555"
		for gap < 2 && i+gap < len(text) && strings.IndexByte(" -/()", text[i+gap]) >= 0 {
			gap++
		}
		i += gap
		if gap == 0 {
			break
		}
	}
	return n
}

// spoken is the number as a voice should get it; as it stands where it is a quantity, or none.
func (n run) spoken(text string) string {
	count, least := 0, len(n.groups[0])
	for _, g := range n.groups {
		count, least = count+len(g), min(least, len(g))
	}
	switch {
	case n.plus && count >= phoneDigitsMin, count >= writtenDigitsMin && least > 1 && len(n.groups) > 1:
		if len(n.groups) == 1 {
			return grouped(n.groups[0], n.plus)
		}
		for i, g := range n.groups {
			n.groups[i] = spaced(g)
		}
		return strings.Join(n.groups, ", ")
	case len(n.groups) == 1 && count >= numberDigitsMin && !n.quantity(text):
		return grouped(n.groups[0], false)
	}
	// Groups that are no number together may be numbers by themselves: "48213 or 77120".
	if len(n.groups) > 1 {
		var out strings.Builder
		at := n.start
		for _, g := range n.groups {
			from := at + strings.Index(text[at:n.end], g)
			one := run{groups: []string{g}, start: from, end: from + len(g)}
			out.WriteString(text[at:from] + one.spoken(text))
			at = one.end
		}
		return out.String()
	}
	return text[n.start:n.end]
}

// units are what follows an amount.
var units = []string{"€", "%", "$", "£", "euro", "dollar", "pound", "cent", "ms", "km", "kg"}

// quantity reports whether the digits are a part of an amount: "$48000", "48213.50".
func (n run) quantity(text string) bool {
	for _, mark := range []string{"$", "€", "£", ".", ","} {
		before := strings.HasSuffix(text[:n.start], mark)
		if before && (mark != "." && mark != "," || n.start > 1 && isDigit(text[n.start-2])) {
			return true
		}
	}
	rest := text[n.end:]
	return len(rest) > 1 && (rest[0] == '.' || rest[0] == ',') && isDigit(rest[1]) ||
		slices.ContainsFunc(units, func(unit string) bool { return strings.HasPrefix(strings.ToLower(strings.TrimPrefix(rest, " ")), unit) })
}

// grouped spaces digits and parts them by commas: three to a group, and four where that comes out
// even. A number of North America has groups of its own.
func grouped(digits string, plus bool) string {
	if plus && len(digits) == 11 && digits[0] == '1' {
		return "1, " + grouped(digits[1:], false)
	}
	var groups []string
	for len(digits) > 0 {
		size := 3
		switch n := len(digits); {
		case n <= 4:
			size = n
		case n == 8:
			size = 4
		}
		groups = append(groups, spaced(digits[:size]))
		digits = digits[size:]
	}
	return strings.Join(groups, ", ")
}

func spaced(digits string) string { return strings.Join(strings.Split(digits, ""), " ") }

func isDigit(b byte) bool { return b >= '0' && b <= '9' }
