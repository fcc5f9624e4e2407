package desk

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"ringdown/infra/sim"
	"ringdown/infra/vonagesim"
	"ringdown/shared/dialplan"
	"ringdown/shared/office"
	"ringdown/shared/port"
	"ringdown/shared/settings"
)

// Running is what the desk runs with: GET /desk/settings. Lines come in the order of the settings
// file, those that are not in it last: the first is called where nobody says which.
type Running struct {
	Settings settings.Settings   `json:"settings"`
	Plans    []dialplan.Dialplan `json:"plans"` // of each line, with the version that its next caller gets
}

// numbers are those of all lines, digits only.
func (r Running) numbers() []string {
	var numbers []string
	for _, p := range r.Plans {
		for _, n := range p.Numbers() {
			numbers = append(numbers, n.Digits())
		}
	}
	return numbers
}

// InForce says what the desk runs with at this moment.
func (d *Desk) InForce() Running { return *d.settings.running.Load() }

// importFile brings what the settings file says into the store, where the file says something else
// than at the last import; else what people saved since stays. What is not in the file goes then, and
// its versions can still be read and restored.
func (d *Desk) importFile() error {
	d.settings.running.Store(&Running{})
	ctx := context.Background()
	want, err := d.o.Settings.Resources()
	if err != nil {
		return err
	}
	sum := sha256.New()
	for _, r := range want {
		fmt.Fprintf(sum, "%s %s\n", r.Ref, r.Body)
	}
	digest := hex.EncodeToString(sum.Sum(nil))
	if d.state.kept.SettingsFile != digest {
		o := office.Office{Store: d.settings.Settings, Now: d.clock.Now, Wait: office.Pause}
		if _, err := o.Import(ctx, want, true, settings.Author{Who: "file", Name: "the settings file", At: time.Now()}); err != nil {
			return fmt.Errorf("import the settings file: %w", err)
		}
		d.state.kept.SettingsFile = digest
	}
	return d.settings.follow(ctx)
}

// following is the store of settings, and has the desk follow each save at once: a new number can be
// called, and a new phone rings.
type following struct {
	port.Settings
	desk    *Desk
	running atomic.Pointer[Running]

	turn    sync.Mutex // one follows at a time, so that the latest save is followed last
	network *vonagesim.Network
	phones  map[string]string // who is at each number, as scripts name them
}

// Save saves and follows.
func (f *following) Save(ctx context.Context, s port.Save) error {
	return f.followed(ctx, f.Settings.Save(ctx, s))
}

// PublishLine publishes and follows.
func (f *following) PublishLine(ctx context.Context, epoch int, p port.Publication) error {
	return f.followed(ctx, f.Settings.PublishLine(ctx, epoch, p))
}

// CatchUp notes that all is published.
func (f *following) CatchUp(ctx context.Context, epoch int) error {
	return f.followed(ctx, f.Settings.CatchUp(ctx, epoch))
}

// followed follows what was written. It is written in any case: what the desk did not follow is told
// to whoever watches it, and not to whoever saved.
func (f *following) followed(ctx context.Context, err error) error {
	if err != nil {
		return err
	}
	f.desk.state.changed()
	if err := f.follow(context.WithoutCancel(ctx)); err != nil {
		f.desk.o.Log.Error("the desk does not follow what was saved", "error", err)
	}
	return nil
}

// follow reads what is in force, and connects the phones and numbers of it.
func (f *following) follow(ctx context.Context) error {
	f.turn.Lock()
	defer f.turn.Unlock()
	now, err := f.Snapshot(ctx)
	if err != nil {
		return err
	}
	whole, err := settings.Assemble(now.Resources)
	if err != nil {
		return err
	}
	slices.SortStableFunc(whole.Settings.Lines, func(a, b settings.Line) int { return cmp.Compare(f.desk.place(a.ID), f.desk.place(b.ID)) })
	plans, err := whole.Settings.Compile()
	if err != nil {
		return err
	}
	lines, err := f.Lines(ctx)
	if err != nil {
		return err
	}
	for i := range plans {
		for _, l := range lines {
			if l.Line == plans[i].Line {
				plans[i].Version = l.Version
			}
		}
	}
	f.running.Store(&Running{whole.Settings, plans})
	f.wire()
	return nil
}

// place is that of a line in the settings file.
func (d *Desk) place(line string) int {
	if i := slices.IndexFunc(d.o.Settings.Lines, func(l settings.Line) bool { return l.ID == line }); i >= 0 {
		return i
	}
	return len(d.o.Settings.Lines)
}

// connect says which network the phones and numbers are of.
func (f *following) connect(n *vonagesim.Network) {
	f.turn.Lock()
	defer f.turn.Unlock()
	f.network, f.phones = n, map[string]string{}
	f.desk.phones.Connect(n)
	f.wire()
}

// wire gives the network the numbers and phones that it lacks; they exist before anybody holds them.
// A number whose line is gone stays the application's, as it does at the provider: calls that have
// begun go on with it.
func (f *following) wire() {
	if f.network == nil {
		return
	}
	running := f.running.Load()
	for _, n := range running.numbers() {
		f.network.AddNumber(n)
	}
	for _, p := range sim.PhoneNames(running.Settings) {
		if number := p.Phone.Number.Digits(); f.phones[number] != p.Name {
			f.phones[number] = p.Name
			f.network.AddPhone(number, vonagesim.NeverAnswers().Named(p.Name))
		}
	}
	f.desk.phones.Follow()
}
