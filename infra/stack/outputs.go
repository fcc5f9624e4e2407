package stack

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
)

// addOutputs says what to do next. The names are what the CDK prints beside the
// values, so they carry the step and the method.
func (d *deployment) addOutputs() {
	d.output("AnswerUrlUsePOST", "Set it as the answer URL of the provider's application, method POST.", d.join(*d.api.ApiEndpoint(), "/voice/answer"))
	d.output("EventUrlUsePOST", "Set it as the event URL of the provider's application, method POST.", d.join(*d.api.ApiEndpoint(), "/voice/event"))
	d.output("FallbackUrlUseGET", "Set it as the fallback answer URL of the provider's application, method GET.", d.fallbackURL())
	d.output("SubscribeToTopic", "Subscribe people, chats and pagers here; filter by the attribute team.", d.topic.TopicArn())
	d.output("PublicBucket", "The deploy command uploads the fallback document and the music to it.", d.public.BucketName())
	d.output("SettingsTable", "The settings command writes lines and teams to it.", d.settings.TableName())
	d.output("CallsTable", "The calls.", d.calls.TableName())
	d.output("AssetsUrl", "Where the music is played from.", d.assetsURL())
}

func (d *deployment) output(id, description string, value *string) {
	awscdk.NewCfnOutput(d.Stack, jsii.String(id), &awscdk.CfnOutputProps{Description: &description, Value: value})
}
