package awsaccount

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"

	"ringdown/infra/setup"
	"ringdown/infra/stack/public"
	"ringdown/shared/awsport"
	"ringdown/shared/awsport/s3port"
	"ringdown/shared/e164"
	"ringdown/shared/routes"
)

// cloud answers in the words of the services, as their API references give them.
type cloud struct {
	t       *testing.T
	secrets map[string]string
	files   map[string]public.File
	broken  bool
	texts   []string // pages of the verified numbers
	waiting map[string]string
	mail    string
}

func open(t *testing.T) (*cloud, *Account) {
	t.Helper()
	c := &cloud{t: t, secrets: map[string]string{}, files: map[string]public.File{}}
	server := httptest.NewServer(c)
	t.Cleanup(server.Close)
	return c, New(aws.Config{
		Region: "eu-west-1", BaseEndpoint: aws.String(server.URL), Credentials: credentials.NewStaticCredentialsProvider("KEY", "secret", ""), RetryMaxAttempts: 1,
	}, setup.Outputs{PublicBucket: "public", RecordingsBucket: "recordings", SettingsTable: "settings", CallsTable: "calls"})
}

// ServeHTTP sorts requests by the protocols of the services.
func (c *cloud) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		c.t.Error(err)
	}
	target := r.Header.Get("X-Amz-Target")
	switch {
	case c.broken:
		fail(w, http.StatusForbidden, "AccessDeniedException")
	case strings.HasPrefix(target, "secretsmanager."):
		c.secret(w, strings.TrimPrefix(target, "secretsmanager."), body)
	case target == "AmazonSQS.GetQueueAttributes":
		answer(w, map[string]any{"Attributes": c.waiting})
	case r.URL.Path == "/v2/email/account":
		_, _ = io.WriteString(w, c.mail)
	case strings.HasPrefix(r.URL.Path, "/v2/email/identities/"):
		if name := strings.TrimPrefix(r.URL.Path, "/v2/email/identities/"); !strings.HasPrefix(name, "known") {
			fail(w, http.StatusNotFound, "NotFoundException")
		} else {
			answer(w, map[string]any{"VerifiedForSendingStatus": name == "known.example"})
		}
	case strings.HasPrefix(r.URL.Path, "/public/"):
		c.file(w, r, body)
	default:
		c.sns(w, string(body))
	}
}

func answer(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	_ = json.NewEncoder(w).Encode(v) // the other side is in this process
}

func fail(w http.ResponseWriter, status int, code string) {
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	w.Header().Set("X-Amzn-Errortype", code)
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]string{"__type": code, "message": "no"})
}

func (c *cloud) secret(w http.ResponseWriter, operation string, body []byte) {
	var in struct{ SecretId, Name, SecretString string }
	if err := json.Unmarshal(body, &in); err != nil {
		c.t.Error(err)
	}
	value, known := c.secrets[in.SecretId]
	switch {
	case operation == "CreateSecret":
		c.secrets[in.Name] = in.SecretString
		answer(w, map[string]string{"Name": in.Name})
	case !known:
		fail(w, http.StatusBadRequest, "ResourceNotFoundException")
	case operation == "PutSecretValue":
		c.secrets[in.SecretId] = in.SecretString
		answer(w, map[string]string{"Name": in.SecretId})
	default:
		answer(w, map[string]string{"Name": in.SecretId, "SecretString": value})
	}
}

func (c *cloud) file(w http.ResponseWriter, r *http.Request, body []byte) {
	key := strings.TrimPrefix(r.URL.Path, "/public/")
	if r.Method == http.MethodPut {
		c.files[key] = public.File{Key: key, ContentType: r.Header.Get("Content-Type"), CacheControl: r.Header.Get("Cache-Control"), Body: body}
		return
	}
	f, ok := c.files[key]
	if !ok {
		w.WriteHeader(http.StatusNotFound)
		_, _ = io.WriteString(w, `<Error><Code>NoSuchKey</Code></Error>`)
		return
	}
	w.Header().Set("Content-Type", f.ContentType)
	w.Header().Set("Cache-Control", f.CacheControl)
	_, _ = w.Write(f.Body)
}

func (c *cloud) sns(w http.ResponseWriter, form string) {
	values, err := url.ParseQuery(form)
	if err != nil {
		c.t.Error(err)
	}
	action := values.Get("Action")
	result := ""
	switch action {
	case "GetSMSSandboxAccountStatus":
		result = fmt.Sprintf("<IsInSandbox>%t</IsInSandbox>", c.texts != nil)
	case "ListSMSSandboxPhoneNumbers":
		page := 0
		if values.Get("NextToken") != "" {
			page = 1
		}
		result = "<PhoneNumbers>" + c.texts[page] + "</PhoneNumbers>"
		if page+1 < len(c.texts) {
			result += "<NextToken>more</NextToken>"
		}
	default:
		c.t.Errorf("nobody knows the request %q", form)
	}
	fmt.Fprintf(w, `<%sResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><%sResult>%s</%sResult></%sResponse>`, action, action, result, action, action)
}

func TestSecretsAreMadeReadAndChanged(t *testing.T) {
	c, a := open(t)
	if _, err := a.Secret(t.Context(), "x"); !errors.Is(err, setup.ErrNoSecret) {
		t.Errorf("one that is not there: %v", err)
	}
	for _, value := range []string{"one", "two"} {
		if err := a.PutSecret(t.Context(), "x", value); err != nil || c.secrets["x"] != value {
			t.Errorf("put %s: %v", value, err)
		}
		if got, err := a.Secret(t.Context(), "x"); err != nil || string(got) != value {
			t.Errorf("got %s, %v", got, err)
		}
	}
}

