package call

import (
	"fmt"
	"strings"
)

// failed is an action that failed for a reason worth keeping with the call: the flow
// goes on as it is written, and whoever wonders why reads it in the record.
func (t *turn) failed(kind, format string, args ...any) outcome {
	t.because(format, args...)
	return failed(kind)
}

// because notes why the present action failed. Reasons end up in logs: no phone numbers.
func (t *turn) because(format string, args ...any) {
	const reasonBytesMax = 200 // of a state that is saved on every step
	text := fmt.Sprintf("action %q: ", t.c.Flow.Action) + fmt.Sprintf(format, args...)
	t.c.Reason = strings.ToValidUTF8(text[:min(len(text), reasonBytesMax)], "")
}
