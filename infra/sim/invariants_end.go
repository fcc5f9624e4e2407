package sim

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"time"

	"ringdown/infra/memport"
	"ringdown/infra/vonagesim"
	"ringdown/shared/alert"
	"ringdown/shared/call"
	"ringdown/shared/port"
)

// How long things may take at most.
const (
	// stopTime is how long a phone may go on ringing after its caller has gone.
	stopTime = 60 * time.Second
	// unheardStopTime is the same where nobody tells us that the caller has gone: the
	// longest wait of a call.
	unheardStopTime = 16 * time.Minute
	// closeTime is how long after the last thing that happened a call's record is closed.
	closeTime = 2 * time.Minute
	// unheardCloseTime is the same where webhooks are lost: the longest call.
	unheardCloseTime = 2*time.Hour + 5*time.Minute
)

// judge looks at a world that came to rest.
func (v *watch) judge() {
	if !v.rested {
		v.fail("the world comes to rest", "something is still on the phone, or in a queue")
	}
	told := v.alerts()
	legs := map[string]vonagesim.LegReport{}
	for _, l := range v.world.Network.Legs() {
		legs[l.Leg] = l
		v.silence(l)
	}
	for i, leg := range v.callers {
		if leg == "" {
			continue // the world was over before this call
		}
		c, ok := v.stored(leg)
		if !ok {
			if !v.unheard() && !legs[leg].Answered.IsZero() {
				v.fail("every call is on record", "that of caller %d", i+1)
			}
			v.kept(call.Call{ID: call.NewID(leg)}, legs[leg])
			continue
		}
		v.settled(c)
		v.ended(c, legs[leg])
		v.talked(c, legs[leg])
		v.toldWhy(c, legs[leg])
		v.kept(c, legs[leg])
		v.alerted(c, told[c.ID])
		v.toldInTime(c)
	}
	v.stopped(legs)
	for _, m := range v.world.queue.Dead() {
		if !v.excused(RESTFails, RESTRefuses, LostRESTReply, StoreAway, DialplansAway, StoreFails, StoreUnsure, Throttling, FilesLate) && !v.unheard() {
			v.fail("no message is put aside", "%s: %s", m.Queue, m.Body)
		}
	}
}

// ended: a call is over soon after its last event, whatever was lost.
func (v *watch) ended(c call.Call, leg vonagesim.LegReport) {
	if c.EndedAt.IsZero() || leg.Ended.IsZero() {
		return
	}
	limit := closeTime
	if v.unheard() || v.excused(LostEnvelopes) {
		limit = unheardCloseTime
	}
	if late := c.EndedAt.Sub(leg.Ended); late > limit {
		v.fail("a call ends soon after its caller", "call %s: %s after it", c.ID, late)
	}
	if on := leg.Ended.Sub(leg.Created); !v.people[leg.Leg].talked && on > unheardStopTime+time.Minute {
		v.fail("nobody waits without end", "call %s: %s without talking", c.ID, on)
	}
}

// talkShort is how long people have to be together for a record that does not say so to be wrong: a
// talk that is over sooner may be over before anybody was heard in it.
const talkShort = 5 * time.Second

// talked: the record says that somebody talked if, and only if, the network heard them together.
func (v *watch) talked(c call.Call, leg vonagesim.LegReport) {
	together := leg.Longest(vonagesim.Talk)
	switch {
	case c.Outcome == call.Talked && !v.people[leg.Leg].talked:
		v.fail("who talked was heard to", "call %s is told as a talk; its caller was with nobody", c.ID)
	case c.Outcome != call.Talked && together > talkShort && !v.unheard() && !v.excused(RESTFails, RESTRefuses, LostRESTReply):
		v.fail("who was heard to talk, talked", "call %s ended %s; its caller was with somebody for %s", c.ID, c.Outcome, together)
	}
}

// wordSpoken is how long somebody has to speak for a recording to hold a message.
const wordSpoken = time.Second

