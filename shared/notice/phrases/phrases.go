// Package phrases is the table of what a notification says to a reader, in each language that is
// also spoken on the telephone (speech/words).
//
// It is apart from those sentences because no voice function sends a notification, and none should
// carry them. One file per language, as there, so that somebody who speaks it can read and mend it
// alone. Names, numbers and times are filled in as they are, so a phrase puts them where they need no
// case, gender or number.
//
// To change a phrase, change it in the language's file. To add one, add a field to Phrases and fill
// it everywhere; to add a language, write its file and name it in In: the tests say what is missing.
package phrases

import (
	"reflect"
	"strings"
)

// Phrases are those of one language. The tag names what is filled in.
type Phrases struct {
	Language string // BCP 47

	Voicemail     string `places:"caller length line"` // subjects: what to do comes first
	VoicemailOnly string `places:"caller line"`        // the same, its length unknown
	Missed        string `places:"caller line"`
	Calling       string `places:"caller line"`
	CallBack      string `places:"caller line"`

	MessageThere  string // what is new in an alert that the reader knows
	CalledAgain   string `places:"count"`
	CallerGone    string
	PassedOn      string `places:"person"`
	Silent        string `places:"person"`
	SilentAll     string
	Acknowledged  string `places:"person"`
	Resolved      string `places:"person"`
	AudioMissing  string
	AudioAttached string
	Ongoing       string
	LinkUntil     string `places:"time"`

	Line, Team, Caller, Time, Tried, Calls string // labels, in front of a value

	Withheld   string
	Unverified string `places:"caller"`
	Nobody     string
	Seconds    string `places:"seconds"`
	Minutes    string `places:"minutes seconds"`

	Listen, See, CallNumber string // on buttons and links

	// How an attempt to reach a responder ended.
	Unanswered, Declined, Busy, Failed, Machine, TookCall string

	// Where an alert is read out on a telephone. ToMailbox ends what nobody answered by a key: one
	// sentence, because a mailbox keeps no more.
	ReadOut                string `places:"subject time"`
	SaySeconds             string `places:"seconds"`
	SayMinutes             string `places:"minutes seconds"`
	PressToPlay, PressKeys string
	YouHaveIt, YouPassedOn string
	ToMailbox              string

	// Clock is how a day and a time of day are written, in the form of time.Format; numbers only,
	// but for English, whose orders of day and month differ.
	Clock string
}

// In returns the phrases of a language, whatever its region, and English ones where it has none.
func In(language string) Phrases {
	base, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(language, "_", "-")), "-")
	switch base {
	case "de":
		return german()
	case "fr":
		return french()
	case "es":
		return spanish()
	case "it":
		return italian()
	case "pt":
		return portuguese()
	case "nl":
		return dutch()
	case "pl":
		return polish()
	case "sv":
		return swedish()
	case "da":
		return danish()
	case "nb", "no", "nn":
		return norwegian()
	case "fi":
		return finnish()
	case "cs":
		return czech()
	case "tr":
		return turkish()
	case "ja":
		return japanese()
	case "cmn", "zh":
		return mandarin()
	}
	return english()
}

// Fill replaces each {name} by the value that follows the name in pairs, in one pass: what a caller
// wrote is never read as a place.
func Fill(phrase string, pairs ...string) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		pairs[i] = "{" + pairs[i] + "}"
	}
	return strings.NewReplacer(pairs...).Replace(phrase)
}

// Each calls visit with every phrase: its name, the places it has to hold, and its text.
func (p Phrases) Each(visit func(name string, places []string, text string)) {
	v := reflect.ValueOf(p)
	for i := range v.NumField() {
		if field := v.Type().Field(i); field.Name != "Language" && field.Name != "Clock" {
			visit(field.Name, strings.Fields(field.Tag.Get("places")), v.Field(i).String())
		}
	}
}
