package awsport

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ringdown/shared/alert"
	"ringdown/shared/call"
	"ringdown/shared/port"
	"ringdown/shared/resource"
	"ringdown/shared/routes"
)

var _ port.Activity = (*Activity)(nil)

// Activity reads the tables of calls and alerts, and keeps marks and the audit of reads in that of
// the settings, in partitions that the function's role alone lets it write.
type Activity struct {
	calls    *Calls
	alerts   *Alerts
	settings *Settings
}

// NewActivity needs CALLS_TABLE, ALERTS_TABLE and SETTINGS_TABLE.
func NewActivity(e *Env) *Activity { return &Activity{NewCalls(e), NewAlerts(e), NewSettings(e)} }

// The items.
const (
	marksSort    = "marks"
	marksVersion = "version"
	marksValue   = "value" // JSON
	readsNumber  = "number"
)

func marksKey(callID string) item {
	return item{partitionKey: str(routes.MarksPartition + callID), sortKey: str(marksSort)}
}

func readsHeadKey() item {
	return item{partitionKey: str(routes.ReadsPartition), sortKey: str(headSort)}
}

func readKey(month string, number int) item {
	return item{partitionKey: str(routes.ReadsPartition + month), sortKey: str(sortable(number))}
}

// Load reads a call.
func (s *Activity) Load(ctx context.Context, id string) (call.Call, error) {
	return s.calls.Load(ctx, id)
}

// Arrivals lists calls: one query of the index, and one request for each hundred of what it names.
func (s *Activity) Arrivals(ctx context.Context, a port.Arrivals) ([]call.Call, error) {
	day := a.Until.Add(-time.Nanosecond)
	index, key, value := lineDayIndex, callLineDay, lineDayKey(a.Line, day)
	if a.Line == "" {
		index, key, value = dayIndex, callDay, dayKey(day)
	}
	query := &dynamodb.QueryInput{
		IndexName: &index, KeyConditionExpression: aws.String("#day = :day AND #arrived BETWEEN :from AND :last"), ScanIndexForward: aws.Bool(false),
		ExpressionAttributeNames:  map[string]string{"#day": key, "#arrived": callArrived},
		ExpressionAttributeValues: item{":day": str(value), ":from": str(timeKey(a.From)), ":last": str(timeKey(a.Until.Add(-time.Nanosecond)))},
	}
	if a.After != (port.Place{}) {
		query.ExclusiveStartKey = s.calls.key(a.After.Call)
		query.ExclusiveStartKey[key], query.ExclusiveStartKey[callArrived] = str(value), str(timeKey(a.After.Arrived))
	}
	ids, err := s.calls.ids(ctx, a.Limit, query)
	var calls []call.Call
	if err == nil && len(ids) > 0 {
		calls, err = s.calls.loadAll(ctx, ids)
	}
	if err != nil {
		return nil, fmt.Errorf("list the calls of line %q before %s: %w", a.Line, a.Until.UTC().Format(time.RFC3339), err)
	}
	return calls, nil
}

// Beside reads what stands beside calls, from all tables at once.
func (s *Activity) Beside(ctx context.Context, w port.Wanted) (port.Beside, error) {
	var keys []tableKey
	for _, v := range w.Plans {
		keys = append(keys, tableKey{s.settings.table, versionKey(v.Line, v.Version)})
	}
	for _, id := range w.Alerts {
		keys = append(keys, tableKey{s.alerts.table, s.alerts.key(id)})
	}
	for _, id := range w.Marks {
		keys = append(keys, tableKey{s.settings.table, marksKey(id)})
	}
	var out port.Beside
	for len(keys) > 0 {
		n := min(len(keys), batchMax)
		if err := s.batch(ctx, keys[:n], &out); err != nil {
			return port.Beside{}, fmt.Errorf("read what stands beside calls: %w", err)
		}
		keys = keys[n:]
	}
	return out, ctx.Err()
}

type tableKey struct {
	table string
	key   item
}

// batch reads some items of several tables.
func (s *Activity) batch(ctx context.Context, keys []tableKey, out *port.Beside) error {
	wanted := map[string]types.KeysAndAttributes{}
	for _, k := range keys {
		of := wanted[k.table]
		of.ConsistentRead, of.Keys = aws.Bool(true), append(of.Keys, k.key)
		wanted[k.table] = of
	}
	for range batchTriesMax {
		got, err := s.calls.client.BatchGetItem(ctx, &dynamodb.BatchGetItemInput{RequestItems: wanted})
		if err != nil {
			return Explain(err)
		}
		for _, items := range got.Responses {
			for _, i := range items {
				if err := besideItem(i, out); err != nil {
					return err
				}
			}
		}
		if wanted = got.UnprocessedKeys; len(wanted) == 0 {
			return nil
		}
	}
	return fmt.Errorf("some of %d things still unread after %d requests: %w", len(keys), batchTriesMax, port.ErrThrottled)
}

