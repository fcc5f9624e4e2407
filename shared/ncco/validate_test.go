package ncco

import (
	"math"
	"strings"
	"testing"
)

func TestValidateFinds(t *testing.T) {
	in := Input{EventURL: "input/c/l/0"}
	rec := Record{EndOnKey: "#", EventURL: "recording/c/l/0"}
	long := strings.Repeat("é", TalkCharactersMax+1)
	for name, tc := range map[string]struct {
		script Script
		want   string
	}{
		"an empty script":                     {nil, "script is empty"},
		"too many actions":                    {make(Script, maxActions+1), "at most 100"},
		"a nil action":                        {Script{nil}, "action 1: is nil"},
		"a talk without text":                 {Script{Talk{Text: " "}}, "text is missing"},
		"a long talk":                         {Script{Talk{Text: long}}, "1501 characters"},
		"long SSML":                           {Script{Talk{Text: "<speak>" + long + "</speak>"}}, "1501 characters"},
		"SSML with a bare ampersand":          {Script{Talk{Text: "<speak>Ada & Sons</speak>"}}, "not well formed"},
		"SSML that is not closed":             {Script{Talk{Text: "<speak>Ada"}}, "not well formed"},
		"text after SSML":                     {Script{Talk{Text: "<speak>a</speak> and"}}, "text after </speak>"},
		"SSML without words":                  {Script{Talk{Text: "<speak> <break time=\"1s\"/></speak>"}}, "nothing to say"},
		"a talk in a language in capitals":    {Script{Talk{Text: "a", Language: "EN-GB"}}, "language"},
		"a talk in a region in small letters": {Script{Talk{Text: "a", Language: "en-gb"}}, "language"},
		"a talk in two regions":               {Script{Talk{Text: "a", Language: "en-GB-US"}}, "language"},
		"a talk in a variant before a region": {Script{Talk{Text: "a", Language: "en-WLS-GB"}}, "language"},
		"a talk in a language and a dash":     {Script{Talk{Text: "a", Language: "en-"}}, "language"},
		"a talk in half a language":           {Script{Talk{Text: "a", Language: "e-GB"}}, "language"},
		"a talk in no language":               {Script{Talk{Text: "a", Language: "english"}}, "language"},
		"a talk of negative style":            {Script{Talk{Text: "a", Style: -1}}, "style -1"},
		"a talk looping less than forever":    {Script{Talk{Text: "a", Loop: -2}}, "loop -2"},
		"a talk too loud":                     {Script{Talk{Text: "a", Level: 1.1}}, "level 1.1"},
		"a talk of no loudness at all":        {Script{Talk{Text: "a", Level: math.NaN()}}, "level NaN"},
		"a stream of nothing":                 {Script{Stream{}}, "streamUrl is missing"},
		"a stream too quiet":                  {Script{Stream{URL: "asset:a", Level: -2}}, "level -2"},
		"a stream from an address with blank": {Script{Stream{URL: "asset:a b"}}, "holds a blank"},
		"an input nobody hears of":            {Script{Input{}}, "eventUrl is missing"},
		"an input of 21 keys":                 {Script{Input{MaxDigits: 21, EventURL: "x"}}, "maxDigits 21"},
		"an input of 11 s":                    {Script{Input{TimeOutSeconds: 11, EventURL: "x"}}, "timeOut 11"},
		"an asynchronous input with limits":   {Script{Input{Asynchronous: true, MaxDigits: 1, EventURL: "x"}}, "have no meaning"},
		"a record without end":                {Script{Record{EventURL: "x"}}, "no end condition"},
		"a record nobody hears of":            {Script{Record{EndOnKey: "#"}}, "eventUrl is missing"},
		"a record in flac":                    {Script{Record{Format: "flac", EndOnKey: "#", EventURL: "x"}}, `format "flac"`},
		"a record with 2 s of silence":        {Script{Record{EndOnSilenceSeconds: 2, EventURL: "x"}}, "endOnSilence 2"},
		"a record with 11 s of silence":       {Script{Record{EndOnSilenceSeconds: 11, EventURL: "x"}}, "endOnSilence 11"},
		"a record of 2 s":                     {Script{Record{TimeOutSeconds: 2, EventURL: "x"}}, "timeOut 2"},
		"a record of more than two hours":     {Script{Record{TimeOutSeconds: 7201, EventURL: "x"}}, "timeOut 7201"},
		"a record ended by two keys":          {Script{Record{EndOnKey: "12", EventURL: "x"}}, `endOnKey "12"`},
		"a record ended by a letter":          {Script{Record{EndOnKey: "A", EventURL: "x"}}, `endOnKey "A"`},
		"a room without name":                 {Script{Conversation{}}, "name is missing"},
		"a notify nobody hears of":            {Script{Notify{}}, "eventUrl is missing"},
		"a wait of nothing":                   {Script{Wait{}}, "timeout 0 s"},
		"a wait of NaN":                       {Script{Wait{Seconds: math.NaN()}}, "timeout NaN"},
		"barge-in at the end":                 {Script{Talk{Text: "a", BargeIn: true}}, "action 1: bargeIn needs"},
		"barge-in before a record":            {Script{Stream{URL: "x", BargeIn: true}, rec, in}, "action 1: bargeIn needs"},
		"barge-in before an asynchronous key": {Script{Talk{Text: "a", BargeIn: true}, Input{Asynchronous: true, EventURL: "x"}}, "action 1: bargeIn needs"},
		"barge-in, prompts, then a room":      {Script{in, Talk{Text: "a", BargeIn: true}, Talk{Text: "b"}, Conversation{Name: "r"}}, "action 2: bargeIn needs"},
	} {
		t.Run(name, func(t *testing.T) {
			err := tc.script.Validate()
			if err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("got %v, want an error with %q", err, tc.want)
			}
		})
	}
}

func TestValidateAccepts(t *testing.T) {
	long := strings.Repeat("é", TalkCharactersMax)
	for name, script := range map[string]Script{
		"the longest talk, counted in characters": {Talk{Text: long}},
		"SSML whose tags do not count":            {Talk{Text: "<speak><p>" + long + "</p></speak>"}},
		"plain text with markup characters":       {Talk{Text: "R&D <here>"}},
		"a language with a variant":               {Talk{Text: "a", Language: "en-GB-WLS"}},
		"a language without a region":             {Talk{Text: "a", Language: "ar"}},
		"barge-in, prompts, then an input":        {Talk{Text: "a", BargeIn: true}, Stream{URL: "asset:a"}, Input{EventURL: "x"}, Wait{Seconds: 0.1}},
		"the ends of every range":                 {Input{MaxDigits: 20, TimeOutSeconds: 10, EventURL: "x"}, Record{EndOnSilenceSeconds: 3, TimeOutSeconds: 7200, EventURL: "x"}, Wait{Seconds: 7200}, Talk{Text: "a", Level: -1, Loop: LoopForever}},
	} {
		if err := script.Validate(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestValidateReportsAllFaultsAtOnce(t *testing.T) {
	err := Script{Talk{Style: -1}, Wait{}, Stream{URL: "a", BargeIn: true}}.Validate()
	for _, want := range []string{"action 1 (talk): text is missing", "action 1 (talk): style -1", "action 2 (wait)", "action 3: bargeIn"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q is missing in: %v", want, err)
		}
	}
}

func TestEscapedTextIsSpokenAsItIs(t *testing.T) {
	name := `R&D <"night"> 'team'`
	n, err := spokenCharacters("<speak>" + EscapeSSML(name) + "</speak>")
	if err != nil || n != len(name) {
		t.Errorf("got %d characters and %v, want %d", n, err, len(name))
	}
}
