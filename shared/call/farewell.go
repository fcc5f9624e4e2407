package call

import (
	"ringdown/shared/ncco"
	"ringdown/shared/speech/words"
)

// Apology is what a caller hears when the call cannot even be loaded or saved: the
// message is kept under the call's id, and its recording finds the call again, or
// becomes one. It needs nothing but the id.
func Apology(id, language string) ncco.Script {
	say := words.In(language)
	c := Call{ID: id}
	talk := func(text string) ncco.Talk { return ncco.Talk{Text: text, Language: say.Language} }
	return ncco.Script{
		talk(say.Apology + " " + say.Recording),
		ncco.Record{EndOnSilenceSeconds: 10, EndOnKey: "#", TimeOutSeconds: 180, BeepStart: true, EventURL: c.callback("recording", CallerLeg, 0).String()},
		talk(say.Thanks),
		talk(say.Goodbye),
	}
}

// Fallback is the document that the provider turns to when a webhook of ours fails. It knows one
// such address for a whole application: it plays the document to a caller whom nobody answered as to
// a responder whose key could not be taken, and tells a static document neither the line nor the
// leg. (A responder's phone is rung with its script, so it fetches none; but the reply to its key
// is asked of the same address.) So each sentence is true for both, and in English. A responder who
// stays on is recorded; package switchboard drops that, because the leg is none of a caller's.
func Fallback(id string) ncco.Script {
	script := Apology(id, words.English)
	talk := func(text string) ncco.Talk { return ncco.Talk{Text: text, Language: words.English} }
	record := script[1]
	return ncco.Script{talk(fallbackSentence), record, talk(fallbackGoodbye)}
}

// What is said to a caller and to a responder alike.
const (
	fallbackSentence = "I'm sorry, something went wrong on our end. If you called us, leave a message after the tone. If not, hang up."
	fallbackGoodbye  = "Thank you. Goodbye."
)

// Farewell is a single sentence after which the leg ends.
func Farewell(language string, sentence func(words.Words) string) ncco.Script {
	say := words.In(language)
	return ncco.Script{ncco.Talk{Text: sentence(say), Language: say.Language}}
}
