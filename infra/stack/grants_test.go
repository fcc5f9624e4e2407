package stack

import (
	"slices"
	"strings"
	"testing"

	"ringdown/shared/routes"
)

// permissions are actions on resources, these by the names they have here. They are
// written out once more on purpose: a widened grant has to be widened in two places.
var permissions = map[string][]string{
	"answer": {
		"dynamodb:Query Calls/index/lineday", "dynamodb:BatchGetItem Calls",
		"dynamodb:GetItem Calls", "dynamodb:GetItem Settings", "dynamodb:PutItem Calls", "dynamodb:Query Settings", "sqs:SendMessage OrdersQueue", "sqs:SendMessage DialsQueue", "sqs:SendMessage AsksQueue",
		"secretsmanager:GetSecretValue CallbackKey", "secretsmanager:GetSecretValue ringdown/signature-secret",
	},
	"input": {
		"dynamodb:Query Calls/index/lineday", "dynamodb:BatchGetItem Calls",
		"dynamodb:GetItem Calls", "dynamodb:GetItem Settings", "dynamodb:PutItem Calls", "sqs:SendMessage OrdersQueue", "sqs:SendMessage DialsQueue", "sqs:SendMessage AsksQueue",
		"secretsmanager:GetSecretValue CallbackKey", "secretsmanager:GetSecretValue ringdown/signature-secret",
	},
	"accept": {
		"dynamodb:Query Calls/index/lineday", "dynamodb:BatchGetItem Calls",
		"dynamodb:GetItem Calls", "dynamodb:GetItem Settings", "dynamodb:PutItem Calls", "sqs:SendMessage OrdersQueue", "sqs:SendMessage DialsQueue", "sqs:SendMessage AsksQueue",
		"secretsmanager:GetSecretValue CallbackKey", "secretsmanager:GetSecretValue ringdown/signature-secret",
	},
	"leg": {
		"dynamodb:Query Calls/index/lineday", "dynamodb:BatchGetItem Calls",
		"dynamodb:GetItem Calls", "dynamodb:GetItem Settings", "dynamodb:PutItem Calls", "sqs:SendMessage OrdersQueue", "sqs:SendMessage DialsQueue", "sqs:SendMessage AsksQueue",
		"secretsmanager:GetSecretValue CallbackKey", "secretsmanager:GetSecretValue ringdown/signature-secret",
	},
	"act": {
		"dynamodb:Query Calls/index/lineday", "dynamodb:BatchGetItem Calls",
		"dynamodb:GetItem Calls", "dynamodb:GetItem Settings", "dynamodb:PutItem Calls", "dynamodb:Query Calls/index/deadline",
		"sqs:SendMessage OrdersQueue", "sqs:SendMessage DialsQueue", "sqs:SendMessage AsksQueue", "sqs:SendMessage AlertsQueue",
		"sqs:ReceiveMessage OrdersQueue", "sqs:DeleteMessage OrdersQueue", "sqs:GetQueueAttributes OrdersQueue",
		"sqs:ReceiveMessage DialsQueue", "sqs:DeleteMessage DialsQueue", "sqs:GetQueueAttributes DialsQueue",
		"secretsmanager:GetSecretValue CallbackKey", "secretsmanager:GetSecretValue ringdown/vonage-private-key",
	},
	"ask": {
		"dynamodb:Query Calls/index/lineday", "dynamodb:BatchGetItem Calls",
		"dynamodb:GetItem Calls", "dynamodb:GetItem Settings", "dynamodb:PutItem Calls",
		"sqs:SendMessage OrdersQueue", "sqs:SendMessage DialsQueue", "sqs:SendMessage AsksQueue",
		"lambda:InvokeFunction FlowFunctionArns",
		"sqs:ReceiveMessage AsksQueue", "sqs:DeleteMessage AsksQueue", "sqs:GetQueueAttributes AsksQueue",
	},
	"recording": {
		"dynamodb:Query Calls/index/lineday", "dynamodb:BatchGetItem Calls",
		"dynamodb:GetItem Calls", "dynamodb:GetItem Settings", "dynamodb:PutItem Calls", "sqs:SendMessage OrdersQueue", "sqs:SendMessage DialsQueue", "sqs:SendMessage AsksQueue",
		"sqs:ReceiveMessage RecordingsQueue", "sqs:DeleteMessage RecordingsQueue", "sqs:GetQueueAttributes RecordingsQueue",
		"sqs:ChangeMessageVisibility RecordingsQueue", "sqs:SendMessage RecordingsDeadQueue",
		"s3:PutObject Recordings/voicemail/*", "s3:PutObject Recordings/talk/*", "secretsmanager:GetSecretValue ringdown/signature-secret",
		"secretsmanager:GetSecretValue CallbackKey", "secretsmanager:GetSecretValue ringdown/vonage-private-key",
	},
	"alert": {
		"dynamodb:Query Calls/index/lineday", "dynamodb:BatchGetItem Calls", // to find calls that join an alert
		"dynamodb:GetItem Calls", "dynamodb:GetItem Settings", "sqs:SendMessage AlertsQueue",
		"dynamodb:GetItem AlertRecords", "dynamodb:PutItem AlertRecords", "dynamodb:Query AlertRecords/index/deadline",
		"sqs:ReceiveMessage AlertsQueue", "sqs:DeleteMessage AlertsQueue", "sqs:GetQueueAttributes AlertsQueue",
		"sns:Publish Alerts",
		"ses:SendEmail configuration-set/*", "ses:SendEmail identity/*", "ses:SendEmail identity/MailIdentity", // from MailFrom alone
		"sns:Publish no topic",                                                                                                                 // text messages
		"sns:Publish endpoint/*",                                                                                                               // push
		"events:PutEvents event-bus/EventBusName",                                                                                              // as ourselves alone
		"secretsmanager:GetSecretValue CallbackKey", "sqs:SendMessage DialsQueue", "secretsmanager:GetSecretValue ringdown/vonage-private-key", // read out on phones
	},
	"mailfate": {
		"dynamodb:GetItem AlertRecords", "dynamodb:PutItem AlertRecords", "sqs:SendMessage AlertsQueue", "sqs:SendMessage DialsQueue",
		"sqs:ReceiveMessage MailfateQueue", "sqs:DeleteMessage MailfateQueue", "sqs:GetQueueAttributes MailfateQueue",
	},
	"readout": {
		"dynamodb:GetItem AlertRecords", "dynamodb:PutItem AlertRecords", "sqs:SendMessage AlertsQueue", "sqs:SendMessage DialsQueue",
		"dynamodb:GetItem Calls", "dynamodb:GetItem Settings", "s3:GetObject Recordings/voicemail/*", "s3:ListBucket Recordings",
		"secretsmanager:GetSecretValue CallbackKey", "secretsmanager:GetSecretValue ringdown/signature-secret",
	},
	"settings": {
		"dynamodb:GetItem Settings", "dynamodb:Query Settings", "dynamodb:PutItem Settings", "dynamodb:UpdateItem Settings",
		"dynamodb:DeleteItem Settings", "dynamodb:ConditionCheckItem Settings",
		"s3:PutObject Recordings/uploads/*", "s3:GetObject Recordings/uploads/*", "s3:PutObject Public/assets/prompts/*", "s3:ListBucket Recordings",
		"polly:SynthesizeSpeech *",
		"sqs:SendMessage AlertsQueue", // codes that prove whose a contact is
	},
	"activity": {
		"dynamodb:Query Calls/index/day", "dynamodb:Query Calls/index/lineday", "dynamodb:GetItem Calls", "dynamodb:BatchGetItem Calls",
		"dynamodb:BatchGetItem AlertRecords", "dynamodb:BatchGetItem Settings",
		"dynamodb:GetItem Settings", "dynamodb:Query Settings", "dynamodb:PutItem Settings", // in partitions of its own alone
		"s3:GetObject Recordings/voicemail/*", "s3:GetObject Recordings/talk/*", "s3:GetObject Recordings/held/*", "s3:GetObject Recordings/export/*",
		"s3:PutObject Recordings/held/*", "s3:PutObject Recordings/export/*", "s3:DeleteObject Recordings/voicemail/*", "s3:DeleteObject Recordings/held/*",
		"s3:ListBucket Recordings",
	},
	"respond": {"dynamodb:GetItem AlertRecords", "dynamodb:PutItem AlertRecords", "sqs:SendMessage AlertsQueue"},
	"listen": {
		"dynamodb:GetItem AlertRecords", "dynamodb:PutItem AlertRecords", "sqs:SendMessage AlertsQueue", // who presses the button reads who has it
		"dynamodb:GetItem Calls", "dynamodb:GetItem Settings", "s3:GetObject Recordings/voicemail/*", "s3:ListBucket Recordings",
		"secretsmanager:GetSecretValue CallbackKey",
	},
}

