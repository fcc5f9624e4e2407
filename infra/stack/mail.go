package stack

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsses"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssns"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssnssubscriptions"
	"github.com/aws/jsii-runtime-go"
)

// addMailEvents has SES tell what becomes of mails: a configuration set tells a topic, and the topic writes
// into the queue of mailfate. Who mails with a set of their own (parameter MailConfigurationSet) adds the
// topic to it. SES publishes to no encrypted topic without a key of the owner's; what it says is encrypted
// on the way.
func (d *deployment) addMailEvents() {
	d.mailEvents = awssns.NewTopic(d.Stack, jsii.String("MailEvents"), &awssns.TopicProps{DisplayName: jsii.String("Ringdown: fates of mails"), EnforceSSL: jsii.Bool(true)})
	d.mailEvents.AddToResourcePolicy(awsiam.NewPolicyStatement(&awsiam.PolicyStatementProps{
		Sid:        jsii.String("Mails"),
		Principals: &[]awsiam.IPrincipal{awsiam.NewServicePrincipal(jsii.String("ses.amazonaws.com"), nil)},
		Actions:    jsii.Strings("sns:Publish"),
		Resources:  jsii.Strings(*d.mailEvents.TopicArn()),
		Conditions: &map[string]any{"StringEquals": map[string]any{"aws:SourceAccount": d.Stack.Account()}},
	}))
	d.mailEvents.AddSubscription(awssnssubscriptions.NewSqsSubscription(d.queues["mailfate"], nil))
	d.ownMailSet = awsses.NewCfnConfigurationSet(d.Stack, jsii.String("Mails"), &awsses.CfnConfigurationSetProps{})
	awsses.NewCfnConfigurationSetEventDestination(d.Stack, jsii.String("MailFates"), &awsses.CfnConfigurationSetEventDestinationProps{
		ConfigurationSetName: d.ownMailSet.Ref(),
		EventDestination: &awsses.CfnConfigurationSetEventDestination_EventDestinationProperty{
			Enabled: jsii.Bool(true), MatchingEventTypes: jsii.Strings("bounce", "complaint", "delivery"),
			SnsDestination: &awsses.CfnConfigurationSetEventDestination_SnsDestinationProperty{TopicArn: d.mailEvents.TopicArn()},
		},
	})
	d.namesMailSet = awscdk.NewCfnCondition(d.Stack, jsii.String("NamesMailSet"), &awscdk.CfnConditionProps{
		Expression: awscdk.Fn_ConditionNot(awscdk.Fn_ConditionEquals(d.mailSet.ValueAsString(), jsii.String(""))),
	})
}

// mailSetName is the configuration set that mails are sent with.
func (d *deployment) mailSetName() *string {
	return awscdk.Token_AsString(awscdk.Fn_ConditionIf(d.namesMailSet.LogicalId(), d.mailSet.ValueAsString(), d.ownMailSet.Ref()), nil)
}
