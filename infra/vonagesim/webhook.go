package vonagesim

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"time"
)

// Time-outs of webhooks: the maximum of the application settings (Application
// OpenAPI 2.4.1), which is the default.
const (
	answerTimeout = 5 * time.Second
	eventTimeout  = 10 * time.Second
	attempts      = 2 // "one additional attempt"
	maxReply      = 1 << 20
)

// fields is a webhook's body; encoding/json writes its keys in order.
type fields map[string]any

// Webhook is what Faults may ask about a webhook attempt.
type Webhook struct {
	Kind      string // a status, or answer, input, digit, record, notify, transfer, error
	Leg       string
	Direction string
	Method    string
	URL       string
	Nth       int // of this kind, from 1
	Attempt   int // 1 or 2
	Duplicate bool
	Fallback  bool
}

// delivery is one webhook on its way.
type delivery struct {
	hook      Webhook
	leg       *leg
	fields    fields
	answer    bool // judged by the answer URL's time-out
	wantsNCCO bool // the fallback URL is asked when this fails
	done      func(reply)
	jti       string
}

// reply is what came of a webhook.
type reply struct {
	failed bool
	status int
	body   []byte
	script []Action // in place of body, of an Application
	reason string
}

func (r reply) empty() bool { return len(r.script) == 0 && len(bytes.TrimSpace(r.body)) == 0 }

// retryable are the outcomes after which Vonage asks once more (webhook reference).
func (r reply) retryable() bool {
	switch r.status {
	case 0, http.StatusTooManyRequests, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}

func (l *leg) webhook(kind, url, method string) Webhook {
	if method == "" {
		method = "POST"
	}
	return Webhook{Kind: kind, Leg: l.uuid, Direction: l.direction, Method: method, URL: url}
}

// sendStatus sends a call status event.
func (l *leg) sendStatus(status string, extra fields) {
	f := fields{
		"headers": fields{}, "from": l.from, "to": l.to, "uuid": l.uuid, "conversation_uuid": l.conversation,
		"status": status, "direction": l.direction, "timestamp": stamp(l.n.clock.Now()),
	}
	maps.Copy(f, extra)
	l.n.post(&delivery{hook: l.webhook(status, l.eventURL, l.eventMethod), fields: f, leg: l})
}

// sendWanting sends a webhook whose reply may replace the NCCO.
func (l *leg) sendWanting(kind, url, method string, f fields) {
	phase := l.phase
	l.n.post(&delivery{hook: l.webhook(kind, url, method), fields: f, leg: l, wantsNCCO: true, done: func(r reply) {
		if !l.ended && l.phase == phase {
			l.receive(r)
		}
	}})
}

// sendPromptEvent tells the event URL that a talk or stream has ended.
func (l *leg) sendPromptEvent(action string) {
	l.n.post(&delivery{hook: l.webhook(action, l.eventURL, l.eventMethod), leg: l, fields: fields{
		"type": action, "uuid": l.uuid, "conversation_uuid": l.conversation, "timestamp": stamp(l.n.clock.Now()),
	}})
}

// sendError reports a fault of the application to its event URL.
func (l *leg) sendError(reason string) {
	l.n.post(&delivery{hook: l.webhook("error", l.eventURL, l.eventMethod), leg: l, fields: fields{
		"reason": reason, "conversation_uuid": l.conversation, "timestamp": stamp(l.n.clock.Now()),
	}})
}

// post sends a webhook on its way; the caller holds the lock.
func (n *Network) post(d *delivery) {
	if d.hook.URL == "" {
		if d.done != nil {
			n.after(0, func() { d.done(reply{failed: true, reason: "no URL"}) })
		}
		return
	}
	n.webhooks[d.hook.Kind]++
	d.hook.Nth, d.hook.Attempt, d.jti = n.webhooks[d.hook.Kind], 1, n.uuid()
	n.underWay++
	delay := n.o.Latency
	if n.o.Faults.Reorder > 0 {
		delay += time.Duration(n.random.Int64N(int64(n.o.Faults.Reorder)))
	}
	n.clock.After(delay, func() { n.attempt(d) })
	if n.o.Faults.Duplicate {
		twin := *d
		n.underWay++
		if !n.o.Switches.RepeatKeepsJTI {
			twin.jti = n.uuid()
		}
		twin.hook.Duplicate, twin.done, twin.wantsNCCO = true, nil, false
		n.clock.After(delay+n.o.Faults.DuplicateAfter, func() { n.attempt(&twin) })
	}
}

// attempt delivers, unlocked; on the wall clock beside the clock's own loop.
func (n *Network) attempt(d *delivery) {
	if s, ok := n.clock.(interface{ spawn(func()) }); ok {
		s.spawn(func() { n.exchange(d) })
		return
	}
	n.exchange(d)
}

func (d *delivery) timeout() time.Duration {
	if d.answer || d.hook.Fallback {
		return answerTimeout
	}
	return eventTimeout
}

func (n *Network) exchange(d *delivery) {
	var req *http.Request
	var err error
	var lost bool
	var slow time.Duration
	sent := n.clock.Now()
	n.do(func() {
		if n.o.Application == nil {
			req, err = n.request(d)
		}
		lost, slow = n.o.Faults.loses(d.hook), n.o.Faults.slowness(d.hook)
	})
	r := reply{reason: "Connection closed."}
	cost := n.o.Latency
	switch {
	case err != nil:
		r.reason = err.Error()
	case lost:
		cost, r.reason = d.timeout(), "Connection timed out."
	default:
		var timedOut bool
		if n.o.Application != nil {
			r = n.hand(d)
		} else if r, timedOut = n.roundTrip(req, d.timeout()); timedOut {
			cost = d.timeout()
		}
		if cost += slow; cost > d.timeout() {
			r, cost = reply{reason: "Connection timed out."}, d.timeout()
		}
	}
	r.failed = r.status < 200 || r.status > 205
	n.do(func() {
		d.leg.observe(Observation{Kind: SawWebhook, Text: d.hook.Kind, Path: pathOf(d.hook.URL), Status: r.status,
			Repeated: d.hook.Attempt > 1 || d.hook.Duplicate})
	})
	// What has passed on a real clock is not paid twice.
	n.after(cost-n.clock.Now().Sub(sent), func() { n.conclude(d, r) })
}

func pathOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return u.Path
}

