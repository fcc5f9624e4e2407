package flow

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	maximumActions              = 250 // per flow (Amazon Connect service quotas)
	maximumIdentifierCharacters = 50  // API reference, flow language, Actions
)

// collectedFindings bounds the work on a hopeless document; MaximumFindings of them are given back.
const collectedFindings = 10 * MaximumFindings

// forbiddenInIdentifiers and forbiddenIdentifiers are the reference's lists (API reference, flow language, Actions).
const forbiddenInIdentifiers = `%:(\/)=$,;[]{}`

var forbiddenIdentifiers = []string{"__proto__", "constructor", "__defineGetter__", "__defineSetter__", "toString", "hasOwnProperty",
	"isPrototypeOf", "propertyIsEnumerable", "toLocaleString", "valueOf"}

// Check lists everything wrong with a flow at once, in the order of the document. It judges as the service does when a
// flow is published, and is lenient where published flows prove the service to be. A known type that cannot run here
// is an error when the flow can reach it. At most MaximumFindings come back; warnings give way to errors.
func Check(f Flow, c Catalog) []Finding {
	k := checker{flow: f, catalog: c, index: make(map[string]int, len(f.Actions))}
	for i, a := range f.Actions {
		if _, taken := k.index[a.Identifier]; !taken {
			k.index[a.Identifier] = i
		}
	}
	k.reachable = k.reach()
	k.document()
	for i := range f.Actions {
		k.at = i
		k.action(f.Actions[i])
	}
	k.at = -1
	k.spinning()
	return k.report()
}

type checker struct {
	flow      Flow
	catalog   Catalog
	index     map[string]int // the first action of each Identifier
	reachable []bool
	at        int // the action being checked, or -1
	findings  []Finding
	counts    map[Severity]int
}

// add is where every finding passes: path is relative to the action being checked.
func (k *checker) add(severity Severity, rule, path string, at Position, format string, args ...any) {
	if k.counts == nil {
		k.counts = map[Severity]int{}
	}
	if k.counts[severity]++; k.counts[severity] > collectedFindings {
		return
	}
	finding := Finding{Rule: rule, Severity: severity, Path: path, Line: int(at.Line), Column: int(at.Column), Message: fmt.Sprintf(format, args...)}
	if k.at >= 0 {
		finding.Action = k.flow.Actions[k.at].Identifier
		finding.Path = join(fmt.Sprintf("Actions[%d]", k.at), path)
	}
	k.findings = append(k.findings, finding)
}

