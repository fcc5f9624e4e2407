package call

import (
	"time"

	"ringdown/shared/ncco"
	"ringdown/shared/play"
	"ringdown/shared/speech"
)

// asking lets a key cut short everything that is said before a question, from the first word.
// Where speech and recordings follow each other, the provider takes a bargeIn only with an input of
// its own behind it (NCCO reference, talk and stream); one in which nobody presses a key goes on
// with the script, as between the two prompts of a responder. The other way round that rule, an
// asynchronous input in front, was not taken: nobody could confirm that the reply to one of its
// keys counts, nor that the same key does not reach the synchronous input as well.
func (d *callerScript) asking(said []speech.Prompt, in play.Input) ncco.Script {
	var out ncco.Script
	parts := stretches(scriptOf(said))
	for i, part := range parts {
		if len(parts)-i > askedBetweenMax {
			out = append(out, part...)
			continue
		}
		if _, pause := part[0].(ncco.Wait); !pause {
			bargeIn(part)
			out = append(out, part...)
			if i == len(parts)-1 {
				break // its input is the question's own
			}
			if _, pause := parts[i+1][0].(ncco.Wait); pause {
				continue // which is where its input is
			}
			part = nil
		}
		out = append(out, d.askedBetween(part, in))
	}
	return out
}

// askedBetween is an input inside of a question; it lasts as long as the pause in whose place it
// stands.
func (d *callerScript) askedBetween(pause ncco.Script, in play.Input) ncco.Input {
	digits := in.DigitsMax
	if in.SubmitOnHash { // here the # is kept, because it tells that the number is whole
		digits = min(digits+1, askedDigitsMax)
	}
	return ncco.Input{
		MaxDigits: digits, TimeOutSeconds: max(in.BetweenSeconds, min(int(scriptTime(pause)/time.Second), askedPauseMax), 1),
		EventURL: d.checkpoint("input"),
	}
}

// stretches parts a script where its actions are of another kind.
func stretches(script ncco.Script) (out []ncco.Script) {
	for i, a := range script {
		if i == 0 || a.Verb() != script[i-1].Verb() {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], a)
	}
	return out
}

// checkpoint is a callback of the caller's script that is not its last. It has an epoch of its own,
// so that what it tells is not taken for the end of the script.
func (d *callerScript) checkpoint(kind string) string {
	to := d.c.callerCallback(kind)
	d.c.Caller.Epoch++
	d.between++
	return to
}

// asksBetween reports whether an epoch is that of a callback inside the present script.
func (k *Caller) asksBetween(epoch int) bool { return epoch < k.Epoch && epoch >= k.firstEpoch() }

// firstEpoch is the lowest epoch of the present script.
func (k *Caller) firstEpoch() int { return k.Epoch - k.Between }
