package activity

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"time"

	"ringdown/shared/access"
	"ringdown/shared/activity"
	"ringdown/shared/api"
	"ringdown/shared/call"
	"ringdown/shared/port"
	"ringdown/shared/resource"
	"ringdown/shared/routes"
)

// shelf is one kind of recordings in the API.
type shelf struct {
	kind       activity.Kind
	path       string
	one, many  string // in operation ids
	list, hear access.Permission
	of         resource.Kind
}

var (
	voicemails = shelf{activity.Message, "voicemails", "Voicemail", "Voicemails", access.ReadCalls, access.HearVoicemail, ofVoicemails}
	talks      = shelf{activity.Talk, "talks", "Talk", "Talks", access.HearTalks, access.HearTalks, ofTalks}
)

// Recording is a message or a talk, with what it belongs to and what people did with it.
type Recording struct {
	activity.Recording
	Of      activity.Entry `json:"of"`                // the call
	HeardBy []port.Mark    `json:"heardBy"`           // who marked it as heard, each once
	Held    *port.Mark     `json:"held,omitempty"`    // by whom it is held
	Deleted *port.Mark     `json:"deleted,omitempty"` // by whom its audio was deleted
}

// Recordings is one page of a list.
type Recordings struct {
	Items []Recording `json:"items"`
	Next  string      `json:"next,omitempty"`
}

// Audio is where a recording is played.
type Audio struct {
	URL     string    `json:"url"`
	Expires time.Time `json:"expires"`
}

// Hold says whether a message is held.
type Hold struct {
	Held *bool `json:"held"`
}

// recordingOf puts together what is known of a recording.
func recordingOf(rec activity.Recording, e activity.Entry, m port.Marks) Recording {
	out := Recording{Recording: rec, Of: e, HeardBy: []port.Mark{}}
	for _, mark := range m.Marks {
		if mark.Recording != rec.ID {
			continue
		}
		switch mark.Did {
		case port.Heard:
			out.HeardBy = append(out.HeardBy, mark)
		case port.Held:
			out.Held = &mark
		case port.Deleted:
			out.Deleted = &mark
		}
	}
	return out
}

func (a *reader) listRecordings(s shelf) func(context.Context, *api.Request) (api.Answer, error) {
	return func(ctx context.Context, r *api.Request) (api.Answer, error) {
		q, err := queryOf(r)
		if err != nil {
			return api.Answer{}, err
		}
		marks := map[string]port.Marks{}
		beside := func(calls []call.Call) error {
			var with []string
			for _, c := range calls {
				if s.any(c) {
					with = append(with, c.ID)
				}
			}
			found, err := a.beside(ctx, calls, port.Wanted{Marks: with})
			for _, m := range found.Marks {
				marks[m.Call] = m
			}
			return err
		}
		var out Recordings
		// Few calls leave a message, so many are looked at.
		out.Items, out.Next, err = page(ctx, a, q, pageMost, r.Number("limit", pageUsual), beside, func(c call.Call) []Recording {
			e, wanted := q.entry(c, a.plans.of(c))
			if !wanted {
				return nil
			}
			var found []Recording
			for _, rec := range activity.RecordingsOf(c) {
				item := recordingOf(rec, e, marks[c.ID])
				if rec.Kind == s.kind && !rec.Silent && (r.Query("heard") == "" || r.Has("heard") == (len(item.HeardBy) > 0)) {
					found = append(found, item)
				}
			}
			return found
		})
		if err == nil {
			err = noteList(ctx, a, r, q, s.of, out.Items, func(item Recording) string { return item.ID })
		}
		if err != nil {
			return api.Answer{}, err
		}
		return api.Answer{Body: out}, nil
	}
}

// any reports whether a call has recordings of the kind.
func (s shelf) any(c call.Call) bool {
	return s.kind == activity.Message && len(c.Messages) > 0 || s.kind == activity.Talk && len(c.Talks) > 0
}

