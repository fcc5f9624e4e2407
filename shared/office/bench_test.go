package office

import (
	"context"
	"fmt"
	"testing"

	"ringdown/infra/memport"
	"ringdown/shared/port"
	"ringdown/shared/resource"
	"ringdown/shared/settings"
)

// counted counts the requests to a store.
type counted struct {
	port.Settings
	requests int
}

func (c *counted) Snapshot(ctx context.Context) (resource.Snapshot, error) {
	c.requests++
	return c.Settings.Snapshot(ctx)
}

func (c *counted) Lines(ctx context.Context) ([]port.LineVersion, error) {
	c.requests++
	return c.Settings.Lines(ctx)
}

func (c *counted) Save(ctx context.Context, s port.Save) error {
	c.requests++
	return c.Settings.Save(ctx, s)
}

func (c *counted) Answered(ctx context.Context, key string) (port.Once, error) {
	c.requests++
	return c.Settings.Answered(ctx, key)
}

// large is an office with fifty teams of twenty users, and twenty lines.
func large(tb testing.TB) (*Office, *counted) {
	tb.Helper()
	o, _, _ := newOffice()
	store := &counted{Settings: memport.NewSettings(memport.NewDialplans())}
	o.Store = store
	var all []resource.Resource
	add := func(kind resource.Kind, id, format string, args ...any) {
		all = append(all, resource.Resource{Ref: resource.Ref{Kind: kind, ID: id}, Body: fmt.Appendf(nil, format, args...)})
	}
	for team := range 50 {
		members := ""
		for i := range 20 {
			n := team*20 + i
			add(resource.Users, fmt.Sprint("u", n), `{"name":"User %d","phones":[{"number":"+1415555%04d"}]}`, n, 1000+n)
			members += fmt.Sprintf(`"u%d",`, n)
		}
		add(resource.Teams, fmt.Sprint("t", team), `{"name":"Team %d","tiers":[[%s]]}`, team, members[:len(members)-1])
	}
	for i := range 20 {
		add(resource.Lines, fmt.Sprint("l", i), `{"number":"+1415556%04d","team":"t%d"}`, 1000+i, i)
	}
	if _, err := o.Import(tb.Context(), all, true, order().By); err != nil {
		tb.Fatal(err)
	}
	return o, store
}

// BenchmarkSave changes a user of a line's team, so that one dialplan is published.
func BenchmarkSave(b *testing.B) {
	o, _ := large(b)
	i := 0
	for b.Loop() {
		i++
		change := settings.Change{Ref: resource.Ref{Kind: resource.Users, ID: "u7"}, Patch: fmt.Appendf(nil, `{"name":"User %d"}`, i), Follow: i}
		if _, err := o.Save(b.Context(), order(change)); err != nil {
			b.Fatal(err)
		}
	}
}

func TestASaveAsksTheStoreFourTimesAtMost(t *testing.T) {
	o, store := large(t)
	store.requests = 0
	want := order(settings.Change{Ref: resource.Ref{Kind: resource.Users, ID: "u7"}, Patch: []byte(`{"name":"Other"}`), Follow: 1})
	want.Once, want.Answer = &port.Once{Key: "k"}, func(Saved) []byte { return nil }
	if _, err := o.Save(t.Context(), want); err != nil || store.requests > 4 {
		t.Errorf("%d requests, %v", store.requests, err)
	}
}
