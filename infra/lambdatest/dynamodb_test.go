package lambdatest

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"ringdown/infra/awslocal"
	"ringdown/shared/awsport"
	"ringdown/shared/call"
	"ringdown/shared/dialplan"
	"ringdown/shared/routes"
	"ringdown/shared/settings"
)

// TestACallArrivesAndEndsInDynamoDB takes one call through two binaries and the genuine
// engine: what answer writes, leg reads.
func TestACallArrivesAndEndsInDynamoDB(t *testing.T) {
	tables := awslocal.StartDynamoDB(t)
	env := tables.Env(t)
	plan := publish(t, env)
	account := newAccount(t)
	account.Tables = tables.Endpoint

	number := plan.Number.Digits()
	arrival := strings.ReplaceAll(answerBody, "442079460000", number)
	got := once(t, account, env, "answer", webhook(t, "POST", "/voice/answer", arrival, nil))
	if !strings.Contains(got, `"statusCode":200`) || !strings.Contains(got, `talk`) || strings.Contains(got, "not in service") {
		t.Fatalf("the caller hears %s", got)
	}
	id := call.NewID("aaaaaaaabbbbccccddddeeeeeeeeeeee")
	calls := awsport.NewCalls(env)
	arrived, err := calls.Load(t.Context(), id)
	if err != nil || arrived.Version != 1 || arrived.Line != plan.Line {
		t.Fatalf("call %s after its arrival: %v, version %d, line %q", id, err, arrived.Version, arrived.Line)
	}
	if !slices.ContainsFunc(account.Asked(), func(a string) bool { return strings.HasPrefix(a, "SendMessageBatch "+ordersQueue) }) {
		t.Errorf("nothing was sent to the orders queue: %v", account.Asked())
	}

	got = once(t, account, env, "leg", webhook(t, "POST", "/voice/event", strings.ReplaceAll(eventBody, "442079460000", number), nil))
	if !strings.Contains(got, `"statusCode":204`) {
		t.Errorf("the provider is told %s", got)
	}
	ended, err := calls.Load(t.Context(), id)
	if err != nil || ended.Version <= arrived.Version {
		t.Errorf("call %s after the caller hung up: %v, version %d", id, err, ended.Version)
	}
}

// publish puts the first line of a known good file into service.
func publish(t *testing.T, env *awsport.Env) dialplan.Dialplan {
	t.Helper()
	file, err := os.ReadFile("../../testdata/config/good/all-at-once.yaml")
	if err != nil {
		t.Fatal(err)
	}
	conf, problems := settings.Parse(file, nil)
	plans, err := conf.Compile()
	if err != nil {
		t.Fatalf("%v %v", err, problems)
	}
	plan := plans[0]
	plan.Version = 1
	if err := awsport.NewDialplans(env).Publish(t.Context(), plan); err != nil {
		t.Fatal(err)
	}
	return plan
}

// once starts a function, gives it an event and takes its answer.
func once(t *testing.T, account *Account, env *awsport.Env, function string, event []byte) string {
	t.Helper()
	variables := environment(t, account, function)
	for _, name := range []string{routes.EnvCallsTable, routes.EnvAlertsTable, routes.EnvSettingsTable} {
		variables[name] = env.Lookup(name)
	}
	// DynamoDB Local keeps a database for each key and region.
	variables["AWS_REGION"], variables["AWS_ACCESS_KEY_ID"], variables["AWS_SECRET_ACCESS_KEY"] = awslocal.Region, awslocal.AccessKey, awslocal.SecretKey
	f, err := Start(binary(t, function), variables)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	got, err := f.Invoke(ctx, event)
	if err != nil {
		t.Fatal(err)
	}
	return string(got)
}
