package stack

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsdynamodb"
	"github.com/aws/jsii-runtime-go"

	"ringdown/shared/routes"
)

// addTables makes the tables. All outlive the stack: calls and alerts are the team's record
// of its nights, and settings are its work. The indexes carry keys alone, so a save
// costs them nothing but a moved deadline.
func (d *deployment) addTables() {
	d.calls = d.table("Calls", awsdynamodb.TableProps{PartitionKey: text(routes.CallKey), SortKey: text(routes.CallSort), TimeToLiveAttribute: jsii.String(routes.CallExpiry)})
	index(d.calls, routes.DeadlineIndex, routes.WatchKey, routes.DeadlineKey)
	index(d.calls, routes.DayIndex, routes.DayKey, routes.ArrivedKey)
	index(d.calls, routes.LineDayIndex, routes.LineDayKey, routes.ArrivedKey)
	d.alerts = d.table("AlertRecords", awsdynamodb.TableProps{PartitionKey: text(routes.AlertKey), SortKey: text(routes.AlertSort), TimeToLiveAttribute: jsii.String(routes.AlertExpiry)})
	index(d.alerts, routes.DeadlineIndex, routes.WatchKey, routes.DeadlineKey)
	d.settings = d.table("Settings", awsdynamodb.TableProps{PartitionKey: text(routes.SettingsKey), SortKey: text(routes.SettingsSort), TimeToLiveAttribute: jsii.String(routes.SettingsExpiry)})
}

func (d *deployment) table(id string, props awsdynamodb.TableProps) awsdynamodb.Table {
	props.BillingMode = awsdynamodb.BillingMode_PAY_PER_REQUEST
	props.PointInTimeRecoverySpecification = &awsdynamodb.PointInTimeRecoverySpecification{PointInTimeRecoveryEnabled: jsii.Bool(true)}
	props.DeletionProtection = jsii.Bool(true)
	props.RemovalPolicy = awscdk.RemovalPolicy_RETAIN
	return awsdynamodb.NewTable(d.Stack, &id, &props)
}

func index(table awsdynamodb.Table, name, partition, sort string) {
	table.AddGlobalSecondaryIndex(&awsdynamodb.GlobalSecondaryIndexProps{
		IndexName: &name, PartitionKey: text(partition), SortKey: text(sort), ProjectionType: awsdynamodb.ProjectionType_KEYS_ONLY,
	})
}

func text(name string) *awsdynamodb.Attribute {
	return &awsdynamodb.Attribute{Name: &name, Type: awsdynamodb.AttributeType_STRING}
}
