package settings

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
)

func (c *checker) checkLines() {
	for i, l := range c.s.Lines {
		path := fmt.Sprintf("lines[%d]", i)
		c.id("lines", i, c.lines)
		c.lineNumbers(path, i, l)
		c.callers(path, l)
		c.challenged(path, l)
		c.callLimits(path+".limits", l)
		c.name(path+".description", l.Description)
		c.language(path+".language", l.Language)
		c.style(path+".style", l.Style)
		c.oneOf(path+".mode", l.Mode)
		c.oneOf(path+".alert", l.Alert)
		c.inRange(path+".alertAfterSeconds", l.AlertAfter, AlertAfterSeconds)
		if l.Alert == AlertNever && l.AlertAfter != 0 {
			c.warn(path+".alertAfterSeconds", "the line raises no alert, so this is not used: remove it, or write alert: voicemail")
		}
		if l.Escalation != "" && c.refers(path+".escalation", "escalation rule", l.Escalation, c.rules) && l.Alert == AlertNever {
			c.warn(path+".escalation", "the line raises no alert, so this is not used: remove it, or write alert: voicemail")
		}
		c.lineWords(path+".words", l)
		if l.Flow != "" || c.given(path+".flow") {
			c.ownFlow(path, l)
			continue
		}
		if l.Lenient != nil {
			c.warn(path+".lenient", "the line has no flow of its own, so this is not used: remove it")
		}
		c.whom(path, l)
		c.closed(path, l)
		c.ring(path+".ring", l)
		c.reach(path+".ring", l)
		c.voicemail(path, l)
		c.messages(path+".messages", l)
	}
}

// lineNumbers checks the number of a line, or the several of one that has them.
func (c *checker) lineNumbers(path string, i int, l Line) {
	switch {
	case l.Number != "" && len(l.Numbers) > 0:
		c.wrong(path+".numbers", "a line has number: or numbers:, not both: write all of them under numbers:, the one it is known by first")
		return
	case len(l.Numbers) == 0:
		if c.number(path+".number", l.Number) {
			c.holds(path+".number", i, l.Number)
		}
		return
	}
	c.count(path+".numbers", len(l.Numbers), MaxNumbers)
	for j, n := range l.Numbers {
		at := fmt.Sprintf("%s.numbers[%d]", path, j)
		if !c.number(at, n) {
			continue
		}
		if slices.Index(l.Numbers, n) < j {
			c.wrong(at, "the line has this number twice: remove one")
			continue
		}
		c.holds(at, i, n)
	}
}

// holds checks that no line before has the number.
func (c *checker) holds(path string, i int, n e164.Number) {
	if c.own[n] != i {
		c.wrong(path, "line %q already has this number: a number has one line", c.s.Lines[c.own[n]].ID)
	}
}

// oneOf checks a word that may be left out.
func (c *checker) oneOf(path string, word enumerated) {
	var known []string
	for _, k := range word.Enum() {
		known = append(known, fmt.Sprint(k))
	}
	if text := fmt.Sprint(word); (text != "" || c.given(path)) && !slices.Contains(known, text) {
		c.wrong(path, "%q is not known here: write %s", text, strings.Join(known, " or "))
	}
}

// whom checks that a line has one team or a menu of teams.
func (c *checker) whom(path string, l Line) {
	switch {
	case l.Attendant != nil && l.Team != "":
		c.wrong(path+".team", "a line has a team or an attendant, not both: remove one")
	case l.Attendant != nil:
		c.attendant(path+".attendant", *l.Attendant)
	case l.Team != "":
		c.refers(path+".team", "team", l.Team, c.teams)
	default:
		c.wrong(path+".team", "the line leads to nobody: write team: with an id, or attendant: with keys")
	}
}

func (c *checker) attendant(path string, a Attendant) {
	c.inRange(path+".waitSeconds", a.WaitSeconds, WaitSeconds)
	c.inRange(path+".plays", a.Plays, Plays)
	if len(a.Keys) == 0 {
		c.wrong(path+".keys", "the menu has no keys: write keys: with a team for each, such as 1: platform")
	}
	for _, key := range slices.Sorted(maps.Keys(a.Keys)) {
		at := path + ".keys." + key
		switch {
		case key == "0" || key == "*":
			c.wrong(at, "key %s is taken: 0 repeats the menu and * goes back to the welcome; use 1 to 9", key)
		case !isMenuKey(key):
			c.wrong(at, "%q is no key of the menu: use 1 to 9", key)
		}
		c.refers(at, "team", a.Keys[key], c.teams)
	}
	if a.Default != "" && c.refers(path+".default", "team", a.Default, c.teams) && !slices.Contains(slices.Collect(maps.Values(a.Keys)), a.Default) {
		c.warn(path+".default", "team %q has no key of its own: a caller reaches it only by pressing none", a.Default)
	}
}

func isMenuKey(key string) bool { return len(key) == 1 && key[0] >= '1' && key[0] <= '9' }

// keys lists the keys of the menu from the lowest.
func (a Attendant) keys() []string { return slices.Sorted(maps.Keys(a.Keys)) }

