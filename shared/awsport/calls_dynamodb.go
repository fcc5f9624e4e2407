package awsport

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"ringdown/shared/call"
	"ringdown/shared/port"
	"ringdown/shared/routes"
)

var _ port.Calls = (*Calls)(nil)

// Calls keeps calls in DynamoDB. A support engineer can read them in the console; nothing else
// would.
type Calls struct{ records }

// NewCalls needs CALLS_TABLE.
func NewCalls(e *Env) *Calls { return &Calls{newRecords(e, routes.EnvCallsTable, "call", callSort)} }

// dayKey is the day, in UTC, that a call arrived on.
func dayKey(t time.Time) string { return t.UTC().Format(time.DateOnly) }

// Load reads a call.
func (s *Calls) Load(ctx context.Context, id string) (call.Call, error) {
	var c call.Call
	err := s.load(ctx, id, &c)
	return c, err
}

func readCall(i item) (call.Call, error) {
	var c call.Call
	err := read(i, &c)
	return c, err
}

// Save writes a call over the version before it.
func (s *Calls) Save(ctx context.Context, c call.Call) error {
	i, err := callItem(c)
	if err != nil {
		return fmt.Errorf("save call %s: %w", c.ID, err)
	}
	return s.save(ctx, i, c.Version)
}

func callItem(c call.Call) (item, error) {
	i, err := record(c.ID, callSort, c.Version, c, c.Expires(), c.Deadline)
	if err != nil {
		return nil, err
	}
	i[callDay], i[callArrived], i[callLineDay] = str(dayKey(c.Arrived)), str(timeKey(c.Arrived)), str(lineDayKey(c.Line, c.Arrived))
	return i, nil
}

func lineDayKey(lineID string, day time.Time) string { return lineID + "#" + dayKey(day) }

// Overdue gives the calls whose deadline has passed.
func (s *Calls) Overdue(ctx context.Context, before time.Time, limit int) ([]string, error) {
	return s.overdue(ctx, before, limit)
}

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
