package call

import (
	"time"

	"ringdown/shared/ncco"
	"ringdown/shared/speech"
)

// winnersRoom is the conversation of this call for the winner. Only the winner starts it, and
// only where the flow is over afterwards does the winner's leaving end it for the caller too.
func (v view) winnersRoom() ncco.Conversation {
	c, r := v.c, v.c.Ring
	room := ncco.Conversation{Name: c.Room(), StartOnEnter: true, EndOnExit: r.EndOnExit}
	if c.Flow.RecordTalk && r.Outside.Number == "" { // nobody outside has agreed to it
		room.Record, room.EventURL = true, c.callback("recording", RoomLeg, c.Rings).String()
	}
	return room
}

// waitingRoom is the same for the caller, who hears music until the winner comes.
func (v view) waitingRoom() ncco.Conversation {
	return ncco.Conversation{Name: v.c.Room(), MusicOnHoldURL: v.holdAudio()}
}

// holdAudio is what loops in the room: a recorded waiting message, else the music.
func (v view) holdAudio() string {
	for _, m := range v.ringAction().Parameters.Objects("WaitingMessages") {
		if m.Has("Media.Uri") {
			return v.position().Text(m, "Media.Uri")
		}
	}
	return speech.HoldMusic
}

// joinScript takes the winner into the room.
func (d *decider) joinScript(r *Ring) ncco.Script {
	script := d.sentence(d.words.Connecting)
	if d.c.Caller.Notice != nil {
		script = append(script, d.sentence(d.words.Announcement)...)
	}
	if whisper := d.whisper(r, d.c.Flow.Hooks.AgentWhisper); len(whisper) > 0 {
		script = append(script, whisper...)
		r.WhisperSeconds = int(scriptTime(whisper) / time.Second)
	}
	return append(script, d.winnersRoom())
}

// moveCallerToRoom takes the caller into the room to a responder who accepted, after what the
// flow has to say before the talk.
func (d *decider) moveCallerToRoom(r *Ring) {
	whisper := d.whisper(r, d.c.Flow.Hooks.CustomerWhisper)
	if !d.c.Flow.InWaitingFlow() && len(whisper) == 0 {
		if !d.c.callerInRoom(d.now) {
			d.transfer(Transfer{Script: append(d.sentence(d.words.Connecting), d.waitingRoom()), Room: true})
			d.c.Caller.Places = nil
			return
		}
		d.c.Caller.Connecting = true
		return
	}
	d.run.Return()
	d.NewScript()
	d.deliver(append(whisper, d.waitingRoom()))
}

// fetchCaller moves a caller into the room for whom the winner waits there, once. A caller whose reply
// was lost twice hears the provider's fallback and not our script: the room is where nobody leads them,
// though the time for it is over. Both were asked about since, and live, and were not heard to meet.
func (d *decider) fetchCaller(r *Ring, w *Leg) {
	k := &d.c.Caller
	asked := k.CheckedAt.After(latest(w.Joined, k.RoomAt)) && !k.Seen.Before(k.CheckedAt)
	switch {
	case r.Fetched || !w.TalkedAt.IsZero() || w.Joined.IsZero() || len(w.Places) == 0:
	case !asked || !d.c.met(w).IsZero() || !k.Joined.IsZero() && len(k.Places) == 0: // no webhook names conversations
	case k.Transfer != nil || k.Notice != nil || !d.c.callerHere() || !d.c.callerInRoom(d.now):
	default:
		r.Fetched = true
		d.transfer(Transfer{Script: append(d.sentence(d.words.Connecting), d.waitingRoom()), Room: true})
		k.Places = nil
	}
}

// whisper is what the flow of a hook says; only callers of a queue have one.
func (d *decider) whisper(r *Ring, hook string) ncco.Script {
	if !r.Queue {
		return nil
	}
	return scriptOf(d.run.Whisper(hook))
}
