package settings

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"ringdown/shared/dialplan"
	"ringdown/shared/flow"
	"ringdown/shared/flow/check"
	"ringdown/shared/problem"
)

// checkFlows checks the documents that lines name, and those that they may go on to.
func (c *checker) checkFlows() {
	c.count("flows", len(c.s.Flows), MaxFlows)
	c.checkBots()
	c.count("prompts", len(c.s.Prompts), MaxPrompts)
	c.count("functions", len(c.s.Functions), MaxFunctions)
	for _, id := range slices.Sorted(maps.Keys(c.s.Flows)) {
		c.document("flows."+id, c.s.Flows[id], c.s.lenientlyListed())
	}
	named := c.s.flowFiles()
	for _, name := range slices.Sorted(maps.Keys(c.s.Documents)) {
		if !slices.Contains(named, name) {
			c.document("documents."+name, name, c.s.Lenient) // a resource that nothing runs yet
		}
	}
	for _, id := range slices.Sorted(maps.Keys(c.s.Prompts)) {
		c.audio("prompts."+id, c.s.Prompts[id])
	}
	for i, arn := range c.s.Functions {
		if !strings.HasPrefix(arn, "arn:") || !strings.Contains(arn, ":function:") || strings.ContainsFunc(arn, unspeakable) {
			c.wrong(fmt.Sprintf("functions[%d]", i), "%q is no function: write its ARN, like arn:aws:lambda:eu-west-2:123456789012:function:lookup", arn)
		}
	}
}

// document checks one flow document: it was given, it can be read, and every action that a call can reach can run, or
// takes its error branch where the flow is lenient.
func (c *checker) document(path, name string, lenient bool) {
	text, given := c.s.Documents[name]
	switch {
	case name == "":
		c.wrong(path, "the file is missing: write the name of a flow document, like support.json")
		return
	case !given:
		c.wrong(path, "the flow document %s was not found: put it beside the settings file, or correct the name", name)
		return
	}
	f, err := flow.Parse(text)
	if err != nil {
		c.wrong(path, "%s: %s", name, err)
		return
	}
	running, rewritten := check.Rewrite(f)
	if len(rewritten) > 0 {
		c.warn(path, "%s: %s will run as one recording of a message", name, strings.Join(rewritten, ", "))
	}
	var failing []string
	if lenient {
		_, failing = check.Lenient(running, c.s.flowLanguage())
	}
	for _, finding := range check.Findings(running, c.s.flowLanguage()) {
		c.found(path, name, check.Forgiven(finding, failing))
	}
	for _, a := range running.Actions {
		c.asks(path, name, a)
		c.named(path, name, a)
		c.hooked(path, name, a)
	}
}

// found repeats a finding of the flow checker at the setting that names the document.
func (c *checker) found(path, name string, f check.Finding) {
	message := fmt.Sprintf("%s:%d:%d: %s: %s", name, f.Line, f.Column, or(f.Path, "the flow"), f.Message)
	if f.Action != "" {
		message = fmt.Sprintf("%s:%d:%d: %s, %s: %s", name, f.Line, f.Column, f.Named, f.Path, f.Message)
	}
	c.add(problem.Problem{Severity: f.Severity, Path: path, Message: message})
}

// named looks for what an action names by a fixed id and the settings do not have. Only an action that would ring
// nobody is a fault; the others have a branch for it, which every caller would take.
func (c *checker) named(path, file string, a flow.Action) {
	at := actionAt(file, a)
	c.outside(path, at, a)
	for _, n := range []struct {
		kind, parameter, what, list string
		known                       []string
	}{
		{"TransferParticipantToTeam", "TeamId", "team", "teams:", c.teams.list},
		{"UpdateContactTargetQueue", "QueueId", "team", "teams:", c.teams.list},
		{"DequeueContactAndTransferToQueue", "QueueId", "team", "teams:", c.teams.list},
		{"CheckHoursOfOperation", "HoursOfOperationId", "hours", "hours:", c.hours.list},
		{"TransferToFlow", "ContactFlowId", "flow", "flows:", slices.Sorted(maps.Keys(c.s.Flows))},
		{"InvokeFlowModule", "FlowModuleId", "module", "flows:", slices.Sorted(maps.Keys(c.s.Flows))},
		{"InvokeLambdaFunction", "LambdaFunctionARN", "function", "functions:", c.s.Functions},
		{"MessageParticipant", "PromptId", "prompt", "prompts:", slices.Sorted(maps.Keys(c.s.Prompts))},
		{"GetParticipantInput", "PromptId", "prompt", "prompts:", slices.Sorted(maps.Keys(c.s.Prompts))},
	} {
		id, _ := a.Parameters.String(n.parameter)
		if a.Type != n.kind || id == "" || len(flow.References(id)) > 0 || slices.ContainsFunc(dialplan.Spellings(id), func(s string) bool { return slices.Contains(n.known, s) }) {
			continue
		}
		if n.what == "prompt" && strings.HasPrefix(id, "https://") {
			continue
		}
		if n.kind == "TransferParticipantToTeam" {
			c.wrong(path, "%s: no team has the id %q: %s", at, id, instead(id, n.known))
			continue
		}
		c.warn(path, "%s: no %s has the id %q: list it under %s, or every caller takes the branch NoMatchingError", at, n.what, id, n.list)
	}
}

