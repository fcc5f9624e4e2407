package settings

import "fmt"

// State is what publishing settings means for one line.
type State string

// The states of a line.
const (
	LineNew       State = "new"       // no call could reach it before
	LineChanged   State = "changed"   // calls from now on go another way
	LineUnchanged State = "unchanged" // nothing is written
	LineWithdrawn State = "withdrawn" // its number is taken out of service
	LineLeft      State = "left"      // no longer in the settings, but in service, and stays there
)

// Enum lists the states.
func (State) Enum() []any {
	return []any{LineNew, LineChanged, LineUnchanged, LineWithdrawn, LineLeft}
}

// Effect is what a change means for the callers of one line.
type Effect struct {
	Line    string   `json:"line"`
	State   State    `json:"state"`
	Changes []string `json:"changes,omitempty"`
}

// TakenError says that a line wants the number of another one that stays in service.
type TakenError struct{ Line, Holder string }

func (e TakenError) Error() string {
	return fmt.Sprintf("line %s wants the number of line %s, which is no longer in the settings but still in service: withdraw line %s, or give line %s its old id", e.Line, e.Holder, e.Holder, e.Line)
}
