package awsport

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"ringdown/shared/routes"
)

// partitionOf spreads calls over the partitions of the index by deadline.
func partitionOf(id string) int {
	h := fnv.New32a()
	h.Write([]byte(id))
	return int(h.Sum32() % routes.DeadlinePartitions)
}

// watchKey names a partition. The first has the name that all calls once had, so that a
// deployment forgets none that is in progress.
func watchKey(partition int) string {
	if partition == 0 {
		return callOpen
	}
	return callOpen + "#" + strconv.Itoa(partition)
}

// overdue is a call that is late.
type overdue struct{ id, deadline string }

// Overdue gives the calls whose deadline has passed, from all partitions of the index. It
// is a moment behind the table; what it misses, the next sweep finds.
func (s *Calls) Overdue(ctx context.Context, before time.Time, limit int) ([]string, error) {
	var found [routes.DeadlinePartitions][]overdue
	var errs [routes.DeadlinePartitions]error
	var all sync.WaitGroup
	for i := range routes.DeadlinePartitions {
		all.Go(func() { found[i], errs[i] = s.overdueIn(ctx, watchKey(i), before, limit) })
	}
	all.Wait()
	if err := errors.Join(errs[:]...); err != nil {
		return nil, fmt.Errorf("find overdue calls: %w", err)
	}
	late := slices.Concat(found[:]...)
	slices.SortFunc(late, func(a, b overdue) int { return cmp.Or(cmp.Compare(a.deadline, b.deadline), cmp.Compare(a.id, b.id)) })
	var ids []string
	for _, c := range late[:min(limit, len(late))] {
		ids = append(ids, c.id)
	}
	return ids, nil
}

func (s *Calls) overdueIn(ctx context.Context, partition string, before time.Time, limit int) ([]overdue, error) {
	items, err := s.items(ctx, limit, &dynamodb.QueryInput{
		IndexName: aws.String(deadlineIndex), KeyConditionExpression: aws.String("#open = :open AND #deadline < :before"),
		ExpressionAttributeNames:  map[string]string{"#open": callOpen, "#deadline": callDeadline}, // words may be reserved
		ExpressionAttributeValues: item{":open": str(partition), ":before": str(timeKey(before))},
	})
	var late []overdue
	for _, i := range items {
		late = append(late, overdue{readStr(i, partitionKey), readStr(i, callDeadline)})
	}
	return late, err
}
