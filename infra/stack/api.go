package stack

import (
	"encoding/json"
	"regexp"
	"strings"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigatewayv2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigatewayv2integrations"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/jsii-runtime-go"

	"ringdown/shared/routes"
)

// accessLog is one line for each request. The route's key stands in it and not its
// path: paths carry tokens, and the query of a GET carries phone numbers.
var accessLog = map[string]string{
	"requestId": "$context.requestId", "time": "$context.requestTime", "routeKey": "$context.routeKey", "status": "$context.status",
	"latency": "$context.responseLatency", "integrationLatency": "$context.integrationLatency",
	"integrationStatus": "$context.integrationStatus", "error": "$context.integrationErrorMessage",
}

// addAPI makes the HTTP API. Webhooks are not throttled: a caller turned away hears nothing,
// and the account's own limit is shared with its other APIs as it is. Those of the API are.
func (d *deployment) addAPI() {
	d.api = awsapigatewayv2.NewHttpApi(d.Stack, jsii.String("Api"), &awsapigatewayv2.HttpApiProps{
		ApiName: jsii.String("ringdown"), Description: jsii.String("Webhooks of the phone provider, and the pages behind alerts"),
	})
	logs := awslogs.NewLogGroup(d.Stack, jsii.String("ApiLogs"), &awslogs.LogGroupProps{
		Retention: awslogs.RetentionDays_ONE_MONTH, RemovalPolicy: awscdk.RemovalPolicy_DESTROY,
	})
	format, err := json.Marshal(accessLog)
	if err != nil {
		panic(err) // a map of strings
	}
	d.apiLogs = logs
	stage := d.api.DefaultStage().Node().DefaultChild().(awsapigatewayv2.CfnStage)
	stage.SetAccessLogSettings(&awsapigatewayv2.CfnStage_AccessLogSettingsProperty{DestinationArn: logs.LogGroupArn(), Format: jsii.String(string(format))})
}

// addRoutes connects the routes of a table.
func (d *deployment) addRoutes(table []routes.Route) {
	integrations := map[string]awsapigatewayv2.HttpRouteIntegration{}
	var protected []awsapigatewayv2.HttpRoute
	for _, r := range table {
		if r.Queue != "" {
			d.addQueueRoute(r)
			continue
		}
		if integrations[r.Function] == nil {
			integrations[r.Function] = awsapigatewayv2integrations.NewHttpLambdaIntegration(jsii.String(title(r.Function)), d.functions[r.Function],
				&awsapigatewayv2integrations.HttpLambdaIntegrationProps{PayloadFormatVersion: awsapigatewayv2.PayloadFormatVersion_VERSION_2_0()})
		}
		options := &awsapigatewayv2.AddRoutesOptions{
			Path: jsii.String(r.Path), Methods: &[]awsapigatewayv2.HttpMethod{awsapigatewayv2.HttpMethod(r.Method)}, Integration: integrations[r.Function],
		}
		if r.Authorized {
			options.Authorizer = d.signIn.authorizer
		}
		if added := d.api.AddRoutes(options); r.Authorized || r.Throttled {
			protected = append(protected, *added...)
		}
	}
	d.throttle(protected)
}

// addQueueRoute lets the API write a request into a queue by itself, with no function
// of ours in between (HTTP API guide, SQS-SendMessage).
func (d *deployment) addQueueRoute(r routes.Route) {
	queue := d.queues[r.Queue]
	role := awsiam.NewRole(d.Stack, jsii.String("ApiTo"+title(r.Queue)+"Role"), &awsiam.RoleProps{
		AssumedBy: awsiam.NewServicePrincipal(jsii.String("apigateway.amazonaws.com"), nil),
	})
	allow(role, []string{"sqs:SendMessage"}, queue.QueueArn())
	integration := awsapigatewayv2.NewCfnIntegration(d.Stack, jsii.String("ApiTo"+title(r.Queue)), &awsapigatewayv2.CfnIntegrationProps{
		ApiId: d.api.ApiId(), IntegrationType: jsii.String("AWS_PROXY"), IntegrationSubtype: jsii.String("SQS-SendMessage"),
		PayloadFormatVersion: jsii.String("1.0"), CredentialsArn: role.RoleArn(),
		RequestParameters: map[string]any{
			"QueueUrl": queue.QueueUrl(), "MessageBody": "$request.body", "MessageAttributes": messageAttributes(r),
		},
	})
	// A request that comes before the role may write would be lost.
	integration.Node().AddDependency(role)
	awsapigatewayv2.NewCfnRoute(d.Stack, jsii.String("ApiTo"+title(r.Queue)+"Route"), &awsapigatewayv2.CfnRouteProps{
		ApiId: d.api.ApiId(), RouteKey: jsii.String(r.Method + " " + r.Path), AuthorizationType: jsii.String("NONE"),
		Target: d.join("integrations/", *integration.Ref()),
	})
}

var pathParameter = regexp.MustCompile(`\{(\w+)\}`)

// messageAttributes carries each parameter of a path, and the headers the table names, over
// to the message.
func messageAttributes(r routes.Route) string {
	var attributes []string
	carry := func(name, value string) {
		attributes = append(attributes, `"`+name+`":{"DataType":"String","StringValue":"`+value+`"}`)
	}
	for _, name := range pathParameter.FindAllStringSubmatch(r.Path, -1) {
		carry(name[1], "${request.path."+name[1]+"}")
	}
	for _, name := range r.Headers {
		carry(name, routes.HeaderMark+"${request.header."+name+"}")
	}
	return "{" + strings.Join(attributes, ",") + "}"
}
