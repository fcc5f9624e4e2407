package activity

import (
	"context"
	"net/http"
	"testing"

	"ringdown/shared/access"
	"ringdown/shared/port"
)

// meanwhile is an archive in which somebody else does something right after a copy or a deletion.
type meanwhile struct {
	port.Archive
	copied, deleted func()
}

func once(do *func()) {
	if f := *do; f != nil {
		*do = nil
		f()
	}
}

func (m *meanwhile) Copy(ctx context.Context, from, to string) error {
	err := m.Archive.Copy(ctx, from, to)
	once(&m.copied)
	return err
}

func (m *meanwhile) Delete(ctx context.Context, key string) error {
	once(&m.deleted) // before: whoever holds it has just made the copy that goes now
	return m.Archive.Delete(ctx, key)
}

// raced is a place whose archive lets others in between.
func raced(t *testing.T) (*place, *meanwhile) {
	t.Helper()
	p := filled(t)
	m := &meanwhile{Archive: p.audio}
	p.reopen(m)
	return p, m
}

func TestWhoHoldsWhatIsDeletedAtThisMomentIsTold(t *testing.T) {
	p, m := raced(t)
	m.copied = func() { p.want(http.StatusNoContent, p.ask(access.Admin, "DELETE", message, "")) }
	p.want(http.StatusNotFound, p.ask(access.Editor, "PUT", message+"/hold", `{"held":true}`))
	var got Recording
	p.want(200, p.ask(access.Editor, "GET", message, "")).into(t, &got)
	if got.Held != nil || got.Deleted == nil {
		t.Errorf("held %+v, deleted %+v", got.Held, got.Deleted)
	}
	if kept := p.audio.All(); len(kept) != 1 {
		t.Errorf("%d recordings kept, want the talk alone: what was deleted is still there", len(kept))
	}
}

func TestWhoDeletesWhatIsHeldAtThisMomentIsRefused(t *testing.T) {
	p := filled(t)
	p.store.marking = func() { p.want(200, p.ask(access.Editor, "PUT", message+"/hold", `{"held":true}`)) }
	p.want(http.StatusConflict, p.ask(access.Admin, "DELETE", message, ""))
	var audio Audio
	p.want(200, p.ask(access.Editor, "GET", message+"/audio", "")).into(t, &audio)
	if kept := p.audio.All(); len(kept) != 3 {
		t.Errorf("%d recordings kept, want message, copy and talk", len(kept))
	}
}

func TestWhoHoldsWhatIsLetGoAtThisMomentHasIt(t *testing.T) {
	p, m := raced(t)
	p.want(200, p.ask(access.Editor, "PUT", message+"/hold", `{"held":true}`))
	m.deleted = func() { p.want(200, p.ask(access.Admin, "PUT", message+"/hold", `{"held":true}`)) }
	p.want(200, p.ask(access.Editor, "PUT", message+"/hold", `{"held":false}`))
	var got Recording
	p.want(200, p.ask(access.Editor, "GET", message, "")).into(t, &got)
	if _, ok := p.audio.All()["held/voicemail/"+ExampleCall+"/m"]; got.Held == nil || !ok {
		t.Errorf("held %+v, and its copy is there: %v", got.Held, ok)
	}
}
