package call

import "ringdown/shared/flow"

// attributesBytesMax is the language's own limit for a contact's attributes, made
// smaller: they are saved with the call on every step.
const attributesBytesMax = 8 * 1024

// updateContactAttributes keeps values with the call; they are read as $.Attributes.<key>.
var updateContactAttributes = action{
	begin: func(t *turn, a flow.Action) outcome {
		size := 0
		for k, v := range t.c.Flow.Attributes {
			size += len(k) + len(v)
		}
		if t.c.Flow.Attributes == nil {
			t.c.Flow.Attributes = map[string]string{}
		}
		for _, p := range a.Parameters.Pairs("Attributes") {
			v := t.expand(p.Value)
			if size += len(p.Name) + len(v); size > attributesBytesMax {
				return failed(flow.NoMatchingError)
			}
			t.c.Flow.Attributes[p.Name] = v
		}
		return done(flow.Succeed())
	},
}
