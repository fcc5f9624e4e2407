package settings

import (
	"encoding/json"

	"ringdown/shared/flow"
)

// Export returns the compiled flow of a line as a document to start one's own from: the flow that
// the line runs, with the names and places that Amazon Connect's designer and the tools around it
// read. A line with a flow of its own gives that document back. The error wraps ErrSettings or
// ErrUnknownLine.
func (s Settings) Export(id string) (flow.Flow, error) {
	plan, err := s.CompileLine(id)
	if err != nil {
		return flow.Flow{}, err
	}
	for _, l := range s.Lines {
		if l.ID == id && l.Flow != "" {
			return flow.Parse(s.Documents[l.Flow]) // its author's, names, places and all
		}
	}
	f := plan.Flow
	f.Metadata = metadata(Line{ID: plan.Line, Description: plan.Description}, positions(f))
	return f, nil
}

// point is a place on the designer's canvas, in its units.
type point struct {
	X int `json:"x"`
	Y int `json:"y"`
}

// The designer's blocks are about 200 by 150 units.
const (
	columnWidth, rowHeight = 240, 200
	margin                 = 20
)

// metadata says what the designer shows; it has no effect on a call.
func metadata(l Line, at map[string]point) json.RawMessage {
	type action struct {
		Position point `json:"position"`
		Friendly bool  `json:"isFriendlyName"`
	}
	doc := struct {
		Entry       *point            `json:"entryPointPosition,omitempty"`
		Actions     map[string]action `json:"ActionMetadata,omitempty"`
		Name        string            `json:"name"`
		Description string            `json:"description"`
		Type        string            `json:"type"`
	}{Name: l.ID, Description: l.Description, Type: "contactFlow"}
	if at != nil {
		doc.Entry, doc.Actions = &point{margin, margin}, map[string]action{}
		for id, p := range at {
			doc.Actions[id] = action{p, true}
		}
	}
	out, err := json.Marshal(doc) // map keys come out sorted, so the document is the same every time
	if err != nil {
		return nil // texts and numbers always encode
	}
	return out
}

// positions lays the actions out in columns by their distance from the start.
func positions(f flow.Flow) map[string]point {
	at := map[string]point{}
	column := []string{f.StartAction}
	for x := 1; len(column) > 0; x++ {
		var next []string
		y := 0
		for _, id := range column {
			a, ok := f.Action(id)
			if _, placed := at[id]; placed || !ok {
				continue
			}
			at[id] = point{margin + x*columnWidth, margin + y*rowHeight}
			y++
			next = append(next, targets(a)...)
		}
		column = next
	}
	return at
}

// targets lists where an action may lead, in the order of its branches.
func targets(a flow.Action) (ids []string) {
	for _, c := range a.Transitions.Conditions {
		ids = append(ids, c.NextAction)
	}
	if n := a.Transitions.NextAction; n != "" {
		ids = append(ids, n)
	}
	for _, e := range a.Transitions.Errors {
		ids = append(ids, e.NextAction)
	}
	return ids
}