func (n *Network) roundTrip(req *http.Request, limit time.Duration) (r reply, timedOut bool) {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	resp, err := n.o.Transport.RoundTrip(req.WithContext(ctx))
	if err == nil {
		defer resp.Body.Close()
		var body []byte
		if body, err = io.ReadAll(io.LimitReader(resp.Body, maxReply)); err == nil {
			return reply{status: resp.StatusCode, body: body, reason: fmt.Sprintf("HTTP status %d", resp.StatusCode)}, false
		}
	}
	var t interface{ Timeout() bool }
	if errors.As(err, &t) && t.Timeout() {
		return reply{reason: "Connection timed out."}, true
	}
	return reply{reason: "Connection closed."}, false
}

// conclude decides whether a webhook is tried again, goes to the fallback, or is
// over; the caller holds the lock.
func (n *Network) conclude(d *delivery, r reply) {
	again := r.failed && d.hook.Attempt < attempts && !d.hook.Duplicate && (r.retryable() || d.hook.Fallback)
	if again && n.o.Switches.StatusNotRetried && !d.wantsNCCO && !d.hook.Fallback {
		again = false
	}
	switch {
	case again:
		next := *d
		next.hook.Attempt++
		if !n.o.Switches.RepeatKeepsJTI {
			next.jti = n.uuid()
		}
		n.clock.After(n.o.Latency, func() { n.attempt(&next) })
	case r.failed && d.wantsNCCO && !d.hook.Fallback && n.o.FallbackURL != "":
		n.fallBack(d, r)
	default:
		n.underWay--
		if d.done != nil {
			d.done(r)
		}
	}
}

// fallBack asks the fallback URL, with the original fields and why it is asked.
func (n *Network) fallBack(d *delivery, r reply) {
	next := *d
	next.fields = maps.Clone(d.fields)
	kind := "event"
	if d.answer {
		kind = "answer"
	}
	next.fields["reason"] = r.reason
	next.fields["original_request"] = fields{"url": d.hook.URL, "type": kind}
	next.hook.URL, next.hook.Method, next.hook.Fallback, next.hook.Attempt = n.o.FallbackURL, "GET", true, 1
	next.jti = n.uuid()
	n.clock.After(n.o.Latency, func() { n.attempt(&next) })
}
