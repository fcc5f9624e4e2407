package settings

import (
	"errors"
	"fmt"

	"ringdown/shared/dialplan"
	"ringdown/shared/flow"
	"ringdown/shared/oncall"
	"ringdown/shared/speech/words"
)

// ErrSettings is wrapped by every refusal to compile: the settings have a fault that Check names.
var ErrSettings = errors.New("the settings cannot be used")

// ErrUnknownLine means that no line of the settings has the id.
var ErrUnknownLine = errors.New("no such line in these settings")

// Compile makes the dialplan of every line, in the order of the settings. The same settings always
// give the same dialplans. Version is left 0 until they are stored. With any fault there is no
// dialplan at all, and the error wraps ErrSettings.
func (s Settings) Compile() ([]dialplan.Dialplan, error) {
	if err := s.usable(); err != nil {
		return nil, err
	}
	return s.compileChecked(), nil
}

// compileChecked is Compile for settings of which a check has found no fault.
func (s Settings) compileChecked() []dialplan.Dialplan {
	plans := make([]dialplan.Dialplan, 0, len(s.Lines))
	for _, l := range s.Lines {
		plans = append(plans, s.compileLine(l))
	}
	return plans
}

// CompileLine makes the dialplan of one line. The error wraps ErrSettings or ErrUnknownLine.
func (s Settings) CompileLine(id string) (dialplan.Dialplan, error) {
	if err := s.usable(); err != nil {
		return dialplan.Dialplan{}, err
	}
	for _, l := range s.Lines {
		if l.ID == id {
			return s.compileLine(l), nil
		}
	}
	return dialplan.Dialplan{}, fmt.Errorf("compile line %q: %w", id, ErrUnknownLine)
}

// usable names the first fault by its path alone: a message may quote a number, and errors are
// logged.
func (s Settings) usable() error {
	for _, p := range s.Check() {
		if p.Fatal() {
			return fmt.Errorf("compile settings of %d lines: %w: see %s, and Check for the rest", len(s.Lines), ErrSettings, or(p.Path, "the file"))
		}
	}
	return nil
}

// compileLine expects settings without faults.
func (s Settings) compileLine(l Line) dialplan.Dialplan {
	queueSeconds := l.Ring.TotalSeconds // left out, a queue has a patience of its own
	l = l.withDefaults(s)
	for _, m := range sentences {
		of := m.of(&l.Sentences)
		*of = s.recorded(*of)
	}
	d := dialplan.Dialplan{
		Line: l.ID, Description: l.Description, Number: l.numbers()[0], More: l.numbers()[1:], Enabled: l.IsEnabled(),
		Language: l.Language, Style: l.Style, Words: s.ownWords(l),
		Teams: map[string]dialplan.Team{}, Users: map[string]dialplan.User{}, Schedules: map[string]oncall.Schedule{}, Hours: map[string]oncall.Hours{},
	}
	for _, id := range l.teams() {
		s.include(&d, id)
	}
	d.DefaultTeam, d.Quiet, d.AlertAfterSeconds = l.defaultTeam(), l.Alert == AlertNever, l.AlertAfter
	for _, h := range s.Hours {
		d.Hours[h.ID] = h // a custom flow asks for them by id; nothing else says which
	}
	if l.Flow != "" && l.IsEnabled() {
		s.ownFlow(&d, l)
		d.QueueSeconds = queueSeconds
	} else {
		c := compiler{line: l, words: s.wordsOn(l), teams: d.Teams}
		d.Flow = c.flow()
	}
	s.escalation(&d, l.Escalation)
	s.entrances(&d, l)
	return d
}

// compiler writes the flow of one line, whose defaults are filled in.
type compiler struct {
	line    Line
	words   words.Words
	teams   map[string]dialplan.Team
	actions []flow.Action
	closes  bool // some team has hours
}

// The identifiers of a compiled flow's actions, as a designer shows them.
const (
	welcome        = "Welcome"
	menuAgain      = "Menu again"
	menu           = "Menu"
	wrongKey       = "Wrong key"
	noKeyPressed   = "No key"
	menuDefault    = "Menu default"
	putThrough     = "Put through"
	alertCall      = "Alert call"
	ringTeam       = "Ring team"
	noResponse     = "No response"
	nobodyOnCall   = "Nobody on call"
	messagesOnly   = "Messages only"
	closed         = "Closed"
	hoursOfDefault = "Hours of the default"
	takeMessage    = "Take message"
	alertVoicemail = "Alert voicemail"
	thanks         = "Thanks"
	goodbye        = "Goodbye"
	hangUp         = "Hang up"
)

// pick is the identifier of the action that chooses a team.
func pick(team string) string { return "Pick " + team }

// flow writes the whole document, each action before those it leads to where that can be.
func (c *compiler) flow() flow.Flow {
	l := c.line
	if !l.IsEnabled() {
		c.say("Disabled", c.prompt(l.Sentences.Disabled, c.words.Disabled), hangUp)
		c.disconnect()
		return c.document()
	}
	after := c.afterTeam()
	if l.Attendant != nil {
		c.welcome(menuAgain)
		c.menu(*l.Attendant, after)
	} else {
		c.welcome(pick(l.Team))
		c.pickOpen(pick(l.Team), "Hours of "+l.Team, l.Team, after)
	}
	if l.Alert == AlertOnCall {
		c.alert(alertCall, dialplan.TaskCall, c.afterAlert())
	}
	if l.Mode == Live {
		c.ring()
	} else {
		c.say(messagesOnly, c.text(c.words.VoicemailOnly), takeMessage)
	}
	if c.closes {
		next := c.unanswered()
		if l.Closed == ClosedGoodbye {
			next = goodbye
		}
		c.say(closed, c.prompt(l.Sentences.Closed, c.words.Closed), next)
	}
	if l.TakesVoicemail() {
		c.voicemail()
	}
	c.say(goodbye, c.text(c.words.Goodbye), hangUp)
	c.disconnect()
	return c.document()
}

// pickOpen notes the chosen team on the call and, where the team has hours, asks whether it is there.
// Nobody is told of a call that nobody was to take.
func (c *compiler) pickOpen(id, asks, team, next string) {
	if c.teams[team].Hours == "" || c.line.Mode == VoicemailOnly {
		c.pick(id, team, next)
		return
	}
	c.closes = true
	c.pick(id, team, asks)
	c.add(flow.Action{
		Identifier: asks, Type: "CheckHoursOfOperation", Parameters: flow.NewParameters(text("HoursOfOperationId", c.teams[team].Hours)),
		Transitions: flow.Transitions{NextAction: next, Conditions: []flow.ConditionBranch{equals("True", next), equals("False", closed)}, Errors: anyError(next)},
	})
}

// afterTeam is where a call goes once it has a team: the team is told before its phones ring.
func (c *compiler) afterTeam() string {
	if c.line.Alert == AlertOnCall {
		return alertCall
	}
	return c.afterAlert()
}

func (c *compiler) afterAlert() string {
	if c.line.Mode == VoicemailOnly {
		return messagesOnly
	}
	return ringTeam
}

// unanswered is where a call goes that nobody took.
func (c *compiler) unanswered() string {
	if c.line.TakesVoicemail() {
		return takeMessage
	}
	return goodbye
}

func (c *compiler) document() flow.Flow {
	return flow.Flow{
		Version:     flow.Version,
		StartAction: c.actions[0].Identifier,
		Metadata:    metadata(c.line, nil),
		Actions:     c.actions,
	}
}
