package vonage

import "ringdown/shared/call"

// ends are the statuses after which a leg is over (voice webhook reference, status).
var ends = map[string]call.End{
	"busy": call.Busy, "rejected": call.Rejected, "unanswered": call.Unanswered, "timeout": call.Unanswered,
	"failed": call.Failed, "cancelled": call.Cancelled, "completed": call.Completed,
}

// End is how the leg of a status ended; false when it has not. It tells ends apart that the provider
// gives one status. A rejection without a word of who rejected is how some carriers report a busy
// phone.
func (e Event) End() (call.End, bool) {
	reason, over := ends[e.Status]
	switch {
	case !over:
		return "", false
	case e.Detail == "restricted":
		return call.Restricted, true
	case e.Detail == "cannot_route", e.Detail == "number_out_of_service", e.Detail == "invalid_number":
		return call.NoNumber, true
	case reason == call.Rejected && e.Detail != "declined":
		return call.Busy, true
	}
	return reason, true
}
