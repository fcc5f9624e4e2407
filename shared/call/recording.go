package call

import "time"

// RoomLeg stands where a leg is named in the callback of a talk's recording: it is of the
// room, and of no leg.
const RoomLeg = "room"

// talksMax bounds the recordings kept with one call.
const talksMax = 5

// Recording is a talk between a caller and a responder, recorded because the flow asked
// for it. It is no voicemail: nobody is alerted to it.
type Recording struct {
	ID      string    `json:"id"` // the provider's
	URL     string    `json:"url,omitempty"`
	Key     string    `json:"key,omitempty"` // in our own store, once fetched
	Bytes   int64     `json:"bytes"`
	Seconds int       `json:"seconds"`
	At      time.Time `json:"at"`
}

// talkRecorded takes the provider's word that a talk was recorded. It comes when the
// room is over, so mostly after the call. The same recording told twice changes nothing.
func (d *decider) talkRecorded(e TalkRecorded) {
	c := d.c
	if c.Arrived.IsZero() || c.talk(e.Recording) != nil || len(c.Talks) >= talksMax {
		return
	}
	c.Talks = append(c.Talks, Recording{ID: e.Recording, URL: e.URL, Bytes: e.Bytes, Seconds: e.Seconds, At: d.now})
}

// messageRecorded takes the provider's word that there is audio. The same recording
// told twice changes nothing.
func (d *decider) messageRecorded(e MessageRecorded) {
	c := d.c
	if c.Voicemail != nil && (c.Voicemail.Recording == e.Recording || !c.Voicemail.Empty()) {
		return
	}
	c.Voicemail = &Voicemail{Recording: e.Recording, URL: e.URL, Bytes: e.Bytes, Seconds: e.Seconds, At: d.now}
	c.AwaitRecording = time.Time{}
	d.run.MessageKnown()
}

func (c *Call) talk(recording string) *Recording {
	for i := range c.Talks {
		if c.Talks[i].ID == recording {
			return &c.Talks[i]
		}
	}
	return nil
}

// audioKept notes where the audio of a message or a talk is.
func (d *decider) audioStored(e AudioStored) {
	if v := d.c.Voicemail; v != nil && v.Recording == e.Recording {
		v.Key = e.Key
	}
	if r := d.c.talk(e.Recording); r != nil {
		r.Key = e.Key
	}
}

// AudioOf gives the address of a recording at the provider, whatever it is of; false
// when the call does not know it or its audio is kept already.
func (c Call) AudioOf(recording string) (url string, owed bool) {
	if v := c.Voicemail; v != nil && v.Recording == recording {
		return v.URL, v.Key == ""
	}
	if r := c.talk(recording); r != nil {
		return r.URL, r.Key == ""
	}
	return "", false
}
