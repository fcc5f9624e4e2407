package call

import "strings"

// queueAttribute describes the queue that was chosen.
func (t *turn) queueAttribute(key string) (string, bool) {
	q := t.c.Queue
	if q == (Queue{}) {
		return "", false
	}
	switch key {
	case "Name":
		if q.User != "" {
			return t.plan.Users[q.User].Name, true
		}
		return t.plan.Teams[q.Team].Name, true
	case "ARN":
		return q.Team + q.User, true // one of them is empty
	case "OutboundCallerId.Address", "OutboundCallerId.Type":
		return endpoint(string(t.c.Called), strings.TrimPrefix(key, "OutboundCallerId."))
	}
	return "", false
}

// agentAttribute describes the responder who accepted, as whispers greet them.
func (t *turn) agentAttribute(key string) (string, bool) {
	r := t.c.Ring
	if r == nil || r.Winner == "" {
		return "", false
	}
	u := t.plan.Users[t.c.leg(r.Winner).User]
	first, last, _ := strings.Cut(u.Name, " ")
	switch key {
	case "UserName", "ARN":
		return u.ID, true
	case "FirstName":
		return first, true
	case "LastName":
		return last, true
	}
	return "", false
}
