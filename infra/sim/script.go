package sim

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"ringdown/infra/vonagesim"
)

// A script says what people do, a line each:
//
//	ana mobile: answers after 4s; 1s after hearing "to take it" press 1; 20s after talking hang up
//	ana office: busy
//	caller: from +14155550199; 2s after hearing "press 1" press 2; 3s after tone speak 12s
//	caller 2: starts after 5s
//
// The first clause of a phone is how it reacts: answers after T, never answers, busy, out of reach,
// declines after T, dead, mailbox after T (greeting 6s, listens 20s), extension 700 after T. The
// others are deeds: [T after] dialling|answering|being asked (keys are awaited) [n times]| hearing
// "words" [n times]|talking|tone|being left, then press KEYS|star|hash, hang up|speak T|fall
// silent. "then next time" begins how the following call to the phone is met.
type part struct {
	who    string // "ana mobile", "caller", "caller 2"
	person vonagesim.Person
	from   string
	starts time.Duration
	dials  string
	reads  *reader // of alerts; no phone then
}

var (
	reacts = regexp.MustCompile(`^(answers|declines|mailbox|extension (\S+))(?: after (\S+))?$`)
	deed   = regexp.MustCompile(`^(?:(\S+) after |at )?(dialling|answering|being asked|hearing "([^"]+)"|talking|tone|being left)(?: (\d+) times)? (press (\S+)|hang up|speak (\S+)|fall silent)$`)
)

// parseScript reads a script; the error names the line and what is not understood.
func parseScript(text string) ([]part, error) {
	var parts []part
	for n, raw := range strings.Split(text, "\n") {
		raw, _, _ = strings.Cut(raw, " #")
		if raw = strings.TrimSpace(raw); raw == "" || strings.HasPrefix(raw, "#") {
			continue
		}
		who, does, ok := strings.Cut(raw, ":")
		if !ok {
			return nil, fmt.Errorf("script line %d: %q has no colon; write who: what they do", n+1, raw)
		}
		p := part{who: strings.TrimSpace(who)}
		if strings.HasSuffix(p.who, readsAlerts) {
			r, err := parseReader(p.who, does)
			if err != nil {
				return nil, fmt.Errorf("script line %d: %s: %w", n+1, p.who, err)
			}
			p.reads = &r
			parts = append(parts, p)
			continue
		}
		if err := p.parse(does); err != nil {
			return nil, fmt.Errorf("script line %d: %s: %w", n+1, p.who, err)
		}
		parts = append(parts, p)
	}
	return parts, nil
}

func (p *part) parse(does string) error {
	for i, life := range strings.Split(does, "; then next time ") {
		var person vonagesim.Person
		for _, clause := range strings.Split(life, ";") {
			if clause = strings.TrimSpace(clause); clause == "" {
				continue
			}
			if err := p.clause(&person, clause); err != nil {
				return err
			}
		}
		if i == 0 {
			p.person = person
		} else {
			p.person = p.person.NextTime(person)
		}
	}
	return nil
}

func (p *part) clause(person *vonagesim.Person, clause string) error {
	word, rest, _ := strings.Cut(clause, " ")
	switch {
	case strings.HasPrefix(p.who, "caller") && word == "from":
		p.from = rest
		return nil
	case strings.HasPrefix(p.who, "caller") && word == "dials":
		p.dials = rest
		return nil
	case strings.HasPrefix(p.who, "caller") && strings.HasPrefix(clause, "starts after "):
		return duration(strings.TrimPrefix(clause, "starts after "), &p.starts)
	}
	if reaction, ok, err := reactionOf(clause); ok || err != nil {
		reaction.Acts = person.Acts
		*person = reaction
		return err
	}
	m := deed.FindStringSubmatch(clause)
	if m == nil {
		return fmt.Errorf("%q is not understood; write like: answers after 4s, or 1s after hearing \"press 1\" press 1", clause)
	}
	act, err := actOf(m)
	if err != nil {
		return err
	}
	*person = person.Then(act)
	return nil
}

func reactionOf(clause string) (vonagesim.Person, bool, error) {
	switch clause {
	case "never answers":
		return vonagesim.NeverAnswers(), true, nil
	case "busy":
		return vonagesim.Busy(), true, nil
	case "out of reach":
		return vonagesim.OutOfReach(), true, nil
	case "dead":
		return vonagesim.DeadNumber(), true, nil
	}
	m := reacts.FindStringSubmatch(clause)
	if m == nil {
		return vonagesim.Person{}, false, nil
	}
	after := 4 * time.Second
	if m[3] != "" {
		if err := duration(m[3], &after); err != nil {
			return vonagesim.Person{}, false, err
		}
	}
	switch word, _, _ := strings.Cut(m[1], " "); word {
	case "declines":
		return vonagesim.Declines(after), true, nil
	case "mailbox":
		return vonagesim.Mailbox(after, 6*time.Second, 20*time.Second), true, nil
	case "extension":
		return vonagesim.Extension(m[2], after), true, nil
	}
	return vonagesim.Answers(after), true, nil
}

func actOf(m []string) (vonagesim.Act, error) {
	var wait time.Duration
	if m[1] != "" {
		if err := duration(m[1], &wait); err != nil {
			return vonagesim.Act{}, err
		}
	}
	var when vonagesim.Trigger
	switch occasion, _, _ := strings.Cut(m[2], " "); {
	case m[2] == "being asked":
		when = vonagesim.OnAsked()
	case occasion == "dialling":
		when = vonagesim.AfterDialling(0)
	case occasion == "answering":
		when = vonagesim.AfterAnswer(0)
	case occasion == "hearing":
		when = vonagesim.OnHearing(m[3])
	case occasion == "talking":
		when = vonagesim.OnTalking()
	case occasion == "tone":
		when = vonagesim.OnTone()
	default:
		when = vonagesim.OnLeftAlone()
	}
	if times, err := strconv.Atoi(m[4]); err == nil {
		when = when.Nth(times)
	}
	when = when.After(wait)
	switch {
	case m[6] != "":
		return when.Press(strings.NewReplacer("star", "*", "hash", "#").Replace(m[6])), nil
	case m[7] != "":
		var speak time.Duration
		err := duration(m[7], &speak)
		return when.Speak(speak, "…"), err
	case m[5] == "hang up":
		return when.HangUp(), nil
	}
	return when.StopSpeaking(), nil
}

func duration(text string, into *time.Duration) error {
	d, err := time.ParseDuration(text)
	if err != nil || d < 0 || d > time.Hour {
		return fmt.Errorf("%q is no time; write like 4s, 1.5s or 2m", text)
	}
	*into = d
	return nil
}