// besideItem puts an item where it belongs; what it is, its sort key and its attributes tell.
func besideItem(i item, out *port.Beside) error {
	if packed, ok := i[planBody].(*types.AttributeValueMemberB); ok {
		plan, err := unpack(packed.Value)
		out.Plans = append(out.Plans, plan)
		return err
	}
	if readStr(i, sortKey) == alertSort {
		var a alert.Alert
		err := read(i, &a)
		out.Alerts = append(out.Alerts, a)
		return err
	}
	var m port.Marks
	if err := json.Unmarshal([]byte(readStr(i, marksValue)), &m); err != nil {
		return fmt.Errorf("item %s: %w", readStr(i, partitionKey), err)
	}
	out.Marks = append(out.Marks, m)
	return nil
}

// Mark writes marks over the version before them.
func (s *Activity) Mark(ctx context.Context, m port.Marks) error {
	text, err := json.Marshal(m)
	if err != nil {
		return fmt.Errorf("mark call %s: %w: %w", m.Call, port.ErrRefused, err)
	}
	i := marksKey(m.Call)
	i[marksVersion], i[marksValue] = num(int64(m.Version)), str(string(text))
	if !m.Until.IsZero() {
		i[routes.SettingsExpiry] = num(m.Until.Unix())
	}
	put := &dynamodb.PutItemInput{TableName: &s.settings.table, Item: i, ConditionExpression: aws.String(isNew)}
	if m.Version > 1 {
		put.ConditionExpression, put.ExpressionAttributeNames = aws.String("#version = :before"), map[string]string{"#version": marksVersion}
		put.ExpressionAttributeValues = item{":before": num(int64(m.Version) - 1)}
	}
	if _, err := s.settings.client.PutItem(ctx, put); err != nil {
		return fmt.Errorf("mark call %s, version %d: %w", m.Call, m.Version, Explain(err))
	}
	return nil
}

// End gives the end of the chain of reads.
func (s *Activity) End(ctx context.Context) (resource.Link, error) {
	i, err := s.settings.get(ctx, readsHeadKey())
	var end resource.Link
	if err == nil && len(i) > 0 {
		err = json.Unmarshal([]byte(readStr(i, headChain)), &end)
	}
	if err != nil {
		return end, fmt.Errorf("read the end of the audit of reads: %w", err)
	}
	return end, nil
}

// Append writes a record and the chain's new end in one transaction.
func (s *Activity) Append(ctx context.Context, follows resource.Link, r resource.Record) error {
	attempt := fmt.Sprintf("append record %d of %s to the audit of reads", r.Number, r.Month)
	record, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("%s: %w: %w", attempt, port.ErrRefused, err)
	}
	end, err := json.Marshal(resource.Link{Month: r.Month, Number: r.Number, Hash: r.Hash})
	if err != nil {
		return fmt.Errorf("%s: %w: %w", attempt, port.ErrRefused, err)
	}
	w := writing{Settings: s.settings}
	w.add(readKey(r.Month, r.Number), item{recordValue: str(string(record))}, isNew, nil, nil)
	head := item{headChain: str(string(end)), readsNumber: num(int64(r.Number))}
	if follows == (resource.Link{}) {
		w.add(readsHeadKey(), head, isNew, nil, nil)
	} else {
		was, err := json.Marshal(follows)
		if err != nil {
			return fmt.Errorf("%s: %w: %w", attempt, port.ErrRefused, err)
		}
		w.add(readsHeadKey(), head, "#chain = :was", item{":was": str(string(was))}, map[string]string{"#chain": headChain})
	}
	if err := s.settings.transactAll(ctx, w.writes, w.takesNumber); err != nil {
		return fmt.Errorf("%s: %w", attempt, err)
	}
	return nil
}

// Records lists the reads of a month, oldest first.
func (s *Activity) Records(ctx context.Context, month string, after, most int) ([]resource.Record, error) {
	return s.settings.records(ctx, routes.ReadsPartition+month, after, most)
}
