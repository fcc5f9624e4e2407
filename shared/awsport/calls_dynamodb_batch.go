package awsport

import (
	"context"
	"fmt"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ringdown/shared/call"
	"ringdown/shared/port"
)

const (
	// batchMax is how many items one request reads (BatchGetItem).
	batchMax = 100
	// batchTriesMax bounds the requests for what the ones before left over.
	batchTriesMax = 5
	// pageMax bounds the ids of one page of a query.
	pageMax = 1000
)

// ids gives the ids of a query's items in its order, at most limit.
func (s *records) ids(ctx context.Context, limit int, query *dynamodb.QueryInput) ([]string, error) {
	items, err := s.items(ctx, limit, query)
	var ids []string
	for _, i := range items {
		ids = append(ids, readStr(i, partitionKey))
	}
	return ids, err
}

// items gives a query's items in its order, at most limit.
func (s *records) items(ctx context.Context, limit int, query *dynamodb.QueryInput) ([]item, error) {
	query.TableName = &s.table
	var items []item
	for len(items) < limit {
		query.Limit = aws.Int32(int32(min(limit-len(items), pageMax)))
		out, err := s.client.Query(ctx, query)
		if err != nil {
			return nil, Explain(err)
		}
		items = append(items, out.Items...)
		if len(out.LastEvaluatedKey) == 0 {
			break
		}
		query.ExclusiveStartKey = out.LastEvaluatedKey
	}
	return items, ctx.Err()
}

// loadAll reads calls as they were saved last, in the order of their ids; what is not
// kept any more is left out.
func (s *Calls) loadAll(ctx context.Context, ids []string) ([]call.Call, error) {
	found := make(map[string]item, len(ids))
	for chunk := range slices.Chunk(ids, batchMax) {
		if err := s.loadBatch(ctx, chunk, found); err != nil {
			return nil, err
		}
	}
	var calls []call.Call
	for _, id := range ids {
		i, ok := found[id]
		if !ok {
			continue
		}
		c, err := readCall(i)
		if err != nil {
			return nil, err
		}
		calls = append(calls, c)
	}
	return calls, nil
}

func (s *Calls) loadBatch(ctx context.Context, ids []string, found map[string]item) error {
	wanted := types.KeysAndAttributes{ConsistentRead: aws.Bool(true)}
	for _, id := range ids {
		wanted.Keys = append(wanted.Keys, s.key(id))
	}
	for range batchTriesMax {
		out, err := s.client.BatchGetItem(ctx, &dynamodb.BatchGetItemInput{RequestItems: map[string]types.KeysAndAttributes{s.table: wanted}})
		if err != nil {
			return Explain(err)
		}
		for _, i := range out.Responses[s.table] {
			found[readStr(i, partitionKey)] = i
		}
		left, ok := out.UnprocessedKeys[s.table]
		if !ok || len(left.Keys) == 0 {
			return nil
		}
		wanted = left
	}
	return fmt.Errorf("%d of %d calls still unread after %d requests: %w", len(wanted.Keys), len(ids), batchTriesMax, port.ErrThrottled)
}
