package lambdatest

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"debug/buildinfo"
	"encoding/pem"
	"os"
	"slices"
	"strings"
	"testing"

	"ringdown/shared/routes"
)

// code names functions by which one sees that something is in a binary, and the needs
// that give a function the right to carry it. Of a client nobody makes, the linker
// leaves what fills its tables when the program starts; so that is looked for, too.
var code = map[string][]routes.Need{
	"aws-sdk-go-v2/service/s3.(*Client).":           {routes.KeepRecordings, routes.PlayRecordings, routes.KeepPrompts, routes.TendRecordings},
	"aws-sdk-go-v2/service/s3/internal/endpoints.":  {routes.KeepRecordings, routes.PlayRecordings, routes.KeepPrompts, routes.TendRecordings},
	"aws-sdk-go-v2/service/sns.(*Client).":          {routes.TellPeople},
	"aws-sdk-go-v2/service/sns/internal/endpoints.": {routes.TellPeople},
	"aws-sdk-go-v2/service/sesv2.(*Client).":        {routes.TellPeople},
	"aws-sdk-go-v2/service/sesv2/schemas.":          {routes.TellPeople},
	"aws-sdk-go-v2/service/sqs.(*Client).":          {routes.SendOrders, routes.SendAlerts},
	"aws-sdk-go-v2/service/lambda.(*Client).":       {routes.InvokeFunctions},
	"aws-sdk-go-v2/service/lambda/schemas.":         {routes.InvokeFunctions},
	"aws-sdk-go-v2/service/polly.(*Client).":        {routes.SpeakPrompts},
	"vonage/vonage-go-sdk.(*VoiceClient).":          {routes.PrivateKey},
	"ringdown/shared/vonage.(*Client).":             {routes.PrivateKey},
	"golang-jwt/jwt/v5.ParseRSAPrivateKeyFromPEM":   {routes.PrivateKey},
	"golang-jwt/jwt.ParseRSAPrivateKeyFromPEM":      {routes.PrivateKey},
	"html/template.": nil, // parsed when a program starts
	"text/template.": nil,
}

func TestAFunctionCarriesNoCodeThatItsNeedsDoNotCallFor(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range routes.Functions {
		content, err := os.ReadFile(binary(t, f.Name))
		if err != nil {
			t.Fatal(err)
		}
		for name, needs := range code {
			carried := bytes.Contains(content, []byte(name)) // the table of functions is in stripped binaries, too
			seen[name] = seen[name] || carried
			if needed := slices.ContainsFunc(needs, func(n routes.Need) bool { return slices.Contains(f.Needs, n) }); carried && !needed {
				t.Errorf("%s carries %s, and needs none of %q", f.Name, name, needs)
			}
		}
	}
	for _, name := range []string{"aws-sdk-go-v2/service/s3.(*Client).", "aws-sdk-go-v2/service/sns/internal/endpoints.", "aws-sdk-go-v2/service/sesv2/schemas.", "aws-sdk-go-v2/service/lambda/schemas.", "vonage/vonage-go-sdk.(*VoiceClient)."} {
		if !seen[name] {
			t.Errorf("no function carries %s: the test looks for a name that is not there", name)
		}
	}
}

func TestBinariesAreBuiltForLambda(t *testing.T) {
	for _, f := range routes.Functions {
		b, err := buildinfo.ReadFile(binary(t, f.Name))
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]string{}
		for _, s := range b.Settings {
			got[s.Key] = s.Value
		}
		for key, want := range map[string]string{"CGO_ENABLED": "0", "-tags": Tags, "-trimpath": "true"} {
			if got[key] != want {
				t.Errorf("%s is built with %s=%q, want %q", f.Name, key, got[key], want)
			}
		}
		for _, m := range b.Deps {
			if strings.Contains(m.Path, "aws-cdk") || strings.Contains(m.Path, "jsii") || strings.Contains(m.Path, "shine-mp3") && !slices.Contains(f.Needs, routes.KeepPrompts) {
				t.Errorf("%s carries the module %s", f.Name, m.Path)
			}
		}
	}
}

// privateKey makes a key of the provider's kind.
func privateKey(t testing.TB) string {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
}