// actionAt says where an action stands, and which block of the designer it is.
func actionAt(file string, a flow.Action) string {
	return fmt.Sprintf("%s:%d:%d: %s", file, a.Position().Line, a.Position().Column, check.Named(a))
}

// hooked looks for the flow that a hook names: it is listed, was made for that moment, and runs there. A hook without
// its flow is silence, and no branch is taken for it.
func (c *checker) hooked(path, file string, a flow.Action) {
	if a.Type != "UpdateContactEventHooks" {
		return
	}
	for _, hook := range []string{"CustomerQueue", "CustomerWhisper", "AgentWhisper"} {
		id, _ := a.Parameters.String("EventHooks." + hook)
		if id == "" || len(flow.References(id)) > 0 {
			continue
		}
		names := dialplan.Spellings(id)
		i := slices.IndexFunc(names, func(s string) bool { _, listed := c.s.Flows[s]; return listed })
		if i < 0 {
			c.warn(path, "%s: no flow has the id %q: list it under flows:, or nothing of the hook %s is ever heard", actionAt(file, a), id, hook)
			continue
		}
		f, err := c.s.attached(c.s.Flows[names[i]], c.s.lenientlyListed())
		if err != nil {
			continue // said where the flow is listed
		}
		if why := check.Hook(hook, f); why != "" {
			c.warn(path, "%s: the flow %q: %s", actionAt(file, a), names[i], why)
		}
		if hook != "CustomerQueue" {
			for _, finding := range check.Whisper(f) {
				c.found("flows."+names[i], c.s.Flows[names[i]], finding)
			}
		}
	}
}

// ownFlow checks a line that names its flow.
func (c *checker) ownFlow(path string, l Line) {
	lenient := c.s.lenient(l)
	c.document(path+".flow", l.Flow, lenient)
	if f, err := c.s.attached(l.Flow, lenient); err == nil {
		if f.Module() {
			c.wrong(path+".flow", "%s is a module: attach a flow, and list the module under flows:", l.Flow)
		}
		for _, finding := range check.Place(f) {
			c.found(path+".flow", l.Flow, finding)
		}
	}
	switch {
	case l.Team != "":
		c.refers(path+".team", "team", l.Team, c.teams)
	case l.Alert != AlertNever:
		c.warn(path+".team", "nobody is told of a call whose flow chose no team: write team: with an id, or alert: none")
	}
	if l.Alert == AlertOnCall {
		c.wrong(path+".alert", "the line has a flow of its own: raise the alert there with CreateTask, and remove this")
	}
	c.besideFlow(path, reflect.ValueOf(l))
	c.inRange(path+".ring.totalSeconds", l.Ring.TotalSeconds, TotalSeconds)
}

// besideFlow refuses each setting of a line with a flow of its own that is not tagged as applying
// there, so that a setting added later cannot be ignored in silence.
func (c *checker) besideFlow(path string, line reflect.Value) {
	for i := range line.NumField() {
		field, v := line.Type().Field(i), line.Field(i)
		key, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		at := path + "." + key
		switch {
		case applies(field):
		case applyInPart(field.Type):
			c.besideFlow(at, v)
		case !v.IsZero() || c.given(at):
			c.wrong(at, "the line has a flow of its own, which says this: remove it here, or remove flow:")
		}
	}
}

// applies reports whether a setting has its effect on a line with a flow of its own.
func applies(field reflect.StructField) bool { return field.Tag.Get("flow") == "applies" }

// applyInPart reports whether some settings of a group apply there.
func applyInPart(t reflect.Type) bool {
	return t.Kind() == reflect.Struct && slices.ContainsFunc(reflect.VisibleFields(t), applies)
}
