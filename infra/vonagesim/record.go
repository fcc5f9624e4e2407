package vonagesim

import (
	"time"
)

const (
	toneLength = 500 * time.Millisecond
	fileDelay  = 2 * time.Second // until the file of an ended call is ready
)

// recording is a record action in progress. running is false until the tone is
// over: a caller who hangs up before leaves nothing behind, not even an event.
type recording struct {
	action       action
	id           string
	conversation string
	running      bool
	from, until  time.Time
	talk         bool    // of several, who are taken to speak all the time
	voice        []int16 // what a microphone picked up, from the beginning on
}

func (a *action) waitsForEnd() bool {
	return a.EndOnSilence != nil || a.EndOnKey != "" || a.TimeOut != nil
}

// record takes time only if an end condition is set; otherwise it runs in the
// background and ends with the call (NCCO reference).
func (l *leg) record(a action) bool {
	r := &recording{action: a, id: l.n.uuid(), conversation: l.conversation}
	if !a.waitsForEnd() {
		l.background = r
		r.start(l)
		return false
	}
	l.recording = r
	if !a.BeepStart {
		l.startRecording(r)
		return true
	}
	l.hear(noise{sound: Tone, lasts: toneLength})
	l.later(toneLength, func() { l.startRecording(r) })
	return true
}

func (r *recording) start(l *leg) {
	now := l.n.clock.Now()
	r.running, r.from = true, now
}

func (l *leg) startRecording(r *recording) {
	r.start(l)
	l.soundOfRecording()
	l.actor.occurs(TriggerTone)
	if r.action.TimeOut != nil {
		l.later(time.Duration(*r.action.TimeOut)*time.Second, l.finishRecording)
	}
	l.watchSilence(r)
}

func (l *leg) soundOfRecording() {
	if l.recording == nil || !l.recording.running {
		return
	}
	if l.n.clock.Now().Before(l.speakTill) {
		l.hear(noise{sound: Recording, text: l.speaking})
		return
	}
	l.hear(noise{sound: Quiet})
}

// watchSilence ends the recording endOnSilence after the last word.
func (l *leg) watchSilence(r *recording) {
	if r.action.EndOnSilence == nil {
		return
	}
	patience := time.Duration(*r.action.EndOnSilence) * time.Second
	since := r.from
	if l.speakTill.After(since) {
		since = l.speakTill
	}
	l.later(since.Add(patience).Sub(l.n.clock.Now()), func() {
		if since.Before(l.speakTill) {
			l.watchSilence(r)
			return
		}
		if l.n.o.Switches.RecordingTrimmed {
			r.until = since
		}
		l.finishRecording()
	})
}

// speak lets the person speak for d.
func (l *leg) speak(d time.Duration, text string) {
	if l.answeredAt.IsZero() {
		return
	}
	l.observe(Observation{Kind: SawSpeaks, Text: text, For: d})
	l.speaking, l.speakTill = text, l.n.clock.Now().Add(d)
	l.spoke = append(l.spoke, [2]time.Time{l.n.clock.Now(), l.speakTill})
	if l.barging && l.n.o.Switches.SpeechBargesIn {
		l.bargeIn("")
	}
	l.soundOfRecording()
	l.unlessEnded(d, l.soundOfRecording)
}

func (l *leg) stopSpeaking() {
	if now := l.n.clock.Now(); now.Before(l.speakTill) {
		l.speakTill = now
		l.spoke[len(l.spoke)-1][1] = now
		if r := l.recording; r != nil && r.running {
			l.soundOfRecording()
			l.watchSilence(r)
		}
	}
}

// finishRecording ends a synchronous recording: its event, then the next action.
func (l *leg) finishRecording() {
	r := l.recording
	l.recording = nil
	l.hear(noise{sound: Silence})
	l.sendRecording(r, 0)
	l.advance()
}

// endRecordings ends what runs when the leg ends.
func (l *leg) endRecordings(delay time.Duration) {
	for _, r := range []*recording{l.recording, l.background} {
		if r != nil && r.running {
			l.sendRecording(r, delay)
		}
	}
	l.recording, l.background = nil, nil
}

// spokenIn lists the stretches of a recording in which the person spoke.
func (l *leg) spokenIn(r *recording) (out []span) {
	length := r.until.Sub(r.from)
	if r.talk {
		return []span{{0, length}}
	}
	for _, s := range l.spoke {
		from, until := max(s[0].Sub(r.from), 0), min(s[1].Sub(r.from), length)
		if from < until {
			out = append(out, span{from, until})
		}
	}
	return out
}

// report sums up a recording.
func (f *file) report(r *recording) RecordingReport {
	out := RecordingReport{ID: r.id, Talk: r.talk}
	for _, s := range f.spoken {
		out.Spoken += s.until - s.from
	}
	return out
}

// sendRecording stores the file and sends the record event, which names no leg
// (captured): conversation, times, size and URL only.
func (l *leg) sendRecording(r *recording, delay time.Duration) {
	if r.until.IsZero() {
		r.until = l.n.clock.Now()
	}
	f := &file{id: l.n.uuid(), format: r.action.Format, length: r.until.Sub(r.from), spoken: l.spokenIn(r), readyAt: l.n.clock.Now().Add(l.n.o.Faults.FilesLateBy)}
	f.audio = r.sounding(f)
	l.n.files[f.id] = f
	l.recorded = append(l.recorded, f.report(r))
	extra := fields{
		"start_time": r.from.UTC().Format(time.RFC3339), "end_time": r.until.UTC().Format(time.RFC3339),
		"recording_url": l.n.o.BaseURL + "/v1/files/" + f.id, "recording_uuid": r.id, "size": f.size(),
		"conversation_uuid": r.conversation,
	}
	send := func() {
		extra["timestamp"] = stamp(l.n.clock.Now())
		l.n.post(&delivery{hook: l.webhook("record", l.eventURLOf(r.action), r.action.EventMethod), fields: extra, leg: l})
	}
	if delay == 0 {
		send()
		return
	}
	l.n.underWay++ // its webhook is, as good as
	l.n.after(delay, func() {
		l.n.underWay--
		send()
	})
}