// kept: what a caller said to a tone is in the record, and there to be listened to.
func (v *watch) kept(c call.Call, leg vonagesim.LegReport) {
	if v.excused(LostWebhooks, LostKind) {
		return // nobody told us of it: see what is asked of the provider
	}
	for _, r := range leg.Recordings {
		if r.Talk || r.Spoken < wordSpoken {
			continue
		}
		i := slices.IndexFunc(c.Messages, func(m call.Recording) bool { return m.ID == r.ID })
		switch {
		case i < 0 && v.unheard() && v.putAside(r.ID):
			// Nobody told us of the conversation in which the fallback recorded it: it lies among the dead
			// letters, whose alarm calls somebody.
		case i < 0:
			v.fail("every message is kept", "call %s has no recording %s, in which the caller speaks for %s", c.ID, r.ID, r.Spoken)
		case c.Messages[i].Key == "":
			v.fail("every message can be listened to", "the audio of recording %s of call %s is not kept", r.ID, c.ID)
		case c.Messages[i].Silent:
			v.fail("every message is heard", "recording %s of call %s counts as silent; the caller speaks for %s", r.ID, c.ID, r.Spoken)
		}
	}
}

// putAside reports whether the webhook of a recording was put aside.
func (v *watch) putAside(recording string) bool {
	return slices.ContainsFunc(v.world.queue.Dead(), func(d memport.Delivery) bool {
		return d.Queue == port.RecordingsQueue && strings.Contains(d.Body, recording)
	})
}

// toldWhy: a caller who stays to the end hears how it ends, and is offered a message
// where nobody took the call.
func (v *watch) toldWhy(c call.Call, leg vonagesim.LegReport) {
	if leg.DisconnectedBy == "user" || v.people[leg.Leg].talked || leg.Answered.IsZero() || v.unheard() || v.excused(RESTFails, RESTRefuses, LostRESTReply) {
		return
	}
	last, at := vonagesim.Silence, time.Time{}
	for _, s := range leg.Timeline {
		if s.Kind != vonagesim.Silence {
			last, at = s.Kind, s.Until
		}
	}
	if last != vonagesim.Speech && last != vonagesim.Audio || leg.Ended.Sub(at) > silenceMax {
		v.fail("every caller is told how it ends", "call %s: the last thing heard was %s, %s before the end", c.ID, last, leg.Ended.Sub(at))
	}
	plan := v.plan(c)
	takes := false
	for _, a := range plan.Flow.Actions {
		takes = takes || a.Type == "RecordParticipantMessage"
	}
	if takes && !c.MessageAsked {
		v.fail("whom nobody helps may leave a message", "call %s ended %s without an offer", c.ID, c.Outcome)
	}
}

// alerts gives what was told, by call.
func (v *watch) alerts() map[string][]alert.Notice {
	told := map[string][]alert.Notice{}
	ids := map[string]bool{}
	for _, p := range v.world.Outbox.Posted() {
		n, id := p.Notice, p.Notice.ID+" "+p.To.ID
		if p.To.Channel != alert.Topic || p.To.Why == alert.WhyStatus {
			continue
		}
		if ids[id] && !v.excused(StoreAway, StoreFails, StoreUnsure, EnvelopesTwice, Conflicts, DialplansAway) {
			v.fail("an alert is told once", "%s of call %s", id, n.Call)
		}
		if !ids[id] {
			told[n.Call] = append(told[n.Call], n)
		}
		ids[id] = true
	}
	return told
}

// alerted: a message and a missed call are told, once each, unless the line is quiet.
func (v *watch) alerted(c call.Call, told []alert.Notice) {
	kinds := map[alert.Kind]int{}
	for _, n := range told {
		kinds[n.Kind]++
	}
	for kind, n := range kinds {
		most := 1
		if kind == alert.Voicemail { // each message is a cause: one that the fallback took, and the flow's
			most = max(most, len(c.Messages))
		}
		if n > most {
			v.fail("at most one alert for a cause", "%d of kind %s for call %s", n, kind, c.ID)
		}
	}
	if kinds[alert.Voicemail] > 0 && kinds[alert.Missed] > 0 && !v.late[c.ID] {
		v.fail("at most one alert for a cause", "call %s is told as missed and as a message", c.ID)
	}
	quiet := v.plan(c).Quiet
	switch {
	case quiet && len(told) > 0:
		v.fail("a quiet line is quiet", "call %s has %d alerts", c.ID, len(told))
	case quiet:
	case !c.Voicemail().Empty() && len(told) == 0:
		v.fail("every message has an alert", "call %s", c.ID)
	case misdialled(c, v.plan(c).AlertAfterSeconds):
		if kinds[alert.Missed] > 0 {
			v.fail("no misdial is told", "call %s", c.ID)
		}
	case c.Outcome == call.Missed && len(told) == 0:
		v.fail("every missed call has an alert", "call %s", c.ID)
	}
}

