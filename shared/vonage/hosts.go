package vonage

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// defaultBaseURL serves applications of every region (Voice OpenAPI 1.10.0).
const defaultBaseURL = "https://api.nexmo.com"

// apiHosts are the provider's API hosts: today's regions (Voice OpenAPI 1.10.0) and the older names
// that webhooks still carried in 2021. A token goes to no other host, whatever a webhook says.
var apiHosts = []string{
	"api.nexmo.com",
	"api-us-3.vonage.com", "api-us-4.vonage.com", "api-eu-3.vonage.com", "api-eu-4.vonage.com", "api-ap-3.vonage.com", "api-ap-4.vonage.com",
	"api-us-1.nexmo.com", "api-us-2.nexmo.com", "api-eu-1.nexmo.com", "api-eu-2.nexmo.com", "api-sg-1.nexmo.com",
}

// recordingHost gives the shape of the hosts that recordings were seen on: the API's own, and
// region names like api-us.nexmo.com. It is compiled when audio is fetched: a function that only
// receives webhooks does not wait for it.
var recordingHost = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^api(-[a-z]{2,3}(-[0-9]{1,2})?)?\.(nexmo|vonage)\.com$`)
})

// hosts knows where requests may go.
type hosts struct {
	base    string   // scheme://host[:port], no slash at the end
	allowed []string // host[:port] of configured simulators, reachable by http as well
}

func newHosts(base string, allowed []string) (hosts, error) {
	if base == "" {
		base = defaultBaseURL
	}
	u, err := url.Parse(base)
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
		return hosts{}, fmt.Errorf("base URL %q: write it like %s", base, defaultBaseURL)
	}
	h := hosts{base: u.Scheme + "://" + strings.ToLower(u.Host)}
	for _, host := range allowed {
		h.allowed = append(h.allowed, strings.ToLower(host))
	}
	return h, nil
}

// forRegion returns the base URL of a call's region, or the default one when region is no host of
// the provider's.
func (h hosts) forRegion(region string) string {
	u, err := url.Parse(region)
	if err != nil || u.User != nil || (u.Path != "" && u.Path != "/") {
		return h.base
	}
	if h.configured(u) || u.Scheme == "https" && slices.Contains(apiHosts, strings.ToLower(u.Host)) {
		return u.Scheme + "://" + strings.ToLower(u.Host)
	}
	return h.base
}

// recordingPath is where the provider keeps audio (record webhook reference; Media API). Every
// other path of its hosts is a request of the API, and our token is good for those.
var recordingPath = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^/(v1/files|v3/media)/[A-Za-z0-9_-]{1,80}$`)
})

// holdsRecordings reports whether a recording may be fetched from u, with our token.
func (h hosts) holdsRecordings(u *url.URL) bool {
	if u.User != nil || !recordingPath().MatchString(u.EscapedPath()) {
		return false
	}
	return h.configured(u) || u.Scheme == "https" && recordingHost().MatchString(strings.TrimSuffix(strings.ToLower(u.Host), ":443"))
}

// configured reports whether u is where the configuration says: the base in its own scheme, or a
// simulator.
func (h hosts) configured(u *url.URL) bool {
	host := strings.ToLower(u.Host)
	return u.Scheme+"://"+host == h.base || (u.Scheme == "https" || u.Scheme == "http") && slices.Contains(h.allowed, host)
}
