package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"ringdown/infra/sim"
	"ringdown/infra/vonagesim"
	"ringdown/shared/dialplan"
	"ringdown/testdata"
)

const callAbout = `Plays one call in virtual time, in an instant, and prints what everybody hears and does; lines with ! are what
the product ordered. Without options the first phone is answered after 12 s, takes the call with 1, and they talk.

People are described in words, clauses separated by semicolons:
  --who "ana mobile: answers after 4s; 1s after being asked press 1"
  --who "ben: busy"      also: never answers, declines after 3s, dead, mailbox after 5s, extension 700 after 4s
  --caller "2s after hearing \"press 1\" press 2; 3s after tone speak 12s; 20s after talking hang up"

What goes wrong, separated by commas, such as --faults "duplicates, reordered":
  duplicates, reordered              every webhook comes twice; webhooks overtake each other
  lose KIND, lose first KIND         webhooks never come, or not at once: lose outbound timeout, lose first completed
  unsigned KIND, slow KIND 2s        they come without a signature, or are answered late: slow answer 2s
  refuse POST 1 429                  the provider refuses its 1st request of a kind: METHOD N STATUS
  lose reply POST 1                  it does what the 1st one asks for, and the answer is lost
  cut accept 1, conflicts 9          our answers to N webhooks of a route are lost; N savings of calls meet another
  calls away 25s, dialplans away 9s  the store does not answer for so long
  no wakes                           nothing wakes a call but the minute's sweep`

// callOptions are the options of call that are not about the people.
type callOptions struct {
	config, line, at, faults, file, address string
	switches                                []string
	json, live                              bool
	people                                  asked
}

// callAt is when a call is placed unless --at says otherwise: in the night.
var callAt = time.Date(2026, 3, 2, 2, 14, 0, 0, time.UTC)

func (c *callOptions) flags(o *options) {
	o.configFlag(&c.config)
	o.StringVar(&c.line, "line", "", "`ID` of the line that is called; the first when left out")
	o.StringVar(&c.people.from, "from", "", "the caller's `NUMBER`, or withheld")
	o.StringVar(&c.at, "at", "", "`TIME` of the call, such as 2026-03-02T02:14:00Z")
	o.listFlag(&c.people.who, "who", "what one phone does, in `WORDS`; may be repeated; phones not named are never answered")
	o.StringVar(&c.people.caller, "caller", "", "what the caller does, in `WORDS`")
	o.Func("answer", "this `USER` takes the call", c.people.takenBy)
	o.BoolVar(&c.people.nobody, "nobody", false, "nobody answers, and the caller leaves a message")
	o.StringVar(&c.people.press, "press", "", "the caller presses these `KEYS` in the menu, such as 2, or 9,timeout,2 for one question after the other")
	o.listFlag(&c.switches, "switch", "`NAME` of an open question about the provider to turn over; may be repeated")
	o.StringVar(&c.faults, "faults", "", "what goes wrong, a `LIST` in the words above, such as \"duplicates, reordered\"")
	o.StringVar(&c.file, "file", "", "play this `SCENARIO.txtar` and hold it to what it wants")
	o.BoolVar(&c.json, "json", false, "print JSON")
	c.liveFlags(o)
}

func runCall(args []string, in io.Reader, out, errOut io.Writer) int {
	o := newOptions("call", "", callAbout, in, out, errOut)
	var c callOptions
	c.flags(o)
	if code, done := o.read(args); done {
		return code
	}
	if code := c.contradictions(o); code != 0 {
		return code
	}
	if c.live {
		return c.playLive(o)
	}
	scenario, header, code := c.scenario(o)
	if code != 0 {
		return code
	}
	return c.play(o, scenario, header)
}

// contradictions refuses options that take each other's place.
func (c callOptions) contradictions(o *options) int {
	if c.file != "" {
		if other := o.anyGiven("config", "line", "from", "at", "who", "caller", "answer", "nobody", "press", "faults"); len(other) > 0 {
			return o.misused("--file brings its own %s: leave that out, or change the file", strings.Join(other, " "))
		}
	}
	if !c.live && o.given("addr") {
		return o.misused("--addr is of the running desk: add --live, or leave it out")
	}
	if c.people.nobody && (c.people.answer != "" || len(c.people.who) > 0) {
		return o.misused("--nobody leaves no phone to be answered: leave out --nobody, or %s", strings.Join(o.anyGiven("answer", "who"), " "))
	}
	return 0
}

