package stack

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ringdown/shared/routes"
)

func TestFunctionsAreWhatTheTableSays(t *testing.T) {
	for _, f := range routes.Functions {
		_, p := named(t, "AWS::Lambda::Function", title(f.Name))
		logs, _ := named(t, "AWS::Logs::LogGroup", title(f.Name)+"Logs")
		for key, want := range map[string]string{
			"Runtime": "provided.al2023", "Architectures": `["arm64"]`, "Handler": "bootstrap", "TracingConfig": `{"Mode":"Active"}`,
			"LoggingConfig": `{"LogFormat":"JSON","LogGroup":{"Ref":"` + logs + `"}}`,
		} {
			if got := render(t, p[key]); got != want {
				t.Errorf("%s: %s is %s, want %s", f.Name, key, got, want)
			}
		}
		if p["Timeout"] != float64(f.TimeoutSeconds) || p["MemorySize"] != float64(memoryMegabytes) {
			t.Errorf("%s has %v s and %v MB, want %d and %d", f.Name, p["Timeout"], p["MemorySize"], f.TimeoutSeconds, memoryMegabytes)
		}
	}
	if got, want := len(resources(t, "AWS::Lambda::Function")), len(routes.Functions); got != want {
		t.Errorf("the template has %d functions, the table %d: one came from elsewhere", got, want)
	}
}

func TestLogsAreForgotten(t *testing.T) {
	for id, r := range resources(t, "AWS::Logs::LogGroup") {
		if days := at(r, "Properties", "RetentionInDays"); days != 30.0 {
			t.Errorf("%s is kept for %v days, want 30", id, days)
		}
	}
}

func TestEnvironmentNamesThingsAndHoldsNoSecret(t *testing.T) {
	known := []string{
		routes.EnvCallsTable, routes.EnvAlertsTable, routes.EnvSettingsTable, routes.EnvOrdersQueue, routes.EnvDialsQueue, routes.EnvAsksQueue, routes.EnvAlertsQueue, routes.EnvRecordingsBucket, routes.EnvPublicBucket,
		routes.EnvAlertsTopic, routes.EnvEventBus, routes.EnvMailFrom, routes.EnvMailSet, routes.EnvSMSSender, routes.EnvSMSOrigin, routes.EnvSMSMaxPrice, routes.EnvBaseURL, routes.EnvAssetsURL, routes.EnvSignatureSecretName,
		routes.EnvCallbackKeyName, routes.EnvPrivateKeyName, routes.EnvVonageApplication, routes.EnvVonageAPIKey, routes.EnvUnsignedWebhooks,
		routes.EnvRecordingsQueue, routes.EnvRecordingsDead, routes.EnvDeployment,
		routes.EnvIssuer, routes.EnvClients, routes.EnvMachines, routes.EnvGroupsClaim,
	}
	secretNames := map[string]string{
		routes.EnvSignatureSecretName: routes.SignatureSecretName, routes.EnvCallbackKeyName: routes.CallbackKeyName, routes.EnvPrivateKeyName: routes.PrivateKeyName,
	}
	for _, f := range routes.Functions {
		_, p := named(t, "AWS::Lambda::Function", title(f.Name))
		for name, value := range at(p, "Environment", "Variables").(object) {
			if !slices.Contains(known, name) {
				t.Errorf("%s is told %s, which no function reads", f.Name, name)
			}
			if want, secret := secretNames[name]; secret && value != want {
				t.Errorf("%s is told %s = %v, want the secret's name %s", f.Name, name, value, want)
			}
		}
	}
}

func TestWebhooksMayComeUnsignedWhereTheDeploymentSaysSo(t *testing.T) {
	parameter := at(template(t), "Parameters", "UnsignedWebhooks").(object)
	if parameter["Default"] != "" {
		t.Errorf("unless told, %v may come unsigned, want none", parameter["Default"])
	}
	allowed := regexp.MustCompile(parameter["AllowedPattern"].(string))
	for value, want := range map[string]bool{"": true, "answer": true, "answer,event,recording": true, "anwser": false, "answer,": false, "answer, event": false, "listen": false} {
		if allowed.MatchString(value) != want {
			t.Errorf("the value %q is allowed: %t", value, !want)
		}
	}
	for _, f := range routes.Functions {
		_, p := named(t, "AWS::Lambda::Function", title(f.Name))
		got := at(p, "Environment", "Variables", routes.EnvUnsignedWebhooks)
		if checks := slices.Contains(f.Needs, routes.SignatureSecret); checks && render(t, got) != `{"Ref":"UnsignedWebhooks"}` || !checks && got != nil {
			t.Errorf("%s is told %v", f.Name, got)
		}
	}
}

