package alert

import "strings"

// Reader is whom a notice is worded for, and what only the alert knows of it. It is filled in as a
// notice is sent, and not kept.
type Reader struct {
	Language string   // they read; "" is the line's
	Timezone string   // they live in (IANA); "" is UTC
	Silent   string   // who let the alert pass before it came to them
	Calls    []Joined // the calls of the alert
}

// NoticeFor is the notice as one notification tells it.
func (a Alert) NoticeFor(n Notification) Notice {
	out := a.Notice
	r := Reader{Language: out.Language, Calls: a.Calls}
	if p, ok := a.Person(n.User); ok && n.User != "" {
		r.Timezone = p.Timezone
		if p.Language != "" {
			r.Language = p.Language
		}
	}
	var silent []string
	for _, p := range a.Silent(n) {
		silent = append(silent, Who{ID: p.ID, Name: p.Name}.String())
	}
	r.Silent = strings.Join(silent, ", ")
	out.Reader = r
	return out
}
