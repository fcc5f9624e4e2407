package play

import (
	"slices"

	"ringdown/shared/speech"
)

// whisperActionsMax bounds a whisper: somebody holds a phone meanwhile.
const whisperActionsMax = 50

// whispers are the actions that run in a whisper: those that speak, and those that
// decide at once. At any other the whisper ends, and the talk begins.
var whispers = []string{
	"CheckHoursOfOperation", "Compare", "DistributeByPercentage", "Loop", "MessageParticipant", "TransferToFlow", "UpdateContactAttributes",
	"UpdateContactData", "UpdateContactTextToSpeechVoice", "UpdateFlowAttributes", "UpdateFlowLoggingBehavior",
}

// Whisper returns what the flow of a hook says before a talk. It runs on a copy of the position:
// nobody waits for what it sets, and the talk begins whatever becomes of it.
func (r *Run) Whisper(hook string) []speech.Prompt {
	id, f, ok := r.named(hook)
	if !ok {
		return nil
	}
	at := r.at.Clone()
	at.Flow, at.Stack, at.FlowAttributes = id, nil, nil
	w := &Run{View: NewView(r.facts, &at, r.line), host: r.host}
	next := f.StartAction
	for range whisperActionsMax {
		a, ok := w.document().Action(next)
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
	return w.said
}