func TestTemplateHoldsNoSecret(t *testing.T) {
	text := render(t, template(t))
	for _, forbidden := range []string{"\"SecretString\":", "resolve:secretsmanager", "PRIVATE KEY", "NoEcho"} {
		if strings.Contains(text, forbidden) {
			t.Errorf("the template has %q", forbidden)
		}
	}
	if got := len(resources(t, "AWS::SecretsManager::Secret")); got != 1 {
		t.Errorf("the stack makes %d secrets, want the callback key alone", got)
	}
	_, key := named(t, "AWS::SecretsManager::Secret", "CallbackKey")
	if key["Name"] != routes.CallbackKeyName || at(key, "GenerateSecretString", "PasswordLength") != 64.0 {
		t.Errorf("the callback key is %s", render(t, key))
	}
}

func TestAChainOfMessagesIsNotStopped(t *testing.T) {
	for _, f := range routes.Functions {
		_, p := named(t, "AWS::Lambda::Function", title(f.Name))
		var want any
		if f.Name == "act" || f.Name == "ask" || f.Name == "alert" || f.Name == "recording" || f.Name == "mailfate" {
			want = "Allow"
		}
		if p["RecursiveLoop"] != want {
			t.Errorf("%s: recursive loops: %v, want %v: a long call is a chain of orders", f.Name, p["RecursiveLoop"], want)
		}
	}
}

func TestEachAlarmSpeaksToBothTopics(t *testing.T) {
	topic, _ := named(t, "AWS::SNS::Topic", "Alerts")
	operators, _ := named(t, "AWS::SNS::Topic", "Operators")
	for id, r := range resources(t, "AWS::CloudWatch::Alarm") {
		p := r["Properties"].(object)
		if got := render(t, p["AlarmActions"]); got != `[{"Ref":"`+topic+`"},{"Ref":"`+operators+`"}]` {
			t.Errorf("alarm %s tells %s", id, got)
		}
		if p["TreatMissingData"] != "notBreaching" || p["AlarmDescription"] == nil {
			t.Errorf("alarm %s: missing data is %v, it says %v", id, p["TreatMissingData"], p["AlarmDescription"])
		}
	}
}

func TestAlarmsWatchWhatNoCallerTells(t *testing.T) {
	want := map[string]string{"SweepActed": "SweptCalls"}
	for _, tr := range routes.Triggers {
		if tr.Queue != "" {
			want[title(tr.Queue)+"DeadLetters"] = "ApproximateNumberOfMessagesVisible"
			want[title(tr.Queue)+"Waiting"] = "ApproximateAgeOfOldestMessage"
		}
	}
	for _, f := range routes.Functions {
		want[title(f.Name)+"Errors"], want[title(f.Name)+"Throttles"] = "Errors", "Throttles"
		want[title(f.Name)+"ErrorLines"] = title(f.Name) + "ErrorLines"
	}
	want["RecordingsRouteFailing"] = "RecordingsRouteFailing"
	for name, metric := range want {
		if _, p := named(t, "AWS::CloudWatch::Alarm", name+"Alarm"); p["MetricName"] != metric {
			t.Errorf("alarm %s watches %v, want %s", name, p["MetricName"], metric)
		}
	}
	for _, name := range []string{"RefusedWebhooks", "UnsignedWebhooks"} {
		_, p := named(t, "AWS::CloudWatch::Alarm", name+"Alarm")
		for _, f := range routes.Functions {
			if got, want := strings.Contains(render(t, p["Metrics"]), title(f.Name)), slices.Contains(f.Needs, routes.SignatureSecret); got != want {
				t.Errorf("alarm %s watches %s: %t, want %t", name, f.Name, got, want)
			}
		}
	}
	if got, want := len(resources(t, "AWS::CloudWatch::Alarm")), len(want)+2; got != want {
		t.Errorf("%d alarms, want %d", got, want)
	}
}

// The patterns are held against lines as the functions log them.
func TestLogAlarmsCountLinesThatAreLogged(t *testing.T) {
	for file, lines := range map[string][]string{
		"../../shared/webhook/webhook.go":    {`"webhook refused", "kind", kindOf(r, kind), "signed",`},
		"../../functions/recording/retry.go": {`"recording webhook refused", "kind", "recording", "signed",`},
		"../../functions/alert/handler.go":   {"ErrorContext("},
		"../../shared/wiring/wiring.go":      {"slog.NewJSONHandler(os.Stdout"},
		"../../functions/listen/handler.go":  {"ErrorContext("},
		"../../functions/act/handler.go":     {"ErrorContext("},
	} {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range lines {
			if !strings.Contains(string(source), line) {
				t.Errorf("%s no longer has %s: an alarm would stay silent", file, line)
			}
		}
	}
	logs, _ := named(t, "AWS::Logs::LogGroup", "ApiLogs")
	_, p := named(t, "AWS::Logs::MetricFilter", "RecordingsRouteFailing")
	if got := render(t, p["LogGroupName"]); got != `{"Ref":"`+logs+`"}` || p["FilterPattern"] != `{ $.routeKey = "POST /voice/recording/{call}/{token}" && $.status != 200 }` {
		t.Errorf("failing recordings are counted in %s by %v", got, p["FilterPattern"])
	}
}

