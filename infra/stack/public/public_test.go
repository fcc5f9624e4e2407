package public

import (
	"encoding/json"
	"strings"
	"testing"

	"ringdown/infra/audio/files"
	"ringdown/shared/vonage"
)

var callbacks = vonage.Callbacks{
	BaseURL: "https://calls.example.test", AssetsURL: "https://public.example.test/assets", Key: []byte("a key for tests, 32 bytes at least"),
}

func published(t *testing.T) map[string]File {
	t.Helper()
	list, err := Files(callbacks)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]File{}
	for _, f := range list {
		out[f.Key] = f
	}
	return out
}

func TestFallbackRecordsToAnAddressTheConsumerBelieves(t *testing.T) {
	f := published(t)["fallback.json"]
	var script []struct {
		Action    string   `json:"action"`
		EventURL  []string `json:"eventUrl"`
		BeepStart bool     `json:"beepStart"`
		EndOnKey  string   `json:"endOnKey"`
		TimeOut   int      `json:"timeOut"`
	}
	if err := json.Unmarshal(f.Body, &script); err != nil {
		t.Fatalf("%v in %s", err, f.Body)
	}
	if len(script) < 2 || script[0].Action != "talk" || script[1].Action != "record" {
		t.Fatalf("the document does not begin with talk and record: %s", f.Body)
	}
	record := script[1]
	if !record.BeepStart || record.EndOnKey != "#" || record.TimeOut != 180 || len(record.EventURL) != 1 {
		t.Errorf("record is %+v", record)
	}
	path, ok := strings.CutPrefix(record.EventURL[0], callbacks.BaseURL+"/voice/recording/"+vonage.FallbackCall+"/")
	if !ok {
		t.Fatalf("recordings go to %s", record.EventURL[0])
	}
	if got, err := callbacks.Check("recording", vonage.FallbackCall, path); err != nil || got.Call != vonage.FallbackCall {
		t.Errorf("the consumer refuses the document's own address: %v, %+v", err, got)
	}
}

// TestFallbackIsTrueForWhoeverHearsIt: the provider has one fallback for an application, and plays it
// to responders as to callers.
func TestFallbackIsTrueForWhoeverHearsIt(t *testing.T) {
	var script []struct{ Action, Text string }
	if err := json.Unmarshal(published(t)["fallback.json"].Body, &script); err != nil {
		t.Fatal(err)
	}
	before := script[0].Text
	for _, part := range []string{"If you called us, leave a message", "If not, hang up"} {
		if !strings.Contains(before, part) {
			t.Errorf("%q is not in %q", part, before)
		}
	}
	for _, a := range script[1:] {
		if strings.Contains(a.Text, "recorded") {
			t.Errorf("a responder who left no message hears %q", a.Text)
		}
	}
}

func TestAssetsLieWhereScriptsPointTo(t *testing.T) {
	all := published(t)
	for _, name := range files.Names() {
		url := callbacks.URL("asset:" + name)
		key, ok := strings.CutPrefix(url, "https://public.example.test/")
		f, there := all[key]
		if !ok || !there {
			t.Errorf("scripts play %s, and nothing is published there", url)
			continue
		}
		if f.ContentType != "audio/mpeg" || !strings.Contains(f.CacheControl, "max-age=86400") || len(f.Body) < 1000 {
			t.Errorf("%s is %s, %q, %d bytes", key, f.ContentType, f.CacheControl, len(f.Body))
		}
	}
}

func TestFallbackIsFetchedAgainSoonAfterADeployment(t *testing.T) {
	if f := published(t)["fallback.json"]; f.CacheControl != "public, max-age=60" || f.ContentType != "application/json" {
		t.Errorf("the document is %s, %q", f.ContentType, f.CacheControl)
	}
}
