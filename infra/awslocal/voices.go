package awslocal

import (
	"encoding/json"
	"net/http"
	"slices"
	"testing"
	"unicode/utf8"

	"ringdown/infra/audio/files"
	"ringdown/shared/awsport"
	"ringdown/shared/speech"
)

// standardAlone are voices without a neural form (Amazon Polly, available voices).
var standardAlone = []string{"Russell", "Nicole", "Geraint"}

// StartPolly runs what Polly's SynthesizeSpeech answers until the test ends; whatever is read out is
// heard as music. Refusals are those of its reference.
func StartPolly(t testing.TB) *awsport.Env {
	t.Helper()
	music, err := files.Read(files.Ringback)
	if err != nil {
		t.Fatal(err)
	}
	stub := &Stub{}
	return Env(serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var in struct{ Text, TextType, VoiceId, Engine, OutputFormat, SampleRate string } // as Polly spells them
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil || r.Method != http.MethodPost || r.URL.Path != "/v1/speech" || !stub.signedFor(r, "polly") {
			t.Errorf("Polly knows no such request: %s %s, error %v", r.Method, r.URL.Path, err)
		}
		refuse := func(code, message string) {
			w.Header().Set("X-Amzn-ErrorType", code)
			w.WriteHeader(http.StatusBadRequest)
			_ = json.NewEncoder(w).Encode(map[string]string{"message": message}) // the other side went away
		}
		v, known := speech.VoiceNamed(in.VoiceId)
		_, wellFormed := speech.SplitSSML(in.Text)
		switch {
		case in.OutputFormat != "mp3" || in.SampleRate == "":
			t.Errorf("asked for %s at %s", in.OutputFormat, in.SampleRate)
		case !known || v.Name != in.VoiceId:
			refuse("ValidationException", "Value at 'voiceId' failed to satisfy constraint")
		case utf8.RuneCountInString(speech.Plain(in.Text)) > 3000:
			refuse("TextLengthExceededException", "Maximum text length has been exceeded")
		case in.TextType == "ssml" && !wellFormed, in.TextType == "text" && speech.IsSSML(in.Text):
			refuse("InvalidSsmlException", "Invalid SSML request")
		case in.Engine == "neural" && slices.Contains(standardAlone, in.VoiceId):
			refuse("EngineNotSupportedException", "This voice does not support the selected engine: neural")
		default:
			w.Header().Set("Content-Type", "audio/mpeg")
			_, _ = w.Write(music)
		}
	})), nil)
}
