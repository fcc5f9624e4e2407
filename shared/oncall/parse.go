package oncall

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"ringdown/shared/problem"
)

// Parse reads one schedule from JSON and says all that is wrong with it. Instants and anchors are
// cut to the minute: nobody hands over at half past a minute, and a stray second would make a shift
// of its own. A schedule with problems is returned as far as it was read.
func Parse(text []byte) (Schedule, []problem.Problem) {
	if len(text) > MaxParseBytes {
		return Schedule{}, []problem.Problem{problem.Errorf("", "longer than %d bytes; move past overrides to history", MaxParseBytes)}
	}
	var s Schedule
	decoder := json.NewDecoder(bytes.NewReader(text))
	if err := decoder.Decode(&s); err != nil {
		return Schedule{}, []problem.Problem{problem.Errorf("", "cannot be read as a schedule: %v; write the fields as documented", err)}
	}
	if _, err := decoder.Token(); err != io.EOF {
		return s, []problem.Problem{problem.Errorf("", "something follows the schedule; write one schedule only")}
	}
	var loose any
	problems := []problem.Problem{}
	if err := json.Unmarshal(text, &loose); err == nil {
		problems = unknownFields(problems, "", scheduleFields, loose)
	}
	toMinutes(&s)
	return s, append(problems, Validate(s)...)
}

// fields names the fields of an object and, where they hold objects or lists of objects, the fields
// of those.
type fields map[string]fields

var (
	windowFields   = fields{"days": nil, "start": nil, "minutes": nil}
	rotationFields = fields{"unit": nil, "every": nil, "anchor": nil, "turns": nil, "offset": nil, "weekdays": nil, "depth": nil}
	layerFields    = fields{"id": nil, "tier": nil, "priority": nil, "from": nil, "until": nil, "tz": nil, "users": nil,
		"rotation": rotationFields, "windows": windowFields}
	overrideFields = fields{"id": nil, "seq": nil, "from": nil, "until": nil, "tier": nil, "mode": nil, "users": nil, "replaces": nil}
	scheduleFields = fields{"id": nil, "tz": nil, "version": nil, "layers": layerFields, "overrides": overrideFields}
)

// unknownFields finds misspelt fields, which JSON would drop without a word, by path.
func unknownFields(problems []problem.Problem, path string, known fields, value any) []problem.Problem {
	switch value := value.(type) {
	case []any:
		for i, element := range value {
			problems = unknownFields(problems, fmt.Sprintf("%s[%d]", path, i), known, element)
		}
	case map[string]any:
		names := make([]string, 0, len(value))
		for name := range value {
			names = append(names, name)
		}
		slices.Sort(names)
		for _, name := range names {
			within := strings.TrimPrefix(path+"."+name, ".")
			inner, ok := known[name]
			switch {
			case !ok:
				problems = append(problems, problem.Errorf(within, "is no field of a schedule; write one of %s", listed(known)))
			case inner != nil:
				problems = unknownFields(problems, within, inner, value[name])
			}
		}
	}
	return problems
}

func listed(known fields) string {
	names := make([]string, 0, len(known))
	for name := range known {
		names = append(names, name)
	}
	slices.Sort(names)
	return strings.Join(names, ", ")
}

func toMinutes(s *Schedule) {
	for i := range s.Layers {
		l := &s.Layers[i]
		l.From, l.Until = l.From.Truncate(time.Minute), l.Until.Truncate(time.Minute)
		if r := l.Rotation; r != nil {
			if anchor, err := parseCivil(r.Anchor); err == nil {
				r.Anchor = (anchor - civil(floorMod(int64(anchor), minuteSeconds))).String()
			}
		}
	}
	for i := range s.Overrides {
		o := &s.Overrides[i]
		o.From, o.Until = o.From.Truncate(time.Minute), o.Until.Truncate(time.Minute)
	}
}
