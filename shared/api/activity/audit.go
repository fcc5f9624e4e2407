package activity

import (
	"context"
	"errors"
	"strconv"
	"sync"

	"ringdown/shared/api"
	"ringdown/shared/port"
	"ringdown/shared/resource"
)

// chain appends to the audit of reads.
type chain struct {
	store port.Reads

	mu    sync.Mutex
	known bool
	end   resource.Link
}

// chainTries bounds how often a record is put behind the end anew: somebody else's stands there
// then.
const chainTries = 8

// note writes down that somebody saw or did something. The end of the chain is remembered, so that
// it costs one request as long as nobody else appends.
func (c *chain) note(ctx context.Context, r *api.Request, did string, what []resource.Ref, detail ...resource.Detail) error {
	record := resource.Record{At: r.Now.UTC(), Who: r.By(), Name: r.Who.Name, From: r.From, Did: did, What: what, Detail: detail}
	c.mu.Lock()
	defer c.mu.Unlock()
	for range chainTries {
		if !c.known {
			end, err := c.store.End(ctx)
			if err != nil {
				return err
			}
			c.end, c.known = end, true
		}
		next, end := c.end.Follow(record)
		err := c.store.Append(ctx, c.end, next)
		if err == nil {
			c.end = end
			return nil
		}
		c.known = false // somebody else appended, or nobody knows whether this was
		if !errors.Is(err, port.ErrConflict) {
			return err
		}
	}
	return port.ErrConflict
}

// noteList writes down that somebody read a list with full numbers in it; a masked or an empty one
// shows none.
func noteList[T any](ctx context.Context, a *reader, r *api.Request, q query, of resource.Kind, items []T, id func(T) string) error {
	if q.masked || len(items) == 0 {
		return nil
	}
	var refs []resource.Ref
	for _, item := range items {
		refs = append(refs, resource.Ref{Kind: of, ID: id(item)})
	}
	return a.chain.note(ctx, r, "read", refs)
}

// The kinds that the audit of reads names things by.
const (
	ofCalls      resource.Kind = "calls"
	ofVoicemails resource.Kind = "voicemails"
	ofTalks      resource.Kind = "talks"
	ofAlerts     resource.Kind = "alerts"
	ofExports    resource.Kind = "exports"
)

// Kinds are the kinds of things that the audit of reads names.
var Kinds = []resource.Kind{ofCalls, ofVoicemails, ofTalks, ofAlerts, ofExports}

// Reads is one page of the audit of reads.
type Reads struct {
	Records []resource.Record `json:"records"`
	Next    string            `json:"next,omitempty"`
}

func (a *reader) listReads(ctx context.Context, r *api.Request) (api.Answer, error) {
	of, number, err := r.Month(resource.MonthOf(r.Now))
	if err != nil {
		return api.Answer{}, err
	}
	most := r.Number("limit", pageUsual)
	records, err := a.store.Records(ctx, of, number, most)
	if err != nil {
		return api.Answer{}, err
	}
	out := Reads{Records: append([]resource.Record{}, records...)}
	if len(records) == most {
		out.Next = api.Cursor(strconv.Itoa(records[most-1].Number))
	}
	return api.Answer{Body: out}, nil
}
