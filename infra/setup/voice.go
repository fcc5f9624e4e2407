package setup

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"ringdown/shared/vonage"
)

// The time-outs of webhooks in milliseconds. The provider's maxima (Application API 2.1.4: 1000 to
// connect, 5000 for an answer, 10000 for an event) are also its defaults. A new TLS connection to a
// function that starts cold takes up to a second, and being given up means the fallback document;
// so all are left at the most, and written down, so that a later default does not change them.
const (
	connectMilliseconds = 1000
	answerMilliseconds  = 5000
	eventMilliseconds   = 10000
)

// webhook is one address the provider calls.
type webhook struct {
	name, address, method string
	socketMilliseconds    int
}

// webhooks are all that an application has to know. The fallback is fetched by GET because it is a
// static file.
func webhooks(o Outputs) []webhook {
	return []webhook{
		{"answer_url", o.AnswerURL, http.MethodPost, answerMilliseconds},
		{"event_url", o.EventURL, http.MethodPost, eventMilliseconds},
		{"fallback_answer_url", o.FallbackURL, http.MethodGet, answerMilliseconds},
	}
}

// Regions of the provider (Application API 2.1.4, voice.region), by what an AWS region's name
// begins with. Audio and webhooks take the shorter way when both are near each other.
var nearest = []struct{ aws, provider string }{
	{"us-west", "na-west"}, {"us-", "na-east"}, {"ca-west", "na-west"}, {"ca-", "na-east"}, {"sa-", "na-east"}, {"mx-", "na-west"},
	{"eu-west", "eu-west"}, {"eu-", "eu-east"}, {"af-", "eu-west"}, {"me-", "eu-east"}, {"il-", "eu-east"},
	{"ap-southeast-2", "apac-australia"}, {"ap-southeast-4", "apac-australia"}, {"ap-", "apac-sng"},
}

// regions are the provider's names of its regions.
var regions = []string{"na-east", "na-west", "eu-east", "eu-west", "apac-sng", "apac-australia"}

// NearestRegion gives the provider's region for a stack's, "" when nothing is known.
func NearestRegion(awsRegion string) string {
	for _, n := range nearest {
		if strings.HasPrefix(awsRegion, n.aws) {
			return n.provider
		}
	}
	return ""
}

// CheckRegion refuses a region that the provider does not have; "" leaves the application's as it
// is.
func CheckRegion(region string) error {
	if region != "" && !slices.Contains(regions, region) {
		return fmt.Errorf("there is no region %q: use one of %s", region, strings.Join(regions, ", "))
	}
	return nil
}

// voiceOf is the application's voice as it should be, and what in it is not so yet, in words. What
// others have set and we do not mean is kept.
func voiceOf(app Application, o Outputs, region string) (voice map[string]any, differences []string) {
	capabilities, _ := app.raw["capabilities"].(map[string]any)
	voice = cloned(capabilities["voice"])
	hooks := cloned(voice["webhooks"])
	for _, w := range webhooks(o) {
		hook := cloned(hooks[w.name])
		for _, want := range []struct {
			name  string
			value any
		}{
			{"address", w.address}, {"http_method", w.method},
			{"connect_timeout", float64(connectMilliseconds)}, {"socket_timeout", float64(w.socketMilliseconds)},
		} {
			if have := hook[want.name]; have != want.value {
				differences = append(differences, fmt.Sprintf("%s, %s: %s → %s", w.name, want.name, withoutToken(have), withoutToken(want.value)))
				hook[want.name] = want.value
			}
		}
		hooks[w.name] = hook
	}
	voice["webhooks"] = hooks
	if voice["signed_callbacks"] != true {
		differences = append(differences, "signed_callbacks: "+orNone(voice["signed_callbacks"])+" → true")
		voice["signed_callbacks"] = true
	}
	if region != "" && voice["region"] != region {
		differences = append(differences, "region: "+orNone(voice["region"])+" → "+region)
		voice["region"] = region
	}
	return voice, differences
}

// withoutToken is a value without the token that an address may end with: what is printed is kept
// in logs.
func withoutToken(v any) string {
	before, _, found := strings.Cut(orNone(v), "/"+vonage.AnyCall+"/")
	if found {
		return before + "/" + vonage.AnyCall + "/…"
	}
	return before
}

func cloned(v any) map[string]any {
	if m, ok := v.(map[string]any); ok {
		return maps.Clone(m)
	}
	return map[string]any{}
}

func orNone(v any) string {
	if v == nil || v == "" {
		return "none"
	}
	return fmt.Sprint(v)
}
