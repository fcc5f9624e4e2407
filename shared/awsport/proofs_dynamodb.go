package awsport

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"ringdown/shared/port"
	"ringdown/shared/verify"
)

// The item of a user's proofs.
const (
	proofsVersion = "version"
	proofsValue   = "value" // JSON
)

func proofsKey(user string) item {
	return item{partitionKey: str("proofs#" + user), sortKey: str("proofs")}
}

// Proofs reads which contacts of a user are proven.
func (s *Settings) Proofs(ctx context.Context, user string) (verify.Proofs, error) {
	p := verify.Proofs{User: user}
	i, err := s.get(ctx, proofsKey(user))
	if err == nil && len(i) > 0 {
		err = json.Unmarshal([]byte(readStr(i, proofsValue)), &p)
	}
	if err != nil {
		return p, fmt.Errorf("read which contacts of %s are proven: %w", user, err)
	}
	return p, nil
}

// Prove writes them.
func (s *Settings) Prove(ctx context.Context, p verify.Proofs) error {
	text, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("prove contacts of %s: %w: %w", p.User, port.ErrRefused, err)
	}
	i := proofsKey(p.User)
	i[proofsVersion], i[proofsValue] = num(int64(p.Version)), str(string(text))
	put := &dynamodb.PutItemInput{TableName: &s.table, Item: i, ConditionExpression: aws.String(isNew)}
	if p.Version > 1 {
		put.ConditionExpression, put.ExpressionAttributeNames = aws.String("#version = :before"), map[string]string{"#version": proofsVersion}
		put.ExpressionAttributeValues = item{":before": num(int64(p.Version) - 1)}
	}
	if _, err := s.client.PutItem(ctx, put); err != nil {
		return fmt.Errorf("prove contacts of %s, version %d: %w", p.User, p.Version, Explain(err))
	}
	return nil
}
