package stack

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/jsii-runtime-go"

	"ringdown/shared/routes"
)

// grant is what a need comes to: actions on resources, and the names the function
// finds them by.
type grant struct {
	actions   []string
	resources []*string
	also      *awsiam.PolicyStatementProps // a second statement, where one does not do
	env       map[string]*string
}

// grant is the one mapping from what a function needs to what it may do.
func (d *deployment) grant(n routes.Need) grant {
	switch n {
	case routes.ReadCalls:
		return d.onTable(routes.EnvCallsTable, d.calls.TableName(), d.calls.TableArn(), "dynamodb:GetItem")
	case routes.WriteCalls:
		return d.onTable(routes.EnvCallsTable, d.calls.TableName(), d.calls.TableArn(), "dynamodb:PutItem")
	case routes.SweepCalls:
		return d.onTable(routes.EnvCallsTable, d.calls.TableName(), d.join(*d.calls.TableArn(), "/index/", routes.DeadlineIndex), "dynamodb:Query")
	case routes.CountCalls:
		// The index holds keys; the calls are read from the table.
		g := d.onTable(routes.EnvCallsTable, d.calls.TableName(), d.join(*d.calls.TableArn(), "/index/", routes.LineDayIndex), "dynamodb:Query")
		g.also = &awsiam.PolicyStatementProps{Actions: jsii.Strings("dynamodb:BatchGetItem"), Resources: jsii.Strings(*d.calls.TableArn())}
		return g
	case routes.ReadDialplans:
		return d.onTable(routes.EnvSettingsTable, d.settings.TableName(), d.settings.TableArn(), "dynamodb:GetItem")
	case routes.SendOrders:
		return d.onQueue(routes.EnvOrdersQueue, "orders")
	case routes.SendAlerts:
		return d.onQueue(routes.EnvAlertsQueue, "alerts")
	case routes.KeepRecordings:
		return d.onRecordings("s3:PutObject", routes.VoicemailPrefix, routes.TalkPrefix)
	case routes.PlayRecordings:
		g := d.onRecordings("s3:GetObject", routes.VoicemailPrefix)
		// Who may not list a bucket is told "forbidden" of a message that is gone (S3 API, HeadObject).
		g.also = &awsiam.PolicyStatementProps{Actions: jsii.Strings("s3:ListBucket"), Resources: jsii.Strings(*d.recordings.BucketArn())}
		return g
	case routes.TellPeople:
		return d.tellPeople()
	case routes.SignatureSecret:
		return d.onSecret(routes.EnvSignatureSecretName, routes.SignatureSecretName)
	case routes.CallbackKey:
		return grant{[]string{"secretsmanager:GetSecretValue"}, []*string{d.callbackKey.SecretArn()}, nil,
			map[string]*string{routes.EnvCallbackKeyName: jsii.String(routes.CallbackKeyName), routes.EnvBaseURL: d.api.ApiEndpoint(), routes.EnvAssetsURL: d.assetsURL()}}
	case routes.PrivateKey:
		return d.onSecret(routes.EnvPrivateKeyName, routes.PrivateKeyName)
	}
	panic("no permission is written down for the need: " + string(n))
}

func (d *deployment) onTable(env string, name, arn *string, actions ...string) grant {
	return grant{actions: actions, resources: []*string{arn}, env: map[string]*string{env: name}}
}

func (d *deployment) onQueue(env, queue string) grant {
	q := d.queues[queue]
	return grant{[]string{"sqs:SendMessage"}, []*string{q.QueueArn()}, nil, map[string]*string{env: q.QueueUrl()}}
}

func (d *deployment) onRecordings(action string, prefixes ...string) grant {
	var objects []*string
	for _, prefix := range prefixes {
		objects = append(objects, d.recordings.ArnForObjects(jsii.String(prefix+"*")))
	}
	return grant{[]string{action}, objects, nil,
		map[string]*string{routes.EnvRecordingsBucket: d.recordings.BucketName()}}
}

// onSecret names a secret that is made by hand. Secrets Manager adds six characters to
// the name in the ARN (Secrets Manager guide), which nobody knows before it is made.
func (d *deployment) onSecret(env, name string) grant {
	arn := d.Stack.FormatArn(&awscdk.ArnComponents{
		Service: jsii.String("secretsmanager"), Resource: jsii.String("secret"), ResourceName: jsii.String(name + "-??????"), ArnFormat: awscdk.ArnFormat_COLON_RESOURCE_NAME,
	})
	g := grant{[]string{"secretsmanager:GetSecretValue"}, []*string{arn}, nil, map[string]*string{
		env: jsii.String(name), routes.EnvVonageApplication: d.application.ValueAsString(),
	}}
	if env == routes.EnvSignatureSecretName {
		g.env[routes.EnvVonageAPIKey] = d.apiKey.ValueAsString()
	}
	return g
}

// tellPeople is the topic, mail from one identity, and text messages. A text message
// goes to no resource that has a name; NotResource keeps every topic out of that.
func (d *deployment) tellPeople() grant {
	identity := d.Stack.FormatArn(&awscdk.ArnComponents{Service: jsii.String("ses"), Resource: jsii.String("identity"), ResourceName: d.mailIdentity.ValueAsString()})
	return grant{
		actions: []string{"sns:Publish", "ses:SendEmail"}, resources: []*string{d.topic.TopicArn(), identity},
		also: &awsiam.PolicyStatementProps{
			Sid: jsii.String("TextMessages"), Actions: jsii.Strings("sns:Publish"), NotResources: jsii.Strings("arn:*:sns:*:*:*"),
		},
		env: map[string]*string{routes.EnvAlertsTopic: d.topic.TopicArn(), routes.EnvMailFrom: d.mailFrom.ValueAsString()},
	}
}

func (d *deployment) join(parts ...string) *string {
	return awscdk.Fn_Join(jsii.String(""), jsii.Strings(parts...))
}
