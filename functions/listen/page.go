package listen

import (
	"html/template"
	"strings"

	"ringdown/shared/alert"
	"ringdown/shared/webhook"
)

const head = `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>Ringdown</title><style>
body{font:17px/1.5 system-ui,sans-serif;margin:0 auto;max-width:34rem;padding:1rem;color:#1b1b1b;background:#fff}
h1{font-size:1.25rem;margin:.5rem 0}audio{width:100%;margin:1rem 0}dl{display:grid;grid-template-columns:5rem 1fr;gap:.25rem .5rem}
dt{color:#5a5a5a}dd{margin:0}ol{padding-left:1.2rem}li{margin:.4rem 0}.end{color:#5a5a5a}
@media(prefers-color-scheme:dark){body{color:#eee;background:#151515}dt,.end{color:#aaa}}
</style></head><body>`

var listenPage = template.Must(template.New("listen").Parse(head + `
<h1>{{.Subject}}</h1>
{{if .Audio}}<audio controls preload="auto" src="{{.Audio}}"></audio>{{else}}<p>{{.NoAudio}}</p>{{end}}
<dl><dt>Line</dt><dd>{{.Line}}</dd>{{with .Team}}<dt>Team</dt><dd>{{.}}</dd>{{end}}<dt>Caller</dt><dd>{{.Caller}}</dd><dt>Time</dt><dd>{{.Time}}</dd></dl>
<h2 style="font-size:1.1rem">Who was tried</h2>
{{if .Tried}}<ol>{{range .Tried}}<li>{{.Who}} {{.Phone}} <span class="end">{{.At.UTC.Format "15:04:05"}} · {{.End}}</span></li>{{end}}</ol>{{else}}<p>Nobody was rung.</p>{{end}}
</body></html>
`))

var apologyPage = template.Must(template.New("apology").Parse(head + `<h1>Ringdown</h1><p>{{.}}</p></body></html>
`))

func apology(text string) string {
	var b strings.Builder
	if err := apologyPage.Execute(&b, text); err != nil {
		return text
	}
	return b.String()
}

type pageView struct {
	Subject, Audio, NoAudio, Line, Team, Caller, Time string
	Tried                                             []alert.Attempt
}

func view(n alert.Notice, audio string) pageView {
	v := pageView{
		Subject: n.Subject(), Audio: audio, Line: n.Line + " (" + string(n.Number) + ")", Team: n.TeamName, Caller: string(n.Caller),
		Time: n.At.UTC().Format("Mon 2 Jan 2006 15:04:05 MST"), Tried: n.Tried, NoAudio: "No message was left.",
	}
	if n.Caller == "" {
		v.Caller = "withheld"
	}
	if audio == "" && n.Seconds > 0 {
		v.NoAudio = "The message is still being fetched. Please reload the page in a moment."
	}
	return v
}

// page answers with HTML that no cache keeps, no other site frames and that loads
// nothing but the audio.
func page(status int, body string) webhook.Response {
	return webhook.Response{StatusCode: status, Body: body, Headers: map[string]string{
		"content-type": "text/html; charset=utf-8", "cache-control": "no-store", "referrer-policy": "no-referrer",
		"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; media-src *; frame-ancestors 'none'",
		"x-content-type-options":  "nosniff",
	}}
}
