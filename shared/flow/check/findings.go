package check

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"ringdown/shared/flow"
	"ringdown/shared/problem"
)

const (
	maximumActions              = 250 // per flow (Amazon Connect service quotas)
	maximumIdentifierCharacters = 50  // API reference, flow language, Actions

	// maximumContentCharacters is what the service's API takes as Content (CreateContactFlow API reference). A pretty-printed
	// export may be longer than what is sent, so more than this is reported, not refused.
	maximumContentCharacters = 256_000
)

// collectedFindings bounds the work on a hopeless document; maximumFindings of them are given back.
const collectedFindings = 10 * maximumFindings

// forbiddenInIdentifiers and forbiddenIdentifiers are the reference's lists (API reference, flow language, Actions).
const forbiddenInIdentifiers = `%:(\/)=$,;[]{}`

var forbiddenIdentifiers = []string{"__proto__", "constructor", "__defineGetter__", "__defineSetter__", "toString", "hasOwnProperty",
	"isPrototypeOf", "propertyIsEnumerable", "toLocaleString", "valueOf"}

// Check lists everything wrong with a flow at once, in the order of the document. It judges as the service does when a
// flow is published, and is lenient where published flows prove the service to be. A known type that cannot run here
// is an error when the flow can reach it. At most maximumFindings come back; warnings give way to errors.
func Findings(f flow.Flow, c Catalog) []Finding {
	k := checker{flow: f, catalog: c, index: make(map[string]int, len(f.Actions))}
	for i, a := range f.Actions {
		if _, taken := k.index[a.Identifier]; !taken {
			k.index[a.Identifier] = i
		}
	}
	k.running, _ = Rewrite(f)
	k.reachable = k.reach()
	k.document()
	for i := range f.Actions {
		k.at = i
		k.action(f.Actions[i])
	}
	k.at = -1
	k.spinning()
	k.leaveKeys()
	k.notApart()
	return k.report()
}

type checker struct {
	flow      flow.Flow
	running   flow.Flow // what is run of it
	catalog   Catalog
	index     map[string]int // the first action of each Identifier
	reachable []bool
	at        int // the action being checked, or -1
	findings  []Finding
	counts    map[problem.Severity]int
}

// add is where every finding passes: path is relative to the action being checked.
func (k *checker) add(severity problem.Severity, rule, path string, at flow.Position, format string, args ...any) {
	if k.counts == nil {
		k.counts = map[problem.Severity]int{}
	}
	if k.counts[severity]++; k.counts[severity] > collectedFindings {
		return
	}
	finding := Finding{Rule: rule, Problem: placed(severity, path, at, fmt.Sprintf(format, args...))}
	if k.at >= 0 {
		finding.Action, finding.Named = k.flow.Actions[k.at].Identifier, Named(k.flow.Actions[k.at])
		finding.Path = join(fmt.Sprintf("Actions[%d]", k.at), path)
	}
	k.findings = append(k.findings, finding)
}

func placed(severity problem.Severity, path string, at flow.Position, message string) problem.Problem {
	return problem.Problem{Severity: severity, Line: int(at.Line), Column: int(at.Column), Path: path, Message: message}
}

