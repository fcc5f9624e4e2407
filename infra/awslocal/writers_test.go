package awslocal

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"ringdown/shared/awsport"
	"ringdown/shared/office"
	"ringdown/shared/resource"
	"ringdown/shared/settings"
)

// hundredWriters has a hundred people save at once, two of them each of forty users, as the test of package
// office does in memory: each save that was said to succeed is there with its audit record, and no other.
func hundredWriters(t *testing.T, s *Tables) {
	env := s.Env(t)
	(&Wire{}).Attach(env)
	carry := env.HTTP // the local engine does one thing after the other, so the last of a hundred waits for long
	env.HTTP = func(time.Duration) aws.HTTPClient { return carry(time.Minute) }
	store := awsport.NewSettings(env)
	o := &office.Office{Store: store, Now: time.Now, Wait: office.Pause}
	at := time.Date(2026, 11, 28, 10, 0, 0, 0, time.UTC)
	var mu sync.Mutex
	var group sync.WaitGroup
	wrote, lost := map[resource.Ref]string{}, 0
	for i := range 100 {
		group.Go(func() {
			by := fmt.Sprint("writer-", i)
			change := settings.Change{Ref: resource.Ref{Kind: resource.Users, ID: fmt.Sprint("u", i%60)}, Body: fmt.Appendf(nil, `{"name":"User %d"}`, i)}
			saved, err := o.Save(t.Context(), office.Order{Changes: []settings.Change{change}, By: settings.Author{Who: by, At: at}, Did: "created"})
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil && len(saved.Changed) == 1:
				if wrote[change.Ref] != "" {
					t.Errorf("%s was written by %s and by %s", change.Ref, wrote[change.Ref], by)
				}
				wrote[change.Ref] = by
			case settings.IsConflict(err):
				lost++
			default:
				t.Error(by, saved, err)
			}
		})
	}
	group.Wait()
	if len(wrote) != 60 || lost != 40 {
		t.Errorf("%d were written, %d lost", len(wrote), lost)
	}
	now, err := store.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	records, err := store.Records(t.Context(), "2026-11", 0, 1000)
	if err == nil {
		err = resource.Verify(records, now.Head.Chain)
	}
	if err != nil || len(records) != len(wrote) || now.Head.Epoch != len(wrote) {
		t.Errorf("%d records, epoch %d, %v", len(records), now.Head.Epoch, err)
	}
	for _, r := range records {
		if wrote[r.What[0]] != r.Who {
			t.Errorf("record %d says that %s wrote %s, and %q was told so", r.Number, r.Who, r.What[0], wrote[r.What[0]])
		}
	}
	for ref, by := range wrote {
		if r, ok := now.Find(ref); !ok || r.By != by || r.Version != 1 {
			t.Errorf("%s is version %d by %s, and %s was told that it is theirs", ref, r.Version, r.By, by)
		}
	}
}
