package alert

import (
	"slices"
	"time"
)

// Fate is what became of a mail after its channel had taken it.
type Fate string

// The fates.
const (
	FateDelivered  Fate = "delivered"
	FateBounced    Fate = "bounced"
	FateComplained Fate = "complained" // its reader called it spam
)

// MailFated says what became of a mail.
type MailFated struct {
	ID   string // of the notification
	Mail string // the channel's own id of it, for the log
	Fate Fate
}

func (MailFated) event() {}

// BadAddress is a mail address that must not be written to until somebody has looked at it: more mail to
// it would cost the whole account its right to send.
type BadAddress struct {
	Address string    `json:"address"` // in lower case
	Fate    Fate      `json:"fate"`
	Why     string    `json:"why,omitempty"` // the kind of bounce or complaint
	At      time.Time `json:"at"`
}

// mailFated keeps what became of a mail. One that bounced has told nobody: its reader is told by their
// next contact at once.
func (a *Alert) mailFated(e MailFated, now time.Time) {
	i := slices.IndexFunc(a.Notifications, func(n Notification) bool { return n.ID == e.ID && n.Channel == Email })
	if i < 0 {
		return
	}
	n := &a.Notifications[i]
	if n.State != Sent && n.State != Sending || n.Fate == FateBounced || n.Fate == FateComplained {
		return
	}
	if n.Fate = e.Fate; e.Fate != FateBounced {
		return
	}
	n.State, n.At, n.Due, n.Reason = Failed, now, time.Time{}, string(FateBounced)
	if a.Status() == StatusOpen {
		a.nextMethod(*n, now)
	}
}
