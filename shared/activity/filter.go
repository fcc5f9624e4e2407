package activity

import (
	"strings"

	"ringdown/shared/call"
)

// Filter says which entries are wanted; what is "" wants all.
type Filter struct {
	Line, Team string
	Outcome    string // of package call, or Lasting
	Caller     string // digits of the number, or a part of what came; Withheld
	Text       string // anywhere in the entry, in whatever case
}

const (
	// Lasting stands for calls that are not over.
	Lasting = "lasting"
	// Withheld stands for callers who are not to be known.
	Withheld = "withheld"
)

// Outcomes are the values of Filter.Outcome.
var Outcomes = []string{string(call.Talked), string(call.VoicemailLeft), string(call.Missed), string(call.Closed), Lasting}

// Wants reports whether an entry is wanted.
func (f Filter) Wants(e Entry) bool {
	return (f.Line == "" || e.Line == f.Line) && (f.Team == "" || e.Team == f.Team) && f.outcome(e) && f.caller(e) && f.text(e)
}

func (f Filter) outcome(e Entry) bool {
	if f.Outcome == Lasting {
		return e.Outcome == ""
	}
	return f.Outcome == "" || string(e.Outcome) == f.Outcome
}

// separators are what people write between digits.
var separators = strings.NewReplacer(" ", "", "-", "", "(", "", ")", "", ".", "", "/", "")

func (f Filter) caller(e Entry) bool {
	wanted := strings.ToLower(separators.Replace(f.Caller))
	switch wanted {
	case "":
		return true
	case Withheld:
		return e.Withheld
	}
	return strings.Contains(string(e.Caller), wanted) || strings.Contains(strings.ToLower(separators.Replace(e.Came)), wanted)
}

func (f Filter) text(e Entry) bool {
	if f.Text == "" {
		return true
	}
	wanted := strings.ToLower(f.Text)
	for _, said := range []string{
		e.ID, e.Line, e.LineName, string(e.Called), string(e.Caller), e.Came, e.Team, e.TeamName, string(e.Outcome), e.AcceptedBy, e.AcceptedByName,
	} {
		if strings.Contains(strings.ToLower(said), wanted) {
			return true
		}
	}
	return false
}