func (k *checker) report() []Finding {
	for _, n := range k.flow.Source().Notes {
		severity := problem.Error
		if n.Rule == "duplicate-key" {
			severity = problem.Warning
		}
		named := ""
		if i, ok := k.index[n.Action]; ok && n.Action != "" {
			named = Named(k.flow.Actions[i])
		}
		k.findings = append(k.findings, Finding{n.Rule, placed(severity, n.Path, n.Position, n.Message), n.Action, named})
	}
	if len(k.findings) > maximumFindings {
		slices.SortStableFunc(k.findings, func(a, b Finding) int { return cmp.Compare(a.Severity, b.Severity) }) // "error" < "warning"
		k.findings = k.findings[:maximumFindings]
	}
	slices.SortStableFunc(k.findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return k.findings
}

func (k *checker) document() {
	f := k.flow
	k.at = -1
	if f.Version != flow.Version {
		k.add(problem.Error, "version", "Version", f.Source().Position, "Version is %s; the language has only %q: set it to that", quoted(f.Version), flow.Version)
	}
	if n := len(f.Actions); n > maximumActions {
		k.add(problem.Error, "action-count", "Actions", f.Source().Position, "%d actions, and the service takes %d: split the flow with TransferToFlow or a module", n, maximumActions)
	}
	if f.Source().Characters > maximumContentCharacters {
		k.add(problem.Warning, "content-length", "", f.Source().Position, "%d characters, and the service's API takes %d: take out blanks and unused metadata before sending it there", f.Source().Characters, maximumContentCharacters)
	}
	switch _, ok := k.index[f.StartAction]; {
	case len(f.Actions) == 0:
		k.add(problem.Error, "start-action", "Actions", f.Source().Position, "there are no actions: add at least one, such as DisconnectParticipant")
	case f.StartAction == "":
		k.add(problem.Error, "start-action", "StartAction", f.Source().StartAction, "StartAction is missing: name the action that runs first")
	case !ok:
		k.add(problem.Error, "start-action", "StartAction", f.Source().StartAction, "StartAction names %s, which is no action here: name one of the identifiers", quoted(f.StartAction))
	}
	k.settings()
}

// settings checks the interface of a module.
func (k *checker) settings() {
	s := k.flow.Settings
	if s.Kind() == flow.Absent || s.Kind() == flow.Null {
		for i, a := range k.flow.Actions {
			if a.Type == endFlowModuleExecutionSpec.Type && k.reachable[i] {
				k.add(problem.Warning, "module-settings", "Settings", a.Position(), "%s is only for modules, and this document has no Settings: use DisconnectParticipant, or add Settings", a.Type)
				return
			}
		}
		return
	}
	if s.Kind() != flow.Object {
		k.add(problem.Error, "module-settings", "Settings", s.Position(), "Settings is an object with InputParameters, OutputParameters and Transitions")
		return
	}
	for _, m := range s.Members() {
		switch m.Name {
		case "InputParameters", "OutputParameters", "Transitions":
			if m.Value.Kind() != flow.List {
				k.add(problem.Error, "module-settings", "Settings."+m.Name, m.Value.Position(), "expected a list")
			}
		default:
			k.add(problem.Warning, "module-settings", "Settings."+m.Name, m.Value.Position(), "not a setting of modules: it is kept, and nothing reads it")
		}
	}
	transitions, _ := s.Member("Transitions")
	for i, m := range transitions.Members() {
		if name, ok := m.Value.Member("ReferenceName"); !ok || name.Kind() != flow.String {
			k.add(problem.Error, "module-settings", fmt.Sprintf("Settings.Transitions[%d]", i), m.Value.Position(), "a way out of the module needs a ReferenceName")
		}
	}
}

func (k *checker) action(a flow.Action) {
	a = asBot(a)
	k.identifier(a)
	if !k.reachable[k.at] {
		k.add(problem.Warning, "reachable-blocks", "", a.Position(), "no path from StartAction leads here: connect it or remove it")
	}
	k.targets(a)
	spec, known := k.catalog.Spec(a.Type)
	refused := k.catalog.refuses(a, spec)
	switch {
	case a.Type == "":
		k.add(problem.Error, "unknown-action", "Type", a.Position(), "Type is missing: name the action's type")
	case !known:
		k.add(problem.Error, "unknown-action", "Type", a.Position(), "%s is not in the language%s", quoted(a.Type), k.suggestion(a.Type))
	case refused != "" && k.leftOut(a):
		k.parameters(a, spec)
		k.transitions(a, spec)
	case refused != "" && k.reachable[k.at]:
		k.add(problem.Error, "unsupported-action", "Type", a.Position(), "%s is not supported here: %s", a.Type, refused)
	case refused != "":
		k.add(problem.Warning, "unsupported-action", "Type", a.Position(), "%s is not supported here, and never reached: %s", a.Type, refused)
	default:
		k.parameters(a, spec)
		k.transitions(a, spec)
		if running, _ := k.running.Action(a.Identifier); k.reachable[k.at] && switched(running, "Enabled") {
			k.add(problem.Warning, "automated-recording", "Parameters."+switches[a.Type], a.Position(), "what a caller says before the talk is not recorded here, and this was not recognized as the beginning of a voicemail: where a message is meant, use RecordParticipantMessage")
		}
	}
}

// leftOut reports whether an action is no part of what runs: it switches off what is never on, or belongs to a voicemail.
func (k *checker) leftOut(a flow.Action) bool {
	_, kept := k.running.Action(a.Identifier)
	return !kept
}

func (k *checker) identifier(a flow.Action) {
	id := a.Identifier
	switch {
	case id == "":
		k.add(problem.Error, "identifier", "Identifier", a.Position(), "Identifier is missing: give the action a name of its own")
		return
	case utf8.RuneCountInString(id) > maximumIdentifierCharacters:
		k.add(problem.Error, "identifier", "Identifier", a.Position(), "the Identifier is longer than %d characters: shorten it", maximumIdentifierCharacters)
	case strings.ContainsAny(id, forbiddenInIdentifiers):
		k.add(problem.Error, "identifier", "Identifier", a.Position(), "the Identifier %s holds one of %s: leave them out", quoted(id), forbiddenInIdentifiers)
	case slices.Contains(forbiddenIdentifiers, id):
		k.add(problem.Error, "identifier", "Identifier", a.Position(), "the Identifier %s is reserved: choose another", quoted(id))
	}
	if k.index[id] != k.at {
		k.add(problem.Error, "unique-names", "Identifier", a.Position(), "a second action with the Identifier %s: only the first is ever reached; rename one", quoted(id))
	}
}

// quoted shows a name in a message, shortened.
func quoted(s string) string {
	const longest = 60
	if utf8.RuneCountInString(s) > longest {
		s = string([]rune(s)[:longest]) + "…"
	}
	return fmt.Sprintf("%q", s)
}
