package call

import "ringdown/shared/dialplan"

// PhoneIn returns the phone behind an attempt, as the users of the call's dialplan have it; false where
// there is no such phone.
func (l Leg) PhoneIn(users map[string]dialplan.User) (dialplan.Phone, bool) { return l.phone(users) }
