package setup

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"ringdown/shared/port"
	"ringdown/shared/vonage"
)

// Outputs is where the parts of a deployed stack are, as `cdk deploy --outputs-file` writes it.
type Outputs struct {
	AnswerURL, EventURL, FallbackURL, AssetsURL string
	PublicBucket, RecordingsBucket              string
	SettingsTable, CallsTable, AlertsTable      string
	Application                                 string   // the provider's application; "" when the deployment was not told
	Account                                     string   // the API key
	MailSender                                  string   // "" when no mail is sent
	MailIdentity                                string   // what has to be verified for it
	Unsigned                                    []string // kinds of webhook that are believed without a signature
	Deployment                                  int      // when it was, in seconds of Unix time; 0 when it was not told
	DeadLetters                                 map[port.Queue]string
	ConsoleURL                                  string // "" of a stack from before there was a console
	ConsoleConfig                               []byte // what the console is told; JSON

	base string // where it cannot be read off AnswerURL
}

// notTold is what the stack's parameters say where nothing was given.
const notTold = "none"

// ParseOutputs reads the outputs of the one stack in the file that is ours. The error names what is missing.
func ParseOutputs(file []byte) (Outputs, error) {
	var stacks map[string]map[string]string
	if err := json.Unmarshal(file, &stacks); err != nil {
		return Outputs{}, fmt.Errorf("the outputs cannot be read: %w; they are written by make deploy", err)
	}
	var ours []map[string]string
	for _, outputs := range stacks {
		if outputs["AnswerUrlUsePOST"] != "" {
			ours = append(ours, outputs)
		}
	}
	if len(ours) != 1 {
		return Outputs{}, fmt.Errorf("the outputs are those of %d stacks of Ringdown, one is wanted: run make deploy, which writes them", len(ours))
	}
	var missing []string
	need := func(name string) string {
		if ours[0][name] == "" {
			missing = append(missing, name)
		}
		return ours[0][name]
	}
	o := Outputs{
		AnswerURL: need("AnswerUrlUsePOST"), EventURL: need("EventUrlUsePOST"), FallbackURL: need("FallbackUrlUseGET"), AssetsURL: need("AssetsUrl"),
		PublicBucket: need("PublicBucket"), RecordingsBucket: need("RecordingsBucket"), SettingsTable: need("SettingsTable"), CallsTable: need("CallsTable"), AlertsTable: need("AlertsTable"),
		Application: told(ours[0]["VonageApplication"]), Account: told(ours[0]["VonageAccount"]), MailSender: told(ours[0]["MailSender"]), MailIdentity: told(ours[0]["MailIdentityInSes"]),
		ConsoleURL: ours[0]["ConsoleUrl"], ConsoleConfig: []byte(ours[0]["ConsoleConfig"]),
		DeadLetters: map[port.Queue]string{
			port.OrdersQueue: need("OrdersDeadLetters"), port.DialsQueue: need("DialsDeadLetters"), port.AsksQueue: need("AsksDeadLetters"), port.AlertsQueue: need("AlertsDeadLetters"), port.RecordingsQueue: need("RecordingsDeadLetters"),
		},
	}
	if text := told(ours[0]["Deployment"]); text != "" {
		var err error
		if o.Deployment, err = strconv.Atoi(text); err != nil {
			return Outputs{}, errors.New("the output Deployment is no number: run make deploy again")
		}
	}
	if unsigned := told(ours[0]["Unsigned"]); unsigned != "" {
		o.Unsigned = strings.Split(unsigned, ",")
	}
	if len(missing) > 0 {
		return Outputs{}, fmt.Errorf("the outputs lack %s: run make deploy again, with this version", strings.Join(missing, ", "))
	}
	for _, address := range []string{o.AnswerURL, o.EventURL, o.FallbackURL, o.AssetsURL} {
		if u, err := url.Parse(address); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
			return Outputs{}, errors.New("the outputs hold an address that is none: run make deploy again")
		}
	}
	return o, nil
}

func told(value string) string {
	if value == notTold {
		return ""
	}
	return value
}

// BaseURL is what the addresses of all our routes begin with.
func (o Outputs) BaseURL() string {
	if o.base != "" {
		return o.base
	}
	return strings.TrimSuffix(o.AnswerURL, answerPath)
}

// Hooked are the outputs with tokens in the addresses of those of the application's webhooks that may come unsigned.
func (o Outputs) Hooked(c vonage.Callbacks) Outputs {
	o.base = o.BaseURL()
	if slices.Contains(o.Unsigned, "answer") {
		o.AnswerURL = c.Hook("answer")
	}
	if slices.Contains(o.Unsigned, "event") {
		o.EventURL = c.Hook("event")
	}
	return o
}

// answerPath is the route of a caller's arrival.
const answerPath = "/voice/answer"

var apiRegion = regexp.MustCompile(`\.execute-api\.([a-z0-9-]+)\.amazonaws\.com`)

// AWSRegion is the region the stack lives in, "" when the addresses do not tell.
func (o Outputs) AWSRegion() string {
	if m := apiRegion.FindStringSubmatch(o.AnswerURL); m != nil {
		return m[1]
	}
	return ""
}
