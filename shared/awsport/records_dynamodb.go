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

	"ringdown/shared/port"
)

// records is a table of things that live, calls or alerts: one item each, the thing as JSON beside
// what the table looks at.
type records struct {
	client     *dynamodb.Client
	table      string
	kind, sort string // what one is called in errors, and the sort key of its item
}

func newRecords(e *Env, table, kind, sort string) records {
	return records{dynamodb.NewFromConfig(e.Config(quickAttempt), withoutChecksum), e.Need(table), kind, sort}
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

func (s *records) key(id string) item { return item{partitionKey: str(id), sortKey: str(s.sort)} }

// load reads one as it was saved last.
func (s *records) load(ctx context.Context, id string, into any) error {
	if id == "" { // no item has such a key, and asking for it is an error there
		return errors.Join(ctx.Err(), fmt.Errorf("load a %s without an id: %w", s.kind, port.ErrNotFound))
	}
	out, err := s.client.GetItem(ctx, &dynamodb.GetItemInput{TableName: &s.table, Key: s.key(id), ConsistentRead: aws.Bool(true)})
	if err != nil {
		return fmt.Errorf("load %s %s: %w", s.kind, id, Explain(err))
	}
	if len(out.Item) == 0 {
		return fmt.Errorf("load %s %s: %w", s.kind, id, port.ErrNotFound)
	}
	return read(out.Item, into)
}

func read(i item, into any) error {
	if err := json.Unmarshal([]byte(readStr(i, callState)), into); err != nil {
		return fmt.Errorf("read the stored %s %s: %w", readStr(i, sortKey), readStr(i, partitionKey), err)
	}
	return nil
}

// record is the item of one that lives.
func record(id, sort string, version int, thing any, expires, deadline time.Time) (item, error) {
	state, err := json.Marshal(thing)
	if err != nil {
		return nil, err
	}
	i := item{
		partitionKey: str(id), sortKey: str(sort), callVersion: num(int64(version)), callSave: str(rand.Text()), callState: str(string(state)),
		callExpires: num(expires.Unix()),
	}
	if !deadline.IsZero() {
		i[callOpen], i[callDeadline] = str(watchKey(partitionOf(id))), str(timeKey(deadline))
	}
	return i, nil
}

// save writes an item over the version before it. A save whose answer is lost is tried again and
// finds itself: the name of the save tells it from the same words of another.
func (s *records) save(ctx context.Context, i item, version int) error {
	put := &dynamodb.PutItemInput{
		TableName: &s.table, Item: i, ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld,
		ConditionExpression: aws.String("attribute_not_exists(pk)"),
	}
	if version != 1 {
		put.ConditionExpression = aws.String("version = :before")
		put.ExpressionAttributeValues = item{":before": num(int64(version) - 1)}
	}
	var seen outcomes
	_, err := s.client.PutItem(ctx, put, func(o *dynamodb.Options) { seen.Retryer, o.Retryer = o.Retryer, &seen })
	var failed *types.ConditionalCheckFailedException
	id := readStr(i, partitionKey)
	switch {
	case err == nil, errors.As(err, &failed) && readStr(failed.Item, callSave) == readStr(i, callSave):
		return nil
	case failed != nil:
		return fmt.Errorf("save %s %s version %d: %w", s.kind, id, version, port.ErrConflict)
	}
	return fmt.Errorf("save %s %s version %d: %w", s.kind, id, version, explainWatched(err, &seen))
}
