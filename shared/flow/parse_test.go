package flow

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"strconv"
	"strings"
	"testing"
)

var goodSamples = []string{"support_line.json", "message_of_parts.json", "waiting_room.json", "module.json"}

func TestWriteGivesBackWhatParseRead(t *testing.T) {
	for _, name := range append([]string{"bad_values.json"}, goodSamples...) {
		t.Run(name, func(t *testing.T) {
			source := readSample(t, name)
			f := parseSample(t, name)
			written, err := f.Write()
			if err != nil {
				t.Fatal(err)
			}
			again, err := Parse(written)
			if err != nil || !Equal(f, again) {
				t.Fatalf("%v, equal %v:\n%s", err, Equal(f, again), written)
			}
			// Operands are always texts once read; all else is the same JSON.
			source = bytes.Replace(source, []byte(`"Operands": [0]`), []byte(`"Operands": ["0"]`), 1)
			var want, got any
			if json.Unmarshal(source, &want) != nil || json.Unmarshal(written, &got) != nil || !reflect.DeepEqual(want, got) {
				t.Errorf("another document:\n%s", written)
			}
		})
	}
}

func TestMarshalledFlowReadsBack(t *testing.T) {
	f := parseSample(t, "module.json")
	b, err := json.Marshal(map[string]Flow{"flow": f})
	if err != nil {
		t.Fatal(err)
	}
	var read map[string]Flow
	if err := json.Unmarshal(b, &read); err != nil || !Equal(f, read["flow"]) {
		t.Errorf("%v: %s", err, b)
	}
	if _, err := json.Marshal(Flow{Metadata: json.RawMessage("{")}); err == nil {
		t.Error("metadata that is not JSON was written")
	}
}

func TestFlowMadeByCodeIsWrittenInTextsOnly(t *testing.T) {
	f := Flow{Version: Version, StartAction: "say", Actions: []Action{
		{Identifier: "say", Type: "MessageParticipant", Parameters: NewParameters().With("Text", `<b>"Hi"</b>`).With("Media.Uri", "x"), Transitions: Transitions{NextAction: "end"}},
		{Identifier: "end", Type: "DisconnectParticipant"},
	}}
	b, err := f.MarshalJSON()
	want := `{"Version":"2019-10-30","StartAction":"say","Actions":[{"Identifier":"say","Type":"MessageParticipant","Parameters":{"Text":"<b>\"Hi\"</b>","Media":{"Uri":"x"}},"Transitions":{"NextAction":"end"}},{"Identifier":"end","Type":"DisconnectParticipant","Transitions":{}}]}`
	if err != nil || string(b) != want {
		t.Errorf("%v\n%s\nwant\n%s", err, b, want)
	}
}

func TestParseUnwrapsAnAnswerOfDescribe(t *testing.T) {
	plain, wrapped := parseSample(t, "module.json"), parseSample(t, "answer_of_describe.json")
	if !Equal(plain, wrapped) {
		t.Error("the wrapped document differs from the plain one")
	}
	line := bytes.Count(readSample(t, "answer_of_describe.json")[:bytes.Index(readSample(t, "answer_of_describe.json"), []byte(`"Content"`))], []byte("\n")) + 1
	for _, a := range wrapped.Actions {
		if int(a.Position().Line) != line {
			t.Errorf("%s stands at %s, want the line of Content, %d", a.Identifier, a.Position(), line)
		}
	}
	_, err := Parse([]byte(`{"ContactFlow":{"Content":"{\"Actions\": oops}"}}`))
	var problem *ParseError
	if !errors.As(err, &problem) || problem.Line != 1 || problem.Column != 27 {
		t.Errorf("got %v, want an error where Content begins", err)
	}
}

// AWS's tools write the document as a string: alone, in the object of the flow, or in what creates
// one.
func TestParseReadsWhatAWSToolsWrite(t *testing.T) {
	const document = `{"Version":"2019-10-30","StartAction":"a","Actions":[{"Identifier":"a","Type":"DisconnectParticipant"}]}`
	plain, content := parseText(t, document), strconv.Quote(document)
	for name, c := range map[string]struct{ text, name, kind string }{
		"the answer of DescribeContactFlow": {`{"ContactFlow":{"Name":"Main","Type":"CONTACT_FLOW","Content":` + content + `}}`, "Main", "contactFlow"},
		"its ContactFlow alone":             {`{"Id":"1","Name":"Waiting","Type":"CUSTOMER_QUEUE","Content":` + content + `}`, "Waiting", "customerQueue"},
		"its Content alone":                 {content + "\n", "", ""},
		"the input of CreateContactFlow":    {`{"InstanceId":"1","Name":"Whisper","Type":"AGENT_WHISPER","Content":` + content + `,"Tags":{}}`, "Whisper", "agentWhisper"},
		"a module":                          {`{"ContactFlowModule":{"Name":"Look up","Content":` + content + `}}`, "Look up", ""},
	} {
		f, err := Parse([]byte(c.text))
		if err != nil || !Equal(f, plain) || f.Name() != c.name || f.Type() != c.kind {
			t.Errorf("%s: %v, named %q, of type %q", name, err, f.Name(), f.Type())
		}
	}
	for _, text := range []string{`"` + content + `"`, `"hello"`, strconv.Quote(content), `{"Content":` + strconv.Quote(content) + `}`, `{"Content":{}}`} {
		if _, err := Parse([]byte(text)); err == nil {
			t.Errorf("read as a flow: %s", text)
		}
	}
}

