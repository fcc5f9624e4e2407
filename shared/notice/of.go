package notice

import "ringdown/shared/alert"

// Of is the message that a notification tells of a notice.
func Of(to alert.Notification, n alert.Notice) Message {
	m := Message{Notice: n, Notification: to.ID, Language: n.Reader.Language, Timezone: n.Reader.Timezone, Person: to.By.String(), Changed: to.Asked}
	for _, c := range n.Reader.Calls {
		m.Calls = append(m.Calls, Joined{At: c.At, Seconds: c.Seconds})
	}
	switch to.Why {
	case alert.WhyNews:
		m.News = News(to.News)
	case alert.WhyPassedOn:
		m.News = PassedOn
	case alert.WhyNobodyAcknowledged:
		m.News, m.Person = Silent, n.Reader.Silent
	case alert.WhyStatus:
		m.State = State(to.Status)
	}
	return m
}
