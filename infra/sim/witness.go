package sim

import (
	"context"
	"io"
	"time"

	"ringdown/infra/memport"
	"ringdown/shared/alert"
	"ringdown/shared/call"
	"ringdown/shared/e164"
	"ringdown/shared/ncco"
	"ringdown/shared/pager"
	"ringdown/shared/port"
)

// Order is something the product had done outside.
type Order struct {
	At       time.Time
	Kind     string // dial, read out, hang up, transfer, listen, fetch, alert, ask, check
	Function string // the ARN
	Call     string // of a dial: whose it is,
	Leg      string // and which of its legs
	To       e164.Number
	Provider string
	Seconds  int
	Script   ncco.Script
	Notice   alert.Notice

	Notification alert.Notification // that the notice came in
	Err          error
}

// readsOut reports whether a dial is for an alert: Call is the alert then, and Leg the notification.
func (o Order) readsOut() bool { return o.Kind == readOut }

// readOut is the kind of an order that rings a phone to read an alert out.
const readOut = "read out"

// witness stands between the product and its phones and tells what was ordered.
type witness struct {
	phones port.Phones
	audio  port.Audio
	asked  memport.Functions
	now    func() time.Time
	tell   func(Order)
}

func (w *witness) note(o Order) {
	if o.At = w.now(); w.tell != nil {
		w.tell(o)
	}
}

func (w *witness) Dial(ctx context.Context, d call.Dial) (string, error) {
	provider, err := w.phones.Dial(ctx, d)
	kind := "dial"
	if d.Status.Kind == pager.PhoneCallback {
		kind = readOut
	}
	w.note(Order{Kind: kind, Call: d.Status.Call, Leg: d.Status.Leg, To: d.To, Provider: provider, Seconds: d.RingSeconds, Script: d.Script, Err: err})
	return provider, err
}

func (w *witness) HangUp(ctx context.Context, region, provider string) error {
	err := w.phones.HangUp(ctx, region, provider)
	w.note(Order{Kind: "hang up", Provider: provider, Err: err})
	return err
}

func (w *witness) Transfer(ctx context.Context, region, provider string, s ncco.Script) error {
	err := w.phones.Transfer(ctx, region, provider, s)
	w.note(Order{Kind: "transfer", Provider: provider, Script: s, Err: err})
	return err
}

func (w *witness) Listen(ctx context.Context, region, provider string, to ncco.Callback) error {
	err := w.phones.Listen(ctx, region, provider, to)
	w.note(Order{Kind: "listen", Provider: provider, Err: err})
	return err
}

func (w *witness) Speak(ctx context.Context, region, provider string, t ncco.Talk) error {
	err := w.phones.Speak(ctx, region, provider, t)
	w.note(Order{Kind: "speak", Provider: provider, Script: ncco.Script{t}, Err: err})
	return err
}

func (w *witness) Lives(ctx context.Context, region, provider string) (bool, string, error) {
	up, conversation, err := w.phones.Lives(ctx, region, provider)
	w.note(Order{Kind: "check", Provider: provider, Err: err})
	return up, conversation, err
}

func (w *witness) Fetch(ctx context.Context, url string) (io.ReadCloser, string, error) {
	audio, contentType, err := w.audio.Fetch(ctx, url)
	w.note(Order{Kind: "fetch", Err: err})
	return audio, contentType, err
}

func (w *witness) Inbound(ctx context.Context, conversation string) (string, e164.Caller, e164.Number, error) {
	return w.audio.Inbound(ctx, conversation)
}

// functionsAnswering are functions that each have one answer.
func (w *witness) functionsAnswering(answers map[string]string) *witness {
	w.asked.Local = map[string]func(context.Context, []byte) ([]byte, error){}
	for arn, answer := range answers {
		w.asked.Local[arn] = func(context.Context, []byte) ([]byte, error) { return []byte(answer), nil }
	}
	return w
}

func (w *witness) Invoke(ctx context.Context, arn string, payload []byte, limit time.Duration) ([]byte, error) {
	answer, err := w.asked.Invoke(ctx, arn, payload, limit)
	w.note(Order{Kind: "ask", Function: arn, Err: err})
	return answer, err
}

func (w *witness) Send(ctx context.Context, arn string, payload []byte) error {
	err := w.asked.Send(ctx, arn, payload)
	w.note(Order{Kind: "ask", Function: arn, Err: err})
	return err
}

func (w *witness) told(to alert.Notification, n alert.Notice) {
	w.note(Order{Kind: "alert", Notice: n, Notification: to})
}
