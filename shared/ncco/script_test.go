package ncco

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

const goldenFolder = "../../testdata/ncco"

func goldens(t testing.TB) map[string][]byte {
	t.Helper()
	names, err := filepath.Glob(goldenFolder + "/*.json")
	if err != nil || len(names) < len(decoders) {
		t.Fatalf("found %d golden scripts, want at least one per action (%d): %v", len(names), len(decoders), err)
	}
	all := map[string][]byte{}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all[strings.TrimSuffix(filepath.Base(name), ".json")] = text
	}
	return all
}

// decoded is any JSON as plain values, so that two texts are compared by meaning.
func decoded(t testing.TB, text []byte) any {
	t.Helper()
	var v any
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatalf("not JSON: %v\n%s", err, text)
	}
	return v
}

func TestGoldenScriptsRoundTripAndAreValid(t *testing.T) {
	seen := map[string]bool{}
	for name, text := range goldens(t) {
		t.Run(name, func(t *testing.T) {
			var s Script
			if err := json.Unmarshal(text, &s); err != nil {
				t.Fatal(err)
			}
			for _, a := range s {
				seen[a.Verb()] = true
			}
			if err := s.Validate(); err != nil {
				t.Errorf("invalid: %v", err)
			}
			again, err := json.Marshal(s)
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(decoded(t, again), decoded(t, text)) {
				t.Errorf("changed on the way through\n got %s\nwant %s", again, text)
			}
		})
	}
	for verb := range decoders {
		if !seen[verb] {
			t.Errorf("no golden script holds %q", verb)
		}
	}
}

func TestGoldenScriptsMeanWhatTheirNamesSay(t *testing.T) {
	want := map[string]Script{
		"talk":               {Talk{Text: "Thank you for calling. Goodbye.", Level: 0.5, Language: "en-GB", Style: 2}},
		"talk-without-end":   {Talk{Text: "Please wait.", Loop: LoopForever}},
		"talk-three-times":   {Talk{Text: "Please wait.", Loop: 3}},
		"stream":             {Stream{URL: "https://assets.example.test/welcome.mp3", Level: -0.3}},
		"input-by-default":   {Input{EventURL: "input/c1/caller/0"}},
		"input-asynchronous": {Input{Asynchronous: true, EventURL: "input/c1/caller/0"}, Conversation{Name: "room-c1", MusicOnHoldURL: "asset:hold.mp3"}},
		"conversation":       {Conversation{Name: "room-c1", StartOnEnter: true, EndOnExit: true, Record: true, Mute: true, EventURL: "recording/c1/l1/1"}},
		"wait":               {Wait{Seconds: 0.5}},
	}
	all := goldens(t)
	for name, script := range want {
		var got Script
		if err := json.Unmarshal(all[name], &got); err != nil {
			t.Fatal(name, err)
		}
		if !reflect.DeepEqual(got, script) {
			t.Errorf("%s\n got %#v\nwant %#v", name, got, script)
		}
	}
}

func TestConversationStartsOnEnterWhenTheFieldIsAbsent(t *testing.T) {
	var s Script
	if err := json.Unmarshal([]byte(`[{"action":"conversation","name":"r"}]`), &s); err != nil {
		t.Fatal(err)
	}
	if c := s[0].(Conversation); !c.StartOnEnter || c.EndOnExit {
		t.Errorf("got %+v, want the provider's defaults: starts, does not end", c)
	}
}

func TestNilScriptIsAnEmptyArray(t *testing.T) {
	got, err := json.Marshal(struct{ S Script }{})
	if err != nil || string(got) != `{"S":[]}` {
		t.Errorf("got %s, %v", got, err)
	}
}

func TestDecodingRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"an object":                `{"action":"talk"}`,
		"an unknown action":        `[{"action":"hangup"}]`,
		"an action without name":   `[{"text":"hello"}]`,
		"an unknown field":         `[{"action":"talk","text":"a","txt":"b"}]`,
		"a number as text":         `[{"action":"record","timeOut":"3"}]`,
		"two addresses":            `[{"action":"stream","streamUrl":["https://a.test","https://b.test"]}]`,
		"an address not in array":  `[{"action":"stream","streamUrl":"https://a.test"}]`,
		"input by speech":          `[{"action":"input","type":["speech"],"eventUrl":["x"]}]`,
		"input without type":       `[{"action":"input","eventUrl":["x"]}]`,
		"input in an unknown mode": `[{"action":"input","type":["dtmf"],"mode":"later","eventUrl":["x"]}]`,
		"dtmf beside asynchronous": `[{"action":"input","type":["dtmf"],"mode":"asynchronous","dtmf":{"maxDigits":1},"eventUrl":["x"]}]`,
		"an event by GET":          `[{"action":"notify","payload":{},"eventUrl":["x"],"eventMethod":"GET"}]`,
		"a negative loop":          `[{"action":"talk","text":"a","loop":-1}]`,
		"a payload not of text":    `[{"action":"notify","payload":{"n":1},"eventUrl":["x"]}]`,
		"half a document":          `[{"action":"talk","text":"a"}`,
	} {
		t.Run(name, func(t *testing.T) {
			var s Script
			err := s.UnmarshalJSON([]byte(text))
			if !errors.Is(err, ErrMalformed) {
				t.Errorf("got %v and %v, want ErrMalformed", s, err)
			}
		})
	}
}

func TestResolveReplacesRelativeAddressesOnly(t *testing.T) {
	before := Script{
		Talk{Text: "asset:no"},
		Stream{URL: "asset:a.mp3"},
		Stream{URL: "https://a.test/b.mp3"},
		Input{EventURL: "input/c/l/0"},
		Record{EventURL: "recording/c/l/0"},
		Conversation{Name: "r", MusicOnHoldURL: "asset:hold.mp3", EventURL: "http://x.test"},
		Conversation{Name: "quiet"},
		Notify{Payload: map[string]string{"a": "b"}, EventURL: "input/c/l/1"},
		Wait{Seconds: 1},
	}
	want := Script{
		Talk{Text: "asset:no"},
		Stream{URL: "https://h/asset:a.mp3"},
		Stream{URL: "https://a.test/b.mp3"},
		Input{EventURL: "https://h/input/c/l/0"},
		Record{EventURL: "https://h/recording/c/l/0"},
		Conversation{Name: "r", MusicOnHoldURL: "https://h/asset:hold.mp3", EventURL: "http://x.test"},
		Conversation{Name: "quiet"},
		Notify{Payload: map[string]string{"a": "b"}, EventURL: "https://h/input/c/l/1"},
		Wait{Seconds: 1},
	}
	got := before.Resolve(func(ref string) string { return "https://h/" + ref })
	if !reflect.DeepEqual(got, want) {
		t.Errorf("\n got %#v\nwant %#v", got, want)
	}
	got[7].(Notify).Payload["a"] = "changed"
	if before[1].(Stream).URL != "asset:a.mp3" || before[7].(Notify).Payload["a"] != "b" {
		t.Error("the original script changed")
	}
}

func FuzzScript(f *testing.F) {
	for _, text := range goldens(f) {
		f.Add(text)
	}
	f.Add([]byte(`[{"action":"input","type":["dtmf"],"mode":"asynchronous","dtmf":{}}]`))
	f.Add([]byte(`[null]`))
	f.Fuzz(func(t *testing.T, text []byte) {
		var s Script
		if json.Unmarshal(text, &s) != nil {
			return
		}
		_ = s.Validate() // must not panic
		once, err := json.Marshal(s)
		if err != nil {
			t.Fatalf("decoded, but cannot be encoded: %v", err)
		}
		var again Script
		if err := json.Unmarshal(once, &again); err != nil {
			t.Fatalf("cannot be read back: %v\n%s", err, once)
		}
		twice, err := json.Marshal(again)
		if err != nil || !bytes.Equal(once, twice) {
			t.Fatalf("not stable: %v\n%s\n%s", err, once, twice)
		}
	})
}

func BenchmarkMarshalScreening(b *testing.B) {
	s := Script{
		Talk{Text: "Press 1 to take the call.", BargeIn: true},
		Input{MaxDigits: 1, TimeOutSeconds: 5, EventURL: "https://calls.example.test/voice/accept/c/l"},
		Talk{Text: "Goodbye."},
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := json.Marshal(s); err != nil {
			b.Fatal(err)
		}
	}
}
