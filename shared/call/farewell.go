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

// Farewell is a single sentence after which the leg ends.
func Farewell(language string, sentence func(words.Words) string) ncco.Script {
	say := words.In(language)
	return ncco.Script{ncco.Talk{Text: sentence(say), Language: say.Language}}
}
