package admin

import (
	"net/url"
	"os"
	"strings"
	"testing"

	"ringdown/shared/access"
)

// send uploads a file, and gives the name of the upload.
func (p *place) send(file []byte) string {
	p.t.Helper()
	var u Upload
	p.want(201, p.ask(access.Editor, "POST", "/uploads", "")).into(p.t, &u)
	at, err := url.Parse(u.Address)
	if err == nil {
		err = p.rooms.Take(strings.TrimPrefix(at.Path, "/uploads/"), at.Query().Get("until"), at.Query().Get("token"), file)
	}
	if err != nil {
		p.t.Fatal(err)
	}
	return u.Upload
}

func TestAnUploadBecomesAPromptThatALineSays(t *testing.T) {
	p := filled(t)
	music, err := os.ReadFile("../../../infra/audio/files/hold.mp3")
	if err != nil {
		t.Fatal(err)
	}
	take := func(upload string, headers ...string) reply {
		return p.ask(access.Editor, "POST", "/prompts/hello/recording", `{"upload":"`+upload+`","description":"Hello"}`, headers...)
	}
	upload := p.send(music)
	p.want(428, take(upload))
	got := p.want(201, take(upload, "if-none-match", "*"))
	if !strings.Contains(got.Body, `"address":"asset:prompts/`) || !strings.Contains(got.Body, `"from":"mp3"`) || !strings.Contains(got.Body, `"tenths":`) {
		t.Errorf("%s", got.Body)
	}
	p.want(200, p.ask(access.Editor, "PATCH", "/lines/acme-support", `{"messages":{"welcome":{"prompt":"hello"}}}`, "if-match", `"1"`))
	d, err := p.plans.ByNumber(t.Context(), "+14155550100")
	if err != nil {
		t.Fatal(err)
	}
	a, _ := d.Flow.Action("Welcome")
	address, _ := a.Parameters.String("Media.Uri")
	name, ok := strings.CutPrefix(address, "asset:")
	if audio, published := p.rooms.Published(name); !ok || !published || len(audio) == 0 {
		t.Errorf("the line plays %q", address)
	}
	p.want(409, p.ask(access.Editor, "DELETE", "/prompts/hello", "", "if-match", "*"))
	for file, says := range map[string]string{"": "it is empty", "OggS...": "an Ogg file"} {
		if got := p.want(422, take(p.send([]byte(file)), "if-match", `"1"`)); !strings.Contains(got.Body, says) || !strings.Contains(got.Body, `"pointer":"/upload"`) {
			t.Errorf("%s", got.Body)
		}
	}
	p.want(404, take("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "if-match", `"1"`))
	p.want(404, take("../settings.yaml", "if-match", `"1"`))
	p.want(413, take(p.send(make([]byte, 11<<20)), "if-match", `"1"`))
}
