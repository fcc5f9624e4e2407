package awsport

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ringdown/shared/call"
	"ringdown/shared/port"
	"ringdown/shared/routes"
)

var _ port.Reservations = (*Reservations)(nil)

// Reservations keeps for which call each user is rung, in the table of the calls: a function that
// may write calls may reserve.
type Reservations struct {
	client *dynamodb.Client
	table  string
}

// NewReservations needs CALLS_TABLE.
func NewReservations(e *Env) *Reservations {
	return &Reservations{client: dynamodb.NewFromConfig(e.Config(quickAttempt), withoutChecksum), table: e.Need(routes.EnvCallsTable)}
}

const (
	reservationSort = "reservation"
	// reservationLife is longer than any call; after it the first taking is of version 1 again.
	reservationLife = 24 * time.Hour
)

// reservationKey cannot be a call's: those ids have no colon.
func reservationKey(user string) item {
	return item{partitionKey: str("user:" + user), sortKey: str(reservationSort)}
}

// Find reads a user's reservation.
func (s *Reservations) Find(ctx context.Context, user string) (r call.Reservation, err error) {
	out, err := s.client.GetItem(ctx, &dynamodb.GetItemInput{TableName: &s.table, Key: reservationKey(user), ConsistentRead: aws.Bool(true)})
	if err != nil {
		return r, fmt.Errorf("find the reservation of user %s: %w", user, Explain(err))
	}
	if len(out.Item) == 0 {
		return r, fmt.Errorf("find the reservation of user %s: %w", user, port.ErrNotFound)
	}
	if err := json.Unmarshal([]byte(readStr(out.Item, callState)), &r); err != nil {
		return r, fmt.Errorf("read the reservation of user %s: %w", user, err)
	}
	return r, nil
}

// Take writes a reservation over the version before it. One whose answer is lost is tried again by
// the client and finds itself: the call and the leg tell.
func (s *Reservations) Take(ctx context.Context, r call.Reservation) error {
	state, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("reserve user %s: %w", r.User, err)
	}
	i := reservationKey(r.User)
	i[callVersion], i[callState] = num(int64(r.Version)), str(string(state))
	i[callExpires] = num(time.Now().Add(reservationLife).Unix())
	put := &dynamodb.PutItemInput{
		TableName: &s.table, Item: i, ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld,
		ConditionExpression: aws.String("attribute_not_exists(pk)"),
	}
	if r.Version != 1 {
		put.ConditionExpression = aws.String("version = :before")
		put.ExpressionAttributeValues = item{":before": num(int64(r.Version) - 1)}
	}
	var failed *types.ConditionalCheckFailedException
	switch _, err = s.client.PutItem(ctx, put); {
	case err == nil, errors.As(err, &failed) && readStr(failed.Item, callState) == string(state):
		return nil
	case failed != nil:
		return fmt.Errorf("reserve user %s for call %s: %w", r.User, r.Call, port.ErrConflict)
	}
	return fmt.Errorf("reserve user %s for call %s: %w", r.User, r.Call, Explain(err))
}