func TestAlarmsHaveAnAddress(t *testing.T) {
	parameter := at(template(t), "Parameters", "AlarmEmail").(object)
	if parameter["Default"] != nil {
		t.Errorf("nobody is asked for the address of alarms: it is %v", parameter["Default"])
	}
	allowed := regexp.MustCompile(parameter["AllowedPattern"].(string))
	for value, want := range map[string]bool{"ops@example.com": true, "": false, "none": false, "ops@example": false} {
		if allowed.MatchString(value) != want {
			t.Errorf("the address %q is allowed: %t", value, !want)
		}
	}
	operators, _ := named(t, "AWS::SNS::Topic", "Operators")
	_, p := named(t, "AWS::SNS::Subscription", "OperatorsMail")
	if p["Protocol"] != "email" || render(t, p["Endpoint"]) != `{"Ref":"AlarmEmail"}` || render(t, p["TopicArn"]) != `{"Ref":"`+operators+`"}` {
		t.Errorf("the subscription is %s", render(t, p))
	}
}

func TestSweepIsCountedByTheLineItLogs(t *testing.T) {
	logs, _ := named(t, "AWS::Logs::LogGroup", "ActLogs")
	_, p := named(t, "AWS::Logs::MetricFilter", "SweptCalls")
	if got := render(t, p["LogGroupName"]); got != `{"Ref":"`+logs+`"}` || p["FilterPattern"] != `"`+sweptLine+`"` {
		t.Errorf("sweeps are counted in %s by %v", got, p["FilterPattern"])
	}
	source, err := os.ReadFile("../../shared/engine/act.go")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(source), `"`+sweptLine+`"`) {
		t.Errorf("package engine no longer logs %q: the alarm would stay silent", sweptLine)
	}
}

func TestOutputsReadAsNextSteps(t *testing.T) {
	outputs := template(t)["Outputs"].(object)
	for name, end := range map[string]string{
		"AnswerUrlUsePOST": `"/voice/answer"]]}`, "EventUrlUsePOST": `"/voice/event"]]}`, "FallbackUrlUseGET": `"/fallback.json"]]}`, "AssetsUrl": `"/assets"]]}`,
	} {
		if got := render(t, at(outputs, name, "Value")); !strings.HasSuffix(got, end) {
			t.Errorf("output %s is %s, want it to end in %s", name, got, end)
		}
	}
	for _, name := range []string{"PublicBucket", "SettingsTable", "CallsTable", "RecordingsBucket", "OrdersDeadLetters", "DialsDeadLetters", "AsksDeadLetters", "AlertsDeadLetters", "RecordingsDeadLetters", "VonageApplication", "VonageAccount", "MailSender", "MailIdentityInSes", "Unsigned", "Deployment", "AlarmsTopic"} {
		if outputs[name] == nil {
			t.Errorf("output %s is missing: the commands that set up and check an installation read it", name)
		}
	}
	if got := render(t, at(outputs, "MailSender", "Value")); !strings.Contains(got, `"none"`) || !strings.Contains(got, `"MailFrom"`) {
		t.Errorf("output MailSender is %s, want none where no address was given", got)
	}
	said := regexp.MustCompile(`method (POST|GET)\.$`)
	for name, o := range outputs {
		description := render(t, at(o, "Description"))
		if m := said.FindStringSubmatch(description); strings.Contains(name, "UrlUse") && (m == nil || !strings.HasSuffix(name, m[1])) {
			t.Errorf("output %s says %q: name and words must name one method", name, description)
		}
	}
}

func TestParametersOfWaysOutTakeWhatTheyMean(t *testing.T) {
	for _, tt := range []struct{ name, otherwise, good, bad string }{
		{"SmsSenderId", "", "Ringdown", "a name with blanks"}, {"SmsOriginationNumber", "", "+14155550111", "4155550111"},
		{"SmsMaxPrice", "1.00", "0.5", "cheap"}, {"MailConfigurationSet", "", "events", "a/b"},
		{"EventBusName", "default", "team/bus", "a bus"},
	} {
		p := at(template(t), "Parameters", tt.name).(object)
		pattern := regexp.MustCompile(p["AllowedPattern"].(string))
		if p["Default"] != tt.otherwise || !pattern.MatchString(tt.good) || !pattern.MatchString(tt.otherwise) || pattern.MatchString(tt.bad) {
			t.Errorf("%s: %v", tt.name, p)
		}
	}
}
