package awsport

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"ringdown/shared/alert"
	"ringdown/shared/port"
	"ringdown/shared/routes"
)

var _ port.BadAddresses = (*BadAddresses)(nil)

// BadAddresses keeps bad addresses in the table of alerts, one item each, until somebody clears them: what
// is cleared is written over rather than deleted, so no function needs the right to delete an alert.
type BadAddresses struct{ records }

// badPrefix begins the partition of an address, and badSort is its item there.
const badPrefix, badSort = "address#", "bad"

// NewBadAddresses needs ALERTS_TABLE.
func NewBadAddresses(e *Env) *BadAddresses {
	return &BadAddresses{newRecords(e, routes.EnvAlertsTable, "bad address", badSort)}
}

func (s *BadAddresses) keyOf(address string) item { return s.key(badPrefix + strings.ToLower(address)) }

// Bad reads what is known against an address. Errors leave the address out.
func (s *BadAddresses) Bad(ctx context.Context, address string) (alert.BadAddress, error) {
	var b alert.BadAddress
	out, err := s.client.GetItem(ctx, &dynamodb.GetItemInput{TableName: &s.table, Key: s.keyOf(address), ConsistentRead: aws.Bool(true)})
	if err != nil {
		return b, fmt.Errorf("look up whether an address is bad: %w", Explain(err))
	}
	if len(out.Item) > 0 {
		if err := json.Unmarshal([]byte(readStr(out.Item, callState)), &b); err != nil {
			return b, fmt.Errorf("read what is stored of a bad address: %w", err)
		}
	}
	if b.Fate == "" {
		return b, fmt.Errorf("look up whether an address is bad: %w", port.ErrNotFound)
	}
	return b, nil
}

// Mark writes what is known against an address.
func (s *BadAddresses) Mark(ctx context.Context, b alert.BadAddress) error {
	return s.put(ctx, b.Address, b, 0)
}

// clearedDays is how long the trace of a cleared address is kept.
const clearedDays = 30

// Clear writes that nothing is known against an address.
func (s *BadAddresses) Clear(ctx context.Context, address string) error {
	return s.put(ctx, address, alert.BadAddress{}, clearedDays)
}

func (s *BadAddresses) put(ctx context.Context, address string, b alert.BadAddress, days int) error {
	b.Address = strings.ToLower(address)
	state, err := json.Marshal(b)
	if err != nil {
		return fmt.Errorf("encode a bad address: %w", err)
	}
	i := s.keyOf(address)
	i[callState] = str(string(state))
	if days > 0 {
		i[callExpires] = num(time.Now().AddDate(0, 0, days).Unix())
	}
	if _, err := s.client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &s.table, Item: i}); err != nil {
		return fmt.Errorf("write what is known of an address: %w", Explain(err))
	}
	return nil
}
