package desk

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"ringdown/infra/sim"
	"ringdown/shared/alert"
	"ringdown/shared/call"
	"ringdown/shared/port"
)

// outbox is where alerts land: a file each, and the terminal. Emails and texts are all in that one
// place.
type outbox struct{ desk *Desk }

var (
	_ port.Channels = (*outbox)(nil)
	_ port.Codes    = (*outbox)(nil)
)

// Notify writes the alert down once, for the topic. One told twice is written to the same file.
func (b *outbox) Notify(ctx context.Context, to alert.Notification, n alert.Notice) (string, error) {
	shown := b.desk.posted.keep(b.desk.clock.Now(), to, n)
	if to.Channel != alert.Topic || to.Why == alert.WhyStatus {
		if b.desk.o.Out != nil {
			fmt.Fprintf(b.desk.o.Out, "\n%s to %s:\n\n%s\n", to.Channel, to.Address, shown)
		}
		b.desk.book.ordered(n.Call, sim.Order{At: b.desk.clock.Now(), Kind: "alert", Notice: n, Notification: to})
		return "", nil
	}
	text := n.Text() + b.audio(ctx, n)
	name := fmt.Sprintf("%s-%s-%s.txt", n.At.UTC().Format("20060102-150405"), n.Kind, n.ID)
	if folder := b.desk.o.Outbox; folder != "" {
		name = filepath.Join(folder, name)
		if err := writeAlert(name, text); err != nil {
			if b.desk.o.Out == nil {
				return "", fmt.Errorf("write alert %s to the outbox: %w", n.ID, err)
			}
			// The terminal has it: to tell it again would print it again.
			b.desk.o.Log.Warn("an alert is on the terminal only: make the outbox a folder that can be written to", "alert", n.ID, "error", err)
			name = "in no file"
		}
	}
	if b.desk.o.Out != nil {
		fmt.Fprintf(b.desk.o.Out, "\nAn alert for %s (%s):\n\n%s\n", n.TeamName, name, text)
	}
	b.desk.book.ordered(n.Call, sim.Order{At: b.desk.clock.Now(), Kind: "alert", Notice: n, Notification: to})
	return name, nil
}

// SendCode shows a code on the terminal.
func (b *outbox) SendCode(ctx context.Context, to alert.Contact, code string) error {
	if b.desk.o.Out != nil {
		fmt.Fprintf(b.desk.o.Out, "\n%s to %s:\n\nRingdown %s\n", to.Kind, to.Address, code)
	}
	return ctx.Err()
}

func writeAlert(file, text string) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, []byte(text), 0o600)
}

// checkOutbox makes the folder and writes into it once, so that a wrong one is known
// before an alert is due.
func checkOutbox(folder string) error {
	if folder == "" {
		return nil
	}
	err := os.MkdirAll(folder, 0o755)
	var trial *os.File
	if err == nil {
		trial, err = os.CreateTemp(folder, ".trial-*")
	}
	if err == nil {
		err = errors.Join(trial.Close(), os.Remove(trial.Name()))
	}
	if err != nil {
		return fmt.Errorf("alerts cannot be written into %s: %w; name a folder with --outbox, or \"\" for none", folder, err)
	}
	return nil
}

// audio is the address of the recording itself, for a player that is no browser.
func (b *outbox) audio(ctx context.Context, n alert.Notice) string {
	c, err := b.desk.calls.Load(ctx, n.Call)
	if err != nil || c.Voicemail().Empty() || c.Voicemail().Key == "" {
		return ""
	}
	address, err := b.desk.recordings.Address(ctx, c.Voicemail().Key, n.Expires.Sub(b.desk.clock.Now()))
	if err != nil {
		return ""
	}
	return "Audio: " + address + "\n"
}

// watched is the store of calls, and tells of each call saved.
type watched struct {
	port.Calls
	saved func(call.Call)
}

// Save saves and tells.
func (w *watched) Save(ctx context.Context, c call.Call) error {
	err := w.Calls.Save(ctx, c)
	if err == nil {
		w.saved(c)
	}
	return err
}

func (d *Desk) saved(c call.Call) {
	d.state.changed()
	d.book.settle(c.ID, 0)
}

// ended tells whoever watches the desk what came of a call, without anybody's number.
func (d *Desk) ended(c call.Call, t Told) {
	if d.o.Out == nil {
		return
	}
	rung := "nobody was rung"
	if len(t.Rung) > 0 {
		rung = "rung: " + strings.Join(t.Rung, ", ")
	}
	to := c.Line
	if to == "" {
		to = "no line"
	}
	fmt.Fprintf(d.o.Out, "%s  a call to %s has ended: %s; %s\n", d.clock.Now().UTC().Format("15:04:05"), to, t.Outcome, rung)
}

// unknownAfter is how long a caller is gone before a call that the product never heard
// of counts as over: every attempt of the answer webhook has failed by then.
const unknownAfter = 30 * time.Second

// callOver says whether nothing more will happen to a call whose caller left so long ago.
func (d *Desk) callOver(id string, gone time.Duration) (call.Call, bool) {
	c, err := d.calls.Load(context.Background(), id)
	if err != nil {
		return call.Call{ID: id, Outcome: "unknown"}, gone >= unknownAfter
	}
	over := !c.EndedAt.IsZero() && c.Deadline.IsZero() && (c.Voicemail().Empty() || c.Voicemail().Key != "")
	return c, over && (len(c.Alerts) == 0 || d.isTold(c.ID))
}

// isTold reports whether an alert tells of a call, its own or that of an earlier call which it joined,
// and nothing of it is due: later steps come by themselves.
func (d *Desk) isTold(id string) bool {
	alerts, err := d.alerts.All()
	now := d.clock.Now()
	return err == nil && slices.ContainsFunc(alerts, func(a alert.Alert) bool {
		return slices.ContainsFunc(a.Calls, func(j alert.Joined) bool { return j.Call == id }) &&
			!slices.ContainsFunc(a.Notifications, func(n alert.Notification) bool { return n.State == alert.Sending }) &&
			!slices.ContainsFunc(alert.Orders(a), func(o alert.Order) bool { return !o.Due().After(now) })
	})
}
