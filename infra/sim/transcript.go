package sim

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
	"time"

	"ringdown/infra/vonagesim"
	"ringdown/shared/alert"
	"ringdown/shared/e164"
	"ringdown/shared/ncco"
)

// Transcript is a whole call as one can read it aloud: what each party hears and
// does, and, marked by an exclamation mark, what the product ordered.
type Transcript struct {
	start time.Time
	names map[string]string // provider leg id → who
	phone map[string]string // digits → who
	Lines []Line

	turns map[Line]int // numbers of notifications
}

// Line is one thing that happened.
type Line struct {
	Seconds float64 `json:"seconds"`
	Who     string  `json:"who"`
	Ordered bool    `json:"ordered,omitempty"` // by the product
	What    string  `json:"what"`
}

func newTranscript(start time.Time, phones map[string]string) *Transcript {
	return &Transcript{start: start, names: map[string]string{}, phone: phones, turns: map[Line]int{}}
}

func (t *Transcript) add(at time.Time, who, what string, ordered bool) {
	t.Lines = append(t.Lines, Line{Seconds: at.Sub(t.start).Seconds(), Who: who, What: what, Ordered: ordered})
}

// observe takes what the phone network saw. Webhooks and requests are how the two
// sides talk, not what a person would notice, and are left out.
func (t *Transcript) observe(o vonagesim.Observation) {
	if o.Leg != "" {
		t.names[o.Leg] = o.Who
	}
	switch o.Kind {
	case vonagesim.SawDials:
		t.add(o.At, o.Who, "dials +"+o.With, false)
	case vonagesim.SawRings:
		t.add(o.At, o.Who, "the phone rings", false)
	case vonagesim.SawAnswers:
		if o.Who != "" && !strings.HasPrefix(o.Who, "caller") {
			t.add(o.At, o.Who, "picks up", false)
		}
	case vonagesim.SawPicksUp:
		t.add(o.At, o.Who, "is put through", false)
	case vonagesim.SawHears:
		t.hears(o)
	case vonagesim.SawCutShort:
		if o.Sound == vonagesim.Speech {
			t.add(o.At, o.Who, fmt.Sprintf("(cut short after %.1f s)", o.For.Seconds()), false)
		}
	case vonagesim.SawPresses:
		t.add(o.At, o.Who, "presses "+o.Text, false)
	case vonagesim.SawSpeaks:
		t.add(o.At, o.Who, fmt.Sprintf("speaks for %s", o.For), false)
	case vonagesim.SawTalksWith:
		t.add(o.At, o.Who, "talks with "+o.With, false)
	case vonagesim.SawLeftAlone:
		t.add(o.At, o.Who, "is left alone", false)
	case vonagesim.SawHangsUp:
		t.add(o.At, o.Who, "hangs up", false)
	case vonagesim.SawEnded:
		t.add(o.At, o.Who, "the line ends ("+strings.TrimSpace(o.Text)+")", false)
	}
}

func (t *Transcript) hears(o vonagesim.Observation) {
	switch o.Sound {
	case vonagesim.Speech:
		t.add(o.At, o.Who, `hears "`+plainSpeech(o.Text)+`"`, false)
	case vonagesim.Audio:
		t.add(o.At, o.Who, "hears the recording "+lastPart(o.Text), false)
	case vonagesim.Music:
		t.add(o.At, o.Who, "hears "+holdName(o.Text), false)
	case vonagesim.Tone:
		t.add(o.At, o.Who, "hears the tone", false)
	case vonagesim.Ringback:
		t.add(o.At, o.Who, "hears it ring", false)
	}
}

func holdName(url string) string {
	if lastPart(url) == "hold.mp3" {
		return "music"
	}
	return "the recording " + lastPart(url) + ", again and again"
}

// lastPart is the name of what is played, without the proof that it may be.
func lastPart(url string) string {
	path, _, _ := strings.Cut(url, "?")
	return path[strings.LastIndexByte(path, '/')+1:]
}

func plainSpeech(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(text, "<speak>", ""), "</speak>", "")
}

