// Package words is the table of everything Ringdown says on a telephone.
//
// Why one file per language: a product owner can read and edit it, a test can lint it, and a
// further language is a further value of Words, not a search through the code. The option not taken
// was to keep each sentence beside the step that speaks it; then nobody ever hears all of them
// together, and the tone drifts.
//
// Names of lines and teams, and callers, are filled in as they are, so a sentence puts them where
// they need no case, gender or number: "Dzwoni: {caller}." Places to fill in are written
// {like this}; Fill replaces them.
//
// To change a sentence, change it in the language's file. To add one, add a field to Words and fill
// it in every language; to add a language, write its file, and name it in Languages and sentencesOf:
// the tests name what is missing.
package words

import "strings"

// Words are the sentences of one language. Sentences that settings may replace
// (welcome, waiting …) are defaults; the rest is said as it stands here.
type Words struct {
	// Language is the BCP 47 tag that is sent with every sentence, as Vonage
	// lists it (NCCO reference, talk.language).
	Language string

	Welcome         string // {line}
	Disabled        string // the line is switched off
	Blocked         string // to a caller whose number is on the line's list
	BlockedWithheld string // to a caller without a number, where the line takes none
	MenuChoice      string // {team} {key}: one per key, after the welcome
	WrongKey        string // a key that is none of the options
	NoKey           string // nothing pressed; the menu is read again
	DefaultTeam     string // the last reading brought no key: the default team is rung
	Waiting         string // while phones ring
	LeaveHint       string // {key}: how to stop waiting and leave a message
	KeyStar         string // stands for {key} where it is *
	KeyHash         string // stands for {key} where it is #
	Moment          string // while a function takes its time
	NoResponse      string // nobody accepted
	NobodyOnCall    string // nobody is on call
	Closed          string // outside the hours of the team
	VoicemailOnly   string // the line takes messages only
	Recording       string // before the tone
	Thanks          string // after the message
	MessageTimeOver string // before the thanks, when the message reached its longest time
	Goodbye         string

	Screening        string // {line} {caller}: to the person who picked up, short, because the keys follow
	Withheld         string // stands for {caller} when the number is withheld
	Unverified       string // stands for {caller} when what came is no number for sure: {caller}
	AcceptKeys       string // {accept} {decline}
	ForTeam          string // {team}: after the keys, for those who want to know more
	Connecting       string // to the winner
	Announcement     string // to the winner whose caller still hears words that must be heard
	StillTrying      string // to the caller, again and again while phones ring
	Taken            string // to someone who pressed the key too late
	LeavesMessage    string // the same, when the caller leaves a message instead
	NotNeeded        string // the same, when the call has gone another way
	CallerLeft       string // to someone who pressed the key after the caller hung up
	Declined         string // to someone who passed the call on
	DeclinedLast     string // the same, when there is nobody to pass it on to
	NotAccepted      string // to a phone on which nobody pressed a key
	NotAcceptedLast  string // the same, when there is nobody next
	ResponderLeft    string // to the caller whose responder hung up, when the flow goes on
	Apology          string // our own failure, before a message is taken
	ApologyGoodbye   string // our own failure, and nothing can be taken
	ApologyResponder string // our own failure, to a responder
	NotInService     string // a number that no line has
	TimeLimitHangUp  string // the longest call we carry is over
}

// Fill replaces {name} in the sentence by the value that follows the name in
// pairs. A place without a value is an error of the program and is left standing,
// so that the tests over spoken words find it.
func Fill(sentence string, pairs ...string) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		sentence = strings.ReplaceAll(sentence, "{"+pairs[i]+"}", pairs[i+1])
	}
	return sentence
}

// Key says how a key of the telephone is spoken: * and # by name, a digit as it is.
func (w Words) Key(key string) string {
	switch key {
	case "*":
		return w.KeyStar
	case "#":
		return w.KeyHash
	}
	return key
}

// English is the language of a line that names none.
const English = "en-US"

// Languages lists the languages that have words, each by the tag of its main region.
var Languages = []string{
	English, "de-DE", "fr-FR", "es-ES", "it-IT", "pt-BR", "nl-NL", "pl-PL", "sv-SE", "da-DK", "nb-NO", "fi-FI",
	"cs-CZ", "tr-TR", "ja-JP", "cmn-CN",
}

// sentencesOf returns what makes the words of a language, for whatever region, or nil. Each call
// chooses its language here and builds no other: a table of them all would be built at the start of
// every function.
func sentencesOf(language string) func(language string) Words {
	base, _, _ := strings.Cut(language, "-")
	switch base {
	case "en":
		return english
	case "de":
		return german
	case "fr":
		return french
	case "es":
		return spanish
	case "it":
		return italian
	case "pt":
		return portuguese
	case "nl":
		return dutch
	case "pl":
		return polish
	case "sv":
		return swedish
	case "da":
		return danish
	case "nb":
		return norwegian
	case "fi":
		return finnish
	case "cs":
		return czech
	case "tr":
		return turkish
	case "ja":
		return japanese
	case "cmn":
		return mandarin
	}
	return nil
}

// Known reports whether there are words of the language, in whatever region.
func Known(language string) bool { return sentencesOf(language) != nil }

// In returns the words of a language, as they are said in its region where regions differ, and
// English ones where the language has none.
func In(language string) Words {
	if sentences := sentencesOf(language); sentences != nil {
		return sentences(language)
	}
	return english(English)
}
