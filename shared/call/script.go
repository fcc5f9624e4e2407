package call

import (
	"strconv"
	"time"

	"ringdown/shared/e164"
	"ringdown/shared/ncco"
	"ringdown/shared/speech"
	"ringdown/shared/speech/words"
)

// callback names where an answer about a leg goes. Epoch is the number of the script, by which a
// late answer is told from the present one.
func (c *Call) callback(kind, leg string, epoch int) ncco.Callback {
	return ncco.Callback{Kind: kind, Call: c.ID, Leg: leg, Epoch: epoch}
}

// callerCallback is where answers of the caller's present script go.
func (c *Call) callerCallback(kind string) string {
	return c.callback(kind, CallerLeg, c.Caller.Epoch).String()
}

// Room is the name of the conversation in which caller and responder meet. Every ring
// has its own: nobody could confirm that a room plays its music again to a caller who
// comes back, and a phone that stays behind must not hear the next talk.
func (c Call) Room() string {
	if c.Rings <= 1 {
		return "room-" + c.ID
	}
	return "room-" + c.ID + "-" + strconv.Itoa(c.Rings)
}

// renumbered is a script of the caller whose callbacks carry an epoch higher by n.
func renumbered(script ncco.Script, n int) ncco.Script {
	out := make(ncco.Script, len(script))
	for i, a := range script {
		switch b := a.(type) {
		case ncco.Input:
			b.EventURL = renumber(b.EventURL, n)
			a = b
		case ncco.Notify:
			b.EventURL = renumber(b.EventURL, n)
			a = b
		}
		out[i] = a
	}
	return out
}

func renumber(url string, n int) string {
	to, err := ncco.ParseCallback(url)
	if err != nil {
		return url
	}
	to.Epoch += n
	return to.String()
}

// scriptOf writes prompts as the provider's actions.
func scriptOf(prompts []speech.Prompt) ncco.Script {
	var out ncco.Script
	for _, p := range prompts {
		switch {
		case p.Text != "":
			out = append(out, ncco.Talk{Text: p.Text, Language: p.Language, Style: p.Style, Loop: p.Loop})
		case p.URL != "":
			out = append(out, ncco.Stream{URL: p.URL, Loop: p.Loop})
		default:
			out = append(out, ncco.Wait{Seconds: p.Pause.Seconds()})
		}
	}
	return out
}

// scriptTime estimates how long a script takes until its first waiting action.
func scriptTime(s ncco.Script) time.Duration {
	var prompts []speech.Prompt
	for _, a := range s {
		switch a := a.(type) {
		case ncco.Talk:
			prompts = append(prompts, speech.Prompt{Text: a.Text, Loop: a.Loop})
		case ncco.Stream:
			prompts = append(prompts, speech.Prompt{URL: a.URL, Loop: a.Loop})
		case ncco.Wait:
			prompts = append(prompts, speech.Prompt{Pause: time.Duration(a.Seconds * float64(time.Second))})
		}
	}
	return speech.Duration(prompts)
}

// bargeIn lets a key cut short what is said right before an input. The provider's
// rule: after a bargeIn, the next action that is not of the same kind must be the
// input (NCCO reference, talk and stream, bargeIn), so a change of kind ends it. For
// the questions a caller is asked see asking.go.
func bargeIn(script ncco.Script) {
	for i := len(script) - 1; i >= 0 && script[i].Verb() == script[len(script)-1].Verb(); i-- {
		switch a := script[i].(type) {
		case ncco.Talk:
			a.BargeIn = true
			script[i] = a
		case ncco.Stream:
			a.BargeIn = true
			script[i] = a
		}
	}
}

func leadsToRoom(script ncco.Script) bool {
	_, ok := script[len(script)-1].(ncco.Conversation)
	return ok
}

// spokenCaller says who calls: the number digit by digit, or what came of it and that it is not sure.
func spokenCaller(caller e164.Caller, say words.Words) string {
	switch {
	case caller.Withheld():
		return say.Withheld
	case caller.Unverified():
		return words.Fill(say.Unverified, "caller", speech.Caller(caller))
	}
	return speech.Caller(caller)
}
