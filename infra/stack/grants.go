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
	also      []*awsiam.PolicyStatementProps // more statements, where one does not do
	env       map[string]*string
	when      awscdk.CfnCondition // nil is always; an only-if grant stands in a policy of its own
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
		g.also = []*awsiam.PolicyStatementProps{{Actions: jsii.Strings("dynamodb:BatchGetItem"), Resources: jsii.Strings(*d.calls.TableArn())}}
		return g
	case routes.ReadAlerts:
		return d.onTable(routes.EnvAlertsTable, d.alerts.TableName(), d.alerts.TableArn(), "dynamodb:GetItem")
	case routes.WriteAlerts:
		return d.onTable(routes.EnvAlertsTable, d.alerts.TableName(), d.alerts.TableArn(), "dynamodb:PutItem")
	case routes.SweepAlerts:
		return d.onTable(routes.EnvAlertsTable, d.alerts.TableName(), d.join(*d.alerts.TableArn(), "/index/", routes.DeadlineIndex), "dynamodb:Query")
	case routes.ReadDialplans:
		return d.onTable(routes.EnvSettingsTable, d.settings.TableName(), d.settings.TableArn(), "dynamodb:GetItem")
	case routes.WriteSettings:
		return d.onTable(routes.EnvSettingsTable, d.settings.TableName(), d.settings.TableArn(),
			"dynamodb:GetItem", "dynamodb:Query", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:ConditionCheckItem")
	case routes.KeepPrompts:
		return d.keepPrompts()
	case routes.SpeakPrompts:
		return grant{actions: []string{"polly:SynthesizeSpeech"}, resources: []*string{jsii.String("*")}} // it is an action on no resource
	case routes.ListLines:
		return d.onTable(routes.EnvSettingsTable, d.settings.TableName(), d.settings.TableArn(), "dynamodb:Query")
	case routes.SendOrders:
		g := d.onQueue(routes.EnvOrdersQueue, "orders")
		for env, queue := range map[string]string{routes.EnvDialsQueue: "dials", routes.EnvAsksQueue: "asks"} {
			g.env[env] = d.queues[queue].QueueUrl()
		}
		g.resources = append(g.resources, d.queues["dials"].QueueArn(), d.queues["asks"].QueueArn())
		return g
	case routes.SendAlerts:
		return d.onQueue(routes.EnvAlertsQueue, "alerts")
	case routes.SendDials:
		return d.onQueue(routes.EnvDialsQueue, "dials")
	case routes.KeepRecordings:
		return d.onRecordings("s3:PutObject", routes.VoicemailPrefix, routes.TalkPrefix)
	case routes.RetryRecordings:
		return d.retryRecordings()
	case routes.PlayRecordings:
		g := d.onRecordings("s3:GetObject", routes.VoicemailPrefix)
		// Who may not list a bucket is told "forbidden" of a message that is gone (S3 API, HeadObject).
		g.also = []*awsiam.PolicyStatementProps{{Actions: jsii.Strings("s3:ListBucket"), Resources: jsii.Strings(*d.recordings.BucketArn())}}
		return g
	case routes.ReadActivity:
		return d.readActivity()
	case routes.WriteMarks:
		return d.writeMarks()
	case routes.TendRecordings:
		return d.tendRecordings()
	case routes.TellPeople:
		return d.tellPeople()
	case routes.PublishEvents:
		return d.publishEvents()
	case routes.InvokeFunctions:
		return grant{actions: []string{"lambda:InvokeFunction"}, resources: *d.flowFunctions.ValueAsList(), when: d.hasFlowFunctions}
	case routes.SignatureSecret:
		return d.onSecret(routes.EnvSignatureSecretName, routes.SignatureSecretName)
	case routes.CallbackKey:
		return grant{[]string{"secretsmanager:GetSecretValue"}, []*string{d.callbackKey.SecretArn()}, nil,
			map[string]*string{routes.EnvCallbackKeyName: jsii.String(routes.CallbackKeyName), routes.EnvBaseURL: d.api.ApiEndpoint(), routes.EnvAssetsURL: d.assetsURL()}, nil}
	case routes.PrivateKey:
		return d.onSecret(routes.EnvPrivateKeyName, routes.PrivateKeyName)
	case routes.CheckTokens:
		return d.checkTokens()
	}
	panic("no permission is written down for the need: " + string(n))
}

// retryRecordings is to put a message of the recordings queue off, or to give it up.
func (d *deployment) retryRecordings() grant {
	g := d.onQueue(routes.EnvRecordingsQueue, "recordings")
	g.actions = []string{"sqs:ChangeMessageVisibility"}
	dead := d.deadLetters["recordings"]
	g.also = []*awsiam.PolicyStatementProps{{Actions: jsii.Strings("sqs:SendMessage"), Resources: jsii.Strings(*dead.QueueArn())}}
	g.env[routes.EnvRecordingsDead] = dead.QueueUrl()
	g.env[routes.EnvDeployment] = d.when.ValueAsString()
	return g
}

// keepPrompts is to read what was uploaded and to publish what was made of it.
func (d *deployment) keepPrompts() grant {
	return grant{
		actions: []string{"s3:PutObject", "s3:GetObject"}, resources: []*string{d.recordings.ArnForObjects(jsii.String(routes.UploadsPrefix + "*"))},
		also: []*awsiam.PolicyStatementProps{
			{Actions: jsii.Strings("s3:PutObject"), Resources: jsii.Strings(*d.public.ArnForObjects(jsii.String(routes.AssetsPrefix + routes.PromptsPrefix + "*")))},
			// Who may not list a bucket is told "forbidden" of what was never sent (S3 API, GetObject).
			{Actions: jsii.Strings("s3:ListBucket"), Resources: jsii.Strings(*d.recordings.BucketArn())},
		},
		env: map[string]*string{routes.EnvRecordingsBucket: d.recordings.BucketName(), routes.EnvPublicBucket: d.public.BucketName()},
	}
}