func TestFilesComeBackAsTheyWerePut(t *testing.T) {
	_, a := open(t)
	f := public.File{Key: "assets/a.mp3", ContentType: "audio/mpeg", CacheControl: "public, max-age=60", Body: []byte("sound")}
	if _, err := a.File(t.Context(), f.Key); !errors.Is(err, setup.ErrNoFile) {
		t.Errorf("one that is not there: %v", err)
	}
	if err := a.PutFile(t.Context(), f); err != nil {
		t.Fatal(err)
	}
	got, err := a.File(t.Context(), f.Key)
	if err != nil || got.Key != f.Key || got.ContentType != f.ContentType || got.CacheControl != f.CacheControl || string(got.Body) != "sound" {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestTheStateOfMail(t *testing.T) {
	c, a := open(t)
	for _, want := range [][2]bool{{true, true}, {false, true}, {false, false}} {
		c.mail = fmt.Sprintf(`{"ProductionAccessEnabled": %t, "SendingEnabled": %t}`, want[0], want[1])
		if production, enabled, err := a.MailState(t.Context()); err != nil || production != want[0] || enabled != want[1] {
			t.Errorf("got %t, %t, %v, want %v", production, enabled, err, want)
		}
	}
	for identity, want := range map[string]bool{"known.example": true, "known-not-yet.example": false, "stranger.example": false} {
		if got, err := a.Verified(t.Context(), identity); err != nil || got != want {
			t.Errorf("%s: %t, %v", identity, got, err)
		}
	}
}

func TestTheSandboxOfTexts(t *testing.T) {
	c, a := open(t)
	if sandbox, numbers, err := a.Sandbox(t.Context()); err != nil || sandbox || numbers != nil {
		t.Errorf("out of it: %t, %v, %v", sandbox, numbers, err)
	}
	number := func(n, status string) string {
		return "<member><PhoneNumber>" + n + "</PhoneNumber><Status>" + status + "</Status></member>"
	}
	c.texts = []string{number("+14155550101", "Verified") + number("+14155550102", "Pending"), number("+14155550103", "Verified")}
	sandbox, numbers, err := a.Sandbox(t.Context())
	if err != nil || !sandbox || !slices.Equal(numbers, []e164.Number{"+14155550101", "+14155550103"}) {
		t.Errorf("in it: %t, %v, %v", sandbox, numbers, err)
	}
}

func TestMessagesBeingReadAreCounted(t *testing.T) {
	c, a := open(t)
	c.waiting = map[string]string{"ApproximateNumberOfMessages": "2", "ApproximateNumberOfMessagesNotVisible": "1"}
	if n, err := a.Waiting(t.Context(), "http://queue.example/1/q"); err != nil || n != 3 {
		t.Errorf("got %d, %v", n, err)
	}
	c.waiting = map[string]string{"ApproximateNumberOfMessages": "many"}
	if n, err := a.Waiting(t.Context(), "http://queue.example/1/q"); err == nil {
		t.Errorf("got %d", n)
	}
}

func TestARefusalIsAnError(t *testing.T) {
	c, a := open(t)
	c.broken = true
	_, secret := a.Secret(t.Context(), "x")
	_, file := a.File(t.Context(), "x")
	_, _, mail := a.MailState(t.Context())
	_, identity := a.Verified(t.Context(), "x")
	_, _, texts := a.Sandbox(t.Context())
	_, queue := a.Waiting(t.Context(), "http://queue.example/1/q")
	for what, err := range map[string]error{
		"secret": secret, "put secret": a.PutSecret(t.Context(), "x", "y"), "file": file, "put file": a.PutFile(t.Context(), public.File{Key: "x"}), "mail": mail, "identity": identity, "texts": texts, "queue": queue,
	} {
		if err == nil || errors.Is(err, setup.ErrNoSecret) || errors.Is(err, setup.ErrNoFile) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestPortsFindTheStacksTables(t *testing.T) {
	_, a := open(t)
	e, err := a.Env(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	awsport.NewCalls(e)
	awsport.NewDialplans(e)
	s3port.NewRecordings(e)
	if err := e.Err(); err != nil {
		t.Error(err)
	}
	if e.Lookup(routes.EnvSettingsTable) != "settings" || e.Lookup("AWS_ACCESS_KEY_ID") != "KEY" {
		t.Errorf("the settings are in %q", e.Lookup(routes.EnvSettingsTable))
	}
}

func TestWithoutCredentialsOneIsToldToSignIn(t *testing.T) {
	for _, name := range []string{"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE", "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_REGION", "AWS_DEFAULT_REGION"} {
		t.Setenv(name, "")
	}
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	t.Setenv("AWS_CONFIG_FILE", t.TempDir()+"/none")
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", t.TempDir()+"/none")
	o := setup.Outputs{AnswerURL: "https://x.execute-api.eu-west-1.amazonaws.com/voice/answer"}
	if _, err := Open(context.Background(), o); err == nil || !strings.Contains(err.Error(), "sign in") {
		t.Errorf("got %v", err)
	}
	if _, err := Open(context.Background(), setup.Outputs{}); err == nil || !strings.Contains(err.Error(), "AWS_REGION") {
		t.Errorf("without a region: %v", err)
	}
	t.Setenv("AWS_ACCESS_KEY_ID", "KEY")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
	if a, err := Open(context.Background(), o); err != nil || a.config.Region != "eu-west-1" {
		t.Errorf("with credentials: %v", err)
	}
}
