package e164

import (
	"strings"
	"unicode"
)

// Caller is who calls, as the network told it. A caller without any of both is withheld.
type Caller struct {
	Number Number // can be called back; "" when what came is surely no such number
	Came   string // what came, where it is not simply Number: a national form, a name, a SIP address
}

// Withheld reports whether the caller is not to be known.
func (c Caller) Withheld() bool { return c.Number == "" && c.Came == "" }

// Unverified reports whether something came of which no number could be made for sure.
func (c Caller) Unverified() bool { return c.Number == "" && c.Came != "" }

// String is the caller for people to read.
func (c Caller) String() string {
	switch {
	case c.Withheld():
		return "a withheld number"
	case c.Unverified():
		return c.Came + " (unverified)"
	case c.Came != "":
		return string(c.Number) + " (came as " + c.Came + ")"
	}
	return string(c.Number)
}

// Name is the display name of what came, or the user of its address where it has none. Digits are
// without what stood between them.
func (c Caller) Name() string {
	name, address := nameAddress(c.Came)
	if name == "" {
		name, _, _ = strings.Cut(uriUser(address), "@")
	}
	if digits := separators.Replace(strings.TrimPrefix(name, "+")); onlyDigits(digits) {
		return digits
	}
	return name
}

// maxCame bounds what is kept of a name or address; a SIP user has seldom more than 40 characters.
const maxCame = 64

// withheldWords are what networks send in place of a number that the caller hides, or that they do not know.
var withheldWords = []string{
	"anonymous", "restricted", "unavailable", "private", "unknown", "withheld", "unidentified", "blocked", "null",
	"nocallerid", "callerunknown",
}

// withheldKeys are those of them that old switches spell on the keys of a telephone, because they can send
// digits alone: ANONYMOUS is 266696687.
var withheldKeys = map[string]bool{
	"266696687": true, "7378742833": true, "86282452253": true, "7748283": true, "8656696": true, "94844353": true,
}

// ReadCaller reads the caller as a webhook spells one: digits with or without a country code, a SIP or tel URI,
// a display name before it, a word. The number of the line completes what people of its country dial at home.
// Nothing is guessed: where two readings are possible, or none, what came is kept as it is.
func ReadCaller(s string, line Number) Caller {
	came := visible(s)
	name, address := nameAddress(came)
	user := uriUser(address)
	if isWithheld(name) || isWithheld(user) {
		return Caller{}
	}
	digits := separators.Replace(strings.Replace(user, "(0)", "", 1))
	digits, plus := strings.CutPrefix(digits, "+")
	if withheldKeys[digits] {
		return Caller{}
	}
	if digits == "" || !onlyDigits(digits) {
		return Caller{Came: cut(came, maxCame)}
	}
	home, _ := CountryOf(line)
	n, national := readDigits(digits, plus, home)
	if n != "" && !national {
		return Caller{Number: n}
	}
	return Caller{Number: n, Came: cut(came, maxCame)}
}

// readDigits returns the number that digits surely are, "" when there is no such, and whether they came in another
// form than the international one.
func readDigits(digits string, plus bool, home Country) (n Number, national bool) {
	if plus && !strings.HasPrefix(digits, "0") { // some put the plus before whatever came
		return international(digits)
	}
	if rest, ok := strings.CutPrefix(digits, "00"); ok {
		n, _ := international(rest)
		return n, false
	}
	if rest, ok := strings.CutPrefix(digits, "011"); ok && home.Code == northAmerica {
		n, _ := international(rest)
		return n, false
	}
	abroad, corrected := international(digits)
	at := home.complete(digits)
	switch {
	case at == "" || at == abroad:
		return abroad, corrected
	case abroad == "":
		return at, true
	}
	return "", true // two readings
}

// international reads digits that begin with a country code. Some networks leave the trunk digit behind it, which
// is taken out where the number is one only without it.
func international(digits string) (n Number, corrected bool) {
	n, err := Parse("+" + digits)
	if err != nil {
		return "", false
	}
	c, ok := CountryOf(n)
	if !ok {
		return global(n), false
	}
	national := strings.TrimPrefix(digits, c.Code)
	if rest, trunk := strings.CutPrefix(national, c.Trunk); trunk && c.Trunk == "0" && c.Holds(rest) {
		return Number("+" + c.Code + rest), true
	}
	if !c.Holds(national) {
		return "", false
	}
	return n, false
}

// global returns a number of a network without a country, like those of satellites, and "" of any other.
func global(n Number) Number {
	switch digits := n.Digits(); digits[:3] { // a Number has seven digits or more
	case "800", "808", "870", "878", "881", "882", "883", "888", "979": // ITU-T E.164, assigned global codes
		return n
	}
	return ""
}

// shortDialling is the most digits that are taken for a number without country and trunk digit: Italy's longest
// has as many as a number from abroad, which is what nearly all calls bring.
const shortDialling = 10

// complete reads digits as people of the country dial each other, "" when they do not dial so.
func (c Country) complete(digits string) Number {
	rest, trunk := strings.CutPrefix(digits, c.Trunk)
	switch {
	case c.Code == "":
		return ""
	case c.Code == northAmerica: // the 1 before it is trunk digit and country code in one
		rest = strings.TrimPrefix(digits, c.Code)
	case c.Trunk == "" && (len(digits) > shortDialling || digits[0] == '0' && c.Code != italy):
		return ""
	case !trunk || c.Trunk != "" && strings.HasPrefix(rest, "0"):
		return ""
	}
	if !c.Holds(rest) {
		return ""
	}
	return Number("+" + c.Code + rest)
}

// italy is the code of the one large plan whose landlines keep their 0 from abroad.
const italy = "39"

// visible drops what nobody sees, such as the marks of writing direction that address books add, and blanks around.
func visible(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, s))
}

// nameAddress parts a display name from the address behind it (RFC 3261 §25.1, name-addr).
func nameAddress(s string) (name, address string) {
	before, after, ok := strings.Cut(s, "<")
	if !ok {
		return "", s
	}
	address, _, _ = strings.Cut(after, ">")
	return strings.Trim(before, " \"'"), strings.TrimSpace(address)
}

// isWithheld reports whether a name says that the caller is not to be known: one of the words, alone or with others
// of its kind, or before digits that ought not to have come along.
func isWithheld(s string) bool {
	user, _, _ := strings.Cut(strings.ToLower(s), "@")
	letters := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r > unicode.MaxASCII {
			return r
		}
		return -1
	}, user)
	for _, w := range withheldWords {
		if rest, ok := strings.CutPrefix(letters, w); ok && (rest == "" || rest == "number" || rest == "caller") {
			return true
		}
	}
	return false
}

func cut(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most])
	}
	return s
}
