package admin

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"unicode/utf8"

	"ringdown/shared/access"
	"ringdown/shared/api"
	"ringdown/shared/port"
	"ringdown/shared/resource"
	"ringdown/shared/settings"
	"ringdown/shared/sound/studio"
	"ringdown/shared/speech"
)

// Saying is a text that is to become a recording.
type Saying struct {
	Text        string `json:"text"`               // SSML where it begins with <speak>
	Voice       string `json:"voice,omitempty"`    // of Amazon Polly, such as Joanna; else the first of the language
	Language    string `json:"language,omitempty"` // en-US when left out
	Description string `json:"description,omitempty"`
}

func (a admin) says() api.Operation {
	return api.Operation{
		ID: "sayPrompt", Method: http.MethodPost, Path: "/prompts/{id}/say", Group: "prompts", Summary: "Make a prompt of a text, read out once", Asks: access.WriteSettings,
		Detail: "By a voice of Amazon Polly; the result is a recording like an uploaded one, and sounds the same in every call. With `If-None-Match: *` the prompt is new, with `If-Match` it gets another recording. Each request costs what Polly takes for it, a dry run too.",
		Query:  []api.Parameter{dryRun},
		Takes:  Saying{}, Gives: Saved{}, Tries: Trial{}, Status: http.StatusOK, Also: []int{http.StatusCreated}, Tagged: true, Precondition: true,
		Faults:  append([]int{http.StatusBadRequest}, bodies...),
		Example: api.Example{Path: "/prompts/welcome/say", Query: "dryRun=true", Body: `{"text":"Welcome to Acme. We answer in a moment.","voice":"Amy"}`}, Do: a.sayPrompt,
	}
}

func (a admin) sayPrompt(ctx context.Context, r *api.Request) (api.Answer, error) {
	ref := resource.Ref{Kind: resource.Prompts, ID: r.Path("id")}
	var in Saying
	if err := r.Decode(&in); err != nil {
		return api.Answer{}, err
	}
	version, creates, err := a.follow(ctx, r, ref)
	if err != nil {
		return api.Answer{}, err
	}
	voice, faults := in.spoken()
	if len(faults) > 0 {
		return api.Answer{}, problemOf(settings.FaultsError{Faults: faults}, false)
	}
	audio, err := a.voices.Say(ctx, in.Text, voice.Name)
	if errors.Is(err, port.ErrRefused) {
		return api.Answer{}, problemOf(settings.FaultsError{Faults: []settings.Fault{{Pointer: "/text", Level: "error",
			Message: fmt.Sprintf("the voice %s does not read this out: try another voice, or the text without tags", voice.Name)}}}, false)
	}
	if err != nil {
		return api.Answer{}, fmt.Errorf("make the recording of %s: %w", ref, err)
	}
	made, err := studio.Make(audio)
	if err != nil {
		return api.Answer{}, fmt.Errorf("make the recording of %s from %d bytes of the voice %s: %w", ref, len(audio), voice.Name, err)
	}
	return a.savePrompt(ctx, r, in.Description, made, wants{Change: settings.Change{Ref: ref, Follow: version}, creates: creates})
}

// spoken is the voice that reads a text out, and what is wrong with it, all at once.
func (in Saying) spoken() (voice speech.Voice, faults []settings.Fault) {
	wrong := func(pointer, format string, args ...any) {
		faults = append(faults, settings.Fault{Pointer: pointer, Level: "error", Message: fmt.Sprintf(format, args...)})
	}
	switch plain := speech.Plain(in.Text); {
	case strings.TrimSpace(plain) == "":
		wrong("/text", "there is nothing to read out: write a text, or SSML with words in it")
	case utf8.RuneCountInString(plain) > settings.MaxText:
		wrong("/text", "the text has %d characters, at most %d are read out: make two prompts of it", utf8.RuneCountInString(plain), settings.MaxText)
	case speech.IsSSML(in.Text):
		if _, ok := speech.SplitSSML(in.Text); !ok {
			wrong("/text", "a text that begins with <speak> is SSML, and this is not well-formed: close every tag, and write & as &amp;")
		}
	}
	ok := true
	if in.Voice != "" {
		if voice, ok = speech.VoiceNamed(in.Voice); !ok {
			wrong("/voice", "no voice is called %.40q: write one of Amazon Polly's, such as Joanna", in.Voice)
		}
		return voice, faults
	}
	language := in.Language
	if language == "" {
		language = "en-US"
	}
	if voice, ok = speech.FirstVoice(language); !ok {
		wrong("/language", "no voice speaks %.40q: write a language such as en-GB, or name a voice", in.Language)
	}
	return voice, faults
}
