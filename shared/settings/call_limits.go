package settings

import (
	"ringdown/shared/dialplan"
	"ringdown/shared/flow"
	"ringdown/shared/speech/words"
)

// CallLimits bound the calls that a line puts through. 0 is no limit.
type CallLimits struct {
	CallerPerMinute int      `json:"callerPerMinute,omitempty"` // CallsCounted, like the others
	CallerPerHour   int      `json:"callerPerHour,omitempty"`
	LinePerMinute   int      `json:"linePerMinute,omitempty"`
	LinePerHour     int      `json:"linePerHour,omitempty"`
	Beyond          LimitWay `json:"beyond,omitempty"` // voicemail when left out, where a message can be taken
}

// LimitWay is what callers beyond a limit get.
type LimitWay string

// The ways of callers beyond a limit.
const (
	LimitLeaves LimitWay = "voicemail" // a message is taken, nobody is rung
	LimitIsBusy LimitWay = "busy"      // a sentence that says so
)

// CallsCounted is what a limit may be: so many calls of a line are read to count them.
var CallsCounted = Range{Least: 1, Most: dialplan.ArrivalsMax}

// flowBeyondLimits is the id of the flow that callers beyond a limit take.
const flowBeyondLimits = "callers beyond a limit"

func (c *checker) callLimits(path string, l Line) {
	m := l.Limits
	for _, n := range []struct {
		key   string
		calls int
	}{{"callerPerMinute", m.CallerPerMinute}, {"callerPerHour", m.CallerPerHour}, {"linePerMinute", m.LinePerMinute}, {"linePerHour", m.LinePerHour}} {
		at := path + "." + n.key
		if (n.calls != 0 || c.given(at)) && !CallsCounted.holds(n.calls) {
			c.wrong(at, "%d is out of range: write %d to %d, or leave it out for no limit", n.calls, CallsCounted.Least, CallsCounted.Most)
		}
	}
	c.oneOf(path+".beyond", m.Beyond)
	switch {
	case m.Beyond != "" && !m.compiled().Any():
		c.warn(path+".beyond", "no limit is set, so this is not used: write one such as callerPerMinute: 3, or remove it")
	case m.Beyond == LimitLeaves && !l.takesMessages():
		c.wrong(path+".beyond", "no message can be taken: write busy, or switch the voicemail on and name a team")
	}
}

// takesMessages reports whether the line can take a message and tell somebody of it.
func (l Line) takesMessages() bool { return l.TakesVoicemail() && l.defaultTeam() != "" }

func (m CallLimits) compiled() dialplan.Limits {
	return dialplan.Limits{
		CallerPerMinute: m.CallerPerMinute, CallerPerHour: m.CallerPerHour,
		LinePerMinute: m.LinePerMinute, LinePerHour: m.LinePerHour,
	}
}

// beyondLimits compiles what callers beyond a limit get. A message is offered without ringing.
func (s Settings) beyondLimits(d *dialplan.Dialplan, l Line, say words.Words) {
	limits := l.Limits.compiled()
	if !limits.Any() {
		return
	}
	limits.Flow = flowBeyondLimits
	c := compiler{line: l, words: say, teams: d.Teams}
	if l.Limits.Beyond == LimitIsBusy || !l.takesMessages() {
		c.say(noResponse, c.text(say.NoResponse, say.Goodbye), hangUp)
		c.disconnect()
	} else {
		c.pick(pick(l.defaultTeam()), l.defaultTeam(), noResponse)
		c.say(noResponse, c.text(say.NoResponse), takeMessage)
		c.voicemail()
		c.say(goodbye, c.text(say.Goodbye), hangUp)
		c.disconnect()
	}
	if d.Flows == nil {
		d.Flows = map[string]flow.Flow{}
	}
	d.Flows[flowBeyondLimits], d.Limits = c.document(), limits
}
