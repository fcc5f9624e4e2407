package activity

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"time"

	"ringdown/shared/api"
	"ringdown/shared/port"
	"ringdown/shared/resource"
	"ringdown/shared/routes"
)

const (
	// markTries bounds how often marks are written anew when somebody else was faster.
	markTries = 8
	// marksMost bounds the marks of a call; the oldest go first.
	marksMost = 200
)

// mark changes the marks of a recording, and gives it with them.
func (a *reader) mark(ctx context.Context, f found, change func(*port.Marks)) (found, error) {
	for range markTries {
		next := f.marks
		next.Marks = slices.Clone(next.Marks)
		change(&next)
		next.Version++
		if n := len(next.Marks) - marksMost; n > 0 {
			next.Marks = next.Marks[n:]
		}
		if next.Until = f.call.Expires().UTC(); next.Held != nil {
			next.Until = time.Time{}
		}
		err := a.store.Mark(ctx, next)
		if err == nil {
			f.marks = next
			f.Recording = recordingOf(f.Recording.Recording, f.Of, next)
			return f, nil
		}
		if !errors.Is(err, port.ErrConflict) {
			return f, err
		}
		now, err := a.store.Beside(ctx, port.Wanted{Marks: []string{next.Call}})
		if err != nil {
			return f, err
		}
		if len(now.Marks) > 0 {
			f.marks = now.Marks[0]
		}
	}
	return f, port.ErrConflict
}

// did makes a mark of the person who asks.
func did(r *api.Request, recording string, what port.Did) port.Mark {
	who := r.Who.Subject
	if r.Who.Client != "" {
		who = "client:" + r.Who.Client
	}
	return port.Mark{Recording: recording, Did: what, Who: who, Name: r.Who.Name, At: r.Now.UTC()}
}

// without drops marks of a recording.
func without(all []port.Mark, recording string, what port.Did, who string) []port.Mark {
	return slices.DeleteFunc(all, func(m port.Mark) bool {
		return m.Recording == recording && m.Did == what && (who == "" || m.Who == who)
	})
}

func (a *reader) heard(ctx context.Context, r *api.Request) (api.Answer, error) {
	f, err := a.find(ctx, voicemails, r.Path("id"))
	if err != nil {
		return api.Answer{}, err
	}
	mark := did(r, f.ID, port.Heard)
	if !slices.ContainsFunc(f.HeardBy, func(m port.Mark) bool { return m.Who == mark.Who }) {
		f, err = a.mark(ctx, f, func(m *port.Marks) { m.Marks = append(without(m.Marks, f.ID, port.Heard, mark.Who), mark) })
		if err != nil {
			return api.Answer{}, err
		}
	}
	return a.show(ctx, r, voicemails, f, "marked as heard")
}

// hold keeps the audio a second time, where nothing is forgotten, before it says that it is held;
// and says that it is not before it forgets that. So what is said to be held is there, whatever
// breaks off.
func (a *reader) hold(ctx context.Context, r *api.Request) (api.Answer, error) {
	var in Hold
	if err := r.Decode(&in); err != nil {
		return api.Answer{}, err
	}
	if in.Held == nil {
		return api.Answer{}, api.Fail(http.StatusBadRequest, "body", "held is missing: write true to keep the message, false to let it go")
	}
	f, err := a.find(ctx, voicemails, r.Path("id"))
	if err == nil {
		err = f.kept()
	}
	if err != nil {
		return api.Answer{}, err
	}
	said := "held"
	if *in.Held {
		f, err = a.keep(ctx, r, f)
	} else {
		said = "let go"
		f, err = a.letGo(ctx, f)
	}
	if err != nil {
		return api.Answer{}, err
	}
	return a.show(ctx, r, voicemails, f, said)
}

// keep holds the audio of a message, unless somebody has deleted it by then: then the copy goes as well.
func (a *reader) keep(ctx context.Context, r *api.Request, f found) (found, error) {
	if f.Held != nil {
		return f, nil
	}
	err := a.archive.Copy(ctx, f.Key, routes.HeldPrefix+f.Key)
	if errors.Is(err, port.ErrNotFound) {
		err = api.Fail(http.StatusNotFound, "not-found", "the audio is no longer kept")
	}
	if err != nil {
		return f, err
	}
	f, err = a.mark(ctx, f, func(m *port.Marks) {
		if !has(m.Marks, f.ID, port.Deleted) {
			m.Marks, m.Held = append(without(m.Marks, f.ID, port.Held, ""), did(r, f.ID, port.Held)), &f.call
		}
	})
	if err == nil && f.Deleted != nil {
		if err = a.archive.Delete(ctx, routes.HeldPrefix+f.Key); err == nil {
			err = f.kept()
		}
	}
	return f, err
}

// letGo forgets that a message is held, and its second copy. Somebody who holds it at this moment may
// have made that copy: they get it again.
func (a *reader) letGo(ctx context.Context, f found) (found, error) {
	f, err := a.mark(ctx, f, func(m *port.Marks) {
		if m.Marks = without(m.Marks, f.ID, port.Held, ""); !slices.ContainsFunc(m.Marks, func(m port.Mark) bool { return m.Did == port.Held }) {
			m.Held = nil
		}
	})
	if err == nil {
		err = a.archive.Delete(ctx, routes.HeldPrefix+f.Key)
	}
	if err != nil {
		return f, err
	}
	now, err := a.store.Beside(ctx, port.Wanted{Marks: []string{f.call.ID}})
	if err == nil && len(now.Marks) > 0 && has(now.Marks[0].Marks, f.ID, port.Held) {
		err = a.archive.Copy(ctx, f.Key, routes.HeldPrefix+f.Key)
	}
	return f, err
}

// has reports whether somebody did something with a recording.
func has(all []port.Mark, recording string, what port.Did) bool {
	return slices.ContainsFunc(all, func(m port.Mark) bool { return m.Recording == recording && m.Did == what })
}

// remove deletes the audio. It is written down first, and can be asked for again until all of it is
// done.
func (a *reader) remove(ctx context.Context, r *api.Request) (api.Answer, error) {
	f, err := a.find(ctx, voicemails, r.Path("id"))
	if err != nil {
		return api.Answer{}, err
	}
	if f.Deleted == nil {
		if err := f.kept(); err != nil {
			return api.Answer{}, err
		}
	}
	if f.Held != nil {
		return api.Answer{}, held(*f.Held)
	}
	if err := a.chain.note(ctx, r, "deleted", []resource.Ref{{Kind: ofVoicemails, ID: f.ID}}); err != nil {
		return api.Answer{}, err
	}
	if f.Deleted == nil {
		f, err = a.mark(ctx, f, func(m *port.Marks) {
			if !has(m.Marks, f.ID, port.Held) {
				m.Marks = append(m.Marks, did(r, f.ID, port.Deleted))
			}
		})
		if err != nil {
			return api.Answer{}, err
		}
		if f.Held != nil { // by somebody at this moment
			return api.Answer{}, held(*f.Held)
		}
	}
	if err := a.archive.Delete(ctx, f.Key); err != nil {
		return api.Answer{}, err
	}
	return api.Answer{}, nil
}

func held(by port.Mark) error {
	return api.Fail(http.StatusConflict, "in-use", "the message is held by %s: let it go first", by.Who)
}