func (k *checker) report() []Finding {
	for _, n := range k.flow.notes {
		severity := Error
		if n.rule == "duplicate-key" {
			severity = Warning
		}
		k.findings = append(k.findings, Finding{n.rule, severity, n.action, n.path, int(n.at.Line), int(n.at.Column), n.message})
	}
	if len(k.findings) > MaximumFindings {
		slices.SortStableFunc(k.findings, func(a, b Finding) int { return cmp.Compare(a.Severity, b.Severity) }) // "error" < "warning"
		k.findings = k.findings[:MaximumFindings]
	}
	slices.SortStableFunc(k.findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return k.findings
}

func (k *checker) document() {
	f := k.flow
	k.at = -1
	if f.Version != Version {
		k.add(Error, "version", "Version", f.at, "Version is %s; the language has only %q: set it to that", quoted(f.Version), Version)
	}
	if n := len(f.Actions); n > maximumActions {
		k.add(Error, "action-count", "Actions", f.at, "%d actions, and the service takes %d: split the flow with TransferToFlow or a module", n, maximumActions)
	}
	if f.chars > maximumContentCharacters {
		k.add(Warning, "content-length", "", f.at, "%d characters, and the service's API takes %d: take out blanks and unused metadata before sending it there", f.chars, maximumContentCharacters)
	}
	switch _, ok := k.index[f.StartAction]; {
	case len(f.Actions) == 0:
		k.add(Error, "start-action", "Actions", f.at, "there are no actions: add at least one, such as DisconnectParticipant")
	case f.StartAction == "":
		k.add(Error, "start-action", "StartAction", f.start, "StartAction is missing: name the action that runs first")
	case !ok:
		k.add(Error, "start-action", "StartAction", f.start, "StartAction names %s, which is no action here: name one of the identifiers", quoted(f.StartAction))
	}
	k.settings()
}

// settings checks the interface of a module.
func (k *checker) settings() {
	s := k.flow.Settings
	if s.kind == Absent || s.kind == Null {
		for i, a := range k.flow.Actions {
			if a.Type == EndFlowModuleExecutionSpec.Type && k.reachable[i] {
				k.add(Warning, "module-settings", "Settings", a.at, "%s is only for modules, and this document has no Settings: use DisconnectParticipant, or add Settings", a.Type)
				return
			}
		}
		return
	}
	if s.kind != Object {
		k.add(Error, "module-settings", "Settings", s.at, "Settings is an object with InputParameters, OutputParameters and Transitions")
		return
	}
	for _, m := range s.members {
		switch m.Name {
		case "InputParameters", "OutputParameters", "Transitions":
			if m.Value.kind != List {
				k.add(Error, "module-settings", "Settings."+m.Name, m.Value.at, "expected a list")
			}
		default:
			k.add(Warning, "module-settings", "Settings."+m.Name, m.Value.at, "not a setting of modules: it is kept, and nothing reads it")
		}
	}
	transitions, _ := s.Member("Transitions")
	for i, m := range transitions.Members() {
		if name, ok := m.Value.Member("ReferenceName"); !ok || name.kind != String {
			k.add(Error, "module-settings", fmt.Sprintf("Settings.Transitions[%d]", i), m.Value.at, "a way out of the module needs a ReferenceName")
		}
	}
}

func (k *checker) action(a Action) {
	k.identifier(a)
	if !k.reachable[k.at] {
		k.add(Warning, "reachable-blocks", "", a.at, "no path from StartAction leads here: connect it or remove it")
	}
	k.targets(a)
	spec, known := k.catalog.Spec(a.Type)
	switch {
	case a.Type == "":
		k.add(Error, "unknown-action", "Type", a.at, "Type is missing: name the action's type")
	case !known:
		k.add(Error, "unknown-action", "Type", a.at, "%s is not in the language%s", quoted(a.Type), k.suggestion(a.Type))
	case spec.Unsupported != "" && k.reachable[k.at]:
		k.add(Error, "unsupported-action", "Type", a.at, "%s is not supported here: %s", a.Type, spec.Unsupported)
	case spec.Unsupported != "":
		k.add(Warning, "unsupported-action", "Type", a.at, "%s is not supported here, and never reached: %s", a.Type, spec.Unsupported)
	default:
		k.parameters(a, spec)
		k.transitions(a, spec)
	}
}

func (k *checker) identifier(a Action) {
	id := a.Identifier
	switch {
	case id == "":
		k.add(Error, "identifier", "Identifier", a.at, "Identifier is missing: give the action a name of its own")
		return
	case utf8.RuneCountInString(id) > maximumIdentifierCharacters:
		k.add(Error, "identifier", "Identifier", a.at, "the Identifier is longer than %d characters: shorten it", maximumIdentifierCharacters)
	case strings.ContainsAny(id, forbiddenInIdentifiers):
		k.add(Error, "identifier", "Identifier", a.at, "the Identifier %s holds one of %s: leave them out", quoted(id), forbiddenInIdentifiers)
	case slices.Contains(forbiddenIdentifiers, id):
		k.add(Error, "identifier", "Identifier", a.at, "the Identifier %s is reserved: choose another", quoted(id))
	}
	if k.index[id] != k.at {
		k.add(Error, "unique-names", "Identifier", a.at, "a second action with the Identifier %s: only the first is ever reached; rename one", quoted(id))
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
