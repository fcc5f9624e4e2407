package call

import (
	"slices"

	"ringdown/shared/ncco"
)

// whisperActionsMax bounds a whisper: somebody holds a phone meanwhile.
const whisperActionsMax = 50

// bring takes the caller into the room to a responder who accepted, after what the
// flow has to say before the talk.
func (t *turn) bring(r *Ring) {
	whisper := t.whisper(r, t.c.Hooks.CustomerWhisper)
	if !r.Away && len(whisper) == 0 {
		if !t.c.callerInRoom(t.now) {
			t.c.Caller.Move = &Move{Script: ncco.Script{t.room(r, false)}}
		}
		return
	}
	t.comeBack()
	t.turnPage()
	t.script = append(whisper, t.room(r, false))
	t.deliver()
}

// whispers are the actions that run in a whisper: those that speak, and those that
// decide at once. At any other the whisper ends, and the talk begins.
var whispers = []string{
	"CheckHoursOfOperation", "Compare", "DistributeByPercentage", "Loop", "MessageParticipant", "TransferToFlow", "UpdateContactAttributes",
	"UpdateContactData", "UpdateContactTextToSpeechVoice", "UpdateFlowAttributes", "UpdateFlowLoggingBehavior",
}

// whisper collects what the flow of a hook says. It runs on a copy of the call: nobody
// waits for what it sets, and the talk begins whatever becomes of it.
func (t *turn) whisper(r *Ring, hook string) ncco.Script {
	id, f, ok := t.named(hook)
	if !ok || !r.Queue {
		return nil
	}
	c := t.c.clone()
	w := &turn{c: &c, now: t.now, plan: t.plan, say: t.say}
	c.Flow.Flow, c.Flow.Stack, c.Flow.FlowAttributes = id, nil, nil
	next := f.StartAction
	for range whisperActionsMax {
		a, ok := w.flow().Action(next)
		if !ok || !slices.Contains(whispers, a.Type) {
			break
		}
		o := actions[a.Type].begin(w, a)
		if next = o.next; next == "" {
			if next, ok = w.choose(a, o.result); !ok {
				break
			}
		}
	}
	return w.script
}
