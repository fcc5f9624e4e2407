package model

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"ringdown/shared/call"
	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
	"ringdown/shared/ncco"
	"ringdown/shared/port"
	"ringdown/shared/switchboard"
)

// request is what a function asks of a port next.
type request struct {
	kind      string // load, save, send, dial, hang up, transfer, listen, speak, lives
	call      call.Call
	envelopes []port.Envelope
	dial      call.Dial
	provider  string
	script    ncco.Script
}

// answer is what a port said.
type answer struct {
	at           time.Time
	call         call.Call
	err          error
	provider     string
	up           bool
	conversation string
	sum          string // of the call
	text         string // all of it, for the sum of the function
}

// ending is how a function ended.
type ending struct {
	script ncco.Script // the reply, nil where nothing changes
	err    error
}

// errBeyond is the answer to what lies beyond the step that comes next.
var errBeyond = errors.New("beyond the next step")

// beyond ends a run at the step that comes next.
type beyond struct{}

// bench holds the switchboard on ports that repeat answers.
type bench struct {
	board *switchboard.Switchboard
	plan  dialplan.Dialplan
	known map[string]gone // by what a function was told so far

	mu      sync.Mutex // a save goes out beside what is sent
	now     time.Time
	answers []answer
	saves   []answer
	next    []request
}

// gone is how far a function goes with what it was told.
type gone struct {
	next  []request
	ended *ending
}

// knownMax bounds what is remembered of functions: some hundred megabytes.
const knownMax = 100_000

func newBench(plan dialplan.Dialplan) *bench {
	b := &bench{plan: plan, known: map[string]gone{}}
	b.board = &switchboard.Switchboard{
		Calls: b, Dialplans: plans{b}, Reservations: nobodys{}, Recordings: shelf{}, Phones: b, Audio: shelf{}, Orders: b,
		Now: b.moment, Log: slog.New(slog.DiscardHandler),
	}
	return b
}

// run takes a function as far as its answers go, and notes what it asks next or how it ended. The same
// function with the same answers does the same, so it is run once.
func (b *bench) run(t *task, begun time.Time) {
	t.sum = sumOf(t, begun)
	if g, ok := b.known[t.sum]; ok {
		t.next, t.ended = g.next, g.ended
		return
	}
	b.now, b.answers, b.saves, b.next = begun, t.answers, t.saves, nil
	t.next, t.ended = nil, nil
	end := b.perform(t.message)
	if len(b.next) > 0 {
		slices.SortFunc(b.next, func(x, y request) int { return strings.Compare(x.kind, y.kind) })
		t.next = b.next
	} else {
		t.ended = &end
	}
	if len(b.known) >= knownMax {
		b.known = map[string]gone{}
	}
	b.known[t.sum] = gone{t.next, t.ended}
}

func sumOf(t *task, begun time.Time) string {
	text := make([]byte, 0, 512)
	text = append(text, t.message.text...)
	text = strconv.AppendInt(text, begun.UnixMilli(), 10)
	text = strconv.AppendInt(append(text, ' '), int64(t.message.tries), 10)
	text = strconv.AppendInt(append(text, ' '), int64(t.message.leg), 10)
	text = strconv.AppendInt(append(text, ' '), int64(t.message.phase), 10)
	text = strconv.AppendBool(text, t.message.repeated)
	for _, list := range [][]answer{t.answers, t.saves} {
		for _, a := range list {
			text = strconv.AppendInt(append(text, '|'), a.at.UnixMilli(), 10)
			text = append(text, a.text...)
		}
		text = append(text, '/')
	}
	sum := sha256.Sum256(text)
	return string(sum[:16])
}

// perform calls the switchboard as the functions do.
func (b *bench) perform(m message) (end ending) {
	defer func() {
		if v := recover(); v != nil {
			if _, ok := v.(beyond); !ok {
				panic(v)
			}
		}
	}()
	ctx, s := context.Background(), b.board
	switch e := m.event.(type) {
	case nil:
		return ending{err: s.Act(ctx, *m.envelope)}
	case call.CallArrived:
		reply, _ := s.Arrive(ctx, e) // whatever the error, there is something to say
		return ending{script: reply.Script}
	case call.MessageRecorded:
		return ending{err: s.Record(ctx, switchboard.Recorded{Call: theCall, Conversation: callerPlace, Message: e})}
	case call.PromptsEnded:
		reply, _ := s.Steer(ctx, theCall, e)
		return ending{script: reply.Script}
	case call.DigitsPressed:
		if e.Leg == call.CallerLeg {
			reply, _ := s.Steer(ctx, theCall, e)
			return ending{script: reply.Script}
		}
		reply, err := s.Answer(ctx, theCall, e)
		return ending{reply.Script, err}
	case call.LegEnded:
		if e.Leg == call.CallerLeg {
			return ending{err: s.CallerEnded(ctx, e, call.CallUnseen{Leg: e.Provider, From: callerNumber, To: b.plan.Number, Ended: e.At})}
		}
	}
	return ending{err: s.Note(ctx, theCall, m.event)}
}

