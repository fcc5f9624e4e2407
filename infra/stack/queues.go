package stack

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssns"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssqs"
	"github.com/aws/jsii-runtime-go"

	"ringdown/shared/routes"
)

const (
	// visibilityRatio: a message is hidden for six times the consumer's time-out, so
	// that a throttled poller can try again first (Lambda guide, SQS event sources).
	visibilityRatio = 6
	// deadLetterDays is the longest SQS keeps a message (SQS quotas).
	deadLetterDays = 14
)

// patience is how a queue treats messages that fail.
type patience struct {
	receives float64 // before it goes to the dead letters
	days     float64 // that the queue keeps it
	// batch, and the age in minutes that is worth an alarm.
	batch, staleMinutes float64
}

// patiences: what is worth trying how often. How many are performed side by side is in the table of
// routes. Reserving concurrency for functions was not done: an account with the initial quota of 10
// refuses any reservation.
//
// orders: a failed order is old news after half an hour, and the sweep asks again. One message at a
// time: nobody waits behind another's. Their age is worth an alarm only above MaxDelay, the longest a
// timer is meant to wait.
//
// dials: one at a time, because that is how they keep to the account's pace. One that waits for ten
// minutes waits longer than any caller.
//
// asks: as orders; what waits here has a caller who listens to music.
//
// alerts: an alert tries its channels again by itself, for a day; an envelope fails when the store
// is away, or when no channel takes the alert, which people should see within the hour.
//
// mailfate: what became of a mail is news for hours; a function that fails at it fails at the store.
//
// recordings: the provider tells of a message once and keeps the audio for 30 days. The
// function decides when to give up; a thousand receives, the most SQS allows, is where a
// message ends that kills it each time. Ten are taken side by side: each waits for audio.
var patiences = map[string]patience{
	"orders":     {receives: 5, days: 1, batch: 1, staleMinutes: 20},
	"dials":      {receives: 5, days: 1, batch: 1, staleMinutes: 10},
	"asks":       {receives: 5, days: 1, batch: 1, staleMinutes: 10},
	"alerts":     {receives: 20, days: 4, batch: 1, staleMinutes: 15},
	"mailfate":   {receives: 20, days: 4, batch: 10, staleMinutes: 60},
	"recordings": {receives: 1000, days: 14, batch: 10, staleMinutes: 30},
}

// addQueues makes the queue of each trigger, and its dead letters.
func (d *deployment) addQueues() {
	for _, t := range routes.Triggers {
		if t.Queue == "" {
			continue
		}
		f, _ := routes.Find(t.Function)
		p := patiences[t.Queue]
		dead := d.queue(title(t.Queue)+"Dead", &awssqs.QueueProps{RetentionPeriod: awscdk.Duration_Days(jsii.Number(deadLetterDays))})
		d.deadLetters[t.Queue] = dead
		d.queues[t.Queue] = d.queue(title(t.Queue), &awssqs.QueueProps{
			RetentionPeriod:   awscdk.Duration_Days(jsii.Number(p.days)),
			VisibilityTimeout: awscdk.Duration_Seconds(jsii.Number(visibilityRatio * f.TimeoutSeconds)),
			DeadLetterQueue:   &awssqs.DeadLetterQueue{Queue: dead, MaxReceiveCount: jsii.Number(p.receives)},
		})
	}
}

func (d *deployment) queue(id string, props *awssqs.QueueProps) awssqs.Queue {
	props.Encryption = awssqs.QueueEncryption_SQS_MANAGED
	props.EnforceSSL = jsii.Bool(true)
	return awssqs.NewQueue(d.Stack, jsii.String(id+"Queue"), props)
}

// addTopic makes the topic people subscribe to. A notice carries the attribute "team"
// (the team's id in the settings): a subscription with the filter policy
// {"team": ["network"]} hears of that team alone. Alarms carry no such attribute, so
// they reach the subscriptions without a filter, and a topic of their own, whose one
// subscriber the deployment asks for: an alarm that nobody gets is none.
//
// It is not encrypted with the key AWS keeps for SNS, because alarms cannot publish to
// such a topic (CloudWatch guide, alarm actions); it is encrypted on the way.
func (d *deployment) addTopic() {
	d.topic = awssns.NewTopic(d.Stack, jsii.String("Alerts"), &awssns.TopicProps{DisplayName: jsii.String("Ringdown"), EnforceSSL: jsii.Bool(true)})
	d.operators = awssns.NewTopic(d.Stack, jsii.String("Operators"), &awssns.TopicProps{DisplayName: jsii.String("Ringdown alarms"), EnforceSSL: jsii.Bool(true)})
	awssns.NewSubscription(d.Stack, jsii.String("OperatorsMail"), &awssns.SubscriptionProps{
		Topic: d.operators, Protocol: awssns.SubscriptionProtocol_EMAIL, Endpoint: d.alarmEmail.ValueAsString(),
	})
	// A topic with a policy of its own loses the default one that let alarms in.
	for _, topic := range []awssns.Topic{d.topic, d.operators} {
		topic.AddToResourcePolicy(awsiam.NewPolicyStatement(&awsiam.PolicyStatementProps{
			Sid:        jsii.String("Alarms"),
			Principals: &[]awsiam.IPrincipal{awsiam.NewServicePrincipal(jsii.String("cloudwatch.amazonaws.com"), nil)},
			Actions:    jsii.Strings("sns:Publish"),
			Resources:  jsii.Strings(*topic.TopicArn()),
			Conditions: &map[string]any{"StringEquals": map[string]any{"aws:SourceAccount": d.Stack.Account()}},
		}))
	}
}
