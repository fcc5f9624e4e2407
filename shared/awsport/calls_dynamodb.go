package awsport

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ringdown/shared/call"
	"ringdown/shared/port"
	"ringdown/shared/routes"
)

var _ port.Calls = (*Calls)(nil)

// Calls keeps calls in DynamoDB, one item each: the call as JSON, beside what the table
// looks at. A support engineer can read it in the console; nothing else would.
type Calls struct {
	client *dynamodb.Client
	table  string
}

// NewCalls needs CALLS_TABLE.
func NewCalls(e *Env) *Calls {
	return &Calls{client: dynamodb.NewFromConfig(e.Config(quickAttempt), withoutChecksum), table: e.Need(routes.EnvCallsTable)}
}

// withoutChecksum leaves the integrity of answers to TLS: the client warns of every
// answer whose checksum header is missing, and reads the body twice for it.
func withoutChecksum(o *dynamodb.Options) { o.DisableValidateResponseChecksum = true }

// item is a row of a table.
type item = map[string]types.AttributeValue

func str(s string) types.AttributeValue { return &types.AttributeValueMemberS{Value: s} }

func num(n int64) types.AttributeValue {
	return &types.AttributeValueMemberN{Value: strconv.FormatInt(n, 10)}
}

func readStr(i item, name string) string {
	s, _ := i[name].(*types.AttributeValueMemberS)
	if s == nil {
		return ""
	}
	return s.Value
}

func readNum(i item, name string) int {
	n, _ := i[name].(*types.AttributeValueMemberN)
	if n == nil {
		return 0
	}
	value, err := strconv.Atoi(n.Value)
	if err != nil {
		return 0
	}
	return value
}

// timeKey writes a time so that keys sort as times do: UTC, every digit there.
func timeKey(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000000Z") }

// dayKey is the day, in UTC, that a call arrived on.
func dayKey(t time.Time) string { return t.UTC().Format(time.DateOnly) }

func callKey(id string) item { return item{partitionKey: str(id), sortKey: str(callSort)} }

// Load reads a call.
func (s *Calls) Load(ctx context.Context, id string) (call.Call, error) {
	if id == "" { // no item has such a key, and asking for it is an error there
		return call.Call{}, errors.Join(ctx.Err(), fmt.Errorf("load a call without an id: %w", port.ErrNotFound))
	}
	out, err := s.client.GetItem(ctx, &dynamodb.GetItemInput{
		TableName: &s.table, Key: callKey(id), ConsistentRead: aws.Bool(true),
	})
	if err != nil {
		return call.Call{}, fmt.Errorf("load call %s: %w", id, Explain(err))
	}
	if len(out.Item) == 0 {
		return call.Call{}, fmt.Errorf("load call %s: %w", id, port.ErrNotFound)
	}
	return readCall(out.Item)
}

func readCall(i item) (call.Call, error) {
	var c call.Call
	if err := json.Unmarshal([]byte(readStr(i, callState)), &c); err != nil {
		return call.Call{}, fmt.Errorf("read the stored call %s: %w", readStr(i, partitionKey), err)
	}
	return c, nil
}

// Save writes a call over the version before it. A save whose answer is lost is tried
// again and finds itself: the name of the save tells it from the same words of another.
func (s *Calls) Save(ctx context.Context, c call.Call) error {
	i, err := callItem(c)
	if err != nil {
		return fmt.Errorf("save call %s: %w", c.ID, err)
	}
	put := &dynamodb.PutItemInput{
		TableName: &s.table, Item: i, ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld,
		ConditionExpression: aws.String("attribute_not_exists(pk)"),
	}
	if c.Version != 1 {
		put.ConditionExpression = aws.String("version = :before")
		put.ExpressionAttributeValues = item{":before": num(int64(c.Version) - 1)}
	}
	var seen outcomes
	_, err = s.client.PutItem(ctx, put, func(o *dynamodb.Options) { seen.Retryer, o.Retryer = o.Retryer, &seen })
	var failed *types.ConditionalCheckFailedException
	switch {
	case err == nil, errors.As(err, &failed) && readStr(failed.Item, callSave) == readStr(i, callSave):
		return nil
	case failed != nil:
		return fmt.Errorf("save call %s version %d: %w", c.ID, c.Version, port.ErrConflict)
	}
	return fmt.Errorf("save call %s version %d: %w", c.ID, c.Version, explainWatched(err, &seen))
}

func callItem(c call.Call) (item, error) {
	state, err := json.Marshal(c)
	if err != nil {
		return nil, err
	}
	i := item{
		partitionKey: str(c.ID), sortKey: str(callSort), callVersion: num(int64(c.Version)), callSave: str(rand.Text()), callState: str(string(state)),
		callExpires: num(c.Expires().Unix()), callDay: str(dayKey(c.Arrived)), callArrived: str(timeKey(c.Arrived)),
		callLineDay: str(lineDayKey(c.Line, c.Arrived)),
	}
	if !c.Deadline.IsZero() {
		i[callOpen], i[callDeadline] = str(watchKey(partitionOf(c.ID))), str(timeKey(c.Deadline))
	}
	return i, nil
}

func lineDayKey(lineID string, day time.Time) string { return lineID + "#" + dayKey(day) }

// OnDay lists the calls of a day.
func (s *Calls) OnDay(ctx context.Context, lineID string, day time.Time, limit int) ([]call.Call, error) {
	index, key, value := lineDayIndex, callLineDay, lineDayKey(lineID, day)
	if lineID == "" {
		index, key, value = dayIndex, callDay, dayKey(day)
	}
	query := &dynamodb.QueryInput{
		IndexName: &index, KeyConditionExpression: aws.String("#day = :day"), ScanIndexForward: aws.Bool(false),
		ExpressionAttributeNames: map[string]string{"#day": key}, ExpressionAttributeValues: item{":day": str(value)},
	}
	ids, err := s.ids(ctx, limit, query)
	if err != nil {
		return nil, fmt.Errorf("list the calls of %s on line %q: %w", dayKey(day), lineID, err)
	}
	calls, err := s.loadAll(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("read the calls of %s on line %q: %w", dayKey(day), lineID, err)
	}
	return calls, nil
}
