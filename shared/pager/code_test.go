package pager_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"ringdown/infra/desktest"
	"ringdown/shared/alert"
	"ringdown/shared/port"
)

// codes fails as it is told to, and counts.
type codes struct {
	sent  []string
	fails error
}

func (c *codes) SendCode(_ context.Context, to alert.Contact, code string) error {
	c.sent = append(c.sent, to.Address+" "+code)
	return c.fails
}

func TestACodeIsSentWhileItIsOfUse(t *testing.T) {
	d := desktest.New(t)
	unreachable := errors.New("unreachable")
	for name, c := range map[string]struct {
		left  time.Duration
		fails error
		want  error
		sent  int
	}{
		"taken":     {time.Minute, nil, nil, 1},
		"too late":  {0, nil, nil, 0},
		"refused":   {time.Minute, port.ErrRefused, nil, 1},                 // for ever: dropped
		"throttled": {time.Minute, port.ErrThrottled, port.ErrThrottled, 1}, // not now: again
		"unknown":   {time.Minute, unreachable, unreachable, 1},             // again
	} {
		to := &codes{fails: c.fails}
		d.Pager.Codes = to
		err := d.Pager.Act(t.Context(), port.Envelope{Code: &port.Code{To: alert.Contact{Kind: alert.Text, Address: "+14155550101"}, Code: "123456", Until: d.Time.Add(c.left)}})
		if !errors.Is(err, c.want) || len(to.sent) != c.sent || c.sent > 0 && to.sent[0] != "+14155550101 123456" {
			t.Errorf("%s: %v, sent %v", name, err, to.sent)
		}
	}
	if strings.Contains(d.Logged.String(), "123456") || strings.Contains(d.Logged.String(), "4155550101") {
		t.Errorf("the log tells the code or the number: %s", d.Logged)
	}
}
