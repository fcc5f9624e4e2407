package leg

import "ringdown/shared/call"

// ends are the statuses after which a leg is over (voice webhook reference, status).
var ends = map[string]call.End{
	"busy": call.Busy, "rejected": call.Rejected, "unanswered": call.Unanswered, "timeout": call.Unanswered,
	"failed": call.Failed, "cancelled": call.Cancelled, "completed": call.Completed,
}

// detailed tells ends apart that the provider gives one status. A rejection without a word of who
// rejected is how some carriers report a busy phone.
func detailed(reason call.End, detail string) call.End {
	switch {
	case detail == "restricted":
		return call.Restricted
	case detail == "cannot_route", detail == "number_out_of_service", detail == "invalid_number":
		return call.NoNumber
	case reason == call.Rejected && detail != "declined":
		return call.Busy
	}
	return reason
}
