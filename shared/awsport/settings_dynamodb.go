package awsport

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ringdown/shared/port"
	"ringdown/shared/resource"
	"ringdown/shared/routes"
)

var _ port.Settings = (*Settings)(nil)

// Settings keeps settings as resources in the settings table, beside the dialplans that they compile
// to. The head and the latest version of every resource stand in one partition, the head first in
// its order, so that one query reads them all: a resource that was saved after the head was read
// makes the next save fail, never the other way round.
type Settings struct{ *Dialplans }

// NewSettings needs SETTINGS_TABLE.
func NewSettings(e *Env) *Settings { return &Settings{NewDialplans(e)} }

// The items. A body is packed when that makes it smaller: it leaves room for more in one page of a
// query.
const (
	settingsPartition = "settings"
	headSort          = "#head" // before every resource: # sorts before letters
	headEpoch         = "epoch"
	headBehind        = "behind"
	headChain         = "chain" // JSON

	resourceVersion = "version"
	resourceValue   = "value"  // JSON of the resource, as it is or
	resourcePacked  = "packed" // gzipped

	recordValue = "record" // JSON

	onceRequest, onceAnswer, onceUntil = "request", "answer", routes.SettingsExpiry
)

func headKey() item { return item{partitionKey: str(settingsPartition), sortKey: str(headSort)} }

func resourceKey(ref resource.Ref) item {
	return item{partitionKey: str(settingsPartition), sortKey: str(ref.String())}
}

func resourceVersionKey(ref resource.Ref, version int) item {
	return item{partitionKey: str("version#" + ref.String()), sortKey: str(sortable(version))}
}

func recordKey(month string, number int) item {
	return item{partitionKey: str("audit#" + month), sortKey: str(sortable(number))}
}

func onceKey(key string) item {
	return item{partitionKey: str("once#" + key), sortKey: str("once")}
}

// sortable writes a number so that texts sort as the numbers do.
func sortable(n int) string { return fmt.Sprintf("%010d", n) }

// Snapshot reads the head and every resource.
func (s *Settings) Snapshot(ctx context.Context) (resource.Snapshot, error) {
	var out resource.Snapshot
	query := &dynamodb.QueryInput{
		TableName: &s.table, ConsistentRead: aws.Bool(true), KeyConditionExpression: aws.String("pk = :settings"),
		ExpressionAttributeValues: item{":settings": str(settingsPartition)},
	}
	err := s.each(ctx, query, func(i item) error {
		if readStr(i, sortKey) == headSort {
			out.Head = resource.Head{Epoch: readNum(i, headEpoch), Behind: readNum(i, headBehind) == 1}
			return json.Unmarshal([]byte(readStr(i, headChain)), &out.Head.Chain)
		}
		r, err := readResource(i)
		out.Resources = append(out.Resources, r)
		return err
	})
	if err != nil {
		return resource.Snapshot{}, fmt.Errorf("read the settings: %w", err)
	}
	slices.SortFunc(out.Resources, func(a, b resource.Resource) int { return a.Compare(b.Ref) })
	return out, nil
}

// each visits every item of a query, page after page.
func (s *Settings) each(ctx context.Context, query *dynamodb.QueryInput, visit func(item) error) error {
	for {
		out, err := s.client.Query(ctx, query)
		if err != nil {
			return Explain(err)
		}
		for _, i := range out.Items {
			if err := visit(i); err != nil {
				return fmt.Errorf("item %s: %w", readStr(i, sortKey), err)
			}
		}
		if len(out.LastEvaluatedKey) == 0 || query.Limit != nil {
			return nil
		}
		query.ExclusiveStartKey = out.LastEvaluatedKey
	}
}

func readResource(i item) (r resource.Resource, err error) {
	text := []byte(readStr(i, resourceValue))
	if packed, ok := i[resourcePacked].(*types.AttributeValueMemberB); ok {
		if text, err = inflated(packed.Value); err != nil {
			return r, err
		}
	}
	err = json.Unmarshal(text, &r)
	return r, err
}

// resourceItem refuses what does not fit beside its keys into an item of 400 kB.
func resourceItem(r resource.Resource) (item, error) {
	const plainMax, itemMax = 1_000, 350_000
	text, err := resource.JSON(r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w: %w", r.Ref, port.ErrRefused, err)
	}
	version := num(int64(r.Version))
	if len(text) <= plainMax {
		return item{resourceVersion: version, resourceValue: str(string(text))}, nil
	}
	packed := deflated(text)
	if len(packed) > itemMax {
		return nil, fmt.Errorf("%s has %d bytes packed, of at most %d: %w", r.Ref, len(packed), itemMax, port.ErrRefused)
	}
	return item{resourceVersion: version, resourcePacked: &types.AttributeValueMemberB{Value: packed}}, nil
}

// CatchUp says that every line is published.
func (s *Settings) CatchUp(ctx context.Context, epoch int) error {
	_, err := s.client.UpdateItem(ctx, &dynamodb.UpdateItemInput{
		TableName: &s.table, Key: headKey(), UpdateExpression: aws.String("SET #behind = :no"), ConditionExpression: aws.String("#epoch = :epoch"),
		ExpressionAttributeNames:  map[string]string{"#behind": headBehind, "#epoch": headEpoch},
		ExpressionAttributeValues: item{":no": num(0), ":epoch": num(int64(epoch))},
	})
	if err != nil {
		return fmt.Errorf("say that epoch %d is published: %w", epoch, Explain(err))
	}
	return nil
}

// Versions lists a resource's versions, newest first.
func (s *Settings) Versions(ctx context.Context, ref resource.Ref, below, most int) ([]resource.Resource, error) {
	query := s.span("version#"+ref.String(), "sk < :from", sortable(below), most)
	query.ScanIndexForward = aws.Bool(false)
	var out []resource.Resource
	err := s.each(ctx, query, func(i item) error {
		r, err := readResource(i)
		out = append(out, r)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list the versions of %s: %w", ref, err)
	}
	return out, nil
}

// Records lists the audit of a month, oldest first.
func (s *Settings) Records(ctx context.Context, month string, after, most int) ([]resource.Record, error) {
	return s.records(ctx, "audit#"+month, after, most)
}

// records lists those of a partition.
func (s *Settings) records(ctx context.Context, partition string, after, most int) ([]resource.Record, error) {
	var out []resource.Record
	err := s.each(ctx, s.span(partition, "sk > :from", sortable(after), most), func(i item) error {
		var r resource.Record
		err := json.Unmarshal([]byte(readStr(i, recordValue)), &r)
		out = append(out, r)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list %s: %w", partition, err)
	}
	return out, nil
}

// span asks for a part of a partition.
func (s *Settings) span(partition, sorts, from string, most int) *dynamodb.QueryInput {
	return &dynamodb.QueryInput{
		TableName: &s.table, ConsistentRead: aws.Bool(true), KeyConditionExpression: aws.String("pk = :pk AND " + sorts),
		ExpressionAttributeValues: item{":pk": str(partition), ":from": str(from)}, Limit: aws.Int32(int32(most)),
	}
}

// Answered gives what was answered before.
func (s *Settings) Answered(ctx context.Context, key string) (port.Once, error) {
	i, err := s.get(ctx, onceKey(key))
	if err == nil && i == nil {
		err = port.ErrNotFound
	}
	if err != nil {
		return port.Once{}, fmt.Errorf("an earlier answer: %w", err)
	}
	return port.Once{Key: key, Request: readStr(i, onceRequest), Answer: []byte(readStr(i, onceAnswer))}, nil
}
