package call

import (
	"time"

	"ringdown/shared/ncco"
	"ringdown/shared/speech"
)

// Notice is words in the caller's script that must be heard to their end, and the callback by
// which the provider says that they were. Until then a transfer waits, whatever wants it: somebody
// who accepts, a key, the end of a wait. How long a text takes is only ever estimated, and a
// recording's length not known at all, so a notify tells it; the script goes on with what is behind
// the notify when nothing else is due.
type Notice struct {
	Epoch int       `json:"epoch"`
	Until time.Time `json:"until"` // when they are over even if nobody told
	// Moved says that the caller was transferred to them, which tells of a move by itself.
	Moved bool `json:"moved,omitempty"`
}

// mustBeHeard is the script up to the last words that must be heard, and what comes after them.
func (d *callerScript) mustBeHeard(said []speech.Prompt) (script ncco.Script, rest []speech.Prompt) {
	n := len(said)
	for n > 0 && !said[n-1].Whole {
		n--
	}
	if n == 0 {
		return nil, said
	}
	d.notice = &Notice{Epoch: d.c.Caller.Epoch, Until: d.now.Add(speech.Duration(said[:n]) + noticeGrace)}
	script = scriptOf(said[:n])
	return append(script, ncco.Notify{Payload: map[string]string{"after": "notice"}, EventURL: d.checkpoint("input")}), said[n:]
}

// transfer has the caller moved to a script, once the words that must be heard were.
func (d *callerScript) transfer(t Transfer) {
	if n := d.c.Caller.Notice; n != nil && n.Until.After(d.now) {
		t.At = n.Until
	}
	if t.Notice != nil {
		t.Notice.Moved = true
	}
	d.c.Caller.Transfer = &t
}

// noticeHeard takes the caller on to what waited for the words to end; false when the epoch is of
// something else.
func (d *callerScript) noticeHeard(epoch int) bool {
	k := &d.c.Caller
	if k.Notice == nil || k.Notice.Epoch != epoch {
		return false
	}
	k.Notice = nil
	if t := k.Transfer; t != nil {
		d.reply = Reply{Script: t.Script}
		k.LastReply, k.Transfer, k.Notice = &LastReply{Epoch: epoch, Script: t.Script}, nil, t.Notice
		d.begins(t.Script)
	}
	return true
}

// noticePassed is the same for a caller whose script has come further, so that the words are over
// though nobody told.
func (d *callerScript) noticePassed() {
	k := &d.c.Caller
	if k.Notice == nil || k.Notice.Moved {
		return
	}
	k.Notice = nil
	if t := k.Transfer; t != nil {
		if t.Room {
			k.Transfer = nil // it leads to where the caller is
			return
		}
		t.At = d.now
	}
}
