package stack

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsdynamodb"
	"github.com/aws/jsii-runtime-go"
)

// The shape of the tables.
const (
	partitionKey  = "pk"
	sortKey       = "sk"
	expiry        = "ttl"
	deadlineIndex = "deadline"
	dayIndex      = "day"
)

// addTables makes the two tables. Both outlive the stack: calls are the team's record
// of its nights, and settings are its work.
//
// The index by deadline is sparse: only calls that wait for something are in it, so the
// sweep reads those and no others. It needs ids alone.
func (d *deployment) addTables() {
	d.calls = d.table("Calls", jsii.String(expiry))
	d.calls.AddGlobalSecondaryIndex(&awsdynamodb.GlobalSecondaryIndexProps{
		IndexName: jsii.String(deadlineIndex), PartitionKey: text("open"), SortKey: text("deadline"), ProjectionType: awsdynamodb.ProjectionType_KEYS_ONLY,
	})
	d.calls.AddGlobalSecondaryIndex(&awsdynamodb.GlobalSecondaryIndexProps{
		IndexName: jsii.String(dayIndex), PartitionKey: text("lineday"), SortKey: text("arrived"), ProjectionType: awsdynamodb.ProjectionType_ALL,
	})
	d.settings = d.table("Settings", nil)
}

func (d *deployment) table(id string, expiry *string) awsdynamodb.Table {
	return awsdynamodb.NewTable(d.Stack, &id, &awsdynamodb.TableProps{
		PartitionKey: text(partitionKey), SortKey: text(sortKey), TimeToLiveAttribute: expiry,
		BillingMode:                      awsdynamodb.BillingMode_PAY_PER_REQUEST,
		PointInTimeRecoverySpecification: &awsdynamodb.PointInTimeRecoverySpecification{PointInTimeRecoveryEnabled: jsii.Bool(true)},
		DeletionProtection:               jsii.Bool(true),
		RemovalPolicy:                    awscdk.RemovalPolicy_RETAIN,
	})
}

func text(name string) *awsdynamodb.Attribute {
	return &awsdynamodb.Attribute{Name: &name, Type: awsdynamodb.AttributeType_STRING}
}
