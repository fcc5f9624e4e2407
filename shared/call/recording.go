package call

import "time"

// RoomLeg stands where a leg is named in the callback of a talk's recording: it is of the
// room, and of no leg.
const RoomLeg = "room"

const (
	// talksMax bounds the recorded talks kept with one call, messagesMax what its caller left: both
	// are saved with the call on every step.
	talksMax, messagesMax = 5, 10
	// hearTime is how long people are not told of a message yet, so that it can be heard whether
	// somebody speaks in it; its audio may take longer to come than they should wait.
	hearTime = 3 * time.Second
)

// Recording is audio of the call: a message of the caller, or a talk that was recorded because the
// flow asked for it. A talk is no voicemail: nobody is alerted to it.
type Recording struct {
	ID      string    `json:"id"` // the provider's
	URL     string    `json:"url,omitempty"`
	Key     string    `json:"key,omitempty"` // in our own store, once fetched
	Bytes   int64     `json:"bytes"`
	Seconds int       `json:"seconds"`
	At      time.Time `json:"at"`

	Epoch  int    `json:"epoch,omitempty"`  // of the script that recorded it
	Action string `json:"action,omitempty"` // that asked for it; "" when none of ours did
	Heard  bool   `json:"heard,omitempty"`  // it was listened to
	Silent bool   `json:"silent,omitempty"` // and nobody speaks in it
}

// Empty reports whether there is nothing to listen to. What was not heard yet counts as something,
// unless it is too small to hold a word; so does one of which the provider told no address.
func (r *Recording) Empty() bool {
	return r == nil || r.Silent || !r.Heard && r.URL != "" && r.Bytes < recordingEmptyBytes
}

// Voicemail is the message that people are told of: the last in which there is something to hear,
// else the last; nil when the caller left none.
func (c *Call) Voicemail() *Recording {
	for i := len(c.Messages) - 1; i >= 0; i-- {
		if !c.Messages[i].Empty() {
			return &c.Messages[i]
		}
	}
	if n := len(c.Messages); n > 0 {
		return &c.Messages[n-1]
	}
	return nil
}

// asked is the message that the flow asked for last; nil while none has come.
func (c *Call) asked() *Recording {
	for i := len(c.Messages) - 1; i >= 0; i-- {
		if c.Messages[i].Epoch == c.MessageEpoch {
			return &c.Messages[i]
		}
	}
	return nil
}

// talkRecorded takes the provider's word that a talk was recorded. It comes when the
// room is over, so mostly after the call. The same recording told twice changes nothing.
func (d *owed) talkRecorded(e TalkRecorded) {
	c := d.c
	if c.Arrived.IsZero() || c.recording(e.Recording) != nil || len(c.Talks) >= talksMax {
		return
	}
	c.Talks = append(c.Talks, Recording{ID: e.Recording, URL: e.URL, Bytes: e.Bytes, Seconds: e.Seconds, At: d.now})
}

// messageRecorded takes the provider's word that there is audio of the caller. Each recording is
// kept: which of them is the message is a question of what is in it, not of which came last. The
// same recording told twice changes nothing.
func (d *decider) messageRecorded(e MessageRecorded) {
	c := d.c
	if c.Arrived.IsZero() || c.recording(e.Recording) != nil || len(c.Messages) >= messagesMax {
		return
	}
	r := Recording{ID: e.Recording, URL: e.URL, Bytes: e.Bytes, Seconds: e.Seconds, At: d.now, Epoch: e.Epoch}
	if e.Epoch == c.MessageEpoch {
		r.Action = c.MessageAction
	}
	c.Messages = append(c.Messages, r)
	if e.Epoch != c.MessageEpoch && !c.AwaitRecording.IsZero() {
		return // the one that the flow waits for is still to come
	}
	c.AwaitRecording = time.Time{}
	d.run.MessageKnown()
}

// recording finds audio of the call by the provider's id.
func (c *Call) recording(id string) *Recording {
	for _, list := range [][]Recording{c.Messages, c.Talks} {
		for i := range list {
			if list[i].ID == id {
				return &list[i]
			}
		}
	}
	return nil
}

// audioStored takes the word that audio is in our store, and what was heard in it.
func (d *owed) audioStored(e AudioStored) {
	if r := d.c.recording(e.Recording); r != nil {
		r.Key, r.Heard, r.Silent = e.Key, e.Heard, e.Heard && e.SecondsSpoken == 0
		if e.SecondsSpoken > 0 {
			r.Seconds = e.SecondsSpoken // the silence that ended it is no part of it
		}
	}
}

// AudioOf gives the address of a recording at the provider, whatever it is of; false
// when the call does not know it or its audio is kept already.
func (c Call) AudioOf(recording string) (url string, owed bool) {
	r := c.recording(recording)
	if r == nil {
		return "", false
	}
	return r.URL, r.Key == ""
}
