package admin

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"math"
	"net/http"
	"regexp"
	"time"

	"ringdown/shared/access"
	"ringdown/shared/api"
	"ringdown/shared/port"
	"ringdown/shared/resource"
	"ringdown/shared/routes"
	"ringdown/shared/settings"
	"ringdown/shared/sound/studio"
)

// uploadMinutes is how long an address takes an upload: ten megabytes go over a slow line in that time.
const uploadMinutes = 15

// Upload is where a recording can be sent.
type Upload struct {
	Upload  string    `json:"upload"` // names it when it is taken as a prompt
	Address string    `json:"address"`
	Method  string    `json:"method"`
	Expires time.Time `json:"expires"`
	// MaxBytes and MaxSeconds bound the recording.
	MaxBytes   int `json:"maxBytes"`
	MaxSeconds int `json:"maxSeconds"`
}

// TakenUpload makes a prompt of an upload.
type TakenUpload struct {
	Upload      string `json:"upload"`
	Description string `json:"description,omitempty"`
}

func (a admin) uploads() []api.Operation {
	return []api.Operation{{
		ID: "createUpload", Method: http.MethodPost, Path: "/uploads", Group: "prompts", Summary: "Get an address to send a recording to", Asks: access.WriteSettings,
		Detail: "Send the file there by PUT: MP3, WAV or AIFF, at most ten megabytes and five minutes. Then take it as a prompt.",
		Gives:  Upload{}, Status: http.StatusCreated, Example: api.Example{Path: "/uploads"}, Do: a.createUpload,
	}, {
		ID: "takeUpload", Method: http.MethodPost, Path: "/prompts/{id}/recording", Group: "prompts", Summary: "Make a prompt of an uploaded recording", Asks: access.WriteSettings,
		Detail: "The file is recognised by its content, made as loud as the voices, and kept as the provider plays it, under an address made of its hash. With `If-None-Match: *` the prompt is new, with `If-Match` it gets another recording.",
		Query:  []api.Parameter{dryRun},
		Takes:  TakenUpload{}, Gives: Saved{}, Tries: Trial{}, Status: http.StatusOK, Also: []int{http.StatusCreated}, Tagged: true, Precondition: true,
		Faults:  append([]int{http.StatusBadRequest}, bodies...),
		Example: api.Example{Path: "/prompts/welcome/recording", Query: "dryRun=true", Body: `{"upload":"` + ExampleUpload + `"}`}, Do: a.takeUpload,
	}}
}

func (a admin) createUpload(ctx context.Context, r *api.Request) (api.Answer, error) {
	u := Upload{Upload: a.random(), Method: http.MethodPut, Expires: r.Now.Add(uploadMinutes * time.Minute), MaxBytes: studio.MaxBytes, MaxSeconds: studio.MaxSeconds}
	var err error
	u.Address, err = a.prompts.Upload(ctx, u.Upload, uploadMinutes*time.Minute)
	return api.Answer{Body: u}, err
}

// ExampleUpload names the upload of the example.
const ExampleUpload = "EXAMPLEOFANUPLOADEDWELCOME"

// uploadName is how createUpload names one.
var uploadName = regexp.MustCompile(`^[A-Z2-7]{26}$`)

func (a admin) takeUpload(ctx context.Context, r *api.Request) (api.Answer, error) {
	ref := resource.Ref{Kind: resource.Prompts, ID: r.Path("id")}
	var in TakenUpload
	if err := r.Decode(&in); err != nil {
		return api.Answer{}, err
	}
	version, creates, err := a.follow(ctx, r, ref)
	if err != nil {
		return api.Answer{}, err
	}
	made, err := a.made(ctx, in.Upload)
	if err != nil {
		return api.Answer{}, err
	}
	return a.savePrompt(ctx, r, in.Description, made, wants{Change: settings.Change{Ref: ref, Follow: version}, creates: creates})
}

// savePrompt saves that a prompt has this recording, wherever it came from.
func (a admin) savePrompt(ctx context.Context, r *api.Request, description string, made studio.Prompt, w wants) (api.Answer, error) {
	p, err := a.promptOf(ctx, w.Ref, description, made, r.Has("dryRun"))
	if err != nil {
		return api.Answer{}, err
	}
	if w.Body, err = json.Marshal(p); err != nil {
		return api.Answer{}, err
	}
	return a.save(ctx, r, w)
}

// made reads an upload and makes the prompt's audio of it.
func (a admin) made(ctx context.Context, upload string) (studio.Prompt, error) {
	if !uploadName.MatchString(upload) {
		return studio.Prompt{}, api.Fail(http.StatusNotFound, "not-found", "%.40q names no upload: send the file to the address of a new one first", upload)
	}
	file, err := a.prompts.Uploaded(ctx, upload, studio.MaxBytes)
	switch {
	case errors.Is(err, port.ErrNotFound):
		return studio.Prompt{}, api.Fail(http.StatusNotFound, "not-found", "nothing was sent to the address of this upload: send the file there by PUT first")
	case errors.Is(err, port.ErrRefused):
		return studio.Prompt{}, api.Fail(http.StatusRequestEntityTooLarge, "too-large", "the recording has more than %d bytes: shorten it, or save it as MP3", studio.MaxBytes)
	case err != nil:
		return studio.Prompt{}, err
	}
	made, err := studio.Make(file)
	if err != nil {
		return studio.Prompt{}, problemOf(settings.FaultsError{Faults: []settings.Fault{{Pointer: "/upload", Level: "error", Message: err.Error()}}}, false)
	}
	return made, nil
}

// promptOf publishes the audio, unless it is only tried, and describes the prompt; what the prompt already says of itself stays.
func (a admin) promptOf(ctx context.Context, ref resource.Ref, description string, made studio.Prompt, tried bool) (settings.Prompt, error) {
	p := settings.Prompt{ID: ref.ID}
	before, err := a.latest(ctx, ref)
	if _, isProblem := api.IsProblem(err); err != nil && !isProblem {
		return p, err
	}
	if err == nil {
		if err := json.Unmarshal(before.Body, &p); err != nil {
			return p, err
		}
	}
	if description != "" {
		p.Description = description
	}
	name := routes.PromptsPrefix + made.Hash + ".mp3"
	p.Address = "asset:" + name
	p.Recording = &settings.Recording{
		From: string(made.From), Tenths: int(math.Round(made.Seconds * 10)), LoudDB: int(math.Round(made.LoudDB)), GainDB: int(math.Round(made.GainDB)),
		Waveform: hex.EncodeToString(made.Waveform),
	}
	if tried {
		return p, nil
	}
	return p, a.prompts.Publish(ctx, name, made.MP3)
}
