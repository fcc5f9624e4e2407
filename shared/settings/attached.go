package settings

import (
	"maps"
	"reflect"
	"slices"

	"ringdown/shared/dialplan"
	"ringdown/shared/flow"
	"ringdown/shared/flow/check"
)

// FlowFiles lists the flow documents that a settings file names, each once, in alphabetical order:
// a reader of the settings reads them too, and gives them to Parse. A file that cannot be read
// names none.
func FlowFiles(file []byte) []string {
	root, problem := document(file)
	if problem != nil {
		return nil
	}
	var s Settings
	d := decoder{places: map[string]place{}}
	d.value(root, "", reflect.ValueOf(&s).Elem())
	return s.flowFiles()
}

// Attach reads the flow documents that a settings file names, for Parse; names are as written
// there, which is from the folder of the settings. One that cannot be read is left out, and Parse
// says where it is missing.
func Attach(file []byte, read func(name string) ([]byte, error)) map[string][]byte {
	documents := map[string][]byte{}
	for _, name := range FlowFiles(file) {
		if text, err := read(name); err == nil {
			documents[name] = text
		}
	}
	return documents
}

func (s Settings) flowFiles() []string {
	names := slices.Collect(maps.Values(s.Flows))
	for _, l := range s.Lines {
		names = append(names, l.Flow)
	}
	slices.Sort(names)
	names = slices.Compact(names)
	return slices.DeleteFunc(names, func(name string) bool { return name == "" })
}

// attached reads a flow document that was given along. An arrangement of parts that makes a
// voicemail in Amazon Connect runs as one recording here; leniently, what cannot run takes its error
// branch.
func (s Settings) attached(name string, lenient bool) (flow.Flow, error) {
	f, err := flow.Parse(s.Documents[name])
	if err != nil {
		return flow.Flow{}, err
	}
	if f, _ = check.Rewrite(f); lenient {
		f, _ = check.Lenient(f, s.flowLanguage())
	}
	return f, nil
}

// ownFlow puts a line's own flow into its dialplan. Its actions may name any team, user, prompt or
// flow, be it by an attribute that only a call has, so all of them come along.
func (s Settings) ownFlow(d *dialplan.Dialplan, l Line) {
	lenient := s.lenient(l)
	d.Flow, _ = s.attached(l.Flow, lenient) // checked before
	for _, t := range s.Teams {
		s.include(d, t.ID)
	}
	for _, u := range s.Users {
		u.Name = or(u.Name, u.ID)
		d.Users[u.ID] = u // AgentId names users without a team
	}
	if len(s.Flows) > 0 {
		d.Flows = map[string]flow.Flow{}
	}
	for id, name := range s.Flows {
		d.Flows[id], _ = s.attached(name, lenient)
	}
	d.Dialling = s.policy()
	d.Prompts, d.LambdaARNs, d.Bots = maps.Clone(s.Prompts), slices.Clone(s.Functions), slices.Clone(s.Bots)
}
