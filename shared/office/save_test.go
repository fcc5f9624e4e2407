package office

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"ringdown/infra/memport"
	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
	"ringdown/shared/port"
	"ringdown/shared/resource"
	"ringdown/shared/settings"
)

var at = time.Date(2026, 11, 28, 10, 0, 0, 0, time.UTC)

// newOffice is an office on an empty store in memory.
func newOffice() (*Office, *memport.Settings, *memport.Dialplans) {
	d := memport.NewDialplans()
	s := memport.NewSettings(d)
	return &Office{Store: s, Now: func() time.Time { return at }, Wait: func(context.Context, int) error { return nil }}, s, d
}

func put(kind resource.Kind, id, body string, follow int) settings.Change {
	c := settings.Change{Ref: resource.Ref{Kind: kind, ID: id}, Follow: follow}
	if body != "" {
		c.Body = []byte(body)
	}
	return c
}

func order(changes ...settings.Change) Order {
	return Order{Changes: changes, By: settings.Author{Who: "ana", At: at}, Did: "changed"}
}

func line(number int) string { return fmt.Sprintf(`{"number":"+14155550%03d","team":"desk"}`, number) }

// people are a user and a team to put lines on.
func people() []settings.Change {
	return []settings.Change{
		put(resource.Users, "ana", `{"name":"Ana","phones":[{"number":"+14155550901"}]}`, 0),
		put(resource.Teams, "desk", `{"tiers":[["ana"]]}`, 0),
	}
}

func mustSave(t *testing.T, o *Office, changes ...settings.Change) Saved {
	t.Helper()
	saved, err := o.Save(t.Context(), order(changes...))
	if err != nil {
		t.Fatal(err)
	}
	return saved
}

func wantLine(t *testing.T, d *memport.Dialplans, number int, line string) {
	t.Helper()
	got, err := d.ByNumber(t.Context(), e164.Number(fmt.Sprintf("+14155550%03d", number)))
	if line == "" && errors.Is(err, port.ErrNotFound) {
		return
	}
	if err != nil || got.Line != line {
		t.Errorf("number %d has line %q, %v, want %q", number, got.Line, err, line)
	}
}

func TestASaveWritesVersionRecordAndTheLinesThatDiffer(t *testing.T) {
	o, store, dialplans := newOffice()
	saved := mustSave(t, o, append(people(), put(resource.Lines, "a", line(150), 0), put(resource.Lines, "b", line(151), 0))...)
	if saved.Epoch != 1 || !slices.Equal(saved.Lines, []string{"a", "b"}) {
		t.Errorf("%+v", saved)
	}
	saved = mustSave(t, o, put(resource.Lines, "b", line(152), 1))
	if saved.Epoch != 2 || !slices.Equal(saved.Lines, []string{"b"}) {
		t.Errorf("%+v", saved)
	}
	wantLine(t, dialplans, 150, "a")
	wantLine(t, dialplans, 151, "")
	wantLine(t, dialplans, 152, "b")
	mustSave(t, o, put(resource.Lines, "b", "", 2))
	wantLine(t, dialplans, 152, "")
	records, err := store.Records(t.Context(), "2026-11", 0, 10)
	if err != nil || len(records) != 3 {
		t.Fatalf("%d records, %v", len(records), err)
	}
	now, err := store.Snapshot(t.Context())
	if err == nil {
		err = resource.Verify(records, now.Head.Chain)
	}
	if err != nil {
		t.Error(err)
	}
	records[1].Who = "ben"
	if err := resource.Verify(records, now.Head.Chain); err == nil || !strings.Contains(err.Error(), "record 2") {
		t.Errorf("a record that was changed: %v", err)
	}
	if err := resource.Verify(records[:2], now.Head.Chain); err == nil {
		t.Error("a record that was taken away is not missed")
	}
}

func TestARefusedSaveLeavesEverythingInForce(t *testing.T) {
	o, store, dialplans := newOffice()
	mustSave(t, o, append(people(), put(resource.Lines, "a", line(150), 0))...)
	before, _ := store.Snapshot(t.Context())
	var faults settings.FaultsError
	if _, err := o.Save(t.Context(), order(put(resource.Lines, "a", `{"number":"+14155550160","team":"dsk"}`, 1))); !errors.As(err, &faults) {
		t.Errorf("got %v", err)
	}
	var used settings.InUseError
	if _, err := o.Save(t.Context(), order(put(resource.Users, "ana", "", 1))); !errors.As(err, &used) {
		t.Errorf("got %v", err)
	}
	after, _ := store.Snapshot(t.Context())
	if before.Head != after.Head {
		t.Errorf("the head moved from %+v to %+v", before.Head, after.Head)
	}
	wantLine(t, dialplans, 150, "a")
	wantLine(t, dialplans, 160, "")
}

