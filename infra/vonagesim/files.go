package vonagesim

import (
	"time"
)

// file is a stored recording.
type file struct {
	id      string
	format  string
	length  time.Duration
	spoken  []span
	readyAt time.Time
	fetched int
	audio   []byte // of what a microphone picked up; nil: nobody used one, and body makes it
}

// span is a stretch of a recording.
type span struct{ from, until time.Duration }

func (n *Network) serveFile(id string) answer {
	f := n.files[id]
	if f == nil || n.clock.Now().Before(f.readyAt) {
		return n.notFound()
	}
	f.fetched++
	if n.o.Faults.FileStatus != nil {
		if status := n.o.Faults.FileStatus(f.fetched); status != 0 {
			return n.refusal(status)
		}
	}
	return answer{status: 200, body: f.body(), contentType: f.contentType()}
}
