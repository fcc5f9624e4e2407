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
// it in every language; to add a language, write its file, and name it in Languages and
// sentencesOf: the tests name what is missing.
package words

import (
	"reflect"
	"strings"
)

// Words are the sentences of one language. Settings may give other ones, by the names of the tags;
// places are what is filled in.
type Words struct {
	// Language is the BCP 47 tag that is sent with every sentence, as Vonage
	// lists it (NCCO reference, talk.language).
	Language string `json:"-"`

	Welcome         string `json:"welcome,omitempty" places:"line"`
	Disabled        string `json:"disabled,omitempty"`                     // the line is switched off
	Blocked         string `json:"blocked,omitempty"`                      // to a caller whose number is on the line's list
	BlockedWithheld string `json:"blockedWithheld,omitempty"`              // to a caller without a number, where the line takes none
	Challenge       string `json:"challenge,omitempty" places:"key"`       // to be pressed before anybody is rung
	MenuChoice      string `json:"menuChoice,omitempty" places:"team key"` // one per key, after the welcome
	WrongKey        string `json:"wrongKey,omitempty"`                     // a key that is none of the options
	NoKey           string `json:"noKey,omitempty"`                        // nothing pressed; the menu is read again
	DefaultTeam     string `json:"defaultTeam,omitempty"`                  // the last reading brought no key: the default team is rung
	Waiting         string `json:"waiting,omitempty"`                      // while phones ring
	LeaveHint       string `json:"leaveHint,omitempty" places:"key"`       // how to stop waiting and leave a message
	KeyStar         string `json:"keyStar,omitempty"`                      // stands for {key} where it is *
	KeyHash         string `json:"keyHash,omitempty"`                      // stands for {key} where it is #
	Moment          string `json:"moment,omitempty"`                       // while a function takes its time
	NoResponse      string `json:"noResponse,omitempty"`                   // nobody accepted
	NobodyOnCall    string `json:"nobodyOnCall,omitempty"`                 // nobody is on call
	Closed          string `json:"closed,omitempty"`                       // outside the hours of the team
	VoicemailOnly   string `json:"voicemailOnly,omitempty"`                // the line takes messages only
	Recording       string `json:"recording,omitempty"`                    // before the tone
	Thanks          string `json:"thanks,omitempty"`                       // after the message
	MessageTimeOver string `json:"messageTimeOver,omitempty"`              // before the thanks, when the message reached its longest time
	Goodbye         string `json:"goodbye,omitempty"`

	Screening        string `json:"screening,omitempty" places:"line caller"` // to the person who picked up, short, because the keys follow
	Withheld         string `json:"withheld,omitempty"`                       // stands for {caller} when the number is withheld
	Unverified       string `json:"unverified,omitempty" places:"caller"`     // stands for {caller} when what came is no number for sure
	AcceptKeys       string `json:"acceptKeys,omitempty" places:"accept decline"`
	ForTeam          string `json:"forTeam,omitempty" places:"team"` // after the keys, for those who want to know more
	Connecting       string `json:"connecting,omitempty"`            // to the winner
	Announcement     string `json:"announcement,omitempty"`          // to the winner whose caller still hears words that must be heard
	StillTrying      string `json:"stillTrying,omitempty"`           // to the caller, again and again while phones ring
	Taken            string `json:"taken,omitempty"`                 // to someone who pressed the key too late
	LeavesMessage    string `json:"leavesMessage,omitempty"`         // the same, when the caller leaves a message instead
	NotNeeded        string `json:"notNeeded,omitempty"`             // the same, when the call has gone another way
	CallerLeft       string `json:"callerLeft,omitempty"`            // to someone who pressed the key after the caller hung up
	Declined         string `json:"declined,omitempty"`              // to someone who passed the call on
	DeclinedLast     string `json:"declinedLast,omitempty"`          // the same, when there is nobody to pass it on to
	NotAccepted      string `json:"notAccepted,omitempty"`           // to a phone on which nobody pressed a key
	NotAcceptedLast  string `json:"notAcceptedLast,omitempty"`       // the same, when there is nobody next
	ResponderLeft    string `json:"responderLeft,omitempty"`         // to the caller whose responder hung up, when the flow goes on
	Apology          string `json:"apology,omitempty"`               // our own failure, before a message is taken
	ApologyGoodbye   string `json:"apologyGoodbye,omitempty"`        // our own failure, and nothing can be taken
	ApologyResponder string `json:"apologyResponder,omitempty"`      // our own failure, to a responder
	NotInService     string `json:"notInService,omitempty"`          // a number that no line has
	TimeLimitHangUp  string `json:"timeLimitHangUp,omitempty"`       // the longest call we carry is over
}

// Fill replaces {name} in the sentence by the value that follows the name in
// pairs. A place without a value is an error of the program and is left standing,
// so that the tests over spoken words find it. In a sentence that is SSML the
// values are text.
func Fill(sentence string, pairs ...string) string {
	ssml := strings.HasPrefix(sentence, "<speak")
	for i := 0; i+1 < len(pairs); i += 2 {
		value := pairs[i+1]
		if ssml {
			value = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(value)
		}
		sentence = strings.ReplaceAll(sentence, "{"+pairs[i]+"}", value)
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

// Each calls visit with every sentence: its key in settings, the places it has to hold, and where
// it stands. It reads the tags of Words, so that a new sentence needs no second list.
func (w *Words) Each(visit func(key string, places []string, sentence *string)) {
	v := reflect.ValueOf(w).Elem()
	for i := range v.NumField() {
		field := v.Type().Field(i)
		if key, _, _ := strings.Cut(field.Tag.Get("json"), ","); key != "-" {
			visit(key, strings.Fields(field.Tag.Get("places")), v.Field(i).Addr().Interface().(*string))
		}
	}
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