// A hundred people save at once: each save that was said to succeed is there, and no other.
func TestAHundredWriters(t *testing.T) {
	o, store, _ := newOffice()
	mustSave(t, o, people()...)
	var mu sync.Mutex
	var group sync.WaitGroup
	wrote, lost := map[resource.Ref]int{}, 0
	for i := range 100 {
		group.Go(func() {
			change := put(resource.Users, fmt.Sprintf("u%d", i%60), fmt.Sprintf(`{"name":"User %d"}`, i), 0)
			_, err := o.Save(context.Background(), order(change))
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil:
				wrote[change.Ref]++
			case settings.IsConflict(err):
				lost++
			default:
				t.Error(err)
			}
		})
	}
	group.Wait()
	if len(wrote) != 60 || lost != 40 {
		t.Errorf("%d were written, %d lost", len(wrote), lost)
	}
	now, _ := store.Snapshot(t.Context())
	records, err := store.Records(t.Context(), "2026-11", 0, 1000)
	if err == nil {
		err = resource.Verify(records, now.Head.Chain)
	}
	if err != nil || len(records) != 61 || now.Head.Epoch != 61 {
		t.Errorf("%d records, epoch %d, %v", len(records), now.Head.Epoch, err)
	}
}

// dying is a store whose process dies before a write.
type dying struct {
	*memport.Settings
	writes *int
	at     int
}

var errDead = errors.New("the function died")

func (d dying) dies() bool { *d.writes++; return *d.writes > d.at }

func (d dying) Save(ctx context.Context, s port.Save) error {
	if d.dies() {
		return errDead
	}
	return d.Settings.Save(ctx, s)
}

func (d dying) PublishLine(ctx context.Context, epoch int, p port.Publication) error {
	if d.dies() {
		return errDead
	}
	return d.Settings.PublishLine(ctx, epoch, p)
}

func (d dying) CatchUp(ctx context.Context, epoch int) error {
	if d.dies() {
		return errDead
	}
	return d.Settings.CatchUp(ctx, epoch)
}

// A change of more lines than one transaction holds, and the function dies before each of its
// writes: every line is as before or as after, and the sweep, or the next save, ends it.
func TestABigPublicationSurvivesADeathBeforeEachWrite(t *testing.T) {
	const many = 60
	setUp := func(t *testing.T) (*Office, *memport.Settings, *memport.Dialplans) {
		o, store, dialplans := newOffice()
		mustSave(t, o, people()...)
		for i := 0; i < many; i += 20 {
			var changes []settings.Change
			for j := range 20 {
				changes = append(changes, put(resource.Lines, fmt.Sprintf("l%02d", i+j), line(100+i+j), 0))
			}
			mustSave(t, o, changes...)
		}
		return o, store, dialplans
	}
	for death := 0; death <= many+2; death += 7 {
		o, store, dialplans := setUp(t)
		writes := 0
		o.Store = dying{store, &writes, death}
		// Ana's phone is in every dialplan.
		_, err := o.Save(t.Context(), order(put(resource.Users, "ana", `{"name":"Ana","phones":[{"number":"+14155550902"}]}`, 1)))
		if (err != nil) != (death == 0) {
			t.Fatalf("dies before write %d: %v", death+1, err)
		}
		phones := func() map[e164.Number]int {
			count := map[e164.Number]int{}
			for i := range many {
				d, err := dialplans.ByNumber(t.Context(), e164.Number(fmt.Sprintf("+14155550%03d", 100+i)))
				if err != nil {
					t.Fatal(err)
				}
				count[d.Users["ana"].Phones[0].Number]++
			}
			return count
		}
		if got, want := phones()["+14155550902"], min(max(death-1, 0), many); got != want {
			t.Errorf("dies before write %d: %d lines are new, want %d", death+1, got, want)
		}
		o.Store = store
		if death%2 == 0 {
			if _, err := o.CatchUp(t.Context()); err != nil {
				t.Fatal(err)
			}
		} else {
			mustSave(t, o, put(resource.Users, "ben", `{"name":"Ben"}`, 0))
		}
		want := many
		if death == 0 {
			want = 0
		}
		now, _ := store.Snapshot(t.Context())
		if got := phones()["+14155550902"]; got != want || now.Head.Behind {
			t.Errorf("dies before write %d: afterwards %d lines are new, want %d; behind %v", death+1, got, want, now.Head.Behind)
		}
	}
}

