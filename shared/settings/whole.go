package settings

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"ringdown/shared/alert"
	"ringdown/shared/dialplan"
	"ringdown/shared/oncall"
	"ringdown/shared/problem"
	"ringdown/shared/resource"
	"ringdown/shared/speech/words"
)

// Account is the resource of what holds for all lines.
type Account struct {
	Language  string                 `json:"language,omitempty"`
	Style     int                    `json:"style,omitempty"`
	Dialling  Dialling               `json:"dialling,omitzero"`
	Words     map[string]words.Words `json:"words,omitempty"`
	Functions []string               `json:"functions,omitempty"`
	Bots      []dialplan.Bot         `json:"bots,omitempty"`
	Lenient   bool                   `json:"lenient,omitempty"`
}

// FlowDocument is the resource of a flow: the document as it was uploaded. Lines name it by its id,
// other flows by one of its names.
type FlowDocument struct {
	ID          string          `json:"id"`
	Description string          `json:"description,omitempty"`
	Names       []string        `json:"names,omitempty"` // ids or ARNs by which other flows name it
	Document    json.RawMessage `json:"document"`
}

// Prompt is the resource of a recorded prompt.
type Prompt struct {
	ID          string   `json:"id"`
	Description string   `json:"description,omitempty"`
	Names       []string `json:"names,omitempty"` // further ids or ARNs by which flows name it
	Address     string   `json:"address"`         // https, of an mp3 or wav file; or of a recording that was uploaded
	// Recording is what was found out about one that was uploaded.
	Recording *Recording `json:"recording,omitempty"`
}

// Recording describes an uploaded recording. All of it was measured, by package studio.
type Recording struct {
	From     string `json:"from"`     // kind of the file that was uploaded
	Tenths   int    `json:"tenths"`   // it plays, in tenths of a second
	LoudDB   int    `json:"loudDb"`   // of the upload, below full scale
	GainDB   int    `json:"gainDb"`   // by which it was made louder
	Waveform string `json:"waveform"` // loudness over time: two hexadecimal digits for each part
}

// Body returns a new value of a kind, to be read into, and false for a kind without settings.
func Body(kind resource.Kind) (any, bool) {
	switch kind {
	case resource.Account:
		return &Account{}, true
	case resource.Users:
		return &dialplan.User{}, true
	case resource.Schedules:
		return &oncall.Schedule{}, true
	case resource.Hours:
		return &oncall.Hours{}, true
	case resource.EscalationRules:
		return &alert.Rule{}, true
	case resource.Feeds:
		return &Feed{}, true
	case resource.Teams:
		return &dialplan.Team{}, true
	case resource.Prompts:
		return &Prompt{}, true
	case resource.Flows:
		return &FlowDocument{}, true
	case resource.Lines:
		return &Line{}, true
	}
	return nil, false
}

// Fault is a problem of one resource: Pointer (RFC 6901) leads to the setting in it.
type Fault struct {
	Of      resource.Ref     `json:"of,omitzero"`
	Pointer string           `json:"pointer"`
	Level   problem.Severity `json:"severity"`
	Message string           `json:"detail"` // what is wrong, then what to write instead
}

// Fatal reports whether the settings cannot be used with the fault.
func (f Fault) Fatal() bool { return f.Level != problem.Warning }

// FatalFaults reports whether one of them is fatal.
func FatalFaults(faults []Fault) bool { return slices.ContainsFunc(faults, Fault.Fatal) }

// Whole is all resources as settings, and which of them each path of the settings belongs to.
type Whole struct {
	Settings Settings
	list     map[resource.Kind][]string // ids in the order of the settings' lists
	prompts  map[string]string          // prompt ids, by each name
	twice    []Fault                    // names that two resources have
}

// Assemble makes settings of stored resources. The error names a resource whose body cannot be
// read: it was written by a newer version of the product, or by other means.
func Assemble(stored []resource.Resource) (Whole, error) {
	w := Whole{list: map[resource.Kind][]string{}, prompts: map[string]string{}}
	w.Settings = Settings{Version: FileVersion, Flows: map[string]string{}, Prompts: map[string]string{}, Documents: map[string][]byte{}}
	for _, r := range stored {
		if r.Deleted() {
			continue
		}
		body, ok := Body(r.Kind)
		if !ok {
			return w, fmt.Errorf("read version %d of %s: the kind %s has no settings", r.Version, r.Ref, r.Kind)
		}
		if err := json.Unmarshal(r.Body, body); err != nil {
			return w, fmt.Errorf("read version %d of %s: %w", r.Version, r.Ref, err)
		}
		w.add(body, r.ID)
	}
	return w, nil
}