func (d *deployment) onTable(env string, name, arn *string, actions ...string) grant {
	return grant{actions: actions, resources: []*string{arn}, env: map[string]*string{env: name}}
}

func (d *deployment) onQueue(env, queue string) grant {
	q := d.queues[queue]
	return grant{[]string{"sqs:SendMessage"}, []*string{q.QueueArn()}, nil, map[string]*string{env: q.QueueUrl()}, nil}
}

func (d *deployment) onRecordings(action string, prefixes ...string) grant {
	var objects []*string
	for _, prefix := range prefixes {
		objects = append(objects, d.recordings.ArnForObjects(jsii.String(prefix+"*")))
	}
	return grant{[]string{action}, objects, nil,
		map[string]*string{routes.EnvRecordingsBucket: d.recordings.BucketName()}, nil}
}

// onSecret names a secret that is made by hand. Secrets Manager adds six characters to
// the name in the ARN (Secrets Manager guide), which nobody knows before it is made.
func (d *deployment) onSecret(env, name string) grant {
	arn := d.Stack.FormatArn(&awscdk.ArnComponents{
		Service: jsii.String("secretsmanager"), Resource: jsii.String("secret"), ResourceName: jsii.String(name + "-??????"), ArnFormat: awscdk.ArnFormat_COLON_RESOURCE_NAME,
	})
	g := grant{[]string{"secretsmanager:GetSecretValue"}, []*string{arn}, nil, map[string]*string{
		env: jsii.String(name), routes.EnvVonageApplication: d.application.ValueAsString(),
	}, nil}
	if env == routes.EnvSignatureSecretName {
		g.env[routes.EnvVonageAPIKey] = d.apiKey.ValueAsString()
		g.env[routes.EnvUnsignedWebhooks] = d.unsigned.ValueAsString()
	}
	return g
}

// tellPeople is the topic, mail from one address, text messages, and push to the account's endpoints,
// which are made by an app. A text message goes to no resource that has a name; NotResource keeps
// every topic out of that.
//
// SES asks for more than the sender's identity: for the recipient's, where that is one of
// the account (a team at the sender's own domain, every recipient in the sandbox), and for
// the configuration set that an identity may have by default (SES guide, identity and access
// management). Neither is known here; the sender's address is.
func (d *deployment) tellPeople() grant {
	ses := func(resource, name string) *string {
		return d.Stack.FormatArn(&awscdk.ArnComponents{Service: jsii.String("ses"), Resource: &resource, ResourceName: &name})
	}
	return grant{
		actions: []string{"sns:Publish"}, resources: []*string{d.topic.TopicArn()},
		also: []*awsiam.PolicyStatementProps{{
			Sid: jsii.String("TextMessages"), Actions: jsii.Strings("sns:Publish"), NotResources: jsii.Strings("arn:*:sns:*:*:*"),
		}, {
			Sid: jsii.String("Push"), Actions: jsii.Strings("sns:Publish"), Resources: &[]*string{d.Stack.FormatArn(&awscdk.ArnComponents{
				Service: jsii.String("sns"), Resource: jsii.String("endpoint"), ResourceName: jsii.String("*"),
			})},
		}, {
			Sid: jsii.String("Mail"), Actions: jsii.Strings("ses:SendEmail"),
			Resources:  &[]*string{ses("identity", *d.mailIdentity.ValueAsString()), ses("identity", "*"), ses("configuration-set", "*")},
			Conditions: &map[string]any{"StringEquals": map[string]any{"ses:FromAddress": d.mailFrom.ValueAsString()}},
		}},
		env: map[string]*string{
			routes.EnvAlertsTopic: d.topic.TopicArn(), routes.EnvMailFrom: d.mailFrom.ValueAsString(), routes.EnvMailSet: d.mailSetName(),
			routes.EnvSMSSender: d.smsSender.ValueAsString(), routes.EnvSMSOrigin: d.smsOrigin.ValueAsString(), routes.EnvSMSMaxPrice: d.smsMaxPrice.ValueAsString(),
		},
	}
}

// publishEvents is to publish on one bus, under our own source alone: rules trust a source.
func (d *deployment) publishEvents() grant {
	bus := d.Stack.FormatArn(&awscdk.ArnComponents{Service: jsii.String("events"), Resource: jsii.String("event-bus"), ResourceName: d.eventBus.ValueAsString()})
	return grant{
		also: []*awsiam.PolicyStatementProps{{
			Sid: jsii.String("Events"), Actions: jsii.Strings("events:PutEvents"), Resources: &[]*string{bus},
			Conditions: &map[string]any{"StringEquals": map[string]any{"events:source": routes.EventSource}},
		}},
		env: map[string]*string{routes.EnvEventBus: d.eventBus.ValueAsString()},
	}
}

// allowWhen is a grant that depends on what the deployment was told. It is a resource of
// its own because a policy without resources is refused.
func (d *deployment) allowWhen(id string, role awsiam.IRole, g grant) {
	p := awsiam.NewCfnPolicy(d.Stack, &id, &awsiam.CfnPolicyProps{
		PolicyName: &id, Roles: &[]*string{role.RoleName()},
		PolicyDocument: map[string]any{"Version": "2012-10-17", "Statement": []any{
			map[string]any{"Effect": "Allow", "Action": g.actions, "Resource": g.resources},
		}},
	})
	p.CfnOptions().SetCondition(g.when)
}

func (d *deployment) join(parts ...string) *string {
	return awscdk.Fn_Join(jsii.String(""), jsii.Strings(parts...))
}
