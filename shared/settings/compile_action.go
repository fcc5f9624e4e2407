package settings

import (
	"strings"

	"ringdown/shared/dialplan"
	"ringdown/shared/flow"
	"ringdown/shared/speech/words"
)

func reference(attribute string) string { return "$.Attributes." + attribute }

func text(name, value string) flow.Member {
	return flow.Member{Name: name, Value: flow.TextValue(value)}
}

func object(name string, members ...flow.Member) flow.Member {
	return flow.Member{Name: name, Value: flow.ObjectValue(members...)}
}

func (c *compiler) add(a flow.Action) { c.actions = append(c.actions, a) }

// fill replaces the places of a sentence: what differs from call to call by a reference.
func (c *compiler) fill(sentence string) string {
	return words.Fill(sentence,
		"line", c.line.Description,
		"team", reference(dialplan.AttributeTeamName),
		"caller", reference(dialplan.AttributeCallerSpoken),
		"accept", acceptKey,
		"decline", c.words.Key(c.line.Ring.DeclineKey),
		"key", c.words.Key(c.line.Ring.LeaveKey),
	)
}

// text is a prompt body of some sentences. Each is filled by itself: one may be SSML.
func (c *compiler) text(sentences ...string) flow.Member {
	filled := make([]string, len(sentences))
	for i, s := range sentences {
		filled[i] = c.fill(s)
	}
	return text("Text", strings.Join(filled, " "))
}

// prompt is the body of a message, or of the sentence that stands in for one left out.
func (c *compiler) prompt(m Sentence, usual ...string) flow.Member {
	switch {
	case m.Audio != "":
		// The language's Media plays a wav file from a bucket; here Uri is the https address of any
		// mp3 or wav.
		return object("Media", text("Uri", m.Audio), text("SourceType", "S3"), text("MediaType", "Audio"))
	case m.Text != "":
		return c.text(m.Text)
	}
	return c.text(usual...)
}

// anyError leads on: a caller never waits for something that failed.
func anyError(next string) []flow.ErrorBranch {
	return []flow.ErrorBranch{failing(flow.NoMatchingError, next)}
}

func failing(errorType, next string) flow.ErrorBranch {
	return flow.ErrorBranch{ErrorType: errorType, NextAction: next}
}

func equals(result, next string) flow.ConditionBranch {
	return flow.ConditionBranch{NextAction: next, Condition: flow.Condition{Operator: flow.Equals, Operands: []string{result}}}
}

// say speaks or plays and goes on.
func (c *compiler) say(id string, prompt flow.Member, next string) {
	c.add(flow.Action{
		Identifier: id, Type: "MessageParticipant", Parameters: flow.NewParameters(prompt),
		Transitions: flow.Transitions{NextAction: next, Errors: anyError(next)},
	})
}

// welcome is the first that a caller hears.
func (c *compiler) welcome(next string) {
	m := c.line.Sentences.Welcome
	c.say(welcome, c.prompt(m, c.words.Welcome), next)
	if c.line.Sentences.WelcomeMustBeHeard {
		a := &c.actions[len(c.actions)-1]
		a.Parameters = a.Parameters.With("MustBeHeard", "True")
	}
}

// pick notes the chosen team on the call.
func (c *compiler) pick(id, team, next string) {
	c.add(flow.Action{
		Identifier: id, Type: "UpdateContactAttributes",
		Parameters: flow.NewParameters(
			object("Attributes", text(dialplan.AttributeTeam, team), text(dialplan.AttributeTeamName, c.teams[team].Name)),
			text("TargetContact", "Current"),
		),
		Transitions: flow.Transitions{NextAction: next, Errors: anyError(next)},
	})
}

// alert tells the team. An alert that cannot be raised does not keep the caller.
func (c *compiler) alert(id, task, next string) {
	name := "Call from $.CustomerEndpoint.Address for " + reference(dialplan.AttributeTeamName)
	var references []flow.Member
	if task == dialplan.TaskVoicemail {
		name = "Voicemail from $.CustomerEndpoint.Address for " + reference(dialplan.AttributeTeamName)
		references = append(references, object("References", text("Recording", "$.Recording.Url")))
	}
	members := append([]flow.Member{text("ContactFlowId", task), text("Name", name)}, references...)
	c.add(flow.Action{
		Identifier: id, Type: "CreateTask", Parameters: flow.NewParameters(members...),
		Transitions: flow.Transitions{NextAction: next, Errors: anyError(next)},
	})
}

func (c *compiler) disconnect() {
	c.add(flow.Action{Identifier: hangUp, Type: "DisconnectParticipant", Parameters: flow.NewParameters()})
}
