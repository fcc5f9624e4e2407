package stack

import (
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/jsii-runtime-go"

	"ringdown/shared/routes"
)

// readActivity reads calls by day and by line, and what they are named by. The indexes hold keys;
// the calls are read from the table.
func (d *deployment) readActivity() grant {
	calls := *d.calls.TableArn()
	return grant{
		actions:   []string{"dynamodb:Query"},
		resources: []*string{d.join(calls, "/index/", routes.DayIndex), d.join(calls, "/index/", routes.LineDayIndex)},
		also: []*awsiam.PolicyStatementProps{
			{Actions: jsii.Strings("dynamodb:GetItem", "dynamodb:BatchGetItem"), Resources: jsii.Strings(calls)},
			{Actions: jsii.Strings("dynamodb:BatchGetItem"), Resources: jsii.Strings(*d.alerts.TableArn(), *d.settings.TableArn())},
		},
		env: map[string]*string{
			routes.EnvCallsTable: d.calls.TableName(), routes.EnvAlertsTable: d.alerts.TableName(), routes.EnvSettingsTable: d.settings.TableName(),
		},
	}
}

// writeMarks writes into two kinds of partitions of the settings table and into no other: what
// people did with recordings, and the audit of what they read, of which nothing can be deleted.
func (d *deployment) writeMarks() grant {
	return grant{also: []*awsiam.PolicyStatementProps{{
		Actions:   jsii.Strings("dynamodb:GetItem", "dynamodb:Query", "dynamodb:PutItem"),
		Resources: jsii.Strings(*d.settings.TableArn()),
		Conditions: &map[string]any{"ForAllValues:StringLike": map[string]any{
			"dynamodb:LeadingKeys": []string{routes.MarksPartition + "*", routes.ReadsPartition + "*"},
		}},
	}}}
}

// tendRecordings plays what is kept, keeps a second copy of what is held, deletes messages, and
// writes files of calls.
func (d *deployment) tendRecordings() grant {
	g := d.onRecordings("s3:GetObject", routes.VoicemailPrefix, routes.TalkPrefix, routes.HeldPrefix, routes.ExportPrefix)
	objects := func(prefix string) string { return *d.recordings.ArnForObjects(jsii.String(prefix + "*")) }
	g.also = []*awsiam.PolicyStatementProps{
		{Actions: jsii.Strings("s3:PutObject"), Resources: jsii.Strings(objects(routes.HeldPrefix), objects(routes.ExportPrefix))},
		{Actions: jsii.Strings("s3:DeleteObject"), Resources: jsii.Strings(objects(routes.VoicemailPrefix), objects(routes.HeldPrefix))},
		// Who may not list a bucket is told "forbidden" of a message that is gone (S3 API,
		// HeadObject).
		{Actions: jsii.Strings("s3:ListBucket"), Resources: jsii.Strings(*d.recordings.BucketArn())},
	}
	return g
}
