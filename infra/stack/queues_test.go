package stack

import (
	"strings"
	"testing"

	"ringdown/shared/routes"
)

func TestEachQueueHasDeadLettersKeptForFourteenDays(t *testing.T) {
	for _, tr := range routes.Triggers {
		if tr.Queue == "" {
			continue
		}
		id, p := named(t, "AWS::SQS::Queue", title(tr.Queue)+"Queue")
		dead, letters := named(t, "AWS::SQS::Queue", title(tr.Queue)+"DeadQueue")
		if got := render(t, at(p, "RedrivePolicy", "deadLetterTargetArn")); got != `{"Fn::GetAtt":["`+dead+`","Arn"]}` {
			t.Errorf("the dead letters of %s go to %s", tr.Queue, got)
		}
		if letters["MessageRetentionPeriod"] != 14*24*3600.0 {
			t.Errorf("the dead letters of %s are kept for %v s, want 14 days", tr.Queue, letters["MessageRetentionPeriod"])
		}
		for _, q := range []string{id, dead} {
			tlsOnly(t, "AWS::SQS::QueuePolicy", q)
		}
		if p["SqsManagedSseEnabled"] != true || letters["SqsManagedSseEnabled"] != true {
			t.Errorf("%s or its dead letters are not encrypted", tr.Queue)
		}
	}
}

func TestMessagesAreHiddenSixTimesAsLongAsTheirFunctionMayTake(t *testing.T) {
	for _, tr := range routes.Triggers {
		if tr.Queue == "" {
			continue
		}
		_, queue := named(t, "AWS::SQS::Queue", title(tr.Queue)+"Queue")
		_, function := named(t, "AWS::Lambda::Function", title(tr.Function))
		if hidden, least := queue["VisibilityTimeout"].(float64), 6*function["Timeout"].(float64); hidden < least {
			t.Errorf("%s hides messages for %v s, its function takes %v: want at least %v", tr.Queue, hidden, function["Timeout"], least)
		}
	}
}

func TestAMessageIsTriedForDaysBeforeItsAudioIsGivenUp(t *testing.T) {
	_, p := named(t, "AWS::SQS::Queue", "RecordingsQueue")
	tried := p["VisibilityTimeout"].(float64) * at(p, "RedrivePolicy", "maxReceiveCount").(float64)
	const day = 24 * 3600
	if tried < 3*day {
		t.Errorf("a message is tried for %v days, want 3 at least", tried/day)
	}
	if kept := p["MessageRetentionPeriod"].(float64); kept < tried+7*day {
		t.Errorf("the queue keeps a message for %v days: want a week left of it for the dead letters, which count from the same day", kept/day)
	}
}

func TestPollersAreFewAndReportEachMessage(t *testing.T) {
	for _, tr := range routes.Triggers {
		if tr.Queue == "" {
			continue
		}
		queue, _ := named(t, "AWS::SQS::Queue", title(tr.Queue)+"Queue")
		function, _ := named(t, "AWS::Lambda::Function", title(tr.Function))
		_, p := named(t, "AWS::Lambda::EventSourceMapping", title(tr.Queue)+"To"+title(tr.Function))
		for key, want := range map[string]string{
			"EventSourceArn": `{"Fn::GetAtt":["` + queue + `","Arn"]}`, "FunctionName": `{"Ref":"` + function + `"}`,
			"ScalingConfig": `{"MaximumConcurrency":` + map[string]string{
				"orders": "10", "dials": `{"Ref":"DialsPerSecond"}`, "asks": "10", "alerts": "2", "mailfate": "2", "recordings": "2",
			}[tr.Queue] + `}`, "FunctionResponseTypes": `["ReportBatchItemFailures"]`,
		} {
			if got := render(t, p[key]); got != want {
				t.Errorf("%s of %s is %s, want %s", key, tr.Queue, got, want)
			}
		}
	}
	if got, want := len(resources(t, "AWS::Lambda::EventSourceMapping")), len(patiences); got != want {
		t.Errorf("%d queues are polled, want %d", got, want)
	}
}

func TestClockSweepsOnceAMinute(t *testing.T) {
	_, p := named(t, "AWS::Events::Rule", "ActClock")
	if p["ScheduleExpression"] != "rate(1 minute)" || p["State"] != "ENABLED" {
		t.Errorf("the clock is %v, %v", p["ScheduleExpression"], p["State"])
	}
	if targets := render(t, p["Targets"]); !strings.Contains(targets, `"Input":"{\"sweep\":true}"`) || !strings.Contains(targets, `"MaximumRetryAttempts":0`) {
		t.Errorf("the clock says %s", targets)
	}
}

func TestAlarmsMayUseTheTopicAndNothingGoesToItInTheClear(t *testing.T) {
	for _, topic := range []string{"Alerts", "Operators"} {
		tlsOnly(t, "AWS::SNS::TopicPolicy", topic)
		alarmsMayPublish(t, topic)
	}
}

func alarmsMayPublish(t *testing.T, topic string) {
	t.Helper()
	if p := policiesOn(t, "AWS::SNS::TopicPolicy", topic); !strings.Contains(p, `"Effect":"Allow","Principal":{"Service":"cloudwatch.amazonaws.com"}`) || !strings.Contains(p, `"aws:SourceAccount":{"Ref":"AWS::AccountId"}`) {
		t.Errorf("alarms of this account may not publish: %s", p)
	}
}

// Only SES, and only of this account, may say what became of a mail; and what it says reaches the queue.
func TestTheFatesOfMailsReachTheirQueue(t *testing.T) {
	topic, _ := named(t, "AWS::SNS::Topic", "MailEvents")
	queue, _ := named(t, "AWS::SQS::Queue", "MailfateQueue")
	subscribed, published, set := false, false, false
	for _, r := range resources(t, "AWS::SNS::Subscription") {
		subscribed = subscribed || at(r, "Properties", "Protocol") == "sqs" && strings.Contains(render(t, at(r, "Properties", "Endpoint")), queue) && strings.Contains(render(t, at(r, "Properties", "TopicArn")), topic)
	}
	for _, r := range resources(t, "AWS::SNS::TopicPolicy") {
		for _, s := range at(r, "Properties", "PolicyDocument", "Statement").([]any) {
			if at(s, "Sid") == "Mails" && at(s, "Principal", "Service") == "ses.amazonaws.com" && at(s, "Condition", "StringEquals", "aws:SourceAccount") != nil {
				published = true
			}
		}
	}
	for _, r := range resources(t, "AWS::SES::ConfigurationSetEventDestination") {
		set = strings.Contains(render(t, at(r, "Properties", "EventDestination", "SnsDestination")), topic) &&
			render(t, at(r, "Properties", "EventDestination", "MatchingEventTypes")) == `["bounce","complaint","delivery"]`
	}
	if !subscribed || !published || !set {
		t.Errorf("the queue is subscribed: %v, SES may publish: %v, the set tells: %v", subscribed, published, set)
	}
}
