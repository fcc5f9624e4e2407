package sim

import (
	"context"
	"strconv"
	"strings"
	"time"

	"ringdown/infra/vonagesim"
	"ringdown/shared/call"
	"ringdown/shared/e164"
	"ringdown/shared/ncco"
	"ringdown/shared/switchboard"
	"ringdown/shared/vonage"
)

// fallbackCall names the call of the fallback document, which knows none.
const fallbackCall = vonage.FallbackCall

// take does what the function of a webhook does.
func (c *core) take(w vonagesim.Webhook, to ncco.Callback, f map[string]any) ncco.Script {
	ctx := context.Background()
	switch {
	case w.URL == "answer":
		number := e164.FromProvider(text(f["to"]))
		from := e164.ReadCaller(text(f["from"]), number)
		reply, _ := c.board.Arrive(ctx, call.CallArrived{
			Leg: w.Leg, Conversation: text(f["conversation_uuid"]), Region: text(f["region_url"]), From: from.Number, Came: from.Came, To: number,
		})
		return reply.Script
	case to.Kind == "input" && w.Kind == "notify":
		reply, _ := c.board.Steer(ctx, to.Call, call.PromptsEnded{Epoch: to.Epoch})
		return reply.Script
	case to.Kind == "input":
		reply, _ := c.board.Steer(ctx, to.Call, call.DigitsPressed{Leg: call.CallerLeg, Epoch: to.Epoch, Digits: keysIn(f)})
		return reply.Script
	case to.Kind == "accept":
		reply, _ := c.board.Answer(ctx, to.Call, call.DigitsPressed{Leg: to.Leg, Provider: w.Leg, Epoch: to.Epoch, Digits: keysIn(f)})
		return reply.Script
	}
	c.status(ctx, w, to, f)
	return nil
}

// status does what the function leg does.
func (c *core) status(ctx context.Context, w vonagesim.Webhook, to ncco.Callback, f map[string]any) {
	id, leg, uuid := to.Call, to.Leg, text(f["uuid"])
	if id == "" {
		id, leg = call.NewID(uuid), call.CallerLeg
	}
	at := c.told(f)
	e := vonage.Event{Status: text(f["status"]), Detail: text(f["detail"])}
	reason, over := e.End()
	switch {
	case over && leg == call.CallerLeg && w.Direction == "inbound":
		number := e164.FromProvider(text(f["to"]))
		from := e164.ReadCaller(text(f["from"]), number)
		seconds, _ := strconv.Atoi(text(f["duration"])) // none is none
		_ = c.board.CallerEnded(ctx, call.LegEnded{Leg: leg, Provider: uuid, Reason: reason, At: at},
			call.CallUnseen{Leg: uuid, From: from.Number, Came: from.Came, To: number, Seconds: seconds, Ended: at})
	case over:
		_ = c.board.Note(ctx, id, call.LegEnded{Leg: leg, Provider: uuid, Reason: reason, At: at}) // a failure is logged, and the webhook answered
	case w.Kind == "transfer":
		_ = c.board.Note(ctx, id, call.LegJoined{
			Leg: leg, Provider: uuid, From: text(f["conversation_uuid_from"]), Conversation: text(f["conversation_uuid_to"]), At: at,
		})
	case leg != call.CallerLeg && e.Status == "answered":
		_ = c.board.Note(ctx, id, call.LegAnswered{Leg: leg, Provider: uuid})
	}
}

// told is the time that a webhook tells.
func (c *core) told(f map[string]any) time.Time {
	at, err := time.Parse("2006-01-02T15:04:05.000Z", text(f["timestamp"]))
	if err != nil {
		return time.Time{}
	}
	return at
}

// recordedIn reads a webhook about a recording.
func recordedIn(to ncco.Callback, f map[string]any) switchboard.Recorded {
	size, _ := f["size"].(int)
	m := call.MessageRecorded{Recording: text(f["recording_uuid"]), URL: text(f["recording_url"]), Bytes: int64(size), Epoch: to.Epoch}
	from, err := time.Parse(time.RFC3339, text(f["start_time"]))
	until, bad := time.Parse(time.RFC3339, text(f["end_time"]))
	if err == nil && bad == nil {
		m.Seconds = int(until.Sub(from) / time.Second)
	}
	r := switchboard.Recorded{Call: to.Call, Conversation: text(f["conversation_uuid"]), Talk: to.Leg == call.RoomLeg, Message: m}
	if to.Call == fallbackCall {
		r.Call, r.Message.Epoch = "", 0
	}
	return r
}

func keysIn(f map[string]any) string {
	keys, _ := vonagesim.Field(f, "dtmf", "digits").(string) // null is no key
	return keys
}

func text(v any) string {
	s, _ := v.(string)
	return s
}

// actionsOf writes a script as the network has it.
func actionsOf(s ncco.Script) []vonagesim.Action {
	out := make([]vonagesim.Action, 0, len(s))
	for _, a := range s {
		out = append(out, actionOf(a))
	}
	return out
}

func actionOf(a ncco.Action) vonagesim.Action {
	out := vonagesim.Action{Action: a.Verb()}
	posts := func(url string) {
		if url != "" {
			out.EventURL, out.EventMethod = []string{url}, "POST"
		}
	}
	switch a := a.(type) {
	case ncco.Talk:
		out.Text, out.BargeIn, out.Loop, out.Language, out.Style = a.Text, a.BargeIn, loopOf(a.Loop), a.Language, a.Style
	case ncco.Stream:
		out.StreamURL, out.BargeIn, out.Loop = []string{assetOf(a.URL)}, a.BargeIn, loopOf(a.Loop)
	case ncco.Input:
		if posts(a.EventURL); a.Asynchronous {
			out.Mode = "asynchronous"
			return out
		}
		out.DTMF = &vonagesim.DTMF{MaxDigits: some(a.MaxDigits), TimeOut: some(a.TimeOutSeconds), SubmitOnHash: a.SubmitOnHash}
	case ncco.Record:
		posts(a.EventURL)
		out.Format, out.EndOnSilence, out.EndOnKey, out.TimeOut, out.BeepStart = a.Format, some(a.EndOnSilenceSeconds), a.EndOnKey, some(a.TimeOutSeconds), a.BeepStart
	case ncco.Conversation:
		posts(a.EventURL)
		out.Name, out.StartOnEnter, out.EndOnExit, out.Record, out.Mute = a.Name, &a.StartOnEnter, a.EndOnExit, a.Record, a.Mute
		if a.MusicOnHoldURL != "" {
			out.MusicOnHoldURL = []string{assetOf(a.MusicOnHoldURL)}
		}
	case ncco.Notify:
		posts(a.EventURL)
	case ncco.Wait:
		out.Timeout = &a.Seconds
	}
	return out
}

// assetOf is the address of audio of ours.
func assetOf(ref string) string {
	if name, ours := strings.CutPrefix(ref, "asset:"); ours {
		return appURL + "/assets/" + name
	}
	return ref
}

func some(n int) *int {
	if n == 0 {
		return nil
	}
	return &n
}

func loopOf(n int) *int {
	if n == ncco.LoopForever {
		never := 0
		return &never
	}
	return some(n)
}