// found is a recording on the way.
type found struct {
	Recording
	call  call.Call
	marks port.Marks
}

// find reads a recording by its id as a path has it. Where the call is forgotten and the recording
// is held, the call stands in the marks.
func (a *reader) find(ctx context.Context, s shelf, id string) (found, error) {
	c, err := a.load(ctx, activity.CallOf(id))
	gone := errors.Is(err, port.ErrNotFound)
	if err != nil && !gone {
		return found{}, err
	}
	var named []call.Call
	if !gone {
		named = []call.Call{c}
	}
	got, err := a.beside(ctx, named, port.Wanted{Marks: []string{activity.CallOf(id)}})
	if err != nil {
		return found{}, err
	}
	marks := port.Marks{Call: activity.CallOf(id)}
	if len(got.Marks) > 0 {
		marks = got.Marks[0]
	}
	if gone {
		if marks.Held == nil {
			return found{}, missing(id)
		}
		c = *marks.Held
		if _, err := a.beside(ctx, []call.Call{c}, port.Wanted{}); err != nil {
			return found{}, err
		}
	}
	all := activity.RecordingsOf(c)
	i := slices.IndexFunc(all, func(rec activity.Recording) bool { return rec.ID == id && rec.Kind == s.kind })
	if i < 0 {
		return found{}, missing(id)
	}
	return found{recordingOf(all[i], activity.EntryOf(c, a.plans.of(c)), marks), c, marks}, nil
}

// show answers with a recording as the person may see it, and writes down that they did.
func (a *reader) show(ctx context.Context, r *api.Request, s shelf, f found, did string) (api.Answer, error) {
	masked := !r.Who.May(access.ReadNumbers)
	if masked {
		f.Of = f.Of.Masked()
	}
	if did != "" || !masked {
		if did == "" {
			did = "read"
		}
		if err := a.chain.note(ctx, r, did, []resource.Ref{{Kind: s.of, ID: f.ID}}); err != nil {
			return api.Answer{}, err
		}
	}
	return api.Answer{Body: f.Recording}, nil
}

func (a *reader) getRecording(s shelf) func(context.Context, *api.Request) (api.Answer, error) {
	return func(ctx context.Context, r *api.Request) (api.Answer, error) {
		f, err := a.find(ctx, s, r.Path("id"))
		if err != nil {
			return api.Answer{}, err
		}
		return a.show(ctx, r, s, f, "")
	}
}

// keyOf is where the audio is.
func (f found) keyOf() string {
	if f.Held != nil {
		return routes.HeldPrefix + f.Key
	}
	return f.Key
}

// kept refuses what has no audio.
func (f found) kept() error {
	switch {
	case f.Deleted != nil:
		return api.Fail(http.StatusNotFound, "not-found", "the audio was deleted on %s by %s", f.Deleted.At.Format(time.RFC3339), f.Deleted.Who)
	case f.Key == "":
		return api.Fail(http.StatusConflict, "busy", "the audio was not fetched from the phone provider yet: ask again in a minute").After(time.Minute)
	}
	return nil
}

func (a *reader) audio(s shelf) func(context.Context, *api.Request) (api.Answer, error) {
	return func(ctx context.Context, r *api.Request) (api.Answer, error) {
		f, err := a.find(ctx, s, r.Path("id"))
		if err == nil {
			err = f.kept()
		}
		if err != nil {
			return api.Answer{}, err
		}
		address, err := a.archive.Address(ctx, f.keyOf(), addressLife)
		if errors.Is(err, port.ErrNotFound) {
			err = api.Fail(http.StatusNotFound, "not-found", "the audio is no longer kept")
		}
		if err == nil {
			err = a.chain.note(ctx, r, "listened", []resource.Ref{{Kind: s.of, ID: f.ID}})
		}
		if err != nil {
			return api.Answer{}, err
		}
		return api.Answer{Body: Audio{URL: address, Expires: r.Now.Add(addressLife).UTC()}}, nil
	}
}
