package check

import (
	"slices"

	"ringdown/shared/problem"
)

// notApart finds what a flow asks for one by one and gets as a whole.
func (k *checker) notApart() {
	for i, a := range k.flow.Actions {
		k.at = i
		for _, path := range []string{"RecordingBehavior.RecordedParticipants", "VoiceBehavior.VoiceRecordingBehavior.RecordedParticipants"} {
			who := a.Parameters.Strings(path)
			if len(who) == 1 && slices.Contains([]string{"Agent", "Customer"}, who[0]) {
				k.add(problem.Warning, "recorded-together", "Parameters."+path, a.Position(), "only %s is named, and both sides are recorded here: name Agent and Customer, and tell both, or nobody", who[0])
			}
		}
		recorded := 0
		for _, m := range a.Parameters.Objects("WaitingMessages") {
			if m.Has("Media.Uri") {
				recorded++
			}
		}
		if recorded > 1 {
			k.add(problem.Warning, "one-recording", "Parameters.WaitingMessages", a.Position(), "%d recorded messages are given, and the first alone is played while the caller waits: make one recording of them", recorded)
		}
	}
	k.at = -1
}