func (b *bench) moment() time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.now
}

// ask gives the answer to the function's next question, or ends the run.
func (b *bench) ask(r request) answer {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.next) > 0 || len(b.answers) == 0 {
		if len(b.next) == 0 {
			b.next = append(b.next, r)
		}
		panic(beyond{})
	}
	return b.take(&b.answers)
}

// take takes the first of the answers that are left.
func (b *bench) take(list *[]answer) answer {
	a := (*list)[0]
	*list = (*list)[1:]
	b.now = latest(b.now, a.at)
	return a
}

// beside reports whether something that is asked now goes out beside what was asked before it: the
// envelopes of a write carry the version that it saves.
func (b *bench) beside(kind string, version int) bool {
	switch {
	case len(b.next) == 0:
		return true
	case len(b.next) > 1 || b.next[0].kind == kind:
		return false
	case b.next[0].kind == "save":
		return b.next[0].call.Version == version
	}
	return b.next[0].kind == "send" && b.next[0].envelopes[0].Version == version
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// Load is a step.
func (b *bench) Load(_ context.Context, id string) (call.Call, error) {
	if id != theCall {
		return call.Call{}, port.ErrNotFound
	}
	a := b.ask(request{kind: "load"})
	return a.call, a.err
}

// Save is a step beside what is sent. It runs on a goroutine of its own, so it cannot end the run: its
// error does.
func (b *bench) Save(_ context.Context, c call.Call) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.saves) > 0 {
		return b.take(&b.saves).err
	}
	if b.beside("save", c.Version) {
		b.next = append(b.next, request{kind: "save", call: c})
	}
	return errBeyond
}

// Send is a step. The save that may go out beside it has to come to its end, so it does not end the run
// either.
func (b *bench) Send(_ context.Context, envelopes ...port.Envelope) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.answers) > 0 && (len(b.next) == 0 || b.beside("send", envelopes[0].Version)) {
		return b.take(&b.answers).err
	}
	if b.beside("send", envelopes[0].Version) {
		b.next = append(b.next, request{kind: "send", envelopes: slices.Clone(envelopes)})
	}
	return errBeyond
}

// Overdue is the sweep's, which the explorer does itself.
func (b *bench) Overdue(context.Context, time.Time, int) ([]string, error) { return nil, nil }

// OnDay is for lines that count.
func (b *bench) OnDay(context.Context, string, time.Time, int) ([]call.Call, error) { return nil, nil }

// Dial is a step, as are the other requests of the phones.
func (b *bench) Dial(_ context.Context, d call.Dial) (string, error) {
	a := b.ask(request{kind: "dial", dial: d})
	return a.provider, a.err
}

func (b *bench) HangUp(_ context.Context, _, provider string) error {
	return b.ask(request{kind: "hang up", provider: provider}).err
}

func (b *bench) Transfer(_ context.Context, _, provider string, s ncco.Script) error {
	return b.ask(request{kind: "transfer", provider: provider, script: s}).err
}

func (b *bench) Listen(_ context.Context, _, provider string, _ ncco.Callback) error {
	return b.ask(request{kind: "listen", provider: provider}).err
}

func (b *bench) Speak(_ context.Context, _, provider string, _ ncco.Talk) error {
	return b.ask(request{kind: "speak", provider: provider}).err
}

func (b *bench) Lives(_ context.Context, _, provider string) (bool, string, error) {
	a := b.ask(request{kind: "lives", provider: provider})
	return a.up, a.conversation, a.err
}

// plans are the line's: reading them is no step.
type plans struct{ b *bench }

func (p plans) ByNumber(context.Context, e164.Number) (dialplan.Dialplan, error) {
	return p.b.plan, nil
}
func (p plans) ByVersion(context.Context, string, int) (dialplan.Dialplan, error) {
	return p.b.plan, nil
}
func (p plans) Publish(context.Context, dialplan.Dialplan) error  { return nil }
func (p plans) Withdraw(context.Context, string, int) error       { return nil }
func (p plans) Lines(context.Context) ([]port.LineVersion, error) { return nil, nil }

// nobodys are reservations: there is one call, and nobody else wants its people.
type nobodys struct{}

func (nobodys) Find(context.Context, string) (call.Reservation, error) {
	return call.Reservation{}, port.ErrNotFound
}
func (nobodys) Take(context.Context, call.Reservation) error { return nil }

// shelf is where recordings come from and go to.
type shelf struct{}

func (shelf) Keep(context.Context, string, string, io.Reader) error { return nil }
func (shelf) Address(context.Context, string, time.Duration) (string, error) {
	return "", port.ErrNotFound
}
func (shelf) Fetch(context.Context, string) (io.ReadCloser, string, error) {
	return io.NopCloser(bytes.NewReader(nil)), "audio/mpeg", nil
}
func (shelf) Inbound(context.Context, string) (string, e164.Caller, e164.Number, error) {
	return callerProvider, e164.Caller{Number: callerNumber}, lineNumber, nil
}