// Rules of others trust a source: nobody may publish under another one.
func TestEventsArePublishedAsOurselvesAlone(t *testing.T) {
	found := 0
	for id, r := range resources(t, "AWS::IAM::Policy") {
		for _, s := range at(r, "Properties", "PolicyDocument", "Statement").([]any) {
			if at(s, "Action") != "events:PutEvents" {
				continue
			}
			found++
			if source := at(s, "Condition", "StringEquals", "events:source"); source != routes.EventSource {
				t.Errorf("%s publishes as %v", id, source)
			}
		}
	}
	if found != 1 {
		t.Errorf("%d statements are about events, want one", found)
	}
}

func TestEachFunctionMayDoWhatItsLineSaysAndNothingElse(t *testing.T) {
	for _, f := range routes.Functions {
		logs, _ := named(t, "AWS::Logs::LogGroup", title(f.Name)+"Logs")
		want := append([]string{
			"logs:CreateLogStream " + logs, "logs:PutLogEvents " + logs,
			// X-Ray's two actions know no resources (service authorization reference, AWS X-Ray).
			"xray:PutTraceSegments *", "xray:PutTelemetryRecords *",
		}, permissions[f.Name]...)
		got := granted(t, title(f.Name)+"Role")
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s may\n  %s\nwant\n  %s", f.Name, strings.Join(got, "\n  "), strings.Join(want, "\n  "))
		}
	}
}