// unplayed refuses what the people are asked to do.
func (o *options) unplayed(err error) int {
	if errors.Is(err, errContradiction) {
		return o.misused("%v", err)
	}
	return o.failed("%v", err)
}

// scenario makes the call of the options, or reads it from its file. The header says
// which call it is.
func (c callOptions) scenario(o *options) (s sim.Scenario, header string, code int) {
	if c.file != "" {
		text, err := o.readFile(c.file)
		if err == nil {
			s, err = sim.ParseScenario(filepath.Base(c.file), text)
		}
		if err != nil {
			return s, "", o.failed("%v", err)
		}
		return s, s.About, 0
	}
	at, err := instant(c.at, callAt)
	if err != nil {
		return s, "", o.misused("%v", err)
	}
	conf, ok := o.load(c.config)
	if !ok {
		return s, "", exitFailed
	}
	plan, err := conf.line(c.line)
	if err != nil {
		return s, "", o.failed("%v", err)
	}
	script, err := c.people.script(conf, plan, at)
	if err != nil {
		return s, "", o.unplayed(err)
	}
	header = callHeader(plan, at)
	if s, err = sim.Compose(header, at, script, split(c.faults)...); err != nil {
		return s, "", o.failed("%v; dev call --help lists those there are", err)
	}
	return s.With(conf.settings, conf.plans, conf.answers()), header, 0
}

func callHeader(plan dialplan.Dialplan, at time.Time) string {
	return fmt.Sprintf("A call to %s (%s), %s.", plan.Description, plan.Number, at.Format("Mon 2 Jan 2006 15:04:05 MST"))
}

// split takes a list apart at its commas; an empty one has nothing.
func split(list string) []string {
	if strings.TrimSpace(list) == "" {
		return nil
	}
	return strings.Split(list, ",")
}

func (c callOptions) play(o *options, s sim.Scenario, header string) int {
	var switches vonagesim.Switches
	for _, name := range c.switches {
		if err := switches.Set(name); err != nil {
			return o.misused("--switch %s: there is no such question; there are %s", name, strings.Join(vonagesim.SwitchNames(), ", "))
		}
	}
	var files = os.DirFS("testdata")
	if _, err := os.Stat("testdata/config/good"); err != nil {
		files = testdata.Files
	}
	played, err := sim.Play(s, files, sim.Playing{Switches: switches, Seed: 1})
	if err != nil {
		return o.failed("%v", err)
	}
	told := toldOf(played)
	if c.json {
		o.writeJSON(told)
	} else {
		fmt.Fprintf(o.out, "%s\n\n%s\n%s", header, played.Transcript, told)
		if c.faults != "" && played.Repeated > 0 {
			fmt.Fprintf(o.out, "faults: %s repeated\n", counted(played.Repeated, "webhook"))
		}
	}
	code := exitWell
	for _, fault := range sim.Check(s, played) {
		code = o.failed("%v", fault)
	}
	return code
}

// counted is a number of things.
func counted(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return fmt.Sprintf("%d %s", n, thing)
}

// told is what is said of a call: for programs as JSON, for people below the transcript.
type told struct {
	Outcome    string   `json:"outcome"`
	Rung       []string `json:"rung"`
	Alerts     []string `json:"alerts"`
	Message    string   `json:"message"` // what the team can listen to, or none
	Transcript []said   `json:"transcript"`
}

// said is one line of a transcript, with every key always there.
type said struct {
	Seconds float64 `json:"seconds"`
	Who     string  `json:"who"`
	Ordered bool    `json:"ordered"` // by the product
	What    string  `json:"what"`
}

func toldOf(p sim.Played) told {
	_ = p.Transcript.String() // brings the lines into their order
	facts := sim.FactsOf(p)
	t := told{Outcome: facts["outcome"], Rung: p.Rung, Alerts: []string{}, Message: facts["message"], Transcript: []said{}}
	for _, l := range p.Transcript.Lines {
		t.Transcript = append(t.Transcript, said(l))
	}
	if t.Rung == nil {
		t.Rung = []string{}
	}
	if facts["alerts"] != "none" {
		t.Alerts = strings.Split(facts["alerts"], ", ")
	}
	return t
}

// String is the closing paragraph, in the words that a scenario wants things in.
func (t told) String() string {
	return fmt.Sprintf("outcome: %s\nrung: %s\nalerts: %s\nmessage: %s\n", t.Outcome, listed(t.Rung, "nobody"), listed(t.Alerts, "none"), t.Message)
}

func listed(list []string, none string) string {
	if len(list) == 0 {
		return none
	}
	return strings.Join(list, ", ")
}
