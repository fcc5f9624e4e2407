package main

import (
	"path/filepath"
	"slices"
	"strings"

	"ringdown/shared/dialplan"
	"ringdown/shared/flow"
)

// flowOfSet is a flow among others that may name it.
type flowOfSet struct {
	file  string
	flow  flow.Flow
	names []string // by which others may name it: ARN, id, the designer's name, the file's
}

func newFlowOfSet(file string, f flow.Flow) flowOfSet {
	stem := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
	names := []string{f.Source().ARN, f.Source().ID, f.Name(), stem}
	return flowOfSet{file, f, slices.DeleteFunc(names, func(name string) bool { return name == "" })}
}

// flowSet are flows that go on to each other.
type flowSet []flowOfSet

// find looks for the flow that a name means: the ids in it come before the names of people.
func (s flowSet) find(name string) (int, bool) {
	for _, spelling := range dialplan.Spellings(name) {
		for i, f := range s {
			if slices.ContainsFunc(f.names, func(n string) bool {
				return slices.ContainsFunc(dialplan.Spellings(n), func(x string) bool { return strings.EqualFold(x, spelling) })
			}) {
				return i, true
			}
		}
	}
	return 0, false
}

// flowsNamed lists the flows and modules that a flow names, each once, in the order of the document.
func flowsNamed(f flow.Flow) (names []string) {
	for _, a := range f.Actions {
		for _, at := range flowParameters[a.Type] {
			id, _ := a.Parameters.String(at)
			if id != "" && len(flow.References(id)) == 0 && !slices.Contains(names, id) {
				names = append(names, id)
			}
		}
	}
	return names
}

var flowParameters = map[string][]string{
	"TransferToFlow":          {"ContactFlowId"},
	"InvokeFlowModule":        {"FlowModuleId"},
	"UpdateContactEventHooks": {"EventHooks.CustomerQueue", "EventHooks.CustomerWhisper", "EventHooks.AgentWhisper"},
}

// byName are the flows under each name that leads to one: as the others write it, and each flow's own,
// for those that name it by an attribute.
func (s flowSet) byName() map[string]flow.Flow {
	found := map[string]flow.Flow{}
	for _, f := range s {
		for _, name := range f.names {
			for _, spelling := range dialplan.Spellings(name) {
				if i, ok := s.find(spelling); ok {
					found[spelling] = s[i].flow
				}
			}
		}
		for _, name := range flowsNamed(f.flow) {
			if i, ok := s.find(name); ok {
				found[name] = s[i].flow
			}
		}
	}
	return found
}
