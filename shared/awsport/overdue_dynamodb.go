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

// partitionOf spreads calls, or alerts, over the partitions of the index by deadline.
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

// late is one whose deadline has passed.
type late struct{ id, deadline string }

// overdue gives the ids of those whose deadline has passed, from all partitions of the index. It
// is a moment behind the table; what it misses, the next sweep finds.
func (s *records) overdue(ctx context.Context, before time.Time, limit int) ([]string, error) {
	var found [routes.DeadlinePartitions][]late
	var errs [routes.DeadlinePartitions]error
	var all sync.WaitGroup
	for i := range routes.DeadlinePartitions {
		all.Go(func() { found[i], errs[i] = s.overdueIn(ctx, watchKey(i), before, limit) })
	}
	all.Wait()
	if err := errors.Join(errs[:]...); err != nil {
		return nil, fmt.Errorf("find overdue %ss: %w", s.kind, err)
	}
	sorted := slices.Concat(found[:]...)
	slices.SortFunc(sorted, func(a, b late) int { return cmp.Or(cmp.Compare(a.deadline, b.deadline), cmp.Compare(a.id, b.id)) })
	var ids []string
	for _, c := range sorted[:min(limit, len(sorted))] {
		ids = append(ids, c.id)
	}
	return ids, nil
}

func (s *records) overdueIn(ctx context.Context, partition string, before time.Time, limit int) ([]late, error) {
	items, err := s.items(ctx, limit, &dynamodb.QueryInput{
		IndexName: aws.String(deadlineIndex), KeyConditionExpression: aws.String("#open = :open AND #deadline < :before"),
		ExpressionAttributeNames:  map[string]string{"#open": callOpen, "#deadline": callDeadline}, // words may be reserved
		ExpressionAttributeValues: item{":open": str(partition), ":before": str(timeKey(before))},
	})
	var out []late
	for _, i := range items {
		out = append(out, late{readStr(i, partitionKey), readStr(i, callDeadline)})
	}
	return out, err
}
