package play

import (
	"strings"

	"ringdown/shared/flow"
)

// updateContactEventHooks chooses the flow that runs at a moment of the call:
// CustomerQueue while the caller waits in a queue, AgentWhisper and CustomerWhisper
// right before the talk. The other hooks are about an agent's screen, or about putting
// each other on hold, which a telephone does not do: they are passed over. A hook whose
// flow the line does not have is passed over too; the caller then hears the music, and
// nobody a whisper, which is better than no talk. NCCO: none.
var updateContactEventHooks = action{
	begin: func(r *Run, a flow.Action) outcome {
		h := &r.at.Hooks
		for _, hook := range []struct {
			name string
			to   *string
		}{{"CustomerQueue", &h.CustomerQueue}, {"CustomerWhisper", &h.CustomerWhisper}, {"AgentWhisper", &h.AgentWhisper}} {
			if !a.Parameters.Has("EventHooks." + hook.name) {
				continue
			}
			*hook.to = r.Text(a.Parameters, "EventHooks."+hook.name)
			if off, _ := a.Parameters.String("EventHooksConfiguration." + hook.name + ".DisableExecution"); strings.EqualFold(off, "true") {
				*hook.to = ""
			}
			if _, _, ok := r.named(*hook.to); !ok && *hook.to != "" {
				r.reason("the line has no flow for the hook %s", hook.name)
			}
		}
		return done(flow.Succeed())
	},
}