func TestParseRefusesWhatIsNoFlow(t *testing.T) {
	deep := strings.Repeat("[", maximumDepth+1) + strings.Repeat("]", maximumDepth+1)
	cases := []struct{ name, text, want string }{
		{"nothing", "", "line 1 column 1: the document ends too early"},
		{"a list", "[]", "line 1 column 1: a flow is a JSON object"},
		{"no actions", `{"Version":"2019-10-30"}`, "line 1 column 1: no list of Actions"},
		{"actions that are an object", `{"Actions":{}}`, "no list of Actions"},
		{"cut short", "{\n \"Actions\": [", "line 2 column 14: the document ends too early"},
		{"columns count characters", "{\n\"é\": \"åå\", x", "line 2 column 12: not JSON here: expected a key"},
		{"a missing comma", `{"Actions":[] "a":1}`, "column 15: not JSON here: expected a comma"},
		{"a missing colon", `{"Actions" []}`, "column 12: not JSON here: expected a colon"},
		{"a comma too many", `{"Actions":[],}`, "column 15: not JSON here: expected a key"},
		{"text afterwards", `{"Actions":[]} {}`, "column 16: text after the end"},
		{"a wrong number", `{"Actions":[],"a":01}`, "not a JSON number"},
		{"a wrong escape", `{"Actions":[],"a":"\x"}`, "an escape in it is wrong"},
		{"a line break in a text", "{\"Actions\":[],\"a\":\"\n\"}", "line break"},
		{"a text without end", `{"Actions":[],"a":"x`, "does not end"},
		{"a wrong word", `{"Actions":[],"a":nul}`, "expected a value"},
		{"too deep", `{"Actions":` + deep + `}`, "nested deeper than 64"},
		{"too deep in metadata", `{"Actions":[],"Metadata":` + deep + `}`, "nested deeper than 64"},
		{"too many actions", `{"Actions":[` + strings.Repeat("{},", maximumMembers) + `{}]}`, "more than 2000 entries"},
		{"a wrapper in a wrapper", `{"ContactFlow":{"Content":"{\"ContactFlow\":{\"Content\":\"{}\"}}"}}`, "no list of Actions"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := Parse([]byte(c.text))
			var problem *ParseError
			if !errors.As(err, &problem) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
	if _, err := Parse(readSample(t, "legacy.json")); !errors.Is(err, ErrLegacy) {
		t.Errorf("legacy: %v", err)
	}
	if _, err := Parse(make([]byte, maximumDocumentBytes+1)); !errors.Is(err, errTooLarge) {
		t.Errorf("too large: %v", err)
	}
}

func TestParseTakesWhatExportsHold(t *testing.T) {
	f := parseText(t, "\ufeff{\"Version\":\"2019-10-30\",\"StartAction\":\"a\",\"Metadata\":{\"name\":\"Wei\xdf\"},\"Actions\":[{\"Identifier\":\"a\",\"Type\":\"DisconnectParticipant\"}]}")
	if len(f.Actions) != 1 || f.Name() != "Wei\ufffd" {
		t.Errorf("got %+v, name %q", f, f.Name())
	}
	if f.Module() || !parseSample(t, "module.json").Module() {
		t.Error("only modules carry settings")
	}
	if _, ok := f.Action("b"); ok {
		t.Error("found an action that is not there")
	}
}

func TestParametersReadAllSpellings(t *testing.T) {
	f := parseText(t, `{"Actions":[{"Identifier":"a","Type":"T","Parameters":{"s":"x","n":30,"b":true,"z":null,"o":{"i":"y","p":{"q":"deep"}},"l":["1",2,{}],"m":[{"Text":"one"},7,{"Text":"two"}],"flat":{"k":"v","bad":[]},"wrapped":{"k":{"Value":"w"}}}}]}`)
	p := f.Actions[0].Parameters
	for path, want := range map[string]string{"s": "x", "n": "30", "b": "true", "o.i": "y", "o.p.q": "deep"} {
		if got, ok := p.String(path); !ok || got != want {
			t.Errorf("%s: %q %v, want %q", path, got, ok, want)
		}
	}
	for _, path := range []string{"z", "o", "l", "none", "s.x", "o.none"} {
		if got, ok := p.String(path); ok {
			t.Errorf("%s: %q, want nothing", path, got)
		}
	}
	if got := p.Strings("l"); !reflect.DeepEqual(got, []string{"1", "2"}) {
		t.Errorf("list: %q", got)
	}
	if m := p.Objects("m"); len(m) != 2 {
		t.Errorf("objects: %v", m)
	} else if text, _ := m[1].String("Text"); text != "two" {
		t.Errorf("second object says %q", text)
	}
	if got := p.Pairs("flat"); !reflect.DeepEqual(got, []Pair{{"k", "v"}}) {
		t.Errorf("flat: %v", got)
	}
	if got := p.Pairs("wrapped"); !reflect.DeepEqual(got, []Pair{{"k", "w"}}) {
		t.Errorf("wrapped: %v", got)
	}
	if o, ok := p.Object("o"); !ok || !o.Has("p.q") || o.Has("z") {
		t.Errorf("object: %v", ok)
	}
	q := p.With("s", "changed").With("new.path", "v")
	if got, _ := q.String("s"); got != "changed" || !q.Has("new.path") || p.Has("new") {
		t.Error("a copy was changed in the wrong places")
	}
}
