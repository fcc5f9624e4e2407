package stack

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"

	"ringdown/shared/routes"
)

// addOutputs says what to do next. The names are what the CDK prints beside the
// values, so they carry the step and the method.
func (d *deployment) addOutputs() {
	d.output("AnswerUrlUsePOST", "Set it as the answer URL of the provider's application, method POST.", d.join(*d.api.ApiEndpoint(), "/voice/answer"))
	d.output("EventUrlUsePOST", "Set it as the event URL of the provider's application, method POST.", d.join(*d.api.ApiEndpoint(), "/voice/event"))
	d.output("FallbackUrlUseGET", "Set it as the fallback answer URL of the provider's application, method GET.", d.fallbackURL())
	d.output("SubscribeToTopic", "Subscribe people, chats and pagers here; filter by the attribute team.", d.topic.TopicArn())
	d.output("AlarmsTopic", "Alarms alone; the address given at deploy is subscribed.", d.operators.TopicArn())
	d.output("MailEventsTopic", "SES tells here what becomes of mails: add it to the configuration set that mails are sent with, if that is one of your own.", d.mailEvents.TopicArn())
	d.output("PublicBucket", "The deploy command uploads the fallback document and the music to it.", d.public.BucketName())
	d.output("SettingsTable", "The settings command writes lines and teams to it.", d.settings.TableName())
	d.output("CallsTable", "The calls.", d.calls.TableName())
	d.output("AlertsTable", "The alerts.", d.alerts.TableName())
	d.output("AssetsUrl", "Where the music is played from.", d.assetsURL())
	d.output("RecordingsBucket", "The messages.", d.recordings.BucketName())
	for _, t := range routes.Triggers {
		if t.Queue != "" {
			d.output(title(t.Queue)+"DeadLetters", "What the queue "+t.Queue+" gave up lies here; the doctor command wants it empty.", d.deadLetters[t.Queue].QueueUrl())
		}
	}
	d.output("Deployment", "When it was made; the token of the public fallback document is made with it.", d.when.ValueAsString())
	// What a deployment was told, so that whoever checks it need not ask again.
	d.output("VonageApplication", "The provider's application whose webhooks are believed.", d.application.ValueAsString())
	d.output("VonageAccount", "The API key whose webhooks are believed.", d.apiKey.ValueAsString())
	d.output("MailSender", "The address alerts are mailed from; none: no mail is sent.", d.orNone("SendsNoMail", d.mailFrom))
	d.output("Unsigned", "The kinds of webhook that are believed without a signature; none: every one is checked.", d.orNone("ChecksEverySignature", d.unsigned))
	d.output("MailIdentityInSes", "The identity that has to be verified in SES; none: no mail is sent.", d.mailIdentity.ValueAsString())
	d.addSignInOutputs()
}

// orNone is a parameter's value where an output wants one: an output must not be empty (CloudFormation guide, Outputs).
func (d *deployment) orNone(condition string, p awscdk.CfnParameter) *string {
	empty := awscdk.NewCfnCondition(d.Stack, &condition, &awscdk.CfnConditionProps{
		Expression: awscdk.Fn_ConditionEquals(p.ValueAsString(), jsii.String("")),
	})
	return awscdk.Token_AsString(awscdk.Fn_ConditionIf(empty.LogicalId(), jsii.String("none"), p.ValueAsString()), nil)
}

func (d *deployment) output(id, description string, value *string) awscdk.CfnOutput {
	return awscdk.NewCfnOutput(d.Stack, jsii.String(id), &awscdk.CfnOutputProps{Description: &description, Value: value})
}
