package check

import (
	"slices"

	"ringdown/shared/flow"
	"ringdown/shared/problem"
)

// whispers are the types that run in a whisper, while somebody holds a phone: they speak, decide at once, or are asked while
// phones ring. A test
// holds them against the code that runs whispers.
var whispers = []string{
	"CheckHoursOfOperation", "Compare", "DistributeByPercentage", "InvokeLambdaFunction", "Loop", "MessageParticipant", "TransferToFlow", "UpdateContactAttributes",
	"UpdateContactData", "UpdateContactTextToSpeechVoice", "UpdateFlowAttributes", "UpdateFlowLoggingBehavior",
}

// Whispers reports whether an action type runs in a whisper.
func Whispers(actionType string) bool { return slices.Contains(whispers, actionType) }

// Whisper lists the actions at which a whisper breaks off although it goes on as written: the talk begins there.
func Whisper(f flow.Flow) []Finding {
	k := checker{flow: f, catalog: Language()}
	seen := map[string]bool{}
	next := []string{f.StartAction}
	for len(next) > 0 {
		id := next[0]
		next = next[1:]
		i := slices.IndexFunc(f.Actions, func(a flow.Action) bool { return a.Identifier == id })
		if i < 0 || seen[id] {
			continue
		}
		seen[id] = true
		a := f.Actions[i]
		if spec, ok := k.catalog.Spec(a.Type); ok && spec.Terminal {
			continue
		}
		if !Whispers(a.Type) {
			k.at = i
			k.add(problem.Warning, "whisper-breaks-off", "", a.Position(), "%s does not run in a whisper: the whisper ends here and the talk begins, without what follows", a.Type)
			continue
		}
		for _, to := range arrows(a) {
			next = append(next, to.next)
		}
	}
	return k.report()
}
