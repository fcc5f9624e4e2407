package settings

import "testing"

// A number that no float holds once turned a patch into the whole body.
func TestAPatchKeepsNumbersAsTheyAreWritten(t *testing.T) {
	for patch, want := range map[string]string{
		`{"b":12345678901234567890}`: `{"a":1,"b":12345678901234567890}`,
		`{"b":1e999}`:                `{"a":1,"b":1e999}`,
		`{"a":null,"c":{"d":null}}`:  `{"c":{}}`,
	} {
		if got := string(mergePatch([]byte(`{"a":1}`), []byte(patch))); got != want {
			t.Errorf("%s: got %s, want %s", patch, got, want)
		}
	}
}
