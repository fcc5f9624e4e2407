// Package mailfate reads what SES tells of mails that were sent: delivered, bounced, complained of.
//
// SES publishes its events to a topic, the topic writes into a queue; so an event is JSON in the
// Message of a notification in the body of a queue's message (SES developer guide, event publishing,
// contents of event data for Amazon SNS). It is pure, so that a fuzz target reaches all of it: what
// arrives here was written by the mail servers of others.
//
// To read another event, add its case to Read and what it means to Fate.
package mailfate

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// bodyMax is the largest message that a queue carries.
const bodyMax = 1 << 20

// recipientsMax is how many addresses one mail may go to (SES, SendEmail).
const recipientsMax = 50

// Fate is what became of one mail for one address.
type Fate struct {
	Address string // in lower case
	Mail    string // the id that SES gave as it took the mail
	Outcome Outcome
	Why     string // the kind of bounce or complaint; never what a server wrote

	// Alert and Notification are what the mail told of, as its own head says; "" where it says nothing.
	Alert, Notification string
}

// Outcome is what became of a mail.
type Outcome string

// The outcomes.
const (
	Delivered  Outcome = "delivered"  // the other server took it
	Bounced    Outcome = "bounced"    // for good: the address takes no mail
	Delayed    Outcome = "delayed"    // it bounced for now: full, or away
	Complained Outcome = "complained" // its reader called it spam
)

// Bad reports whether the address must not be written to until somebody has looked at it: more such
// mail would cost the whole account its right to send.
func (f Fate) Bad() bool { return f.Outcome == Bounced || f.Outcome == Complained }

// ErrEvent is wrapped where a body is no event of SES.
var ErrEvent = errors.New("not an event of a mail")

type recipient struct {
	EmailAddress string `json:"emailAddress"`
}

type header struct{ Name, Value string }

type event struct {
	EventType        string `json:"eventType"`        // as a configuration set publishes it
	NotificationType string `json:"notificationType"` // as an identity does
	Mail             struct {
		MessageID string   `json:"messageId"`
		Headers   []header `json:"headers"`
	} `json:"mail"`
	Bounce struct {
		BounceType        string      `json:"bounceType"`
		BounceSubType     string      `json:"bounceSubType"`
		BouncedRecipients []recipient `json:"bouncedRecipients"`
	} `json:"bounce"`
	Complaint struct {
		ComplaintSubType      string      `json:"complaintSubType"`
		ComplainedRecipients  []recipient `json:"complainedRecipients"`
		ComplaintFeedbackType string      `json:"complaintFeedbackType"`
	} `json:"complaint"`
	Delivery struct {
		Recipients []string `json:"recipients"`
	} `json:"delivery"`
}

// Read reads the body of a queue's message. Events that say nothing of an address's use, such as that
// a mail was sent, are none and no error.
func Read(body []byte) ([]Fate, error) {
	if len(body) > bodyMax {
		return nil, fmt.Errorf("%w: %d bytes", ErrEvent, len(body))
	}
	var envelope struct{ Type, Message string }
	if err := json.Unmarshal(body, &envelope); err != nil {
		return nil, fmt.Errorf("%w: the body is no JSON", ErrEvent)
	}
	inner := []byte(envelope.Message)
	if envelope.Type == "" && envelope.Message == "" { // a subscription with raw delivery
		inner = body
	}
	var e event
	if err := json.Unmarshal(inner, &e); err != nil {
		return nil, fmt.Errorf("%w: its message is no JSON", ErrEvent)
	}
	kind := e.EventType
	if kind == "" {
		kind = e.NotificationType
	}
	if kind == "" || e.Mail.MessageID == "" {
		return nil, fmt.Errorf("%w: it names no kind or no mail", ErrEvent)
	}
	return e.fates(kind), nil
}

func (e event) fates(kind string) []Fate {
	switch kind {
	case "Bounce":
		outcome := Delayed
		if e.Bounce.BounceType == "Permanent" {
			outcome = Bounced
		}
		return e.each(addresses(e.Bounce.BouncedRecipients), outcome, word(e.Bounce.BounceSubType))
	case "Complaint":
		why := e.Complaint.ComplaintFeedbackType
		if why == "" {
			why = e.Complaint.ComplaintSubType
		}
		outcome := Complained
		if why == "not-spam" {
			outcome = Delivered
		}
		return e.each(addresses(e.Complaint.ComplainedRecipients), outcome, word(why))
	case "Delivery":
		return e.each(e.Delivery.Recipients, Delivered, "")
	}
	return nil
}

func (e event) each(to []string, outcome Outcome, why string) []Fate {
	var out []Fate
	for _, address := range to {
		address = plain(address)
		if address == "" || len(out) == recipientsMax || slices.ContainsFunc(out, func(f Fate) bool { return f.Address == address }) {
			continue
		}
		out = append(out, Fate{
			Address: address, Mail: e.Mail.MessageID, Outcome: outcome, Why: why, Alert: e.header(AlertHeader), Notification: e.header(NotificationHeader),
		})
	}
	return out
}

// The headers of our mails that say what they tell of.
const (
	AlertHeader        = "X-Ringdown-Alert"
	NotificationHeader = "X-Ringdown-Notification"
)

// header is what a mail's head says under a name, if it can be an id of ours.
func (e event) header(name string) string {
	for _, h := range e.Mail.Headers {
		if strings.EqualFold(h.Name, name) && len(h.Value) <= idMax && strings.Trim(h.Value, idLetters) == "" {
			return h.Value
		}
	}
	return ""
}

const (
	idMax     = 80
	idLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_."
)

func addresses(list []recipient) []string {
	var out []string
	for _, r := range list {
		out = append(out, r.EmailAddress)
	}
	return out
}

// plain is the address alone, of "Ann <ann@example.com>" too; "" where there is none.
func plain(s string) string {
	if i := strings.LastIndexByte(s, '<'); i >= 0 {
		s, _, _ = strings.Cut(s[i+1:], ">")
	}
	s = strings.ToLower(strings.TrimSpace(s))
	if at := strings.IndexByte(s, '@'); at <= 0 || at == len(s)-1 || len(s) > 320 || strings.ContainsAny(s, " \t\r\n<>") {
		return ""
	}
	return s
}

// word keeps a kind that SES names, and nothing that is longer than those are.
func word(s string) string {
	for _, r := range s {
		if !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '-') {
			return "Undetermined"
		}
	}
	if s == "" || len(s) > 40 {
		return "Undetermined"
	}
	return s
}
