package settings

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"ringdown/shared/dialplan"
	"ringdown/shared/resource"
)

// Digest tells the contents of two dialplans apart, whatever their versions.
func Digest(d dialplan.Dialplan) string {
	d.Version = 0
	sum := sha256.Sum256(bodyOf(d))
	return hex.EncodeToString(sum[:16])
}

// Bytes is the size of a dialplan before it is packed.
func Bytes(d dialplan.Dialplan) int {
	text, err := json.Marshal(d)
	if err != nil {
		return dialplan.MaxBytes
	}
	return len(text)
}

// EffectsOf says what new dialplans would change for the callers of each line, compared with what
// the settings before compile to; versions are not counted. Lines that stay as they are come along.
func EffectsOf(before resource.Snapshot, compiled []dialplan.Dialplan) ([]Effect, error) {
	w, err := Assemble(before.Resources)
	if err != nil {
		return nil, err
	}
	was := w.Settings.compileChecked()
	var out []Effect
	for _, d := range compiled {
		e := Effect{Line: d.Line, State: LineNew}
		if i := slices.IndexFunc(was, func(o dialplan.Dialplan) bool { return o.Line == d.Line }); i >= 0 {
			if e.Changes, err = Changes(was[i], d); err != nil {
				return nil, err
			}
			e.State = LineChanged
			if len(e.Changes) == 0 {
				e.State = LineUnchanged
			}
		}
		out = append(out, e)
	}
	for _, d := range was {
		if !slices.ContainsFunc(compiled, func(n dialplan.Dialplan) bool { return n.Line == d.Line }) {
			out = append(out, Effect{Line: d.Line, State: LineWithdrawn})
		}
	}
	return out, nil
}
