package awslocal

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"ringdown/infra/memport"
	"ringdown/infra/porttest"
	"ringdown/shared/access"
	"ringdown/shared/api"
	"ringdown/shared/api/activity"
	"ringdown/shared/awsport"
	"ringdown/shared/call"
)

// dayOfCalls is how many calls a busy day has.
const dayOfCalls = 10_000

// TestWhatTheActivityAPIAsks counts requests: a page of a day with ten thousand calls is one query and
// one read of what it names, wherever it stands in the list; one call is two reads. Nothing is
// scanned. First attempts are counted: the local engine now and then fails one, and the client repeats
// it.
func TestWhatTheActivityAPIAsks(t *testing.T) {
	env := StartDynamoDB(t).Env(t)
	if err := awsport.NewDialplans(env).Publish(t.Context(), porttest.Plan("line-1", 1, "+14155550100")); err != nil {
		t.Fatal(err)
	}
	day := time.Date(2026, 3, 14, 0, 0, 0, 0, time.UTC)
	wire := &Wire{}
	wire.Attach(env)
	carry := env.HTTP // a slow machine is not to be counted as a second attempt
	env.HTTP = func(time.Duration) aws.HTTPClient { return carry(time.Minute) }
	fill(t, awsport.NewCalls(env), day)
	var sent []string
	wire.Around = func(r *http.Request, send func(*http.Request) (*http.Response, error)) (*http.Response, error) {
		if attempt := r.Header.Get("Amz-Sdk-Request"); strings.HasPrefix(attempt, "attempt=1;") {
			sent = append(sent, operation(r))
		} else {
			t.Logf("%s was repeated: %s", operation(r), attempt)
		}
		return send(r)
	}
	server := api.New(api.Gate{
		Prove: func(context.Context, string) (access.Principal, error) {
			return access.Principal{Subject: "s", Roles: []access.Role{access.Viewer}}, nil
		},
		Take: func(access.Principal) (int, error) { return 0, nil }, Now: func() time.Time { return day.Add(30 * time.Hour) }, Log: slog.New(slog.DiscardHandler),
	}, activity.Operations(awsport.NewActivity(env), &memport.Recordings{}, func() string { return "x" }))
	ask := func(path string, into any) []string {
		sent = nil
		w := httptest.NewRecorder()
		server.ServeHTTP(w, httptest.NewRequest(http.MethodGet, api.Base+path, nil))
		if err := json.Unmarshal(w.Body.Bytes(), into); err != nil || w.Code != http.StatusOK {
			t.Fatalf("%s: %d %s, %v", path, w.Code, w.Body, err)
		}
		return sent
	}
	first := "/calls?from=2026-03-14&to=2026-03-14&zone=Europe%2FLondon&limit=100"
	seen, path := 0, first
	for range dayOfCalls/100 + 1 {
		var page activity.Calls
		asked := ask(path, &page)
		want := []string{"DynamoDB.Query", "DynamoDB.BatchGetItem"}
		if path == first {
			want = append(want, "DynamoDB.BatchGetItem") // the names of a dialplan that was not met before
		}
		if len(page.Items) > 0 && !slices.Equal(asked, want) {
			t.Fatalf("a page behind %d calls asked for %v, want %v", seen, asked, want)
		}
		if seen += len(page.Items); page.Next == "" {
			break
		}
		path = first + "&cursor=" + page.Next
	}
	if seen != dayOfCalls {
		t.Errorf("the pages have %d calls, want %d", seen, dayOfCalls)
	}
	var one map[string]any
	if asked := ask("/calls/call00007", &one); len(asked) > 2 || strings.Contains(strings.Join(asked, " "), "Scan") {
		t.Errorf("one call asked for %v", asked)
	}
}

// fill saves a day of calls, several at a time.
func fill(t *testing.T, calls *awsport.Calls, day time.Time) {
	t.Helper()
	const writers = 16
	var all sync.WaitGroup
	errs := make([]error, writers)
	for w := range writers {
		all.Go(func() {
			for i := w; i < dayOfCalls && errs[w] == nil; i += writers {
				arrived := day.Add(time.Duration(i) * 8 * time.Second)
				errs[w] = calls.Save(t.Context(), call.Call{
					ID: fmt.Sprintf("call%05d", i), Line: "line-1", Dialplan: 1, Version: 1, Called: "+14155550100", Arrived: arrived,
					Caller: call.Caller{Number: "+14155550199"}, EndedAt: arrived.Add(time.Minute), Outcome: call.Missed,
				})
			}
		})
	}
	all.Wait()
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
}