// ordered takes what the product did.
func (t *Transcript) ordered(o Order) {
	fate := ""
	if o.Err != nil {
		fate = " — not confirmed"
	}
	switch o.Kind {
	case "dial":
		t.add(o.At, t.who(o.To), fmt.Sprintf("ring for %d s%s", o.Seconds, fate), true)
	case readOut:
		t.add(o.At, t.who(o.To), fmt.Sprintf("ring for %d s, to read an alert out%s", o.Seconds, fate), true)
	case "hang up":
		t.add(o.At, t.names[o.Provider], "hang up"+fate, true)
	case "transfer":
		t.add(o.At, t.names[o.Provider], "move on to: "+sketch(o.Script)+fate, true)
	case "ask":
		t.add(o.At, "", "ask "+o.Function[strings.LastIndexByte(o.Function, ':')+1:]+fate, true)
	case "fetch":
		t.add(o.At, "", "fetch the recording"+fate, true)
	case "alert":
		t.alerted(o.At, o.Notification, o.Notice)
	}
}

// alerted takes a notification. What the team's own addresses are told is what the topic is told.
func (t *Transcript) alerted(at time.Time, to alert.Notification, n alert.Notice) {
	before := len(t.Lines)
	defer func() {
		if len(t.Lines) > before {
			t.turns[t.Lines[before]], _ = strconv.Atoi(to.ID) // of digits
		}
	}()
	switch {
	case to.Why == alert.WhyStatus:
		t.add(at, n.TeamName, strings.TrimSuffix(fmt.Sprintf("the alert is %s by %s", to.Status, to.By), " by "), true)
	case to.Channel == alert.Topic:
		t.add(at, n.TeamName, "alert: "+n.Subject(), true)
	case to.User != "":
		t.add(at, to.User, "told by "+string(to.Channel)+reason(to)+": "+n.Subject(), true)
	case to.Channel == alert.Chat:
		t.add(at, "room", "told by chat"+reason(to)+": "+n.Subject(), true)
	}
}

// inTurn brings the notifications of an instant, which go out side by side, into the order of their numbers.
func (t *Transcript) inTurn(lines []Line) {
	for i := 0; i < len(lines); {
		end := i + 1
		for t.turns[lines[i]] > 0 && end < len(lines) && t.turns[lines[end]] > 0 && lines[end].Seconds == lines[i].Seconds {
			end++
		}
		sort.SliceStable(lines[i:end], func(a, b int) bool { return t.turns[lines[i+a]] < t.turns[lines[i+b]] })
		i = end
	}
}

func reason(to alert.Notification) string {
	switch to.Why {
	case alert.WhyPassedOn:
		return ", passed on by " + to.By.String()
	case alert.WhyNobodyAcknowledged:
		return ", nobody acknowledged"
	case alert.WhyNews:
		return ", news (" + string(to.News) + ")"
	}
	return ""
}

func (t *Transcript) who(n e164.Number) string {
	if name, ok := t.phone[n.Digits()]; ok {
		return name
	}
	return string(n)
}

// sketch names the steps of a script.
func sketch(s ncco.Script) string {
	var out []string
	for _, a := range s {
		if _, ok := a.(ncco.Conversation); ok {
			out = append(out, "room")
			continue
		}
		if n := len(out); n == 0 || out[n-1] != a.Verb() {
			out = append(out, a.Verb())
		}
	}
	return strings.Join(out, ", ")
}

// String prints the transcript.
func (t *Transcript) String() string {
	lines := t.Lines
	sort.SliceStable(lines, func(i, j int) bool { return lines[i].Seconds < lines[j].Seconds })
	t.inTurn(lines)
	width := 6
	for _, l := range lines {
		width = max(width, len(l.Who))
	}
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(FormatLine(l, width))
	}
	return b.String()
}

// FormatLine prints one line, with names in a column of the width.
func FormatLine(l Line, width int) string {
	mark := " "
	if l.Ordered {
		mark = "!"
	}
	return fmt.Sprintf("%s  %-*s %s %s\n", clock(l.Seconds), width, l.Who, mark, l.What)
}

// clock writes seconds as minutes, seconds and tenths.
func clock(seconds float64) string {
	tenths := int(seconds*10 + 0.5)
	return fmt.Sprintf("%02d:%02d.%d", tenths/600, tenths/10%60, tenths%10)
}