// teams lists the teams that a line may lead to, each once, in the order of the keys and the
// default last.
func (l Line) teams() []string {
	if l.Attendant == nil {
		return []string{l.Team}
	}
	var all []string
	for _, key := range l.Attendant.keys() {
		all = append(all, l.Attendant.Keys[key])
	}
	if l.Attendant.Default != "" {
		all = append(all, l.Attendant.Default)
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(all, func(id string) bool {
		twice := seen[id]
		seen[id] = true
		return twice
	})
}

// closed checks what is set for the time when a team is closed.
func (c *checker) closed(path string, l Line) {
	c.oneOf(path+".closed", l.Closed)
	switch {
	case l.Closed == ClosedVoicemail && !l.TakesVoicemail():
		c.wrong(path+".closed", "the voicemail is off, so no message can be taken: write goodbye, or switch the voicemail on")
	case l.Closed != "" && (l.Mode == VoicemailOnly || !c.closes(l)):
		c.warn(path+".closed", "the line is never closed, so this is not used: give its team hours:, or remove it")
	}
}

// closes reports whether a team of the line has hours.
func (c *checker) closes(l Line) bool {
	return slices.ContainsFunc(c.s.Teams, func(t dialplan.Team) bool { return t.Hours != "" && slices.Contains(l.teams(), t.ID) })
}

func (c *checker) ring(path string, l Line) {
	r := l.Ring
	c.oneOf(path+".strategy", r.Strategy)
	c.oneOf(path+".callerId", r.CallerID)
	c.inRange(path+".ringSeconds", r.RingSeconds, RingSeconds)
	c.inRange(path+".acceptSeconds", r.AcceptSeconds, AcceptSeconds)
	c.inRange(path+".totalSeconds", r.TotalSeconds, TotalSeconds)
	c.inRange(path+".rounds", r.Rounds, Rounds)
	c.inRange(path+".ringsPerMinute", r.RingsPerMinute, RingsPerMinute)
	if n := r.ComfortSeconds; n != nil && *n != 0 && !ComfortSeconds.holds(*n) {
		c.wrong(path+".comfortSeconds", "%d is out of range: write %d to %d, 0 for never, or leave it out for %d", *n, ComfortSeconds.Least, ComfortSeconds.Most, ComfortSeconds.Default)
	}
	if r.PauseSeconds != nil {
		c.inRange(path+".pauseSeconds", *r.PauseSeconds, PauseSeconds)
	}
	if k := r.LeaveKey; (k != "" || c.given(path+".leaveKey")) && k != NoKey && (len(k) != 1 || !strings.Contains("0123456789*#", k)) {
		c.wrong(path+".leaveKey", "%q is no key: write one of 0 to 9, \"*\", \"#\", or none", k)
	}
	if k := r.LeaveKey; l.Attendant != nil && k != "" && (k == repeatKey || l.Attendant.Keys[k] != "") {
		c.wrong(path+".leaveKey", "%s is a key of this line's menu, so a caller who presses it twice would stop waiting: write another key, such as \"*\" or \"#\", or none", k)
	}
	if k := r.DeclineKey; (k != "" || c.given(path+".declineKey")) && (len(k) != 1 || !strings.Contains("023456789*#", k)) {
		c.wrong(path+".declineKey", "%q cannot pass a call on: write one of 0, 2 to 9, \"*\" or \"#\"; 1 accepts", k)
	}
	if full := l.withDefaults(c.s).Ring; full.TotalSeconds < full.RingSeconds && TotalSeconds.holds(full.TotalSeconds) {
		c.warn(path+".totalSeconds", "the caller waits %d s, less than one phone rings (%d s): no second phone is tried", full.TotalSeconds, full.RingSeconds)
	}
	if r.LeaveKey != "" && r.LeaveKey != NoKey && !l.TakesVoicemail() {
		c.warn(path+".leaveKey", "the voicemail is off, so this key hangs up: write leaveKey: none")
	}
	if l.Mode == VoicemailOnly && r != (Ring{}) {
		c.warn(path, "the mode is voicemail, so nobody is rung and this is not used: remove it")
	}
}

func (c *checker) voicemail(path string, l Line) {
	c.inRange(path+".voicemail.seconds", l.Voicemail.Seconds, VoicemailSeconds)
	c.inRange(path+".voicemail.silenceSeconds", l.Voicemail.SilenceSeconds, SilenceSeconds)
	switch {
	case l.TakesVoicemail() && l.Alert == AlertNever:
		c.warn(path+".alert", "messages are taken and nobody is told of them: write alert: voicemail")
	case l.TakesVoicemail():
	case l.Mode == VoicemailOnly:
		c.wrong(path+".voicemail.enabled", "the mode is voicemail, yet the voicemail is off: write true, or mode: live")
	case l.Alert == AlertOnVoicemail:
		c.wrong(path+".alert", "the voicemail is off, so no alert would ever be raised: write alert: call, or none")
	case l.withDefaults(c.s).Alert != AlertOnCall:
		c.warn(path+".voicemail.enabled", "without voicemail and alert, a call that nobody answers leaves no trace with the team: write alert: call, or switch the voicemail on")
	}
}

// defaultTeam is the line's team, or the one its menu falls back to.
func (l Line) defaultTeam() string {
	if l.Attendant != nil && l.Attendant.Default != "" {
		return l.Attendant.Default
	}
	if ids := l.teams(); len(ids) > 0 {
		return ids[0]
	}
	return ""
}
