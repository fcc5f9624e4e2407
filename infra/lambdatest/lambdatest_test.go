package lambdatest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/lambda"
)

// roleVariable makes this test binary a function that behaves badly.
const roleVariable = "LAMBDATEST_ROLE"

func TestMain(m *testing.M) {
	switch os.Getenv(roleVariable) {
	case "":
		os.Exit(m.Run())
	case "ends at once":
		fmt.Println("the table is missing")
		os.Exit(3)
	case "ends during an event":
		_, _ = http.Get("http://" + os.Getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/invocation/next")
		os.Exit(4)
	case "reports an init error":
		_, _ = http.Post("http://"+os.Getenv("AWS_LAMBDA_RUNTIME_API")+"/2018-06-01/runtime/init/error", "application/json", strings.NewReader(`{"errorMessage":"no key"}`))
		select {}
	case "reports an error":
		lambda.Start(func(context.Context) error { return errors.New("no such call") })
	}
}

func start(t *testing.T, role string) (*Function, error) {
	t.Helper()
	binary, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return Start(binary, map[string]string{roleVariable: role})
}

func TestEmptyFunctionAnswersEventAfterEvent(t *testing.T) {
	binary := filepath.Join(t.TempDir(), "bootstrap")
	if err := Build("ringdown/infra/lambdatest/empty", binary); err != nil {
		t.Fatal(err)
	}
	f, err := Start(binary, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for range 3 {
		if got, err := invoke(t, f); err != nil || string(got) != `"ok"` {
			t.Fatalf("answer %s, %v", got, err)
		}
	}
	if f.StartTime <= 0 {
		t.Errorf("start took %v", f.StartTime)
	}
}

func TestAFunctionThatDoesNotStartIsAnErrorWithItsLastWords(t *testing.T) {
	for role, words := range map[string][]string{
		"ends at once":          {"the table is missing", "exit status 3"},
		"reports an init error": {"no key"},
	} {
		f, err := start(t, role)
		if err == nil {
			f.Close()
			t.Errorf("%s: no error", role)
			continue
		}
		for _, w := range words {
			if !strings.Contains(err.Error(), w) {
				t.Errorf("%s: error %q lacks %q", role, err, w)
			}
		}
	}
}

func TestAnErrorOfTheFunctionIsToldFromItsDeath(t *testing.T) {
	for role, want := range map[string]struct {
		reported bool
		words    string
	}{
		"reports an error":     {true, "no such call"},
		"ends during an event": {false, "exit status 4"},
	} {
		f, err := start(t, role)
		if err != nil {
			t.Fatal(err)
		}
		_, err = invoke(t, f)
		f.Close()
		if err == nil || errors.Is(err, ErrFunction) != want.reported || !strings.Contains(err.Error(), want.words) {
			t.Errorf("%s: error %v, want %q, reported %v", role, err, want.words, want.reported)
		}
	}
}

func invoke(t *testing.T, f *Function) ([]byte, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	return f.Invoke(ctx, []byte(`{}`))
}