// A stack that is told of no functions must not even try to make the policy: one without
// resources is refused.
func TestAskAloneMayInvokeAndOnlyFunctionsThatTheStackWasTold(t *testing.T) {
	for id, r := range resources(t, "AWS::IAM::Policy") {
		text := render(t, r["Properties"])
		if !strings.Contains(text, "lambda:InvokeFunction") {
			continue
		}
		role, _ := named(t, "AWS::IAM::Role", "AskRole")
		if render(t, at(r, "Properties", "Roles")) != `[{"Ref":"`+role+`"}]` {
			t.Errorf("policy %s is not that of ask alone: %s", id, text)
		}
		if r["Condition"] != "HasFlowFunctions" || strings.Count(text, `"Resource":`) != 1 || !strings.Contains(text, `"Resource":{"Ref":"FlowFunctionArns"}`) {
			t.Errorf("policy %s on condition %v: %s", id, r["Condition"], text)
		}
	}
	whole := template(t)
	if got, want := render(t, at(whole, "Conditions", "HasFlowFunctions")), `{"Fn::Not":[{"Fn::Equals":[{"Fn::Join":["",{"Ref":"FlowFunctionArns"}]},""]}]}`; got != want {
		t.Errorf("the condition is %s, want %s", got, want)
	}
	if got := at(whole, "Parameters", "FlowFunctionArns", "Default"); got != "" {
		t.Errorf("unless told, the functions are %v, want none", got)
	}
}

func TestAPIMayWriteIntoTheRecordingsQueueAndNothingElse(t *testing.T) {
	if got := granted(t, "ApiToRecordingsRole"); !slices.Equal(got, []string{"sqs:SendMessage RecordingsQueue"}) {
		t.Errorf("the API may %v, want to send to the recordings queue alone", got)
	}
}

// SES asks for the recipient's identity and the configuration set, too; what bounds mail is
// the address it is from.
func TestMailGoesOutFromOneAddress(t *testing.T) {
	seen := false
	for _, r := range resources(t, "AWS::IAM::Policy") {
		for _, s := range at(r["Properties"], "PolicyDocument", "Statement").([]any) {
			if text := render(t, at(s, "Action")); !strings.Contains(text, "ses:") {
				continue
			}
			seen = true
			if got := render(t, at(s, "Condition")); got != `{"StringEquals":{"ses:FromAddress":{"Ref":"MailFrom"}}}` {
				t.Errorf("mail goes out on condition %s", got)
			}
		}
	}
	if !seen {
		t.Error("nobody may send mail")
	}
}

// Calls, settings and dialplans are in partitions of other names, so whoever looks at calls changes none.
func TestWhoReadsCallsWritesMarksAlone(t *testing.T) {
	role, _ := named(t, "AWS::IAM::Role", "ActivityRole")
	seen := 0
	for _, r := range resources(t, "AWS::IAM::Policy") {
		if !strings.Contains(render(t, at(r["Properties"], "Roles")), `"Ref":"`+role+`"`) {
			continue
		}
		for _, s := range at(r["Properties"], "PolicyDocument", "Statement").([]any) {
			if !strings.Contains(render(t, at(s, "Action")), "dynamodb:PutItem") {
				continue
			}
			seen++
			if got := render(t, at(s, "Condition")); got != `{"ForAllValues:StringLike":{"dynamodb:LeadingKeys":["marks#*","reads#*"]}}` {
				t.Errorf("it writes on condition %s", got)
			}
		}
	}
	if seen != 1 {
		t.Errorf("%d statements let it write, want one", seen)
	}
}