// add puts one resource into the settings.
func (w *Whole) add(body any, id string) {
	s := &w.Settings
	kind := resource.Account
	switch b := body.(type) {
	case *Account:
		s.Language, s.Style, s.Dialling, s.Words = b.Language, b.Style, b.Dialling, b.Words
		s.Functions, s.Bots, s.Lenient = b.Functions, b.Bots, b.Lenient
	case *dialplan.User:
		kind, s.Users = resource.Users, append(s.Users, *b)
	case *oncall.Schedule:
		kind, s.Schedules = resource.Schedules, append(s.Schedules, *b)
	case *oncall.Hours:
		kind, s.Hours = resource.Hours, append(s.Hours, *b)
	case *alert.Rule:
		kind, s.EscalationRules = resource.EscalationRules, append(s.EscalationRules, *b)
	case *Feed:
		kind, s.Feeds = resource.Feeds, append(s.Feeds, *b)
	case *dialplan.Team:
		kind, s.Teams = resource.Teams, append(s.Teams, *b)
	case *Prompt:
		kind = resource.Prompts
		for i, name := range append([]string{id}, b.Names...) {
			w.unique(resource.Ref{Kind: kind, ID: id}, i-1, name, w.prompts)
			s.Prompts[name] = b.Address
		}
	case *FlowDocument:
		kind = resource.Flows
		s.Documents[id] = b.Document
		for i, name := range b.Names {
			w.unique(resource.Ref{Kind: kind, ID: id}, i, name, s.Flows)
		}
	case *Line:
		kind, s.Lines = resource.Lines, append(s.Lines, *b)
	}
	w.list[kind] = append(w.list[kind], id)
}

// unique gives a name to the resource, unless another one has it. Place is where it stands in names;
// -1 is the id.
func (w *Whole) unique(of resource.Ref, place int, name string, taken map[string]string) {
	if other, ok := taken[name]; ok && other != of.ID {
		f := Fault{Of: of, Pointer: fmt.Sprintf("/names/%d", place), Level: problem.Error,
			Message: fmt.Sprintf("%s/%s has the name %q already: remove it from one of them", of.Kind, other, name)}
		if place < 0 {
			f.Pointer = "/id"
		}
		w.twice = append(w.twice, f)
		return
	}
	taken[name] = of.ID
}

// listKinds are the kinds that are lists in the settings, by their key there.
var listKinds = []resource.Kind{resource.Users, resource.Schedules, resource.Hours, resource.EscalationRules, resource.Feeds, resource.Teams, resource.Lines}

// listOf is the key of the settings under which the resources of a kind stand.
func listOf(kind resource.Kind) string {
	if kind == resource.EscalationRules {
		return "escalationRules"
	}
	return string(kind)
}

// fault says which resource a problem of the whole belongs to.
func (w Whole) fault(p problem.Problem) Fault {
	of, rest := w.split(p.Path)
	return Fault{Of: of, Pointer: pointerOf(rest), Level: p.Severity, Message: p.Message}
}

// split cuts a path of the settings into the resource it lies in and the path there. What lies in
// none belongs to the account.
func (w Whole) split(path string) (resource.Ref, string) {
	list, rest, isList := strings.Cut(path, "[")
	place, rest, closed := strings.Cut(rest, "]")
	if i, err := strconv.Atoi(place); isList && closed && err == nil && i >= 0 {
		of := slices.IndexFunc(listKinds, func(k resource.Kind) bool { return listOf(k) == list })
		if of >= 0 && i < len(w.list[listKinds[of]]) {
			return resource.Ref{Kind: listKinds[of], ID: w.list[listKinds[of]][i]}, strings.TrimPrefix(rest, ".")
		}
	}
	if name, ok := strings.CutPrefix(path, "flows."); ok {
		if id, known := w.Settings.Flows[name]; known {
			return resource.Ref{Kind: resource.Flows, ID: id}, "document"
		}
	}
	if id, ok := strings.CutPrefix(path, "documents."); ok {
		return resource.Ref{Kind: resource.Flows, ID: id}, "document"
	}
	if name, ok := strings.CutPrefix(path, "prompts."); ok {
		return resource.Ref{Kind: resource.Prompts, ID: w.prompts[name]}, "address"
	}
	return resource.Ref{Kind: resource.Account, ID: resource.AccountID}, path
}

