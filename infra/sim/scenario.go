package sim

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"time"

	"golang.org/x/tools/txtar"

	"ringdown/shared/dialplan"
	"ringdown/shared/settings"
)

// Scenario is one whole call, or several at once, as a txtar file:
//
//	what it is about, in a sentence
//	-- given --
//	settings: first.yaml            (of testdata/config/good)
//	at: 2026-03-02T02:14:00Z
//	seed: 1                         (of the network's ids, where what is said depends on the call's id)
//	faults: duplicates, reordered   (and: lose KIND, lose N KIND, lose reply POST N,
//	                                 refuse POST N|every STATUS, cut accept N, conflicts N, no wakes,
//	                                 calls away T, dialplans away T, slow KIND T)
//	later: 2m later.yaml            (settings that are published after so long; several, with commas)
//	answers: ARN {"name":"Zoe"}     (what a function answers; without it there is no such function)
//	-- settings.yaml --             (in place of settings, where a call needs its own)
//	-- support.json --              (a flow document that the settings name)
//	-- script --
//	who does what, see script.go
//	-- want --
//	what must come of it, written by hand; no command rewrites it
//	-- transcript --
//	what happened, to the letter; make golden rewrites it
type Scenario struct {
	Name  string
	About string
	Given Given
	Own   []byte            // settings of its own
	Flows map[string][]byte // flow documents that the settings name
	parts []part
	later map[string][]byte // settings that Given.later publishes, by name

	settings settings.Settings   // where it was not made of a file
	compiled []dialplan.Dialplan //

	Want []string
	Full string // the transcript as recorded
}

// Given is the world a scenario begins in.
type Given struct {
	Settings string
	At       time.Time
	Seed     int64 // 0: whatever the play is given
	faults   writtenFaults
	later    []republication
	Answers  map[string]string // of functions, by ARN
}

// republication publishes other settings while the world goes on.
type republication struct {
	after time.Duration
	file  string
}

// republish compiles what is published later, each with the version that follows.
func (s Scenario) republish(w *World, configs fs.FS) error {
	for i, r := range s.Given.later {
		next := s
		next.Own, next.compiled = s.later[r.file], nil
		_, plans, err := next.plans(configs)
		if err != nil || next.Own == nil {
			return fmt.Errorf("scenario %s: publish %s later: %w", s.Name, r.file, err)
		}
		w.Clock.After(r.after, func() {
			for _, p := range plans {
				p.Version = i + 2
				if err := w.Desk.Switchboard.Dialplans.Publish(context.Background(), p); err != nil {
					panic(err) // a version that follows is refused: the world is wrong
				}
			}
		})
	}
	return nil
}

// ParseScenario reads a scenario file.
func ParseScenario(name string, file []byte) (Scenario, error) {
	s := Scenario{Name: name}
	a := txtar.Parse(file)
	s.About = strings.TrimSpace(string(a.Comment))
	for _, f := range a.Files {
		var err error
		switch f.Name {
		case "given":
			s.Given, err = parseGiven(string(f.Data))
		case "settings.yaml":
			s.Own = f.Data
		case "script":
			s.parts, err = parseScript(string(f.Data))
		case "want":
			s.Want = linesOf(f.Data)
		case "transcript":
			s.Full = string(f.Data)
		default:
			if path.Ext(f.Name) == ".yaml" {
				if s.later == nil {
					s.later = map[string][]byte{}
				}
				s.later[f.Name] = f.Data
				break
			}
			if path.Ext(f.Name) != ".json" {
				err = fmt.Errorf("part %q is not known; there are given, settings.yaml, flow documents (.json), script, want, transcript", f.Name)
				break
			}
			if s.Flows == nil {
				s.Flows = map[string][]byte{}
			}
			s.Flows[f.Name] = f.Data
		}
		if err != nil {
			return s, fmt.Errorf("scenario %s: %w", name, err)
		}
	}
	if s.About == "" || s.Given.Settings == "" && s.Own == nil || len(s.Want) == 0 {
		return s, fmt.Errorf("scenario %s: it needs a first sentence, given with settings, and want", name)
	}
	return s, nil
}

// Rewrite gives the file with another transcript; everything above it stays.
func Rewrite(file []byte, transcript string) []byte {
	a := txtar.Parse(file)
	kept := a.Files[:0]
	for _, f := range a.Files {
		if f.Name != "transcript" {
			kept = append(kept, f)
		}
	}
	a.Files = append(kept, txtar.File{Name: "transcript", Data: []byte(transcript)})
	return txtar.Format(a)
}

func linesOf(text []byte) []string {
	var out []string
	for _, l := range strings.Split(string(bytes.TrimSpace(text)), "\n") {
		if l, _, _ = strings.Cut(l, " #"); strings.TrimSpace(l) != "" {
			out = append(out, strings.TrimSpace(l))
		}
	}
	return out
}

func parseGiven(text string) (Given, error) {
	g := Given{At: time.Date(2026, 3, 2, 2, 14, 0, 0, time.UTC)}
	for _, l := range linesOf([]byte(text)) {
		key, value, _ := strings.Cut(l, ":")
		value = strings.TrimSpace(value)
		var err error
		switch key {
		case "settings":
			g.Settings = value
		case "seed":
			g.Seed, err = strconv.ParseInt(value, 10, 64)
		case "at":
			g.At, err = time.Parse(time.RFC3339, value)
		case "answers":
			arn, answer, _ := strings.Cut(value, " ")
			if g.Answers == nil {
				g.Answers = map[string]string{}
			}
			g.Answers[arn] = answer
		case "later":
			for _, one := range strings.Split(value, ",") {
				after, file, _ := strings.Cut(strings.TrimSpace(one), " ")
				r := republication{file: strings.TrimSpace(file)}
				if err = duration(after, &r.after); err != nil {
					break
				}
				g.later = append(g.later, r)
			}
		case "faults":
			for _, f := range strings.Split(value, ",") {
				if err = g.faults.add(strings.Fields(f)); err != nil {
					break
				}
			}
		default:
			err = fmt.Errorf("%q is not known; there are settings, at, answers, faults", key)
		}
		if err != nil {
			return g, fmt.Errorf("given: %w", err)
		}
	}
	return g, nil
}

// Settings reads and compiles the settings a scenario is given.
func (s Scenario) plans(configs fs.FS) (settings.Settings, []dialplan.Dialplan, error) {
	if s.compiled != nil {
		return s.settings, s.compiled, nil
	}
	file, err := s.Own, error(nil)
	if file == nil {
		file, err = fs.ReadFile(configs, path.Join("config/good", s.Given.Settings))
	}
	if err != nil {
		return settings.Settings{}, nil, fmt.Errorf("scenario %s: %w", s.Name, err)
	}
	conf, problems := settings.Parse(file, settings.Attach(file, func(name string) ([]byte, error) {
		if text, ok := s.Flows[name]; ok {
			return text, nil
		}
		return fs.ReadFile(configs, path.Join("config/good", name))
	}))
	for _, p := range problems {
		if p.Fatal() {
			return conf, nil, fmt.Errorf("scenario %s: %s: %s", s.Name, s.Given.Settings, p)
		}
	}
	plans, err := conf.Compile()
	return conf, plans, err
}