func TestNoRoleHasPoliciesFromElsewhere(t *testing.T) {
	for id, r := range resources(t, "AWS::IAM::Role") {
		if p := r["Properties"].(object); p["ManagedPolicyArns"] != nil || p["Policies"] != nil {
			t.Errorf("role %s has managed or inline policies %v %v: what a function may do stands in grants.go", id, p["ManagedPolicyArns"], p["Policies"])
		}
	}
}

// granted lists what a role may do, sorted, each as an action and a resource.
func granted(t *testing.T, role string) []string {
	t.Helper()
	id, _ := named(t, "AWS::IAM::Role", role)
	var out []string
	for _, r := range resources(t, "AWS::IAM::Policy") {
		p := r["Properties"].(object)
		if !strings.Contains(render(t, p["Roles"]), `"Ref":"`+id+`"`) {
			continue
		}
		for _, s := range at(p, "PolicyDocument", "Statement").([]any) {
			out = append(out, statement(t, s.(object))...)
		}
	}
	slices.Sort(out)
	return out
}

func statement(t *testing.T, s object) []string {
	t.Helper()
	if s["Effect"] != "Allow" || s["NotAction"] != nil {
		t.Errorf("statement %s is not a plain list of what is allowed", render(t, s))
	}
	resources := texts(t, s["Resource"])
	if s["NotResource"] != nil {
		if got := render(t, s["NotResource"]); got != "arn:*:sns:*:*:*" {
			t.Errorf("a statement reaches everything but %s", got)
		}
		resources = []string{"no topic"}
	}
	var out []string
	for _, action := range texts(t, s["Action"]) {
		for _, resource := range resources {
			out = append(out, action+" "+spoken(t, resource))
		}
	}
	return out
}

// spoken shortens the template's way of naming a resource to the names of this package.
func spoken(t *testing.T, resource string) string {
	t.Helper()
	for _, kind := range []struct{ resource, names string }{
		{"AWS::DynamoDB::Table", "Calls AlertRecords Settings"}, {"AWS::SNS::Topic", "Alerts"}, {"AWS::SecretsManager::Secret", "CallbackKey"},
		{"AWS::SQS::Queue", "OrdersQueue DialsQueue AsksQueue AlertsQueue MailfateQueue RecordingsQueue RecordingsDeadQueue"}, {"AWS::S3::Bucket", "Recordings Public"},
	} {
		for _, name := range strings.Fields(kind.names) {
			id, _ := named(t, kind.resource, name)
			getAtt := `{"Fn::GetAtt":["` + id + `","Arn"]}`
			if resource == getAtt || resource == `{"Ref":"`+id+`"}` {
				return name
			}
			if rest, ok := strings.CutPrefix(resource, `{"Fn::Join":["",[`+getAtt+`,"`); ok {
				return name + strings.TrimSuffix(rest, `"]]}`)
			}
		}
	}
	for id := range resources(t, "AWS::Logs::LogGroup") {
		if resource == `{"Fn::GetAtt":["`+id+`","Arn"]}` {
			return id
		}
	}
	const account = `{"Fn::Join":["",["arn:",{"Ref":"AWS::Partition"},":secretsmanager:",{"Ref":"AWS::Region"},":",{"Ref":"AWS::AccountId"},":secret:`
	if rest, ok := strings.CutPrefix(resource, account); ok {
		return strings.TrimSuffix(rest, `-??????"]]}`)
	}
	if resource == `{"Ref":"FlowFunctionArns"}` {
		return "FlowFunctionArns"
	}
	if strings.HasSuffix(resource, `:identity/",{"Ref":"MailIdentity"}]]}`) {
		return "identity/MailIdentity"
	}
	if strings.HasSuffix(resource, `:event-bus/",{"Ref":"EventBusName"}]]}`) && strings.Contains(resource, `:events:`) {
		return "event-bus/EventBusName"
	}
	if strings.HasSuffix(resource, `:endpoint/*"]]}`) && strings.Contains(resource, `:sns:`) {
		return "endpoint/*"
	}
	for _, name := range []string{"identity/*", "configuration-set/*"} {
		if strings.HasSuffix(resource, `:`+name+`"]]}`) && strings.Contains(resource, `:ses:`) {
			return name
		}
	}
	return resource
}