// misdialled reports whether a caller hung up before a missed call would be told, through no fault of ours.
func misdialled(c call.Call, seconds int) bool {
	stayed := c.Caller.Left.Sub(c.Arrived)
	return c.Failure == "" && c.Caller.HangUp.IsZero() && stayed < time.Duration(seconds)*time.Second
}

// stopped: no phone goes on ringing, and no responder waits in a room, for a caller
// who has gone.
func (v *watch) stopped(legs map[string]vonagesim.LegReport) {
	limit := v.ringBound()
	for id, seen := range v.people {
		if seen.call == "" {
			continue
		}
		caller, ok := legs[v.last[seen.call].Caller.Leg]
		if !ok || caller.Ended.IsZero() {
			continue
		}
		if late := legs[id].Ended.Sub(caller.Ended); late > limit && legs[id].Answered.IsZero() {
			v.fail("no phone rings for nobody", "that of %s for %s", legs[id].Who, late)
		}
	}
}

// answered is the reply that a webhook got.
type answered struct {
	status int
	body   []byte
	script int // the number of the leg's script then
}

// between compares the replies to the same webhook.
func (v *watch) between(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			panic(http.ErrAbortHandler)
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		kept := httptest.NewRecorder()
		h.ServeHTTP(kept, r)
		v.repeated(r, body, kept)
		for name, values := range kept.Header() {
			w.Header()[name] = values
		}
		w.WriteHeader(kept.Code)
		_, _ = w.Write(kept.Body.Bytes()) // a recorder takes everything
	})
}

// repeated: the same webhook gets the same reply, as long as its leg has not moved on to another script.
func (v *watch) repeated(r *http.Request, body []byte, kept *httptest.ResponseRecorder) {
	if !strings.HasPrefix(r.URL.Path, "/voice/") || r.Method != http.MethodPost || v.excused(StoreAway, StoreFails, StoreUnsure, DialplansAway) {
		return
	}
	key := r.URL.Path + "\n" + string(body)
	leg, script := v.toldOf(r.URL.Path, body)
	now := answered{kept.Code, kept.Body.Bytes(), script}
	first, again := v.replies[key]
	if !again {
		v.replies[key] = now
		return
	}
	if l := v.people[leg]; l != nil && !l.ended.IsZero() {
		return // what was said may be forgotten with the leg's end, and nobody hears a reply
	}
	if first.script == now.script && (first.status != now.status || !bytes.Equal(first.body, now.body)) {
		v.fail("a repeated webhook gets the same reply", "%s: first %d %s, then %d %s", r.URL.Path, first.status, first.body, now.status, now.body)
	}
}

// toldOf returns the provider's id of the leg that a webhook tells of, and the number of the script that
// the leg was given last. A path names call and leg; else it is the caller's leg, which the body names.
func (v *watch) toldOf(path string, body []byte) (provider string, script int) {
	parts := strings.Split(path, "/")
	if len(parts) <= 4 {
		var about struct{ UUID string }
		_ = json.Unmarshal(body, &about) // a body of another shape is about no leg
		return about.UUID, v.last[call.NewID(about.UUID)].Caller.Epoch
	}
	c := v.last[parts[3]]
	name, _, _ := strings.Cut(parts[4], ".")
	for _, l := range c.Legs {
		if l.ID == name && l.LastReply != nil {
			return l.Provider, l.LastReply.Epoch
		} else if l.ID == name {
			return l.Provider, 0
		}
	}
	return c.Caller.Leg, c.Caller.Epoch
}
