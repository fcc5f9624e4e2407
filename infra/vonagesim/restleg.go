package vonagesim

import (
	"encoding/json"
	"strconv"
	"time"
)

type destinationBody struct {
	Type string          `json:"type"`
	NCCO json.RawMessage `json:"ncco"`
	URL  []string        `json:"url"`
}

// serve is the part of the REST API below one live leg.
func (l *leg) serve(method, tail string, body []byte) answer {
	switch method + " " + tail {
	case "PUT ":
		return l.update(body)
	case "PUT /talk":
		return l.startTalk(body)
	case "PUT /stream":
		return l.startStream(body)
	case "DELETE /talk":
		l.endOverlay()
		return l.message("Talk stopped")
	case "DELETE /stream":
		l.endOverlay()
		return l.message("Stream stopped")
	case "PUT /dtmf":
		return l.startTones(body)
	case "PUT /input/dtmf":
		return l.listen(body)
	case "DELETE /input/dtmf":
		var kept []listener
		for _, x := range l.listeners {
			if !x.rest {
				kept = append(kept, x)
			}
		}
		l.listeners = kept
		return answer{status: 200}
	}
	return l.n.notFound()
}

func (l *leg) message(text string) answer {
	return answer{status: 200, body: fields{"message": text, "uuid": l.uuid}}
}

// update is PUT /v1/calls/{uuid}. What it causes happens after the 204.
func (l *leg) update(raw []byte) answer {
	var b struct {
		Action      string           `json:"action"`
		Destination *destinationBody `json:"destination"`
	}
	if name, err := readExact(raw, []string{"action", "destination"}, &b); err != nil {
		return badRequest(name, err.Error())
	}
	switch b.Action {
	case "hangup":
		l.cutOff()
		return answer{status: 204}
	case "transfer":
		return l.startTransfer(b.Destination)
	case "mute", "unmute", "earmuff", "unearmuff":
		return badRequest("action", b.Action+" exists, but this network does not play it")
	}
	return badRequest("action", "unknown action")
}

// cutOff ends a leg over REST.
func (l *leg) cutOff() {
	status := "completed"
	if l.answeredAt.IsZero() && !l.n.o.Switches.HangUpRingingCompletes {
		status = "cancelled"
	}
	l.unlessEnded(0, func() { l.end(status, "platform", "") })
}

func (l *leg) startTransfer(d *destinationBody) answer {
	switch {
	case l.answeredAt.IsZero():
		return badRequest("uuid", "only an answered leg can be transferred")
	case d == nil || d.Type != "ncco" || (len(d.NCCO) == 0) == (len(d.URL) == 0):
		return badRequest("destination", "must be of type ncco with an ncco or a url")
	case len(d.URL) > 0:
		if !oneURL(d.URL) {
			return badRequest("url", "is an array of one URL")
		}
		l.transfer(func() { l.hear(noise{sound: Silence}); l.askAnswer(d.URL[0], "GET", l.answerFields()) })
		return answer{status: 204}
	}
	actions, err := l.n.parseNCCO(d.NCCO)
	if err != nil {
		return badRequest("ncco", err.Error())
	}
	l.transfer(func() { l.run(actions) })
	return answer{status: 204}
}

func (l *leg) startTalk(raw []byte) answer {
	var b struct {
		Text      string `json:"text"`
		Language  string `json:"language"`
		Style     int    `json:"style"`
		Premium   bool   `json:"premium"`
		VoiceName string `json:"voice_name"`
		Loop      *int   `json:"loop"`
		Level     string `json:"level"`
	}
	name, err := readExact(raw, []string{"text", "language", "style", "premium", "voice_name", "loop", "level"}, &b)
	if err != nil {
		return badRequest(name, err.Error())
	}
	a := action{Text: b.Text, Loop: b.Loop}
	if err := a.checkTalk(); err != nil {
		return badRequest("text", err.Error())
	}
	return l.overlayPrompt(b.Level, a, noise{sound: Speech, text: plainText(b.Text), language: b.Language, lasts: speakingTime(b.Text), again: true}, "Talk started")
}

func (l *leg) startStream(raw []byte) answer {
	var b struct {
		StreamURL []string `json:"stream_url"`
		Loop      *int     `json:"loop"`
		Level     string   `json:"level"`
	}
	if name, err := readExact(raw, []string{"stream_url", "loop", "level"}, &b); err != nil {
		return badRequest(name, err.Error())
	}
	if !oneURL(b.StreamURL) {
		return badRequest("stream_url", "is an array of one URL")
	}
	a := action{Loop: b.Loop}
	return l.overlayPrompt(b.Level, a, noise{sound: Audio, text: b.StreamURL[0], lasts: l.n.audioTime(b.StreamURL[0]), again: true}, "Stream started")
}

// overlayPrompt plays over what the leg hears, for all loops as one stretch.
func (l *leg) overlayPrompt(level string, a action, s noise, started string) answer {
	if v, err := strconv.ParseFloat(level, 64); level != "" && (err != nil || v < -1 || v > 1) {
		return badRequest("level", "must be a string from -1 to 1")
	}
	if a.Loop != nil && *a.Loop < 0 {
		return badRequest("loop", "must not be negative")
	}
	if l.answeredAt.IsZero() {
		return badRequest("uuid", "the leg is not answered")
	}
	s.lasts *= time.Duration(loops(a)) // 0: until it is stopped
	l.overlay(s)
	phase := l.heard.overPhase
	if s.sound == Speech {
		l.actor.listens(s.text, func() bool { return l.heard.overPhase == phase })
	} else {
		l.actor.hearsURL(s.text)
	}
	return l.message(started)
}

func (l *leg) startTones(raw []byte) answer {
	var b struct {
		Digits string `json:"digits"`
	}
	if name, err := readExact(raw, []string{"digits"}, &b); err != nil {
		return badRequest(name, err.Error())
	}
	if b.Digits == "" || !tonePattern.MatchString(b.Digits) {
		return badRequest("digits", "can contain 0-9, *, # and p")
	}
	l.sendTones(b.Digits)
	return l.message("DTMF sent")
}

func (l *leg) listen(raw []byte) answer {
	var b struct {
		EventURL []string `json:"event_url"`
	}
	if name, err := readExact(raw, []string{"event_url"}, &b); err != nil {
		return badRequest(name, err.Error())
	}
	if !oneURL(b.EventURL) {
		return badRequest("event_url", "is an array of one URL")
	}
	l.listeners = append(l.listeners, listener{url: b.EventURL[0], method: "POST", rest: true})
	return answer{status: 200}
}
