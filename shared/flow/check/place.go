package check

import (
	"fmt"

	"ringdown/shared/flow"
	"ringdown/shared/problem"
)

// hookOf is the hook that flows of a type are made for; "" where another way leads to them.
var hookOf = map[string]string{
	"customerQueue": "CustomerQueue", "customerHold": "CustomerHold", "customerWhisper": "CustomerWhisper",
	"agentHold": "AgentHold", "agentWhisper": "AgentWhisper", "outboundWhisper": "", "agentTransfer": "", "queueTransfer": "",
}

// Place lists what keeps a flow from answering a line although nothing is wrong with it: the service lets a flow of
// its type run at some other moment of a call only.
func Place(f flow.Flow) []Finding {
	hook, elsewhere := hookOf[f.Type()]
	if !elsewhere {
		return nil
	}
	how := "go to it with TransferToFlow"
	if hook != "" {
		how = "name it in the hook " + hook
	}
	k := checker{flow: f, at: -1}
	k.add(problem.Error, "flow-type", "Metadata.type", f.Source().Position, "a flow of the type %s cannot answer a line: list it under flows: and %s", f.Type(), how)
	return k.report()
}

// Hook says what is wrong with naming a flow in a hook, or "": it was made for another moment of a call.
func Hook(hook string, f flow.Flow) string {
	if other, ok := hookOf[f.Type()]; ok && other != hook {
		return fmt.Sprintf("it has the type %s, which is not for the hook %s", f.Type(), hook)
	}
	return ""
}
