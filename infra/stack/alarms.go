package stack

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatchactions"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/jsii-runtime-go"

	"ringdown/shared/routes"
)

// sweptLine is what package switchboard logs when a sweep had something to do.
const sweptLine = "the sweep found calls that nothing else woke"

// metricNamespace of what we count ourselves.
const metricNamespace = "Ringdown"

// addAlarms watches for what no caller would tell us.
func (d *deployment) addAlarms() {
	for _, t := range routes.Triggers {
		if t.Queue == "" {
			continue
		}
		d.alarm(title(t.Queue)+"DeadLetters", "Something was given up: look at the messages of the dead-letter queue "+t.Queue+", mend the cause, and redrive them.",
			d.deadLetters[t.Queue].MetricApproximateNumberOfMessagesVisible(statistic("Maximum", 1)), 1)
		minutes := patiences[t.Queue].staleMinutes
		d.alarm(title(t.Queue)+"Waiting", "Messages in the queue "+t.Queue+" fail or are not taken: read the log of the function "+t.Function+".",
			d.queues[t.Queue].MetricApproximateAgeOfOldestMessage(statistic("Maximum", 1)), minutes*60)
	}
	for _, f := range routes.Functions {
		d.alarm(title(f.Name)+"Errors", "The function "+f.Name+" crashed or ran out of time: read its log.",
			d.functions[f.Name].MetricErrors(statistic("Sum", 5)), 1)
		d.alarm(title(f.Name)+"Throttles", "The function "+f.Name+" was not started for want of concurrency: raise the account's quota.",
			d.functions[f.Name].MetricThrottles(statistic("Sum", 5)), 1)
	}
	swept := awslogs.NewMetricFilter(d.Stack, jsii.String("SweptCalls"), &awslogs.MetricFilterProps{
		LogGroup: d.logs["act"], FilterPattern: awslogs.FilterPattern_Literal(jsii.String(`"` + sweptLine + `"`)),
		MetricNamespace: jsii.String(metricNamespace), MetricName: jsii.String("SweptCalls"), MetricValue: jsii.String("1"),
	})
	d.alarm("SweepActed", "A call's timer was lost and the sweep made up for it: callers may have waited a minute too long. Look for errors of the orders queue.",
		swept.Metric(statistic("Sum", 5)), 1)
}

func statistic(name string, minutes float64) *awscloudwatch.MetricOptions {
	return &awscloudwatch.MetricOptions{Statistic: &name, Period: awscdk.Duration_Minutes(&minutes)}
}

// alarm tells the topic when the metric reaches the threshold once.
func (d *deployment) alarm(id, description string, metric awscloudwatch.Metric, threshold float64) {
	alarm := awscloudwatch.NewAlarm(d.Stack, jsii.String(id+"Alarm"), &awscloudwatch.AlarmProps{
		AlarmDescription: &description, Metric: metric, Threshold: &threshold, EvaluationPeriods: jsii.Number(1),
		ComparisonOperator: awscloudwatch.ComparisonOperator_GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
		TreatMissingData:   awscloudwatch.TreatMissingData_NOT_BREACHING,
	})
	alarm.AddAlarmAction(awscloudwatchactions.NewSnsAction(d.topic))
}
