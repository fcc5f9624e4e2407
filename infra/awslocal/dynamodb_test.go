package awslocal

import (
	"errors"
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ringdown/infra/porttest"
	"ringdown/shared/awsport"
	"ringdown/shared/port"
	"ringdown/shared/routes"
)

// TestDynamoDB runs what needs the engine in one process of it: it starts slowly.
func TestDynamoDB(t *testing.T) {
	s := StartDynamoDB(t)
	t.Run("calls", func(t *testing.T) {
		porttest.Calls(t, func(t *testing.T) port.Calls { return awsport.NewCalls(s.Env(t)) })
	})
	t.Run("alerts", func(t *testing.T) {
		porttest.Alerts(t, func(t *testing.T) port.Alerts { return awsport.NewAlerts(s.Env(t)) })
	})
	t.Run("bad addresses", func(t *testing.T) {
		porttest.BadAddresses(t, func(t *testing.T) port.BadAddresses { return awsport.NewBadAddresses(s.Env(t)) })
	})
	t.Run("reservations", func(t *testing.T) {
		porttest.Reservations(t, func(t *testing.T) port.Reservations { return awsport.NewReservations(s.Env(t)) })
	})
	t.Run("dialplans", func(t *testing.T) {
		porttest.Dialplans(t, func(t *testing.T) port.Dialplans { return awsport.NewDialplans(s.Env(t)) })
	})
	t.Run("settings", func(t *testing.T) {
		porttest.Settings(t, func(t *testing.T) porttest.Desk {
			env := s.Env(t)
			return porttest.Desk{Settings: awsport.NewSettings(env), Dialplans: awsport.NewDialplans(env)}
		})
	})
	t.Run("activity", func(t *testing.T) {
		porttest.Activity(t, func(t *testing.T) porttest.Archive {
			env := s.Env(t)
			return porttest.Archive{
				Activity: awsport.NewActivity(env), Calls: awsport.NewCalls(env), Dialplans: awsport.NewDialplans(env), Alerts: awsport.NewAlerts(env),
			}
		})
	})
	t.Run("an item says when it may be forgotten", func(t *testing.T) { itemExpires(t, s) })
	t.Run("a hundred writers", func(t *testing.T) { hundredWriters(t, s) })
	t.Run("a save whose answer is lost", func(t *testing.T) { saveAnswerLost(t, s) })
	t.Run("a publication whose answer is lost", func(t *testing.T) { publishAnswerLost(t, s) })
}

func itemExpires(t *testing.T, s *Tables) {
	env, c := s.Env(t), porttest.RichCall("old")
	if err := awsport.NewCalls(env).Save(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	key := types.AttributeValueMemberS{Value: c.ID}
	out, err := s.client.Query(t.Context(), &dynamodb.QueryInput{
		TableName: aws.String(env.Lookup(routes.EnvCallsTable)), KeyConditionExpression: aws.String("pk = :id"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":id": &key},
	})
	if err != nil || len(out.Items) != 1 {
		t.Fatalf("read the item: %v", err)
	}
	// Seconds since 1970, as a number (developer guide, "Using time to live").
	want := strconv.FormatInt(c.Expires().Unix(), 10)
	if got, _ := out.Items[0][awsport.CallsTable.Expires].(*types.AttributeValueMemberN); got == nil || got.Value != want {
		t.Errorf("it expires at %v, want %s", got, want)
	}
}

var errLost = errors.New("connection reset by peer")

// loseAnswers does what is asked and loses the first answers.
func loseAnswers(n int) *Wire {
	return &Wire{Around: func(r *http.Request, send func(*http.Request) (*http.Response, error)) (*http.Response, error) {
		response, err := send(r)
		if n--; n < 0 || err != nil {
			return response, err
		}
		return nil, errors.Join(errLost, response.Body.Close())
	}}
}

func saveAnswerLost(t *testing.T, s *Tables) {
	env := s.Env(t)
	direct := awsport.NewCalls(env)
	loseAnswers(1).Attach(env)
	c := porttest.RichCall("lost")
	// The second attempt finds the version taken: by the first.
	if err := awsport.NewCalls(env).Save(t.Context(), c); err != nil {
		t.Errorf("save: %v, want none: it was saved", err)
	}
	loseAnswers(3).Attach(env)
	c.Version = 2
	err := awsport.NewCalls(env).Save(t.Context(), c)
	for _, sentinel := range []error{port.ErrConflict, port.ErrRefused, port.ErrThrottled, port.ErrNotFound} {
		if errors.Is(err, sentinel) || err == nil {
			t.Errorf("save without any answer: %v, want an error that says nothing is known", err)
		}
	}
	if got, err := direct.Load(t.Context(), c.ID); err != nil || got.Version != 2 {
		t.Errorf("stored version %d, error %v, want 2", got.Version, err)
	}
}

func publishAnswerLost(t *testing.T, s *Tables) {
	env := s.Env(t)
	plan := porttest.Plan("a", 1, "+14155550100")
	wire := &Wire{}
	lost := false
	wire.Around = func(r *http.Request, send func(*http.Request) (*http.Response, error)) (*http.Response, error) {
		response, err := send(r)
		if operation(r) != "DynamoDB.TransactWriteItems" || lost || err != nil {
			return response, err
		}
		lost = true
		return nil, errors.Join(errLost, response.Body.Close())
	}
	wire.Attach(env)
	if err := awsport.NewDialplans(env).Publish(t.Context(), plan); err != nil || !lost {
		t.Errorf("publish: %v, want none: it was published", err)
	}
}

// A service that hangs must not take the time of the attempts after it.
func TestAnAttemptThatHangsIsGivenUp(t *testing.T) {
	hung := make(chan struct{})
	calls := 0
	endpoint := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if calls++; calls == 1 {
			<-hung
			return
		}
		w.Header().Set("content-type", "application/x-amz-json-1.0")
		_, _ = w.Write([]byte(`{}`))
	}))
	t.Cleanup(func() { close(hung) }) // before the server waits for its handlers
	began := time.Now()
	_, err := awsport.NewCalls(Env(endpoint, map[string]string{routes.EnvCallsTable: "calls"})).Load(t.Context(), "x")
	if !errors.Is(err, port.ErrNotFound) || time.Since(began) > 2*time.Second {
		t.Errorf("load: %v after %s, want not found in less than 2 s", err, time.Since(began))
	}
}
