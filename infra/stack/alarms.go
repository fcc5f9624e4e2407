package stack

import (
	"fmt"
	"slices"
	"strings"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatchactions"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/jsii-runtime-go"

	"ringdown/shared/routes"
)

// sweptLine is what package engine logs when a sweep had something to do.
const sweptLine = "the sweep found some whose timers were lost; they are performed now"

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
	d.addLogAlarms()
	swept := awslogs.NewMetricFilter(d.Stack, jsii.String("SweptCalls"), &awslogs.MetricFilterProps{
		LogGroup: d.logs["act"], FilterPattern: awslogs.FilterPattern_Literal(jsii.String(`"` + sweptLine + `"`)),
		MetricNamespace: jsii.String(metricNamespace), MetricName: jsii.String("SweptCalls"), MetricValue: jsii.String("1"),
	})
	d.alarm("SweepActed", "A call's timer was lost and the sweep made up for it: callers may have waited a minute too long. Look for errors of the orders queue.",
		swept.Metric(statistic("Sum", 5)), 1)
}

// The lines that alarms count, as the functions log them.
const (
	refusedLines  = `{ ($.msg = "webhook refused" || $.msg = "recording webhook refused") && $.signed IS TRUE }`
	unsignedLines = `{ ($.msg = "webhook refused" || $.msg = "recording webhook refused") && $.signed IS FALSE }`
	errorLines    = `{ $.level = "ERROR" }`
	// unsignedMany is more than strangers, and the doctor command's dozen, send within five
	// minutes.
	unsignedMany = 20
)

// addLogAlarms watches for what the functions survive and say: refused webhooks, stores that fail,
// panics, alerts that no channel took; and for the one route that has no function to say anything.
func (d *deployment) addLogAlarms() {
	var refused, unsigned []awscloudwatch.IMetric
	for _, f := range routes.Functions {
		errors := d.count(title(f.Name)+"ErrorLines", d.logs[f.Name], errorLines)
		d.alarm(title(f.Name)+"ErrorLines", "The function "+f.Name+" logged an error: a store, the provider or a channel failed, or it panicked and went on. Read its log for the level ERROR.", errors, 1)
		if !slices.Contains(f.Needs, routes.SignatureSecret) {
			continue
		}
		refused = append(refused, d.count(title(f.Name)+"Refused", d.logs[f.Name], refusedLines))
		unsigned = append(unsigned, d.count(title(f.Name)+"Unsigned", d.logs[f.Name], unsignedLines))
	}
	d.alarm("RefusedWebhooks", "A webhook with a signature was refused: callers may be turned away. Compare the signature secret, the API key and the application with the provider's; the doctor command does.",
		sum(refused), 1)
	d.alarm("UnsignedWebhooks", "Many webhooks came without a signature: strangers, or the provider no longer signs a kind. If callers are turned away, see the parameter UnsignedWebhooks.",
		sum(unsigned), unsignedMany)
	for _, r := range routes.HTTP {
		if r.Queue == "" {
			continue
		}
		key := r.Method + " " + r.Path
		failing := d.count(title(r.Queue)+"RouteFailing", d.apiLogs, `{ $.routeKey = "`+key+`" && $.status != 200 }`)
		d.alarm(title(r.Queue)+"RouteFailing", "The route "+key+" does not write into its queue: messages are being lost. Read the access log; look at the role and the queue's policy.", failing, 1)
	}
}

// count counts the lines of a log that fit a pattern.
func (d *deployment) count(name string, log awslogs.LogGroup, pattern string) awscloudwatch.Metric {
	filter := awslogs.NewMetricFilter(d.Stack, jsii.String(name), &awslogs.MetricFilterProps{
		LogGroup: log, FilterPattern: awslogs.FilterPattern_Literal(&pattern),
		MetricNamespace: jsii.String(metricNamespace), MetricName: &name, MetricValue: jsii.String("1"),
	})
	return filter.Metric(statistic("Sum", 5))
}

// sum adds metrics up.
func sum(metrics []awscloudwatch.IMetric) awscloudwatch.IMetric {
	using, terms := map[string]awscloudwatch.IMetric{}, []string{}
	for i, m := range metrics {
		name := fmt.Sprintf("m%d", i)
		using[name] = m
		terms = append(terms, "FILL("+name+",0)")
	}
	return awscloudwatch.NewMathExpression(&awscloudwatch.MathExpressionProps{
		Expression: jsii.String(strings.Join(terms, "+")), UsingMetrics: &using, Period: awscdk.Duration_Minutes(jsii.Number(5)),
	})
}

func statistic(name string, minutes float64) *awscloudwatch.MetricOptions {
	return &awscloudwatch.MetricOptions{Statistic: &name, Period: awscdk.Duration_Minutes(&minutes)}
}

// alarm tells both topics when the metric reaches the threshold once.
func (d *deployment) alarm(id, description string, metric awscloudwatch.IMetric, threshold float64) {
	alarm := awscloudwatch.NewAlarm(d.Stack, jsii.String(id+"Alarm"), &awscloudwatch.AlarmProps{
		AlarmDescription: &description, Metric: metric, Threshold: &threshold, EvaluationPeriods: jsii.Number(1),
		ComparisonOperator: awscloudwatch.ComparisonOperator_GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
		TreatMissingData:   awscloudwatch.TreatMissingData_NOT_BREACHING,
	})
	alarm.AddAlarmAction(awscloudwatchactions.NewSnsAction(d.topic), awscloudwatchactions.NewSnsAction(d.operators))
}
