package stack

import (
	"slices"
	"strings"
	"testing"

	"ringdown/shared/routes"
)

func TestAPIHasTheRoutesOfTheTableAndNoOthers(t *testing.T) {
	var got, want []string
	for _, r := range resources(t, "AWS::ApiGatewayV2::Route") {
		p := r["Properties"].(object)
		got = append(got, p["RouteKey"].(string)+" → "+targetOf(t, p))
	}
	for _, r := range routes.HTTP {
		target := r.Function
		if r.Queue != "" {
			target = "queue " + r.Queue
		}
		want = append(want, r.Method+" "+r.Path+" → "+target)
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("routes of the template:\n%s\nroutes of the table:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// targetOf says where a route of the template leads: a function's name or a queue's.
func targetOf(t *testing.T, route object) string {
	t.Helper()
	for id, r := range resources(t, "AWS::ApiGatewayV2::Integration") {
		if !strings.Contains(render(t, route["Target"]), `"Ref":"`+id+`"`) {
			continue
		}
		p := r["Properties"].(object)
		for _, f := range routes.Functions {
			if function, _ := named(t, "AWS::Lambda::Function", title(f.Name)); render(t, p["IntegrationUri"]) == `{"Fn::GetAtt":["`+function+`","Arn"]}` {
				if p["PayloadFormatVersion"] != "2.0" {
					t.Errorf("integration with %s has payload format %v, the handlers read 2.0", f.Name, p["PayloadFormatVersion"])
				}
				return f.Name
			}
		}
		for _, tr := range routes.Triggers {
			if tr.Queue == "" {
				continue
			}
			if queue, _ := named(t, "AWS::SQS::Queue", title(tr.Queue)+"Queue"); render(t, at(p, "RequestParameters", "QueueUrl")) == `{"Ref":"`+queue+`"}` {
				return "queue " + tr.Queue
			}
		}
	}
	return "nowhere: " + render(t, route["Target"])
}

func TestRecordingGoesIntoTheQueueWithNoFunctionInBetween(t *testing.T) {
	_, p := named(t, "AWS::ApiGatewayV2::Integration", "ApiToRecordings")
	queue, _ := named(t, "AWS::SQS::Queue", "RecordingsQueue")
	role, _ := named(t, "AWS::IAM::Role", "ApiToRecordingsRole")
	for key, want := range map[string]string{
		"IntegrationType": "AWS_PROXY", "IntegrationSubtype": "SQS-SendMessage", "PayloadFormatVersion": "1.0",
		"CredentialsArn": `{"Fn::GetAtt":["` + role + `","Arn"]}`,
	} {
		if got := render(t, p[key]); got != want {
			t.Errorf("%s is %s, want %s", key, got, want)
		}
	}
	want := `{"MessageAttributes":"{\"call\":{\"DataType\":\"String\",\"StringValue\":\"${request.path.call}\"},` +
		`\"token\":{\"DataType\":\"String\",\"StringValue\":\"${request.path.token}\"},` +
		`\"authorization\":{\"DataType\":\"String\",\"StringValue\":\"=${request.header.authorization}\"}}",` +
		`"MessageBody":"$request.body","QueueUrl":{"Ref":"` + queue + `"}}`
	if got := render(t, p["RequestParameters"]); got != want {
		t.Errorf("parameters are\n%s\nwant\n%s", got, want)
	}
}

func TestVoiceRoutesAreNotThrottled(t *testing.T) {
	_, stage := named(t, "AWS::ApiGatewayV2::Stage", "ApiDefaultStage")
	if stage["DefaultRouteSettings"] != nil {
		t.Errorf("the stage throttles every route by %v: a throttled caller hears nothing", stage["DefaultRouteSettings"])
	}
	settings, _ := stage["RouteSettings"].(object)
	for _, r := range routes.HTTP {
		if key := r.Method + " " + r.Path; !r.Authorized && !r.Throttled && settings[key] != nil {
			t.Errorf("%s is throttled by %v", key, settings[key])
		} else if r.Throttled && settings[key] == nil {
			t.Errorf("%s is open to everybody and not throttled", key)
		}
	}
}

func TestAccessLogIsKeptWithoutTokensAndNumbers(t *testing.T) {
	_, stage := named(t, "AWS::ApiGatewayV2::Stage", "ApiDefaultStage")
	format := render(t, at(stage, "AccessLogSettings", "Format"))
	for _, field := range []string{"$context.requestId", "$context.routeKey", "$context.status", "$context.integrationErrorMessage"} {
		if !strings.Contains(format, field) {
			t.Errorf("access log lacks %s", field)
		}
	}
	for _, field := range []string{"$context.path", "$context.identity", "querystring", "$context.customDomain"} {
		if strings.Contains(format, field) {
			t.Errorf("access log has %s: paths carry tokens, queries carry phone numbers", field)
		}
	}
	logs, group := named(t, "AWS::Logs::LogGroup", "ApiLogs")
	if got, want := render(t, at(stage, "AccessLogSettings", "DestinationArn")), `{"Fn::GetAtt":["`+logs+`","Arn"]}`; got != want {
		t.Errorf("access log goes to %s, want %s", got, want)
	}
	if group["RetentionInDays"] != 30.0 {
		t.Errorf("access log is kept for %v days, want 30", group["RetentionInDays"])
	}
}