// at is the path of the whole at which a resource stands; "" for one that is no list's.
func (w Whole) at(ref resource.Ref) string {
	if !slices.Contains(listKinds, ref.Kind) {
		return ""
	}
	return fmt.Sprintf("%s[%d]", listOf(ref.Kind), slices.Index(w.list[ref.Kind], ref.ID))
}

// pointerOf turns a path such as phones[0].number into a JSON pointer (RFC 6901 §3).
func pointerOf(path string) string {
	if path == "" {
		return ""
	}
	path = strings.NewReplacer("[", ".", "]", "", "~", "~0", "/", "~1").Replace(path)
	return "/" + strings.ReplaceAll(path, ".", "/")
}

// Resources are the bodies that a settings file stands for, ordered by Ref. A flow document keeps
// its file's name, without folder and ending, as its id.
func (s Settings) Resources() ([]resource.Resource, error) {
	out := []resource.Resource{{Ref: resource.Ref{Kind: resource.Account, ID: resource.AccountID},
		Body: bodyOf(Account{Language: s.Language, Style: s.Style, Dialling: s.Dialling, Words: s.Words, Functions: s.Functions, Bots: s.Bots, Lenient: s.Lenient})}}
	add := func(kind resource.Kind, id string, body any) {
		out = append(out, resource.Resource{Ref: resource.Ref{Kind: kind, ID: id}, Body: storedBody(body)})
	}
	for _, u := range s.Users {
		add(resource.Users, u.ID, u)
	}
	for _, x := range s.Schedules {
		add(resource.Schedules, x.ID, x)
	}
	for _, h := range s.Hours {
		add(resource.Hours, h.ID, h)
	}
	for _, r := range s.EscalationRules {
		add(resource.EscalationRules, r.ID, r)
	}
	for _, f := range s.Feeds {
		add(resource.Feeds, f.ID, f)
	}
	for _, t := range s.Teams {
		add(resource.Teams, t.ID, t)
	}
	for _, name := range slices.Sorted(maps.Keys(s.Prompts)) {
		p := Prompt{ID: plainID(name), Address: s.Prompts[name]}
		if p.ID != name {
			p.Names = []string{name}
		}
		add(resource.Prompts, p.ID, p)
	}
	flows, err := s.flowResources()
	if err != nil {
		return nil, err
	}
	for _, f := range flows {
		add(resource.Flows, f.doc.ID, f.doc)
	}
	for _, l := range s.Lines {
		for _, f := range flows {
			if l.Flow == f.file {
				l.Flow = f.doc.ID
			}
		}
		add(resource.Lines, l.ID, l)
	}
	slices.SortFunc(out, func(a, b resource.Resource) int { return a.Compare(b.Ref) })
	return out, nil
}

// fileFlow is a flow document and the file it came from.
type fileFlow struct {
	file string
	doc  FlowDocument
}

func (s Settings) flowResources() ([]fileFlow, error) {
	var out []fileFlow
	taken := map[string]string{}
	for _, file := range s.flowFiles() {
		id := flowID(file)
		if other, twice := taken[id]; twice {
			return nil, fmt.Errorf("the flow documents %s and %s would both have the id %q: rename one of the files", other, file, id)
		}
		taken[id] = file
		f := fileFlow{file: file, doc: FlowDocument{ID: id, Document: documentOf(s.Documents[file])}}
		for _, name := range slices.Sorted(maps.Keys(s.Flows)) {
			if s.Flows[name] == file {
				f.doc.Names = append(f.doc.Names, name)
			}
		}
		out = append(out, f)
	}
	return out, nil
}

// documentOf is a flow document as a resource holds it: the JSON without blanks. What is no JSON was
// refused before.
func documentOf(file []byte) json.RawMessage {
	n, unread := jsonDocument(bytes.TrimPrefix(file, []byte("\ufeff")))
	if unread != nil {
		return nil
	}
	return rawJSON(n)
}

// flowID makes an id of a file's name.
func flowID(file string) string { return plainID(strings.TrimSuffix(file, ".json")) }

// plainID makes an id of what follows the last slash, as in a path or an ARN.
func plainID(name string) string {
	id := strings.Map(func(r rune) rune {
		if notInID(r) {
			return '-'
		}
		return r
	}, name[strings.LastIndexByte(name, '/')+1:])
	return id[:min(len(id), MaxID)]
}

// isRaw reports whether a Go value takes JSON as it is.
func isRaw(t reflect.Type) bool { return t == reflect.TypeFor[json.RawMessage]() }
