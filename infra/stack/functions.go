package stack

import (
	"os"
	"path/filepath"
	"slices"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsevents"
	"github.com/aws/aws-cdk-go/awscdk/v2/awseventstargets"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/jsii-runtime-go"

	"ringdown/shared/routes"
)

// memoryMegabytes of every function. A function's share of the processor grows with
// its memory, and what a caller waits for at a cold start is TLS handshakes.
const memoryMegabytes = 512

// addFunction makes a Lambda that may do what its needs say.
func (d *deployment) addFunction(f routes.Function) {
	logs := awslogs.NewLogGroup(d.Stack, jsii.String(title(f.Name)+"Logs"), &awslogs.LogGroupProps{
		Retention: awslogs.RetentionDays_ONE_MONTH, RemovalPolicy: awscdk.RemovalPolicy_DESTROY,
	})
	role := awsiam.NewRole(d.Stack, jsii.String(title(f.Name)+"Role"), &awsiam.RoleProps{
		AssumedBy: awsiam.NewServicePrincipal(jsii.String("lambda.amazonaws.com"), nil),
	})
	allow(role, []string{"logs:CreateLogStream", "logs:PutLogEvents"}, logs.LogGroupArn())
	env := map[string]*string{}
	for _, need := range f.Needs {
		g := d.grant(need)
		if g.when != nil {
			d.allowWhen(title(f.Name)+"Conditional", role, g)
			continue
		}
		if len(g.actions) > 0 {
			allow(role, g.actions, g.resources...)
		}
		for _, statement := range g.also {
			role.AddToPolicy(awsiam.NewPolicyStatement(statement))
		}
		for name, value := range g.env {
			env[name] = value
		}
	}
	d.logs[f.Name] = logs
	function := awslambda.NewFunction(d.Stack, jsii.String(title(f.Name)), &awslambda.FunctionProps{
		Runtime: awslambda.Runtime_PROVIDED_AL2023(), Architecture: awslambda.Architecture_ARM_64(), Handler: jsii.String("bootstrap"),
		Code:        awslambda.Code_FromAsset(jsii.String(d.built(f.Name)), nil),
		Description: jsii.String("Ringdown: functions/" + f.Name), Role: role, Environment: &env,
		MemorySize: jsii.Number(memoryMegabytes), Timeout: awscdk.Duration_Seconds(jsii.Number(f.TimeoutSeconds)),
		LogGroup: logs, LoggingFormat: awslambda.LoggingFormat_JSON, Tracing: awslambda.Tracing_ACTIVE,
	})
	if takesFromQueue(f.Name) {
		// A call goes from order to order, each of which begins the next: an hour on the line is
		// a chain of hundreds, and Lambda stops one at about 16 (Lambda guide, recursive loop
		// detection). What bounds it is the call's own deadline.
		function.Node().DefaultChild().(awslambda.CfnFunction).SetRecursiveLoop(jsii.String("Allow"))
	}
	d.functions[f.Name] = function
}

// takesFromQueue reports whether a function is started by messages, and may so be part of a chain of them.
func takesFromQueue(name string) bool {
	return slices.ContainsFunc(routes.Triggers, func(t routes.Trigger) bool { return t.Queue != "" && t.Function == name })
}

// built is the folder with a function's binary. The CDK makes the template also where nothing
// is to be deployed, to find out which account to bootstrap; there the error below is not looked at,
// and an empty folder stands for what is not built.
func (d *deployment) built(name string) string {
	folder := filepath.Join(d.buildDir, name)
	if _, err := os.Stat(filepath.Join(folder, "bootstrap")); err == nil {
		return folder
	}
	awscdk.Annotations_Of(d.Stack).AddError(jsii.String("The function " + name + " is not built, so nothing can be deployed: run make build, or make deploy, which does."))
	empty, err := os.MkdirTemp("", "ringdown-not-built")
	if err == nil {
		err = os.WriteFile(filepath.Join(empty, "not-built"), []byte("make build\n"), 0o600)
	}
	if err != nil {
		panic(err) // without a temporary folder the CDK cannot work either
	}
	return empty
}

// addTriggers connects the queues and the clock.
func (d *deployment) addTriggers() {
	for _, t := range routes.Triggers {
		f := d.functions[t.Function]
		if t.Queue == "" {
			d.addClock(t, f)
			continue
		}
		p := patiences[t.Queue]
		queue := d.queues[t.Queue]
		// The poller works with the function's own role (Lambda guide, SQS event sources).
		allow(f.Role(), []string{"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"}, queue.QueueArn())
		atOnce := jsii.Number(t.AtOnce)
		if t.AtOnce == routes.PaceOfDials {
			atOnce = d.dialsPerSecond.ValueAsNumber()
		}
		awslambda.NewEventSourceMapping(d.Stack, jsii.String(title(t.Queue)+"To"+title(t.Function)), &awslambda.EventSourceMappingProps{
			Target: f, EventSourceArn: queue.QueueArn(), BatchSize: jsii.Number(p.batch),
			MaxConcurrency: atOnce, ReportBatchItemFailures: jsii.Bool(true),
		})
	}
}

// addClock starts a function at a rate. A sweep that failed is not repeated: the next
// one is a minute away and looks at the same calls.
func (d *deployment) addClock(t routes.Trigger, f awslambda.Function) {
	awsevents.NewRule(d.Stack, jsii.String(title(t.Function)+"Clock"), &awsevents.RuleProps{
		Description: jsii.String("Looks for what nothing else woke"),
		Schedule:    awsevents.Schedule_Expression(jsii.String(t.Rate)),
		Targets: &[]awsevents.IRuleTarget{awseventstargets.NewLambdaFunction(f, &awseventstargets.LambdaFunctionProps{
			Event:         awsevents.RuleTargetInput_FromObject(map[string]any{"sweep": true}),
			RetryAttempts: jsii.Number(0), MaxEventAge: awscdk.Duration_Minutes(jsii.Number(1)),
		})},
	})
	f.ConfigureAsyncInvoke(&awslambda.EventInvokeConfigOptions{RetryAttempts: jsii.Number(0), MaxEventAge: awscdk.Duration_Minutes(jsii.Number(1))})
}

func allow(role awsiam.IRole, actions []string, resources ...*string) {
	role.AddToPrincipalPolicy(awsiam.NewPolicyStatement(&awsiam.PolicyStatementProps{Actions: jsii.Strings(actions...), Resources: &resources}))
}

// title turns the name of a queue or function into the start of a construct's id.
func title(name string) string {
	if name == "settings" {
		return "SettingsAPI" // the table of settings had its name first, and a table is never made anew
	}
	return string(name[0]-'a'+'A') + name[1:]
}
