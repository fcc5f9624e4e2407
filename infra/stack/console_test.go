package stack

import (
	"slices"
	"strings"
	"testing"
)

// behaviours are those of the distribution besides the default, by the paths they are for.
func behaviours(t *testing.T) map[string]any {
	t.Helper()
	_, p := named(t, "AWS::CloudFront::Distribution", "PublicDistribution")
	out := map[string]any{}
	for _, b := range list(at(p, "DistributionConfig", "CacheBehaviors")) {
		out[render(t, at(b, "PathPattern"))] = b
	}
	return out
}

func TestTheConsoleIsServedBesideTheAPI(t *testing.T) {
	all := behaviours(t)
	if len(all) != 2 {
		t.Fatalf("the distribution has behaviours for %d paths, want the console's and the API's", len(all))
	}
	for _, tc := range []struct {
		path string
		want map[string]string
	}{
		{"/console/*", map[string]string{
			"AllowedMethods": `["GET","HEAD"]`, "ViewerProtocolPolicy": "redirect-to-https", "Compress": "true",
			"CachePolicyId": "658327ea-f89d-4fab-a63d-7e88639e58f6", // Managed-CachingOptimized
		}},
		{"/api/v1/*", map[string]string{
			"ViewerProtocolPolicy":  "https-only",
			"CachePolicyId":         "4135ea2d-6df8-44a3-9df3-4b5a84be39ad", // Managed-CachingDisabled: an answer belongs to whoever asked
			"OriginRequestPolicyId": "b689b0a8-53d0-40ab-baf2-68738e2966ac", // Managed-AllViewerExceptHostHeader
		}},
	} {
		for key, want := range tc.want {
			if got := render(t, at(all[tc.path], key)); got != want {
				t.Errorf("%s: %s is %s, want %s", tc.path, key, got, want)
			}
		}
	}
	if methods := render(t, at(all["/api/v1/*"], "AllowedMethods")); !strings.Contains(methods, "PATCH") || !strings.Contains(methods, "DELETE") {
		t.Errorf("the API is reached by %s alone", methods)
	}
	if got := render(t, at(list(at(all["/console/*"], "FunctionAssociations"))[0], "EventType")); got != "viewer-request" {
		t.Errorf("pages are given their document at %s", got)
	}
}

func TestTheConsoleAsksOnlyWhatItHasTo(t *testing.T) {
	_, p := named(t, "AWS::CloudFront::ResponseHeadersPolicy", "ConsoleHeaders")
	policy := render(t, at(p, "ResponseHeadersPolicyConfig", "SecurityHeadersConfig", "ContentSecurityPolicy", "ContentSecurityPolicy"))
	for _, part := range []string{"default-src 'none'", "script-src 'self'; style-src 'self';", "frame-ancestors 'none'", ".amazoncognito.com", "RegionalDomainName"} {
		if !strings.Contains(policy, part) {
			t.Errorf("the policy lacks %s: %s", part, policy)
		}
	}
	if strings.Contains(policy, "unsafe") || strings.Contains(policy, "*") {
		t.Errorf("the policy allows too much: %s", policy)
	}
}

func TestTheConsoleIsToldWhereItStands(t *testing.T) {
	config := render(t, at(template(t), "Outputs", "ConsoleConfig", "Value"))
	for _, part := range []string{`\"issuer\":\"`, `\"client\":\"`, `\"api\":\"/api/v1\"`, `\"address\":\"https://`, `/logout?client_id=`} {
		if !strings.Contains(config, part) {
			t.Errorf("config.json lacks %s: %s", part, config)
		}
	}
}

// TestNoPageOfTheConsoleIsAFile runs the function's rule by hand: what has a dot in its last part is a file.
func TestNoPageOfTheConsoleIsAFile(t *testing.T) {
	_, p := named(t, "AWS::CloudFront::Function", "ConsolePages")
	code := render(t, at(p, "FunctionCode"))
	for _, part := range []string{"split('/').pop().indexOf('.') < 0", "'/console/index.html'"} {
		if !slices.ContainsFunc([]string{code, strings.ReplaceAll(code, `\u003c`, "<")}, func(s string) bool { return strings.Contains(s, part) }) {
			t.Errorf("the function lacks %s: %s", part, code)
		}
	}
}
