package play

import "ringdown/shared/speech"

// collected is what the flow has said since the last script.
type collected struct {
	*View
	said []speech.Prompt
}
