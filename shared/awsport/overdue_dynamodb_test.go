package awsport

import (
	"fmt"
	"testing"
	"time"

	"ringdown/shared/call"
	"ringdown/shared/routes"
)

// One partition takes a thousand writes a second, and every save of a call in progress is one.
func TestCallsAreSpreadOverThePartitionsOfTheDeadlines(t *testing.T) {
	const calls = 4000
	counts := map[string]int{}
	for i := range calls {
		stored, err := callItem(call.Call{ID: call.NewID(fmt.Sprint("leg-", i)), Version: 1, Deadline: time.Unix(1_700_000_000, 0)})
		if err != nil {
			t.Fatal(err)
		}
		counts[readStr(stored, callOpen)]++
	}
	for i := range routes.DeadlinePartitions {
		if n, fair := counts[watchKey(i)], calls/routes.DeadlinePartitions; n < fair*3/4 || n > fair*5/4 {
			t.Errorf("partition %s has %d of %d calls", watchKey(i), n, calls)
		}
	}
	if len(counts) != routes.DeadlinePartitions || watchKey(0) != callOpen {
		t.Errorf("the partitions are %v: calls saved before there were several lie in %s", counts, callOpen)
	}
}