func TestNumbersMoveInOneSave(t *testing.T) {
	o, _, dialplans := newOffice()
	mustSave(t, o, append(people(), put(resource.Lines, "a", line(150), 0), put(resource.Lines, "b", line(151), 0))...)
	mustSave(t, o, put(resource.Lines, "a", line(151), 1), put(resource.Lines, "b", line(150), 1))
	wantLine(t, dialplans, 150, "b")
	wantLine(t, dialplans, 151, "a")
}

func TestALineThatSettingsNeverHadStaysInService(t *testing.T) {
	o, _, dialplans := newOffice()
	d := dialplan.Dialplan{Line: "old", Version: 1, Number: "+14155550190"}
	if err := dialplans.Publish(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	saved := mustSave(t, o, append(people(), put(resource.Lines, "a", line(150), 0))...)
	if !slices.Equal(saved.Lines, []string{"a"}) {
		t.Errorf("published %q", saved.Lines)
	}
	if got, err := dialplans.ByNumber(t.Context(), d.Number); err != nil || got.Line != d.Line {
		t.Errorf("the old line is %q, %v", got.Line, err)
	}
	var taken settings.TakenError
	body := fmt.Sprintf(`{"number":%q,"team":"desk"}`, d.Number)
	if _, err := o.Save(t.Context(), order(put(resource.Lines, "b", body, 0))); !errors.As(err, &taken) || taken.Holder != d.Line {
		t.Errorf("its number was taken: %v", err)
	}
}

func TestARequestWithANameIsDoneOnce(t *testing.T) {
	o, store, _ := newOffice()
	want := order(put(resource.Users, "ana", `{"name":"Ana"}`, 0))
	want.Once = &port.Once{Key: "k", Request: "r", Until: at.Add(time.Hour)}
	want.Answer = func(s Saved) []byte { return []byte(fmt.Sprint(s.Epoch)) }
	for i := range 2 {
		saved, err := o.Save(t.Context(), want)
		if err != nil || (saved.Once != nil) != (i == 1) {
			t.Errorf("%+v, %v", saved, err)
		}
		if i == 1 && string(saved.Once.Answer) != "1" {
			t.Errorf("answered %q", saved.Once.Answer)
		}
	}
	if now, _ := store.Snapshot(t.Context()); now.Head.Epoch != 1 {
		t.Errorf("epoch %d", now.Head.Epoch)
	}
	want.Once.Request = "another"
	if _, err := o.Save(t.Context(), want); !errors.Is(err, ErrAnotherRequest) {
		t.Errorf("got %v", err)
	}
}

func TestATrialSaysWhatWouldChangeAndWritesNothing(t *testing.T) {
	o, store, _ := newOffice()
	mustSave(t, o, append(people(), put(resource.Lines, "a", line(150), 0), put(resource.Lines, "b", line(151), 0))...)
	trial, err := o.Trial(t.Context(), order(put(resource.Lines, "b", `{"number":"+14155550151","team":"desk","ring":{"ringSeconds":30}}`, 1)))
	if err != nil || !slices.Equal(trial.Lines, []string{"b"}) {
		t.Fatalf("%+v, %v", trial, err)
	}
	if said := strings.Join(trial.Effects[1].Changes, "; "); !strings.Contains(said, "20 → 30") && !strings.Contains(said, "30") {
		t.Errorf("says %q", said)
	}
	if now, _ := store.Snapshot(t.Context()); now.Head.Epoch != 1 {
		t.Errorf("epoch %d", now.Head.Epoch)
	}
}

// Somebody presses save twice: the second time no version, no epoch and no line is made.
func TestASaveOfWhatIsInForceWritesNothing(t *testing.T) {
	o, store, _ := newOffice()
	mustSave(t, o, append(people(), put(resource.Lines, "a", line(150), 0))...)
	again := mustSave(t, o, put(resource.Lines, "a", line(150), 1))
	if again.Epoch != 1 || len(again.Changed) != 0 || len(again.Lines) != 0 {
		t.Errorf("%+v", again)
	}
	if now, err := store.Snapshot(t.Context()); err != nil || now.Head.Epoch != 1 {
		t.Errorf("epoch %d, %v, want 1", now.Head.Epoch, err)
	}
}
